"""The rules for exercises, over the real files."""

from __future__ import annotations

import json
import re
from collections import Counter
from itertools import combinations, pairwise
from pathlib import Path

import pytest

from whosegroup.authoring.balance import RIGHT, WRONG, look_of
from whosegroup.bank.content import exercise_names
from whosegroup.bank.kinds import CANNOT_TELL
from whosegroup.bank.loading import read_bank
from whosegroup.bank.model import Bank
from whosegroup.bank.vignettes import Vignette
from whosegroup.bank.yaml_files import read_yaml
from whosegroup.exercises.course import Stop
from whosegroup.exercises.feedback import deciding
from whosegroup.exercises.hand import power_of
from whosegroup.exercises.html import fallback
from whosegroup.exercises.loading import read_exercises
from whosegroup.exercises.model import Exercise
from whosegroup.exercises.payload import compile_payload
from whosegroup.exercises.settings import RETEST
from whosegroup.exercises.sheets import page_of, sheets_of

ROOT = Path(__file__).parents[2]
NOTEBOOKS = sorted(ROOT.glob("notebooks/*.ipynb"))
ALL = {exercise.id: exercise for exercise in read_exercises(read_bank(ROOT)[0])[0]}
every_exercise = pytest.mark.parametrize("name", ALL)


def of_type(*types: str) -> list[str]:
    return [name for name, exercise in ALL.items() if exercise.settings.type in types]


TRIES = read_bank(ROOT, only=())[0].course.tries
SORTS = [name for name in of_type("sort") if not ALL[name].settings.draws and name != TRIES]
TESTS = of_type("parts")
every_sort = pytest.mark.parametrize("name", SORTS)
every_test = pytest.mark.parametrize("name", TESTS)


def runs_of(exercise: Exercise) -> list[list[str]]:
    """Return the lists of cases of which a reader meets one: the forms, or all of them."""
    return list(forms_of(exercise).values()) or [exercise.settings.vignettes]


def forms_of(exercise: Exercise) -> dict[str, list[str]]:
    """Return the cases of each form of a test, part after part."""
    forms = exercise.settings.forms.items()
    return {name: [id for id in ids if id in exercise.bank.vignettes] for name, ids in forms}


def kinds_of(ids: list[str], bank: Bank) -> list[str]:
    return [bank.vignettes[id].front.kind for id in ids]


def shown_in(chapter: str) -> list[str]:
    """Return the cases that a chapter shows in full, and discusses."""
    text = (ROOT / f"{chapter}.md").read_text(encoding="utf-8")
    return re.findall(r"\{vignette\}\s*([\w-]+)", text)


def shown_by_notebooks() -> list[str]:
    """Return the exercises that notebooks show, by the names they give."""
    sources = [
        "".join(cell["source"])
        for path in NOTEBOOKS
        for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]
        if cell["cell_type"] == "code"
    ]
    return re.findall(r"\bexercise\(\s*[\"']([^\"']+)", "\n".join(sources))


def test_every_exercise_can_be_used(real_bank: Bank) -> None:
    exercises, problems = read_exercises(real_bank)
    assert problems == [], "\n".join(map(str, problems))
    assert [exercise.id for exercise in exercises] == exercise_names(ROOT)


@every_exercise
def test_an_exercise_compiles(name: str) -> None:
    assert compile_payload(ALL[name])["exercise"] == name


@every_exercise
def test_what_is_read_without_a_script_or_on_paper_counts_no_sentences(name: str) -> None:
    """Sentences have numbers on the board alone: elsewhere the words of one are quoted."""
    exercise = ALL[name]
    sheets, keys = sheets_of(exercise), sheets_of(exercise, key=True)
    for html in (fallback(compile_payload(exercise)), page_of(exercise, sheets, keys)):
        assert re.findall(r"(?i)\bsentences? (?:\d+|\{)", html) == []


@every_sort
def test_kinds_are_balanced(name: str) -> None:
    for ids in runs_of(ALL[name]):
        kinds = Counter(kinds_of(ids, ALL[name].bank))
        assert abs(kinds["self-help"] - kinds["support"]) <= 1, f"{dict(kinds)}: guessing pays."
        assert set(kinds) == set(ALL[name].bank.kinds.scored)


@every_sort
def test_kinds_do_not_come_in_a_row_or_in_turn(name: str) -> None:
    """Four of a kind in a row, or strictly one after the other, could be learnt instead."""
    for ids in runs_of(ALL[name]):
        kinds = kinds_of(ids, ALL[name].bank)
        row = re.search(r"(s{4}|h{4})", "".join("h" if k == "self-help" else "s" for k in kinds))
        assert not row
        assert any(a == b for a, b in pairwise(kinds))


