from __future__ import annotations

import io
import logging
import signal
import sys
import threading
from logging.handlers import RotatingFileHandler
from typing import TYPE_CHECKING, Any

import pytest

from config.errors import DesktopError, JournalError
from config.kinds import Window
from config.lock import AlreadyRunning
from tray import control, messages
from tray.app import Resident
from tray.commands import resident

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from command_line import Commands

    from config.paths import Paths

STARTS = "Lull starts. To end it: Quit in its menu, or lull quit\n"
STARTS_IN_TEXT = (
    "Lull starts without an icon: there is no desktop session. Nudges come as text. To end it: "
    "Ctrl+C, or lull quit\n"
)


@pytest.fixture(autouse=True)
def log() -> Iterator[None]:
    """The log of the test's own process is as before afterwards."""
    root = logging.getLogger()
    before = root.handlers[:], root.level, logging.raiseExceptions
    hook = threading.excepthook
    yield
    for handler in root.handlers:
        if handler not in before[0]:
            handler.close()
    root.handlers[:], logging.raiseExceptions = before[0], before[2]
    root.setLevel(before[1])
    threading.excepthook = hook


def end_with(monkeypatch: pytest.MonkeyPatch, error: Exception | None) -> None:
    """Have the running Lull end at once."""

    def run(self: Resident) -> None:
        self._lock.release()
        if self._on_start is not None:
            self._on_start()
        if error is not None:
            raise error

    monkeypatch.setattr(Resident, "run", run)


@pytest.mark.parametrize("end", ["", "DISPLAY"])
def test_who_starts_it_is_told_how_to_end_it(
    lull: Commands, monkeypatch: pytest.MonkeyPatch, end: str
) -> None:
    if end:
        monkeypatch.setenv(end, ":7")
    end_with(monkeypatch, None)
    told = io.StringIO()
    monkeypatch.setattr(sys, "stderr", told)
    assert resident.run(lull.paths) == 0
    assert told.getvalue() == (STARTS if end else STARTS_IN_TEXT)


