"""A graded exercise is shipped without its key: nothing hidden stands in it or changes it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from private_bank import HIDDEN, IDS, NOTED, OTHER_SECRET, SECRET, lay_private, note_of, texts_of
from whosegroup.bank.problems import ContentError
from whosegroup.component.widget import Sorter
from whosegroup.exercises.graded import SECRET as SECRET_FILE
from whosegroup.exercises.html import element, fallback
from whosegroup.exercises.loading import load_exercise
from whosegroup.exercises.model import Exercise
from whosegroup.exercises.payload import aliases_of, compile_key, compile_payload, digest
from whosegroup.work.contract import new_work
from whosegroup.work.measures import summarise

Roots = tuple[Path, Path]


@pytest.fixture
def roots(toy_root: Path) -> Roots:
    return lay_private(toy_root)


@pytest.fixture
def midterm(roots: Roots) -> Exercise:
    return load_exercise("midterm", roots)


@pytest.fixture
def payload(midterm: Exercise) -> dict[str, Any]:
    return compile_payload(midterm)


def leaves(data: Any) -> Iterator[str]:
    """Yield every text in some data, the names of its entries not included."""
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict | list):
        for one in data.values() if isinstance(data, dict) else data:
            yield from leaves(one)


def shipped(exercise: Exercise) -> dict[str, str]:
    """Return as text all that leaves the instructor's machine, by the way on which it does."""
    sorter = Sorter(exercise)
    state = {name: value for name, value in sorter.get_state().items() if name[0] != "_"}
    return {
        "payload": json.dumps(compile_payload(exercise), ensure_ascii=False),
        "element": element(compile_payload(exercise)),
        "widget": json.dumps(state, ensure_ascii=False, default=repr),
    }


# -------------------------------------------------------------------- what is shipped


def test_a_case_is_shipped_as_an_alias_its_sentences_and_its_note(payload: dict[str, Any]) -> None:
    shown = {tuple(case["lines"]): case for case in payload["cases"]}
    assert set(shown) == {tuple(texts_of(id)) for id in IDS}
    for case in payload["cases"]:
        noted = case["lines"] == texts_of(NOTED)
        assert set(case) == ({"id", "note", "lines"} if noted else {"id", "lines"})
        assert case.get("note") == (note_of(NOTED) if noted else None)


def test_nothing_else_is_shipped_than_what_a_page_needs(payload: dict[str, Any]) -> None:
    assert set(payload) == {
        "format",
        "version",
        "exercise",
        "type",
        "lang",
        "course",
        "feedback",
        "graded",
        "evidence",
        "confidence",
        "title",
        "prompt",
        "answers",
        "words",
        "fragments",
        "cases",
        "digest",
    }
    assert (payload["feedback"], payload["graded"], payload["fragments"]) == ("none", True, [])
    assert [answer["id"] for answer in payload["answers"]] == ["self-help", "support"]


@pytest.mark.parametrize("way", ["payload", "element", "widget"])
def test_nothing_of_the_key_is_on_the_way_to_readers(midterm: Exercise, way: str) -> None:
    text, words = shipped(midterm)[way], midterm.bank.words
    assert texts_of(IDS[0])[0] in text
    cues = [*words["criteria"], *words["surface_cues"], "walrus", SECRET, "private", *IDS]
    said = [*leaves(words["criteria"]), *leaves(words["surface_cues"]), *leaves(words["feedback"])]
    said += leaves(compile_key(midterm)["fragments"])
    hidden = dict.fromkeys([*cues, *said])
    assert [one for one in hidden if re.search(rf"(?<!\w){re.escape(one)}(?!\w)", text)] == []


def test_what_is_looked_for_is_there_in_the_key(midterm: Exercise) -> None:
    """Else the test above could not fail."""
    key = json.dumps(compile_key(midterm))
    hidden = ("walrus", *IDS, '"kind"', '"decides"', '"replies"', '"role"', "ownership")
    assert [one for one in hidden if one not in key] == []


