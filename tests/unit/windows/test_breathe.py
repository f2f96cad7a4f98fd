"""The breathing window: what it shows when, what it says, and what counts."""

from __future__ import annotations

import dataclasses
import datetime as dt
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from journal.store import Journal
from windows import breathe
from windows.breathe import BreatheWindow
from windows.breathe_model import READY_SECONDS, Moment, Phase
from windows.theme import Theme

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication, QWidget
    from pytestqt.qtbot import QtBot

    from config.paths import Paths


class Round:
    """A window with somebody before it, and a clock that the test moves."""

    def __init__(
        self, qtbot: QtBot, theme: Theme, paths: Paths, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        self.seconds = 1000.0
        self.said: list[tuple[str, bool]] = []
        self.told: list[str] = []
        monkeypatch.setattr(breathe, "announce", self._announce)
        self.paths = paths
        self.window = BreatheWindow(theme, paths, lambda: self.seconds)
        self.window.told.connect(self.told.append)
        # Only the test's clock moves it on.
        qtbot.addWidget(self.window)
        self.window.show()
        self.window.activateWindow()
        qtbot.waitUntil(self.window.isActiveWindow)
        self.window._timer.stop()

    def _announce(self, _widget: QWidget, words: str, *, polite: bool = False) -> None:
        self.said.append((words, polite))

    def at(self, seconds: float) -> None:
        """Let so many seconds since the first breath be over."""
        self.seconds = 1000.0 + READY_SECONDS + seconds
        self.window._step()

    def kept(self) -> int:
        now = dt.datetime.now(dt.UTC)
        hour = dt.timedelta(hours=1)
        if not self.paths.journal.exists():
            return 0
        with Journal.open(self.paths.journal) as journal:
            return len(journal.entries(now - hour, now + hour))


@pytest.fixture
def guided(qtbot: QtBot, theme: Theme, paths: Paths, monkeypatch: pytest.MonkeyPatch) -> Round:
    return Round(qtbot, theme, paths, monkeypatch)


def test_it_begins_by_itself_and_says_when_to_stop(guided: Round) -> None:
    window = guided.window
    assert window.windowTitle() == "Two slow minutes - Lull"
    assert window.count.text() == "Two slow minutes"
    assert window.warning.text() == "Stop if you feel light-headed."
    assert window.stop.hasFocus()
    assert window.again.isHidden()
    ((words, polite),) = guided.said
    assert polite
    assert "light-headed" in words


def test_in_and_out_are_said_once_each_and_politely(guided: Round) -> None:
    guided.said.clear()
    for tenth in range(200):
        guided.at(tenth / 10)
    assert guided.said == [("Breathe in", True), ("Slowly out", True)] * 2
    assert guided.window.count.text() == "Breath 2 of 12"
    assert guided.window.view.accessibleName() == "Slowly out"


def test_a_whole_round_counts_and_is_told(guided: Round) -> None:
    guided.at(119.9)
    assert guided.told == []
    guided.at(120)
    assert guided.told == ["saved"]
    assert guided.kept() == 1
    window = guided.window
    assert (window.stop.text(), window.stop.hasFocus()) == ("&Close", True)
    assert window.again.isVisible()
    assert window.headline.isVisible()
    assert not window.view.isVisible()
    assert guided.said[-1][0].startswith("That was two minutes. Slow breathing may help")


def test_a_round_that_is_stopped_does_not_count(guided: Round) -> None:
    guided.at(100)
    QTest.keyClick(guided.window, Qt.Key.Key_Escape)
    assert not guided.window.isVisible()
    assert guided.told == []
    assert guided.kept() == 0


def test_another_round_counts_as_another(guided: Round) -> None:
    guided.at(120)
    guided.window.again.click()
    guided.window._timer.stop()
    assert guided.window.count.text() == "Two slow minutes"
    assert guided.window.stop.text() == "&Stop"
    guided.seconds += READY_SECONDS + 120
    guided.window._step()
    assert guided.kept() == 2


def test_a_window_that_is_shown_again_begins_anew(guided: Round) -> None:
    guided.at(50)
    guided.window.close()
    assert not guided.window._timer.isActive()
    guided.window.show()
    assert guided.window._timer.isActive()
    assert guided.window.count.text() == "Two slow minutes"


def test_a_round_that_cannot_be_kept_says_so(guided: Round) -> None:
    guided.paths.journal.parent.mkdir(parents=True)
    guided.paths.journal.write_text("not a database, whatever it is")
    guided.at(120)
    assert guided.told == []
    assert guided.window.trouble.isVisible()
    assert guided.said[-1][1] is False


# -- what is painted


def still_theme(qapp: QApplication) -> Theme:
    return Theme(qapp, {"LULL_THEME": "light", "LULL_TEXT_SCALE": "100", "LULL_MOTION": "reduced"})


def pictures(guided: Round, *seconds: float) -> list[bytes]:
    """What the breath looks like at some moments of the first breath."""
    found = []
    for second in seconds:
        guided.at(second)
        image = guided.window.view.grab().toImage()
        found.append(bytes(image.constBits()))
    return found


def test_the_circle_grows_while_breathing_in_and_shrinks_while_breathing_out(
    guided: Round,
) -> None:
    view = guided.window.view
    radii = [
        view._radius(Moment(phase, 1, share))
        for phase, share in (
            (Phase.IN, 0.0),
            (Phase.IN, 0.5),
            (Phase.IN, 0.99),
            (Phase.OUT, 0.5),
            (Phase.OUT, 0.99),
        )
    ]
    assert radii[0] < radii[1] < radii[2] > radii[3] > radii[4]
    assert len(set(pictures(guided, 0.1, 1.0, 3.0))) == 3


def test_without_motion_a_bar_moves_in_a_few_steps(
    qapp: QApplication,
    qtbot: QtBot,
    paths: Paths,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    guided = Round(qtbot, still_theme(qapp), paths, monkeypatch)
    close, apart = pictures(guided, 1.0, 1.02), pictures(guided, 1.0, 3.0)
    assert close[0] == close[1]
    assert apart[0] != apart[1]
    # Painted in steps, it needs few looks at the clock.
    guided.window.begin()
    assert guided.window._timer.interval() >= 200
    guided.window._timer.stop()


def test_only_the_part_that_changed_is_painted_anew(
    guided: Round, monkeypatch: pytest.MonkeyPatch
) -> None:
    view = guided.window.view
    areas: list[int] = []
    monkeypatch.setattr(
        view, "update", lambda *area: areas.append(area[0].width() if area else view.width())
    )
    guided.at(0.1)
    guided.at(0.2)
    assert areas[0] == view.width()
    assert areas[1] < 0.7 * view.width()


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_it_fits_on_a_small_screen(guided: Round, scale: float) -> None:
    theme = guided.window._theme
    theme.look = dataclasses.replace(theme.look, scale=scale)
    window = BreatheWindow(theme, guided.paths)
    assert window.minimumSizeHint().height() < 620
    window.deleteLater()
