"""The report's window: a period is chosen, the report is read, and saved where one wants it."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
import report_samples as samples
from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog

from config.errors import DesktopError, JournalError
from config.paths import make_folders
from journal.report import Asked
from journal.store import Journal
from windows import report as module
from windows.report import LEAD, ReportWindow
from windows.report_model import PERIODS, Asker, Choice, asked_for

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtCore import QUrl
    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

    from config.paths import Paths
    from journal.report_facts import Report
    from windows.theme import Theme


class Reader:
    """A window with somebody before it."""

    def __init__(
        self, qtbot: QtBot, theme: Theme, paths: Paths, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        self.said: list[str] = []
        self.asked: list[Asked] = []
        self.error: Exception | None = None
        monkeypatch.setattr(module, "announce", self._announce)
        self.paths = paths
        asker = Asker(paths, lambda: samples.NOW)
        real = Asker.report

        def report(one: Asker, asked: Asked) -> Report:
            if self.error is not None:
                raise self.error
            self.asked.append(asked)
            return real(one, asked)

        monkeypatch.setattr(Asker, "report", report)
        self.window = ReportWindow(theme, paths, asker)
        qtbot.addWidget(self.window)
        self.window.show()
        self.window.activateWindow()
        qtbot.waitUntil(self.window.isActiveWindow)

    def _announce(self, _widget: QWidget, words: str, *, polite: bool = False) -> None:
        assert words
        self.said.append(f"{'polite: ' if polite else ''}{words}")

    def choose(self, choice: Choice) -> None:
        number = [value for value, _ in PERIODS].index(choice)
        self.window.period.setCurrentIndex(number)
        self.window.period.activated.emit(number)

    @property
    def text(self) -> str:
        shown: str = self.window.view.toPlainText()
        return shown


@pytest.fixture
def open_(
    qtbot: QtBot, theme: Theme, paths: Paths, monkeypatch: pytest.MonkeyPatch
) -> Callable[[], Reader]:
    make_folders(paths)
    with Journal.open(paths.journal) as journal:
        for ago in (3, 50, 200, 800):
            at = samples.NOW - dt.timedelta(days=ago)
            journal.add_twitch(samples.twitch(at, f"note of {ago}"))
    return lambda: Reader(qtbot, theme, paths, monkeypatch)


@pytest.fixture
def saved(
    open_: Callable[[], Reader], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> tuple[Reader, Path]:
    """A window whose next report is saved in a folder."""
    monkeypatch.setattr(QFileDialog, "exec", lambda _: 1)
    monkeypatch.setattr(QStandardPaths, "writableLocation", staticmethod(lambda _: str(tmp_path)))
    return open_(), tmp_path


def test_the_last_three_months_stand_there_at_once(open_: Callable[[], Reader]) -> None:
    reader = open_()
    assert reader.window.windowTitle() == "Report - Lull"
    assert "note of 50" in reader.text
    assert "note of 200" not in reader.text
    assert "not been reviewed by a clinician" in reader.text
    assert reader.window.period.hasFocus()
    assert not reader.window.first.isVisible()
    assert reader.said == [f"polite: Report for my doctor. {LEAD}"]


@pytest.mark.parametrize(
    ("choice", "there", "missing"),
    [
        (Choice.WEEKS, "note of 3", "note of 50"),
        (Choice.MONTHS, "note of 50", "note of 200"),
        (Choice.YEAR, "note of 200", "note of 800"),
        (Choice.ALL, "note of 800", "1970"),
    ],
)
def test_a_period_is_chosen_from_a_list(
    open_: Callable[[], Reader], choice: Choice, there: str, missing: str
) -> None:
    reader = open_()
    reader.choose(choice)
    assert there in reader.text
    assert missing not in reader.text
    assert reader.said[-1].startswith("polite: The report shows ")


def test_other_dates_begin_with_those_that_are_shown(open_: Callable[[], Reader]) -> None:
    reader = open_()
    reader.choose(Choice.OWN)
    window = reader.window
    assert window.first.isVisible()
    assert window.first.edit.hasFocus()
    assert (window.first.text, window.last.text) == ("2026-01-19", "2026-03-10")
    window.first.edit.selectAll()
    QTest.keyClicks(window.first.edit, "2025-08-01")
    QTest.keyClick(window.first.edit, Qt.Key.Key_Return)
    assert "note of 200" in reader.text
    reader.choose(Choice.WEEKS)
    assert not window.first.isVisible()


def test_dates_that_make_no_sense_are_told_and_nothing_is_saved(
    saved: tuple[Reader, Path],
) -> None:
    reader, folder = saved
    before = reader.text
    reader.choose(Choice.OWN)
    reader.window.last.edit.setText("2026-02-30")
    reader.window.last.changed.emit()
    assert reader.window.trouble.isVisible()
    assert 'Not a date: "2026-02-30"; write 2026-03-29' in reader.said[-1]
    assert reader.text == before
    reader.window.save_pdf.click()
    assert list(folder.glob("*.pdf")) == []
    reader.choose(Choice.MONTHS)
    assert not reader.window.trouble.isVisible()


def test_own_words_can_be_left_out(open_: Callable[[], Reader]) -> None:
    reader = open_()
    reader.window.notes.click()
    assert "note of 3" not in reader.text
    assert "Left out by the person." in reader.text
    reader.window.notes.click()
    assert "note of 3" in reader.text


@pytest.mark.parametrize(("ending", "begins"), [("txt", b"Muscle"), ("pdf", b"%PDF-")])
def test_it_is_saved_for_its_owner_alone_and_can_be_opened(
    saved: tuple[Reader, Path], monkeypatch: pytest.MonkeyPatch, ending: str, begins: bytes
) -> None:
    reader, folder = saved
    opened: list[str] = []

    def open_url(url: QUrl) -> bool:
        opened.append(url.toLocalFile())
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", open_url)
    button = reader.window.save_pdf if ending == "pdf" else reader.window.save_text
    button.click()
    path = folder / f"lull-report-2026-03-10.{ending}"
    assert path.read_bytes().startswith(begins)
    assert path.stat().st_mode & 0o777 == 0o600
    assert reader.said[-1] == f"Saved to {path}. It can be read by you alone."
    assert reader.window.open_saved.hasFocus()
    reader.window.open_saved.click()
    assert opened == [str(path)]
    # The program that was asked may fail without a word.
    told = reader.window._saved_words.text()
    assert told == f"It is being opened. If nothing shows, look for it here: {path}"
    # Another choice is another report: what was saved is no longer what is shown.
    reader.choose(Choice.WEEKS)
    assert not reader.window.saved.isVisible()


def test_what_was_logged_in_the_meantime_is_saved_too(saved: tuple[Reader, Path]) -> None:
    reader, folder = saved
    with Journal.open(reader.paths.journal) as journal:
        journal.add_twitch(samples.twitch(samples.NOW, "just now"))
    reader.window.save_text.click()
    [path] = folder.glob("*.txt")
    assert "just now" in path.read_text("utf-8")


def test_who_closes_the_dialog_saves_nothing(
    saved: tuple[Reader, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    reader, folder = saved
    monkeypatch.setattr(QFileDialog, "exec", lambda _: 0)
    reader.window.save_pdf.click()
    assert list(folder.glob("*.pdf")) == []
    assert not reader.window.saved.isVisible()


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (OSError(28, "No space left on device"), "The report was not written: "),
        (DesktopError("There is no font", "install one"), "There is no font: install one"),
    ],
)
def test_what_goes_wrong_with_saving_is_told(
    saved: tuple[Reader, Path], monkeypatch: pytest.MonkeyPatch, error: Exception, said: str
) -> None:
    reader, _ = saved

    def fail(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(module, "hand_out", fail)
    reader.window.save_text.click()
    assert reader.said[-1].startswith(said)
    assert reader.window.trouble.isVisible()


def test_a_journal_that_cannot_be_read_any_more_is_told(open_: Callable[[], Reader]) -> None:
    reader = open_()
    reader.error = JournalError("The journal is damaged", "it is no database")
    reader.choose(Choice.YEAR)
    assert reader.said[-1] == "The journal is damaged: it is no database"


def test_a_file_that_nothing_opens_is_named(
    saved: tuple[Reader, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    reader, folder = saved
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda _: False)
    reader.window.save_text.click()
    reader.window.open_saved.click()
    assert f"no program here opens it; the file is {folder}" in reader.said[-1]


def test_escape_closes_it(open_: Callable[[], Reader]) -> None:
    reader = open_()
    QTest.keyClick(reader.window, Qt.Key.Key_Escape)
    assert not reader.window.isVisible()


def test_choices_become_what_is_asked_for() -> None:
    today = dt.date(2026, 3, 10)
    assert asked_for(Choice.OWN, today, " ", "2026-03-01 ", with_notes=True) == Asked(
        None, "2026-03-01"
    )
    assert asked_for(Choice.WEEKS, today, "x", "y", with_notes=False) == Asked(
        "2026-02-11", None, with_notes=False
    )
    assert asked_for(Choice.ALL, today, "", "", with_notes=True).trimmed


def test_the_paper_follows_the_settings(paths: Paths, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LC_ALL", "LC_PAPER"):
        monkeypatch.delenv(name, raising=False)
    assert Asker(paths).paper() == "A4"
    make_folders(paths)
    paths.settings.write_text('[profile]\ncountry = "US"\nmedicines = ["statin"]\n', "utf-8")
    assert Asker(paths).paper() == "Letter"
    assert Asker(paths).report(Asked()).profile.medicines == ("statin",)
    paths.settings.write_text("nonsense =", "utf-8")
    assert Asker(paths).report(Asked()).profile.medicines is None
