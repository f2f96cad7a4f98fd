"""``lull report``: what was logged, for a doctor, as text or as a PDF.

The PDF is made by the windows' own process, which alone loads the toolkit, without a window and
without a desktop.
"""

from __future__ import annotations

import contextlib
import os
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Final

from config.errors import DesktopError, InputError, LullError
from config.foreign_words import named, reason_of
from config.hand_out import check_free, hand_out
from config.language import N_, tr
from journal.report import Asked, read_report
from journal.report_period import chosen_period
from journal.report_text import report_text
from journal.report_words import write
from tips.report_words import report_words
from tray.commands.actions import open_desk
from tray.commands.prompt import read_line
from tray.qt_trouble import offscreen_plugin, trouble_of
from tray.windows_door import window_command

if TYPE_CHECKING:
    import argparse

    from config.paths import Paths

PDF: Final = ".pdf"
TEXT: Final = ".txt"
_SECONDS: Final = 300.0
"""Ten years take about two; a machine that swaps may need more, and one that hangs is told."""
_NO_PDF: Final = N_("The PDF could not be made")
_TEXT_WORKS: Final = N_("The text works without: name a file that ends in .txt")
_SAID: Final = "lull: "


def report(options: argparse.Namespace, paths: Paths) -> int:
    """``lull report``.

    Raises:
        InputError: The period or the file makes no sense.
        JournalError: The journal cannot be read.
        DesktopError: What makes PDFs is missing.
        LullError: The file cannot be written.
    """
    asked = Asked(options.first, options.last, with_notes=not options.without_notes)
    if options.out is None:
        print(_text(asked, paths), end="")
        if options.stay:
            with contextlib.suppress(EOFError):
                read_line(tr("Press Enter to close this window"))
        return 0
    path = _place(options.out, force=options.force)
    data = _text(asked, paths).encode() if _ending(path) == TEXT else _pdf(asked, paths)
    try:
        hand_out(path, data, force=options.force)
    except OSError as error:
        raise LullError(tr("The report was not written"), named(path, reason_of(error))) from error
    told = tr(
        "Written to {path}. It holds health data; it can be read by you alone.",
        path=path.absolute(),
    )
    print(told)
    return 0


def _place(name: str, *, force: bool) -> Path:
    path = Path(os.path.expanduser(name))  # noqa: PTH111 - a name may be no valid path
    if _ending(path) not in {PDF, TEXT}:
        detail = tr(
            "{name}: the name must end in {pdf} or {text}; without --out it is printed",
            name=name,
            pdf=PDF,
            text=TEXT,
        )
        raise InputError(tr("Not written"), detail)
    try:
        check_free(path, force=force)
    except OSError as error:
        # Such as a name that is too long.
        raise InputError(tr("Not written"), named(name, reason_of(error))) from error
    return path


def _ending(path: Path) -> str:
    return path.suffix.lower()


def _text(asked: Asked, paths: Paths) -> str:
    words = report_words()
    with open_desk(paths, strict=False, writes=False) as desk:
        profile = desk.settings.profile.for_advice
        made_at = desk.clock.local(desk.clock.now())
        found = read_report(desk.journal, asked, made_at, profile, words["core"])
    return report_text(write(found, words))


def _pdf(asked: Asked, paths: Paths) -> bytes:
    # What makes no sense is told before a process is started for it.
    with open_desk(paths, strict=False, writes=False) as desk:
        chosen_period(asked.first, asked.last, desk.clock.today())
    command = [*window_command("report", paths), "--pdf"]
    for option, value in (("--from", asked.first), ("--to", asked.last)):
        command += [] if value is None else [option, value]
    command += [] if asked.with_notes else ["--without-notes"]
    try:
        done = subprocess.run(  # noqa: S603 - a list, never a shell
            command,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            # No display is needed, and one that is there is not asked.
            env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
            timeout=_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        late = tr("its program did not end within {n} s.", n=round(_SECONDS))
        raise DesktopError(tr(_NO_PDF), f"{late} {tr(_TEXT_WORKS)}") from error
    if done.returncode == 0:
        return done.stdout
    raise _error(done.returncode, done.stderr.decode(errors="replace"))


def _error(status: int, errors: str) -> LullError:
    """What the other process said went wrong, in its words or in ours."""
    told = [line for line in errors.splitlines() if line.startswith(_SAID)]
    if status in {1, 2} and told:
        title, _, detail = told[-1].removeprefix(_SAID).partition(": ")
        return (InputError if status == InputError.exit_code else LullError)(title, detail)
    trouble = trouble_of(status, errors, offscreen_plugin())
    return DesktopError(tr(_NO_PDF), f"{trouble.words} {tr(_TEXT_WORKS)}")
