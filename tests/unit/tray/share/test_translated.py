"""Desktop entries and software centres tell each person in their own language."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo

from config.language import ENGLISH, LANGUAGES
from tray.share import entry, metainfo, translated

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def languages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the catalogues of two languages, and one that is damaged."""
    for code, words in {
        "de": {
            entry.SUMMARY: "Ruhige Stupser & mehr",
            entry._KEYWORDS: "Pause;Zucken;",
            metainfo._POINTS[0]: "Wenige <Stupser>",
            "Log a twitch": "Ein Zucken notieren",
        },
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
    assert lines[lines.index(f"Keywords={entry._KEYWORDS}") + 1] == "Keywords[de]=Pause;Zucken;"
    assert "Comment[de]=Ruhige Stupser & mehr" in entry.autostart_entry(["lull"]).splitlines()
    told = [line.strip() for line in metainfo.metainfo("1.0", None).splitlines()]
    assert '<summary xml:lang="de">Ruhige Stupser &amp; mehr</summary>' in told
    point = told.index(f"<li>{metainfo._POINTS[0]}</li>")
    assert told[point + 1] == '<li xml:lang="de">Wenige &lt;Stupser&gt;</li>'


def test_everything_that_can_be_translated_is_in_every_language() -> None:
    others = {code for code in LANGUAGES if code != ENGLISH}
    for text in (
        *(entry.SUMMARY, entry._GENERIC_NAME, entry._KEYWORDS),
        *(name for _, name, _ in entry._ACTIONS),
        *(metainfo._ABOUT, metainfo._HEADING, *metainfo._POINTS, metainfo._LIMITS),
    ):
        assert set(translated.translations(text)) == others, text


def test_the_words_to_look_for_end_alike_in_every_language() -> None:
    for code, words in translated.translations(entry._KEYWORDS).items():
        parts = words.split(";")
        assert parts.pop() == "", code
        assert all(part and part == part.strip() for part in parts), code
        assert len(parts) == len({part.casefold() for part in parts}), code
