"""One window from start to end: shown, told about, kept for a minute after it was closed."""

from __future__ import annotations

import importlib
import os
import signal
import sys
from typing import TYPE_CHECKING, Final, Protocol, runtime_checkable

from PySide6.QtCore import QEvent, QObject, QSocketNotifier, QTimer
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication, QWidget

from config import language
from config.identity import APP_ID
from config.open_windows import OpenMark
from config.usable import language_setting
from windows.speech import speak
from windows.theme import Theme

if TYPE_CHECKING:
    from collections.abc import Callable

    from config.paths import Paths

TOKEN_VARIABLE: Final = "XDG_ACTIVATION_TOKEN"  # noqa: S105 - it lets a window come to the front
LINGER_SECONDS: Final = 60
"""How long a closed window stays ready to be shown again."""

_PLAIN: Final = {
    "breathe": ("windows.breathe", "BreatheWindow"),
    "check_in": ("windows.check_in", "CheckInWindow"),
    "look_back": ("windows.look_back", "LookBackWindow"),
    "report": ("windows.report", "ReportWindow"),
}
"""Windows that are made from the theme and the paths alone: module and class."""


@runtime_checkable
class _BeginsAgain(Protocol):
    def begin_again(self) -> None: ...


@runtime_checkable
class _CanBeDone(_BeginsAgain, Protocol):
    @property
    def done(self) -> bool: ...


@runtime_checkable
class _KeepsDraft(Protocol):
    def keep_draft(self) -> None: ...


class Showing(QObject):
    """Shows one window, tells of it on standard output, and ends the process after it."""

    def __init__(
        self,
        window: QWidget,
        theme: Theme,
        say: Callable[[str], None],
        mark: OpenMark,
        *,
        linger: bool,
        is_spoken: Callable[[], bool] = lambda: True,
    ) -> None:
        """Watch over ``window``.

        Args:
            window: The window.
            theme: Followed again whenever the window is shown.
            say: Writes a line for whoever started the process.
            mark: Set while the window is open.
            linger: Whether a closed window stays for a minute.
            is_spoken: Whether the language of the window is still the one that was chosen.
        """
        super().__init__(window)
        self._window = window
        self._theme = theme
        self._say = say
        self._mark = mark
        self._painted = False
        self._last = QTimer(self, singleShot=True, interval=LINGER_SECONDS * 1000)
        self._last.timeout.connect(QApplication.quit)
        self._linger = linger
        self._is_spoken = is_spoken
        self._heard = b""
        window.installEventFilter(self)
        if linger:
            self._ears = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read, self)
            self._ears.activated.connect(self._hear)

    def show(self, token: str = "") -> None:
        """Bring the window to the front; a closed one is as new.

        Args:
            token: What the desktop gave with the click; empty if it gave nothing.
        """
        if token:
            # On Wayland Qt 6 takes the token from here when a window asks to be activated, and
            # takes it away then. On X11 it needs none: it sends the time of the last event.
            os.environ[TOKEN_VARIABLE] = token
        self._last.stop()
        self._mark.set()
        if not self._window.isVisible():
            self._painted = False
            self._theme.follow()
        self._window.show()
        self._window.raise_()
        self._window.activateWindow()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """See when the window is painted for the first time, and when it is closed."""
        if event.type() is QEvent.Type.Paint and not self._painted:
            self._painted = True
            # What is being painted now is on the screen once this event is over.
            QTimer.singleShot(0, lambda: self._say("painted"))
        elif event.type() is QEvent.Type.Close:
            QTimer.singleShot(0, self._closed)
        return False

    def _closed(self) -> None:
        if self._window.isVisible():
            return  # it refused, or it was shown again in the meantime
        self._mark.take_away()
        if not self._linger:
            QApplication.quit()
            return
        if isinstance(self._window, _BeginsAgain):
            self._window.begin_again()
        self._last.start()

    def _hear(self) -> None:
        got = os.read(sys.stdin.fileno(), 4096)
        if not got:
            # Nobody will ask for it any more; one that is open stays open.
            self._ears.setEnabled(False)
            self._linger = False
            if not self._window.isVisible():
                QApplication.quit()
            return
        *lines, self._heard = (self._heard + got).split(b"\n")
        for line in lines:
            command, _, token = line.decode(errors="replace").strip().partition(" ")
            if command in {"show", "change"}:
                other = command == "change" or not self._is_spoken()
                if other and not self._window.isVisible():
                    # A language is chosen when a process begins.
                    self._say("anew")
                    QApplication.quit()
                    return
                if isinstance(self._window, _CanBeDone) and self._window.done:
                    # Whoever asks for a window that has nothing more to ask wants a new one.
                    self._window.begin_again()
                self.show(token)


