"""What chapters can show: an exercise, a case, a figure, the claims they teach, the crosswalk."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx import addnodes
from sphinx.util.docutils import SphinxDirective

from ..bank.content import content_files, find_files, is_for_all
from ..bank.loading import load_bank
from ..bank.model import Bank, Claim
from ..bank.problems import ContentError, did_you_mean
from ..bank.roots import content_root
from ..exercises.loading import UnknownExerciseError
from .course_page import note_try
from .exercise_nodes import excerpt_node, exercise_node
from .made_from import content_digest, package_digest

if TYPE_CHECKING:
    from pandas import DataFrame


FIGURES = "whosegroup_figures"  # among a page's metadata: what its figures were drawn from


class BankDirective(SphinxDirective):
    """A directive that reads the bank, and says what is wrong with it where it stands."""

    def bank(self, only: Iterable[str] | None = None) -> Bank:
        """Return the book's bank, or only what is named of it.

        Where it cannot be used, the page depends on all that may mend it.
        """
        names = None if only is None else tuple(only)
        try:
            return bank_of(names)
        except ContentError as error:
            self.follow(names)
            raise self.error(str(error)) from error

    def follow(self, names: Iterable[str] | None) -> None:
        """Let the page be made anew when content files change: all, or those of these names.

        The tables and the words are among them always.
        """
        for path in content_files((content_root(),)):
            if names is None or path.stem in names or is_for_all(path):
                self.env.note_dependency(str(path))


def bank_of(only: tuple[str, ...] | None = None) -> Bank:
    """Return the book's bank, or what is named of it, read once for all that a build shows."""
    return _bank_of(content_digest((content_root(),)), only)


@lru_cache(maxsize=16)
def _bank_of(_digest: str, only: tuple[str, ...] | None) -> Bank:
    return load_bank((content_root(),), only=only)


class ExerciseDirective(BankDirective):
    """Show an exercise on a page without a notebook; it may be one of an instructor's own bank.

    With `:first: PAGE` only its first question stands there, is answered and kept, and leads to the
    page on which the whole is found. With `:here:` all of it is answered in the prose, without what
    stands round an exercise: that is found on its practice page.
    """

    required_arguments = 1
    option_spec = {"first": directives.unchanged_required, "here": directives.flag}

    def run(self) -> list[nodes.Node]:
        name, page = self.arguments[0], self.options.get("first")
        try:
            if "here" in self.options:
                return [excerpt_node(self.env, name, None, None)]
            if page is None:
                return [exercise_node(self.env, name)]
            text = self.bank(()).words.say(f"exercises.{name}.title")
            return [excerpt_node(self.env, name, (), {"page": page, "text": text})]
        except (ContentError, UnknownExerciseError) as error:
            raise self.error(str(error)) from error
        except ValueError:
            option = "here" if "here" in self.options else "first"
            what = f"The answers to '{name}' are handed in together. Leave out :{option}: here."
            raise self.error(what) from None


class TryDirective(BankDirective):
    """Put one case of the course's small tries into the prose, where it is answered."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        name, case = self.bank(()).course.tries, self.arguments[0]
        if name is None:
            raise self.error(
                "This course has no small tries: name their exercise in data/course.yml."
            )
        try:
            node = excerpt_node(self.env, name, [case], None)
            note_try(self.env, case)
            return [node]
        except (ContentError, UnknownExerciseError) as error:
            raise self.error(str(error)) from error
        except ValueError:
            raise self.error(f"'{case}' is not in the exercise '{name}'.") from None


class VignetteDirective(BankDirective):
    """Show one case of the bank, title and prose, without its answer."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        name = self.arguments[0]
        known = [path.stem for path in find_files((content_root(),), "data/vignettes", "*/*.md")]
        if name not in known:
            raise self.error(f"There is no vignette '{name}'. {did_you_mean(name, known)}")
        bank = self.bank([name])
        self.follow([name])
        if name in bank.kept:
            raise self.error(f"'{name}' is kept for the graded exercise '{bank.kept[name]}'.")
        vignette = bank.vignettes[name]
        title = nodes.paragraph("", "", nodes.strong("", vignette.front.title))
        prose = nodes.paragraph("", vignette.text)
        look = f"wg-{(vignette.front.genre or 'scene').replace(' ', '-')}"
        return [nodes.container("", title, prose, classes=["wg-vignette", look])]


