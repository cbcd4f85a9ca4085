"""Groups to ask about and situations to act in: what is read of them, and each mistake."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from whosegroup.bank.items import read_ask, read_decision
from whosegroup.bank.loading import read_bank
from whosegroup.bank.model import Bank
from whosegroup.bank.problems import Problem

Change = Callable[[str, str, str], None]
STALL = "data/asks/en/stall.md"
CORNER = "data/asks/en/corner.md"
KEY = "data/decisions/en/key.yml"


def problems_in(root: Path) -> list[Problem]:
    return sorted(read_bank(root)[1])


def test_a_group_to_ask_has_what_is_seen_first_and_its_answers(toy_bank: Bank) -> None:
    stall = toy_bank.asks["stall"]
    assert stall.lines == ("A stall sells beans.", "A sign says <b>ask</b>.")
    assert (stall.front.title, stall.front.kind) == ("The bean stall", "support")
    assert stall.front.answers["money"].says == "Said of money."
    assert len(stall.front.answers) == 8


def test_the_questions_that_settle_are_those_whose_answers_show_the_kind(toy_bank: Bank) -> None:
    assert toy_bank.asks["stall"].settling == ["leader", "money"]
    assert toy_bank.asks["corner"].settling == []


def test_a_situation_has_its_scene_and_its_turns_in_order(toy_bank: Bank) -> None:
    front = toy_bank.decisions["key"].front
    assert front.scene == ["You hold the key of the shed.", "Mr Abe asks for it."]
    assert list(front.turns) == ["asked", "later"]
    options = front.turns["asked"].options
    assert [(id, o.verdict, o.use_error, o.next) for id, o in options.items()] == [
        ("give", "fits", False, "later"),
        ("keep", "look-again", True, "later"),
        ("leave", "defensible", False, None),
    ]


@pytest.mark.parametrize(
    ("file", "old", "new", "line", "what", "remedy"),
    [
        (
            STALL,
            "title: The bean stall\n",
            "",
            2,
            "'title' is missing.",
            "Add a line `title: ...`.",
        ),
        (
            STALL,
            "kind: support\n",
            "kind: suport\n",
            3,
            "'kind' is 'suport'.",
            "Did you mean 'support'?",
        ),
        (
            CORNER,
            "kind: cannot-tell",
            "kind: in-between",
            3,
            "'kind' is 'in-between'.",
            "Known here: cannot-tell, self-help, support.",
        ),
        (
            STALL,
            "about: Invented",
            "about: Invented: all",
            5,
            "This is not YAML: a colon and a blank stand within a value.",
            "Put the value in quotes if it holds a colon or begins with a sign.",
        ),
        (
            STALL,
            "  where: {says: Said of where.}\n",
            "",
            6,
            "There are answers to 7 questions.",
            "Answer 8 of data/questions.yml.",
        ),
        (
            STALL,
            "  where: {says: Said of where.}\n",
            "  where: {says: Said of where.}\n  tea: {says: Said of tea.}\n",
            6,
            "There are answers to 9 questions.",
            "Answer 8 of data/questions.yml.",
        ),
        (
            STALL,
            "leader., shows: support",
            "leader., shows: self-help",
            8,
            "The answer to 'leader' shows 'self-help', and the group is 'support'.",
            "Mend one of the two.",
        ),
        (
            CORNER,
            "{says: Said of comers.}",
            "{says: Said of comers., shows: support}",
            9,
            "The answer to 'comers' shows 'support', and the group is 'cannot-tell'.",
            "Mend one of the two.",
        ),
        (
            STALL,
            "{says: Said of aims.}",
            "{says: Said of aims., show: support}",
            7,
            "'answers.aims.show' is not a setting here.",
            "Did you mean 'shows'?",
        ),
        (
            STALL,
            "{says: Said of aims.}",
            "{says: Said of aims., shows: suport}",
            7,
            "'answers.aims.shows' is 'suport'.",
            "Did you mean 'support'?",
        ),
        (
            STALL,
            "{says: Said of aims.}",
            "Said of aims.",
            7,
            "'answers.aims' is 'Said of aims.', and should be a table.",
            "Write `name: value` lines below it, each a little further to the right.",
        ),
        (
            STALL,
            ", cannot-tell: Told that nobody can tell.",
            "",
            15,
            "No feedback for 'cannot-tell'.",
            "Add `cannot-tell:` there.",
        ),
        (
            STALL,
            "cannot-tell: Told",
            "canot-tell: Told",
            15,
            "'feedback.canot-tell' is 'canot-tell'.",
            "Did you mean 'cannot-tell'?",
        ),
        (
            STALL,
            "A stall sells beans.\nA sign says <b>ask</b>.\n",
            "",
            1,
            "There is no text.",
            "Write what a reader first sees of the group below the front matter.",
        ),
        (
            STALL,
            "  aims: {",
            "  ames: {",
            1,
            "There is no question 'ames'.",
            "Did you mean 'aims'?",
        ),
        (KEY, "title: The key\n", "", 1, "'title' is missing.", "Add a line `title: ...`."),
        (
            KEY,
            "verdict: defensible",
            "verdict: defendable",
            12,
            "'turns.asked.options.leave.verdict' is 'defendable'.",
            "Did you mean 'defensible'?",
        ),
        (
            KEY,
            "    asks: What do you say?\n",
            "    asks: What do you say?\n    optons: {}\n",
            9,
            "'turns.asked.optons' is not a setting here.",
            "Did you mean 'options'?",
        ),
        (
            KEY,
            "use-error: true",
            "use-eror: true",
            11,
            "'turns.asked.options.keep.use-eror' is not a setting here.",
            "Did you mean 'use-error'?",
        ),
        (
            KEY,
            "      leave: {",
            "      Leave: {",
            12,
            "'Leave' cannot be a name.",
            "Use small letters, digits and hyphens.",
        ),
        (
            KEY,
            "  asked:\n",
            "  asked/first:\n",
            7,
            "'asked/first' cannot be a name.",
            "Use small letters, digits and hyphens.",
        ),
        (
            KEY,
            "      stay: {text: Stay and steer., verdict: look-again, words: Not yours.}\n",
            "",
            15,
            "The turn 'later' leaves no choice.",
            "Write two options.",
        ),
        (
            KEY,
            "{text: Go home., verdict: fits",
            "{text: Go home., verdict: look-again",
            15,
            "No option of the turn 'later' holds.",
            "Let one fit or be defensible.",
        ),
        (
            KEY,
            "verdict: look-again, use-error: true",
            "verdict: defensible, use-error: true",
            11,
            "'keep' is a use error and is said to hold.",
            "Write `verdict: look-again`.",
        ),
        (
            KEY,
            "words: It is theirs., next: later",
            "words: It is theirs., next: latr",
            10,
            "There is no turn 'latr'.",
            "Did you mean 'later'?",
        ),
        (
            KEY,
            "words: Well.",
            "words: Well., next: asked",
            16,
            "The turn 'asked' lies behind.",
            "Let turns lead onward only.",
        ),
        (
            KEY,
            "words: Well.",
            "words: Well., next: later",
            16,
            "The turn 'later' lies behind.",
            "Let turns lead onward only.",
        ),
    ],
)
def test_each_mistake_is_said_with_file_line_and_remedy(
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
    assert problems_in(toy_root) == [Problem(file, line, what, remedy)]


def test_a_group_whose_kind_no_answer_shows_is_said(toy_root: Path, change: Change) -> None:
    for name in ("leader", "money"):
        change(STALL, f"{name}., shows: support", f"{name}.")
    expected = Problem(STALL, 6, "No answer settles the kind.", "Mark one with `shows: support`.")
    assert problems_in(toy_root) == [expected]


def test_a_turn_to_which_nothing_leads_is_said(toy_root: Path) -> None:
    path = toy_root / KEY
    path.write_text(path.read_text().replace(", next: later", ""))
    assert problems_in(toy_root) == [Problem(KEY, 13, "No option leads to 'later'.", "Name it.")]


def test_a_situation_without_turns_is_said(toy_root: Path) -> None:
    path = toy_root / KEY
    path.write_text(path.read_text().split("turns:")[0] + "turns: {}\n")
    assert problems_in(toy_root) == [Problem(KEY, 6, "There are no turns.", "Write one.")]


@pytest.mark.parametrize(
    ("folder", "ending", "read"), [("asks", ".md", read_ask), ("decisions", ".yml", read_decision)]
)
def test_a_name_that_cannot_be_an_id_is_said(
    toy_root: Path, folder: str, ending: str, read: Callable[..., tuple[object, list[Problem]]]
) -> None:
    [first, *_] = sorted((toy_root / "data" / folder / "en").glob("*"))
    path = first.rename(first.with_name(f"A Name{ending}"))
    remedy = "Use small letters, digits and hyphens: the name is the id."
    expected = Problem("shown", 1, "'A Name' cannot be a name.", remedy)
    assert read(path, "shown", None) == (None, [expected])


@pytest.mark.parametrize("read", [read_ask, read_decision])
def test_a_file_that_is_not_there_is_said(
    tmp_path: Path, read: Callable[..., tuple[object, list[Problem]]]
) -> None:
    item, problems = read(tmp_path / "gone.md", "gone", None)
    what = "Cannot be read: No such file or directory."
    assert item is None
    assert problems[0] == Problem("gone", 1, what, "Is the file there?")


def test_a_group_without_front_matter_is_said(toy_root: Path) -> None:
    (toy_root / STALL).write_text("A stall.\n")
    remedy = "Begin the file with `---`, the settings, and `---`."
    assert problems_in(toy_root) == [Problem(STALL, 1, "There is no front matter.", remedy)]


def test_every_mistake_in_a_file_is_found_in_one_run(toy_root: Path, change: Change) -> None:
    change(KEY, "use-error: true, words: It is not yours., next: later", "words: No., next: latr")
    change(KEY, "      go: {", "      Go: {")
    change(KEY, "words: It is theirs., next: later", "words: It is theirs.")
    assert [(p.line, p.what) for p in problems_in(toy_root)] == [
        (11, "There is no turn 'latr'."),
        (16, "'Go' cannot be a name."),
    ]
