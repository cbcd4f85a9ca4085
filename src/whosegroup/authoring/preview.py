"""One case or exercise in a browser, alone, on a page that follows its files while they are edited.

Where the files cannot be used, the page says what is wrong in them, and where.
"""

from __future__ import annotations

import sys
import webbrowser
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread
from typing import Any

from markupsafe import Markup

from ..bank.content import Times, content_files, exercise_names, find_files, times_of
from ..bank.kinds import CANNOT_TELL
from ..bank.loading import load_bank
from ..bank.marks import Passage
from ..bank.model import Bank
from ..bank.problems import ContentError, did_you_mean
from ..bank.roots import Roots
from ..bank.vignettes import Vignette
from ..bank.words import Words, fill
from ..component.script import script, style
from ..exercises.feedback import Feedback, Fragment, give_feedback
from ..exercises.graded import SECRET
from ..exercises.html import element
from ..exercises.loading import UnknownExerciseError, load_exercise
from ..exercises.model import Exercise
from ..exercises.payload import compile_payload, digest
from ..exercises.settings import Settings, Written
from ..exercises.types import TYPES, type_of
from ..exercises.types.place import PARTS, give_reasons
from .pages import Mistake, Said, render, said_in
from .serving import Again, Site, address_of, follow, open_server, served

ALONE = "vignette/"  # before the name of a case, where an exercise has the same name
POLICY = {
    "Content-Security-Policy": "default-src 'none'; script-src 'unsafe-inline'; "
    "style-src 'unsafe-inline'; connect-src 'self'; img-src data:"
}


class PreviewError(LookupError):
    """There is nothing of this name to be shown; the message names the nearest one."""


def serve_preview(
    name: str,
    roots: Roots,
    port: int = 0,
    open_browser: bool = True,
    ready: Callable[[str], None] = print,
    lang: str | None = None,
) -> None:
    """Serve a preview on this machine alone until it is interrupted; tell `ready` the address.

    Raises PreviewError for an unknown name, and PortError where the port cannot be had.
    """
    find_preview(name, roots)
    with TemporaryDirectory(prefix="whosegroup-") as folder:
        site = Site(Path(folder), said_in(roots, lang), headers=POLICY)

        def show(_was: Times, _now: Times, again: Again) -> None:
            shown = preview_of(name, roots, lang)
            if not (shown["mistakes"] and again()):
                write_page(shown, site)

        seen = look(roots)  # first, so that no change is missed
        write_page(preview_of(name, roots, lang), site)
        server = open_server(site, port, "--port ")
        with served(server):
            ready(address_of(server))
            if open_browser:  # a browser in the terminal would hold this back
                Thread(target=webbrowser.open, args=[address_of(server)], daemon=True).start()
            follow(lambda: look(roots), show, seen)


def look(roots: Roots) -> Times:
    """Return the files that a preview is made from, each with its time and its size."""
    return times_of([*content_files(roots), *find_files(roots, ".", SECRET)])


def write_page(shown: Mapping[str, Any], site: Site) -> None:
    """Write a preview's page, which says itself what is wrong; the terminal says it too."""
    text = page_of(shown, site.said)
    (site.folder / "index.html").write_text(text, encoding="utf-8", errors="replace")
    for mistake in shown["mistakes"]:
        print(mistake, file=sys.stderr, flush=True)


def find_preview(name: str, roots: Roots) -> tuple[str, bool]:
    """Return the id that a name stands for, and whether it is that of an exercise."""
    cases = {path.stem for path in find_files(roots, "data/vignettes", "*/*.md")}
    exercises = exercise_names(roots)
    id = name.removeprefix(ALONE)
    if id == name and id in exercises:
        return id, True
    if id in cases:
        return id, False
    what = "exercise or vignette" if id == name else "vignette"
    known = cases.union(exercises) if id == name else cases
    raise PreviewError(f"There is no {what} '{id}'. {did_you_mean(id, known)}")


def page(name: str, roots: Roots, lang: str | None = None) -> str:
    """Return the whole page: the exercise, or else every problem in its files."""
    return page_of(preview_of(name, roots, lang), said_in(roots, lang))


def page_of(shown: Mapping[str, Any], said: Said) -> str:
    """Return the page of what is to be shown."""
    sheet, code = Markup(style()), Markup(script())
    return render("preview", said, **shown, style=sheet, script=code)


def preview_of(name: str, roots: Roots, lang: str | None = None) -> dict[str, Any]:
    """Return what the page shows: an exercise and what its author may want to know, or why not."""
    shown: dict[str, Any] = {"name": name, "lang": lang or "en", "mistakes": []}
    shown |= dict.fromkeys(("gone", "key", "element", "exercise", "case"))
    try:
        id, whole = find_preview(name, roots)
        said = said_in(roots, lang)
        exercise = load_exercise(id, roots, lang) if whole else _alone(id, roots, lang, said)
        payload = _set_apart(compile_payload(exercise))
        about = {"exercise": _units(exercise)} if whole else {"case": _about_case(exercise)}
        keyed = (payload[part] for part in ("course", "lang", "exercise"))
        html = Markup(element(payload))
        return {**shown, **about, "lang": payload["lang"], "key": _key(*keyed), "element": html}
    except ContentError as error:
        return {**shown, "mistakes": [Mistake.of(problem) for problem in error.problems]}
    except (PreviewError, UnknownExerciseError) as error:  # renamed or deleted since
        return {**shown, "gone": str(error)}


def _key(course: str, lang: str, exercise: str) -> str:
    """Return under which name the browser keeps what is answered (see component/js/stored.js)."""
    return "/".join(("whosegroup/1", course, lang, exercise))