@pytest.mark.parametrize("name", HIDDEN)
def test_changing_what_is_hidden_leaves_every_byte_as_it_was(toy_root: Path, name: str) -> None:
    before = load_exercise("midterm", lay_private(toy_root))
    html, cases = element(compile_payload(before)), before.vignettes
    after = load_exercise("midterm", lay_private(toy_root, **{name: HIDDEN[name][1]}))
    assert (after.vignettes, after.settings.chapter) != (cases, before.settings.chapter)
    assert element(compile_payload(after)) == html


def test_changing_all_that_is_hidden_leaves_every_byte_as_it_was(toy_root: Path) -> None:
    before = shipped(load_exercise("midterm", lay_private(toy_root)))["element"]
    other = {name: values[1] for name, values in HIDDEN.items()}
    after = shipped(load_exercise("midterm", lay_private(toy_root, **other)))["element"]
    assert after == before


@pytest.mark.parametrize("topic", ["criteria", "surface_cues", "feedback"])
def test_changing_the_words_of_feedback_leaves_every_byte_as_it_was(
    roots: Roots, payload: dict[str, Any], topic: str
) -> None:
    path = roots[0] / f"data/words/en/{topic}.yml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace(".", "!"), encoding="utf-8")
    exercise = load_exercise("midterm", roots)
    assert compile_key(exercise)["digest"] != payload["digest"]
    assert compile_payload(exercise) == payload


def test_the_digest_is_of_what_is_shipped_and_changes_with_it(
    roots: Roots, payload: dict[str, Any]
) -> None:
    rest = {name: value for name, value in payload.items() if name != "digest"}
    assert payload["digest"] == digest(rest)
    path = roots[1] / f"data/vignettes/en/{IDS[0]}.md"
    path.write_text(path.read_text(encoding="utf-8").replace("stove", "lamp"), encoding="utf-8")
    assert compile_payload(load_exercise("midterm", roots))["digest"] != payload["digest"]


# -------------------------------------------------------------------- aliases and the key


def test_an_alias_leads_back_to_its_case_in_the_order_of_the_page(
    midterm: Exercise, payload: dict[str, Any]
) -> None:
    aliases = aliases_of(midterm)
    assert list(aliases) == [case["id"] for case in payload["cases"]]
    for case in payload["cases"]:
        assert case["lines"] == texts_of(aliases[case["id"]])


def test_another_secret_makes_other_aliases_and_another_order(toy_root: Path) -> None:
    one = aliases_of(load_exercise("midterm", lay_private(toy_root)))
    other = aliases_of(load_exercise("midterm", lay_private(toy_root, OTHER_SECRET)))
    assert set(one) & set(other) == set()
    assert sorted(one.values()) == sorted(other.values()) == sorted(IDS)
    assert list(one.values()) != list(other.values())


def test_without_its_secret_nothing_is_compiled(roots: Roots, midterm: Exercise) -> None:
    (roots[1] / SECRET_FILE).unlink()
    with pytest.raises(ContentError, match=SECRET_FILE):
        compile_payload(midterm)


def test_the_key_is_the_whole_exercise_under_the_ids_of_the_bank(midterm: Exercise) -> None:
    key = compile_key(midterm)
    assert [case["id"] for case in key["cases"]] == list(IDS)
    kinds = {vignette.id: vignette.front.kind for vignette in midterm.vignettes}
    assert {case["id"]: case["kind"] for case in key["cases"]} == kinds
    assert "graded" not in key


def test_what_is_not_graded_is_its_own_key_and_has_no_aliases(toy_exercise: Exercise) -> None:
    assert compile_key(toy_exercise) == compile_payload(toy_exercise)
    ids = [vignette.id for vignette in toy_exercise.vignettes]
    assert list(aliases_of(toy_exercise).items()) == [(id, id) for id in ids]


