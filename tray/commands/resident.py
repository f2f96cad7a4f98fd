"""``lull`` itself: run in the tray, or tell the one that runs already."""

from __future__ import annotations

import contextlib
import logging
import os
import sys
import threading
from typing import TYPE_CHECKING

from config.errors import LullError
from config.language import tr
from config.lock import AlreadyRunning
from config.paths import refuse_strange_link
from tray.app import Resident, ends_with_terminal, is_graphical, restrict
from tray.stand_ins import standing_in

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import TracebackType

    from config.kinds import Window
    from config.paths import Paths

_log = logging.getLogger(__name__)
_LOG_BYTES = 256 * 1024


def run(paths: Paths, *, at_login: bool = False, window: Window | None = None) -> int:
    """Run Lull until it is told to quit; returns the exit status.

    Args:
        paths: Where the files are.
        at_login: Whether the desktop started it, and not the person.
        window: What is opened at once, by the Lull that runs already if there is one.

    Raises:
        LullError: It could not start.
        OSError: A folder or file cannot be made.
    """
    restrict()
    try:
        tell = None if at_login else _tell_start
        # Who asks for a window wants that one, and is welcomed another time.
        welcome = not at_login and window is None
        resident = Resident(paths, welcome=welcome, first=_first(window), on_start=tell)
    except AlreadyRunning:
        return _greet(paths, at_login=at_login, window=window)
    _log_to(paths)
    try:
        resident.run()
    except LullError:
        raise
    except Exception:
        _log.exception("Lull ends")
        raise
    return 0


def _first(window: Window | None) -> tuple[str, str] | None:
    if window is None:
        return None
    from tray import messages  # noqa: PLC0415 - the icon's own start is without them

    return f"open {window}", messages.activation_token(os.environ)


def _tell_start() -> None:
    """Say that it runs, whether or not anything else is to be seen of it."""
    # Without a console (pythonw, a closed descriptor) there is no such stream.
    if sys.stderr is not None:
        with contextlib.suppress(OSError):  # nobody listens, which ends no Lull
            print(*_start_lines(in_terminal=sys.stderr.isatty()), sep="\n", file=sys.stderr)


def _start_lines(*, in_terminal: bool) -> Iterator[str]:
    ends = in_terminal and ends_with_terminal()
    if is_graphical():
        yield tr("Lull starts. To end it: Quit in its menu, or lull quit")
        if ends:
            yield tr(
                "Closing this terminal ends Lull. To start it without one: lull desktop install, "
                "or lull autostart on"
            )
        return
    yield tr(
        "Lull starts without an icon: there is no desktop session. Nudges come as text. To end "
        "it: Ctrl+C, or lull quit"
    )
    if ends:
        yield tr("Closing this terminal ends Lull.")


def _greet(paths: Paths, *, at_login: bool, window: Window | None) -> int:
    from tray import control, messages  # noqa: PLC0415 - the icon's own start is without them

    try:
        if not at_login:
            token = messages.activation_token(os.environ)
            hello = messages.Open(window, token) if window else messages.Hello(token)
            control.ask(paths.control, hello)
        text = control.ask(paths.control, messages.Status())["text"]
    except ConnectionError:
        # It holds the lock and has not opened its door yet (or is about to end).
        text = tr("It is just starting.")
    print(f"{tr('Lull is already running.')} {text}")
    return 0


def _log_to(paths: Paths) -> None:
    """Log to a file of limited size; it holds what Lull did, never what a person logged."""
    # pickle, 0.1 MB, is for sending elsewhere what is logged, which nobody does here.
    with standing_in({"pickle": {}}):
        from logging.handlers import RotatingFileHandler  # noqa: PLC0415 - see above

    refuse_strange_link(paths.log)
    handler = RotatingFileHandler(paths.log, maxBytes=_LOG_BYTES, backupCount=1, encoding="utf-8")
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    root = logging.getLogger()
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    # A log on a full disk is no reason to fill the terminal with tracebacks.
    logging.raiseExceptions = False
    logging.getLogger("apscheduler").setLevel(logging.WARNING)
    threading.excepthook = _log_thread_failure


def _log_thread_failure(arguments: threading.ExceptHookArgs) -> None:
    value: BaseException | None = arguments.exc_value
    trace: TracebackType | None = arguments.exc_traceback
    if value is not None:
        _log.error("a thread ended", exc_info=(arguments.exc_type, value, trace))