class Screen(io.StringIO):
    """A terminal as far as a print can tell."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("display", "told"),
    [
        (
            ":7",
            (
                "Closing this terminal ends Lull. To start it without one: lull desktop install, "
                "or lull autostart on\n"
            ),
        ),
        ("", "Closing this terminal ends Lull.\n"),
    ],
)
def test_who_starts_it_in_a_terminal_is_told_that_it_ends_with_it(
    lull: Commands, monkeypatch: pytest.MonkeyPatch, display: str, told: str
) -> None:
    monkeypatch.setenv("DISPLAY", display)
    end_with(monkeypatch, None)
    first = STARTS if display else STARTS_IN_TEXT
    # nohup has it stay, so there is nothing to tell.
    for hang_up, expected in ((signal.SIG_DFL, first + told), (signal.SIG_IGN, first)):
        screen = Screen()
        monkeypatch.setattr(sys, "stderr", screen)
        before = signal.signal(signal.SIGHUP, hang_up)
        try:
            assert resident.run(lull.paths) == 0
        finally:
            signal.signal(signal.SIGHUP, before)
        assert screen.getvalue() == expected


def test_where_nobody_can_be_told_it_starts_too(
    lull: Commands, monkeypatch: pytest.MonkeyPatch
) -> None:
    end_with(monkeypatch, None)
    monkeypatch.setattr(sys, "stderr", None)
    assert resident.run(lull.paths) == 0

    class Full(io.StringIO):
        def write(self, _: str) -> int:
            raise OSError(28, "No space left on device")

    monkeypatch.setattr(sys, "stderr", Full())
    assert resident.run(lull.paths) == 0


def test_a_start_at_login_tells_nobody(lull: Commands, monkeypatch: pytest.MonkeyPatch) -> None:
    end_with(monkeypatch, None)
    told = io.StringIO()
    monkeypatch.setattr(sys, "stderr", told)
    assert resident.run(lull.paths, at_login=True) == 0
    assert told.getvalue() == ""


def test_an_expected_end_is_told_and_not_logged(
    lull: Commands, monkeypatch: pytest.MonkeyPatch
) -> None:
    end_with(monkeypatch, JournalError("The journal cannot be used", "it is damaged"))
    with pytest.raises(JournalError):
        resident.run(lull.paths)
    assert lull.paths.log.read_text() == ""


def test_an_unexpected_end_is_logged_with_its_traceback(
    lull: Commands, monkeypatch: pytest.MonkeyPatch
) -> None:
    end_with(monkeypatch, ZeroDivisionError("in the core"))
    with pytest.raises(ZeroDivisionError):
        resident.run(lull.paths)
    text = lull.paths.log.read_text()
    assert "Traceback" in text
    assert "ZeroDivisionError: in the core" in text
    assert lull.paths.log.stat().st_mode & 0o777 == 0o600


def test_a_thread_that_fails_is_logged(lull: Commands, monkeypatch: pytest.MonkeyPatch) -> None:
    end_with(monkeypatch, None)
    resident.run(lull.paths)
    thread = threading.Thread(target=lambda: 1 / 0)
    thread.start()
    thread.join()
    assert "ZeroDivisionError: division by zero" in lull.paths.log.read_text()
    # Some threads end without one to name.
    threading.excepthook(threading.ExceptHookArgs((SystemExit, None, None, thread)))


def test_the_log_stays_small(lull: Commands, monkeypatch: pytest.MonkeyPatch) -> None:
    end_with(monkeypatch, None)
    monkeypatch.setattr(resident, "_LOG_BYTES", 1000)
    resident.run(lull.paths)
    for number in range(100):
        logging.getLogger("tray").info("a line of the log, number %d", number)
    sizes = [path.stat().st_size for path in lull.paths.log.parent.iterdir()]
    assert len(sizes) == 2
    assert max(sizes) <= 1000


def test_a_log_that_cannot_be_written_later_is_no_traceback(
    lull: Commands, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    end_with(monkeypatch, None)
    resident.run(lull.paths)
    [handler] = [h for h in logging.getLogger().handlers if isinstance(h, RotatingFileHandler)]

    def full(_: str) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(handler.stream, "write", full)
    capsys.readouterr()
    logging.getLogger("tray").warning("nobody will read this")
    assert capsys.readouterr().err == ""


# -- a second start


def second_start(
    lull: Commands, monkeypatch: pytest.MonkeyPatch, answer: dict[str, Any] | Exception
) -> list[messages.Request]:
    lull.paths.lock.parent.mkdir(parents=True)
    monkeypatch.setattr(resident, "Resident", already_running)
    asked: list[messages.Request] = []

    def ask(_path: Path, request: messages.Request) -> object:
        asked.append(request)
        if isinstance(answer, Exception):
            raise answer
        return answer

    monkeypatch.setattr(control, "ask", ask)
    return asked


def already_running(*_: object, **__: object) -> None:
    raise AlreadyRunning


def test_the_first_is_asked_to_show_itself(
    lull: Commands, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = second_start(lull, monkeypatch, {"text": "Next: water"})
    monkeypatch.setenv("XDG_ACTIVATION_TOKEN", "click-1" + "x" * 1000)
    assert resident.run(lull.paths) == 0
    assert asked == [messages.Hello(("click-1" + "x" * 1000)[:256]), messages.Status()]
    assert capsys.readouterr().out == "Lull is already running. Next: water\n"


def test_at_login_the_first_is_not_asked_to_show_itself(
    lull: Commands, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = second_start(lull, monkeypatch, {"text": "Next: water"})
    assert resident.run(lull.paths, at_login=True) == 0
    assert asked == [messages.Status()]


@pytest.mark.parametrize("at_login", [True, False])
def test_a_newcomer_is_welcomed_unless_the_desktop_started_it(
    lull: Commands,
    monkeypatch: pytest.MonkeyPatch,
    at_login: bool,  # noqa: FBT001 - a case
) -> None:
    end_with(monkeypatch, None)
    made = begun(monkeypatch)
    assert resident.run(lull.paths, at_login=at_login) == 0
    assert [asked["welcome"] for asked in made] == [not at_login]


def begun(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """What each Lull is asked to begin with."""
    made: list[dict[str, Any]] = []
    real = Resident.__init__

    def init(self: Resident, paths: Paths, **asked: Any) -> None:  # noqa: ANN401 - as they come
        made.append(asked)
        real(self, paths, **asked)

    monkeypatch.setattr(Resident, "__init__", init)
    return made


def test_who_starts_it_for_a_window_gets_that_and_no_welcome(
    lull: Commands, monkeypatch: pytest.MonkeyPatch
) -> None:
    end_with(monkeypatch, None)
    made = begun(monkeypatch)
    monkeypatch.setenv("XDG_ACTIVATION_TOKEN", "click-1")
    assert lull("run", "--open", "look-back").status == 0
    assert [(asked["first"], asked["welcome"]) for asked in made] == [
        (("open look_back", "click-1"), False)
    ]


def test_one_that_runs_opens_the_window_that_a_second_start_is_for(
    lull: Commands, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = second_start(lull, monkeypatch, {"text": "Next: water"})
    assert lull("run", "--open", "log").status == 0
    assert asked == [messages.Open(Window.LOG, ""), messages.Status()]


def test_one_that_is_just_starting_is_let_alone(
    lull: Commands, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    second_start(lull, monkeypatch, ConnectionRefusedError())
    assert resident.run(lull.paths) == 0
    assert capsys.readouterr().out == "Lull is already running. It is just starting.\n"


def test_one_that_hangs_is_told_of(lull: Commands, monkeypatch: pytest.MonkeyPatch) -> None:
    second_start(lull, monkeypatch, DesktopError("Lull does not answer", "it may be busy"))
    with pytest.raises(DesktopError):
        resident.run(lull.paths)
