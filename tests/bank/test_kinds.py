"""The kinds of group come from data alone, and so does what figures name of the bank."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from whosegroup.bank.kinds import Kinds
from whosegroup.bank.loading import load_bank, read_bank
from whosegroup.bank.model import Bank, Figures
from whosegroup.bank.problems import Problem
from whosegroup.bank.strays import find_strays

Change = Callable[[str, str, str], None]
FILE, FIGURES = "data/kinds.yml", "data/figures.yml"


def test_the_kinds_stand_in_the_order_of_the_answers(toy_bank: Bank) -> None:
    kinds = toy_bank.kinds
    assert kinds == Kinds(("self-help", "support"), "in-between")
    assert (kinds.first, kinds.second) == kinds.scored
    assert kinds.all == ("self-help", "support", "in-between")
    assert kinds.asked == ("self-help", "support", "cannot-tell")
    assert [kinds.other(kind) for kind in kinds.scored] == ["support", "self-help"]


def said(root: Path) -> list[Problem]:
    return sorted(set(read_bank(root)[1]))


@pytest.mark.parametrize(
    ("old", "new", "line", "what", "remedy"),
    [
        (
            "scored: [self-help, support]",
            "scored: [self-help]",
            1,
            "'scored' names 1 kinds.",
            "Name the two between which readers sort.",
        ),
        ("between: ", "betwen: ", 2, "'betwen' is not a setting here.", "Did you mean 'between'?"),
        (
            "between: in-between",
            "between: support",
            2,
            "'support' stands there twice.",
            "Name three kinds that differ.",
        ),
        (
            "[self-help, support]",
            "[self-help, Support group]",
            1,
            "'Support group' cannot be a name.",
            "Use small letters, digits and hyphens.",
        ),
        (
            "between: in-between",
            "between: cannot-tell",
            2,
            "'cannot-tell' is an answer and no kind.",
            "Choose another name.",
        ),
        (
            "scored: [self-help, support]",
            "scored: self-help",
            1,
            "'scored' is 'self-help', and should be a list.",
            "Write it as [one, two].",
        ),
    ],
)
def test_a_mistake_in_the_kinds_is_said_once_and_not_of_each_case(
    toy_root: Path, change: Change, old: str, new: str, line: int, what: str, remedy: str
) -> None:
    change(FILE, old, new)
    assert said(toy_root) == [Problem(FILE, line, what, remedy)]


def test_a_bank_without_kinds_says_so_and_what_else_is_wrong_in_it(
    toy_root: Path, change: Change
) -> None:
    (toy_root / FILE).unlink()
    change("data/vignettes/en/tea.md", "title: ", "titel: ")
    problems = said(toy_root)
    assert {problem.file for problem in problems} == {FILE, "data/vignettes/en/tea.md"}
    assert len(problems) == 2


@pytest.mark.parametrize(
    ("file", "old", "new", "line", "what", "remedy"),
    [
        (
            "data/vignettes/en/tea.md",
            "kind: self-help",
            "kind: suport",
            3,
            "'kind' is 'suport'.",
            "Did you mean 'support'?",
        ),
        (
            "data/asks/en/stall.md",
            "money., shows: support",
            "money., shows: in-between",
            10,
            "'answers.money.shows' is 'in-between'.",
            "Known here: self-help, support.",
        ),
        (
            "data/asks/en/stall.md",
            "cannot-tell: Told",
            "can-not-tell: Told",
            15,
            "'feedback.can-not-tell' is 'can-not-tell'.",
            "Did you mean 'cannot-tell'?",
        ),
        (
            "data/surface_cues.yml",
            "nurse-present: {suggests: support}",
            "nurse-present: {suggests: supports}",
            2,
            "nurse-present: 'suggests' is 'supports'.",
            "Did you mean 'support'?",
        ),
        (
            "data/vignettes/en/shed.md",
            "support: The town",
            "suport: The town",
            13,
            "'reasons.whole.suport' is not a setting here.",
            "Did you mean 'support'?",
        ),
        (
            "data/vignettes/en/shed.md",
            ", support: The town says who leads.",
            "",
            13,
            "'reasons.whole.support' is missing.",
            "Add a line `support: ...`.",
        ),
    ],
)
def test_a_kind_that_is_none_is_said_where_it_stands(
    toy_root: Path,
    change: Change,
    file: str,
    old: str,
    new: str,
    line: int,
    what: str,
    remedy: str,
) -> None:
    change(file, old, new)
    assert [p for p in said(toy_root) if p.file == file] == [Problem(file, line, what, remedy)]


def test_another_pair_of_kinds_is_known_by_its_own_names(other_kinds: Path, toy_bank: Bank) -> None:
    bank = load_bank(other_kinds)
    assert bank.kinds == Kinds(("wave", "ray"), "ember")
    assert bank.vignettes.keys() == toy_bank.vignettes.keys()
    case = other_kinds / "data/vignettes/en/tea.md"
    case.write_text(case.read_text(encoding="utf-8").replace("kind: wave", "kind: support"))
    [problem] = said(other_kinds)
    expected = "Known here: cannot-tell, ember, ray, wave."
    assert (problem.what, problem.remedy) == ("'kind' is 'support'.", expected)


# ------------------------------------------------------------------ what figures name of the bank


def test_a_course_need_say_nothing_of_its_figures(toy_root: Path) -> None:
    (toy_root / FIGURES).unlink()
    assert load_bank(toy_root).figures == Figures()


@pytest.mark.parametrize(
    ("old", "new", "line", "what"),
    [
        ("paper: shed", "paper: shet", 2, "There is no case in between 'shet'."),
        ("between: shed", "betwen: shed", 2, "There is no name under `groups` 'betwen'."),
    ],
)
def test_what_a_figure_names_must_be_there(
    toy_root: Path, change: Change, old: str, new: str, line: int, what: str
) -> None:
    change(FIGURES, old, new)
    [problem] = said(toy_root)
    assert (problem.file, problem.line, problem.what) == (FIGURES, line, what)
    assert problem.remedy.startswith("Did you mean '")


@pytest.mark.parametrize("name", ["course", "kinds", "figures"])
def test_settings_of_the_course_in_a_bank_that_is_laid_over_it_are_not_read(
    toy_root: Path, tmp_path: Path, name: str
) -> None:
    bank = tmp_path / "mine"
    (bank / "data").mkdir(parents=True)
    (bank / f"data/{name}.yml").write_text("scored: [one, two]\nbetween: three\n")
    read, problems = read_bank((toy_root, bank))
    assert problems == []
    assert read.kinds == Kinds(("self-help", "support"), "in-between")
    [stray] = find_strays(read)
    assert stray.what == f"This is not read: the course has its own {name}.yml."
