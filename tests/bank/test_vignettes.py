from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whosegroup.bank.kinds import Kinds
from whosegroup.bank.marks import Mark
from whosegroup.bank.problems import Problem
from whosegroup.bank.vignettes import Vignette, read_vignette

FRONT = """\
title: A case
kind: self-help
setting: {matter: a, place: b, attends: c, area: d}
about: Invented.
"""
KINDS = Kinds(("self-help", "support"), "in-between")
FILE = "data/vignettes/en/case.md"
FORMS = "Write [passage]{surface=name} or [passage]{criterion=name shows=kind}."
TEXT = """<script>alert("x")</script> costs $20 and $30, it's `so` & *no* list:
- one "thing" in 'quotes'
# no heading, 1. no number, \\ no escape, &amp; no entity, [no](link), ~~no~~ {braces}
<b>not bold</b> [sic]"""


def read(folder: Path, prose: str, front: str = FRONT) -> tuple[Vignette | None, list[Problem]]:
    """Read a case of this prose; it begins on line 7 where the front matter is the usual one."""
    path = folder / "case.md"
    path.write_bytes(f"---\n{front}---\n{prose}".encode("utf-8", "surrogatepass"))
    return read_vignette(path, FILE, KINDS)


def sound(folder: Path, prose: str, front: str = FRONT) -> Vignette:
    vignette, problems = read(folder, prose, front)
    assert problems == []
    return vignette


def problem(folder: Path, prose: str, front: str = FRONT) -> Problem:
    vignette, problems = read(folder, prose, front)
    assert vignette is None
    assert len(problems) == 1, problems
    assert problems[0].file == FILE
    return problems[0]


def test_a_case_is_named_after_its_file(tmp_path: Path) -> None:
    assert sound(tmp_path, "A sentence.").id == "case"


def test_each_line_is_a_passage_counted_from_one_with_its_line_in_the_file(tmp_path: Path) -> None:
    passages = sound(tmp_path, "One.\nTwo.\n\n  Three, after a gap.  \n").passages
    assert [(p.number, p.file_line, p.text) for p in passages] == [
        (1, 7, "One."),
        (2, 8, "Two."),
        (3, 10, "Three, after a gap."),
    ]


def test_a_mark_parts_its_line_in_three(tmp_path: Path) -> None:
    [passage] = sound(
        tmp_path, "Today [the others chose]{criterion=mandate shows=support}, twice."
    ).passages
    assert (passage.before, passage.marked, passage.after) == (
        "Today ",
        "the others chose",
        ", twice.",
    )
    assert passage.mark == Mark(criterion="mandate", shows="support")
    assert passage.text == "Today the others chose, twice."


def test_cues_and_surface_cues_are_told_apart(tmp_path: Path) -> None:
    vignette = sound(
        tmp_path, "[A]{surface=hospital-room}.\nB.\n[C]{criterion=ownership shows=self-help}."
    )
    assert [p.number for p in vignette.surface_cues] == [1]
    assert [p.number for p in vignette.cues] == [3]


@pytest.mark.parametrize("line", TEXT.splitlines())
def test_markup_money_quotes_and_backticks_are_text(tmp_path: Path, line: str) -> None:
    assert sound(tmp_path, line).text == line


def test_text_beside_a_mark_stays_text_too(tmp_path: Path) -> None:
    [passage] = sound(tmp_path, '<i>`$5` [say "no" & <b>]{surface=sharing} it\'s').passages
    assert (passage.before, passage.marked, passage.after) == (
        "<i>`$5` ",
        'say "no" & <b>',
        " it's",
    )


def test_windows_line_ends_and_a_byte_order_mark_are_read(tmp_path: Path) -> None:
    path = tmp_path / "case.md"
    path.write_bytes(f"\ufeff---\n{FRONT}---\nOne.\nTwo.\n".replace("\n", "\r\n").encode())
    vignette, problems = read_vignette(path, FILE, KINDS)
    assert problems == []
    assert vignette.text == "One.\nTwo."


@pytest.mark.parametrize(
    "line",
    [
        "[A room]{surface=hospital-room and more.",
        "[A room{surface=hospital-room} and more.",
        "A room]{surface=hospital-room} and more.",
        "[A room] {surface=hospital-room} and more.",
        "[A room]{surface=hospital-room",
        "[A room]{surfase=hospital-room and more.",
        "[A room{.surface} and more.",
    ],
)
def test_an_unclosed_mark_is_said_with_its_line(tmp_path: Path, line: str) -> None:
    """markdown-it passes it silently, as text."""
    assert problem(tmp_path, f"One.\n{line}\n") == Problem(FILE, 8, "A mark is not closed.", FORMS)


