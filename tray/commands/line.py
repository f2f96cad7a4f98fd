"""The words of the command line: all commands and their options."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any, Final, NoReturn, Protocol

from config.errors import InputError
from config.foreign_words import in_our_words, places_in
from config.kinds import NudgeKind, TrialHabit, Window
from config.language import N_, tr
from config.local_format import listed_or
from tray.commands.help_text import HelpFormatter

if TYPE_CHECKING:
    from _typeshed import SupportsWrite


_WINDOWS = [name.replace("_", "-") for name in Window]
_QUOTED: Final = 40
"""Characters of a word that a message repeats."""
_LONGEST: Final = 400
"""Characters of a message; the list of what is known in place of a word takes about 300."""


_TAKES: Final = N_("argument {argument}: {problem}")
_UNKNOWN_KIND: Final = N_("no kind of nudge is called {word}; known: {names}")
_NOT_DAYS: Final = N_("expected a number of days from 1 to 366, got {word}")
_NEAR: Final = N_("there is no {word}; did you mean {name}?")
_KNOWN: Final = N_("there is no {word}; known: {names}")
_REQUIRED: Final = "the following arguments are required: {names}"
_SLIPS: Final = (
    *(_UNKNOWN_KIND, _NOT_DAYS, _NEAR, _KNOWN),
    N_("unrecognized arguments: {words}"),
    N_("expected one argument"),
    N_("ignored explicit argument {word}"),
    N_("invalid float value: {word}"),
)
"""What argparse of Python 3.11 to 3.14 says of a slip, and what is said here of one."""


class _Parser(argparse.ArgumentParser):
    """Reports a mistake as one line in the person's language, like every other error of Lull.

    argparse looks for its words where gettext has those of the whole process, in the language of
    the locale, which Lull's need not be. So it says them in English, and `error` says them anew.
    """

    def error(self, message: str) -> NoReturn:
        """Called by argparse for arguments that it does not understand."""
        message = message[:_LONGEST]
        wanting = places_in(message, _REQUIRED)
        if wanting is not None:
            words = listed_or(wanting["names"].split("|"))
            detail = tr("after {command} comes {words}", command=self.prog, words=words)
            raise InputError(tr("Something is missing"), detail)
        places = places_in(message, _TAKES)
        if places is None:
            problem = in_our_words(message, _SLIPS)
        else:
            words = in_our_words(places["problem"], _SLIPS)
            problem = tr(_TAKES, argument=places["argument"], problem=words)
        detail = tr("{problem}; see {command} --help", problem=problem, command=self.prog)
        raise InputError(tr("Not understood"), detail)

    def print_help(self, file: SupportsWrite[str] | None = None) -> None:
        """Called by argparse for --help; from Python 3.12 on its own loses a full disk's error."""
        print(self.format_help(), end="", file=file)

    def _check_value(self, action: argparse.Action, value: Any) -> None:  # noqa: ANN401 - as it is inherited
        """Called by argparse for a word that must be one of several; a slip gets a hint."""
        if action.choices is None or value in action.choices:
            return
        import difflib  # noqa: PLC0415 - for a slip alone

        known = [str(choice) for choice in action.choices]
        near = difflib.get_close_matches(str(value)[:_QUOTED], known, n=1)
        word = repr(str(value)[:_QUOTED])
        message = _KNOWN.format(word=word, names=", ".join(known))
        if near:
            message = _NEAR.format(word=word, name=near[0])
        raise argparse.ArgumentError(action, message)


def _kind(text: str) -> NudgeKind:
    word = text.lower().replace("-", "_")
    word = {"water": "hydration", "breathe": "breathing"}.get(word, word)
    try:
        return NudgeKind(word)
    except ValueError as error:
        known = ", ".join(kind.replace("_", "-") for kind in NudgeKind)
        message = _UNKNOWN_KIND.format(word=repr(text[:_QUOTED]), names=known)
        raise argparse.ArgumentTypeError(message) from error


def _days(text: str) -> int:
    if not (text.isascii() and text.isdigit() and 1 <= len(text) <= 3 and 1 <= int(text) <= 366):  # noqa: PLR2004 - said in the message
        raise argparse.ArgumentTypeError(_NOT_DAYS.format(word=repr(text[:_QUOTED])))
    return int(text)


