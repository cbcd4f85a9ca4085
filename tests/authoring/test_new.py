"""What `new` writes passes every check once it is filled in, and nothing is overwritten."""

from __future__ import annotations

import json
import re
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from private_bank import give_tests
from whosegroup.authoring import new as writing
from whosegroup.authoring.new import New, WritingError, new_chapter, new_exercise, new_vignette
from whosegroup.bank.content import exercise_names
from whosegroup.bank.loading import read_bank
from whosegroup.bank.roots import lay_over
from whosegroup.exercises.graded import SECRET, read_secret
from whosegroup.exercises.loading import read_exercises
from whosegroup.exercises.settings import IN_PARTS
from whosegroup.exercises.types import TYPES
from whosegroup.exercises.written import read_written


@pytest.fixture
def bank(toy_root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return an empty folder for a bank that is laid over the toy bank."""
    monkeypatch.setenv("WHOSEGROUP_CONTENT", str(toy_root))
    give_tests(toy_root, "tea", "tea-ward")  # a case of a test cannot be practised
    return tmp_path / "mine"


def problems(folder: Path) -> list[str]:
    """Return all that `check` says of a bank."""
    bank, found = read_bank(lay_over(folder))
    return [str(problem) for problem in sorted({*found, *read_exercises(bank)[1]})]


def named(type: str, root: Path) -> list[str]:
    """Return what an author names in the place of a TODO: what the toy bank has for this type."""
    written = (read_written(name, root)[0] for name in exercise_names(root))
    toy = next(one for one in written if one.settings.type == type)
    return [*toy.cases, *toy.settings.named]


def fill(new: New, names: list[str] | None = None) -> None:
    """Put words in the place of each TODO: what an example in it says, or a name that is due."""
    due = iter(names or [])

    def written(found: re.Match[str]) -> str:
        hint = found[0]
        if "name of" in hint and names:
            return next(due)
        if hint == "TODO two places":
            return "[2, 3]"
        return "book/toy-chapter" if "a page" in hint else "Some words."

    for path in new.files:
        if path.suffix in (".md", ".yml"):
            text = path.read_text(encoding="utf-8")
            path.write_text(re.sub(r"TODO[^\]\n]*", written, text), encoding="utf-8")


def todos(folder: Path) -> list[tuple[str, int]]:
    """Return the file and the line of each TODO of a bank's content, but for comments."""
    return [
        (path.as_posix(), number)
        for path in sorted(folder.rglob("*"))
        if path.suffix in (".md", ".yml") and path.parent.name != "book"
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if "TODO" in line and not line.startswith("#")
    ]


@pytest.mark.parametrize("kind", ["self-help", "support", "in-between"])
def test_a_case_passes_once_it_is_filled_in(bank: Path, kind: str) -> None:
    new = new_vignette("own-case", bank, kind=kind)
    assert new.files == [bank / "data/vignettes/en/own-case.md"]
    fill(new)
    assert problems(bank) == []
    case = read_bank(lay_over(bank))[0].vignettes["own-case"]
    assert case.front.kind == kind
    assert len(case.cues) == 2
    assert kind == "in-between" or len(case.surface_cues) == 1


def test_both_halves_of_a_pair_pass_once_they_are_filled_in(bank: Path) -> None:
    one = new_vignette("one-half", bank, kind="self-help", pair="other-half")
    assert (
        f"whosegroup new vignette other-half --kind support --pair one-half --bank {bank}"
        in one.next_steps[1]
    )
    other = new_vignette("other-half", bank, kind="support", pair="one-half")
    fill(one)
    fill(other)
    assert problems(bank) == []


@pytest.mark.parametrize("type", sorted(TYPES))
def test_an_exercise_passes_once_it_is_filled_in(bank: Path, toy_root: Path, type: str) -> None:
    fill(new_vignette("own-case", bank))
    new = new_exercise("own-task", bank, type=type)
    if type == IN_PARTS:
        return check_parts(new, bank)
    # A case that is sorted may be one of a test.
    fill(new, ["own-case"] if TYPES[type].sorts else named(type, toy_root))
    assert problems(bank) == []
    exercises = read_exercises(read_bank(lay_over(bank))[0])[0]
    assert [e.settings.type for e in exercises if e.id == "own-task"] == [type]


def check_parts(new: New, bank: Path) -> None:
    """Each part needs cases of its own, and a title and prompt, which `check` asks for."""
    fill(new_vignette("next-case", bank))
    fill(new, ["own-case", "next-case"])
    [problem] = problems(bank)
    assert "The part 'first-part' of 'own-task' has no title and prompt." in problem
    words = bank / "data/words/en/exercises.yml"
    text = words.read_text(encoding="utf-8").rstrip("\n")
    words.write_text(f"{text}\n  first-part: {{title: A part, prompt: Say.}}\n", encoding="utf-8")
    assert problems(bank) == []


def test_a_graded_exercise_passes_once_it_is_filled_in(bank: Path) -> None:
    fill(new_vignette("own-case", bank))
    fill(new_exercise("midterm", bank, graded=True), ["own-case"])
    assert problems(bank) == []
    assert read_bank(lay_over(bank))[0].kept == {"own-case": "midterm"}


def test_check_names_each_place_that_is_not_filled_in_and_nothing_else(bank: Path) -> None:
    for kind in ("self-help", "in-between"):
        new_vignette(f"case-{kind}", bank, kind=kind)
    for type in TYPES:
        new_exercise(f"task-{type}", bank, type=type)
    new_exercise("midterm", bank, graded=True)
    new_chapter("own-chapter", bank)
    said = [problem.split(": ")[0] for problem in problems(bank)]
    assert len(said) > 50
    assert sorted(said) == sorted(f"{file}:{line}" for file, line in todos(bank))


def test_a_secret_is_the_owner_s_alone_and_kept_out_of_git(bank: Path) -> None:
    new = new_exercise("midterm", bank, graded=True)
    secret = bank / SECRET
    assert secret in new.files
    assert stat.S_IMODE(secret.stat().st_mode) == 0o600
    assert len(read_secret(bank)) >= 40
    assert (bank / ".gitignore").read_text(encoding="utf-8") == f"{SECRET}\n"


def test_a_secret_that_is_there_is_kept(bank: Path) -> None:
    bank.mkdir()
    (bank / SECRET).write_text("short", encoding="utf-8")
    (bank / ".gitignore").write_text("notes", encoding="utf-8")
    for name in ("midterm", "final"):
        assert bank / SECRET not in new_exercise(name, bank, graded=True).files
    assert (bank / SECRET).read_text(encoding="utf-8") == "short"
    assert (bank / ".gitignore").read_text(encoding="utf-8") == f"notes\n{SECRET}\n"


def test_only_sorting_can_be_graded(bank: Path) -> None:
    with pytest.raises(WritingError, match="'place' cannot be graded"):
        new_exercise("midterm", bank, type="place", graded=True)
    assert not bank.exists()


def test_words_are_added_at_the_end_and_nothing_else_is_touched(bank: Path) -> None:
    words = bank / "data/words/en/exercises.yml"
    words.parent.mkdir(parents=True)
    kept = "# My own.\nold:   {title: 'An old one', prompt: Do it.}  # as it was"
    words.write_text(kept, encoding="utf-8")
    new_exercise("fresh", bank)
    new_exercise("fresher", bank)
    text = words.read_text(encoding="utf-8")
    assert text.startswith(f"{kept}\nfresh:\n  title: TODO ")
    assert "\nfresher:\n  title: TODO " in text


def test_words_that_are_there_are_not_added_again(bank: Path) -> None:
    new = new_exercise("again", bank)
    new.files[0].unlink()
    text = new.files[1].read_text(encoding="utf-8")
    assert new_exercise("again", bank).files == new.files[:1]
    assert new.files[1].read_text(encoding="utf-8") == text


@pytest.mark.parametrize(
    "spoilt", ["{old: {title: One, prompt: Two}}\n", "- a list\n", "old: [\n", "old: one\n...\n"]
)
def test_nothing_is_written_where_words_cannot_be_added(bank: Path, spoilt: str) -> None:
    words = bank / "data/words/en/exercises.yml"
    words.parent.mkdir(parents=True)
    words.write_text(spoilt, encoding="utf-8")
    with pytest.raises(WritingError, match=re.escape(str(words))):
        new_exercise("fresh", bank)
    assert words.read_text(encoding="utf-8") == spoilt
    assert not (bank / "exercises").exists()


def test_a_chapter_has_its_page_its_notebook_and_its_line(bank: Path) -> None:
    new = new_chapter("quiet-rooms", bank)
    page, notebook, words = new.files
    assert page == bank / "book/quiet-rooms.md"
    assert notebook == bank / "notebooks/quiet-rooms.ipynb"
    assert words == bank / "data/words/en/chapters.yml"
    assert "(../notebooks/quiet-rooms.ipynb).\n\n```{claims}\n```\n" in page.read_text("utf-8")
    assert words.read_text("utf-8").startswith("book/quiet-rooms: ")
    shown = [cell for cell in _cells(notebook) if "exercise(" in "".join(cell["source"])]
    assert 'exercise("quiet-rooms")' in "".join(shown[0]["source"])
    assert shown[0]["metadata"]["tags"] == ["remove-input", "nbval-ignore-output"]
    [toc] = [step for step in new.next_steps if "_toc.yml" in step]
    assert "- file: book/quiet-rooms\n" in toc
    assert toc.endswith("- file: notebooks/quiet-rooms")
    fill(new)
    assert problems(bank) == []


def _cells(path: Path) -> list[dict]:
    nbformat = pytest.importorskip("nbformat")
    nbformat.validate(nbformat.read(path, as_version=4))
    return json.loads(path.read_text(encoding="utf-8"))["cells"]


MAKERS = [new_vignette, new_exercise, new_chapter]


@pytest.mark.parametrize("make", MAKERS)
@pytest.mark.parametrize(
    "name", ["../x", "A b", "", "Ä", "a/b", "-a", "a--b", "a\n", "a.md", "/tmp/a", "a_b"]
)
def test_what_cannot_be_a_name_is_refused(bank: Path, make: Callable, name: str) -> None:
    with pytest.raises(WritingError, match=r"cannot be a name\. Use small letters"):
        make(name, bank)
    assert not bank.exists()


@pytest.mark.parametrize("make", MAKERS)
@pytest.mark.parametrize("lang", ["../en", "e n", "", "/"])
def test_what_cannot_be_a_language_is_refused(bank: Path, make: Callable, lang: str) -> None:
    with pytest.raises(WritingError, match="is no language"):
        make("fine", bank, lang)
    assert not bank.exists()


@pytest.mark.parametrize("make", MAKERS)
@pytest.mark.parametrize("inside", ["_content", "_content/my-bank", "."])
def test_nothing_is_written_into_an_installed_package(
    toy_root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, make: Callable, inside: str
) -> None:
    """Where the course's own files lie, if no bank is named and there is no checkout."""
    package = tmp_path / "site-packages" / "whosegroup"
    package.mkdir(parents=True)
    toy_root.rename(package / "_content")
    before = sorted(package.rglob("*"))
    monkeypatch.setattr(writing, "PACKAGE", package)
    monkeypatch.setenv("WHOSEGROUP_CONTENT", str(package / "_content"))
    with pytest.raises(WritingError, match=r"Name a folder of your own, .* --bank my-bank"):
        make("fine", package / inside)
    assert sorted(package.rglob("*")) == before
    make("fine", tmp_path / "my-bank")
    assert (tmp_path / "my-bank").exists()


@pytest.mark.parametrize("make", MAKERS)
def test_nothing_is_overwritten(bank: Path, make: Callable) -> None:
    new = make("fine", bank)
    before = {path: path.read_bytes() for path in bank.rglob("*") if path.is_file()}
    with pytest.raises(WritingError, match=rf"{new.files[0]} is there already"):
        make("fine", bank)
    assert {path: path.read_bytes() for path in bank.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize(("make", "name"), [(new_vignette, "tea"), (new_exercise, "toy")])
def test_a_name_that_the_course_has_is_taken(bank: Path, make: Callable, name: str) -> None:
    with pytest.raises(WritingError, match=r"is there already\. Choose another name"):
        make(name, bank)
    assert not bank.exists()


def test_a_link_that_leads_nowhere_is_not_written_through(bank: Path, tmp_path: Path) -> None:
    (bank / "exercises").mkdir(parents=True)
    (bank / "exercises/fine.yml").symlink_to(tmp_path / "elsewhere.yml")
    with pytest.raises(WritingError, match="is there already"):
        new_exercise("fine", bank)
    assert not (tmp_path / "elsewhere.yml").exists()


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"kind": "selfhelp"}, "There is no kind 'selfhelp'. Did you mean 'self-help'?"),
        ({"pair": "../x"}, "'../x' cannot be a name."),
        ({"pair": "fine"}, "'fine' cannot be its own other half."),
        ({"pair": "other", "kind": "in-between"}, "has no other half."),
    ],
)
def test_a_case_that_could_not_be_checked_is_refused(bank: Path, wrong: dict, said: str) -> None:
    with pytest.raises(WritingError, match=re.escape(said)):
        new_vignette("fine", bank, **wrong)
    assert not bank.exists()


