"""What mixed practice brings next, and why: all of it follows from the attempts.

Node runs the pure half of the script, in which there is no page.
"""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from pure_half import derive
from whosegroup.exercises.loading import load_exercise
from whosegroup.exercises.payload import compile_payload

ROOT = Path(__file__).parents[2]
NOON = 1_767_236_400_000  # the first of January 2026, 12:00 in Tokyo
MINUTE, DAY = 60_000, 86_400_000
KINDS = ("ours", "theirs")
# Plays a day: the next case each time, missed the first time if it is among `missed`.
PLAYED = """(payload, attempts, now, missed, most) => {
    const met = [];
    for (let step = 0; step < most; step += 1) {
        const [next] = schedule(payload, attempts, now, true).coming;
        if (!next) break;
        now += 60000;
        met.push(next);
        const { replies } = payload.cases.find(({ id }) => id === next.id);
        const first = met.filter(({ id }) => id === next.id).length === 1;
        const verdict = first && missed.includes(next.id) ? "look-again" : "fits";
        const answer = Object.keys(replies).find((one) => replies[one].verdict === verdict);
        attempts.push({ at: new Date(now).toISOString(), run: 1, vignette: next.id, answer });
    }
    return met;
}"""


# Goes through the chapters' sorts, one after so many days, and each day through all that is due:
# whatever comes fits. Counts why cases came.
KNOWN = """(payload, noon, between, days) => {
    const [attempts, whys] = [[], {}];
    const homes = [...payload.draws];
    const fits = (id, at) => {
        const { replies } = payload.cases.find((kase) => kase.id === id);
        const answer = Object.keys(replies).find((one) => replies[one].verdict === "fits");
        attempts.push({ at: new Date(at).toISOString(), run: 1, vignette: id, answer });
    };
    for (let day = 0; day < days; day += 1) {
        let now = noon + day * 86400000;
        const open = between ? (day % between ? [] : homes.splice(0, 1)) : homes.splice(0);
        for (const { id, home } of payload.cases) if (open.includes(home)) fits(id, (now += 60000));
        for (;;) {
            const [next] = schedule(payload, attempts, (now += 60000), true).coming;
            if (!next) break;
            whys[next.why] = (whys[next.why] ?? 0) + 1;
            fits(next.id, now);
        }
    }
    return whys;
}"""


@pytest.fixture(autouse=True)
def _in_tokyo(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "Asia/Tokyo")


def case(
    id: str, *cues: str, trap: str | None = None, twin: str | None = None, **more: Any
) -> dict[str, Any]:
    """Return a case as mixed practice has it; it is its own unless it has a home."""
    replies = {
        kind: {"verdict": verdict, "reactions": [0, 1]}
        for kind, verdict in zip(KINDS, ("fits", "look-again"), strict=True)
    }
    likeness = {"cues": list(cues), "trap": trap, "twin": twin}
    reactions = [{"say": []}, {"say": [], "misled": "bell"}]
    return {"id": id, "replies": replies, "reactions": reactions, **likeness, **more}


def payload(*cases: dict[str, Any], fresh: int = 0, gap: int = 3, twin: int = 3) -> dict[str, Any]:
    waits = {"gap": gap, "boxes": [0, 1, 3], "fresh": fresh, "twin": twin}
    return {"type": "sort", "draws": ["home"], "schedule": waits, "cases": list(cases)}


def drawn(id: str, *cues: str, **more: Any) -> dict[str, Any]:
    return case(id, *cues, home="home", **more)


def given(id: str, what: str, ago: int, **more: Any) -> dict[str, Any]:
    """Return an attempt so many milliseconds before noon: it fits, is missed or skipped."""
    return {"ago": ago, "vignette": id, "what": what, **more}


def fill(*attempts: dict[str, Any]) -> list[dict[str, Any]]:
    """Return attempts as a page writes them."""
    filled = []
    for attempt in attempts:
        attempt = dict(attempt)
        moment = datetime.fromtimestamp((NOON - attempt.pop("ago")) / 1000, UTC)
        at = moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")
        what = attempt.pop("what")
        answer = {"skipped": True} if what == "skip" else {"answer": KINDS[what == "missed"]}
        filled.append({"at": at, "run": 1, **attempt, **answer})
    return filled


def plan(
    of: dict[str, Any], *attempts: dict[str, Any], now: int = NOON, notes: bool = False
) -> dict[str, Any]:
    return derive([("schedule", [of, fill(*attempts), now, notes])])[0]


def coming(of: dict[str, Any], *attempts: dict[str, Any], **how: Any) -> list[tuple[str, str]]:
    """Return what comes, each case with why."""
    return [(one["id"], one["why"]) for one in plan(of, *attempts, **how)["coming"]]