@pytest.mark.parametrize(
    "attributes", ['surface="hospital-room"', "surface='x'", 'criterion="ownership" shows=support']
)
def test_a_quoted_attribute_is_said_with_its_line(tmp_path: Path, attributes: str) -> None:
    assert problem(tmp_path, f"One.\n[A room]{{{attributes}}}.\n") == Problem(
        FILE,
        8,
        "A mark's value is in quotation marks.",
        "Write [passage]{surface=name}, without quotation marks.",
    )


def test_two_marks_in_a_line_are_said(tmp_path: Path) -> None:
    assert problem(tmp_path, "[A]{surface=x} and [b]{surface=y}.") == Problem(
        FILE, 7, "Two marks in one line.", "Keep one, or break the line in two sentences."
    )


def test_a_mark_of_neither_sort_is_said(tmp_path: Path) -> None:
    what = "A mark names a criterion or a surface cue: one of the two."
    assert problem(tmp_path, "[A]{shows=support}.") == Problem(FILE, 7, what, FORMS)
    assert problem(tmp_path, "[A]{surface=x criterion=y shows=support}.").what == what


def test_a_criterion_without_the_kind_that_it_shows_is_said(tmp_path: Path) -> None:
    assert problem(tmp_path, "[A]{criterion=ownership}.") == Problem(
        FILE,
        7,
        "A criterion comes with `shows`, and a surface cue without.",
        "Write [passage]{criterion=name shows=self-help} or shows=support.",
    )


def test_a_misspelt_attribute_gets_the_right_one(tmp_path: Path) -> None:
    assert problem(tmp_path, "[A]{surfase=x}.") == Problem(
        FILE, 7, "A mark cannot have 'surfase'.", "Did you mean 'surface'?"
    )


def test_a_case_without_a_kind_is_said(tmp_path: Path) -> None:
    assert problem(tmp_path, "One.", FRONT.replace("kind: self-help\n", "")) == Problem(
        FILE, 2, "'kind' is missing.", "Add a line `kind: ...`."
    )


def test_an_unknown_kind_gets_the_nearest_one(tmp_path: Path) -> None:
    assert problem(tmp_path, "One.", FRONT.replace("self-help", "selfhelp")) == Problem(
        FILE, 3, "'kind' is 'selfhelp'.", "Did you mean 'self-help'?"
    )


def test_kind_no_is_the_text_no_and_no_kind(tmp_path: Path) -> None:
    assert problem(tmp_path, "One.", FRONT.replace("self-help", "no")) == Problem(
        FILE, 3, "'kind' is 'no'.", "Known here: cannot-tell, in-between, self-help, support."
    )


def test_front_matter_that_is_not_yaml_is_said_with_its_line(tmp_path: Path) -> None:
    found = problem(tmp_path, "One.", FRONT.replace("about: Invented", "about: Invented: all"))
    assert (found.line, found.what) == (
        5,
        "This is not YAML: a colon and a blank stand within a value.",
    )
    assert found.remedy == "Put the value in quotes if it holds a colon or begins with a sign."


def test_a_key_that_stands_twice_is_said(tmp_path: Path) -> None:
    assert problem(tmp_path, "One.", FRONT + "title: Again\n") == Problem(
        FILE, 6, 'Found duplicate key "title".', "Keep one of the two."
    )


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        ("", 1, "The file is empty."),
        (" \n\n", 1, "The file is empty."),
        ("One.\n", 1, "There is no front matter."),
        ("kind: support\n\nOne.\n", 1, "There is no front matter."),
        ("---\nkind: support\n", 1, "The settings have no end: the second `---` is missing."),
        (f"---\n{FRONT}One.\n", 1, "The settings have no end: the second `---` is missing."),
        (f"\n---\n{FRONT}---\nOne.\n", 1, "Something stands above the first `---`."),
        (f"{FRONT}---\nOne.\n", 1, "The settings have no beginning."),
        (f"\u2014\n{FRONT}\u2014\nOne.\n", 1, "This line is '\u2014' and not `---`."),
        (f"\n--\n{FRONT}--\nOne.\n", 2, "This line is '--' and not `---`."),
    ],
)
def test_settings_that_do_not_stand_between_two_rows_of_hyphens_are_said(
    tmp_path: Path, text: str, line: int, what: str
) -> None:
    path = tmp_path / "case.md"
    path.write_text(text, encoding="utf-8")
    vignette, [problem] = read_vignette(path, FILE, KINDS)
    assert vignette is None
    assert (problem.file, problem.line, problem.what) == (FILE, line, what)
    assert problem.remedy


def test_a_case_without_prose_is_said(tmp_path: Path) -> None:
    assert problem(tmp_path, "\n\n") == Problem(
        FILE, 8, "The case has no prose.", "Write it below the front matter."
    )