def show(name: str, paths: Paths, *, linger: bool, autostart: bool | None = None) -> int:
    """Show the window ``name`` until it is closed, and give Qt's exit status.

    Args:
        name: The window.
        paths: Where everything is.
        linger: Whether it stays for a minute, hidden, after it was closed.
        autostart: Whether Lull starts at login; None if whoever opens the window cannot tell.

    Raises:
        LullError: What the window shows cannot be read.
    """
    application = QApplication(sys.argv[:1])
    application.setApplicationName("Lull")
    application.setDesktopFileName(APP_ID)
    # Drawn by the resident; a desktop that knows the desktop entry takes that one's.
    application.setWindowIcon(QIcon(str(paths.pages / "lull.png")))
    application.setQuitOnLastWindowClosed(False)
    speak(application)
    theme = Theme(application)
    window = _make(name, paths, theme, autostart)
    mark = OpenMark(paths, name)

    def is_spoken() -> bool:
        return language.is_spoken(language_setting(paths))

    showing = Showing(window, theme, _say, mark, linger=linger, is_spoken=is_spoken)
    _quit_on_signals(window)
    showing.show()
    try:
        return application.exec()
    finally:
        mark.take_away()


def _make(name: str, paths: Paths, theme: Theme, autostart: bool | None) -> QWidget:  # noqa: FBT001 - passed on
    """The window ``name``; each imports only what it needs."""
    window: QWidget
    if name in {"log", "check"}:
        from windows.log import LogWindow  # noqa: PLC0415 - the other windows do without it

        window = LogWindow(theme, paths, checking=name == "check")
        window.told.connect(_say)
        return window
    if name == "welcome":
        from windows.onboarding import OnboardingWindow  # noqa: PLC0415 - see above

        window = OnboardingWindow(theme, paths, autostart=autostart)
        window.told.connect(_say)
        return window
    if name == "settings":
        from windows.settings import SettingsWindow  # noqa: PLC0415 - see above

        settings = SettingsWindow(theme, paths, autostart=autostart)
        settings.told.connect(_say)
        return settings
    if name in _PLAIN:
        module, class_ = _PLAIN[name]
        window = getattr(importlib.import_module(module), class_)(theme, paths)
        if hasattr(window, "told"):
            window.told.connect(_say)
        return window
    from windows.about import ReadingWindow  # noqa: PLC0415 - see above

    return ReadingWindow(name, theme)


def _say(words: str) -> None:
    """Write a line for whoever started the process; nobody listening is no fault."""
    try:
        os.write(1, words.encode() + b"\n")
    except OSError:
        return


def _quit_on_signals(window: QWidget) -> None:
    """End on SIGTERM and SIGINT as if the window had been closed, with the draft kept."""
    reading, writing = os.pipe()
    os.set_blocking(writing, False)
    signal.set_wakeup_fd(writing, warn_on_full_buffer=False)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: None)
    waker = QSocketNotifier(reading, QSocketNotifier.Type.Read, window)

    def end() -> None:
        if isinstance(window, _KeepsDraft):
            window.keep_draft()
        QApplication.quit()

    waker.activated.connect(end)
