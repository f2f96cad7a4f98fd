"""The wheel and the source archive hold what they should, and the pins what is declared."""

from __future__ import annotations

import email
import importlib
import importlib.metadata
import os
import re
import sys
import tarfile
import tomllib
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import archives
import catalogues
import licences
import pytest
from babel.messages.catalog import Catalog
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from config.catalogue import read_catalogue
from tray.share.files import ENTRY, PERSON_PATHS

if TYPE_CHECKING:
    from email.message import Message

ROOT = Path(__file__).resolve().parent.parent
ROOMS = ("config", "journal", "tips", "tray", "windows")
PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
PIN = re.compile(r"^(?P<name>[\w.-]+)==(?P<version>[\w.]+)(?P<marker> ; [^\\]+)? \\$", re.MULTILINE)


@pytest.fixture(scope="module")
def sdist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("sdist")
    return archives.build_sdist(archives.copy_sources(ROOT, place / "tree"), place)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("wheel")
    return archives.build_wheel(archives.copy_sources(ROOT, place / "tree"), place)


def contents(wheel: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(wheel) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def metadata(wheel: Path) -> Message:
    (held,) = (data for name, data in contents(wheel).items() if name.endswith("info/METADATA"))
    return email.message_from_bytes(held)


def pins(kind: str) -> dict[str, str]:
    written = (ROOT / "requirements" / f"{kind}.txt").read_text("utf-8")
    return {match["name"]: match["version"] for match in PIN.finditer(written)}


def test_the_wheel_holds_the_rooms_with_their_data_and_nothing_else(wheel: Path) -> None:
    wanted = {
        path.as_posix()
        for path in archives.sources(ROOT)
        if path.parts[0] in ROOMS and path.suffix in {".py", ".pyi", ".toml"}
    }
    wanted |= {
        path.with_suffix(".mo").relative_to(ROOT).as_posix()
        for path in catalogues.catalogues().values()
    }
    held = {name for name in contents(wheel) if not re.search(r"\.(dist-info|data)/", name)}
    assert held == wanted
    assert "config/defaults.toml" in held


def test_the_wheel_speaks_every_language(wheel: Path, tmp_path: Path) -> None:
    held = contents(wheel)
    for name in catalogues.catalogues():
        place = tmp_path / f"{name}.mo"
        place.write_bytes(held[f"config/languages/{name}.mo"])
        assert read_catalogue(place).one(
            "This translation has not been reviewed by a clinician.", ""
        )


def test_a_build_compiles_the_catalogues_of_what_is_built(tmp_path: Path) -> None:
    tree = archives.copy_sources(ROOT, tmp_path / "tree")
    catalog = Catalog(locale="eo")
    catalog.add("Undo", "Malfari")
    catalogues.write(tree / catalogues.FOLDER / "eo.po", catalog)
    (tmp_path / "wheel").mkdir()
    held = contents(archives.build_wheel(tree, tmp_path / "wheel"))
    (tmp_path / "eo.mo").write_bytes(held["config/languages/eo.mo"])
    assert read_catalogue(tmp_path / "eo.mo").one("Undo", "") == "Malfari"
    assert not any(name.endswith(".po") for name in held)


def test_the_wheel_says_who_it_is(wheel: Path) -> None:
    said = metadata(wheel)
    assert said["Name"] == "lull"
    assert said["Version"] == PROJECT["project"]["version"]
    assert said["License-Expression"] == "MIT"
    assert said["Requires-Python"] == ">=3.11"
    assert said["Description-Content-Type"] == "text/markdown"
    required = {Requirement(row).name for row in said.get_all("Requires-Dist", [])}
    assert required == {Requirement(row).name for row in PROJECT["project"]["dependencies"]}


def test_the_wheel_starts_lull_and_carries_its_licence(wheel: Path) -> None:
    held = {name.partition(".dist-info/")[2]: data for name, data in contents(wheel).items()}
    assert (
        held["entry_points.txt"].split() == b"[console_scripts] lull = tray.__main__:main".split()
    )
    assert held["licenses/LICENSE"] == (ROOT / "LICENSE").read_bytes()
    assert b"the Lull authors" in held["licenses/LICENSE"]


def test_the_source_archive_builds_the_same_wheel(sdist: Path, wheel: Path, tmp_path: Path) -> None:
    again = archives.build_wheel(archives.unpack(sdist, tmp_path / "unpacked"), tmp_path)
    assert again.name == wheel.name
    assert contents(again) == contents(wheel)
    # Another folder at another time: the same, byte for byte.
    assert again.read_bytes() == wheel.read_bytes()


def test_the_source_archive_is_the_same_wherever_it_is_built(sdist: Path, tmp_path: Path) -> None:
    old = os.umask(0o077)
    try:
        again = archives.build_sdist(archives.copy_sources(ROOT, tmp_path / "elsewhere"), tmp_path)
    finally:
        os.umask(old)
    assert again.read_bytes() == sdist.read_bytes()


def test_everything_is_dated_as_whoever_builds_asks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    assert archives.epoch() == 1_700_000_000
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    assert archives.epoch() == archives.EARLIEST


def test_the_wheel_brings_what_desktops_and_shells_are_offered(wheel: Path) -> None:
    parts = {name.partition(".data/data/share/") for name in contents(wheel)}
    held = {path for _, found, path in parts if found}
    assert held == {*PERSON_PATHS, "metainfo/org.lull.Lull.metainfo.xml"}


def test_what_desktops_are_offered_is_in_every_language(wheel: Path) -> None:
    held = {name.partition(".data/data/share/")[2]: data for name, data in contents(wheel).items()}
    entry = held[ENTRY].decode()
    centre = held["metainfo/org.lull.Lull.metainfo.xml"].decode()
    for name in catalogues.catalogues():
        for key in ("GenericName", "Comment", "Keywords", "Name"):
            assert f"\n{key}[{name}]=" in entry
        for element in ("summary", "p", "li"):
            assert f'<{element} xml:lang="{name.replace("_", "-")}">' in centre


def test_the_source_archive_can_be_tested(sdist: Path) -> None:
    with tarfile.open(sdist) as archive:
        held = {name.partition("/")[2] for name in archive.getnames()}
    tracked = {path.as_posix() for path in archives.sources(ROOT)}
    assert {".gitignore"} >= tracked - held


def test_the_imported_rooms_are_ours_alone() -> None:
    # Generic names: a stranger's "config" in the same environment would win or be overwritten.
    owners = importlib.metadata.packages_distributions()
    for room in ROOMS:
        assert set(owners[room]) == {"lull"}
        (place,) = importlib.import_module(room).__path__
        assert Path(place).resolve() == ROOT / room


@pytest.mark.parametrize("kind", ["run", "test", "bundle"])
def test_every_pin_has_a_hash_and_no_address(kind: str) -> None:
    written = (ROOT / "requirements" / f"{kind}.txt").read_text("utf-8")
    entries = re.split(r"\n(?=\w)", written)
    assert len(entries) == len(pins(kind)) > 0
    assert all("--hash=sha256:" in entry for entry in entries)
    assert "://" not in written
    assert not re.search(r"^--", written, re.MULTILINE)


@pytest.mark.parametrize(
    ("kind", "groups"),
    [("run", ("build",)), ("test", ("build", "dev")), ("bundle", ("build", "bundle"))],
    ids=["run", "test", "bundle"],
)
def test_every_declared_package_is_pinned_within_its_range(
    kind: str, groups: tuple[str, ...]
) -> None:
    declared = list(PROJECT["project"]["dependencies"])
    for group in groups:
        declared += PROJECT["dependency-groups"][group]
    pinned = pins(kind)
    for row in declared:
        requirement = Requirement(row)
        assert requirement.specifier.contains(pinned[canonicalize_name(requirement.name)]), row


def test_the_tests_run_what_a_person_runs() -> None:
    assert pins("run").items() <= pins("test").items()
    assert pins("run").items() <= pins("bundle").items()


@pytest.mark.skipif(sys.platform != "linux", reason="the page is written on Linux")
def test_the_list_of_licences_is_that_of_the_pinned_packages() -> None:
    page = licences.page()
    assert licences.PAGE.read_text("utf-8") == page, "run scripts/licences.py"
    for name, version in pins("run").items():
        assert f"| {name} | {version} |" in page


@pytest.mark.parametrize("words", [[], ["", "x" * 81], ["one\ntwo"]])
def test_a_package_without_a_licence_is_found(words: list[str]) -> None:
    with pytest.raises(LookupError, match="says nothing of its licence"):
        licences._first("strange", words)


def test_another_version_than_the_pinned_one_is_found() -> None:
    with pytest.raises(LookupError, match="is installed, 0 is pinned"):
        licences._row("msgspec", "0", "")
    with pytest.raises(importlib.metadata.PackageNotFoundError):
        licences._row("no-such-package", "1", "")
