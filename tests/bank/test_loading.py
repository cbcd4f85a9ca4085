from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from whosegroup.bank.loading import load_bank, read_bank
from whosegroup.bank.model import Bank
from whosegroup.bank.problems import ContentError, Problem
from whosegroup.bank.words import Words, fill

Change = Callable[[str, str, str], None]
GARDEN = "data/vignettes/en/garden.md"
CLINIC = "data/vignettes/en/garden-clinic.md"
SHED = "data/vignettes/en/shed.md"
TEA = "data/vignettes/en/tea.md"


def problems_in(root: Path) -> list[Problem]:
    return sorted(read_bank(root)[1])


def test_what_lies_beyond_the_meeting_may_be_an_exception(toy_root: Path, change: Change) -> None:
    """The kind itself needs two passages that agree; a third may lean the other way."""
    old = "Nobody has touched the chair of the man who died."
    change(TEA, old, "[A nurse is asked in]{criterion=helping shows=self-help}.")
    change(TEA, "criterion=form shows=self-help", "criterion=form shows=support")
    assert problems_in(toy_root) == []


def test_a_sound_bank_has_no_problem(toy_root: Path) -> None:
    assert problems_in(toy_root) == []


def test_a_bank_holds_cases_by_their_names(toy_bank: Bank) -> None:
    assert sorted(toy_bank.vignettes) == ["garden", "garden-clinic", "shed", "tea", "tea-ward"]
    assert toy_bank.vignettes["tea"].front.title == "Tea at four"


def test_the_language_is_the_course_s_unless_another_is_named(toy_root: Path) -> None:
    assert load_bank(toy_root).lang == "en"
    with pytest.raises(ContentError, match="Copy data/words/en to data/words/ja and translate it"):
        load_bank(toy_root, lang="ja")


def test_a_case_is_read_again_only_when_its_file_has_changed(
    toy_root: Path, change: Change
) -> None:
    before = load_bank(toy_root).vignettes
    change(TEA, "Tea at four", "Tea at five")
    after = load_bank(toy_root).vignettes
    assert after["tea"].front.title == "Tea at five"
    assert after["garden"] is before["garden"]


def test_only_the_cases_that_are_needed_are_read(toy_root: Path) -> None:
    """A pair is not missed then, and a mistake in another case does not stop a reader."""
    (toy_root / GARDEN).write_text("no front matter")
    assert list(load_bank(toy_root, only=["tea"]).vignettes) == ["tea"]


def test_only_the_groups_and_situations_that_are_needed_are_read(toy_root: Path) -> None:
    bank = load_bank(toy_root, only=["stall", "key"])
    assert (list(bank.asks), list(bank.decisions), bank.vignettes) == (["stall"], ["key"], {})


@pytest.mark.parametrize(
    ("criterion", "decisive"),
    [("ownership", True), ("mandate", True), ("helping", False), ("gone", False), (None, False)],
)
def test_a_criterion_is_decisive_by_its_weight(
    toy_bank: Bank, criterion: str | None, decisive: bool
) -> None:
    assert toy_bank.is_decisive(criterion) is decisive


