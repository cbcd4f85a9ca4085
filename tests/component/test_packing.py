"""All works of a course in at most 4,096 characters, and what is left of them when read."""

from __future__ import annotations

import random
import string
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import pairwise
from typing import Any

import pytest

from pure_half import derive, newer_contract
from whosegroup.authoring.scorm.names import names_of
from whosegroup.bank.content import exercise_names
from whosegroup.bank.roots import content_root
from whosegroup.component.script import source
from whosegroup.exercises.loading import load_exercise
from whosegroup.exercises.model import Exercise
from whosegroup.exercises.payload import compile_key
from whosegroup.exercises.types import type_of

MOST = 4096
Work = dict[str, Any]


def run(*calls: tuple[str, list[Any]]) -> list[Any]:
    return derive(calls, source("packing"))


def iso(at: datetime) -> str:
    return at.isoformat(timespec="milliseconds").replace("+00:00", "Z")


@cache
def course() -> dict[str, Exercise]:
    """Return the exercises of the course as it is, and not of a toy: it is the course that fits."""
    roots = (content_root(),)
    return {id: load_exercise(id, roots) for id in exercise_names(roots)}


@cache
def units_of(id: str) -> list[dict[str, Any]]:
    units: list[dict[str, Any]] = compile_key(course()[id])["cases"]
    return units


@cache
def naming() -> dict[str, Any]:
    exercises = course()
    endless = [id for id, exercise in exercises.items() if exercise.settings.draws]
    return {"lang": "en", "names": names_of(exercises.values()), "endless": endless}


def answered(exercise: Exercise, unit: Any, at: str, chance: random.Random) -> list[dict[str, Any]]:
    """Return attempts at one unit by somebody who answers by chance, which nothing can foresee."""
    settings, type = exercise.settings, type_of(exercise.settings)
    made = []
    for (id, part), possible in type.possible(unit):
        asked = [question["id"] for question in unit.get("questions", ())]
        answer: Any = chance.choice(sorted(possible)) if possible else str(chance.randint(1, 4))
        if possible is None and asked:
            answer = chance.sample(asked, unit["choose"])
        attempt = {"at": at, "run": 1, "vignette": id, "answer": answer}
        if part:
            attempt["part"] = part
        elif type.asks_confidence(settings) or unit.get("type") == "sort":
            attempt["confidence"] = chance.choice(["sure", "unsure"])
        if not part and type.asks_reason(settings):
            attempt["passage"] = chance.randint(1, 9)
            if not settings.draws:
                attempt["text"] = f"{chance.getrandbits(16):x}"
        made.append(attempt)
    return made


def whole_course(repeats: int, seed: int = 1) -> list[Work]:
    """Return the works of a reader who does all, and so many answers in mixed practice."""
    chance = random.Random(seed)
    at = datetime(2026, 4, 13, 9, 30, tzinfo=UTC)
    works = []
    for id, exercise in course().items():
        units = units_of(id)
        if exercise.settings.draws:
            units = [chance.choice(units) for _ in range(repeats)]
        at += timedelta(hours=chance.randint(2, 60))
        attempts = []
        for unit in units:
            at += timedelta(seconds=chance.randint(15, 110), milliseconds=chance.randint(0, 999))
            attempts += answered(exercise, unit, iso(at), chance)
        name = f"{chance.getrandbits(64):016x}"
        works.append({"format": "whosegroup-work", "version": 1, "work": name, "exercise": id,
                      "lang": "en", "attempts": attempts})  # fmt: skip
    return works


def without_times(works: list[Work]) -> list[Work]:
    return [
        {**work, "attempts": [{**attempt, "at": ""} for attempt in work["attempts"]]}
        for work in works
    ]


def in_order(work: Work) -> list[dict[str, Any]]:
    key = lambda a: (a["at"], a.get("vignette", a.get("item")), a.get("part", ""))  # noqa: E731
    return sorted(work["attempts"], key=key)


def there_and_back(given: dict[str, Any], **more: Any) -> tuple[str, dict[str, Any]]:
    names = {**naming(), **more}
    [text] = run(("packWhole", [given, names]))
    [read] = run(("unpack", [text, names]))
    assert "problem" not in read
    return text, read["packed"]


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_whole_course_fits_with_times_and_hundreds_of_repeats(seed: int) -> None:
    works = whole_course(550, seed)
    text, read = there_and_back({"reader": "S-017", "works": works})
    assert len(text) <= MOST
    assert set(text) <= {*string.ascii_letters, *string.digits, "-", "_"}
    ordered = [{**work, "reader": "S-017", "attempts": in_order(work)} for work in works]
    assert without_times(read["works"]) == without_times(ordered)


