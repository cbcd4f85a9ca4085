"""One case or exercise in a browser, alone, on a page that follows its files while they are edited.

Where the files cannot be used, the page says what is wrong in them, and where.
"""

from __future__ import annotations

import hashlib
import webbrowser
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import replace
from html import escape
from http.server import ThreadingHTTPServer
from importlib.resources import files
from pathlib import Path
from string import Template
from threading import Thread
from typing import Any

from ..bank.content import exercise_names, find_files
from ..bank.loading import load_bank
from ..bank.marks import Passage
from ..bank.model import Bank
from ..bank.problems import ContentError, Problem, did_you_mean
from ..bank.roots import Roots, content_root
from ..bank.vignettes import Vignette
from ..bank.words import Words, fill
from ..bank.yaml_files import read_text, read_yaml
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
from .serving import address_of, open_server, pages_handler, serve_until_interrupted

ALONE = "vignette/"  # before the name of a case, where an exercise has the same name
EVERY = 500  # milliseconds between two looks at the files
POLICY = {
    "Content-Security-Policy": "default-src 'none'; script-src 'unsafe-inline'; "
    "style-src 'unsafe-inline'; connect-src 'self'; img-src data:"
}


class PreviewError(LookupError):
    """There is nothing of this name to be shown; the message names the nearest one."""


class Said(dict[str, Any]):
    """What the page says to an author; a word that is missing is shown by its name."""

    def say(self, key: str, **values: object) -> str:
        """Return the words of a key, with `{name}` replaced by the values given."""
        return fill(str(self.get(key, key)), **values)

    def html(self, tag: str, key: str, **values: object) -> str:
        """Return the words of a key as an element."""
        return _tag(tag, escape(self.say(key, **values)))


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
    server = preview_server(name, roots, port, lang)
    ready(address_of(server))
    if open_browser:  # a browser in the terminal would hold the server back
        Thread(target=webbrowser.open, args=[address_of(server)], daemon=True).start()
    serve_until_interrupted(server)


def preview_server(
    name: str, roots: Roots, port: int = 0, lang: str | None = None
) -> ThreadingHTTPServer:
    """Return a server that has the page at `/`, the stamp of the files at `/stamp`, and no more."""
    find_preview(name, roots)
    pages = {"/": lambda: page(name, roots, lang), "/stamp": lambda: stamp(roots)}
    handler = pages_handler(pages, POLICY, _said(roots, lang).say("not_here"))
    return open_server(port, handler, "--port ")


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


def stamp(roots: Roots) -> str:
    """Return what changes whenever a content file does: a digest of names, times and sizes."""
    made = hashlib.sha256()
    for folder, pattern in (("data", "**/*"), ("exercises", "*"), (".", SECRET)):
        for path in find_files(roots, folder, pattern):
            with suppress(OSError):  # an editor takes a file away before it puts the new one there
                if path.suffix in (".md", ".yml", ".txt") and not path.name.startswith("."):
                    found = path.stat()
                    made.update(f"{path!r} {found.st_mtime_ns} {found.st_size}\n".encode())
    return made.hexdigest()[:16]


def page(name: str, roots: Roots, lang: str | None = None) -> str:
    """Return the whole page: the exercise, or else every problem in its files."""
    made = stamp(roots)  # first, so that no change is missed
    said = _said(roots, lang)
    again, data = "", {"lang": lang or "en", "stamp": made}
    try:
        id, whole = find_preview(name, roots)
        exercise = load_exercise(id, roots, lang) if whole else _alone(id, roots, lang, said)
        payload = _set_apart(compile_payload(exercise))
        body = element(payload) + (_of_exercise if whole else _of_case)(exercise, said)
        keyed = ("course", "lang", "exercise")
        data |= {"lang": payload["lang"], "key": _key(*(payload[part] for part in keyed))}
        if whole:
            again = f'<button type="button">{escape(said.say("anew"))}</button>'
        else:
            data["begin"] = "anew"
    except ContentError as error:
        body = _problems(error.problems, said)
    except (PreviewError, UnknownExerciseError) as error:  # renamed or deleted since
        body = _tag("p", escape(str(error)))
    return _template().substitute(
        {word: escape(said.say(word)) for word in ("keeps", "ended", "no_script")},
        data=" ".join(f'data-{part}="{escape(value)}"' for part, value in data.items()),
        lang=escape(data["lang"]),
        head=escape(said.say("head", name=name)),
        again=again,
        body=body,
        style=style(),
        script=script(),
        every=EVERY,
    )


def _template() -> Template:
    file = files(__package__).joinpath("templates", "preview.html")
    return Template(file.read_text(encoding="utf-8"))


def _said(roots: Roots, lang: str | None) -> Said:
    """Return the page's words: a bank may have its own, in its language, or else the course's."""
    for folder in (lang or "en", "en"):
        for path in find_files((*roots, content_root()), f"data/words/{folder}", "preview.yml"):
            data, _ = read_yaml(read_text(path, "")[0], "")
            if isinstance(data, Mapping):
                return Said(data)
    return Said()


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
    type = next(name for name, type in alone.items() if case.front.kind in type.kinds(bank))
    settings = Settings(type=type, chapter="one", vignettes=[id])
    title, prompt, chapter = (said.say(f"vignette_{w}") for w in ("title", "prompt", "chapter"))
    words = Words(bank.words)
    words |= {"exercises": {name: {"title": title, "prompt": prompt}}, "chapters": {"one": chapter}}
    written = Written(name, Path(case.file), case.file, settings, None)
    return Exercise(written, (case,), replace(bank, words=words), {})


