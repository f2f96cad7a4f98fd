"""The desktop entry tells each person in their own language."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo

from tray.share import entry, translated

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def languages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the catalogues of two languages, and one that is damaged."""
    for code, words in {
        "de": {entry.SUMMARY: "Ruhige Stupser & mehr", "Log a twitch": "Ein Zucken notieren"},
        "pt_BR": {"Pause for an hour": "Pausar por uma hora"},
    }.items():
        catalog = Catalog(locale=code)
        for text, translation in words.items():
            catalog.add(text, translation)
        with (tmp_path / f"{code}.mo").open("wb") as file:
            write_mo(file, catalog)
    (tmp_path / "fr.mo").write_bytes(b"no catalogue")
    monkeypatch.setattr(translated, "FOLDER", tmp_path)
    return tmp_path


def test_each_language_has_what_its_catalogue_has(languages: Path) -> None:
    assert languages.is_dir()
    assert translated.translations(entry.SUMMARY) == {"de": "Ruhige Stupser & mehr"}
    assert translated.translations("not in any") == {}
    lines = entry.desktop_entry(["lull"]).splitlines()
    assert "Comment[de]=Ruhige Stupser & mehr" in lines
    assert lines[lines.index("Name=Log a twitch") + 1] == "Name[de]=Ein Zucken notieren"
    assert "Name[pt_BR]=Pausar por uma hora" in lines
    summary = '<summary xml:lang="de">Ruhige Stupser &amp; mehr</summary>'
    assert summary in entry.metainfo("1.0", None)
