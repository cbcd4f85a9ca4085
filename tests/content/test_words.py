"""Every word that a reader sees is there, once, and used."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from string import Formatter
from typing import Any

import pytest

from whosegroup.bank.content import exercise_names
from whosegroup.bank.loading import read_words
from whosegroup.bank.model import Bank
from whosegroup.component.script import PARTS as SCRIPTS
from whosegroup.component.script import TYPES, source
from whosegroup.exercises.loading import load_exercise
from whosegroup.exercises.payload import compile_payload
from whosegroup.exercises.tags import ROLES
from whosegroup.exercises.types.place import PARTS, WHOLE
from whosegroup.exercises.written import read_written
from whosegroup.work.measures import PORTRAIT

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "src" / "whosegroup"
TOY = Path(__file__).parents[1] / "fixtures" / "bank"
# What shows the whole course has words of its own; all else those of exercises.
COURSE = "".join(source(name) for name in SCRIPTS if name.startswith("course_") or name == "course")
SCRIPT = "".join(source(name) for name in SCRIPTS if source(name) not in COURSE)
PYTHON = "".join(path.read_text(encoding="utf-8") for path in sorted(PACKAGE.rglob("*.py")))

# Names that the script or Python puts together, `words[`ask_${turn.step}`]`, and what is put in.
REASONS = ("damaged", "version", "exercise")
PUT_TOGETHER = {
    "ask_": ("answer", "evidence", "confidence", "first", "second"),
    "result_": (
        "fits",
        "defensible",
        "wrong_reason",
        "look-again",
        "given",
        "unknown",
        "skipped",
        "fits_once",
        "defensible_once",
        "look-again_once",
        "skipped_once",
    ),
    "were_": ("sure", "unsure"),
    "kept_": ("page", "kernel"),
    "rest_": ("page", "kernel"),
    "lasts_": ("page", "kernel"),
    "open_": (*REASONS, "record", "course", "paper"),
    "excerpt_": ("storage_forbidden", "storage_full"),
    "aside_": (*REASONS, "other"),
    "others_": REASONS,
    "half_": ("1", "2"),
    "chosen_": ("1", "2"),
    "part_": PARTS,
    "said_": ROLES,
    "unknown_": ("fits", "defensible", "look-again"),
    "change_": ("fits", "conflation", "mirror"),
    "row_": PORTRAIT,
    "face_": ("label", "use", "guard", "unknown"),
    "about_": ("label", "use", "guard"),
    "count_": ("fits", "defensible", "look-again"),
    "why_": ("missed", "alike", "twin", "unmet", "changed", "same", "longest"),
    "after_": ("alike", "twin", "changed", "same"),
}
# The parts of the script that are of one type of exercise, and the type.
OF_TYPES = {
    "sorting": "sort",
    "matching": "match",
    "comparing": "compare",
    "placing": "place",
    "asking": "ask",
    "deciding": "decide",
    "believing": "believe",
    "recalling": "recall",
    "in_parts": "parts",
}


@cache
def words_of(root: Path) -> dict[str, Any]:
    """Return all words of a bank, read once."""
    return read_words(root, "en")[0]


def type_words(root: Path = ROOT) -> dict[str, Any]:
    return words_of(root)["types"]


def sorter_words(root: Path = ROOT) -> dict[str, Any]:
    """Return the words that all exercises have."""
    return words_of(root)["sorter"]


OF_TYPOGRAPHY = {"between": " ", "quotes": "“”‘’"}  # what the interface needs of `typography.yml`


def all_words() -> dict[str, Any]:
    """Return the interface's words of all types together."""
    return {
        **OF_TYPOGRAPHY,
        **sorter_words(),
        **{k: v for section in type_words().values() for k, v in section.items()},
    }


def named_in(text: str) -> set[str]:
    """Return every key of the interface's words that a piece of script names whole."""
    plain = set(re.findall(r"\bwords\.(\w+)(?![\w(])", text))
    named = " ".join(re.findall(r"\bname: ([^}]*)\}", text))
    chosen = " ".join(re.findall(r"\bwords\[([^`\]]*)\]", text))
    return plain | set(re.findall(r'"(\w+)"', f"{named} {chosen}"))


def read_by_script() -> set[str]:
    """Return every key of the interface's words that the script reads."""
    problems = set(re.findall(r'"(storage_\w+|restarted|retest_begun)"', SCRIPT))
    joined = {start + end for start, ends in PUT_TOGETHER.items() for end in ends}
    return named_in(SCRIPT) | problems | joined | {"sure", "unsure"}


@pytest.mark.parametrize("key", sorted(read_by_script()))
def test_each_word_that_the_sorter_reads_is_there(key: str) -> None:
    where = "words/en/sorter.yml or to a section of types.yml"
    assert isinstance(all_words().get(key), str), f"Add `{key}:` to {where}."


