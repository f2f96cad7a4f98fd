"""Presence on Windows and macOS, with stand-ins for what their libraries answer."""

from __future__ import annotations

import asyncio
import ctypes
from typing import Any

import pytest
from small_bus import reason

from tray.presence import native_macos, native_windows
from tray.presence.native_macos import MacIdle, MacLock
from tray.presence.native_windows import (
    LastInputInfo,
    WindowsDoNotDisturb,
    WindowsFullScreen,
    WindowsIdle,
    WindowsLock,
)

# -- Windows


class Function:
    """A function of a library, on which ctypes may be told its types."""

    def __init__(self, answer: Any) -> None:  # noqa: ANN401 - as the function
        self._answer = answer
        self.calls: list[tuple[Any, ...]] = []
        self.restype: object = None
        self.argtypes: object = None

    def __call__(self, *arguments: Any) -> Any:  # noqa: ANN401 - as the function
        self.calls.append(arguments)
        return self._answer(*arguments) if callable(self._answer) else self._answer


class Library:
    """A library with the given functions."""

    def __init__(self, **functions: Any) -> None:  # noqa: ANN401 - as the functions
        for name, answer in functions.items():
            setattr(self, name, Function(answer))


def windows(monkeypatch: pytest.MonkeyPatch, **libraries: Library) -> None:
    monkeypatch.setattr(ctypes, "windll", Library(), raising=False)
    for name, library in libraries.items():
        monkeypatch.setattr(ctypes.windll, name, library, raising=False)  # type: ignore[attr-defined] # Windows alone has it


def last_input(ticks: int, *, works: bool = True) -> Library:
    def fill(pointer: Any) -> int:  # noqa: ANN401 - what ctypes.byref makes
        info = pointer._obj
        assert isinstance(info, LastInputInfo)
        assert info.size == 8
        info.ticks = ticks
        return int(works)

    return Library(GetLastInputInfo=fill)


@pytest.mark.parametrize(
    ("last", "now", "seconds"),
    [(1000, 62_500, 61.5), (5, 5, 0.0), (4_294_967_000, 704, 1.0)],
    ids=["a minute", "now", "over the end of the count"],
)
def test_windows_tells_the_tick_of_the_last_input(
    monkeypatch: pytest.MonkeyPatch, last: int, now: int, seconds: float
) -> None:
    windows(monkeypatch, user32=last_input(last), kernel32=Library(GetTickCount=now))
    assert asyncio.run(WindowsIdle().ask()) == pytest.approx(seconds)


def test_a_call_of_windows_that_fails_is_not_known(monkeypatch: pytest.MonkeyPatch) -> None:
    windows(
        monkeypatch,
        user32=last_input(0, works=False),
        shell32=Library(SHQueryUserNotificationState=-2147467259),
    )
    assert asyncio.run(reason(WindowsIdle())) == "GetLastInputInfo failed"
    for source in (WindowsFullScreen(), WindowsDoNotDisturb()):
        assert "SHQueryUserNotificationState failed" in asyncio.run(reason(source))
        source.stop()


@pytest.mark.parametrize(("handle", "locked"), [(None, True), (77, False)])
def test_windows_refuses_its_input_desktop_while_it_is_locked(
    monkeypatch: pytest.MonkeyPatch, handle: int | None, *, locked: bool
) -> None:
    user32 = Library(OpenInputDesktop=handle, CloseDesktop=1)
    windows(monkeypatch, user32=user32)
    source = WindowsLock()
    assert asyncio.run(source.ask()) is locked
    closed = [call[0].value for call in user32.CloseDesktop.calls]  # type: ignore[attr-defined] # set by name
    assert closed == ([] if handle is None else [handle])
    source.stop()