def _set_apart(payload: Mapping[str, Any]) -> dict[str, Any]:
    """Return a payload of which a browser keeps the answers apart from those of real work."""
    apart = {**payload, "course": f"{payload['course']}-preview"}
    del apart["digest"]
    return {**apart, "digest": digest(apart)}


def _alone(id: str, roots: Roots, lang: str | None, said: Said) -> Exercise:
    """Return an exercise of one case: it is sorted, or placed where its kind is in between."""
    bank = load_bank(roots, lang, only=[id])
    if id not in bank.vignettes:
        raise PreviewError(f"There is no vignette '{id}' in the language '{bank.lang}'.")
    case = bank.vignettes[id]
    name = f"{ALONE}{id}"
    alone = {name: type for name, type in TYPES.items() if type.sorts or type.places}
    undecided = case.front.kind == CANNOT_TELL
    type = next(
        name for name, type in alone.items() if undecided or case.front.kind in type.kinds(bank)
    )
    settings = Settings(type=type, chapter="one", vignettes=[id], undecided=undecided)
    title, prompt, chapter = (said.say(f"vignette_{w}") for w in ("title", "prompt", "chapter"))
    words = Words(bank.words)
    words |= {"exercises": {name: {"title": title, "prompt": prompt}}, "chapters": {"one": chapter}}
    written = Written(name, Path(case.file), case.file, settings, None)
    return Exercise(written, (case,), replace(bank, words=words), {})


def _texts(fragments: Iterable[Fragment], case: Vignette, bank: Bank) -> list[str]:
    """Return what is said, each piece with its name, if it has one, and what it quotes."""
    words, said = bank.words["sorter"], []
    for fragment in fragments:
        quotes = [
            fill(
                words["quoted_within" if passage.is_within else "quoted"],
                text=passage.marked or passage.text,
            )
            for passage in case.passages
            if passage.number in fragment.lines
        ]
        name = words.get(f"said_{fragment.role}")
        texts = [f"{name}:" if name else "", *quotes, fragment.text]
        said.append(bank.words.join(texts))
    return said


def _all_of(feedback: Feedback) -> tuple[Fragment, ...]:
    return (*feedback.fragments, *feedback.more)


def _units(exercise: Exercise) -> list[dict[str, str]]:
    """Return the cases, groups or situations in an exercise; with their kinds, if they have one."""
    found = []
    for part in exercise.parts:
        type, kinds = type_of(part.settings), {case.id: case.front.kind for case in part.vignettes}
        asks = {
            id: part.bank.asks[id].front.kind for id in part.settings.named if id in part.bank.asks
        }
        kinds |= asks if type.content == "asks" else {}
        for id in (*part.settings.cases, *part.settings.named):
            kind = _kind(kinds[id], part.bank) if id in kinds else ""
            found.append({"id": id, "title": type.title(part, id), "kind": kind})
    return found


def _about_case(exercise: Exercise) -> dict[str, Any]:
    """Return for the author what the marks of a case say, and what each answer is told."""
    [case], bank = exercise.vignettes, exercise.bank
    scored = case.front.kind in bank.kinds.scored
    return {
        "kind": _kind(case.front.kind, bank),
        "pair": case.front.pair,
        "words": len(case.text.split()),
        "lines": [{"passage": p, "mark": _mark(p, case, bank)} for p in case.passages],
        "answers": _answers(case, bank) if scored else [],
        "parts": _parts(case, bank) if case.front.place else [],
    }


def _kind(kind: str, bank: Bank) -> str:
    return bank.words.say(f"kinds.{kind}.label")


def _mark(passage: Passage, case: Vignette, bank: Bank) -> dict[str, str] | None:
    """Return what a mark says, and by which of the page's words that is said."""
    if not passage.mark:
        return None
    if passage.surface:
        id, kind = passage.surface, bank.surface_cues[passage.surface].suggests
        name, key = f"surface_cues.{id}.name", "mark_surface"
    else:
        id, kind = passage.criterion, passage.shows
        decides = "mark_decides" if bank.is_decisive(id) else "mark_agrees"
        key = decides if case.front.kind in bank.kinds.scored else "mark_tells"
        name = f"criteria.{id}.name"
    return {"says": key, "id": id, "name": bank.words.say(name), "kind": _kind(kind, bank)}


def _answers(case: Vignette, bank: Bank) -> list[dict[str, Any]]:
    """Return what is said to each answer, and what else where a sentence was tapped."""
    told = []
    for answer in bank.kinds.scored:
        plain = give_feedback(case, answer, None, bank)
        said_anyway = {(fragment.lines, fragment.text) for fragment in _all_of(plain)}
        tapped = {
            p.number: [
                f
                for f in _all_of(give_feedback(case, answer, p.number, bank))
                if (f.lines, f.text) not in said_anyway
            ]
            for p in case.passages
        }
        told.append(
            {
                "kind": _kind(answer, bank),
                "verdict": plain.verdict,
                "plain": _texts(_all_of(plain), case, bank),
                "tapped": [(line, _texts(more, case, bank)) for line, more in tapped.items()],
            }
        )
    return told


def _parts(case: Vignette, bank: Bank) -> list[dict[str, Any]]:
    """Return for each power and for the whole which places can be defended, and why."""
    found = []
    for part in PARTS:
        low, high = getattr(case.front.place, part)
        name = bank.words.say(f"types.place.part_{part}")
        reasons = _texts(give_reasons(case, part, bank), case, bank)
        found.append({"name": name, "low": low, "high": high, "reasons": reasons})
    return found