@every_exercise
def test_no_case_that_a_chapter_has_shown_is_asked_for(name: str) -> None:
    shown = {case for path in ROOT.glob("book/*.md") for case in shown_in(f"book/{path.stem}")}
    known = {vignette.id for vignette in ALL[name].vignettes} & shown
    assert known == set(), "A chapter shows these, with what differs in them."


def test_each_exercise_is_shown_in_a_notebook_and_each_that_is_shown_exists() -> None:
    assert sorted({*shown_by_notebooks(), TRIES}) == exercise_names(ROOT)


def test_each_chapter_has_a_small_try_of_its_own() -> None:
    toc = read_yaml((ROOT / "_toc.yml").read_text(encoding="utf-8"), "_toc.yml")[0]
    [chapters] = [p["chapters"] for p in toc["parts"] if p["caption"] == "Chapters"]
    texts = [(ROOT / f"{c['file']}.md").read_text(encoding="utf-8") for c in chapters]
    tried = [re.findall(r"^```\{try\} ([\w-]+)$", text, flags=re.MULTILINE) for text in texts]
    first = (ROOT / "book/intro.md").read_text(encoding="utf-8")
    looked_at = re.findall(r"\{try\} ([\w-]+)", first)
    shown = [case for cases in [*tried, looked_at] for case in cases]
    assert list(dict.fromkeys(shown)) == ALL[TRIES].settings.vignettes, "In the order of the book."
    assert {len(cases) for cases in tried} == {1}


@every_exercise
def test_a_sort_of_two_kinds_says_that_each_group_is_of_one_of_them(name: str) -> None:
    """Otherwise a careful reader answers of a case which shows one power that nobody can tell."""
    exercise = ALL[name]
    if exercise.settings.type not in ("sort", "compare") or exercise.settings.undecided:
        return
    for said in ("prompt", "on_paper"):
        prompt = exercise.bank.words["exercises"][name].get(said, "a self-help group or a support")
        assert "a self-help group or a support" in prompt


def test_the_small_tries_become_no_easier_from_chapter_to_chapter() -> None:
    *chapters, _ = ALL[TRIES].vignettes
    levels = [case.front.level for case in chapters]
    assert levels == sorted(levels, key=int)


def test_there_are_two_tests_with_the_same_two_forms() -> None:
    assert len(TESTS) == 2
    first, last = (ALL[name].settings for name in sorted(TESTS))
    assert (first.begins, last.begins) == (None, "first-sort")
    assert {name: last.forms[name] for name in first.forms} == first.forms
    assert (set(first.forms), set(last.forms)) == ({"a", "b"}, {"a", "b", "retest"})
    order = [("decide", 3), ("sort", 6), ("believe", 10), ("sort", 6)]
    for test in (first, last):
        assert [(p.type, len(p.of_form(f))) for f in test.forms for p in test.parts] == order * len(
            test.forms
        )
        assert [part.rest for part in test.parts] == [False, False, False, True]
        assert [p.defined for p in test.parts if p.type == "sort"] == [False, True]


@every_test
def test_one_of_each_six_groups_cannot_be_told_and_the_two_kinds_are_even(name: str) -> None:
    bank, settings = ALL[name].bank, ALL[name].settings
    sorts = [part for part in settings.parts if part.type == "sort"]
    for form in settings.forms:
        kinds = [kinds_of(part.of_form(form), bank) for part in sorts]
        assert [some.count(CANNOT_TELL) for some in kinds] == [1, 1]
        assert [sum(some.count(kind) for some in kinds) for kind in bank.kinds.scored] == [5, 5]
    places = [
        kinds_of(part.of_form(form), bank).index(CANNOT_TELL) for part in sorts for form in "ab"
    ]
    assert len(set(places)) > 2, "It must not be known by its place."


def test_statements_ask_of_both_faces_alike_and_beside_them_are_two_guards(
    real_bank: Bank,
) -> None:
    [asked] = {tuple(ALL[name].settings.parts[2].named) for name in TESTS}
    beliefs = [real_bank.beliefs[id] for id in asked]
    counted = Counter((b.face, b.keyed) for b in beliefs if not b.guard)
    assert set(counted.values()) == {2} and len(counted) == 4
    assert sum(b.guard for b in beliefs) == 2


@every_test
def test_no_case_of_a_test_nor_its_other_half_is_practised(name: str) -> None:
    tested = {v.id for v in ALL[name].vignettes} | {v.front.pair for v in ALL[name].vignettes}
    practised = {v.id for n in ALL if n not in TESTS for v in ALL[n].vignettes}
    assert tested & practised == set()


@every_test
def test_the_two_forms_share_no_scene(name: str) -> None:
    bank, forms = ALL[name].bank, forms_of(ALL[name]).values()
    for one, other in combinations(forms, 2):
        mates = {bank.vignettes[id].front.pair for id in one}
        assert set(one) & set(other) == mates & set(other) == set()
    met = [id for form in forms for id in form]
    assert all(not bank.vignettes[id].front.note for id in met), "Nobody is made to."


