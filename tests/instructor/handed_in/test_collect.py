"""What a class handed in is read whole, whatever else lies beside it, and nothing is changed."""

from __future__ import annotations

import hashlib
import io
import json
import os
import re
import socket
import stat
import struct
import sys
import zipfile
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whosegroup.bank.loading import read_words
from whosegroup.bank.roots import content_root
from whosegroup.bank.words import Words
from whosegroup.instructor.handed_in import collect as module
from whosegroup.instructor.handed_in import copies, interactions, places, texts, zips
from whosegroup.instructor.handed_in import readers as naming
from whosegroup.instructor.handed_in.collect import collect
from whosegroup.instructor.handed_in.model import (
    Collected,
    CollectError,
    FileProblem,
    HandedIn,
    Limits,
    clean,
)
from whosegroup.work import contract
from whosegroup.work.contract import is_attempt, merge

NOW = datetime(2026, 4, 20, 12, tzinfo=UTC)
WORDS = read_words(content_root(), "en")[0]
TEXT = WORDS["handed_in"]
POSIX = pytest.mark.skipif(os.name != "posix", reason="Such files exist on POSIX only.")


def attempt(number: int, **more: Any) -> dict[str, Any]:
    """Return one attempt; the number is its time and its case."""
    at = f"2026-04-13T09:30:{number:02}.000Z"
    return {"at": at, "run": 1, "vignette": f"case-{number}", "answer": "support", **more}


def work(id: str = "a1", code: Any = "S-001", **more: Any) -> dict[str, Any]:
    """Return a sound work of two attempts; a field that is None is left out."""
    fields = {
        "format": "whosegroup-work",
        "version": 1,
        "work": id,
        "exercise": "two-kinds",
        "lang": "en",
        "reader": code,
        "attempts": [attempt(1), attempt(2)],
        **more,
    }
    return {name: value for name, value in fields.items() if value is not None}


def saved(id: str = "a1", code: Any = "S-001", **more: Any) -> bytes:
    return json.dumps(work(id, code, **more)).encode()


def put(folder: Path, files: dict[str, bytes]) -> Path:
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return folder


def zipped(files: dict[str, bytes] | Iterable[tuple[str | zipfile.ZipInfo, bytes]]) -> bytes:
    """Return a zip of these files."""
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items() if isinstance(files, dict) else files:
            archive.writestr(name, data)
    return kept.getvalue()


def member(name: str, mode: int = 0) -> zipfile.ZipInfo:
    """Return how a zip describes a file of this mode."""
    info = zipfile.ZipInfo(name)
    info.external_attr = mode << 16
    return info


def read(place: Path, **options: Any) -> Collected:
    return collect(place, WORDS, now=NOW, **options)


def pattern(why: str, part: str) -> str:
    """Return the words of a problem as a pattern, whatever was filled in."""
    return re.sub(r"\\\{\w+\\\}", ".+", re.escape(TEXT[why][part]))


def why(problem: FileProblem) -> str:
    """Return the id of the words that a problem says."""
    ids = [id for id in TEXT if re.fullmatch(pattern(id, "what"), problem.what, re.DOTALL)]
    assert len(ids) == 1
    assert re.fullmatch(pattern(ids[0], "remedy"), problem.remedy)
    return ids[0]


def said(found: Collected) -> list[tuple[str, str, str]]:
    return [(problem.file, problem.used, why(problem)) for problem in found.problems]


def readers(found: Collected) -> dict[str, tuple[str, ...]]:
    """Return the readers, each with the files of the work."""
    return {handed_in.reader: handed_in.files for handed_in in found.works}


def read_beside(folder: Path, name: str, data: bytes, **options: Any) -> list[tuple[str, str, str]]:
    """Return what is said of a file that lies beside a sound one, which must be read."""
    found = read(put(folder, {"sound.json": saved("sound", "S-999"), name: data}), **options)
    assert "sound.json" in readers(found)["S-999"]
    assert found.files == 2
    return [(used, id) for file, used, id in said(found) if file == name]


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """Return the folder of a class."""
    folder = tmp_path / "class"
    folder.mkdir()
    return folder


# ------------------------------------------------------------------ sound files


def test_the_works_of_a_class_are_read_from_folders_of_any_depth(place: Path) -> None:
    other = work("b1", "S-000", exercise="labels")
    put(place, {"deep/er/b.json": json.dumps(other).encode(), "a.json": saved()})
    assert read(place) == Collected(
        (
            HandedIn("S-000", "S-000", "labels", ("deep/er/b.json",), other),
            HandedIn("S-001", "S-001", "two-kinds", ("a.json",), work()),
        ),
        (),
        2,
    )


def test_a_zip_of_a_platform_holds_the_same_as_its_folder(place: Path, tmp_path: Path) -> None:
    files = {"one/a.json": saved(), "two\\b.json": saved("b1", "S-002")}
    put(place, {"one/a.json": saved(), "two/b.json": saved("b1", "S-002")})
    put(tmp_path, {"class.zip": zipped([("one/", b""), *files.items()])})
    assert read(tmp_path / "class.zip") == read(place)