def played(
    of: dict[str, Any], *attempts: dict[str, Any], missed: tuple[str, ...] = (), most: int = 60
) -> list[dict[str, Any]]:
    return derive([(PLAYED, [of, fill(*attempts), NOON, missed, most])])[0]


# ------------------------------------------------------------------ new cases


def test_who_has_met_nothing_meets_a_few_of_its_own_cases_and_none_of_a_chapter() -> None:
    of = payload(drawn("chapter"), *map(case, "abcde"), fresh=3)
    assert coming(of) == [("a", "unmet"), ("b", "unmet"), ("c", "unmet")]
    left = plan(of)
    assert (left["fresh"], left["own"], left["unmet"], left["later"]) == (3, 5, 1, [])


def test_there_are_new_ones_each_day_until_all_are_met() -> None:
    of = payload(*map(case, "abcde"), fresh=2)
    one, two = given("a", "fits", 2 * MINUTE), given("b", "fits", MINUTE)
    assert coming(of, one) == [("b", "unmet")]
    assert coming(of, one, two) == []
    tomorrow = NOON + 13 * 3_600_000  # an hour after midnight in Tokyo, where this day still is new
    assert coming(of, one, two, now=tomorrow - 2 * 3_600_000) == []
    assert coming(of, one, two, now=tomorrow) == [("c", "unmet"), ("d", "unmet")]
    everything = [given(id, "fits", MINUTE) for id in "abcde"]
    assert coming(of, *everything, now=NOON + DAY // 2) == []


def test_new_ones_come_now_and_then_among_what_is_due() -> None:
    due = [drawn(f"d{number}") for number in range(6)]
    of = payload(*due, *map(case, "ab"), fresh=2, gap=2)
    seen = [given(one["id"], "fits", 9 * DAY - n) for n, one in enumerate(due)]
    names = [one["id"] for one in played(of, *seen)]
    assert names == ["d0", "d1", "a", "d2", "d3", "d4", "d5", "b"]
    assert [id for id, _ in coming(of, *seen)] == names  # as it was planned from the beginning


def test_a_new_one_waits_where_its_other_half_is_met_on_the_same_day() -> None:
    of = payload(drawn("half", twin="other"), case("other", twin="half"), case("a"), fresh=2)
    half = given("half", "fits", 9 * DAY)
    assert coming(of, half) == [("half", "same"), ("a", "unmet")]
    assert coming(of, half, given("half", "fits", MINUTE)) == [("a", "unmet")]
    assert coming(of, given("half", "fits", DAY // 2 + MINUTE)) == [
        ("other", "changed"),
        ("a", "unmet"),
    ]


def test_a_half_is_new_only_once_the_chapter_has_shown_the_other() -> None:
    """In the chapter, too, whoever knew the story would know the kind."""
    of = payload(drawn("half", twin="other"), case("other", twin="half"), case("a"), fresh=2)
    assert coming(of) == [("a", "unmet")]
    assert plan(of)["own"] == 2, "It waits all the same."


def test_of_a_story_that_is_known_it_is_said_alike_whether_it_has_changed() -> None:
    of = payload(*pair("half", "other"), drawn("alone"), fresh=1)
    seen = [given("half", "fits", 2 * DAY), given("alone", "fits", 2 * DAY)]
    assert coming(of, *seen) == [("half", "same"), ("alone", "longest")]
    seen.append(given("half", "fits", DAY // 2 + MINUTE))
    [changed] = [one for one in plan(of, *seen)["coming"] if one["id"] == "other"]
    assert (changed["why"], changed["of"]) == ("changed", "half")
    seen.append(given("other", "fits", DAY // 2))
    met = coming(of, *seen, now=NOON + 9 * DAY)
    assert sorted(met) == [("alone", "longest"), ("half", "longest"), ("other", "longest")]


def test_what_was_skipped_gives_way_to_another_until_the_day_after() -> None:
    of = payload(*map(case, "ab"), fresh=1)
    skipped = given("a", "skip", MINUTE)
    assert coming(of, skipped) == [("b", "unmet")]
    assert coming(of, skipped, now=NOON + DAY) == [("a", "unmet")]


def test_new_cases_with_a_note_come_only_for_who_wants_them() -> None:
    of = payload(case("a", note="Of a death."), case("b"), fresh=2)
    assert coming(of) == [("b", "unmet")]
    assert coming(of, notes=True) == [("a", "unmet"), ("b", "unmet")]


# ------------------------------------------------------------------ after a missed case


BELLS = (drawn("missed", "bell", trap="bell"), drawn("other", "drum", trap="drum"))


def test_before_a_missed_case_comes_another_in_which_the_same_thing_looks_telling() -> None:
    of = payload(*BELLS, case("drum", "drum"), case("bell", "bell"), fresh=1)
    missed = given("missed", "missed", 2 * DAY)
    assert coming(of, missed) == [("bell", "alike"), ("missed", "missed")]
    [first, _] = plan(of, missed)["coming"]
    assert (first["of"], first["cue"]) == ("missed", "bell")


def test_what_the_reader_was_misled_by_counts_before_what_misleads_most() -> None:
    of = payload(
        drawn("missed", "bell", "drum", trap="drum"),
        case("drum", "drum"),
        case("bell", "bell"),
        fresh=1,
    )
    assert coming(of, given("missed", "missed", 2 * DAY))[0] == ("drum", "alike")
    assert coming(of, given("missed", "missed", 2 * DAY, passage=1))[0] == ("bell", "alike")


def test_where_no_new_one_is_left_for_today_it_is_the_one_not_seen_for_longest() -> None:
    of = payload(BELLS[0], drawn("late", "bell"), drawn("early", "bell"), drawn("unmet", "bell"))
    missed = given("missed", "missed", 2 * DAY)
    before = [given("early", "fits", 3 * DAY), given("late", "fits", 3 * DAY - 1), missed]
    assert coming(of, *before) == [("early", "alike"), ("missed", "missed"), ("late", "longest")]


def test_it_comes_once_whether_answered_or_skipped_and_then_the_missed_case_again() -> None:
    of = payload(*BELLS, case("one", "bell"), case("two", "bell"), fresh=2)
    missed = given("missed", "missed", DAY)
    for what in ("fits", "skip"):
        first, *_ = coming(of, missed, given("one", what, MINUTE))
        assert first == ("missed", "missed"), what


def test_what_was_missed_just_now_is_tried_on_another_at_once_and_then_waits() -> None:
    due = [drawn(id) for id in ("d0", "d1", "d2", "d3")]
    of = payload(BELLS[0], *due, case("bell", "bell"), fresh=1)
    seen = [given("missed", "fits", 9 * DAY)]
    seen += [given(one["id"], "fits", 8 * DAY - n) for n, one in enumerate(due)]
    names = [one["id"] for one in played(of, *seen, missed=("missed",))]
    assert names == ["missed", "bell", "d0", "d1", "missed", "d2", "d3"]


def test_what_was_missed_is_a_missed_case_until_it_fits_on_another_day() -> None:
    """A chapter brings it back within minutes, when it fits because it is remembered."""
    of = payload(*BELLS, case("bell", "bell"), fresh=1)
    chapter = [given("missed", "missed", 9 * DAY), given("missed", "fits", 9 * DAY - MINUTE)]
    assert coming(of, *chapter) == [("bell", "alike"), ("missed", "missed")]
    after = [*chapter, given("bell", "fits", 8 * DAY), given("missed", "fits", 8 * DAY - MINUTE)]
    assert coming(of, *after) == [("bell", "longest"), ("missed", "longest")]


def test_two_missed_by_the_same_thing_bring_one_other() -> None:
    of = payload(
        *(drawn(id, "bell", trap="bell") for id in ("m1", "m2")),
        *(case(id, "bell") for id in ("one", "two")),
        fresh=5,
    )
    missed = [given("m1", "missed", 2 * DAY), given("m2", "missed", 2 * DAY - 1)]
    assert coming(of, *missed)[:3] == [("one", "alike"), ("m1", "missed"), ("m2", "missed")]


# ------------------------------------------------------------------ the other half of a pair


def pair(first: str, second: str, *cues: str) -> tuple[dict[str, Any], dict[str, Any]]:
    trap = cues[0] if cues else None
    return (
        drawn(first, *cues, trap=trap, twin=second),
        case(second, *cues, trap=trap, twin=first),
    )


def test_every_third_miss_brings_the_other_half_of_the_pair_if_it_was_never_met() -> None:
    pairs = [pair(f"m{n}", f"t{n}", f"c{n}") for n in range(6)]
    like = [case(f"l{n}", f"c{n}") for n in range(6)]
    of = payload(*(half for halves in pairs for half in halves), *like, fresh=9)
    missed = [given(f"m{n}", "missed", 2 * DAY - n) for n in range(6)]
    before = {one["of"]: one["why"] for one in plan(of, *missed)["coming"] if "of" in one}
    assert before == {f"m{n}": "twin" if n in (2, 5) else "alike" for n in range(6)}
    met = [given("t2", "fits", 30 * DAY)]
    before = {one["of"]: one["id"] for one in plan(of, *met, *missed)["coming"] if "of" in one}
    assert before["m2"] == "l2"  # it was met already
    of["schedule"]["twin"] = 0
    assert {one["why"] for one in plan(of, *missed)["coming"] if "of" in one} == {"alike"}


def test_what_is_new_on_a_day_is_for_other_halves_first() -> None:
    halves = (*pair("m1", "t1", "c1"), *pair("m2", "t2", "c2"))
    of = payload(*halves, case("like", "c1"), fresh=1, twin=2)
    missed = [given("m1", "missed", 2 * DAY), given("m2", "missed", 2 * DAY - 1)]
    assert coming(of, *missed) == [("m1", "missed"), ("t2", "twin"), ("m2", "missed")]


def test_what_was_missed_just_now_goes_before_what_was_missed_earlier() -> None:
    of = payload(*BELLS, case("drum", "drum"), case("bell", "bell"), fresh=2)
    missed = [given("other", "missed", 2 * DAY), given("missed", "missed", MINUTE)]
    first, *_ = coming(of, *missed)
    assert first == ("bell", "alike")


def test_the_halves_of_a_pair_keep_their_distance() -> None:
    """Even where every miss brings the other half, they are never next to each other."""
    pairs = [pair(f"m{n}", f"t{n}", f"c{n}") for n in range(4)]
    more = [drawn(f"d{n}") for n in range(9)]
    new = [case(f"n{n}") for n in range(4)]
    of = payload(*(half for halves in pairs for half in halves), *more, *new, fresh=8, twin=1)
    seen = [given(f"m{n}", "fits", 9 * DAY - n) for n in range(4)]
    seen += [given(one["id"], "fits", 8 * DAY - n) for n, one in enumerate(more)]
    met = played(of, *seen, missed=("m0", "m1", "m2", "m3"))
    names = [one["id"] for one in met]
    assert {one["why"] for one in met if one["id"].startswith("t")} == {"twin"}
    twins = {case["id"]: case["twin"] for case in of["cases"]}
    for number in range(4):
        twin = names.index(f"t{number}")
        first, again = (n for n, name in enumerate(names) if name == f"m{number}")
        assert first + 3 < twin < again, names
    for one, other in pairwise(names):
        assert twins[one] != other, names


def test_where_there_is_nothing_to_stand_between_them_the_missed_half_comes_again_at_once() -> None:
    of = payload(*pair("missed", "twin", "bell"), fresh=1, twin=1)
    assert coming(of, given("missed", "missed", DAY)) == [("twin", "twin"), ("missed", "missed")]
    missed = given("missed", "missed", MINUTE)
    assert coming(of, missed) == [("missed", "missed"), ("twin", "twin")]
    assert coming(of, missed, given("missed", "fits", 0)) == []


def test_what_waits_in_a_chapter_is_never_brought() -> None:
    of = payload(
        case("missed", "bell", trap="bell", twin="waits"),
        drawn("waits", "bell"),
        drawn("too", "bell"),
        fresh=9,
        twin=1,
    )
    assert coming(of, given("missed", "missed", 2 * DAY)) == [("missed", "missed")]


# ------------------------------------------------------------------ the course itself


@pytest.fixture(scope="module")
def course() -> dict[str, Any]:
    """Return the payload of the course's mixed practice."""
    return compile_payload(load_exercise("mixed-practice", ROOT))


def test_there_is_something_new_for_weeks(course: dict[str, Any]) -> None:
    own = [one for one in course["cases"] if "home" not in one]
    assert len(own) / course["schedule"]["fresh"] >= 10


@pytest.mark.parametrize("chapters_on", ["one day", "a day each", "a week each"])
def test_a_story_that_is_known_is_of_the_other_kind_about_as_often_as_not(
    course: dict[str, Any], chapters_on: str
) -> None:
    """What a reader who does every chapter, and comes each day for four months, is told to know."""
    days_between = {"one day": 0, "a day each": 1, "a week each": 7}[chapters_on]
    whys = derive([(KNOWN, [course, NOON, days_between, 120])])[0]
    changed, same = whys["changed"], whys["same"]
    assert changed == sum("home" not in c and bool(c.get("twin")) for c in course["cases"])
    assert 0.35 <= changed / (changed + same) <= 0.65


def test_what_is_alike_does_not_tell_which_kind_it_is(course: dict[str, Any]) -> None:
    """Of the cases that can come for a missed one, about as many are of its kind as are not."""
    same = other = 0
    for missed in course["cases"]:
        for one in course["cases"]:
            if missed.get("trap") in one["cues"] and one["id"] not in (
                missed["id"],
                missed.get("twin"),
            ):
                same += one["kind"] == missed["kind"]
                other += one["kind"] != missed["kind"]
    assert 0.4 <= same / (same + other) <= 0.6