def held(cases: list[Vignette], bank: Bank) -> Counter[str]:
    """Count what makes a test hard: kinds, levels, genres, what decides, what agrees, and traps."""
    counted: Counter[str] = Counter()
    for case in cases:
        criteria = {p.criterion for p in deciding(case, bank)}
        agreeing = {p.criterion for p in case.cues} - criteria
        suggested = [bank.surface_cues[p.surface].suggests for p in case.surface_cues]
        counted.update([case.front.kind, f"level {case.front.level}", f"genre {case.front.genre}"])
        counted.update(f"decides {name}" for name in criteria)
        counted["agrees"] += len(agreeing)
        counted[f"traps on {case.front.kind}"] += sum(s != case.front.kind for s in suggested)
    return counted


@every_test
def test_the_two_forms_are_alike_in_kinds_criteria_traps_and_length(name: str) -> None:
    bank, forms = ALL[name].bank, forms_of(ALL[name])
    counts = {form: held([bank.vignettes[id] for id in ids], bank) for form, ids in forms.items()}
    for (form, one), (again, other) in combinations(counts.items(), 2):
        assert all(one[kind] == other[kind] for kind in bank.kinds.scored)
        apart = {what: (one[what], other[what]) for what in one | other}
        most = 3 if RETEST in (form, again) else 2
        assert {what: n for what, n in apart.items() if abs(n[0] - n[1]) > most} == {}
    words = [sum(len(bank.vignettes[id].text.split()) for id in ids) for ids in forms.values()]
    assert max(words) - min(words) <= 0.05 * max(words)


@every_test
def test_the_forms_are_alike_in_levels_by_kind_in_powers_and_in_genres(name: str) -> None:
    """A form whose groups of one kind are harder hides or feigns what the course has changed."""
    bank, settings, levels = ALL[name].bank, ALL[name].settings, {}
    powers, genres = (dict[str, Counter[object]](), dict[str, Counter[object]]())
    for form, ids in forms_of(ALL[name]).items():
        cases = [bank.vignettes[id] for id in ids]
        scored = [v for v in cases if v.front.kind in bank.kinds.scored]
        levels[form] = {
            (part.name, v.front.kind): sorted(
                w.front.level
                for w in scored
                if w.front.kind == v.front.kind and w.id in part.of_form(form)
            )
            for part in settings.parts
            for v in scored
        }
        powers[form] = Counter(
            (v.front.kind, power)
            for v in scored
            for power in {power_of(p, bank) for p in deciding(v, bank)}
        )
        genres[form] = Counter(v.front.genre for v in cases)
        one, other = (
            sorted(v.front.level for v in scored if v.front.kind == kind)
            for kind in bank.kinds.scored
        )
        assert one == other, f"{form}: as hard on the one kind as on the other."
    assert all(some == levels["a"] for some in levels.values()), levels
    for counts in (powers, genres):
        apart = counts["a"] | counts["b"]
        apart.subtract(counts["a"] & counts["b"])
        assert max(apart.values()) <= 1, counts


@every_test
def test_no_form_is_sorted_by_the_look_of_its_cases_nor_by_its_opposite(name: str) -> None:
    bank = ALL[name].bank
    for form, ids in forms_of(ALL[name]).items():
        cases = [bank.vignettes[id] for id in ids]
        scored = [v for v in cases if v.front.kind in bank.kinds.scored]
        looks = Counter(look_of(v, bank) for v in scored)
        assert looks[RIGHT] >= 3, (form, looks)
        assert 0 <= looks[WRONG] - looks[RIGHT] <= 2, (form, looks)
        for kind in bank.kinds.scored:
            of_kind = Counter(look_of(v, bank) for v in scored if v.front.kind == kind)
            assert min(of_kind[RIGHT], of_kind[WRONG]) >= 1, (form, kind, of_kind)


def test_the_look_tells_true_in_some_cases_of_each_of_the_first_chapters() -> None:
    """What readers learn there they would carry on: that the look deceives whoever trusts it."""
    toc = read_yaml((ROOT / "_toc.yml").read_text(encoding="utf-8"), "_toc.yml")[0]
    [chapters] = [p["chapters"] for p in toc["parts"] if p["caption"] == "Chapters"]
    for chapter in [c["file"] for c in chapters][:3]:
        sorts = [ALL[name] for name in SORTS if ALL[name].settings.chapter == chapter]
        looks = Counter(look_of(v, sort.bank) for sort in sorts for v in sort.vignettes)
        assert min(looks[RIGHT], looks[WRONG]) >= 2, (chapter, looks)