@pytest.mark.parametrize(
    ("state", "full_screen", "quiet"),
    [
        (1, False, None),
        (2, True, None),
        (3, True, None),
        (4, True, None),
        (5, False, False),
        (6, False, True),
        (7, False, None),
    ],
)
def test_windows_tells_of_a_full_screen_and_of_its_quiet_time(
    monkeypatch: pytest.MonkeyPatch, state: int, *, full_screen: bool, quiet: bool | None
) -> None:
    def fill(pointer: Any) -> int:  # noqa: ANN401 - what ctypes.byref makes
        pointer._obj.value = state
        return 0

    windows(monkeypatch, shell32=Library(SHQueryUserNotificationState=fill))
    assert asyncio.run(WindowsFullScreen().ask()) is full_screen
    if quiet is None:
        assert asyncio.run(reason(WindowsDoNotDisturb()))
    else:
        assert asyncio.run(WindowsDoNotDisturb().ask()) is quiet


def test_elsewhere_the_calls_of_windows_know_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(ctypes, "windll", raising=False)
    for source in (WindowsIdle(), WindowsLock(), WindowsDoNotDisturb(), WindowsFullScreen()):
        assert asyncio.run(reason(source)) == "this is not Windows"
    assert native_windows.BUSY == 2


# -- macOS


def macos(monkeypatch: pytest.MonkeyPatch, graphics: Library, foundation: Library) -> None:
    def load(path: str) -> Library:
        assert path.startswith("/System/Library/Frameworks/")
        return graphics if "ApplicationServices" in path else foundation

    monkeypatch.setattr(native_macos.ctypes, "CDLL", load)


@pytest.mark.parametrize("seconds", [0.0, 61.5])
def test_macos_tells_the_time_since_the_last_input(
    monkeypatch: pytest.MonkeyPatch, seconds: float
) -> None:
    graphics = Library(CGEventSourceSecondsSinceLastEventType=seconds)
    macos(monkeypatch, graphics, Library())
    source = MacIdle()
    assert asyncio.run(source.ask()) == seconds
    function = graphics.CGEventSourceSecondsSinceLastEventType  # type: ignore[attr-defined] # set by name
    assert function.calls == [(1, 0xFFFFFFFF)]
    assert function.restype is ctypes.c_double
    source.stop()


@pytest.mark.parametrize("odd", [-1.0, float("nan"), float("inf")])
def test_a_time_of_macos_that_is_none_is_not_known(
    monkeypatch: pytest.MonkeyPatch, odd: float
) -> None:
    macos(monkeypatch, Library(CGEventSourceSecondsSinceLastEventType=odd), Library())
    assert asyncio.run(reason(MacIdle())) == "macOS answered no time"


@pytest.mark.parametrize(
    ("found", "boolean", "locked"), [(None, 0, False), (5, 1, True), (5, 0, False)]
)
def test_macos_names_the_lock_in_its_session(
    monkeypatch: pytest.MonkeyPatch, found: int | None, boolean: int, *, locked: bool
) -> None:
    foundation = Library(
        CFStringCreateWithCString=8,
        CFDictionaryGetValue=found,
        CFBooleanGetValue=boolean,
        CFRelease=None,
    )
    macos(monkeypatch, Library(CGSessionCopyCurrentDictionary=9), foundation)
    source = MacLock()
    assert asyncio.run(source.ask()) is locked
    released = [call[0].value for call in foundation.CFRelease.calls]  # type: ignore[attr-defined] # set by name
    assert released == [8, 9]
    if found:
        # Only one byte of what comes back means something.
        assert foundation.CFBooleanGetValue.restype is ctypes.c_ubyte  # type: ignore[attr-defined] # set by name
    source.stop()


def test_without_a_graphical_session_the_lock_of_macos_is_not_known(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    macos(
        monkeypatch,
        Library(CGSessionCopyCurrentDictionary=None),
        Library(**dict.fromkeys(("CFStringCreateWithCString", "CFDictionaryGetValue"), 0)),
    )
    assert asyncio.run(reason(MacLock())) == "there is no graphical session"


def test_elsewhere_the_calls_of_macos_know_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(_path: str) -> None:
        raise OSError("no such file")

    monkeypatch.setattr(native_macos.ctypes, "CDLL", missing)
    for source in (MacIdle(), MacLock()):
        assert asyncio.run(reason(source)) == "this is not macOS"
