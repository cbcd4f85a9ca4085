"""Several banks, however they are named; one that is none is said in a sentence."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from whosegroup.bank.roots import BankError, banks_named, checked_bank, content_roots, lay_over

SEP = os.pathsep


@pytest.fixture
def folder(tmp_path: Path, toy_root: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder in which the commands are typed; three banks lie there."""
    for name in ("one", "two banks", "three"):
        (tmp_path / name / "exercises").mkdir(parents=True)
    monkeypatch.setenv("WHOSEGROUP_CONTENT", str(toy_root))
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    "named",
    [
        ["one", "two banks"],
        [f"one{SEP}two banks"],
        [f"{SEP}one{SEP}{SEP}two banks{SEP}"],
        ["./one", "two banks/"],
        ["~/one", f"~{os.sep}two banks"],
        [f"one{SEP}~/two banks"],
        ["one", "two banks", "one", "./one"],
    ],
)
def test_banks_are_found_however_they_are_named(folder: Path, named: list[str]) -> None:
    banks = [checked_bank(bank) for bank in banks_named(named)]
    assert [bank.resolve() for bank in banks] == [folder / "one", folder / "two banks"]


def test_the_environment_names_several_too(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WHOSEGROUP_BANK", f"~/one{SEP}{folder / 'three'}")
    toy = Path(os.environ["WHOSEGROUP_CONTENT"])
    assert content_roots() == (toy, folder / "one", folder / "three")
    for empty in ("", " ", SEP):
        monkeypatch.setenv("WHOSEGROUP_BANK", empty)
        assert content_roots() == (toy,)


@pytest.mark.skipif(os.name == "nt", reason="Windows allows no colon in a name.")
def test_a_folder_with_the_sign_in_its_name_is_one_bank(folder: Path) -> None:
    (folder / f"a{SEP}b" / "data").mkdir(parents=True)
    assert banks_named([f"a{SEP}b"]) == [Path(f"a{SEP}b")]


def test_a_relative_name_leads_from_where_the_command_was_typed(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A notebook's kernel runs in the notebook's folder, and PWD still says where it was typed."""
    (folder / "notebooks").mkdir()
    monkeypatch.setenv("PWD", str(folder))
    monkeypatch.chdir(folder / "notebooks")
    monkeypatch.setenv("WHOSEGROUP_BANK", "one")
    assert content_roots()[1:] == (folder / "one",)
    (folder / "notebooks/one/data").mkdir(parents=True)
    assert content_roots()[1:] == (Path("one"),)


def test_a_whole_bank_stands_in_the_place_of_the_course(folder: Path) -> None:
    (folder / "three/data").mkdir()
    (folder / "three/data/criteria.yml").write_text("")
    assert lay_over(Path("one"), Path("three")) == (Path("three"), Path("one"))


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("nowhere", "The bank 'nowhere' does not exist in {here}. Mend its name in --bank"),
        ("one/exercises", "'one/exercises' is a part of a bank and not a bank. Name '{here}/one'."),
        ("full/data", "'full/data' is a part of a bank and not a bank. Name '{here}/full'."),
        (
            "full/data/vignettes/en",
            "'full/data/vignettes/en' is a part of a bank and not a bank. Name '{here}/full'.",
        ),
        ("empty", "The bank 'empty' holds neither `data` nor `exercises`. Name the folder that"),
        ("outer", "The bank 'outer' holds neither `data` nor `exercises`. Did you mean 'outer/in'"),
        ("file.md", "The bank 'file.md' is a file, and a bank is a folder."),
    ],
)
def test_what_is_no_bank_is_said_with_what_it_is(folder: Path, name: str, said: str) -> None:
    (folder / "one/exercises/own.yml").touch()
    for made in ("full/data/vignettes/en", "empty", "outer/in/data/words/en"):
        (folder / made).mkdir(parents=True)
    (folder / "file.md").touch()
    with pytest.raises(BankError) as raised:
        checked_bank(Path(name))
    assert str(raised.value).startswith(said.format(here=Path.cwd()))
    assert "\n" not in str(raised.value)


def test_a_new_bank_may_be_missing_or_empty_but_is_no_part_of_another(folder: Path) -> None:
    (folder / "empty").mkdir()
    (folder / "full/data/vignettes").mkdir(parents=True)
    assert checked_bank(Path("new"), new=True) == Path("new")
    assert checked_bank(Path("empty"), new=True) == Path("empty")
    for part in ("full/data", "full/data/vignettes/ja"):
        with pytest.raises(BankError, match="part of a bank"):
            checked_bank(Path(part), new=True)
