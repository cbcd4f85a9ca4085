"""Every word that a reader sees is there, once, and used."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from string import Formatter
from typing import Any

import pytest

from whosegroup.bank import Bank, read_words
from whosegroup.exercises import exercise_names, read_settings
from whosegroup.widget import static_text

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "src" / "whosegroup"
TOY = Path(__file__).parent / "fixtures" / "bank"
SCRIPT = static_text("whose-group.js")
PYTHON = "".join(path.read_text(encoding="utf-8") for path in sorted(PACKAGE.glob("*.py")))

# Names that the script puts together, `words[`ask_${turn.step}`]`, and what is put in.
REASONS = ("damaged", "version", "exercise")
PUT_TOGETHER = {
    "ask_": ("answer", "evidence", "confidence"),
    "result_": ("fits", "wrong_reason", "look-again", "skipped"),
    "kept_": ("page", "kernel"),
    "open_": REASONS,
    "aside_": (*REASONS, "other"),
}


def sorter_words(root: Path = ROOT) -> dict[str, Any]:
    return read_words(root, "en")[0]["sorter"]


def read_by_script() -> set[str]:
    """Return every key of the sorter's words that the script names."""
    plain = set(re.findall(r"\bwords\.(\w+)", SCRIPT))
    named = " ".join(re.findall(r"\bname: ([^}]*)\}", SCRIPT))
    notices = set(re.findall(r'"(\w+)"', named))
    problems = set(re.findall(r'"(storage_\w+)"', SCRIPT))
    joined = {start + end for start, ends in PUT_TOGETHER.items() for end in ends}
    return plain | notices | problems | joined | {"sure", "unsure"}


@pytest.mark.parametrize("key", sorted(read_by_script()))
def test_each_word_that_the_sorter_reads_is_there(key: str) -> None:
    assert isinstance(sorter_words().get(key), str), f"Add `{key}:` to words/en/sorter.yml."


@pytest.mark.parametrize("key", sorted(sorter_words()))
def test_no_word_of_the_sorter_is_there_unused(key: str) -> None:
    by_python = re.search(rf"""words\[["']{key}["']\]""", PYTHON)
    assert key in read_by_script() or by_python, f"Nothing reads `{key}` of words/en/sorter.yml."


def test_the_names_that_the_script_puts_together_are_known_here() -> None:
    found = set(re.findall(r"`(\w+_)\$\{", SCRIPT)) & {
        f"{k.split('_')[0]}_" for k in sorter_words()
    }
    assert found == set(PUT_TOGETHER)


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def test_the_toy_bank_s_sorter_has_the_same_words_to_fill_in() -> None:
    """So that a test in which something is missing is not a test of a toy that is behind."""
    toy = {key: fields(text) for key, text in sorter_words(TOY).items()}
    assert toy == {key: fields(text) for key, text in sorter_words().items()}


def leaves(words: Any, path: tuple[str, ...] = ()) -> list[tuple[str, Any]]:
    if isinstance(words, Mapping):
        return [leaf for key, value in words.items() for leaf in leaves(value, (*path, str(key)))]
    return [(".".join(path), words)]


@pytest.mark.parametrize(
    "topic", ["criteria", "surface_cues", "kinds", "sources", "chapters", "exercises", "feedback"]
)
def test_each_word_of_a_topic_is_text_and_not_empty(real_bank: Bank, topic: str) -> None:
    empty = [name for name, text in leaves(real_bank.words[topic]) if not str(text or "").strip()]
    assert empty == []
    assert all(isinstance(text, str) for _, text in leaves(real_bank.words[topic]))


@pytest.mark.parametrize("topic", ["criteria", "surface_cues", "sources"])
def test_ids_and_words_go_together(real_bank: Bank, topic: str) -> None:
    assert set(real_bank.words[topic]) == set(getattr(real_bank, topic))


@pytest.mark.parametrize("name", exercise_names(ROOT))
def test_each_exercise_has_its_words_and_its_chapter(real_bank: Bank, name: str) -> None:
    assert set(real_bank.words["exercises"][name]) == {"title", "prompt"}
    settings, _, _ = read_settings(name, ROOT)
    assert settings.chapter in real_bank.words["chapters"]
    assert f"file: {settings.chapter}\n" in (ROOT / "_toc.yml").read_text(encoding="utf-8")


def test_no_words_are_left_of_an_exercise_or_chapter_that_is_gone(real_bank: Bank) -> None:
    assert set(real_bank.words["exercises"]) == set(exercise_names(ROOT))
    toc = (ROOT / "_toc.yml").read_text(encoding="utf-8")
    assert [name for name in real_bank.words["chapters"] if f"file: {name}\n" not in toc] == []


def test_each_source_is_in_the_book_s_list_of_references(real_bank: Bank) -> None:
    bibliography = (ROOT / "book" / "references.bib").read_text(encoding="utf-8")
    keys = set(re.findall(r"^@\w+\{([^,\s]+),", bibliography, flags=re.MULTILINE))
    assert set(real_bank.sources) - keys == set()