@pytest.mark.parametrize(
    ("file", "old", "new", "expected"),
    [
        (
            GARDEN,
            "criterion=ownership",
            "criterion=ownershp",
            Problem(GARDEN, 16, "There is no criterion 'ownershp'.", "Did you mean 'ownership'?"),
        ),
        (
            GARDEN,
            "surface=hospital-room",
            "surface=hospital-rom",
            Problem(
                GARDEN,
                14,
                "There is no surface cue 'hospital-rom'.",
                "Did you mean 'hospital-room'?",
            ),
        ),
        (
            GARDEN,
            "criterion=helping shows=self-help",
            "criterion=helping shows=self-hlp",
            Problem(GARDEN, 18, "There is no kind 'self-hlp'.", "Did you mean 'self-help'?"),
        ),
        (
            GARDEN,
            "pair: garden-clinic",
            "pair: garden-clinik",
            Problem(
                GARDEN,
                4,
                "There is no usable vignette 'garden-clinik' to pair with.",
                "Did you mean 'garden-clinic'?",
            ),
        ),
        (
            GARDEN,
            "pair: garden-clinic",
            "pair: tea",
            Problem(
                GARDEN,
                4,
                "The pair does not point back: 'tea' names 'tea-ward'.",
                f"Write `pair: garden` in {TEA}.",
            ),
        ),
        (
            TEA,
            "criterion=ownership",
            "criterion=helping",
            Problem(
                TEA,
                9,
                "No decisive passage: nothing in the case settles its kind.",
                "Mark one with criterion=ownership or criterion=mandate.",
            ),
        ),
        (
            TEA,
            "[They have met every week for nine years]{criterion=form shows=self-help}",
            "They have met every week for nine years",
            Problem(
                TEA,
                9,
                "Only one passage shows the kind; a scored case needs a second that agrees.",
                "Mark a second passage with a criterion and shows=self-help.",
            ),
        ),
        (
            GARDEN,
            "criterion=helping shows=self-help",
            "criterion=helping shows=support",
            Problem(
                GARDEN,
                18,
                "This passage shows 'support', and the case is 'self-help'.",
                "Mend one of the two, or make the case `kind: in-between`.",
            ),
        ),
        (
            SHED,
            "kind: in-between",
            "kind: in-betwen",
            Problem(SHED, 3, "'kind' is 'in-betwen'.", "Did you mean 'in-between'?"),
        ),
        (
            "data/criteria.yml",
            "{weight: strong, sources: [oka-toy]}",
            "{weight: strng, sources: [oka-toy]}",
            Problem(
                "data/criteria.yml", 4, "helping: 'weight' is 'strng'.", "Did you mean 'strong'?"
            ),
        ),
        (
            "data/criteria.yml",
            "{weight: strong, sources: [oka-toy]}",
            "{weight: strong, sources: [oka-toi]}",
            Problem(
                "data/criteria.yml",
                4,
                "helping: there is no source 'oka-toi'.",
                "Did you mean 'oka-toy'?",
            ),
        ),
        (
            "data/words/en/sources.yml",
            "  says: Whose a toy is.\n",
            "",
            Problem(
                "data/words/en/sources.yml",
                1,
                "'oka-toy' has no words for says.",
                "Write them there.",
            ),
        ),
        (
            "data/words/en/criteria.yml",
            "  asks: Who is helped?\n",
            "",
            Problem(
                "data/words/en/criteria.yml",
                13,
                "'helping' has no words for asks.",
                "Write them there.",
            ),
        ),
        (
            "data/words/en/criteria.yml",
            "  weight-remark: Form only colours.\n",
            "",
            Problem(
                "data/words/en/criteria.yml",
                20,
                "'form' has no words for weight-remark.",
                "Write them there.",
            ),
        ),
        (
            "data/words/en/surface_cues.yml",
            "sharing:\n",
            "sharin:\n",
            Problem(
                "data/words/en/surface_cues.yml",
                7,
                "'sharin' is unknown.",
                "Did you mean 'sharing'?",
            ),
        ),
        (
            "data/words/en/kinds.yml",
            "in-between:\n  label: In between\n  phrase: In between\n"
            "  meaning: Some here, some there.",
            "in-between: In between",
            Problem(
                "data/words/en/kinds.yml",
                9,
                "'in-between' has no words for label, phrase, meaning.",
                "Write them there.",
            ),
        ),
        (
            "data/questions.yml",
            "leader: {criterion: mandate}",
            "leader: {criterion: mandat}",
            Problem(
                "data/questions.yml",
                3,
                "leader: there is no criterion 'mandat'.",
                "Did you mean 'mandate'?",
            ),
        ),
        (
            "data/words/en/questions.yml",
            "  finds: What leader finds.\n",
            "",
            Problem(
                "data/words/en/questions.yml",
                5,
                "'leader' has no words for finds.",
                "Write them there.",
            ),
        ),
        (
            "data/words/en/kinds.yml",
            "cannot-tell:\n",
            "canot-tell:\n",
            Problem(
                "data/words/en/kinds.yml",
                13,
                "'canot-tell' is unknown.",
                "Did you mean 'cannot-tell'?",
            ),
        ),
        (
            "data/claims.yml",
            "chapters: [book/toy-chapter],",
            "chapters: [book/toi-chapter],",
            Problem(
                "data/claims.yml",
                2,
                "owned: there is no chapter 'book/toi-chapter'.",
                "Did you mean 'book/toy-chapter'?",
            ),
        ),
        (
            "data/claims.yml",
            "vignettes: {}",
            "vignettes: {shet: who may come}",
            Problem(
                "data/claims.yml",
                3,
                "kept: there is no vignette 'shet'.",
                "Did you mean 'shed'?",
            ),
        ),
        (
            "data/claims.yml",
            "vignettes: {}",
            "vignettes: {shed: who may go}",
            Problem(
                "data/claims.yml",
                3,
                "kept: 'who may go' stands in no sentence of 'shed'.",
                "Copy the words that show the claim from one of its sentences.",
            ),
        ),
        (
            "data/claims.yml",
            "chapters: [book/toy-chapter],",
            "chapters: [],",
            Problem("data/claims.yml", 2, "owned: it has no chapter.", "Name one."),
        ),
        (
            "data/words/en/claims.yml",
            "owned: Members own what is theirs.\n",
            "",
            Problem("data/words/en/claims.yml", 1, "'owned' has no words.", "Add its line."),
        ),
    ],
)
def test_each_mistake_is_said_with_file_line_and_remedy(
    toy_root: Path, change: Change, file: str, old: str, new: str, expected: Problem
) -> None:
    change(file, old, new)
    assert expected in problems_in(toy_root)