def test_what_is_known_of_attempts_is_kept_and_the_rest_stays_in_the_file(place: Path) -> None:
    known = {
        "payload": "sha256:ab",
        "part": "whole",
        "answer": ["a", "b"],
        "confidence": "sure",
        "passage": 2,
        "exercise": "labels",
        "skipped": False,
        "item": None,
    }
    put(place, {"a.json": saved(attempts=[attempt(1, **known, mood={"very": "good"})], form="b")})
    kept = read(place).works[0].work
    assert kept == work(attempts=[attempt(1, **known)], form="b")


def test_attempts_are_in_the_order_of_time(place: Path) -> None:
    put(place, {"a.json": saved(attempts=[attempt(3), attempt(1), attempt(2)])})
    assert read(place).works[0].work["attempts"] == [attempt(1), attempt(2), attempt(3)]


def test_equal_answers_of_a_class_share_their_memory(place: Path) -> None:
    put(place, {"a.json": saved(), "b.json": saved("b1", "S-002")})
    first, second = (handed_in.work["attempts"][0] for handed_in in read(place).works)
    assert first["answer"] is second["answer"]
    assert first["vignette"] is second["vignette"]


def test_a_place_that_is_no_folder_and_no_zip_is_said(tmp_path: Path) -> None:
    put(tmp_path, {"notes.json": saved()})
    for name in ("nothing", "notes.json"):
        with pytest.raises(CollectError, match=name):
            read(tmp_path / name)


def test_what_systems_leave_behind_is_passed_over(place: Path, tmp_path: Path) -> None:
    files = dict.fromkeys(
        (
            ".hidden.json",
            ".ipynb_checkpoints/a.json",
            "__MACOSX/._a.json",
            "one/Thumbs.db",
            "desktop.ini",
        ),
        b"?",
    )
    put(tmp_path, {"class.zip": zipped(files)})
    assert read(put(place, files)) == read(tmp_path / "class.zip") == Collected((), (), 0)


