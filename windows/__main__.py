"""``python -P -m windows NAME``: one window in a process of its own.

It writes single words as lines on standard output for whoever started it: ``painted`` once the
window can be seen, ``saved`` and ``changed`` when the journal or the settings have something new,
``open NAME`` when another window is wanted, ``autostart on`` and ``autostart off`` when Lull is to
start at login or not. With ``--linger`` it stays for a minute, hidden, after it was closed, and
shows again at once on a line ``show`` or ``show TOKEN`` on standard input; the activation token
lets it come to the front. Where another language is wanted by then, which ``change`` in the place
of ``show`` says too, it writes ``anew`` and ends: the window is for a new process to show. With
``--pdf`` no window opens: ``report`` writes its PDF there instead.
"""

from __future__ import annotations

import argparse
import importlib
import os
import sys
from typing import TYPE_CHECKING

from config.kinds import Window

if TYPE_CHECKING:
    from collections.abc import Sequence

_LOG = (
    "windows.log_book",
    "windows.log_flow",
    "windows.profile_model",
    "windows.site_search",
    "windows.body_shapes",
)
_PAGES = ("tips.pages", "windows.reading")
_REPORT = (
    "journal.report_text",
    "journal.report_words",
    "tips.report_words",
    "windows.body_shapes",
    "windows.report_model",
)
_WITHOUT_QT: dict[str, tuple[str, ...]] = {
    Window.LOG: _LOG,
    Window.CHECK: _LOG,
    Window.WELCOME: (
        "config.write",
        "tips.questions",
        "windows.onboarding_model",
        "windows.profile_model",
    ),
    Window.CHECK_IN: ("windows.check_in_model",),
    Window.BREATHE: ("windows.breathe_model",),
    Window.LOOK_BACK: (
        "tips.drinks",
        "windows.look_back_book",
        "windows.look_back_rows",
        "windows.onboarding_model",
        "windows.timeline_model",
    ),
    Window.SETTINGS: (
        "config.write",
        "tips.drinks",
        "tips.questions",
        "windows.profile_model",
        "windows.settings_file",
        "windows.settings_values",
    ),
    Window.REPORT: _REPORT,
    Window.ABOUT: _PAGES,
    Window.WHEN_TO_GET_HELP: _PAGES,
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Show a window until it is closed; 0 then, 2 for arguments that make no sense."""
    parser = argparse.ArgumentParser(prog="python -P -m windows", description=__doc__)
    parser.add_argument("name", choices=list(map(str, Window)))
    parser.add_argument("--home", help="the one folder that holds everything")
    parser.add_argument("--linger", action="store_true", help="stay hidden for a minute")
    parser.add_argument("--autostart", choices=("on", "off"), help="whether Lull starts at login")
    parser.add_argument("--pdf", action="store_true", help="report: the PDF on standard output")
    parser.add_argument("--from", dest="first", help="report: the first day")
    parser.add_argument("--to", dest="last", help="report: the last day")
    parser.add_argument("--without-notes", action="store_true", help="report: no own words")
    chosen = parser.parse_args(arguments)
    if chosen.pdf and chosen.name != Window.REPORT:
        parser.error("--pdf goes with report")

    # Here, so that a wrong name is answered without Qt; and all that does without Qt first, as
    # PySide 6.11 reads the source of every module that is imported after it.
    from config import language  # noqa: PLC0415 - see above
    from config.errors import LullError  # noqa: PLC0415 - see above
    from config.paths import resolve  # noqa: PLC0415 - see above
    from config.usable import language_setting  # noqa: PLC0415 - see above

    _load_what_is_shown(chosen.name)
    try:
        paths = resolve(chosen.home, os.environ)
        language.begin(lambda: language_setting(paths))
        if chosen.pdf:
            from journal.report import Asked  # noqa: PLC0415 - see above
            from windows.report_pdf import print_pdf  # noqa: PLC0415 - see above

            asked = Asked(chosen.first, chosen.last, with_notes=not chosen.without_notes)
            return print_pdf(paths, asked, sys.stdout.buffer)
        from windows.showing import show  # noqa: PLC0415 - see above

        autostart = None if chosen.autostart is None else chosen.autostart == "on"
        return show(chosen.name, paths, linger=chosen.linger, autostart=autostart)
    except LullError as error:
        sys.stderr.write(f"lull: {error.told}\n")
        return error.exit_code


def _load_what_is_shown(name: str) -> None:
    for module in _WITHOUT_QT[name]:
        importlib.import_module(module)


if __name__ == "__main__":
    sys.exit(main())
