"""What exercises must hold together, and what a graded one must not give away."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from compiled import problems_in
from whosegroup.bank.content import exercise_names
from whosegroup.bank.loading import kept_cases, load_bank
from whosegroup.bank.problems import ContentError, Problem
from whosegroup.exercises.graded import LEAST, SECRET, make_aliases, read_secret
from whosegroup.exercises.html import element
from whosegroup.exercises.loading import exercise_files, load_exercise
from whosegroup.exercises.payload import compile_excerpt, compile_payload

Change = Callable[[str, str, str], None]
GRADED = "type: sort\nchapter: book/toy-chapter\ngraded: true\n"


@pytest.fixture
def midterm(toy_root: Path) -> Callable[[str], Path]:
    """Return a way to write a graded exercise of one case that nothing else shows."""
    for name in exercise_names(toy_root):
        if name not in ("bins", "keys", "shed", "stalls"):
            (toy_root / f"exercises/{name}.yml").unlink()
    words = toy_root / "data/words/en/exercises.yml"
    kept = [part for part in words.read_text().split("\n") if part]
    blocks = "\n".join(kept).replace("\n  ", "\r").split("\n")
    kept = [block for block in blocks if block.split(":")[0] in exercise_names(toy_root)]
    (toy_root / "data/words/en/recalls.yml").unlink()  # of an exercise that is gone
    midterm = "midterm:\r" + "title: A test\r" + "prompt: Sort them."
    words.write_text("\n".join([*kept, midterm]).replace("\r", "\n  ") + "\n")
    (toy_root / "data/claims.yml").write_text(
        "kept: {code: B2, chapters: [book/toy-chapter], vignettes: {}, exercises: [shed]}\n"
    )
    lines = toy_root / "data/words/en/claims.yml"
    lines.write_text("kept: They keep what is theirs.\n")
    (toy_root / SECRET).write_text("x" * LEAST + "\n")

    def write(text: str) -> Path:
        (toy_root / "exercises/midterm.yml").write_text(GRADED + text)
        return toy_root

    return write


def test_a_graded_exercise_with_a_secret_is_sound(midterm: Callable[[str], Path]) -> None:
    root = midterm("vignettes: [tea, garden]\n")
    assert problems_in(root) == []
    exercise = load_exercise("midterm", root)
    assert exercise.settings.says == "none"
    assert exercise.folder == root
    assert kept_cases((root,)) == {"tea": "midterm", "garden": "midterm"}
    assert set(load_bank(root).vignettes) == {"garden-clinic", "shed", "tea-ward"}


@pytest.mark.parametrize(
    ("text", "line", "what", "remedy"),
    [
        (
            "vignettes: [tea]\nfeedback: each\n",
            5,
            "A graded exercise says nothing of what fits, and this one has `each`.",
            "Take the `feedback` line out.",
        ),
        (
            "feedback: end\nforms: {a: [tea], b: [garden]}\n",
            5,
            "A graded exercise has no `forms` and draws on no others.",
            "Name its `vignettes`.",
        ),
        (
            "draws: [toy]\n",
            4,
            "There is no other exercise 'toy'.",
            "Known here: bins, keys, shed, stalls.",
        ),
    ],
)
def test_what_a_graded_exercise_cannot_have_is_said(
    midterm: Callable[[str], Path], text: str, line: int, what: str, remedy: str
) -> None:
    expected = Problem("exercises/midterm.yml", line, what, remedy)
    assert expected in problems_in(midterm(text))


@pytest.mark.parametrize("secret", [None, "", "x" * (LEAST - 1), b"\xff" * 40])
def test_a_graded_exercise_without_a_usable_secret_is_refused(
    midterm: Callable[[str], Path], secret: str | bytes | None
) -> None:
    root = midterm("vignettes: [tea]\n")
    (root / SECRET).unlink()
    if secret is not None:
        (root / SECRET).write_bytes(secret if isinstance(secret, bytes) else secret.encode())
    [problem] = problems_in(root)
    assert (problem.file, problem.line) == ("exercises/midterm.yml", 3)
    assert SECRET in problem.remedy
    with pytest.raises(ContentError):
        load_exercise("midterm", root)


def test_only_sorting_can_be_graded(toy_root: Path) -> None:
    text = "type: place\nchapter: book/toy-chapter\ngraded: true\nvignettes: [shed]\n"
    (toy_root / "exercises/shed.yml").write_text(text)
    what = "An exercise of type 'place' has no 'graded'."
    assert what in {problem.what for problem in problems_in(toy_root)}


@pytest.mark.parametrize(
    ("shown", "what"),
    [
        ("tea", "'tea' is given away: it stands in 'toy' with its kind."),
        (
            "tea-ward",
            "'tea' is given away: its other half, 'tea-ward', stands in 'toy' with its kind.",
        ),
    ],
)
def test_a_case_that_practice_gives_away_is_said(
    midterm: Callable[[str], Path], shown: str, what: str
) -> None:
    root = midterm("vignettes:\n  - garden\n  - tea\n")
    text = f"type: sort\nchapter: book/toy-chapter\nvignettes: [{shown}]\n"
    (root / "exercises/toy.yml").write_text(text)
    with (root / "data/words/en/exercises.yml").open("a") as words:
        words.write("toy:\n  title: Toys\n  prompt: Sort.\n")
    remedy = "Take another case for one of the two."
    assert problems_in(root) == [Problem("exercises/midterm.yml", 6, what, remedy)]


def test_a_claim_that_names_a_graded_case_is_said(midterm: Callable[[str], Path]) -> None:
    root = midterm("vignettes: [tea]\n")
    claims = root / "data/claims.yml"
    claims.write_text(claims.read_text().replace("{}", "{tea: The kettle}"))
    what = "kept: 'tea' is kept for the graded exercise 'midterm'."
    assert problems_in(root) == [Problem("data/claims.yml", 1, what, "Name another.")]


def test_aliases_hide_the_case_and_follow_from_the_secret_alone() -> None:
    cases = ["garden", "tea", "shed", "stall", "key"]
    one = make_aliases("a" * LEAST, "midterm", cases)
    assert make_aliases("a" * LEAST, "midterm", reversed(cases)) == one
    assert list(one) == list(make_aliases("a" * LEAST, "midterm", cases[::-1])), "The same order."
    others = [make_aliases("b" * LEAST, "midterm", cases), make_aliases("a" * LEAST, "x", cases)]
    for other in others:
        assert set(one.values()).isdisjoint(other.values())
    assert list(one.values()) == sorted(one.values())
    assert all(len(alias) == 16 and set(alias) <= set("0123456789abcdef") for alias in one.values())


def test_a_secret_is_read_without_the_end_of_its_line(tmp_path: Path) -> None:
    (tmp_path / SECRET).write_text(f"  {'s' * LEAST}\n")
    assert read_secret(tmp_path) == "s" * LEAST


def test_the_test_that_another_begins_with_has_two_forms(toy_root: Path, change: Change) -> None:
    change("exercises/last-test.yml", "begins: first-test", "begins: toy")
    what, remedy = "'toy' is no test with two forms.", "Name the test that comes before this one."
    assert problems_in(toy_root) == [Problem("exercises/last-test.yml", 5, what, remedy)]


@pytest.mark.parametrize(
    ("after", "remedy"),
    [
        ("first-tets", "Did you mean 'first-test'?"),
        ("toy", "Known here: first-test, last-test."),
        ("plain", "Known here: first-test, last-test."),
    ],
)
def test_what_an_exercise_comes_after_is_another_test(
    toy_root: Path, after: str, remedy: str
) -> None:
    path = toy_root / "exercises/plain.yml"
    path.write_text(path.read_text() + f"after: {after}\n")
    what = f"There is no other test '{after}' with forms."
    assert problems_in(toy_root) == [Problem("exercises/plain.yml", 7, what, remedy)]


def test_what_comes_after_a_test_is_told_which_and_how_long_that_is(toy_root: Path) -> None:
    path = toy_root / "exercises/plain.yml"
    path.write_text(path.read_text() + "after: first-test\n")
    exercise = load_exercise("plain", toy_root)
    payload = compile_payload(exercise)
    assert payload["after"] == {"exercise": "first-test", "of": 2}
    assert ' after="first-test"' in element(payload)
    alone = compile_excerpt(exercise, ["tea"])
    assert "after" not in alone and " after=" not in element(alone)
    assert toy_root / "exercises/first-test.yml" in exercise_files(["plain"], (toy_root,))


@pytest.mark.parametrize(
    ("topic", "entry", "what", "remedy"),
    [
        ("claims", "ownd: Gone.", "'ownd' is unknown.", "Did you mean 'owned'?"),
        (
            "exercises",
            "toi: {title: T, prompt: P}",
            "'toi' is unknown.",
            "Did you mean 'toy'?",
        ),
        ("matches", "bin: {}", "'bin' is unknown.", "Did you mean 'bins'?"),
        ("sources", "oka-toi: Gone.", "'oka-toi' is unknown.", "Did you mean 'oka-toy'?"),
    ],
)
def test_words_that_belong_to_nothing_are_said(
    toy_root: Path, topic: str, entry: str, what: str, remedy: str
) -> None:
    file = toy_root / f"data/words/en/{topic}.yml"
    text = file.read_text()
    file.write_text(f"{text}{entry}\n")
    line = text.count("\n") + 1
    assert problems_in(toy_root) == [Problem(f"data/words/en/{topic}.yml", line, what, remedy)]


def test_a_turn_that_only_an_unreached_turn_leads_to_is_said(toy_root: Path) -> None:
    path = toy_root / "data/decisions/en/key.yml"
    text = path.read_text().replace(", next: later", "")
    again = text[text.index("  later:") :].replace("later", "last")
    path.write_text(text.replace("words: Well.}", "words: Well., next: last}") + again)
    found = [p.what for p in problems_in(toy_root) if p.file.endswith("key.yml")]
    assert found == [
        "No option leads to 'later'.",
        "No option leads to 'last'.",
    ]
