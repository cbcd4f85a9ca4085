"""A small site of toy exercises, packed as a learning platform takes it in."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from whosegroup.authoring.scorm.package import package
from whosegroup.component.script import script, style
from whosegroup.exercises.course import PracticePage, compile_course
from whosegroup.exercises.html import course_element, element
from whosegroup.exercises.loading import load_exercise
from whosegroup.exercises.payload import compile_payload

TOY_BANK = Path(__file__).parent / "fixtures" / "bank"
WAY = ("first-test", "toy", "pairs", "stalls", "keys", "last-test", "mixed")
CHAPTERS = {"book/one": WAY[:2], "book/two": WAY[2:]}


def write_site(folder: Path, bank: Path = TOY_BANK, way: tuple[str, ...] = WAY) -> Path:
    """Write a site with a page for each exercise, and the page of the course; return its folder."""
    loaded = {name: load_exercise(name, bank) for name in way}
    pages = [
        PracticePage(f"pages/{name}", f"Page of {name}", chapter, [name], f"pages/{name}.html",
                     f"{chapter}.html")
        for chapter, names in CHAPTERS.items()
        for name in names
        if name in way
    ]  # fmt: skip
    course = compile_course(pages, loaded, {chapter: chapter for chapter in CHAPTERS})
    bodies = {f"pages/{name}": element(compile_payload(loaded[name])) for name in way}
    links = "".join(f'<a href="{page}.html">{page}</a>' for page in bodies)
    bodies |= {"index": links + '<a id="outside" href="https://example.org/">outside</a>'}
    bodies |= {"course": course_element(course, "./"), "book/one": "One", "book/two": "Two"}
    for name, body in bodies.items():
        up = "../" * name.count("/")
        path = folder / f"{name}.html"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(
            f"<!doctype html><html lang=en><head><meta charset=utf-8>"
            f"<title>{name} &amp; toy</title>"
            f'<link rel=icon href="data:,"><link rel=stylesheet href={up}whose-group.css>'
            f"<script async src={up}whose-group.js></script></head>"
            f"<body><main>{body}</main></body></html>",
            encoding="utf-8",
        )
    (folder / "whose-group.js").write_text(script(), encoding="utf-8")
    (folder / "whose-group.css").write_text(style(), encoding="utf-8")
    return folder


def pack_site(folder: Path, version: str = "1.2", only: str | None = None, **how: Any) -> Path:
    """Write a small site into `folder/site`, pack it, and return the package."""
    site = write_site(folder / "site", **how)
    return package(site, folder / "course.zip", version, only, (how.get("bank", TOY_BANK),)).file
