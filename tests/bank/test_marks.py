"""What was meant as a mark and is none is said, each kind of slip in its own words."""

from __future__ import annotations

import pytest

from whosegroup.bank.marks import Mark, read_passages
from whosegroup.bank.problems import Problem

WIDE = "A mark is written with full-width signs."
QUOTES = "A mark's value is in quotation marks."
COMMA = "A comma stands in a mark."
BLANKS = "Blanks stand around the `=` of a mark."
COLON = "A colon stands in a mark, in the place of `=`."
OVER = "A mark goes over the end of its line."


def found(*lines: str) -> list[Problem]:
    return read_passages(list(enumerate(lines, start=8)), "f.md")[1]


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ("[A](surface=x)", "A mark stands in round brackets."),
        ("[A] (criterion=x shows=support)", "A mark stands in round brackets."),
        ("[A](shows = support)", "A mark stands in round brackets."),
        ("[A][surface=x]", "A mark stands in square brackets."),
        ("[A]\uff5bsurface=x\uff5d", WIDE),
        ("[A]{surface\uff1dx}", WIDE),
        ("\uff3bA\uff3d{surface=x}", WIDE),
        ("\u3010A\u3011{surface=x}", WIDE),
        ("[A]\uff08surface=x\uff09", WIDE),
        ("[A]{surface=\u201cx\u201d}", QUOTES),
        ("[A]{surface=\u2018x\u2019}", QUOTES),
        ("[A]{criterion=\xabx\xbb shows=support}", QUOTES),
        ("[A]{surface=\u300cx\u300d}", QUOTES),
        ("[A]{surface='x}", QUOTES),
        ("[A]{criterion=x, shows=support}", COMMA),
        ("[A]{criterion=x,shows=support}", COMMA),
        ("[A]{criterion=x; shows=support}", COMMA),
        ("[A]{criterion=x\u3001shows=support}", COMMA),
        ("[A]{criterion = x shows = support}", BLANKS),
        ("[A]{surface =x}", BLANKS),
        ("[A]{surface= x}", BLANKS),
        ("[A]{surface: x}", COLON),
        ("[A]{criterion:x shows:support}", COLON),
        ("[A]{criterion=x shows=self\u2013help}", "'\u2013' stands in a mark."),
        ("[A]{surface=a/b}", "'/' stands in a mark."),
        ("[A]{surface=}", "Nothing stands behind `surface=` in a mark."),
        (
            "[A]{surface=hospital room}",
            "'room' stands alone in a mark, without `surface=` or another name.",
        ),
        (
            "[A]{hospital-room}",
            "'hospital-room' stands alone in a mark, without `surface=` or another name.",
        ),
        ("[A]{surface=x surface=y}", "A mark has `surface=` twice."),
        ("[A]{surface=x}{surface=y}", "Two marks in one line."),
        ("[]{surface=x}", "A mark has no passage."),
        ("[A]surface=x", "A mark is not closed."),
        ("A {surface=x}", "A mark is not closed."),
    ],
)
def test_each_slip_has_its_own_sentence_and_a_remedy(line: str, what: str) -> None:
    [problem] = found("Before.", f"So {line}, and on.", "After.")
    assert (problem.file, problem.line, problem.what) == ("f.md", 9, what)
    assert problem.remedy


@pytest.mark.parametrize(
    "lines",
    [
        ("So [the others", "chose]{surface=x}, and on."),
        ("So [the others chose]", "{surface=x}, and on."),
        ("So [the others chose]{criterion=x", "shows=support}, and on."),
        ("So [the", "others", "chose]{surface=x}."),
        ("So [the others", "chose](surface=x)."),
        ("So [the others", "chose]\uff5bsurface=x\uff5d."),
    ],
)
def test_a_mark_over_lines_is_said_once_where_it_begins(lines: tuple[str, ...]) -> None:
    assert [(p.line, p.what) for p in found(*lines)] == [(8, OVER)]


@pytest.mark.parametrize(
    "line",
    [
        "The surface of the table is round (a gift), and it shows: [sic].",
        "A sign says [no](entry) {today}.",
        "\u300cYes\u300d, she said (surface: calm) \uff08so\uff09 \uff3bA\uff3d\u3010B\u3011.",
    ],
)
def test_brackets_of_a_text_are_no_slips(line: str) -> None:
    passages, problems = read_passages([(1, line)], "f.md")
    assert problems == []
    assert passages[0].text == line


def test_a_line_that_opens_a_bracket_does_not_spoil_the_mark_of_the_next() -> None:
    passages, problems = read_passages([(1, "A [thing"), (2, "[B]{surface=x}.")], "f.md")
    assert problems == []
    assert passages[1].mark == Mark(surface="x")


@pytest.mark.parametrize(
    ("line", "within"),
    [
        ("[They choose]{surface=x}.", False),
        ("2. [They choose]{surface=x}.", False),
        ("“[They choose]{surface=x}”", False),
        ("In May [they choose]{surface=x}.", True),
        ("長は[会員]{surface=x}が選ぶ。", True),
        ("They choose.", False),
    ],
)
def test_a_passage_knows_whether_words_of_its_sentence_stand_before_it(
    line: str, within: bool
) -> None:
    [passage] = read_passages([(8, line)], "f.md")[0]
    assert passage.is_within is within
