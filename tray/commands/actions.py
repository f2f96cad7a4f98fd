"""What each command does; the running Lull does it if there is one, else this process."""

from __future__ import annotations

import importlib
import json
import os
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from config.errors import DesktopError, InputError
from config.kinds import Window
from config.language import N_, tr, trn
from config.local_format import number, sentence
from journal.entries import new_id
from tray import control, messages

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager

    from config.paths import Paths
    from config.settings import Settings
    from tray.clock import Clock
    from tray.desk import Desk

_FIRST_DATE = date(1970, 1, 1)
_LAST_DATE = date(2200, 1, 1)
_NOTHING_NEXT = N_("No nudge comes until Lull is started.")


def open_desk(
    paths: Paths, *, strict: bool = True, writes: bool = True
) -> AbstractContextManager[Desk]:
    """See `tray.commands.here`; who only asks the running Lull loads nothing of it."""
    from tray.commands import here  # noqa: PLC0415 - likewise

    return here.open_desk(paths, strict=strict, writes=writes)


def _usable_settings(paths: Paths) -> Settings:
    from tray.commands import here  # noqa: PLC0415 - see open_desk

    return here.usable_settings_or_defaults(paths)


def _do(
    paths: Paths, request: messages.Request, *, strict: bool = True, writes: bool = True
) -> Any:  # noqa: ANN401 - JSON of each
    """Have the running Lull do it, or do it here."""
    try:
        return control.ask(paths.control, request)
    except ConnectionError as error:
        # Every other request may be done twice: it says what shall be, or carries its own id.
        if isinstance(request, messages.Undo) and not isinstance(error, ConnectionRefusedError):
            detail = tr("it ended meanwhile; see with lull look-back whether it was taken back")
            raise DesktopError(tr("Lull did not answer"), detail) from error
        from tray.desk import perform  # noqa: PLC0415 - see open_desk

        with open_desk(paths, strict=strict, writes=writes) as desk:
            result = perform(desk, request)
        return _nothing_next(result) if isinstance(request, messages.Resume) else result


def _nothing_next(status: dict[str, Any]) -> dict[str, Any]:
    """A status where no Lull runs: what the timetable has next comes only if one does by then."""
    return status | {"next": None, "text": tr(_NOTHING_NEXT)}


def _tell(options: argparse.Namespace, result: Any, *lines: str) -> int:  # noqa: ANN401 - any JSON
    if options.json:
        print(json.dumps(result, indent=2))
    else:
        print("\n".join(lines))
    return 0


def _status_lines(result: dict[str, Any]) -> list[str]:
    # What the first line gives as the reason is not said again.
    lines = [
        f"  {sentence(hold['text'])}"
        for hold in result["holds"]
        if tr("Quiet: {reason}", reason=hold["text"]) != result["text"]
    ]
    lines += [f"  {result['trial']}"] if result["trial"] else []
    if result["settings_error"] is not None:
        error = result["settings_error"]
        told = tr("The settings file is not valid, so it was left out: {error}", error=error)
        lines.append(f"  {told}")
    return [result["text"], *lines]


def _status(paths: Paths, *, strict: bool = True) -> dict[str, Any]:
    try:
        result: dict[str, Any] = control.ask(paths.control, messages.Status())
    except ConnectionError:
        with open_desk(paths, strict=strict, writes=False) as desk:
            status = _nothing_next(desk.status())
        result = {"running": False, "icon": "none", **status, "settings_error": None}
    return result


def status(options: argparse.Namespace, paths: Paths) -> int:
    """``lull status``."""
    result = _status(paths)
    running = tr("Lull is running.") if result["running"] else tr("Lull is not running.")
    return _tell(options, result, running, *_status_lines(result))


def why(options: argparse.Namespace, paths: Paths) -> int:
    """``lull why``."""
    from tray import facts  # noqa: PLC0415 - see plan

    with open_desk(paths, strict=False, writes=False) as desk:
        rows = facts.why(desk.journal, desk.clock, options.days)
    lines = [f"{row['at'][:16].replace('T', ' ')}  {row['kind']}: {row['text']}" for row in rows]
    if not options.json:
        # The same sentence as in the menu, whatever else there is to tell.
        lines = [_status(paths, strict=False)["text"], *(lines or [tr("No nudge was held.")])]
    return _tell(options, rows, *lines)


def plan(options: argparse.Namespace, paths: Paths) -> int:
    """``lull plan``."""
    from tips.catalog import load_catalog  # noqa: PLC0415 - no other command needs the tips
    from tray import facts  # noqa: PLC0415 - each command loads what it needs

    with open_desk(paths, writes=False) as desk:
        first = _date(options.first, desk.clock)
        rows = facts.planned(
            desk.journal, desk.clock, desk.settings, load_catalog(), first, options.days
        )
    lines = [f"{row['at'][:16].replace('T', ' ')}  {row['kind']}: {row['title']}" for row in rows]
    if lines:
        lines.append(tr("It assumes that you are at the computer all day and can be nudged."))
    return _tell(options, rows, *(lines or [tr("No nudge would come.")]))


