"""The copies of the journal in the settings, with the real command line behind them."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from data_person import At, hours, log
from PySide6.QtCore import QLocale, Qt, QTime
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from config.paths import make_folders
from journal.backup import back_up, backups, folder_of
from windows import settings_words as words

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from config.paths import Paths
    from windows.theme import Theme


@pytest.fixture
def at(qtbot: QtBot, theme: Theme, paths: Paths) -> At:
    return At(qtbot, theme, paths)


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