def test_an_unknown_type_is_refused_with_the_nearest(bank: Path) -> None:
    with pytest.raises(WritingError, match=r"no type 'sorting'\. Did you mean 'sort'"):
        new_exercise("fine", bank, type="sorting")


def test_a_folder_that_cannot_be_written_into_is_said(bank: Path) -> None:
    bank.write_text("a file", encoding="utf-8")
    with pytest.raises(WritingError, match=r"cannot be written: .* Name another folder\."):
        new_vignette("fine", bank)
    assert bank.read_text(encoding="utf-8") == "a file"


def test_what_was_begun_is_taken_back_where_the_rest_cannot_be_written(bank: Path) -> None:
    (bank / "data").mkdir(parents=True)
    (bank / "data/words").write_text("a file", encoding="utf-8")
    with pytest.raises(WritingError, match="cannot be written"):
        new_exercise("fine", bank)
    assert list((bank / "exercises").iterdir()) == []


def test_the_language_is_the_course_s_if_none_is_named(
    bank: Path, change: Callable[[str, str, str], None]
) -> None:
    change("data/course.yml", "language: en", "language: ja")
    assert new_vignette("fine", bank).files == [bank / "data/vignettes/ja/fine.md"]
    assert new_vignette("fine", bank, "en").files == [bank / "data/vignettes/en/fine.md"]


def test_in_the_course_s_own_folder_commands_name_no_bank(bank: Path, toy_root: Path) -> None:
    assert new_vignette("fine", toy_root).next_steps[1] == "Then run: whosegroup check"
    assert new_vignette("other", bank).next_steps[1] == f"Then run: whosegroup check --bank {bank}"