@pytest.mark.parametrize(("part", "type"), OF_TYPES.items())
def test_a_type_has_each_word_that_its_own_part_of_the_script_reads(part: str, type: str) -> None:
    text = source(part)
    words = {*OF_TYPOGRAPHY, *sorter_words(), *type_words()[type]}
    assert named_in(text) - words == set()


def test_nearly_every_type_says_something_by_itself() -> None:
    """Else the test above holds nothing. What a test in parts says is its end's (portrait)."""
    assert set(OF_TYPES) == set(TYPES)
    assert [part for part in OF_TYPES if not named_in(source(part))] == ["in_parts"]


@pytest.mark.parametrize("name", exercise_names(TOY))
def test_a_type_has_a_line_for_each_verdict_that_its_end_may_count(name: str) -> None:
    payload = compile_payload(load_exercise(name, TOY))
    if payload["type"] == "sort":
        assert {"summary_first", "result_fits", "result_look-again"} <= set(payload["words"])
        return
    compiled = json.dumps(payload["cases"])
    needed = {f"count_{v}" for v in ("fits", "defensible", "look-again") if f'"{v}"' in compiled}
    if '"reason"' in compiled:
        needed.add("count_reason")
    if payload["type"] == "decide":
        needed.add("count_use")
    counts = {key for key in payload["words"] if key.startswith("count_")}
    assert counts == needed


@pytest.mark.parametrize("key", sorted(all_words()))
def test_no_word_of_the_sorter_is_there_unused(key: str) -> None:
    by_python = re.search(
        rf"""(words|words['"]\]|\["(place|believe)"\])\[["']{key}["']\]|"name": "{key}\"|"""
        rf"""types\.parts\.{key}\"""",
        PYTHON,
    )
    assert key in read_by_script() or by_python, f"Nothing reads `{key}` of sorter or types."


def test_the_names_that_the_script_puts_together_are_known_here() -> None:
    found = set(re.findall(r"`(\w+_)\$\{", SCRIPT)) & {f"{k.split('_')[0]}_" for k in all_words()}
    assert found == set(PUT_TOGETHER)


def test_a_type_s_own_words_stand_in_the_place_of_common_ones_only_where_that_is_meant() -> None:
    """The prompt of an answer, which is of a group in all types but one; and how a case went."""
    again = {
        (section, key)
        for section, words in type_words().items()
        for key in words
        if key in sorter_words()
    }
    sorted_out = ("fits", "wrong_reason", "look-again", "skipped")  # these name the kind
    assert again == {
        ("match", "ask_answer"),
        *(("sort", f"result_{went}") for went in sorted_out),
        *(("decide", f"result_{went}") for went in ("fits", "defensible", "look-again")),
        ("believe", "ask_answer"),
        ("believe", "skip"),
        *(("believe", f"result_{went}") for went in ("fits", "look-again", "given", "skipped")),
        # These are questions, and no cases; nothing at them went well or badly.
        *(("recall", key) for key in ("again", "finish", "next", "not_answered", "progress_label")),
        *(("recall", key) for key in ("result_skipped", "skip", "summary", "yours")),
        *(("recall", key) for key in ("cases", "not_started", "skipped_again")),
    }


def fields(text: Any) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(str(text)) if name is not None}


@pytest.mark.parametrize("topic", ["sorter", "types", "summary", "crosswalk", "messages"])
def test_the_toy_bank_has_the_same_words_to_fill_in(topic: str) -> None:
    """So that a test in which something is missing is not a test of a toy that is behind."""
    toy, real = (
        {key: fields(text) for key, text in leaves(words_of(root)[topic])} for root in (TOY, ROOT)
    )
    assert toy == real


def leaves(words: Any, path: tuple[str, ...] = ()) -> list[tuple[str, Any]]:
    if isinstance(words, Mapping):
        return [leaf for key, value in words.items() for leaf in leaves(value, (*path, str(key)))]
    return [(".".join(path), words)]


@pytest.mark.parametrize(
    "topic",
    [
        "chapters",
        "claims",
        "criteria",
        "crosswalk",
        "exercises",
        "feedback",
        "kinds",
        "matches",
        "questions",
        "recalls",
        "sorter",
        "sources",
        "summary",
        "surface_cues",
        "types",
    ],
)
def test_each_word_of_a_topic_is_text_and_not_empty(real_bank: Bank, topic: str) -> None:
    empty = [name for name, text in leaves(real_bank.words[topic]) if not str(text or "").strip()]
    assert empty == []
    assert all(isinstance(text, str) for _, text in leaves(real_bank.words[topic]))


@pytest.mark.parametrize("topic", ["claims", "criteria", "questions", "sources", "surface_cues"])
def test_ids_and_words_go_together(real_bank: Bank, topic: str) -> None:
    assert set(real_bank.words[topic]) == set(getattr(real_bank, topic))