def test_both_halves_of_a_pair_cannot_be_of_one_kind(toy_root: Path) -> None:
    text = (toy_root / GARDEN).read_text().replace("pair: garden-clinic", "pair: garden")
    (toy_root / CLINIC).write_text(text)
    [problem] = problems_in(toy_root)
    assert problem == Problem(
        GARDEN,
        4,
        "Both halves of the pair are 'self-help'.",
        "A pair differs in what decides.",
    ), "It is one mistake, and is said once."


def test_a_case_in_between_needs_no_deciding_passage(toy_root: Path, change: Change) -> None:
    """Its powers lie apart, so passages may show either kind, or none."""
    change(SHED, "[They settled who may come]{criterion=ownership shows=self-help}", "They came")
    assert problems_in(toy_root) == []


@pytest.mark.parametrize("text", ["- ownership\n", "ownership\n", "7\n"])
@pytest.mark.parametrize("name", ["claims", "criteria", "questions", "sources", "surface_cues"])
def test_a_table_that_is_none_is_said(toy_root: Path, name: str, text: str) -> None:
    (toy_root / f"data/{name}.yml").write_text(text)
    assert problems_in(toy_root)[0] == Problem(
        f"data/{name}.yml",
        1,
        "This is not a table of entries.",
        "Write one `name: {...}` line an entry.",
    )