def test_mixed_practice_draws_from_all_practice_of_sorting_and_has_cases_of_its_own() -> None:
    [mixed] = [n for n in of_type("sort") if ALL[n].settings.draws]
    assert sorted(ALL[mixed].settings.draws) == sorted(SORTS)
    assert len(ALL[mixed].settings.vignettes) >= 20


def test_every_chapter_s_notebook_sorts_six_cases_or_more_with_feedback_at_once() -> None:
    toc = read_yaml((ROOT / "_toc.yml").read_text(encoding="utf-8"), "_toc.yml")[0]
    [chapters] = [p["chapters"] for p in toc["parts"] if p["caption"] == "Chapters"]
    practised = Counter(
        ALL[name].settings.chapter for name in SORTS for _ in ALL[name].settings.vignettes
    )
    sorted_in = {c["file"]: practised[c["file"]] for c in chapters if practised[c["file"]]}
    assert len(sorted_in) >= 10, "A chapter without a sort leaves its readers without answers."
    assert {chapter: cases for chapter, cases in sorted_in.items() if cases < 6} == {}


@every_sort
def test_no_sort_holds_both_halves_of_a_pair(name: str) -> None:
    for ids in runs_of(ALL[name]):
        mates = {ALL[name].bank.vignettes[id].front.pair for id in ids}
        assert mates & set(ids) == set(), "Whoever has read one half knows where to look."


def test_there_are_twelve_groups_to_ask_of_which_a_third_stay_open(real_bank: Bank) -> None:
    kinds = Counter(ask.front.kind for ask in real_bank.asks.values())
    assert sum(kinds.values()) >= 12
    assert kinds["cannot-tell"] >= sum(kinds.values()) / 3
    asked = [item for name in of_type("ask") for item in ALL[name].settings.items]
    assert sorted(asked) == sorted(real_bank.asks)


def test_what_settles_a_group_is_not_always_the_same_question(real_bank: Bank) -> None:
    settling = Counter(name for ask in real_bank.asks.values() for name in ask.settling)
    assert len(settling) >= 5
    assert max(settling.values()) <= sum(settling.values()) / 2


@pytest.mark.parametrize("name", of_type("match"))
def test_every_bin_is_filled_twice_or_more(name: str) -> None:
    bins = Counter(item.bin for item in ALL[name].settings.items)
    assert min(bins[bin] for bin in ALL[name].settings.bins) >= 2


def test_every_case_in_between_is_placed_by_readers_or_in_a_chapter(real_bank: Bank) -> None:
    placed = [v.id for name in of_type("place") for v in ALL[name].vignettes]
    placed += shown_in("book/is-the-line-artificial")
    kinds = real_bank.kinds
    between = [v.id for v in real_bank.vignettes.values() if v.front.kind == kinds.between]
    assert sorted(placed) == sorted(between)


def test_every_type_of_exercise_is_there() -> None:
    types = {exercise.settings.type for exercise in ALL.values()}
    assert types == {"sort", "compare", "place", "ask", "decide", "match", "parts", "recall"}


def test_every_claim_of_the_article_has_a_place_and_every_chapter_a_claim(real_bank: Bank) -> None:
    """That each has a chapter is a rule of the bank itself."""
    toc = read_yaml((ROOT / "_toc.yml").read_text(encoding="utf-8"), "_toc.yml")[0]
    [chapters] = [p["chapters"] for p in toc["parts"] if p["caption"] == "Chapters"]
    taught = {chapter for claim in real_bank.claims.values() for chapter in claim.chapters}
    assert taught == {chapter["file"] for chapter in chapters}
    codes = {claim.code for claim in real_bank.claims.values()}
    assert {"S", *(f"S{n}" for n in range(1, 9))} <= codes


def test_a_claim_is_seen_in_cases_that_readers_meet_and_in_none_of_a_test(real_bank: Bank) -> None:
    """The crosswalk quotes them, which would tell the answer before the test."""
    met = {v.id for e in ALL.values() if not e.settings.forms for v in e.vignettes}
    met |= {case for path in ROOT.glob("book/*.md") for case in shown_in(f"book/{path.stem}")}
    unmet = {id: set(c.vignettes) - met for id, c in real_bank.claims.items()}
    assert {id: cases for id, cases in unmet.items() if cases} == {}
    assert max(len(claim.vignettes) for claim in real_bank.claims.values()) <= 3


def test_how_long_a_test_takes_is_said_as_it_is_counted() -> None:
    minutes = {5 * round(Stop(ALL[name]).minutes / 5) for name in TESTS}
    [about] = minutes
    said = f"about {about} minutes"
    assert said in ALL[TESTS[0]].bank.words["types"]["parts"]["opening"]
    assert said in (ROOT / "book" / "intro.md").read_text("utf-8")
    for page in ("where-do-you-stand", "where-do-you-stand-now"):
        assert said in (ROOT / "notebooks" / f"{page}.ipynb").read_text("utf-8")