def test_a_file_name_that_cannot_be_an_id_is_said(tmp_path: Path) -> None:
    path = tmp_path / "A Case.md"
    path.write_text(f"---\n{FRONT}---\nOne.")
    assert read_vignette(path, "A Case.md", KINDS)[1] == [
        Problem(
            "A Case.md",
            1,
            "'A Case' cannot be a name.",
            "Use small letters, digits and hyphens: the name is the case's id.",
        )
    ]


def test_feedback_may_be_by_kind_or_by_line(tmp_path: Path) -> None:
    vignette = sound(tmp_path, "One.\nTwo.", FRONT + "feedback:\n  support: No.\n  2: So.\n")
    assert vignette.front.feedback == {"support": "No.", 2: "So."}


@pytest.mark.parametrize(
    ("key", "what", "remedy"),
    [
        (
            "suport",
            "There is feedback for 'suport', which is neither a kind nor a line.",
            "Did you mean 'support'?",
        ),
        (
            "3",
            "There is feedback for line 3, and the prose has lines 1 to 2.",
            "Count the lines of the prose from 1.",
        ),
        (
            "0",
            "There is feedback for line 0, and the prose has lines 1 to 2.",
            "Count the lines of the prose from 1.",
        ),
    ],
)
def test_feedback_for_nothing_is_said(tmp_path: Path, key: str, what: str, remedy: str) -> None:
    found = problem(tmp_path, "One.\nTwo.", FRONT + f"feedback:\n  support: A.\n  {key}: B.\n")
    assert found == Problem(FILE, 8, what, remedy)


BETWEEN = FRONT.replace("kind: self-help", "kind: in-between")
BANDS = """\
place:
  aims: [1, 2]
  admission: [1, 1]
  leader: [4, 5]
  money: [2, 4]
  continuing: [5, 5]
  whole: [2, 4]
"""
REASONS = """\
reasons:
  aims: A.
  admission: B.
  leader: C.
  money: D.
  continuing: E.
  whole:
    self-help: F.
    support: G.
"""


def test_a_case_in_between_has_bands_and_reasons(tmp_path: Path) -> None:
    front = sound(tmp_path, "One.", BETWEEN + BANDS + REASONS).front
    assert (front.place.aims, front.place.admission, front.place.whole) == ([1, 2], [1, 1], [2, 4])
    assert (front.reasons.aims, front.reasons.continuing) == ("A.", "E.")
    assert front.reasons.whole == {"self-help": "F.", "support": "G."}


BELONG = "Bands and reasons belong to cases of `kind: in-between`, and to each of them."


@pytest.mark.parametrize(
    ("front", "line", "what"),
    [
        (BETWEEN + REASONS, 3, "The case is 'in-between' and has no `place`."),
        (BETWEEN + BANDS, 3, "The case is 'in-between' and has no `reasons`."),
        (FRONT + BANDS, 6, "The case is 'self-help' and has `place`."),
        (FRONT + REASONS, 6, "The case is 'self-help' and has `reasons`."),
    ],
)
def test_bands_and_reasons_belong_to_cases_in_between_and_to_each_of_them(
    tmp_path: Path, front: str, line: int, what: str
) -> None:
    assert problem(tmp_path, "One.", front) == Problem(FILE, line, what, BELONG)


@pytest.mark.parametrize(
    "band", ["[1, 6]", "[0, 2]", "[4, 2]", "[2]", "[]", "[1, 2, 3]", "[1, 9, 2]"]
)
def test_a_band_that_is_none_is_said(tmp_path: Path, band: str) -> None:
    front = BETWEEN + BANDS.replace("money: [2, 4]", f"money: {band}") + REASONS
    remedy = "Write the lowest and the highest place, for example [2, 3], within 1 to 5."
    expected = Problem(FILE, 10, f"The band 'money' is {band}.", remedy)
    assert problem(tmp_path, "One.", front) == expected


@pytest.mark.parametrize(
    ("old", "new", "line", "what", "remedy"),
    [
        (
            "  leader: [4, 5]\n",
            "",
            6,
            "'place.leader' is missing.",
            "Add a line `leader: ...`.",
        ),
        (
            "  leader: [4, 5]",
            "  leader: 4",
            9,
            "'place.leader' is the number 4, and should be a list.",
            "Write it as [one, two].",
        ),
        (
            "  leader: C.",
            "  leeder: C.",
            16,
            "'reasons.leeder' is not a setting here.",
            "Did you mean 'leader'?",
        ),
        (
            "    self-help: F.",
            "    selfhelp: F.",
            20,
            "'reasons.whole.selfhelp' is not a setting here.",
            "Did you mean 'self-help'?",
        ),
    ],
)
def test_a_mistake_in_bands_or_reasons_is_said_with_its_line(
    tmp_path: Path, old: str, new: str, line: int, what: str, remedy: str
) -> None:
    text = BETWEEN + BANDS + REASONS
    assert text.count(old) == 1
    _, problems = read(tmp_path, "One.", text.replace(old, new))
    assert Problem(FILE, line, what, remedy) in problems


