"""The section about the journal itself, with the real command line behind it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from data_person import At, hours, log
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QFileDialog, QLabel, QWidget

from config.paths import make_folders
from journal.archive import Archive
from journal.archive_records import PARTS
from journal.archive_text import write_text
from journal.backup import backups, folder_of
from journal.entry_words import not_exported_words
from windows import settings_transfer
from windows import settings_words as words
from windows.parts import Text
from windows.settings_data import GonePage

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from config.paths import Paths
    from windows.theme import Theme


@pytest.fixture
def at(qtbot: QtBot, theme: Theme, paths: Paths) -> At:
    return At(qtbot, theme, paths)


# -- export and import


@pytest.fixture
def named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> dict[str, str]:
    """What the person names in each dialog; empty where they close it."""
    answers = {"save": str(tmp_path / "lull.json"), "folder": str(tmp_path), "open": ""}
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (answers["save"], ""))
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: answers["folder"])
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (answers["open"], ""))
    return answers


def test_the_journal_is_exported_as_one_file(at: At, paths: Paths, named: dict[str, str]) -> None:
    log(paths)
    at.page.transfer.whole.click()
    at.wait_said(words.EXPORTED.format(place=named["save"]))
    with open(named["save"], encoding="utf-8") as file:  # noqa: PTH123 - a name as it was given
        assert [entry["amount"] for entry in json.load(file)["entries"]] == [7.0]


@pytest.mark.parametrize(("now", "without"), [("kind = 'dream'", (1, 0)), ("amount = 1e9", (0, 1))])
def test_what_is_not_in_an_export_is_told(
    at: At, paths: Paths, named: dict[str, str], now: str, without: tuple[int, int]
) -> None:
    log(paths)
    with Archive.open(paths.journal) as archive:
        archive._write(f"UPDATE entries SET {now}", ())  # noqa: S608 - one of the above
    at.page.transfer.whole.click()
    told = not_exported_words(*without)
    at.wait_said(f"{words.EXPORTED.format(place=named['save'])} {told}")


def test_tables_go_into_a_new_folder(at: At, paths: Paths, named: dict[str, str]) -> None:
    log(paths)
    at.page.transfer.tables.click()
    at.wait(lambda: at.window.said.text().startswith("Exported to "))
    folder = at.window.said.text().removeprefix("Exported to ").removesuffix(".")
    assert folder.startswith(named["folder"])
    # However often that is on one day.
    at.page.transfer.tables.click()
    at.wait_said(words.EXPORTED.format(place=f"{folder}-2"))


def test_what_is_added_is_the_file_that_was_looked_at(
    at: At, paths: Paths, named: dict[str, str], tmp_path: Path
) -> None:
    log(paths)
    named["open"] = str(tmp_path / "given.json")
    with Archive.open(paths.journal) as archive:
        (tmp_path / "given.json").write_text(
            "".join(write_text({part: archive.records(part) for part in PARTS}))
        )
    (tmp_path / "other.json").write_text("no export")
    card = at.page.transfer
    card.take_in.click()
    at.wait(card.preview.isVisible)
    # Another dialog that is closed changes nothing of it.
    named["open"] = ""
    card.take_in.click()
    assert card.preview.isVisible()
    assert card._file == str(tmp_path / "given.json")
    # Another file is looked at before it can be added.
    named["open"] = str(tmp_path / "other.json")
    card.take_in.click()
    assert not card.preview.isVisible()
    at.wait(lambda: "line 1: not JSON" in at.trouble())
    assert not card.preview.isVisible()


def test_a_closed_dialog_changes_nothing(at: At, named: dict[str, str]) -> None:
    for key in named:
        named[key] = ""
    card = at.page.transfer
    for button in (card.whole, card.tables, card.take_in):
        button.click()
    assert not at.page.busy
    assert at.window.said.text() == words.LEAD


def test_a_file_is_looked_at_before_it_is_added(
    at: At, paths: Paths, named: dict[str, str], tmp_path: Path
) -> None:
    moment = "2026-05-01T08:00:00+01:00"
    entry = {"kind": "sleep", "at": moment, "recorded_at": moment, "source": "menu", "amount": 6.0}
    whole = {
        "format": "lull-journal",
        "version": 1,
        "entries": [entry | {"id": "x"}, entry | {"id": "y"}],
        "state": [{"key": "k", "value": "v"}],
    }
    file = tmp_path / "given.json"
    file.write_text(json.dumps(whole))
    log(paths)
    named["open"] = str(file)
    card = at.page.transfer
    card.take_in.click()
    at.wait(card.preview.isVisible)
    assert card.counts.text() == words.WOULD_ADD.format(
        what="2 entries and 1 thing that Lull remembers"
    )
    assert card.counts.hasFocus()
    card.no.click()
    assert not card.preview.isVisible()
    assert card.take_in.hasFocus()
    assert hours(paths) == [7.0]
    card.take_in.click()
    at.wait(card.preview.isVisible)
    card.yes.click()
    card.yes.click()
    at.wait_said(words.ADDED.format(what="2 entries and 1 thing that Lull remembers"))
    assert hours(paths) == [7.0, 6.0, 6.0]
    assert at.told == ["changed"]
    # It was copied before, and the copy can be seen.
    at.wait_list(1)
    card.take_in.click()
    at.wait(card.preview.isVisible)
    assert card.counts.text() == words.ADDS_NOTHING
    assert not card.yes.isVisible()


def test_a_file_that_is_no_export_is_told_with_its_line(
    at: At, named: dict[str, str], tmp_path: Path
) -> None:
    (tmp_path / "given.json").write_text("no export")
    named["open"] = str(tmp_path / "given.json")
    at.page.transfer.take_in.click()
    at.wait(lambda: "line 1: not JSON" in at.trouble())
    assert not at.page.transfer.preview.isVisible()


def test_counts_are_told_in_words() -> None:
    counts = {key: {"new": 0} for key in ("entries", "nudges", "holds", "state")}
    assert settings_transfer._new(counts) == ""
    assert settings_transfer._new(counts | {"nudges": {"new": 1}}) == "1 nudge"
    many = {key: {"new": 2000} for key in counts}
    assert settings_transfer._new(many) == (
        "2,000 entries, 2,000 nudges, 2,000 reasons for being quiet and "
        "2,000 things that Lull remembers"
    )


# -- everything deleted


def test_without_the_word_nothing_is_deleted(at: At, paths: Paths) -> None:
    log(paths)
    card = at.page.forget
    card.more.button.click()
    assert card.word.edit.hasFocus()
    QTest.keyClicks(card.word.edit, "everything")
    card.button.click()
    at.wait(lambda: not card.busy)
    problem = " ".join(text.text() for text in card.word.findChildren(Text) if text.isVisible())
    assert 'the word "forget" was not typed.' in problem
    assert card.word.edit.hasFocus()
    assert hours(paths) == [7.0]
    assert not isinstance(at.window.stack.currentWidget(), GonePage)


def test_with_the_word_everything_goes_and_nothing_is_made_anew(
    at: At, paths: Paths, qtbot: QtBot
) -> None:
    log(paths)
    make_folders(paths)
    paths.settings.write_text("")
    for number in range(7):
        (paths.journal.parent / f"mine {number}").write_text("mine")
    card = at.page.forget
    card.more.button.click()
    QTest.keyClicks(card.word.edit, "forget")
    card.button.click()
    card.button.click()
    at.window.close()
    assert at.window.isVisible()  # it stays until it is done
    at.wait(lambda: isinstance(at.window.stack.currentWidget(), GonePage))
    page = at.window.stack.currentWidget()
    assert isinstance(page, GonePage)
    assert page.headline.hasFocus()
    said = " ".join(text.text() for text in page.findChildren(QLabel))
    assert words.GONE in said
    assert "mine 4\N{HORIZONTAL ELLIPSIS}" in said
    # Neither the files that go nor a look at the window have anything asked or written again.
    at.window._look()
    at.window._ask()
    with qtbot.assertNotEmitted(at.window.told, wait=600):
        pass
    assert paths.home is not None
    left = sorted(path.name for path in paths.home.rglob("*"))
    assert left == ["data", *(f"mine {number}" for number in range(7))]
    assert not at.window.nav.isVisible()
    at.window.close()
    assert not at.window.isVisible()


def test_where_nothing_else_was_there_nothing_is_named(qtbot: QtBot, theme: Theme) -> None:
    page = GonePage(theme, [])
    qtbot.addWidget(page)
    assert [text.text() for text in page.findChildren(Text)] == [words.GONE, words.GONE_HELP]


# -- for the keyboard


def test_no_two_things_on_the_page_are_called_by_the_same_letter(at: At) -> None:
    for part in (
        at.page.backups.copies,
        at.page.backups.confirm,
        at.page.transfer.preview,
        at.page.forget.more.content,
    ):
        part.show()
    shown = [widget for widget in at.window.findChildren(QWidget) if widget.isVisible()]
    letters = [
        text[text.index("&") + 1].lower()
        for widget in shown
        if isinstance(widget, QAbstractButton | QLabel) and "&" in (text := widget.text())
    ]
    assert sorted(letters) == sorted(set(letters))
    assert set("bopftidwlynavc") <= set(letters)


def test_every_target_is_large_and_named(at: At) -> None:
    for button in at.page.findChildren(QAbstractButton):
        if button.isVisible() and button.focusPolicy() & Qt.FocusPolicy.TabFocus:
            assert button.height() >= 44
            assert button.text() or button.accessibleName()


def test_backups_of_a_real_home_are_those_on_the_disk(at: At, paths: Paths) -> None:
    log(paths)
    at.page.backups.now.click()
    at.wait_list(1)
    [copy] = backups(folder_of(paths.journal))
    assert at.page.backups.list.currentData() == copy.name