def _date(text: str | None, clock: Clock) -> date:
    words = {None: 0, "today": 0, "tomorrow": 1}
    if text in words:
        return clock.today() + timedelta(days=words[text])
    chosen = iso_date(text or "")
    if not _FIRST_DATE <= chosen <= _LAST_DATE:
        detail = tr("{date} is out of range (1970 to 2200)", date=chosen)
        raise InputError(tr("Not a date"), detail)
    return chosen


def iso_date(text: str) -> date:
    """A date that was typed as ISO 8601 has it.

    Raises:
        InputError: It is none.
    """
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        detail = tr('"{typed}"; write 2026-03-29', typed=text[:40])
        raise InputError(tr("Not a date"), detail) from error


def pause(options: argparse.Namespace, paths: Paths) -> int:
    """``lull pause``."""
    result = _do(paths, messages.Pause(_word(options.until)), strict=False)
    return _tell(options, result, result["text"])


def resume(options: argparse.Namespace, paths: Paths) -> int:
    """``lull resume``."""
    result = _do(paths, messages.Resume(), strict=False)
    return _tell(options, result, result["text"])


def ease(options: argparse.Namespace, paths: Paths) -> int:
    """``lull ease``."""
    result = _do(paths, messages.Ease(options.undo), strict=False, writes=options.undo is not None)
    return _tell(options, result, result["text"])


def nudge(options: argparse.Namespace, paths: Paths) -> int:
    """``lull nudge``: on the desktop by the running Lull, else here in the terminal."""
    try:
        control.ask(paths.control, messages.Nudge(options.kind))
        print(tr("It was shown."))
    except ConnectionError:
        from tips.catalog import load_catalog  # noqa: PLC0415 - see plan
        from tips.rotation import choose_tip  # noqa: PLC0415 - like the tips

        with open_desk(paths, strict=False, writes=False) as desk:
            tips, shown = load_catalog().tips(options.kind), desk.journal.tips_last_shown()
            tip = choose_tip(tips, shown, desk.clock.now(), options.kind)
        print(f"{tip.title}\n  {tip.text}")
        print(f"  {tr('Source: {title}', title=tip.source.title)}")
        print(tr("(Lull is not running, so it is shown here.)"))
    return 0


def log(options: argparse.Namespace, paths: Paths) -> int:
    """``lull log``."""
    words = [_word(word) for word in options.words]
    if not words or words[0].lower() == "twitch":
        return _log_twitch(options, paths)
    if len(words) > 2:  # noqa: PLR2004 - what, and how much
        detail = tr("say what, and how much if you like: log water 250")
        raise InputError(tr("Not understood"), detail)
    result = _log(paths, words, None if options.at is None else _word(options.at))
    return _tell(options, result, result["text"])


def _log_twitch(options: argparse.Namespace, paths: Paths) -> int:
    from tray.commands.twitch import log_twitch  # noqa: PLC0415 - for this alone

    if len(options.words) > 1 or options.at is not None or options.json:
        detail = tr("lull log twitch takes nothing else; it asks questions")
        raise InputError(tr("Not understood"), detail)
    return log_twitch(paths, _usable_settings(paths), stay=options.stay)


def check(options: argparse.Namespace, paths: Paths) -> int:
    """``lull check``: the questions and the advice; or, from a file, the advice as JSON."""
    settings = _usable_settings(paths)
    if options.file is None:
        from tray.commands.twitch_check import check_here  # noqa: PLC0415 - for this alone

        return check_here(paths, settings)
    from tray.commands.check import check_file  # noqa: PLC0415 - for this alone

    return check_file(options.file, settings)


def _log(paths: Paths, words: list[str], at: str | None) -> Any:  # noqa: ANN401 - JSON of an entry
    # Id and moment are made here: if the running Lull saves the entry and dies before it answers,
    # doing it again in this process logs nothing twice.
    at = datetime.now(UTC).isoformat() if at is None else at
    return _do(paths, messages.Log(words, new_id(), at), strict=False)


def _word(text: str) -> str:
    """A word short enough for a message, with nothing in it that is no text."""
    if len(text) > 100 or "\0" in text or not text.isprintable():  # noqa: PLR2004 - as messages._Word has it
        detail = tr("{word} is not a word that Lull knows", word=repr(text[:40]))
        raise InputError(tr("Not understood"), detail)
    return text


def undo(options: argparse.Namespace, paths: Paths) -> int:
    """``lull undo``."""
    result = _do(paths, messages.Undo(), strict=False)
    return _tell(options, result, result["text"])


def today(options: argparse.Namespace, paths: Paths) -> int:
    """``lull today``."""
    result = _do(paths, messages.Today(), writes=False)
    return _tell(options, result, *_day_lines(result))