def test_times_are_kept_to_the_minute_and_in_their_order() -> None:
    works = whole_course(60)
    _, read = there_and_back({"works": works})
    for work, back in zip(works, read["works"], strict=True):
        before = [attempt["at"] for attempt in in_order(work)]
        after = [attempt["at"] for attempt in back["attempts"]]
        assert [at[:16] for at in after] == [at[:16] for at in before]
        assert [x == y for x, y in pairwise(after)] == [x == y for x, y in pairwise(before)]
        assert after == sorted(after)


def test_what_was_read_is_written_as_it_was() -> None:
    text, read = there_and_back({"reader": "学生 7", "works": whole_course(60)})
    assert there_and_back(read)[0] == text


def test_whatever_else_a_work_says_is_kept() -> None:
    first, second, third = whole_course(5)[:3]
    first |= {"run": 3, "form": "b", "lang": "ja", "reader": "Somebody else"}
    second |= {"notes": True, "work": "a name of its own"}
    second["attempts"] = [
        {"at": "2026-04-13T09:30:01.000Z", "run": 2, "item": "x", "skipped": True},
        {"at": "2026-04-13T09:30:01.000Z", "run": 1, "vignette": "y", "part": "q", "answer": []},
        {"at": "2026-04-13T09:29:01.000Z", "run": 1, "vignette": "y", "answer": "", "passage": 0},
    ]
    third["attempts"] = []
    _, read = there_and_back({"reader": "S-017", "works": [first, second], "beside": [third]})
    whose = [{**first, "attempts": in_order(first)}, {**second, "reader": "S-017"}]
    whose[1]["attempts"] = in_order(second)
    assert without_times(read["works"]) == without_times(whose)
    assert read["beside"] == [{**third, "reader": "S-017"}]


def test_a_sentence_of_the_reader_s_own_is_left_out_and_that_there_was_one_is_kept() -> None:
    attempt = {"run": 1, "item": "whose-is-it", "part": "sentence", "answer": "written"}
    attempt["at"] = "2026-04-13T09:30:00.000Z"
    work = {**whole_course(1)[0], "exercise": "in-your-own-words"}
    written = {**work, "attempts": [{**attempt, "words": "x" * 1000}]}
    text, read = there_and_back({"works": [written]})
    assert read["works"][0]["attempts"] == [attempt]
    assert text == there_and_back({"works": [{**work, "attempts": [attempt]}]})[0]
    said = course()["in-your-own-words"].bank.words["platform"]["sorter"]
    assert "no room for the sentence" in said["kept_own"]


def test_names_that_are_gone_are_told_apart_and_known_again() -> None:
    works = whole_course(20)
    unit = works[0]["attempts"][0]["vignette"]
    fewer = [name for name in naming()["names"] if name != unit]
    [text] = run(("packWhole", [{"works": works}, naming()]))
    gone = {**naming(), "names": fewer}
    [read] = run(("unpack", [text, gone]))
    shown = {
        attempt["vignette"] for work in read["packed"]["works"] for attempt in work["attempts"]
    }
    assert unit not in shown and any(name.startswith("#") for name in shown)
    [again] = run(("packWhole", [read["packed"], gone]))
    [back] = run(("unpack", [again, naming()]))
    expected = [{**work, "attempts": in_order(work)} for work in works]
    assert without_times(back["packed"]["works"]) == without_times(expected)


def test_a_course_with_another_case_reads_what_an_older_one_has_written() -> None:
    works = whole_course(20)
    [text] = run(("packWhole", [{"works": works}, naming()]))
    [read] = run(("unpack", [text, {**naming(), "names": ["a-new-case", *naming()["names"]]}]))
    expected = [{**work, "attempts": in_order(work)} for work in works]
    assert without_times(read["packed"]["works"]) == without_times(expected)


def test_of_what_is_answered_again_and_again_the_digests_of_lines_are_left_out() -> None:
    works = whole_course(20)
    short = {**works[0], "attempts": [{**works[0]["attempts"][0], "passage": 2, "text": "beef"}]}
    mixed = next(work for work in works if work["exercise"] in naming()["endless"])
    again = {**mixed, "attempts": [{**mixed["attempts"][0], "passage": 2, "text": "beef"}]}
    _, read = there_and_back({"works": [short, again]})
    [kept], [left] = (work["attempts"] for work in read["works"])
    assert (kept["passage"], kept["text"]) == (2, "beef")
    assert left["passage"] == 2 and "text" not in left


@pytest.mark.parametrize("text", ["", "0000", "BEEF", "12345", "no digest", 5, None, ["a"]])
def test_a_digest_that_is_none_is_left_out(text: Any) -> None:
    work = whole_course(5)[0]
    work["attempts"] = [{**work["attempts"][0], "passage": 2, "text": text}]
    _, read = there_and_back({"works": [work]})
    assert "text" not in read["works"][0]["attempts"][0]