def build_parser() -> argparse.ArgumentParser:
    """All commands and options of ``lull``."""
    everywhere = _Parser(add_help=False)
    everywhere.add_argument(
        "--home",
        metavar="DIR",
        default=argparse.SUPPRESS,
        help=N_("keep everything in one folder (also: LULL_HOME)"),
    )
    everywhere.add_argument(
        "--debug",
        action="store_true",
        default=argparse.SUPPRESS,
        help=N_("show a traceback where something goes wrong"),
    )
    parser = _Parser(
        prog="lull",
        description=N_("Calm nudges about everyday habits, from the tray. Without a command: run."),
        formatter_class=HelpFormatter,
        parents=[everywhere],
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="store_true", help=N_("show the version and exit"))
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", parser_class=_Parser)

    def add(name: str, help_: str, *, json: bool = False) -> argparse.ArgumentParser:
        command = commands.add_parser(
            name,
            help=help_,
            description=help_,
            parents=[everywhere],
            allow_abbrev=False,
            formatter_class=HelpFormatter,
        )
        if json:
            command.add_argument("--json", action="store_true", help=N_("print the facts as JSON"))
        return command

    run = add("run", N_("run Lull in the tray (as without a command)"))
    # The desktop starts Lull so at login: nothing but the icon appears.
    run.add_argument("--autostart", action="store_true", help=argparse.SUPPRESS)
    run.add_argument("--open", choices=_WINDOWS, help=N_("and open this window"))
    add("status", N_("what comes next, or why it is quiet"), json=True)
    why = add("why", N_("every nudge that was held, and the reason"), json=True)
    why.add_argument("--days", type=_days, default=2, help=N_("how many days back (default 2)"))
    plan = add("plan", N_("a dry run: the nudges that would come"), json=True)
    plan.add_argument("--from", dest="first", metavar="DATE", help=N_("first day (default today)"))
    plan.add_argument("--days", type=_days, default=1, help=N_("how many days (default 1)"))
    pause = add("pause", N_("no nudges for a while"), json=True)
    pause.add_argument("until", metavar="30m|1h|2h|tomorrow|DATE", help=N_("how long"))
    add("resume", N_("end the pause"), json=True)
    ease = add("ease", N_("the kinds of nudge that come half as often for now"), json=True)
    ease.add_argument(
        "--undo", metavar="KIND", type=_kind, help=N_("have this kind come as before from now on")
    )
    nudge = add("nudge", N_("show a nudge now"))
    nudge.add_argument("kind", metavar="KIND", type=_kind, help=", ".join(NudgeKind))
    log = add("log", N_("log a drink, sleep, stress, exercise or a twitch"), json=True)
    log.add_argument(
        "words",
        nargs="*",
        metavar="WHAT [AMOUNT]",
        help=N_(
            "coffee, tea 2 (cups), cola, energy-drink, water 250 (ml), alcohol 2 (units), "
            "sleep 6.5 (hours), stress 7 (0 to 10), exercise 30 (minutes), ...; "
            "twitch, or nothing at all, asks a few questions and gives advice"
        ),
    )
    log.add_argument("--at", metavar="TIME", help=N_("when: 14:30, or 2026-05-01T14:30"))
    check = add("check", N_("the questions about a twitch and the advice; nothing is saved"))
    check.add_argument(
        "--json",
        dest="file",
        metavar="FILE",
        help=N_("print the advice for the answers in a file (- for standard input) as JSON"),
    )
    # For a terminal that is opened for this alone and would close over the advice.
    log.add_argument("--stay", action="store_true", help=argparse.SUPPRESS)
    add("undo", N_("take back what was logged last"), json=True)
    add("today", N_("the day's caffeine, water, sleep and so on"), json=True)
    add("patterns", N_("days with and without short sleep, caffeine, stress and so on"), json=True)
    _add_trial(add)
    add("breathe", N_("two minutes of slow breathing, in a window or in the terminal"))
    add("check-in", N_("ten seconds about the day's habits, in the terminal"))
    window = add("open", N_("open a window of the running Lull, as its menu does"))
    window.add_argument("window", choices=_WINDOWS, metavar="WINDOW", help=N_("which window"))
    window.epilog = ", ".join(_WINDOWS)
    _add_keeping(add)
    _add_lull_itself(add)
    add("about", N_("read: about twitches, and where the facts come from"))
    add("when-to-get-help", N_("read: when to get help, as published guidance says"))
    add("look-back", N_("read: what was logged in the last two weeks"))
    _add_report(add)
    add("quit", N_("end the running Lull"))
    return parser