def attempts_at(payload: dict[str, Any], answer: str = "support") -> list[dict[str, Any]]:
    """Return the same answer to each case of a payload."""
    moment = "2026-04-13T09:30:{:02}.000Z"
    return [
        {"at": moment.format(number), "run": 1, "vignette": case["id"], "answer": answer}
        for number, case in enumerate(payload["cases"])
    ]


def test_answers_are_measured_with_the_key_and_without_it_count_nowhere(
    midterm: Exercise, payload: dict[str, Any]
) -> None:
    attempts, aliases = attempts_at(payload), aliases_of(midterm)
    assert summarise(payload, attempts)["answered"] == 0
    mapped = [{**attempt, "vignette": aliases[attempt["vignette"]]} for attempt in attempts]
    found = summarise(compile_key(midterm), mapped)
    assert (found["answered"], found["fits"], found["mirror"]) == (4, 2, {"count": 2, "of": 2})


# -------------------------------------------------------------------- page and notebook


def test_the_element_says_that_it_is_graded(payload: dict[str, Any]) -> None:
    tag = element(payload).split(">")[0]
    begins = '<whose-group exercise="midterm" type="sort" feedback="none" lang="en" graded'
    assert tag == f'{begins} id="exercise_midterm"'


def test_without_scripts_each_case_has_its_number_and_boxes_and_no_answer(
    payload: dict[str, Any],
) -> None:
    html = fallback(payload)
    assert "<details" not in html
    assert html.count("☐ Self-help group") == html.count("☐ Support group") == 4
    for number, case in enumerate(payload["cases"], start=1):
        assert f"<strong>none case number ({number})</strong>" in html
        assert case["lines"][0] in html
    assert "&lt;b&gt;nobody&lt;/b&gt;" in html
    assert html.count(note_of(NOTED)) == 1


@pytest.fixture
def unmarked(toy_root: Path) -> Exercise:
    """Return the toy exercise as one of which nothing is said of what fits."""
    path = toy_root / "exercises/toy.yml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("feedback: each", "feedback: none"), encoding="utf-8")
    return load_exercise("toy", toy_root)


def test_an_exercise_without_feedback_keeps_titles_and_folds_no_answer(unmarked: Exercise) -> None:
    payload = compile_payload(unmarked)
    assert payload["feedback"] == "none"
    assert payload["words"]["hand_in"] == "none hand in"
    html = fallback(payload)
    assert "<details" not in html
    assert html.count("<strong>Tea at four</strong>") == 1
    assert "The members own it." not in html
    assert " graded" not in element(payload).split(">")[0]


@pytest.fixture(params=["midterm", "unmarked"])
def sorter(request: pytest.FixtureRequest, work_folder: Path) -> Sorter:
    """Return a sorter of which three cases of four are answered, and the last is skipped."""
    exercise = request.getfixturevalue(request.param)
    attempts = attempts_at(compile_payload(exercise))
    attempts[-1] = {**attempts[-1], "skipped": True}
    del attempts[-1]["answer"]
    work_folder.mkdir()
    work = {**new_work(exercise.id, "en"), "attempts": attempts}
    (work_folder / f"{exercise.id}.json").write_text(json.dumps(work))
    return Sorter(exercise)


def test_a_notebook_lists_attempts_without_verdicts(sorter: Sorter) -> None:
    table = sorter.table()
    assert list(table["vignette"]) == [case["id"] for case in sorter.payload["cases"]]
    assert list(table["answer"].dropna()) == ["support"] * 3
    silent = ["title", "kind", "verdict", "reason", "misled_by"]
    assert table[silent].isna().all(axis=None)


def test_a_notebook_counts_answers_and_says_who_marks_them(sorter: Sorter) -> None:
    table = sorter.summary()
    assert table.to_dict("index") == {"Answered": {"Count": 3, "Out of": 4}}
    assert "none marked" in table.to_html()
    for figure in (sorter.plot(), sorter.plot_progress()):
        assert [text.get_text() for text in figure.axes[0].texts] == ["none marked"]
        assert not figure.axes[0].patches and not figure.axes[0].lines
    assert len(sorter.progress()) == 0