def test_names_with_one_digest_are_written_out() -> None:
    letters = [f"case-{number}" for number in range(2000)]
    digests = run(*[("digestOf", [name]) for name in letters])
    twins = {}
    for name, digest in zip(letters, digests, strict=True):
        twins.setdefault(digest, []).append(name)
    pair = next(names for names in twins.values() if len(names) > 1)[:2]
    work = whole_course(5)[0]
    at = ["2026-04-13T09:30:01.000Z", "2026-04-13T09:31:01.000Z"]
    work["attempts"] = [
        {"at": when, "run": 1, "vignette": name, "answer": "x"}
        for when, name in zip(at, pair, strict=True)
    ]
    _, read = there_and_back({"works": [work]}, names=letters)
    assert [attempt["vignette"] for attempt in read["works"][0]["attempts"]] == pair


def test_where_there_is_no_room_the_oldest_repeats_go_first() -> None:
    works = whole_course(2000)
    names = naming()
    [packed] = run(("pack", [{"works": works}, names, MOST]))
    assert len(packed["text"]) <= MOST and packed["left"] > 0
    [read] = run(("unpack", [packed["text"], names]))
    for work, back in zip(works, read["packed"]["works"], strict=True):
        if work["exercise"] not in names["endless"]:
            assert len(back["attempts"]) == len(work["attempts"])
            continue
        assert len(work["attempts"]) - len(back["attempts"]) == packed["left"]
        cases = [attempt["vignette"] for attempt in in_order(work)]
        first = {case: cases.index(case) for case in set(cases)}
        repeats = [place for place, case in enumerate(cases) if place != first[case]]
        kept = [case for place, case in enumerate(cases) if place not in repeats[: packed["left"]]]
        assert [attempt["vignette"] for attempt in back["attempts"]] == kept


def test_what_cannot_fit_at_all_is_not_written() -> None:
    assert run(("pack", [{"works": whole_course(10)}, naming(), 200])) == [None]


def test_new_answers_get_times_of_the_same_kind_after_those_that_are_there() -> None:
    held = [{"at": "2026-04-13T09:30:00.000Z", "run": 1, "vignette": "a", "answer": "x"}]
    at = ["2026-04-13T09:30:41.500Z", "2026-04-13T09:30:41.500Z", "2026-04-13T09:30:59.000Z"]
    pairs = zip(at, "bac", strict=True)
    new = [{"at": when, "run": 1, "vignette": name, "answer": "x"} for when, name in pairs]
    [timed] = run(("timedAfter", [held, new]))
    minute = "2026-04-13T09:30:00.00{}Z"
    assert [one["at"] for one in timed] == [minute.format(n) for n in (1, 1, 2)]
    assert run(("timedAfter", [held, timed])) == [timed]
    assert run(("settledTimes", [held + timed]))[0][-1]["at"] == minute.format(2)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("w2Aabc", "version"),
        ("something else", "damaged"),
        ("w1", "damaged"),
        ("w1AAAA", "damaged"),
    ],
)
def test_what_cannot_be_read_is_told(text: str, problem: str) -> None:
    assert run(("unpack", [text, naming()])) == [{"problem": problem}]


def test_a_text_cut_short_is_damaged() -> None:
    [text] = run(("packWhole", [{"works": whole_course(30)}, naming()]))
    read = run(*[("unpack", [text[:length], naming()]) for length in range(4, len(text) - 1, 61)])
    assert all(one == {"problem": "damaged"} for one in read)


def test_a_text_of_an_older_version_is_brought_up_and_one_of_a_newer_is_told() -> None:
    """As a work that is a file: by the steps of contract.js, here with one that is made up."""
    works = whole_course(5)[:2]
    [text] = run(("packWhole", [{"works": works}, naming()]))
    step = "[[1, ({ reader, ...work }) => ({ ...work, who: 'brought up' })]]"
    parts = [
        newer_contract(step),
        *map(source, ("record", "types", "tapped", "forms", "schedule", "packing")),
    ]
    calls = [("unpack", [text, naming()]), ("packWhole", [{"works": works}, naming()])]
    calls += [("packWhole", [{"works": [{**work, "version": 2} for work in works]}, naming()])]
    [read], [as_it_was, newest] = derive(calls[:1], parts=parts), derive(calls[1:], parts=parts)
    assert [(work["version"], work["who"]) for work in read["packed"]["works"]] == [
        (2, "brought up")
    ] * 2
    assert as_it_was == text
    assert run(("unpack", [newest, naming()])) == [{"problem": "version"}]


def test_nothing_is_no_works() -> None:
    assert run(("unpack", ["", naming()])) == [{"packed": {"works": []}}]