def _tag(name: str, *content: str) -> str:
    """Return an element; its content is HTML already."""
    return f"<{name}>{''.join(content)}</{name}>"


def _texts(fragments: Iterable[Fragment], case: Vignette, bank: Bank) -> str:
    """Return what is said, each piece with its name, if it has one, and what it quotes."""
    words, said = bank.words["sorter"], []
    for fragment in fragments:
        quotes = [
            fill(words["quoted"], text=passage.marked or passage.text)
            for passage in case.passages
            if passage.number in fragment.lines
        ]
        name = words.get(f"said_{fragment.role}")
        texts = [f"{name}:" if name else "", *quotes, fragment.text]
        said.append(_tag("p", escape(" ".join(filter(None, texts)))))
    return "".join(said)


def _problems(problems: Iterable[Problem], said: Said) -> str:
    points = [
        _tag(
            "li",
            _tag("code", escape(said.say("problem", file=problem.file, line=problem.line))),
            f" {escape(problem.what)} {escape(problem.remedy)}",
        )
        for problem in problems
    ]
    head = said.html("h2", "problems") + said.html("p", "problems_lead")
    return f'<section class="problems">{head}{_tag("ul", *points)}</section>'


def _of_exercise(exercise: Exercise, said: Said) -> str:
    """Return for the author what stands in an exercise, folded."""
    bank = exercise.bank
    content = type_of(exercise.settings).content
    named = [getattr(bank, content)[id] for id in exercise.settings.named] if content else []
    points = [_point(unit, bank, said) for unit in (*exercise.vignettes, *named)]
    folded = _tag("details", said.html("summary", "author_exercise"), _tag("ol", *points))
    return f'<section class="author">{folded}</section>' if points else ""


def _point(unit: Any, bank: Bank, said: Said) -> str:
    """Return the title of a case, a group or a situation; with its kind, if it has one."""
    about = {"title": unit.front.title, "id": unit.id}
    if hasattr(unit.front, "kind"):
        return said.html("li", "item_kind", **about, kind=_kind(unit.front.kind, bank))
    return said.html("li", "item", **about)


def _of_case(exercise: Exercise, said: Said) -> str:
    """Return for the author what the marks of a case say, and what each answer is told."""
    [case], bank = exercise.vignettes, exercise.bank
    kind, pair = said.say("kind", kind=_kind(case.front.kind, bank)), case.front.pair
    half = said.say("pair", pair=pair) if pair else said.say("no_pair")
    length = said.say("length", words=len(case.text.split()), lines=len(case.passages))
    told = _told_sorted if case.front.kind in bank.kinds.scored else _told_placed
    parts = (
        said.html("h2", "author"),
        said.html("p", "author_vignette"),
        _tag("p", escape(f"{kind} {half} {length}")),
        said.html("h3", "lines"),
        _tag("ol", *(_line(passage, case, bank, said) for passage in case.passages)),
        said.html("h3", "told"),
        told(case, bank, said),
    )
    return f'<section class="author">{"".join(parts)}</section>'


def _kind(kind: str, bank: Bank) -> str:
    return bank.words.say(f"kinds.{kind}.label")


def _line(passage: Passage, case: Vignette, bank: Bank, said: Said) -> str:
    text = escape(passage.before) + _tag("mark", escape(passage.marked)) + escape(passage.after)
    if not passage.mark:
        return _tag("li", escape(passage.text))
    if passage.surface:
        suggests = _kind(bank.surface_cues[passage.surface].suggests, bank)
        values = {"id": passage.surface, "kind": suggests}
        name, key = f"surface_cues.{passage.surface}.name", "mark_surface"
    else:
        values = {"id": passage.criterion, "kind": _kind(passage.shows, bank)}
        name = f"criteria.{passage.criterion}.name"
        decides = "mark_decides" if bank.is_decisive(passage.criterion) else "mark_agrees"
        key = decides if case.front.kind in bank.kinds.scored else "mark_tells"
    return _tag("li", text, said.html("small", key, name=bank.words.say(name), **values))


def _told_sorted(case: Vignette, bank: Bank, said: Said) -> str:
    """Return what is said to each answer, and what else where a sentence was tapped."""
    folded = []
    for answer in bank.kinds.scored:
        plain = give_feedback(case, answer, None, bank)
        said_anyway = {(fragment.lines, fragment.text) for fragment in _all_of(plain)}
        points = [said.html("dt", "no_line") + _tag("dd", _texts(_all_of(plain), case, bank))]
        for passage in case.passages:
            tapped = _all_of(give_feedback(case, answer, passage.number, bank))
            told = [f for f in tapped if (f.lines, f.text) not in said_anyway]
            head = said.html("dt", "line", number=passage.number)
            points += [head + _tag("dd", _texts(told, case, bank))] if told else []
        verdict = said.say(f"verdict_{plain.verdict}")
        summary = said.html("summary", "answer", kind=_kind(answer, bank), verdict=verdict)
        folded.append(_tag("details", summary, _tag("dl", *points)))
    return "".join(folded)


def _all_of(feedback: Feedback) -> tuple[Fragment, ...]:
    return (*feedback.fragments, *feedback.more)


def _told_placed(case: Vignette, bank: Bank, said: Said) -> str:
    """Return for each power and for the whole which places can be defended, and why."""
    points = []
    for part in PARTS:
        low, high = getattr(case.front.place, part)
        band = said.html("p", "band_one" if low == high else "band", low=low, high=high)
        head = _tag("dt", escape(bank.words.say(f"types.place.part_{part}")))
        points.append(head + _tag("dd", band, _texts(give_reasons(case, part, bank), case, bank)))
    return _tag("dl", *points)