class FigureDirective(BankDirective):
    """Show a figure of the bank with its caption; its words for who cannot see it are content."""

    required_arguments = 1
    has_content = True

    def run(self) -> list[nodes.Node]:
        bank = self.bank()
        name = self.arguments[0]
        texts = bank.words["figures"]["alt"]
        if name not in texts:
            raise self.error(f"There is no figure '{name}'. {did_you_mean(name, texts)}")
        digest = figure_digest(name, bank)
        self.env.metadata[self.env.docname].setdefault(FIGURES, {})[name] = digest
        uri = self._drawn(name, digest, bank)
        image = nodes.image(uri=uri, alt=texts[name], candidates={"*": ""})
        caption = nodes.caption("", "", *self._caption())
        return [nodes.figure("", image, caption, classes=["bank-figure"])]

    def _drawn(self, name: str, digest: str, bank: Bank) -> str:
        folder = Path(self.env.app.outdir).parent / ".figures"
        path = folder / f"{name}-{digest}.svg"
        if not path.exists():
            from ..figures.bank_figures import draw

            folder.mkdir(parents=True, exist_ok=True)
            path.write_text(draw(name, bank).as_text(), encoding="utf-8")
        return "/" + Path(os.path.relpath(path, self.env.srcdir)).as_posix()

    def _caption(self) -> list[nodes.Node]:
        parsed = self.parse_content_to_nodes()
        return [part for paragraph in parsed for part in paragraph.children]


def table_digest(table: DataFrame) -> str:
    """Return the digest of a table of the bank."""
    return hashlib.sha256(table.to_json(orient="split").encode()).hexdigest()[:16]


def figure_digest(name: str, bank: Bank) -> str:
    """Return the digest of all that a figure is drawn from: its table, the words, this package."""
    from ..figures.bank_figures import FIGURES as DRAWN

    digest = hashlib.sha256(table_digest(DRAWN[name][0](bank=bank)).encode())
    digest.update(json.dumps(bank.words, sort_keys=True, default=str).encode())
    digest.update(package_digest().encode())
    return digest.hexdigest()[:16]


class ClaimsDirective(BankDirective):
    """List the claims of the article that the page teaches."""

    def run(self) -> list[nodes.Node]:
        bank = self.bank()
        self.follow([])
        claims = {n: c for n, c in bank.claims.items() if self.env.docname in c.chapters}
        if not claims:
            raise self.error("This page teaches no claim. Name it in data/claims.yml.")
        points = [
            nodes.list_item("", nodes.paragraph("", bank.words["claims"][name])) for name in claims
        ]
        title = nodes.paragraph("", "", nodes.strong("", bank.words.say("crosswalk.taught_here")))
        return [nodes.container("", title, nodes.bullet_list("", *points), classes=["wg-claims"])]


class CrosswalkDirective(BankDirective):
    """Show each claim of the article with its chapters, its cases and its exercises."""

    option_spec = {"class": directives.class_option}

    def run(self) -> list[nodes.Node]:
        bank = self.bank()
        self.follow(None)
        entries = []
        for name, claim in bank.claims.items():
            term = nodes.term("", bank.words["claims"][name], ids=[f"claim-{name}"])
            self.state.document.note_explicit_target(term)
            entries.append(nodes.definition_list_item("", term, self._places(claim, bank)))
        return [nodes.definition_list("", *entries, classes=["wg-crosswalk"])]

    def _places(self, claim: Claim, bank: Bank) -> nodes.definition:
        rows: list[list[nodes.Node]] = [
            [nodes.Text(bank.words.say("crosswalk.chapters") + " "), *self._links(claim, bank)],
            [nodes.Text(self._seen(claim, bank))],
            [nodes.Text(self._practised(claim, bank))],
        ]
        return nodes.definition("", *(nodes.paragraph("", "", *row) for row in rows))

    def _seen(self, claim: Claim, bank: Bank) -> str:
        """Say in which cases one sees something of a claim, and in which words of them."""
        cases = [
            bank.words.say("crosswalk.case", title=bank.vignettes[id].front.title, words=words)
            for id, words in claim.vignettes.items()
        ]
        path = "crosswalk.vignettes" if cases else "crosswalk.no_vignette"
        return bank.words.say(path, cases="; ".join(cases))

    def _practised(self, claim: Claim, bank: Bank) -> str:
        titles = [bank.words.say(f"exercises.{id}.title") for id in claim.exercises]
        path = "crosswalk.exercises" if titles else "crosswalk.no_exercise"
        return bank.words.say(path, titles="; ".join(titles))

    def _links(self, claim: Claim, bank: Bank) -> list[nodes.Node]:
        links: list[nodes.Node] = []
        for chapter in claim.chapters:
            links += [nodes.Text("; ")] if links else []
            # Where it is found is known when the page is written.
            text = nodes.inline("", bank.words["chapters"][chapter])
            link = addnodes.pending_xref(
                "",
                text,
                refdoc=self.env.docname,
                refdomain="std",
                reftype="doc",
                reftarget=f"/{chapter}",
                refexplicit=True,
                refwarn=True,
            )
            links.append(link)
        return links


DIRECTIVES = {
    "vignette": VignetteDirective,
    "bank-figure": FigureDirective,
    "claims": ClaimsDirective,
    "crosswalk": CrosswalkDirective,
    "exercise": ExerciseDirective,
    "try": TryDirective,
}