@pytest.mark.parametrize(
    ("old", "new", "what", "remedy"),
    [
        (
            "comes_back_after: 3",
            "comes_back_after: -1",
            "'practice.comes_back_after' is the number -1, and should be 0 or more.",
            "Write a whole number that is not below 0.",
        ),
        (
            "[0, 1, 3, 7, 21]",
            "[0, 3, 1]",
            "'practice.box_days' is a list, and should be in rising order.",
            "Order its numbers from the least to the most.",
        ),
        (
            "[0, 1, 3, 7, 21]",
            "[]",
            "'practice.box_days' is a list, and should be longer.",
            "Write at least one entry.",
        ),
        (
            "twin_each: 3",
            "twin_each: -3",
            "'practice.twin_each' is the number -3, and should be 0 or more.",
            "Write a whole number that is not below 0.",
        ),
    ],
)
def test_how_long_things_wait_is_checked(
    toy_root: Path, change: Change, old: str, new: str, what: str, remedy: str
) -> None:
    change("data/course.yml", old, new)
    [problem] = problems_in(toy_root)
    assert (problem.file, problem.what, problem.remedy) == ("data/course.yml", what, remedy)


@pytest.mark.parametrize(
    "name", ["claims", "course", "criteria", "questions", "sources", "surface_cues"]
)
def test_a_missing_file_is_said(toy_root: Path, name: str) -> None:
    (toy_root / f"data/{name}.yml").unlink()
    assert problems_in(toy_root)[0] == Problem(
        f"data/{name}.yml", 1, "Cannot be read: No such file or directory.", "Is the file there?"
    )


@pytest.mark.parametrize("text", ["a: b: c\n", "- a\n", "just text\n", ""])
@pytest.mark.parametrize(
    "topic", ["claims", "criteria", "kinds", "questions", "sources", "surface_cues"]
)
def test_a_words_file_that_is_no_table_is_no_traceback(
    toy_root: Path, topic: str, text: str
) -> None:
    (toy_root / f"data/words/en/{topic}.yml").write_text(text)
    assert any(p.file == f"data/words/en/{topic}.yml" for p in problems_in(toy_root))


def test_a_criterion_that_cannot_be_read_is_one_problem_and_not_one_a_case(
    toy_root: Path, change: Change
) -> None:
    change("data/criteria.yml", "ownership: {weight: decisive", "ownership: {weight: decisiv")
    assert problems_in(toy_root) == [
        Problem(
            "data/criteria.yml", 2, "ownership: 'weight' is 'decisiv'.", "Did you mean 'decisive'?"
        )
    ]


def test_every_mistake_in_the_bank_is_found_in_one_run(toy_root: Path, change: Change) -> None:
    change(GARDEN, "surface=sharing", "surface=sharin")
    change(TEA, "kind: self-help", "kind: no")
    change("data/criteria.yml", "weight: typical", "weight: heavy")
    change("data/words/en/kinds.yml", "label: Support group", "lable: Support group")
    files = {p.file for p in problems_in(toy_root)}
    assert {GARDEN, TEA, "data/criteria.yml", "data/words/en/kinds.yml"} <= files
    with pytest.raises(ContentError) as raised:
        load_bank(toy_root)
    assert raised.value.problems == problems_in(toy_root)


def test_what_is_filled_in_is_not_read_again() -> None:
    """A title with braces in it cannot break or borrow our own words."""
    assert fill("{name} and {other}", name="{other}", other="{0}") == "{other} and {0}"


def test_words_without_a_value_to_fill_in_stay_as_they_are() -> None:
    assert Words(topic={"a": {"b": "{name}"}}).say("topic.a.b") == "{name}"


@pytest.mark.parametrize(
    ("mark", "what", "remedy"),
    [
        ("ownership power=aim", "There is no power 'aim'.", "Did you mean 'aims'?"),
        (
            "form power=money",
            "A `power` stands on a passage of 'form', which decides nothing.",
            "Leave it out, or mark the passage with what decides.",
        ),
    ],
)
def test_a_power_stands_where_somebody_decides(
    toy_root: Path, change: Callable[[str, str, str], None], mark: str, what: str, remedy: str
) -> None:
    criterion = mark.split()[0]
    change("data/vignettes/en/tea-ward.md", f"criterion={criterion} ", f"criterion={mark} ")
    [problem] = read_bank(toy_root)[1]
    assert (problem.what, problem.remedy) == (what, remedy)
