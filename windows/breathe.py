"""The breathing window: two minutes, guided by a circle, by words, and by ear."""

from __future__ import annotations

import logging
import time
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from config.errors import LullError
from config.language import tr
from journal.entries import new_id
from tips.breathing import BREATHS
from windows import breathe_model as model
from windows.breath_view import BreathView
from windows.breathe_model import Phase, moment_at
from windows.controls import Button
from windows.layouts import open_at, set_reading_order
from windows.parts import Role, Text, Trouble, announce

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QHideEvent, QShowEvent

    from config.paths import Paths
    from windows.theme import Theme

_log = logging.getLogger(__name__)

_WINDOW_EMS: Final = 30
_TALL_EMS: Final = 34
_MOTION_MILLISECONDS: Final = 50
"""Twenty pictures a second: the circle's edge moves about a pixel between them."""
_STILL_MILLISECONDS: Final = 250


class BreatheWindow(QWidget):
    """Two minutes of slow breathing; a whole round is kept, one that was stopped is not.

    Attributes:
        told: Emitted with ``saved`` for whoever started the window.
    """

    told = Signal(str)

    def __init__(
        self, theme: Theme, paths: Paths, clock: Callable[[], float] = time.monotonic
    ) -> None:
        """Prepare; it begins when the window is shown.

        Args:
            theme: What to paint with.
            paths: Where the journal is.
            clock: Seconds that only go forward; they stand still while the computer sleeps.
        """
        super().__init__()
        self._theme = theme
        self._paths = paths
        self._clock = clock
        self._began = 0.0
        self._round = ""
        self._phase = Phase.DONE
        # It stands in task lists and recordings of the screen.
        self.setWindowTitle(tr("Two slow minutes - Lull"))
        self.view = BreathView(theme)
        self.count = Text("", theme, Role.BODY, "quiet")
        self.lead = Text("", theme, Role.BODY)
        self.warning = Text(tr(model.STOP_IF), theme, Role.BODY)
        self.headline = Text(tr(model.DONE), theme, Role.TITLE)
        may_help, honest, sources = model.ended()
        self.ending = QWidget()
        self._end_texts = (
            Text(may_help, theme),
            Text(honest, theme, Role.BODY, "quiet"),
            Text(sources, theme, Role.HELP),
        )
        self.trouble = Trouble(theme)
        self.again = Button(tr("&Again"), theme)
        self.stop = Button(tr("&Stop"), theme)
        self.again.clicked.connect(self.begin)
        self.stop.clicked.connect(self.close)
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._step)
        self._lay_out()
        self._show_parts(ended=False)
        QShortcut(QKeySequence(Qt.Key.Key_Escape), self).activated.connect(self.close)
        open_at(self, _WINDOW_EMS * theme.look.text, _TALL_EMS * theme.look.text)

    def begin(self) -> None:
        """Begin a round from its start."""
        self._round = new_id()
        self._began = self._clock()
        self._phase = Phase.DONE
        self._show_parts(ended=False)
        still = self._theme.look.still
        self._timer.start(_STILL_MILLISECONDS if still else _MOTION_MILLISECONDS)
        self._step()

    def showEvent(self, event: QShowEvent) -> None:
        """Begin, unless it only comes back from the task bar."""
        super().showEvent(event)
        if not event.spontaneous():
            self.begin()

    def hideEvent(self, event: QHideEvent) -> None:
        """Stop: a round that was left does not count. One behind the task bar goes on."""
        super().hideEvent(event)
        if not event.spontaneous():
            self._timer.stop()

    def _lay_out(self) -> None:
        gap = self._theme.look.gap
        centre = Qt.AlignmentFlag.AlignHCenter
        for text in (self.count, self.lead, self.warning, self.headline, *self._end_texts):
            text.setAlignment(centre)
        end = QVBoxLayout(self.ending)
        end.setContentsMargins(0, 0, 0, 0)
        end.setSpacing(round(1.5 * gap))
        end.addStretch(1)
        for text in (self.headline, *self._end_texts):
            end.addWidget(text)
        end.addWidget(self.trouble)
        end.addStretch(1)
        buttons = QHBoxLayout()
        buttons.setSpacing(gap)
        buttons.addStretch(1)
        buttons.addWidget(self.again)
        buttons.addWidget(self.stop)
        buttons.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(3 * gap, 3 * gap, 3 * gap, 2 * gap)
        whole.setSpacing(gap)
        whole.addWidget(self.view, 1)
        for widget in (self.count, self.lead, self.warning):
            whole.addWidget(widget)
        whole.addWidget(self.ending, 1)
        whole.addSpacing(gap)
        whole.addLayout(buttons)
        set_reading_order(self)

    def _show_parts(self, *, ended: bool) -> None:
        during: tuple[QWidget, ...] = (self.view, self.count, self.lead, self.warning)
        for part in during:
            part.setVisible(not ended)
        for part in (self.ending, self.again):
            part.setVisible(ended)
        self.trouble.hide()
        self.stop.setText(tr("&Close") if ended else tr("&Stop"))
        self.stop.setFocus(Qt.FocusReason.OtherFocusReason)

    def _step(self) -> None:
        """Show the present moment; words change with the phase alone."""
        moment = moment_at(self._clock() - self._began)
        self.view.show_moment(moment)
        if moment.phase is self._phase:
            return
        self._phase = moment.phase
        if moment.phase is Phase.DONE:
            self._end()
            return
        ready = moment.phase is Phase.READY
        self.count.setText(
            tr("Two slow minutes")
            if ready
            else tr("Breath {n} of {all}", n=moment.breath, all=BREATHS)
        )
        self.lead.setText(tr(model.READY if ready else model.TIP))
        said = tr(model.WORDS[moment.phase])
        # Polite: it waits until what is being read is over. The first says what to expect.
        spoken = (
            f"{tr('Two slow minutes.')} {tr(model.READY)} {tr(model.STOP_IF)}" if ready else said
        )
        announce(self.view, spoken, polite=True)

    def _end(self) -> None:
        self._timer.stop()
        self._show_parts(ended=True)
        try:
            model.keep(self._paths, self._round)
        except LullError as error:
            _log.warning("a round of breathing could not be kept: %s", error.title_for_log)
            words = error.told
            self.trouble.tell(words)
            announce(self, f"{tr('That was two minutes.')} {words}")
            return
        self.told.emit("saved")
        announce(self, f"{tr('That was two minutes.')} {self._end_texts[0].text()}", polite=True)