class _Add(Protocol):
    """Adds a command."""

    def __call__(self, name: str, help_: str, *, json: bool = False) -> argparse.ArgumentParser: ...


def _add_trial(add: _Add) -> None:
    """The command of the self-test."""
    trial = add(
        "trial",
        N_("try a habit for two weeks, beside two weeks as usual; a lot draws which come first"),
        json=True,
    )
    trial.add_argument(
        "what",
        nargs="?",
        choices=["plan", "mark", "stop"],
        metavar="plan|mark|stop",
        help=N_("(default: show where it stands)"),
    )
    trial.add_argument(
        "word",
        nargs="?",
        metavar="HABIT|DATE",
        help=N_(
            "plan: what to try, by a name that lull trial lists; "
            "mark: the day that did not go as planned (default today)"
        ),
    )
    trial.add_argument("--start", metavar="DATE", help=N_("the first day (default tomorrow)"))
    trial.add_argument(
        "--first",
        choices=["as-usual", "with", "without"],
        help=N_("which two weeks come first (default: drawn by lot)"),
    )
    trial.add_argument("--undo", action="store_true", help=N_("mark: the day went as planned"))
    trial.epilog = ", ".join(habit.replace("_", "-") for habit in TrialHabit)


def _add_report(add: _Add) -> None:
    report = add("report", N_("what was logged, for a doctor: printed, or written as PDF or text"))
    report.add_argument("--out", metavar="FILE", help=N_("where to; ends in .pdf or .txt"))
    report.add_argument(
        "--from", dest="first", metavar="DATE", help=N_("first day (default three months before)")
    )
    report.add_argument("--to", dest="last", metavar="DATE", help=N_("last day (default today)"))
    report.add_argument("--without-notes", action="store_true", help=N_("leave your own words out"))
    report.add_argument("--force", action="store_true", help=N_("write over what is there"))
    report.add_argument("--stay", action="store_true", help=argparse.SUPPRESS)


def _add_lull_itself(add: _Add) -> None:
    """The commands that see to Lull."""
    settings = add("settings", N_("where the settings are, and whether they are valid"))
    settings.add_argument("what", choices=["path", "check"], metavar="path|check")
    desktop = add(
        "desktop", N_("Lull among this person's programs: menu entry, icon, manual, completion")
    )
    desktop.add_argument(
        "what", choices=["install", "remove", "status"], metavar="install|remove|status"
    )
    autostart = add("autostart", N_("start Lull at login"))
    autostart.add_argument("what", choices=["on", "off", "status"], metavar="on|off|status")
    add("doctor", N_("what works here, what does not, and what would help"), json=True)
    demo = add("demo", N_("a whole day in one minute, on a scratch journal"))
    demo.add_argument(
        "--seconds", type=float, default=60.0, help=N_("how long it takes (default 60)")
    )


def _add_keeping(add: _Add) -> None:
    """The commands that take the journal as a whole."""
    export = add(
        "export", N_("everything logged, as one JSON file or as tables for spreadsheets"), json=True
    )
    export.add_argument(
        "--format", choices=["json", "csv"], default="json", help=N_("default json")
    )
    export.add_argument("--out", metavar="FILE|FOLDER", help=N_("where to (default: print it)"))
    export.add_argument("--force", action="store_true", help=N_("write over what is there"))
    import_ = add(
        "import", N_("take in what was exported; what is there already stays as it is"), json=True
    )
    import_.add_argument("file", metavar="FILE", help=N_("the file (- for standard input)"))
    import_.add_argument(
        "--dry-run", action="store_true", help=N_("only count what would be added")
    )
    backup = add(
        "backup",
        N_("copy the journal, list the copies, put one back, or make a damaged journal anew"),
        json=True,
    )
    backup.add_argument(
        "what",
        choices=["now", "list", "restore", "recover"],
        metavar="now|list|restore|recover",
    )
    backup.add_argument(
        "name", nargs="?", metavar="NAME|FILE", help=N_("which copy (default the newest)")
    )
    backup.add_argument(
        "--restart",
        action="store_true",
        help=N_("end the running Lull, and start it again after it"),
    )
    forget = add("forget", N_("remove all that Lull keeps on this computer"), json=True)
    forget.add_argument("--everything", action="store_true", help=N_("yes, all of it"))
