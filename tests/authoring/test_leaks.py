"""No page of a built site gives a graded exercise away, and a page that did would be found."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest

from private_bank import IDS, OTHER_SECRET, SECRET, lay_private
from private_bank import SECRET_FILE as FILE
from small_book import SmallBook
from whosegroup.authoring.leaks import EXAMPLES, GUIDE, check_site, find_leaks
from whosegroup.bank.loading import read_bank
from whosegroup.exercises.graded import make_aliases
from whosegroup.exercises.loading import load_exercise
from whosegroup.exercises.payload import aliases_of

FIXTURES = Path(__file__).parents[1] / "fixtures"
ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def roots(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Return the toy bank and an instructor's own, to be read alone."""
    toy_root = shutil.copytree(FIXTURES / "bank", tmp_path_factory.mktemp("banks") / "bank")
    return lay_private(toy_root)


@pytest.fixture(scope="module")
def graded_book(tmp_path_factory: pytest.TempPathFactory, roots: tuple[Path, Path]) -> SmallBook:
    """Return a book, to be read alone, of a graded exercise and all else that pages show."""
    book = SmallBook(tmp_path_factory.mktemp("book"))
    book.write("book/other-chapter", "# Other\n\n```{exercise} midterm\n```\n\n```{claims}\n```\n")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("WHOSEGROUP_CONTENT", str(roots[0]))
        patch.setenv("WHOSEGROUP_BANK", str(roots[1]))
        assert book.build() == ""
    return book


def test_no_file_of_a_built_site_holds_the_key_of_a_graded_exercise(
    graded_book: SmallBook, roots: tuple[Path, Path]
) -> None:
    shown = graded_book.source("book/other-chapter")
    assert '<whose-group exercise="midterm"' in shown and "graded" in shown
    assert find_leaks(graded_book.html, [load_exercise("midterm", roots)]) == []


@pytest.mark.parametrize("told", [IDS[0], "The walrus title 2", "The walrus decides."])
@pytest.mark.parametrize("file", ["searchindex.js", "_sources/index.md.txt", "new.html"])
def test_a_site_that_tells_is_found_out(
    graded_book: SmallBook, roots: tuple[Path, Path], tmp_path: Path, told: str, file: str
) -> None:
    site = shutil.copytree(graded_book.html, tmp_path / "html")
    path = site / file
    before = path.read_text(encoding="utf-8") if path.exists() else ""
    path.write_text(f"{before}\n<p>{told}</p>\n", encoding="utf-8")
    problems = find_leaks(site, [load_exercise("midterm", roots)])
    assert {problem.file for problem in problems} == {f"html/{file}"}
    assert {problem.line for problem in problems} == {before.count("\n") + 2}


@pytest.fixture
def site(graded_book: SmallBook, tmp_path: Path) -> Path:
    """Return a copy of the built site that a test may spoil."""
    return Path(shutil.copytree(graded_book.html, tmp_path / "html"))


@pytest.mark.parametrize("file", [FILE, f"_downloads/{FILE}.txt", f"a/b/{FILE}"])
def test_a_secret_that_was_copied_into_a_site_is_found(
    site: Path, roots: tuple[Path, Path], file: str
) -> None:
    (site / file).parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(roots[1] / FILE, site / file)
    [problem] = find_leaks(site, [load_exercise("midterm", roots)])
    assert (problem.file, problem.what) == (f"html/{file}", "This is the file of a secret.")


@pytest.mark.parametrize("file", ["index.html", "searchindex.js", "notes.csv", "old", "x.bin"])
def test_the_secret_itself_is_found_in_any_file_and_is_not_told_again(
    site: Path, roots: tuple[Path, Path], file: str
) -> None:
    with (site / file).open("ab") as opened:
        opened.write(f"\n\0 key={SECRET}\n".encode())
    [problem] = find_leaks(site, [load_exercise("midterm", roots)])
    assert problem.file == f"html/{file}"
    assert problem.what == "Here stands the secret of a bank."
    assert SECRET not in str(problem)