def test_folders_can_be_left_out(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(place, {"a.json": saved(), "out/report.json": b"{}", "outer/b.json": saved("b", "S-002")})
    monkeypatch.chdir(place)
    found = read(place, leave_out=[Path("out"), place / "nowhere"])
    assert found.problems == ()
    assert list(readers(found)) == ["S-001", "S-002"]


@pytest.mark.parametrize("kind", ["folder", "zip"])
def test_progress_is_told_of_every_file(place: Path, tmp_path: Path, kind: str) -> None:
    files = {f"{number}.json": saved(str(number)) for number in range(5)}
    put(place, files)
    put(tmp_path, {"class.zip": zipped(files)})
    told = []

    def progress(files: Any) -> Any:
        for file in files:
            told.append(len(files))
            yield file

    found = read(place if kind == "folder" else tmp_path / "class.zip", progress=progress)
    assert told == [5] * 5
    assert found.files == len(found.works) == 5


# ------------------------------------------------------------------ files that are no work


def nested(levels: int) -> Any:
    return json.loads("[" * levels + "]" * levels)


UNUSABLE = {
    "not_work": b"[1, 2]",
    "not_work ": b'{"format": "other"}',
    "empty": b" \n",
    "cut": saved()[:-20],
    "cut ": saved()[:-1],
    "cut  ": b'{"format": "whosegr',
    "not_json": b"Dear teacher,",
    "not_json ": saved().replace(b'"run": 1', b'"run": NaN'),
    "not_json  ": saved().replace(b'"run": 1', b'"run": ' + b"9" * 5000),
    "not_text": b"\x81\x20",
    "not_text ": b"\xff\xfe\x00\xd8",
    "too_deep": b"[" * 100_000,
    "too_deep ": b'{"a":' * 100_000,
    "version": saved(version=2),
    "version ": saved(version=True),
    "version  ": saved(version=nested(300)),
    "damaged": saved(id=""),
    "damaged ": saved(id=3),
    "damaged  ": saved(attempts={"0": attempt(1)}),
    "no_exercise": saved(exercise=7),
    "no_exercise ": saved(exercise="../labels"),
    "no_exercise  ": saved(exercise="a" * 81),
    "no_answer": saved(attempts=[]),
    "bad_attempts": saved(attempts=[3, {"at": 3}]),
}


@pytest.mark.parametrize(("id", "data"), UNUSABLE.items(), ids=UNUSABLE.keys())
def test_what_cannot_be_used_is_said(place: Path, id: str, data: bytes) -> None:
    assert read_beside(place, "bad.json", data) == [("no", id.strip())]


def test_the_version_that_cannot_be_read_is_shown(place: Path) -> None:
    put(place, {"a.json": saved(version=17)})
    assert "17" in read(place).problems[0].what


def test_a_work_of_an_older_version_is_brought_up(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By the steps of the contract, as on a page; a step that fails leaves the file alone."""
    monkeypatch.setitem(contract.UPGRADES, 0, lambda work: {**work, "attempts": [*work["answers"]]})
    old = work(version=0, attempts=None)
    put(place, {"old.json": json.dumps({**old, "answers": [attempt(1)]}).encode()})
    put(place, {"none.json": json.dumps({**old, "answers": None}).encode()})
    found = read(place)
    assert [(it.work["version"], it.work["attempts"]) for it in found.works] == [(1, [attempt(1)])]
    assert said(found) == [("none.json", "no", "damaged")]


@pytest.mark.parametrize("number", ["1.0", "1e0", "10e-1"])
def test_a_number_is_read_however_it_is_written(place: Path, number: str) -> None:
    written = saved().decode().replace('"run": 1,', f'"run": {number},')
    put(place, {"a.json": written.replace('"version": 1,', f'"version": {number},').encode()})
    assert [it.work["attempts"] for it in read(place).works] == [[attempt(1), attempt(2)]]


@pytest.mark.parametrize("name", ["essay.docx", "photo.JPG", "json", "zip", "a.json.exe"])
def test_other_files_are_named_and_not_read(place: Path, name: str) -> None:
    assert read_beside(place, name, saved()) == [("no", "not_work")]


def test_a_file_may_be_as_large_as_the_limit_and_no_larger(place: Path) -> None:
    limits = Limits(file=len(saved("b1")))
    assert read_beside(place, "b.json", saved("b1"), limits=Limits(file=1000)) == []
    put(place, {"sound.json": saved("b2"), "b.json": saved("b1") + b" "})
    assert said(read(place, limits=limits)) == [("b.json", "no", "too_large")]


def test_no_more_of_a_large_file_is_read_than_shows_that_it_is_too_large(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(place, {"a.json": b" " * 10_000})
    sizes = []
    read_all = places.BoundedReader.read

    def counted(self: Any, size: int = -1) -> bytes:
        data = read_all(self, size)
        sizes.append(len(data))
        return data

    monkeypatch.setattr(places.BoundedReader, "read", counted)
    assert said(read(place, limits=Limits(file=100))) == [("a.json", "no", "too_large")]
    assert sum(sizes) <= 101


@POSIX
def test_links_are_not_followed(place: Path, tmp_path: Path) -> None:
    put(tmp_path, {"elsewhere/secret.json": saved("secret", "Secret")})
    put(place, {"a.json": saved()})
    (place / "file.json").symlink_to(tmp_path / "elsewhere" / "secret.json")
    (place / "folder").symlink_to(tmp_path / "elsewhere")
    (place / "round").symlink_to(place)
    (place / "broken.json").symlink_to("nowhere")
    found = read(place)
    assert list(readers(found)) == ["S-001"]
    names = ("broken.json", "file.json", "folder", "round")
    assert said(found) == [(name, "no", "link") for name in names]
    assert found.files == 5


@POSIX
@pytest.mark.parametrize("name", ["class", "class.zip"])
def test_the_place_itself_may_be_a_link(place: Path, tmp_path: Path, name: str) -> None:
    put(place, {"a.json": saved()})
    put(tmp_path, {"class.zip": zipped({"a.json": saved()})})
    (tmp_path / "link.zip").symlink_to(name)
    assert readers(read(tmp_path / "link.zip")) == {"S-001": ("a.json",)}


@POSIX
def test_pipes_and_sockets_are_not_opened(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(place, {"a.json": saved()})
    os.mkfifo(place / "pipe.json")
    monkeypatch.chdir(place)  # the path of a socket must be short
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind("socket.json")
        found = read(place)
    assert list(readers(found)) == ["S-001"]
    assert said(found) == [(name, "no", "special") for name in ("pipe.json", "socket.json")]


@POSIX
@pytest.mark.parametrize("replace", ["link", "pipe"])
def test_a_file_that_is_replaced_after_it_was_found_is_not_opened(
    place: Path, tmp_path: Path, replace: str
) -> None:
    put(tmp_path, {"secret.json": saved("secret", "Secret")})
    put(place, {"a.json": saved(), "b.json": saved("b1")})

    def replacing(files: Any) -> Any:
        (place / "b.json").unlink()
        if replace == "link":
            (place / "b.json").symlink_to(tmp_path / "secret.json")
        else:
            os.mkfifo(place / "b.json")
        return files

    found = read(place, progress=replacing)
    assert list(readers(found)) == ["S-001"]
    assert said(found) == [("b.json", "no", "unreadable")]


def test_files_and_folders_without_permission_are_said(place: Path) -> None:
    put(place, {"a.json": saved(), "b.json": saved("b1"), "shut/c.json": saved("c1")})
    (place / "b.json").chmod(0)
    (place / "shut").chmod(0)
    may_read_all = os.access(place / "b.json", os.R_OK)
    found = read(place)
    (place / "shut").chmod(0o700)
    if may_read_all:
        pytest.skip("Nothing can be shut from root.")
    assert list(readers(found)) == ["S-001"]
    assert said(found) == [("b.json", "no", "unreadable"), ("shut/", "no", "unreadable")]


@pytest.mark.parametrize("name", ["b.json", "b.zip"])
def test_a_file_that_cannot_be_opened_is_said(
    place: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    opened = os.open

    def refusing(path: str, flags: int) -> int:
        if path.endswith(name):
            raise PermissionError(13, "Permission denied")
        return opened(path, flags)

    monkeypatch.setattr(os, "open", refusing)
    assert read_beside(place, name, b"") == [("no", "unreadable")]


# ------------------------------------------------------------------ files used with a remark


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp932"])
def test_text_in_other_encodings_is_read_with_a_remark(place: Path, encoding: str) -> None:
    text = json.dumps(work(code="表示十人"), ensure_ascii=False)
    assert read_beside(place, "a.json", text.encode(encoding)) == [("yes", "encoding")]
    assert "表示十人" in readers(read(place))


def test_utf_8_needs_no_remark(place: Path) -> None:
    text = json.dumps(work(code="表示十人"), ensure_ascii=False)
    assert read_beside(place, "a.json.txt", text.encode()) == []


BAD = {
    "no table": 3,
    "no time": attempt(3, at=None),
    "a part that is no text": attempt(3, part=["aims"]),
    "a huge run": attempt(3, run=10**400),
    "a huge line": attempt(3, passage=-(10**400)),
    "a confidence that is no text": attempt(3, confidence={"so": "so"}),
    "answers that are no text": attempt(3, answer=["a", ["b"]]),
    "half a character": attempt(3, vignette="\ud800"),
    "a line break": attempt(3, item="a\nb"),
    "a book": attempt(3, payload="x" * 1000),
}


@pytest.mark.parametrize("bad", BAD.values(), ids=BAD.keys())
def test_sound_attempts_beside_bad_ones_are_used(place: Path, bad: Any) -> None:
    data = saved(attempts=[attempt(1), bad, attempt(2), None])
    assert read_beside(place, "a.json", data) == [("partly", "bad_attempts")]
    found = read(place)
    assert "2 of 4" in found.problems[0].what
    assert found.works[0].work["attempts"] == [attempt(1), attempt(2)]


def test_an_attempt_that_stands_in_a_file_twice_counts_once(place: Path) -> None:
    data = saved(attempts=[attempt(1), attempt(2), attempt(1), attempt(1)])
    assert read_beside(place, "a.json", data) == [("yes", "repeated")]
    found = read(place)
    assert found.works[0].work["attempts"] == [attempt(1), attempt(2)]
    assert ": 2." in found.problems[0].what


def test_a_field_that_stands_twice_is_said(place: Path) -> None:
    data = saved().replace(b'"run": 1', b'"run": 1, "run": 2', 1)
    assert read_beside(place, "a.json", data) == [("yes", "named_twice")]


@pytest.mark.parametrize(
    ("at", "remarks"),
    [
        ("2026-04-21T11:59:59.000Z", []),
        ("2026-04-21T12:00:01.000Z", ["ahead"]),
        ("2026-04-21T20:59:00.000+09:00", []),
        ("2026-04-21T21:01:00.000+09:00", ["ahead"]),
        ("2026-04-21T12:00:01", ["ahead"]),
        ("0001-01-01T00:00:00+14:00", []),
        ("9999-12-31T23:59:59-14:00", ["ahead"]),
        ("2026-13-01T00:00:00Z", ["untimed"]),
        ("tomorrow", ["untimed"]),
        ("", ["untimed"]),
    ],
)
def test_times_that_cannot_be_are_counted(place: Path, at: str, remarks: list[str]) -> None:
    data = saved(attempts=[attempt(1), attempt(2, at=at)])
    assert read_beside(place, "a.json", data) == [("yes", id) for id in remarks]
    for problem in read(place).problems:
        assert "1 of 2" in problem.what


# ------------------------------------------------------------------ zips


def test_zips_within_zips_are_looked_into_two_deep(place: Path, tmp_path: Path) -> None:
    inner = zipped({"c.json": saved("c1", "S-003"), "d.zip": zipped({"d.json": saved("d1")})})
    files = {"b.zip": zipped({"b.json": saved("b1", "S-002"), "c.zip": inner}), "a.json": saved()}
    found = read(put(place, files))
    assert list(readers(found).values()) == [
        ("a.json",),
        ("b.zip/b.json",),
        ("b.zip/c.zip/c.json",),
    ]
    assert said(found) == [("b.zip/c.zip/d.zip", "no", "zip_deep")]
    assert found.files == 4
    put(tmp_path, {"class.zip": zipped(files)})
    assert read(tmp_path / "class.zip") == found


NAMES = [
    "../up.json",
    "a/../../up.json",
    "/etc/up.json",
    "\\up.json",
    "..\\up.json",
    "C:\\up.json",
    "c:up.json",
    "..",
]


@pytest.mark.parametrize("name", NAMES)
def test_names_that_lead_out_of_a_zip_are_not_read(place: Path, tmp_path: Path, name: str) -> None:
    archive = zipped({"a.json": saved(), name: saved("b1", "S-002")})
    found = read(put(place, {"in.zip": archive}))
    assert readers(found) == {"S-001": ("in.zip/a.json",)}
    assert said(found) == [(f"in.zip/{name}", "no", "outside")]


def test_a_name_with_a_null_is_not_read(place: Path) -> None:
    archive = zipped({"a.json": saved(), "b.json#c": saved("b1")}).replace(b"#", b"\0")
    found = read(put(place, {"in.zip": archive}))
    assert said(found) == [("in.zip/b.json\\x00c", "no", "outside")]


@pytest.mark.parametrize(
    ("mode", "id"), [(stat.S_IFLNK, "link"), (stat.S_IFIFO, "special"), (stat.S_IFCHR, "special")]
)
def test_links_and_devices_in_a_zip_are_not_read(place: Path, mode: int, id: str) -> None:
    files = [(member("b.json", mode | 0o777), b"/etc/passwd"), ("a.json", saved())]
    found = read(put(place, {"in.zip": zipped(files)}))
    assert list(readers(found)) == ["S-001"]
    assert said(found) == [("in.zip/b.json", "no", id)]


def test_files_of_other_kinds_in_a_zip_are_named(place: Path) -> None:
    archive = zipped({"a.json": saved(), "essay.docx": b"PK", "big.png": bytes(6_000_000)})
    found = read(put(place, {"in.zip": archive}))
    assert said(found) == [
        (f"in.zip/{name}", "no", "not_work") for name in ("big.png", "essay.docx")
    ]


def changed(archive: bytes, change: Callable[[bytearray, int, int], None]) -> bytes:
    """Return a zip of which the last entry was changed; `change` gets its two headers' places."""
    data = bytearray(archive)
    change(data, data.rfind(b"PK\3\4"), data.rfind(b"PK\1\2"))
    return bytes(data)


def lock(data: bytearray, local: int, central: int) -> None:
    data[local + 6] |= 1
    data[central + 8] |= 1


def pack_with(method: int) -> Callable[[bytearray, int, int], None]:
    def pack(data: bytearray, local: int, central: int) -> None:
        data[local + 8] = data[central + 10] = method

    return pack


def spoil_sum(data: bytearray, local: int, central: int) -> None:
    data[local + 14] ^= 1
    data[central + 16] ^= 1


def spoil_data(data: bytearray, local: int, central: int) -> None:
    data[local + 40 : local + 60] = b"?" * 20


def rename(data: bytearray, local: int, central: int) -> None:
    data[local + 30] ^= 1


def understate(data: bytearray, local: int, central: int) -> None:
    data[local + 22 : local + 26] = data[central + 24 : central + 28] = struct.pack("<I", 10)


def point_at_the_first(data: bytearray, local: int, central: int) -> None:
    data[central + 42 : central + 46] = struct.pack("<I", 0)


SPOILT = {
    "encrypted": lock,
    "compression": pack_with(1),
    "compression (bzip2)": pack_with(zipfile.ZIP_BZIP2),
    "compression (LZMA)": pack_with(zipfile.ZIP_LZMA),
    "member_damaged (sum)": spoil_sum,
    "member_damaged (data)": spoil_data,
    "member_damaged (name)": rename,
    "member_damaged (size)": understate,
}


@pytest.mark.parametrize(("id", "change"), SPOILT.items(), ids=SPOILT.keys())
def test_a_spoilt_file_in_a_zip_leaves_the_others(
    place: Path, id: str, change: Callable[[bytearray, int, int], None]
) -> None:
    archive = zipped({"a.json": saved(), "b.json": saved("b1", "S-002")})
    found = read(put(place, {"in.zip": changed(archive, change)}))
    assert list(readers(found)) == ["S-001"]
    assert said(found) == [("in.zip/b.json", "no", id.split()[0])]


def test_members_that_share_packed_bytes_are_not_read_twice(place: Path) -> None:
    """As in a zip bomb of which each member is the whole file."""
    archive = zipped({"a.json": saved(), "c.json": saved("c1", "S-003")})
    found = read(put(place, {"in.zip": changed(archive, point_at_the_first)}))
    assert len(found.works) + len(found.problems) == 2
    assert ("in.zip/a.json", "no", "overlapping") in said(found)


@pytest.mark.parametrize("cut", [10, 300, -30, -1])
def test_a_zip_that_is_cut_short_is_said(place: Path, cut: int) -> None:
    archive = zipped({"b.json": saved("b1"), "c.json": saved("c1")})[:cut]
    assert read_beside(place, "in.zip", archive) == [("no", "zip_damaged")]


def test_the_class_s_own_zip_may_be_damaged_too(tmp_path: Path) -> None:
    put(tmp_path, {"class.zip": zipped({"a.json": saved()})[:-30]})
    assert said(read(tmp_path / "class.zip")) == [("class.zip", "no", "zip_damaged")]


def test_a_zip_bomb_is_not_unpacked(place: Path) -> None:
    bomb = bytes(50_000_000)
    archive = zipped({"bomb.json": bomb, "bomb.zip": bomb, "a.json": saved()})
    assert len(archive) < 1_000_000
    found = read(put(place, {"in.zip": archive}), limits=Limits(total=1_000_000))
    assert list(readers(found)) == ["S-001"]
    assert said(found) == [
        ("in.zip/bomb.json", "no", "too_large"),
        ("in.zip/bomb.zip", "no", "zip_large"),
    ]


def test_of_a_zip_that_unpacks_to_too_much_the_beginning_is_kept(place: Path) -> None:
    size = len(saved("00"))
    files = {f"{number:02}.json": saved(f"{number:02}") for number in range(20)}
    found = read(
        put(place, {"in.zip": zipped(files), "sound.json": saved("sound", "S-999")}),
        limits=Limits(total=size * 5 + 1),
    )
    assert said(found)[0] == ("in.zip", "partly", "zip_total")
    assert sorted(handed_in.files[0] for handed_in in found.works) == [
        *(f"in.zip/{number:02}.json" for number in range(5)),
        "sound.json",
    ]


def test_damaged_members_count_towards_the_total(place: Path) -> None:
    archive = zipped({"a.json": saved("a1"), "b.json": saved("b1")})
    found = read(
        put(place, {"in.zip": changed(archive, spoil_sum)}), limits=Limits(total=len(saved()) + 1)
    )
    assert said(found) == [("in.zip", "partly", "zip_total")]


def test_a_zip_within_a_zip_cannot_use_up_what_the_others_may_read(tmp_path: Path) -> None:
    many = {f"{number:02}.json": saved(f"{number:02}", "S-002") for number in range(20)}
    twice = zipped({"in.zip": zipped(many), "in2.zip": zipped(many)})
    put(tmp_path, {"class.zip": zipped({"a.zip": twice, "b.json": saved()})})
    found = read(tmp_path / "class.zip", limits=Limits(nested=len(saved()) * 20))
    assert "S-001" in readers(found)
    assert len(found.works) < 21
    cut_off = [file for file, _, id in said(found) if id == "zip_total"]
    assert cut_off == ["a.zip", "a.zip/in.zip"]


def test_of_a_zip_with_too_many_members_the_first_are_kept(place: Path) -> None:
    files = {f"{number}.json": saved(str(number), f"S-{number}") for number in range(5)}
    found = read(put(place, {"in.zip": zipped(files)}), limits=Limits(members=3))
    assert list(readers(found)) == ["S-0", "S-1", "S-2"]
    assert said(found) == [("in.zip", "partly", "zip_members")]
    assert "5" in found.problems[0].what


def test_a_zip_s_table_of_contents_is_not_read_however_long(place: Path) -> None:
    archive = zipped([("x" * 100 + str(number), b"") for number in range(100)])
    limits = Limits(members=3, file=1000)
    assert read_beside(place, "in.zip", archive, limits=limits) == [("no", "zip_damaged")]


# ------------------------------------------------------------------ whose work it is


def test_the_same_work_in_two_files_is_one(place: Path) -> None:
    put(
        place,
        {
            "a.json": saved(attempts=[attempt(1), attempt(3)]),
            "b.json": saved(attempts=[attempt(1, answer="self-help"), attempt(2)]),
        },
    )
    found = read(place)
    assert readers(found) == {"S-001": ("a.json", "b.json")}
    assert found.works[0].work["attempts"] == [attempt(1), attempt(2), attempt(3)]
    assert said(found) == [("b.json", "yes", "handed_in_twice")]
    assert "a.json" in found.problems[0].what


def test_one_work_id_at_two_exercises_is_two_works(place: Path) -> None:
    put(place, {"a.json": saved(), "b.json": saved(exercise="labels")})
    found = read(place)
    assert [(w.exercise, w.reader) for w in found.works] == [
        ("labels", "S-001"),
        ("two-kinds", "S-001"),
    ]
    assert found.problems == ()


def test_a_work_that_two_readers_handed_in_is_kept_apart_and_said(place: Path) -> None:
    """A copy with answers of its own, given before, does not change what the other reader gave."""
    own = [attempt(number) for number in range(5)]
    false = [{**attempt(number), "at": "2026-01-01T00:00:00.000Z"} for number in range(7)]
    put(
        place,
        {
            "a.json": saved(code="Own", attempts=own[:3]),
            "b.json": saved(code="Copy", attempts=[*false, *own]),
            "c.json": saved(code=None, attempts=own),
        },
    )
    found = read(place)
    assert readers(found) == {"Own": ("a.json", "c.json"), "Copy": ("b.json",)}
    [work] = [work for work in found.works if work.reader == "Own"]
    assert work.work["attempts"] == own
    assert work.work["reader"] == work.code == "Own"
    assert said(found) == [
        ("a.json", "yes", "two_readers"),
        ("b.json", "yes", "two_readers"),
        ("c.json", "yes", "two_readers"),
        ("c.json", "yes", "handed_in_twice"),
    ]
    assert "b.json" in next(p.what for p in found.problems if p.file == "a.json")


def test_who_handed_a_file_in_is_known_to_the_platform_before_any_code(place: Path) -> None:
    put(
        place,
        {
            "Abe Jun_1_assignsubmission_file_/a.json": saved(code="S-1"),
            "Abe Jun_1_assignsubmission_file_/b.json": saved(code="S-9"),
            "Ito Rin_2_assignsubmission_file_/a.json": saved(code="S-1"),
        },
    )
    found = read(place)
    assert sorted(len(work.files) for work in found.works) == [1, 2]
    assert [why for _, _, why in said(found)].count("two_readers") == 3


def test_two_works_with_one_code_are_kept_apart(place: Path) -> None:
    put(
        place,
        {
            "a.json": saved("a1"),
            "b.json": saved("b1", "\uff33-\uff10\uff101 "),  # as typed in a Japanese input method
            "c.json": saved("c1", "S-001 (2)"),
            "d.json": saved("d1", exercise="labels"),
        },
    )
    found = read(place)
    assert [(w.exercise, w.reader, w.files) for w in found.works] == [
        ("labels", "S-001", ("d.json",)),
        ("two-kinds", "S-001", ("a.json",)),
        ("two-kinds", "S-001 (2)", ("c.json",)),
        ("two-kinds", "S-001 (3)", ("b.json",)),
    ]
    assert said(found) == [("a.json", "yes", "same_name"), ("b.json", "yes", "same_name")]


def test_which_reader_gets_a_number_depends_on_the_files_names_alone(tmp_path: Path) -> None:
    put(tmp_path, {"class.zip": zipped({"b.json": saved("b1"), "a.json": saved("a1")})})
    assert readers(read(tmp_path / "class.zip")) == {"S-001": ("a.json",), "S-001 (2)": ("b.json",)}


def test_a_long_code_is_cut_and_still_kept_apart(place: Path) -> None:
    put(place, {"a.json": saved("a1", "x" * 100), "b.json": saved("b1", "x" * 101)})
    assert set(readers(read(place))) == {"x" * 55 + "… (2)", "x" * 59 + "…"}
    assert [id for _, _, id in said(read(place))].count("code_cut") == 2


MOODLE = [
    ("Hanako Yamada_12345_assignsubmission_file/w.json", "Hanako Yamada"),
    ("Hanako Yamada_12345_assignsubmission_file_/w.json", "Hanako Yamada"),
    ("山田\u3000花子_1_assignsubmission_onlinetext_/deep/w.json", "山田 花子"),
    ("A_B_2_assignsubmission_file/w.json", "A_B"),
    ("Hanako_1_assignsubmission_file_w.json", "Hanako"),
    ("Hanako_1_assignsubmission_file/Other_2_assignsubmission_file/w.json", "Hanako"),
    ("Hanako_assignsubmission_file/w.json", "work a1"),
    ("Hanako_1_assignsubmission_files/w.json", "work a1"),
]


@pytest.mark.parametrize(("name", "reader"), MOODLE)
def test_without_a_code_the_folder_of_moodle_names_the_reader(
    place: Path, tmp_path: Path, name: str, reader: str
) -> None:
    put(tmp_path, {"class.zip": zipped({name: saved(code=None)})})
    for found in (read(put(place, {name: saved(code=None)})), read(tmp_path / "class.zip")):
        assert [(w.reader, w.code) for w in found.works] == [(reader, None)]
        assert "reader" not in found.works[0].work


def test_a_code_goes_before_the_folder_of_moodle(place: Path) -> None:
    put(place, {"Hanako_1_assignsubmission_file/w.json": saved()})
    assert list(readers(read(place))) == ["S-001"]


@pytest.mark.parametrize("code", [None, "", "  \n", 7, ["S-001"], "\u3000"])
def test_without_a_code_or_folder_the_work_s_number_names_the_reader(
    place: Path, code: Any
) -> None:
    put(place, {"a.json": saved("9f2c51d07a3be846", code), "b.json": saved("\u202e1", code)})
    assert list(readers(read(place))) == ["work 9f2c51d0", "work \\u202e1"]


def test_a_work_s_number_may_be_any_text_and_can_still_be_written(place: Path) -> None:
    put(place, {"a.json": saved("\ud800\n", "A"), "b.json": saved("\\ud800\\n", "B")})
    found = read(place)
    assert list(readers(found)) == ["A", "B"]
    assert {handed_in.work["work"] for handed_in in found.works} == {"\\ud800\\n"}


def test_an_empty_work_is_left_out_and_does_not_bear_on_the_other_s_name(place: Path) -> None:
    put(place, {"a.json": saved("a1", attempts=[]), "b.json": saved("b1")})
    found = read(place)
    assert readers(found) == {"S-001": ("b.json",)}
    assert said(found) == [("a.json", "no", "no_answer")]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("S-017", "S-017"),
        ("山田 é", "山田 é"),
        ("a\nb\tc\0", "a\\nb\\tc\\x00"),
        ("\u202eevil\u2066", "\\u202eevil\\u2066"),
        ("\ud800", "\\ud800"),
        ("\U000e0001", "\\U000e0001"),
        ("wide\u3000space", "wide space"),
        ("x" * 60, "x" * 60),
        ("x" * 61, "x" * 59 + "…"),
        ("\n" * 31, "\\n" * 29 + "\\…"),
    ],
)
def test_what_is_shown_holds_nothing_that_cannot_be_seen(text: str, shown: str) -> None:
    assert clean(text) == shown


