"""From the words of the command line to an exit status, and what becomes of an error.

An error is one line, ``lull: TITLE: DETAIL``; exit status 2 stands for bad input and 1 for anything
else that went wrong. A traceback appears only with ``--debug``.
"""

from __future__ import annotations

import contextlib
import io
import logging
import os
import sys
import traceback
import warnings
from typing import TYPE_CHECKING

from config import language
from config.errors import InputError, LullError
from config.foreign_words import place_and_reason_of
from config.language import tr
from config.paths import resolve
from tray import footprint
from tray.commands.plain_words import understood

if TYPE_CHECKING:
    from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; returns the exit status.

    Args:
        arguments: The words after ``lull``; those of this process if None.
    """
    words = list(sys.argv[1:] if arguments is None else arguments)
    debug = "--debug" in words
    _prepare_streams()
    try:
        try:
            status = _run(words)
        except SystemExit:  # argparse has printed the help
            status = 0
        # What cannot be written must be known now: the interpreter's own last attempt comes too
        # late for an exit status, and with a traceback.
        if sys.stdout is not None:
            sys.stdout.flush()
    except KeyboardInterrupt:
        return 130
    except Exception as error:  # noqa: BLE001 - barrier: one line for the person, whatever it was
        if debug:
            traceback.print_exc()
        return _report(error)
    return status


def _prepare_streams() -> None:
    """Have no character that a terminal cannot show be an error, and no library write there."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # In UTF-8 only names of files that are no text remain, and they pass unharmed.
            utf8 = stream.encoding.lower().replace("-", "") == "utf8"
            stream.reconfigure(errors="surrogateescape" if utf8 else "replace")
    if isinstance(sys.stdin, io.TextIOWrapper):
        sys.stdin.reconfigure(errors="replace")
    # platformdirs; a fallback that is fine on a machine without a login manager is no news.
    warnings.filterwarnings("ignore", message="XDG_RUNTIME_DIR is not set")
    root = logging.getLogger()
    if not root.handlers:
        # Otherwise Python prints warnings that are meant for the log of the running Lull.
        root.addHandler(logging.NullHandler())


def _report(error: Exception) -> int:
    """Say what went wrong on one line; returns the exit status."""
    if isinstance(error, BrokenPipeError):
        # The reader of our output left (a pager, head): nothing is wrong, and nothing can be said.
        _drop_unwritable()
        return 1
    if isinstance(error, OSError):
        _drop_unwritable()
    told = _told(error)
    if sys.stderr is not None:
        with contextlib.suppress(OSError):  # nothing can be said where errors cannot be written
            print(f"lull: {told.told}", file=sys.stderr)
    return told.exit_code


def _told(error: Exception) -> LullError:
    """The error as a person is told of it: on one line of plain text."""
    if isinstance(error, LullError):
        return error
    if isinstance(error, OSError):
        return LullError(tr("That did not work"), place_and_reason_of(error))
    detail = tr(
        "an unexpected {error}; run it again with --debug and report that",
        error=type(error).__name__,
    )
    return LullError(tr("Something went wrong"), detail)


def _drop_unwritable() -> None:
    """Let output that cannot be written go nowhere, so that the interpreter ends in silence."""
    if sys.stdout is None:
        return
    try:
        sys.stdout.flush()
    except OSError:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)


def _language_setting(words: list[str]) -> str:
    """What the settings say of the language; "" where the words name no folder that can be."""
    import argparse  # noqa: PLC0415 - where the words are not plain

    home = argparse.ArgumentParser(add_help=False, allow_abbrev=False, exit_on_error=False)
    home.add_argument("--home")
    with contextlib.suppress(argparse.ArgumentError):
        return _language_at(home.parse_known_args(words)[0].home)
    return ""


def _language_at(home: str | None) -> str:
    from config.usable import language_setting  # noqa: PLC0415 - when the first text is shown

    with contextlib.suppress(InputError):
        return language_setting(resolve(home, os.environ))
    return ""


def _run(words: list[str]) -> int:
    options = understood(words)
    if options is not None:
        language.begin(lambda: _language_at(getattr(options, "home", None)))
    else:
        language.begin(lambda: _language_setting(words))
        from tray.commands.line import build_parser  # noqa: PLC0415 - argparse costs 0.6 MB

        options = build_parser().parse_args(words)
    if options.version:
        from importlib.metadata import version  # noqa: PLC0415 - for this option alone

        print(f"lull {version('lull')}")
        return 0
    command = options.command or "run"
    if command == "run":
        footprint.share_one_heap()
    paths = resolve(getattr(options, "home", None), os.environ)
    if command == "run":
        from tray.commands.resident import run  # noqa: PLC0415 - the icon's own start is short

        window = getattr(options, "open", None)
        if window is not None:
            from config.kinds import Window  # noqa: PLC0415 - who starts at login names none

            window = Window(window.replace("-", "_"))
        return run(paths, at_login=getattr(options, "autostart", False), window=window)
    footprint.load_less_for_the_core()
    from tray.commands import actions  # noqa: PLC0415 - each command loads what it needs

    return actions.COMMANDS[command](options, paths)
