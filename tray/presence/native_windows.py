"""Presence on Windows, by three calls of its own libraries.

Tried with stand-ins for the libraries alone, never on a real Windows. Sources: learn.microsoft.com
on GetLastInputInfo, OpenInputDesktop and SHQueryUserNotificationState.
"""

from __future__ import annotations

import ctypes
from typing import Any

from config.language import N_
from tray.presence.source import Fact, NotKnownError

_DESKTOP_SWITCHDESKTOP = 0x0100
_TICKS = 1 << 32
"""The tick count, in milliseconds, begins anew after 49.7 days."""

BUSY = 2
RUNNING_D3D_FULL_SCREEN = 3
PRESENTATION_MODE = 4
ACCEPTS_NOTIFICATIONS = 5
QUIET_TIME = 6
_FULL_SCREEN_STATES = frozenset({BUSY, RUNNING_D3D_FULL_SCREEN, PRESENTATION_MODE})


class LastInputInfo(ctypes.Structure):
    """LASTINPUTINFO."""

    _fields_ = (("size", ctypes.c_uint), ("ticks", ctypes.c_uint))


def _library(name: str) -> Any:  # noqa: ANN401 - ctypes has no types for what a library holds
    """A library of Windows.

    Raises:
        NotKnownError: This is another system.
    """
    windll = getattr(ctypes, "windll", None)
    if windll is None:
        raise NotKnownError(N_("this is not Windows"))
    return getattr(windll, name)


class WindowsIdle:
    """GetLastInputInfo."""

    fact = Fact.IDLE
    name = "Windows last input"

    async def ask(self) -> float:
        """Seconds since the last input."""
        info = LastInputInfo(size=ctypes.sizeof(LastInputInfo))
        if not _library("user32").GetLastInputInfo(ctypes.byref(info)):
            raise NotKnownError(N_("GetLastInputInfo failed"))
        now = int(_library("kernel32").GetTickCount())
        return float((now - info.ticks) % _TICKS) / 1000

    def stop(self) -> None:
        """Nothing is kept."""


class WindowsLock:
    """OpenInputDesktop, which is refused while the lock screen has the input."""

    fact = Fact.LOCKED
    name = "Windows input desktop"

    async def ask(self) -> bool:
        """Whether the session is locked."""
        user32 = _library("user32")
        user32.OpenInputDesktop.restype = ctypes.c_void_p
        desktop = user32.OpenInputDesktop(0, False, _DESKTOP_SWITCHDESKTOP)  # noqa: FBT003 - as the call has it
        if not desktop:
            return True
        user32.CloseDesktop(ctypes.c_void_p(desktop))
        return False

    def stop(self) -> None:
        """Nothing is kept."""


def _notification_state() -> int:
    state = ctypes.c_int(0)
    if _library("shell32").SHQueryUserNotificationState(ctypes.byref(state)) != 0:
        raise NotKnownError(N_("SHQueryUserNotificationState failed"))
    return state.value


class WindowsFullScreen:
    """SHQueryUserNotificationState: a full screen, a game, or a presentation."""

    fact = Fact.FULL_SCREEN
    name = "Windows notification state"

    async def ask(self) -> bool:
        """Whether a program fills the screen, or presents."""
        return _notification_state() in _FULL_SCREEN_STATES

    def stop(self) -> None:
        """Nothing is kept."""


class WindowsDoNotDisturb:
    """SHQueryUserNotificationState: the quiet time. Windows tells nobody of its focus sessions."""

    fact = Fact.DO_NOT_DISTURB
    name = "Windows notification state"

    async def ask(self) -> bool:
        """Whether notifications are unwanted now."""
        state = _notification_state()
        if state not in {QUIET_TIME, ACCEPTS_NOTIFICATIONS}:
            raise NotKnownError(N_("Windows does not tell in this state"))
        return state == QUIET_TIME

    def stop(self) -> None:
        """Nothing is kept."""
