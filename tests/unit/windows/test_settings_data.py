"""The section about the journal itself, with the real command line behind it."""

from __future__ import annotations

import datetime as dt
import json
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import QLocale, Qt, QTime
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QFileDialog, QLabel, QWidget

from config.paths import make_folders
from journal.archive import Archive
from journal.archive_records import PARTS
from journal.archive_text import write_text
from journal.backup import back_up, backups, folder_of
from journal.entries import Entry, EntryKind, new_id
from journal.store import Journal
from tray.clock import Clock
from windows import settings_transfer
from windows import settings_words as words
from windows.parts import Text
from windows.settings import SettingsWindow
from windows.settings_data import DataSection, GonePage

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from config.paths import Paths
    from windows.theme import Theme

WAIT_MS = 30_000


def log(paths: Paths, hours: float = 7.0) -> None:
    with Journal.open(paths.journal) as journal:
        journal.add(Entry(new_id(), EntryKind.SLEEP, Clock().now(), "", hours))


def hours(paths: Paths) -> list[float]:
    with Archive.open(paths.journal) as archive:
        return [record.amount for record in archive.records("entries")]  # type: ignore[attr-defined] # an entry


class At:
    """Somebody at the section."""

    def __init__(self, qtbot: QtBot, theme: Theme, paths: Paths) -> None:
        self.qtbot = qtbot
        self.told: list[str] = []
        self.window = SettingsWindow(theme, paths)
        self.window.told.connect(self.told.append)
        qtbot.addWidget(self.window)
        self.window.show()
        self.window.nav.button("data").click()
        page = self.window.stack.currentWidget()
        assert isinstance(page, DataSection)
        self.page = page

    def wait(self, ready: Any) -> None:  # noqa: ANN401 - anything that is called
        self.qtbot.waitUntil(ready, timeout=WAIT_MS)

    def wait_said(self, sentence: str) -> None:
        self.wait(lambda: self.window.said.text() == sentence)

    def wait_list(self, count: int) -> None:
        found = self.page.backups.list
        self.wait(lambda: found.isVisible() and found.count() == count)

    def trouble(self) -> str:
        return " ".join(text.text() for text in self.window.trouble.findChildren(Text))


@pytest.fixture
def at(qtbot: QtBot, theme: Theme, paths: Paths) -> At:
    return At(qtbot, theme, paths)


# -- backups


def test_without_a_journal_there_is_nothing_to_copy_or_put_back(at: At, paths: Paths) -> None:
    card = at.page.backups
    assert card.none.isVisible()
    assert not card.copies.isVisible()
    card.now.click()
    card.now.click()  # pressed twice, it is asked for once
    paths.journal.unlink(missing_ok=True)
    at.wait(lambda: not card.busy)
    assert at.window.said.text() in {words.NOTHING_TO_COPY, words.BACKED_UP}


def test_a_copy_is_made_and_put_back(at: At, paths: Paths) -> None:
    log(paths)
    card = at.page.backups
    card.now.click()
    at.wait_said(words.BACKED_UP)
    at.wait_list(1)
    log(paths, 5.0)
    card.restore.click()
    assert card.confirm.isVisible()
    assert card.warning.hasFocus()
    for answer in (card.yes, card.no):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        assert answer.hasFocus()
    card.no.click()
    assert not card.confirm.isVisible()
    assert card.restore.hasFocus()
    card.restore.click()
    card.yes.click()
    card.yes.click()
    at.wait(lambda: at.window.said.text().startswith("The copy is in place. The journal of before"))
    assert hours(paths) == [7.0]
    assert not card.confirm.isVisible()
    assert "changed" in at.told
    # What it replaced is chosen now: the same button brings it back.
    at.wait_list(2)
    assert card.list.currentText().startswith("Before putting back: ")
    assert card.list.currentText().endswith(", 2 entries")
    card.yes.click()
    at.wait_list(3)
    assert hours(paths) == [7.0, 5.0]
    paths.journal.unlink()
    card.yes.click()
    at.wait_said(words.PUT_BACK_ALONE)


def test_a_copy_that_went_meanwhile_is_told_and_leaves_the_list(at: At, paths: Paths) -> None:
    log(paths)
    card = at.page.backups
    card.now.click()
    at.wait_list(1)
    [copy] = backups(folder_of(paths.journal))
    copy.path.unlink()
    card.restore.click()
    card.yes.click()
    at.wait(lambda: "There is no such backup" in at.trouble())
    assert at.window.said.text() == words.LEAD
    assert not card.confirm.isVisible()
    at.wait(card.none.isVisible)


def test_copies_are_told_apart_by_their_time_and_what_they_hold(
    qtbot: QtBot, theme: Theme, paths: Paths
) -> None:
    log(paths)
    day = dt.date(2026, 5, 1)
    for ago in (1, 0, 0):
        back_up(paths.journal, day - dt.timedelta(days=ago))
    at = At(qtbot, theme, paths)
    at.wait_list(3)
    found = at.page.backups.list
    texts = [found.itemText(row) for row in range(3)]
    assert texts[0].endswith("2026, 1 entry (journal-000003-2026-05-01)")
    assert texts[1].endswith("2026, 1 entry (journal-000002-2026-05-01)")
    assert texts[2].endswith("2026, 1 entry")
    # What was chosen stays chosen when there are others, and one that is just made is chosen.
    found.setCurrentIndex(2)
    chosen = found.currentData()
    folder_of(paths.journal).joinpath("journal-000003-2026-05-01.sqlite3").write_bytes(b"x" * 999)
    at.page.refresh()
    at.wait(lambda: found.itemText(0).endswith("2026, cannot be read"))
    assert found.currentData() == chosen
    at.page.backups.now.click()
    at.wait(lambda: str(found.currentData()).startswith("journal-000004"))
    made = dt.datetime.fromtimestamp(backups(folder_of(paths.journal))[0].path.stat().st_mtime)  # noqa: DTZ006 - as a person reads it
    time = QLocale().toString(QTime(made.hour, made.minute), QLocale.FormatType.ShortFormat)
    assert found.currentText().endswith(f"{time}, 1 entry")


def test_what_cannot_be_done_is_told(at: At, paths: Paths) -> None:
    log(paths)
    folder_of(paths.journal).write_text("no folder")
    at.page.backups.now.click()
    at.wait(lambda: "Not a directory" in at.trouble())


def test_the_section_works_while_the_settings_file_has_a_mistake(
    qtbot: QtBot, theme: Theme, paths: Paths
) -> None:
    make_folders(paths)
    paths.settings.write_text("x = 1\n")
    log(paths)
    at = At(qtbot, theme, paths)
    at.page.backups.now.click()
    at.wait_said(words.BACKED_UP)


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