@pytest.mark.parametrize("name", exercise_names(ROOT))
def test_each_exercise_has_its_words_and_its_chapter(real_bank: Bank, name: str) -> None:
    settings = read_written(name, ROOT)[0].settings
    said, parts = real_bank.words["exercises"][name], [part.name for part in settings.parts]
    assert set(said) - {"on_paper"} == {"title", "prompt", *parts}
    on_paper = " ".join(load_exercise(name, ROOT).on_paper.lower().split())
    assert not re.search(r"\btap\b|comes back", on_paper)
    assert all(set(said[part]) == {"title", "prompt"} for part in parts)
    assert settings.chapter in real_bank.words["chapters"]
    assert f"file: {settings.chapter}\n" in (ROOT / "_toc.yml").read_text(encoding="utf-8")


def test_no_words_are_left_of_an_exercise_or_chapter_that_is_gone(real_bank: Bank) -> None:
    assert set(real_bank.words["exercises"]) == set(exercise_names(ROOT))
    toc = (ROOT / "_toc.yml").read_text(encoding="utf-8")
    assert [name for name in real_bank.words["chapters"] if f"file: {name}\n" not in toc] == []


def test_a_chapter_has_one_title_everywhere(real_bank: Bank) -> None:
    """Its own, where an exercise names it, and on its practice page, which may shorten it."""
    for name, named in real_bank.words["chapters"].items():
        title = (ROOT / f"{name}.md").read_text(encoding="utf-8").splitlines()[0]
        notebook = (ROOT / f"notebooks/{Path(name).name}.ipynb").read_text(encoding="utf-8")
        first = "".join(json.loads(notebook)["cells"][0]["source"]).splitlines()[0]
        assert title == f"# {named}"
        assert title.lower().startswith(first.lower().replace("practice: ", ""))


def test_each_source_is_in_the_book_s_list_of_references(real_bank: Bank) -> None:
    bibliography = (ROOT / "book" / "references.bib").read_text(encoding="utf-8")
    keys = set(re.findall(r"^@\w+\{([^,\s]+),", bibliography, flags=re.MULTILINE))
    assert set(real_bank.sources) - keys == set()


def test_the_title_that_readers_see_of_a_source_is_the_one_in_the_list(real_bank: Bank) -> None:
    """A title in square brackets is a description, which words may put otherwise."""
    bibliography = (ROOT / "book" / "references.bib").read_text(encoding="utf-8")
    entries = dict(re.findall(r"^@\w+\{([^,\s]+),(.*?)^\}", bibliography, re.MULTILINE | re.DOTALL))
    for id in real_bank.sources:
        title = re.search(r"title = \{\{(.*)\}\}", entries[id])
        year = re.search(r"year = \{(.*)\}", entries[id])
        said = real_bank.words["sources"][id]["title"]
        assert title and (title[1].startswith("[") or said.startswith(title[1])), id
        assert not year or year[1] in said, id


# Names of the course's words that the script puts together.
COURSE_PUT_TOGETHER = {
    "state_": ("new", "begun", "skipped", "done"),
    "sign_": ("new", "begun", "skipped", "done"),
    "next_": ("begun", "skipped"),
    "unread_": REASONS,
    "open_": ("damaged", "version", "course"),
    "storage_": ("forbidden", "full"),
}


def read_of_course() -> set[str]:
    """Return every key of the course's words that the script or Python reads."""
    counted = set(re.findall(r'countedIn\(words, "(\w+)"', COURSE))
    by_python = set(re.findall(r"""words\["((?:step|mark)_\w+)"\]""", PYTHON))
    joined = {start + end for start, ends in COURSE_PUT_TOGETHER.items() for end in ends}
    chosen = set(re.findall(r'"(next_\w+)"', COURSE))
    ones = {f"{name}_one" for name in counted}
    # A page has a name for how wide it is, which is no word.
    return (named_in(COURSE) - {"viewport"}) | counted | ones | by_python | joined | chosen


@pytest.mark.parametrize("root", [ROOT, TOY], ids=["course", "toy"])
def test_the_words_of_the_whole_course_are_those_that_are_read(root: Path) -> None:
    assert {"between", *words_of(root)["course"]} == read_of_course()


def test_a_power_has_one_name_wherever_it_is_shown() -> None:
    """The strip of five powers and the lines to place them on name them alike."""
    placed = {part: type_words()["place"][f"part_{part}"] for part in PARTS if part != WHOLE}
    assert placed == words_of(ROOT)["powers"]


def test_the_name_of_a_power_asks_who_has_it() -> None:
    """Beside "the text does not show it", a mere "who leads" is taken for what somebody does."""
    for name in words_of(ROOT)["powers"].values():
        assert re.match(r"Who (says|chooses) ", name), name