def test_the_key_is_found_in_a_zip_too(site: Path, roots: tuple[Path, Path]) -> None:
    shutil.make_archive(str(site / "bank"), "zip", roots[1])
    files = {problem.file for problem in find_leaks(site, [load_exercise("midterm", roots)])}
    assert f"html/bank.zip/{FILE}" in files
    assert f"html/bank.zip/data/vignettes/en/{IDS[0]}.md" in files


def test_the_guide_s_own_examples_are_no_leaks_on_the_guide_s_page(
    site: Path, roots: tuple[Path, Path]
) -> None:
    exercise = load_exercise("midterm", roots)
    renamed = [
        replace(case, id=id) for case, id in zip(exercise.vignettes, sorted(EXAMPLES), strict=False)
    ]
    exercise = replace(exercise, vignettes=tuple(renamed))
    guide = (ROOT / f"book/instructors/{GUIDE}.md").read_text(encoding="utf-8")
    for file in (f"{GUIDE}.html", f"{GUIDE}.md.txt"):
        (site / file).write_text(guide, encoding="utf-8")
    assert find_leaks(site, [exercise]) == []
    (site / "other.html").write_text(guide, encoding="utf-8")
    assert {problem.file for problem in find_leaks(site, [exercise])} == {"html/other.html"}


def test_the_examples_are_those_of_the_guide() -> None:
    guide = (ROOT / f"book/instructors/{GUIDE}.md").read_text(encoding="utf-8")
    named = re.findall(r"(?:vignette|--pair) ([\w-]+)", guide) + re.findall(r"  - ([\w-]+)", guide)
    assert set(named) == EXAMPLES


def test_a_folder_that_is_no_site_is_said(
    tmp_path: Path, graded_book: SmallBook, roots: tuple[Path, Path]
) -> None:
    bank = read_bank(roots)[0]
    assert check_site(graded_book.html, bank) == []
    [problem] = check_site(tmp_path, bank)
    assert problem.what == "This is no built site: there is no index.html."


def test_a_search_without_a_test_is_said(graded_book: SmallBook, roots: tuple[Path, Path]) -> None:
    [problem] = check_site(graded_book.html, read_bank(roots[:1])[0])
    assert "--bank" in problem.remedy


def test_each_bank_has_a_secret_of_its_own(toy_root: Path, site: Path, tmp_path: Path) -> None:
    """Two tests in two banks: each is hidden by the secret that lies beside it."""
    _, one = lay_private(toy_root)
    other = Path(shutil.copytree(one, tmp_path / "second"))
    (other / FILE).write_text(f"{OTHER_SECRET}\n")
    text = (other / "exercises/midterm.yml").read_text()
    (other / "exercises/midterm.yml").unlink()
    (other / "exercises/final.yml").write_text(text)
    words = other / "data/words/en/exercises.yml"
    words.write_text(words.read_text().replace("midterm:", "final:"))
    shutil.rmtree(other / "data/vignettes")
    (one / "exercises/midterm.yml").write_text(text.replace(f", {IDS[2]}, {IDS[3]}", ""))
    (other / "exercises/final.yml").write_text(text.replace(f"{IDS[0]}, {IDS[1]}, ", ""))
    both = (toy_root, one, other)
    midterm, final = load_exercise("midterm", both), load_exercise("final", both)
    assert aliases_of(midterm) == aliases_under(SECRET, "midterm", IDS[:2])
    assert aliases_of(final) == aliases_under(OTHER_SECRET, "final", IDS[2:])
    (site / "a.txt").write_text(SECRET)
    (site / "b.txt").write_text(OTHER_SECRET)
    assert [p.file for p in find_leaks(site, [final])] == ["html/a.txt", "html/b.txt"]


def aliases_under(secret: str, exercise: str, cases: Iterable[str]) -> dict[str, str]:
    return {alias: id for id, alias in make_aliases(secret, exercise, cases).items()}


def test_an_exercise_that_is_not_graded_has_nothing_to_hide(
    graded_book: SmallBook, roots: tuple[Path, Path]
) -> None:
    assert find_leaks(graded_book.html, [load_exercise("toy", roots)]) == []
