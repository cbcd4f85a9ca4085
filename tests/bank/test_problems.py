from __future__ import annotations

from whosegroup.bank.problems import ContentError, Problem, count, did_you_mean


def test_a_problem_says_where_what_and_how_to_mend_it() -> None:
    problem = Problem("data/a.md", 3, "There is no kind.", "Add one.")
    assert str(problem) == "data/a.md:3: There is no kind. Add one."


def test_an_error_lists_each_problem_once_by_file_and_line() -> None:
    """Line 10 comes after line 9, as a reader of the file counts."""
    later, earlier = Problem("a.md", 10, "Y.", "Do."), Problem("a.md", 9, "X.", "Do.")
    error = ContentError([Problem("b.md", 1, "Z.", "Do."), later, earlier, later])
    assert str(error).splitlines() == ["a.md:9: X. Do.", "a.md:10: Y. Do.", "b.md:1: Z. Do."]


def test_a_notebook_shows_the_sentences_without_a_traceback() -> None:
    error = ContentError([Problem("b.md", 1, "Z.", "Do."), Problem("a.md", 1, "Z.", "Do.")])
    assert error._render_traceback_() == ["a.md:1: Z. Do.", "b.md:1: Z. Do."]


def test_the_nearest_known_name_is_offered() -> None:
    assert did_you_mean("ownershp", ["mandate", "ownership"]) == "Did you mean 'ownership'?"


def test_without_a_near_name_all_are_listed_in_order() -> None:
    assert did_you_mean("xyz", ["mandate", "boundary"]) == "Known here: boundary, mandate."


def test_where_nothing_is_known_this_is_said() -> None:
    assert did_you_mean("xyz", []) == "Known here: none yet."


def test_a_name_need_not_be_text() -> None:
    assert did_you_mean(12, ["12-steps"]) == "Known here: 12-steps."


def test_a_number_stands_with_its_noun() -> None:
    assert [count(n, "case", "cases") for n in (0, 1, 2)] == ["0 cases", "1 case", "2 cases"]
