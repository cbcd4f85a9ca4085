"""Names in a zip are read as whoever made it saw them, also where it does not say how."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

from handing_in import put, read, readers, remarks, saved, zipped, zipped_as

# 表 and ソ end in the byte of a backslash.
JAPANESE = [
    "山田 花子",
    "表 十郎",
    "ソフィア",
    "ﾔﾏﾀﾞ",
    "林",
    "Tanaka田中",
    "佐藤\uff08次郎\uff09",
    "鈴木ー１\uff5e",
    "S-001",
]
EUROPEAN = ["Schröder", "Müller", "Jörg", "Göran", "Peña", "Núñez", "Ünal", "Weiße"]


@pytest.mark.parametrize("encoding", ["cp932", "utf-8"])
@pytest.mark.parametrize("names", [JAPANESE, *([name] for name in JAPANESE)], ids=str)
def test_japanese_names_are_read_whatever_made_the_zip(
    tmp_path: Path, encoding: str, names: list[str]
) -> None:
    files = {
        f"{name}_{n}_assignsubmission_file_/w.json": saved(f"{n}") for n, name in enumerate(names)
    }
    found = read(put(tmp_path, {"in.zip": zipped_as(encoding, files)}))
    shown = {unicodedata.normalize("NFKC", name) for name in names}
    assert set(readers(found)) == shown
    assert sorted(file for w in found.works for file in w.files) == sorted(
        f"in.zip/{f}" for f in files
    )
    assert remarks(found) == []


@pytest.mark.parametrize("names", [EUROPEAN, *([name] for name in EUROPEAN)], ids=str)
def test_other_names_are_not_taken_for_japanese(tmp_path: Path, names: list[str]) -> None:
    files = {
        f"{name}_{n}_assignsubmission_file_/w.json": saved(f"{n}") for n, name in enumerate(names)
    }
    found = read(put(tmp_path, {"in.zip": zipped_as("cp437", files)}))
    assert set(readers(found)) == set(names)


def test_a_folder_whose_name_ends_like_a_backslash_is_a_folder(tmp_path: Path) -> None:
    archive = zipped_as("cp932", {"表/": b"", "表/表.json": saved("a", "S-1"), "表": b"?"})
    found = read(put(tmp_path, {"in.zip": archive}))
    assert readers(found) == {"S-1": ["in.zip/表/表.json"]}
    assert [problem.file for problem in found.problems] == ["in.zip/表"]


def test_names_that_a_mac_took_apart_are_put_together(tmp_path: Path) -> None:
    """As the Finder writes them, beside files of its own."""
    names = ["がくせい 一郎", "José Peña"]
    files = {f"{name}/w.json": saved(name) for name in names}
    files |= {f"__MACOSX/{name}/._w.json": b"\0" for name in names}
    apart = {unicodedata.normalize("NFD", name): data for name, data in files.items()}
    assert set(apart) != set(files)
    put(tmp_path / "folder", apart)
    put(tmp_path / "said", {"in.zip": zipped(apart)})
    put(tmp_path / "unsaid", {"in.zip": zipped_as("utf-8", apart)})
    for place in (tmp_path / "folder", tmp_path / "said/in.zip", tmp_path / "unsaid/in.zip"):
        found = read(place)
        assert readers(found) == {name: [f"{name}/w.json"] for name in sorted(names)}
        assert remarks(found) == []
