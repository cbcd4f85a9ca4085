"""The script's source: all parts joined into one, which asks nothing of anybody."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest

import whosegroup
from linting import missing
from whosegroup.bank.content import exercise_names
from whosegroup.component.script import (
    ALONE,
    ENDING,
    LIVE,
    NEEDED_FOR,
    OPENING,
    PARTS,
    PLATFORM,
    SELDOM_ALONE,
    page_script,
    parts_on,
    registered,
    script,
    source,
    style,
    word_names,
)
from whosegroup.exercises.loading import load_exercise
from whosegroup.exercises.payload import compile_payload

FOLDER = Path(whosegroup.__file__).parent / "component" / "js"
# What stands on pages of a book, and how many bytes of script, packed, each may ask for.
EXERCISE = '<whose-group exercise="toy" type="sort" feedback="each" lang="en" id="exercise_toy">'
NEXT, MY_COURSE = (f'<whose-group-course view="{view}" base="../">' for view in ("next", "whole"))


def excerpt(type: str) -> str:
    return f'<whose-group exercise="toy" type="{type}" feedback="each" lang="en" excerpt id="toy">'


PAGES = {
    "practice": (EXERCISE, 27_700),
    "chapter": (excerpt("sort"), 17_900),
    "first page": (excerpt("parts") + excerpt("sort") + NEXT, 17_900),
    "My course": (MY_COURSE, 13_800),
    "all on one": (EXERCISE + excerpt("sort") + NEXT + MY_COURSE, 35_000),
    "sentences in a chapter": (excerpt("recall") + excerpt("sort"), 19_500),
    **{f"{registered(part)} alone": (excerpt(registered(part)), 19_500) for part in SELDOM_ALONE},
}


def code() -> str:
    """Return the script without its comments."""
    return re.sub(r"(?m)(^|\s)//.*$", "", script())


def test_all_parts_that_are_there_are_joined_and_no_other() -> None:
    there = {path.stem for path in FOLDER.glob("*.js")}
    assert {*PARTS, *ALONE, *PLATFORM} == there
    assert len(set(PARTS)) == len(PARTS)


def test_the_parts_stand_in_their_order_between_one_opening_and_one_ending() -> None:
    parts = [(FOLDER / f"{name}.js").read_text(encoding="utf-8") for name in PARTS]
    places = [script().find(part) for part in parts]
    assert -1 not in places
    assert places == sorted(places)
    assert script().startswith(OPENING) and script().endswith(ENDING)
    assert sum(map(len, parts)) + len(OPENING) + len(ENDING) == len(script()) - len(parts) + 1


def test_a_name_is_declared_by_one_part_alone() -> None:
    """They share one scope, in which a second one would stop the whole script."""
    names = re.findall(r"(?m)^(?:const|let|var|function|class) (\w+)", script())
    assert {name for name in names if names.count(name) > 1} == set()
    assert {"summarise", "outcomes", "queueOf", "drawSummary"} <= set(names)


def test_what_the_script_gives_out_is_declared_in_it() -> None:
    [given] = re.findall(r"return \{ ([^}]*) \};", ENDING)
    for name in given.split(", "):
        assert re.search(rf"(?m)^(?:const|let|function|class) {name}\b", script()), name


@pytest.mark.parametrize("name", PAGES)
def test_a_page_gets_what_its_parts_call_and_nothing_heavy_beside(name: str) -> None:
    page, most = PAGES[name]
    code = "\n".join(map(source, parts_on(page)))
    assert missing(code) == []
    assert "customElements.define" in code
    assert len(gzip.compress(page_script(parts_on(page)).encode(), 6)) <= most


def test_only_a_page_that_asks_for_sentences_has_the_part_that_draws_them() -> None:
    pages = {name for name, (page, _) in PAGES.items() if "recalling" in parts_on(page)}
    assert pages == {"sentences in a chapter"}


def test_a_part_that_a_page_lacks_is_missed() -> None:
    code = "\n".join(source(name) for name in parts_on(EXERCISE) if name != "progress")
    assert any("drawDone" in said for said in missing(code))


def test_who_goes_on_from_the_first_page_to_a_chapter_has_its_script_already() -> None:
    assert parts_on(PAGES["first page"][0]) == parts_on(PAGES["chapter"][0])


def test_what_is_of_a_whole_exercise_is_on_no_page_of_excerpts_and_the_other_way() -> None:
    whole, alone = set(parts_on(EXERCISE)), set(parts_on(excerpt("sort")))
    assert {"keeping", "mixed", "opening", "placing", "summary"} <= whole - alone
    assert alone - whole >= {"excerpt"}


def test_what_only_some_pages_need_is_among_the_parts() -> None:
    assert {*NEEDED_FOR, *LIVE} < set(PARTS)
    assert not set(LIVE) & {part for page, _ in PAGES.values() for part in parts_on(page)}
    assert parts_on("no exercise") == tuple(n for n in PARTS if n not in {*NEEDED_FOR, *LIVE})


def test_all_words_are_known_to_be_said_by_the_parts_that_say_them() -> None:
    """But for those that Python says: what is read without a script, the title of a part."""
    said = word_names(PARTS)
    bank = Path(__file__).parents[1] / "fixtures" / "bank"
    for name in exercise_names(bank):
        payload = compile_payload(load_exercise(name, bank))
        for one in (payload, *payload.get("parts", ())):
            unknown = {word for word in one["words"] if not said.fullmatch(word)}
            assert unknown <= {"not_started", "not_started_mixed", "titled"} | NOT_HERE


NOT_HERE = {"not_read"}  # a kernel names it itself


def test_what_only_a_whole_exercise_says_is_no_word_of_an_excerpt() -> None:
    said = word_names(parts_on(excerpt("sort")))
    for word in ("ask_evidence", "result_look-again_once", "storage_full", "aside_other", "sure"):
        assert said.fullmatch(word), word
    for word in (
        "restart",
        "opening_title",
        "lasts_page",
        "text_use",
        "not_started",
        "others_open",
    ):
        assert not said.fullmatch(word), word


def test_the_script_is_classic_and_strict() -> None:
    """A page opened from disk may load a classic script, and no module."""
    assert not re.search(r"(?m)^\s*(import|export)\b|\bimport\(", code())
    assert script().count('"use strict";') == 1
    assert OPENING.strip().endswith('"use strict";')


@pytest.mark.parametrize(
    "way",
    ["innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "DOMParser", "srcdoc"],
)
def test_no_text_becomes_markup(way: str) -> None:
    assert way not in code()


@pytest.mark.parametrize("way", ["eval(", "new Function", 'setTimeout("', 'setInterval("'])
def test_no_text_becomes_code(way: str) -> None:
    assert way not in code()


@pytest.mark.parametrize(
    "way",
    ["fetch(", "XMLHttpRequest", "WebSocket", "EventSource", "sendBeacon", "importScripts", "://"],
)
def test_the_script_asks_nothing_of_the_network(way: str) -> None:
    assert way not in code()


def test_the_style_asks_nothing_of_the_network() -> None:
    assert ".wg-card" in style()
    assert not re.search(r"@import|url\(|://", style())


def test_the_style_s_braces_are_closed() -> None:
    assert style().count("{") == style().count("}") > 0