def test_names_of_files_are_shown_so_too(place: Path) -> None:
    put(place, {"in.zip": zipped({"a\u202e\n.json": b"", "x" * 300 + ".json": b""})})
    first, second = read(place).problems
    assert first.file == "in.zip/a\\u202e\\n.json"
    assert len(second.file) == 200


def test_codes_that_would_take_long_to_clean_are_cut_first(place: Path) -> None:
    """Without that, this takes minutes: it grows with the square of the length."""
    code = "a" + "\u0301\u0323" * 400_000
    put(place, {"a.json": saved(code=code)})
    assert len(next(iter(readers(read(place))))) <= 60


# ------------------------------------------------------------------ nothing changes, nothing fails


def fingerprint(folder: Path) -> dict[str, tuple[int, int, str]]:
    """Return mode, time of change and digest of all that a folder holds."""
    found = {}
    for path in sorted([folder, *folder.rglob("*")]):
        data = path.read_bytes() if path.is_file() else b""
        status = path.lstat()
        digest = hashlib.sha256(data).hexdigest()
        found[str(path)] = (status.st_mode, status.st_mtime_ns, digest)
    return found


def test_nothing_is_changed_and_nothing_is_written(place: Path, tmp_path: Path) -> None:
    files = {
        f"{'x' * n}.json": data for n, data in enumerate([saved(), *UNUSABLE.values()], start=1)
    }
    put(place, {**files, "in.zip": zipped({**files, "../out.json": saved(), "d/": b""})})
    put(tmp_path, {"class.zip": zipped({"in.zip": zipped(files)})})
    read(place), read(tmp_path / "class.zip")  # what Python loads at its first use is loaded
    before = fingerprint(tmp_path)
    written: list[object] = []
    watching = True

    def watch(event: str, details: tuple[Any, ...]) -> None:
        if watching and (
            (event == "open" and details[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT))
            or event in ("os.mkdir", "os.rename", "os.remove", "subprocess.Popen", "exec")
        ):
            written.append((event, details))

    sys.addaudithook(watch)
    try:
        assert read(place).works
        assert read(tmp_path / "class.zip").works
    finally:
        watching = False
    assert written == []
    assert fingerprint(tmp_path) == before


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=4)
    ),
    max_leaves=8,
)
# Unlike `st.text()`, with halves of characters, which JSON can hold.
any_text = st.text(st.characters(exclude_categories=()), max_size=80)


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder that holds one sound work, for examples to put others beside it."""
    return put(tmp_path_factory.mktemp("class"), {"sound.json": saved("sound", "S-999")})


def check_beside(folder: Path, name: str, data: bytes) -> Collected:
    """Read a file of any content beside a sound one: each must be a work or a problem."""
    put(folder, {name: data})
    try:
        found = read(folder)
    finally:
        (folder / name).unlink()
    used = {file for handed_in in found.works for file in handed_in.files}
    assert any(
        file.startswith(name) for file in used | {problem.file for problem in found.problems}
    )
    for handed_in in found.works:
        check_shape(handed_in)
    for problem in found.problems:
        assert problem.used in ("no", "partly", "yes")
        assert problem.what.isprintable()
        assert problem.file.isprintable()
        why(problem)
    assert all(
        (problem.file in used) == (problem.used != "no")
        for problem in found.problems
        if problem.file.endswith(".json")
    )
    return found


def check_shape(handed_in: HandedIn) -> None:
    """See that others can rely on a work: names that can be shown, attempts that are sound."""
    assert handed_in.reader.isprintable()
    assert 0 < len(handed_in.reader) <= 60
    attempts = handed_in.work["attempts"]
    assert attempts
    assert all(is_attempt(attempt) for attempt in attempts)
    assert merge(attempts, []) == attempts
    json.dumps(handed_in.work, ensure_ascii=False, allow_nan=False).encode()


@given(data=st.binary(max_size=200))
def test_any_bytes_are_a_work_or_a_problem(shared: Path, data: bytes) -> None:
    assert "S-999" in readers(check_beside(shared, "any.json", data))


@given(value=json_values)
def test_any_json_is_a_work_or_a_problem(shared: Path, value: Any) -> None:
    assert "S-999" in readers(check_beside(shared, "any.json", json.dumps(value).encode()))


@given(
    fields=st.dictionaries(st.sampled_from(sorted(work())), json_values | any_text, max_size=2),
    attempts=st.lists(
        st.builds(
            lambda number, more: attempt(number, **more),
            st.integers(0, 5),
            st.dictionaries(
                st.sampled_from([*copies.FIELDS, "other"]), json_values | any_text, max_size=3
            ),
        ),
        max_size=4,
    ),
    code=any_text,
    id=any_text,
)
def test_any_change_of_a_work_is_a_work_or_a_problem(
    shared: Path, fields: dict[str, Any], attempts: list[Any], code: str, id: str
) -> None:
    record = {**work(id, code, attempts=attempts), **fields}
    found = check_beside(shared, "any.json", json.dumps(record).encode())
    assert any("sound.json" in handed_in.files for handed_in in found.works)


@given(
    name=st.text(st.characters(exclude_categories=("Cs",)), min_size=1, max_size=30)
    | st.sampled_from(["../a.json", "/a.json", "a//b.json", "./", "a.json/", "C:a", ".."]),
    ending=st.sampled_from(["", ".json", ".zip", ".docx"]),
)
def test_any_name_in_a_zip_is_a_work_or_a_problem_or_passed_over(
    shared: Path, name: str, ending: str
) -> None:
    archive = zipped([("inner.json", saved()), (name + ending, saved("b1", "S-002"))])
    found = check_beside(shared, "any.zip", archive)
    assert {"S-001", "S-999"} <= readers(found).keys()
    told = {f for w in found.works for f in w.files} | {p.file for p in found.problems}
    assert found.files == len(told)


@given(data=st.data())
def test_any_change_of_a_zip_leaves_the_files_beside_it(shared: Path, data: st.DataObject) -> None:
    archive = bytearray(zipped({"a.json": saved(), "b.json": saved("b1", "S-002")}))
    for _ in range(data.draw(st.integers(1, 4))):
        archive[data.draw(st.integers(0, len(archive) - 1))] = data.draw(st.integers(0, 255))
    put(shared, {"any.zip": bytes(archive)})
    found = read(shared)
    (shared / "any.zip").unlink()
    assert "S-999" in readers(found)


# ------------------------------------------------------------------ words


def test_each_problem_has_its_words_and_each_words_their_problem() -> None:
    parts = (module, copies, interactions, naming, places, texts, zips)
    code = "".join(Path(part.__file__).read_text(encoding="utf-8") for part in parts)
    assert all(set(entry) == {"what", "remedy"} for entry in TEXT.values())
    named = set(re.findall(r'"([a-z_]+)"', code)) | {"no_place"}
    assert set(TEXT) <= named


def test_the_words_come_from_the_words_that_are_given(place: Path) -> None:
    words = Words(handed_in={**TEXT, "empty": {"what": "Nichts darin.", "remedy": "Noch einmal."}})
    found = collect(put(place, {"a.json": b""}), words, now=NOW)
    assert found.problems == (FileProblem("a.json", "no", "Nichts darin.", "Noch einmal."),)
