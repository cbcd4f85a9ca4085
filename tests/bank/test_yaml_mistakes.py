"""A mistake in YAML is said in an author's words, with its line and the remedy for this one."""

from __future__ import annotations

import pytest

from whosegroup.bank.yaml_files import read_yaml


@pytest.mark.parametrize(
    ("text", "line", "what", "remedy"),
    [
        ("title: A: B", 1, "a colon and a blank stand within a value", "quotes"),
        ("a: b\ntitle:A\nkind: b", 2, "a blank is missing behind the colon of 'title'", "Put"),
        ("title\nkind: b", 1, "a line is no `name: value`", "name: "),
        ("a: b\n\nmore words\nkind: b", 3, "a line is no `name: value`", "join"),
        ("title: A\n   kind: b", 2, "the line begins further to the right", "as many blanks"),
        ("  title: A\nkind: b", 2, "the line does not begin below the one", "as many blanks"),
        ("kind: a\ntitle: 'A", 2, "a quotation mark is opened and not closed", "Close"),
        ("title: 'it's'\nkind: a", 1, "text stands behind a closing quotation", "other sort"),
        ('title: "A "big" one"', 1, "text stands behind a closing quotation", "other sort"),
        ("title: A\n\tkind: b", 2, "a tab stands there", "blanks"),
        ("title: @A", 1, "a value begins with @", "quotes"),
        ("title: `A`", 1, "a value begins with `", "quotes"),
        ("a: b\nlist: [x, y\nkind: b", 2, "a list in square brackets", "[one, two]"),
        ("setting: {a: b, c: d\nabout: x", 1, "what stands in braces", "{name: value"),
        ("setting: {a: b c: d}", 1, "what stands in braces", "comma"),
        ("title: *A", 1, "a value begins with * or &", "quotes"),
        ("title: >text", 1, "a value begins with > or |", "next line"),
        ("title: - a", 1, "a value begins with a sign", "quotes"),
        ('title: "C:\\Users"', 1, "a value in double quotes holds a `\\`", "single"),
        ("a: 1\n---\nb: 2", 2, "a line `---` ends it too early", "Take that line out"),
        ("title: A\n- x", 2, "lines with `-` and lines with `name:` are mixed", "one of the two"),
        ("title: A\nkind: b\x07", 2, "a sign stands there that cannot be seen", "anew"),
    ],
)
def test_each_kind_of_mistake_has_its_own_sentence_and_remedy(
    text: str, line: int, what: str, remedy: str
) -> None:
    data, [problem] = read_yaml(f"{text}\n", "t.yml")
    assert data is None
    assert problem.line == line
    assert problem.what.startswith(f"This is not YAML: {what}")
    assert remedy in problem.remedy
    for jargon in ("mapping", "token", "scalar", "stream", "block", "None", "<", "parsing"):
        assert jargon not in str(problem)


def test_a_date_that_there_is_not_is_said_on_its_line() -> None:
    [problem] = read_yaml("a: b\ntitle: 2026-13-45\n", "t.yml")[1]
    assert (problem.line, problem.what) == (2, "A value here cannot be read as a date or a number.")


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("title: Room #5", "Room"),
        ("title: The room # 5", "The room"),
        ("feedback:\n  support: See #2.\n", "See"),
        ("words:\n  - One #two\n", "One"),
        ("title: A\n  long one #5\n", "A long one"),
    ],
)
def test_a_value_that_a_remark_cuts_short_is_said(text: str, end: str) -> None:
    data, [problem] = read_yaml(f"kind: a\n{text}", "t.yml", first_line=2)
    assert data is None
    assert problem.line == 2 + f"kind: a\n{text}"[: f"kind: a\n{text}".index("#")].count("\n")
    assert problem.what == f"What stands behind ` #` is not read, and the value ends with '{end}'."
    assert "quotes" in problem.remedy


@pytest.mark.parametrize(
    "text",
    [
        "title: 'Room #5'",
        'title: "Room # 5"',
        "title: Room#5",
        "# a remark # and more\ntitle: Room",
        "title: Room\n  # a remark\nkind: a",
        "kind: self-help # or support",
        "vignettes:\n  - tea  # the first\n  - garden",
        "forms: # two of them\n  a: [tea]",
        "place: {aims: [1, 2]} # a band",
        "about: >\n  Room #5",
    ],
)
def test_a_remark_behind_what_is_no_text_stays_a_remark(text: str) -> None:
    assert read_yaml(text, "t.yml")[1] == []