def test_every_mistake_is_found_in_one_run(tmp_path: Path) -> None:
    prose = "[A]{surface=x\n[B]{surface=x} [C]{surface=y}\n"
    _, problems = read(tmp_path, prose, FRONT.replace("title", "titel"))
    assert sorted(p.line for p in problems) == [2, 7, 8], "One mistake, one line."


# What an author may come to type, well or badly closed, and what YAML and Markdown stumble over.
PIECES = st.one_of(
    st.sampled_from(["---\n", "\n", "title: A\n", "kind: no\n", "feedback:\n", "  1: a\n"]),
    st.sampled_from(["[", "]", "{", "}", "=", "surface=", "criterion=", "shows=", "x", '"', "'"]),
    st.sampled_from(["`", "<script>", "$20", "\\", "# ", "- ", "> ", "    ", "\t", "\r", "\0"]),
    st.sampled_from(["&a", "*a", "<<: ", ": ", "? ", "|", "2026-13-45", "!!int x", "%YAML 1.1\n"]),
    st.sampled_from(["\u2028", "\ufeff", "\x85", "\ud800"]),
)
ANYTHING = st.one_of(st.text(), st.lists(PIECES, max_size=30).map("".join))


@given(ANYTHING)
def test_no_file_whatever_makes_the_reader_raise(text: str) -> None:
    """What cannot be used comes with a problem that names line and remedy."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "case.md"
        path.write_bytes(text.encode("utf-8", "surrogatepass"))
        vignette, problems = read_vignette(path, FILE, KINDS)
    assert (vignette is None) == bool(problems)
    assert all(p.line >= 1 and p.what and p.remedy for p in problems)


@given(ANYTHING)
def test_no_front_matter_whatever_makes_the_reader_raise(front: str) -> None:
    with TemporaryDirectory() as folder:
        vignette, problems = read(Path(folder), "One.\n", f"{front}\n")
    assert (vignette is None) == bool(problems)


# All but what marks are made of, and control characters (Markdown replaces them).
PLAIN = st.characters(exclude_categories=["C", "Zl", "Zp"], exclude_characters="[]{}")
LINES = st.lists(
    st.text(PLAIN, min_size=1).map(str.strip).filter(bool).filter(lambda t: t != "---"), min_size=1
)


@given(LINES)
def test_any_text_comes_out_as_it_went_in(lines: list[str]) -> None:
    with TemporaryDirectory() as folder:
        vignette = sound(Path(folder), "\n".join(lines))
    assert [p.text for p in vignette.passages] == lines


@given(before=st.text(PLAIN), marked=st.text(PLAIN, min_size=1), after=st.text(PLAIN))
def test_any_text_comes_out_of_a_marked_line_as_it_went_in(
    before: str, marked: str, after: str
) -> None:
    with TemporaryDirectory() as folder:
        [passage] = sound(Path(folder), f"{before}[{marked}]{{surface=x}}{after}").passages
    assert (passage.before, passage.marked, passage.after) == (
        before.lstrip(),
        marked,
        after.rstrip(),
    )


def test_a_case_says_its_genre_and_its_level(tmp_path: Path) -> None:
    case = sound(tmp_path, "A.", f"{FRONT}genre: web page\nlevel: 3\n")
    assert (case.front.genre, case.front.level) == ("web page", 3)
    assert sound(tmp_path, "A.").front.level is None


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ("genre: webpage", "'genre' is 'webpage'."),
        ("level: 4", "'level' is the number 4."),
        ("level: hard", "'level' is 'hard'."),
    ],
)
def test_an_unknown_genre_or_level_is_said(tmp_path: Path, line: str, what: str) -> None:
    [problem] = read(tmp_path, "A.", f"{FRONT}{line}\n")[1]
    assert (problem.line, problem.what) == (6, what)


def test_a_passage_says_which_power_somebody_uses(tmp_path: Path) -> None:
    case = sound(tmp_path, "[They said yes]{criterion=ownership power=admission shows=self-help}.")
    assert case.passages[0].mark == Mark("ownership", "self-help", power="admission")


def test_a_surface_cue_shows_no_power(tmp_path: Path) -> None:
    [problem] = read(tmp_path, "[Tea]{surface=sharing power=aims}.")[1]
    assert problem.what == "A surface cue shows no `power`."