def _day_lines(result: dict[str, Any]) -> Iterator[str]:
    # What the check-in was told may be none; else a total of 0 means that nobody noted anything.
    told = frozenset(result["checked_in"])
    yield _caffeine_line(result, told)
    if result["caffeine_guidance"]:
        yield result["caffeine_guidance"]["text"]
    yield (
        tr("Water and other drinks, coffee and tea among them: {n} ml", n=result["water_ml"])
        if result["water_ml"] or "water" in told
        else tr("Water and other drinks, coffee and tea among them: not noted")
    )
    sleep, stress = result["sleep_hours"], result["stress"]
    if sleep is None:
        yield tr("Sleep: not noted")
    else:
        yield trn("Sleep: {n} hour", "Sleep: {n} hours", sleep, n=number(sleep))
    if stress is None:
        yield tr("Stress: not noted")
    else:
        yield tr("Stress: {n} of 10", n=number(stress))
    units, minutes = result["alcohol_units"], result["exercise_minutes"]
    yield (
        trn("Alcohol: {n} unit", "Alcohol: {n} units", units, n=number(units))
        if units or "alcohol" in told
        else tr("Alcohol: not noted")
    )
    yield (
        trn("Exercise: {n} minute", "Exercise: {n} minutes", minutes, n=number(minutes))
        if minutes or "exercise" in told
        else tr("Exercise: not noted")
    )


def _caffeine_line(result: dict[str, Any], told: frozenset[str]) -> str:
    drunk, left = result["caffeine_mg"], round(result["caffeine_at_bedtime_mg"])
    if drunk or "caffeine" in told:
        return tr(
            "Caffeine: about {drunk} mg, about {left} mg left at bedtime",
            drunk=round(drunk),
            left=left,
        )
    if left:
        # Of the day before.
        return tr("Caffeine: not noted today, about {left} mg left at bedtime", left=left)
    return tr("Caffeine: not noted")


def breathe(_options: argparse.Namespace, paths: Paths) -> int:
    """``lull breathe``: by notifications of the running Lull, else in the terminal."""
    try:
        control.ask(paths.control, messages.Breathe())
    except ConnectionError:
        from tray.commands.terminal import breathe_here  # noqa: PLC0415 - for this alone

        with open_desk(paths, strict=False) as desk:
            breathe_here(desk)
    return 0


def open_(options: argparse.Namespace, paths: Paths) -> int:
    """``lull open``: a window of the running Lull, for a key of the desktop's own."""
    window = Window(options.window.replace("-", "_"))
    _do(paths, messages.Open(window, messages.activation_token(os.environ)))
    return 0


def page(options: argparse.Namespace, paths: Paths) -> int:
    """``lull about`` and its like: a page as text."""
    from tray.pages import text_of  # noqa: PLC0415 - for this alone

    with open_desk(paths, strict=False, writes=False) as desk:
        print(text_of(options.command.replace("-", "_"), desk), end="")
    return 0


def quit_(_options: argparse.Namespace, paths: Paths) -> int:
    """``lull quit``."""
    from tray.commands import alone  # noqa: PLC0415 - see plan

    # Who types lull quit && lull must not meet the one that is about to end.
    if not alone.end(paths):
        raise DesktopError(tr("Lull is not running"), tr("there is nothing to end"))
    print(tr("Lull has ended."))
    return 0


def _lazy(module: str, name: str) -> Callable[[argparse.Namespace, Paths], int]:
    """A command that is rarely wanted; its module is loaded when it is."""

    def command(options: argparse.Namespace, paths: Paths) -> int:
        status: int = getattr(importlib.import_module(module), name)(options, paths)
        return status

    return command


COMMANDS: dict[str, Callable[[argparse.Namespace, Paths], int]] = {
    "status": status,
    "why": why,
    "plan": plan,
    "pause": pause,
    "resume": resume,
    "ease": ease,
    "nudge": nudge,
    "log": log,
    "check": check,
    "undo": undo,
    "today": today,
    "patterns": _lazy("tray.commands.patterns", "patterns"),
    "trial": _lazy("tray.commands.trial", "trial"),
    "breathe": breathe,
    "open": open_,
    "check-in": _lazy("tray.commands.day", "check_in"),
    "settings": _lazy("tray.commands.lull_itself", "settings"),
    "desktop": _lazy("tray.commands.desktop", "desktop"),
    "autostart": _lazy("tray.commands.lull_itself", "autostart_"),
    "doctor": _lazy("tray.commands.lull_itself", "doctor"),
    "demo": _lazy("tray.commands.lull_itself", "demo"),
    "about": page,
    "when-to-get-help": page,
    "look-back": page,
    "report": _lazy("tray.commands.report", "report"),
    "export": _lazy("tray.commands.transfer", "export"),
    "import": _lazy("tray.commands.transfer", "import_"),
    "backup": _lazy("tray.commands.backups", "backup"),
    "forget": _lazy("tray.commands.forget", "forget"),
    "quit": quit_,
}
"""What each command does, by its name on the command line."""
