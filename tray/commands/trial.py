"""``lull trial``: plan a self-test of four weeks, see where it stands and what came of it."""

from __future__ import annotations

import contextlib
import json
import secrets
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Final

from config.errors import InputError
from config.kinds import TrialHabit
from config.language import N_, tr
from journal import trial_words as words
from journal.day_words import date_words
from journal.factors import known_days, twitch_days
from journal.totals import reach_of
from journal.trial import (
    PHASE_DAYS,
    STATE_KEY,
    Phase,
    Stage,
    latest,
    trials_from,
    trials_text,
    with_mark,
    with_plan,
    with_stop,
)
from journal.trial_result import result_of
from tips.trials import load_trial_habits, trial_habit
from tray import control, messages
from tray.commands.actions import iso_date, open_desk

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from config.paths import Paths
    from journal.trial import Trial
    from tips.trials import TrialHabitFacts
    from tray.desk import Desk

_NOON: Final = 720
_TITLE: Final = N_("Not understood")
_OVER: Final = {Stage.FINISHED, Stage.STOPPED}


def trial(options: argparse.Namespace, paths: Paths) -> int:
    """``lull trial``, ``trial plan HABIT``, ``trial mark [DATE]`` and ``trial stop``."""
    with open_desk(paths, strict=False, writes=options.what is not None) as desk:
        told = _change(desk, options)
        facts = facts_of_trials(desk)
    if told:
        # The running Lull nudges by the plan; one that starts reads it.
        with contextlib.suppress(ConnectionError):
            control.ask(paths.control, messages.Changed())
    if options.json:
        print(json.dumps(facts, indent=2))
        return 0
    print("\n".join([*([told, ""] if told else []), *_lines(facts)]))
    return 0


def _change(desk: Desk, options: argparse.Namespace) -> str:
    """Do what is asked for; gives a sentence that says so, empty for nothing but a look.

    Raises:
        InputError: It makes no sense; nothing changed.
        JournalError: The journal cannot be read or written.
    """
    _refuse_what_does_not_belong(options)
    if options.what is None:
        return ""
    trials = trials_from(desk.journal.state(STATE_KEY))
    today = desk.clock.today()
    if options.what == "plan":
        facts = _habit(options.word)
        first, drawn = _first(options.first, facts)
        start = _date(options.start, today + timedelta(days=1))
        after = with_plan(trials, facts.habit, start, first, today, drawn=drawn)
        told = tr("It is planned.")
    elif options.what == "stop":
        after, told = with_stop(trials, today), tr("It is stopped.")
    else:
        day = _date(options.word, today)
        after = with_mark(trials, day, today, off=not options.undo)
        told = (
            tr("Kept: {date} went as planned.", date=date_words(day))
            if options.undo
            else tr("Kept: {date} did not go as planned.", date=date_words(day))
        )
    desk.journal.set_state(STATE_KEY, trials_text(after))
    return told


def _refuse_what_does_not_belong(options: argparse.Namespace) -> None:
    for name, owner in (("word", {"plan", "mark"}), ("start", {"plan"}), ("first", {"plan"})):
        if getattr(options, name) is not None and options.what not in owner:
            word = repr(getattr(options, name)[:40])
            raise InputError(tr(_TITLE), tr("{word} does not belong here", word=word))
    if options.undo and options.what != "mark":
        raise InputError(tr(_TITLE), tr("--undo goes with trial mark"))


def _habit(word: str | None) -> TrialHabitFacts:
    known = ", ".join(habit.replace("_", "-") for habit in TrialHabit)
    try:
        return trial_habit(TrialHabit((word or "").lower().replace("-", "_")))
    except ValueError as error:
        detail = (
            tr("there is no {word}; known: {names}", word=repr(word[:40]), names=known)
            if word
            else tr("say what to try; known: {names}", names=known)
        )
        raise InputError(tr(_TITLE), detail) from error


def _first(word: str | None, facts: TrialHabitFacts) -> tuple[Phase, bool]:
    """Which part comes first, and whether that was drawn by lot."""
    if word is None:
        return secrets.choice(list(Phase)), True
    if word == "as-usual":
        return Phase.AS_USUAL, False
    if (word == "with") is not facts.adds:
        detail = tr("the other two weeks are those {changed}", changed=facts.changed)
        raise InputError(tr(_TITLE), detail)
    return Phase.CHANGED, False


def _date(text: str | None, default: date) -> date:
    return default if text is None else iso_date(text)


# -- what is told


def facts_of_trials(desk: Desk) -> dict[str, Any]:
    """The facts of ``lull trial``: the last trial, those before it, and what can be tried.

    Raises:
        JournalError: The journal cannot be read, or the plan in it.
    """
    trials = trials_from(desk.journal.state(STATE_KEY))
    last = latest(trials)
    choices = load_trial_habits().values()
    return {
        "trial": None if last is None else _facts(desk, last),
        "earlier": [_facts(desk, one) for one in reversed(trials[:-1])],
        "choices": [_choice(one) for one in choices],
    }


def _choice(facts: TrialHabitFacts) -> dict[str, Any]:
    return {
        "habit": str(facts.habit),
        "name": facts.name,
        "changed": facts.changed,
        "adds": facts.adds,
        "what": facts.what,
        "care": facts.care,
        "sources": [source.title for source in facts.sources],
    }


def _facts(desk: Desk, one: Trial) -> dict[str, Any]:
    today, habit = desk.clock.today(), trial_habit(one.habit)
    stage, phase = one.stage(today), one.phase_on(today)
    contrary = _contrary_days(desk, one)
    off_days = sorted(day for day in {*one.off_days, *contrary} if one.phase_on(day) is not None)
    result = None
    if stage in _OVER:
        twitches = _twitches(desk, one)
        result = words.result_facts(result_of(one, twitches, len(off_days)), habit.changed)
    order = (one.first, one.first.other)
    return {
        "habit": str(one.habit),
        "name": habit.name,
        "changed": habit.changed,
        "what": habit.what,
        "stage": str(stage),
        "phase": None if phase is None else str(phase),
        "day": None if phase is None else one.day_of_phase(today),
        "days": PHASE_DAYS,
        "drawn": one.drawn,
        "phases": [_phase(one, part, habit.changed) for part in order],
        "marked": [day.isoformat() for day in one.off_days],
        "off_days": [day.isoformat() for day in off_days],
        "result": result,
        "text": words.stage_text(one, today, habit.changed),
    }


def _phase(one: Trial, phase: Phase, changed: str) -> dict[str, str]:
    first, last = one.days_of(phase)
    name = words.phase_name(phase, changed)
    dates = {"from": first.isoformat(), "to": last.isoformat()}
    text = tr(
        "{first} to {last}: {part}",
        first=words.short_day(first),
        last=words.short_day(last),
        part=name,
    )
    return {"phase": str(phase), "name": name, **dates, "text": text}


def _twitches(desk: Desk, one: Trial) -> list[bool | None]:
    sums = desk.journal.day_sums(*reach_of(one.start, one.end, desk.clock.zone))
    return twitch_days(known_days(one.start, one.end, sums))


def _contrary_days(desk: Desk, one: Trial) -> set[date]:
    """Days of the changed part on which what was logged says otherwise; the plan is not blamed."""
    if one.habit is not TrialHabit.CAFFEINE_AFTER_NOON:
        # Of nothing else does a log tell that a day went another way.
        return set()
    reach = reach_of(one.start, one.end, desk.clock.zone)
    return {
        day
        for day, minute in desk.journal.caffeine_times(*reach)
        if minute >= _NOON and one.phase_on(day) is Phase.CHANGED
    }


def _lines(facts: dict[str, Any]) -> list[str]:
    one = facts["trial"]
    lines = [tr(words.INTRO), tr(words.SHORT)]
    if one is not None:
        lines += ["", *_trial_lines(one)]
    if one is None or one["stage"] in _OVER:
        lines += ["", tr("What can be tried (lull trial plan HABIT):"), *_choice_lines(facts)]
    earlier = [line for before in facts["earlier"] for line in ("", *_trial_lines(before))]
    return [*lines, *(["", tr("Earlier"), *earlier] if earlier else [])]


def _choice_lines(facts: dict[str, Any]) -> list[str]:
    lines = []
    for one in facts["choices"]:
        lines.append(f"  {one['habit'].replace('_', '-')}: {one['name']}. {one['what']}")
        lines += [f"    {one['care']}"] if one["care"] else []
    return lines


def _trial_lines(one: dict[str, Any]) -> list[str]:
    lines = [f"{one['name']}", f"  {one['text']}"]
    lines += [f"  {part['text']}" for part in one["phases"]]
    if one["off_days"]:
        days = ", ".join(one["off_days"])
        lines.append(f"  {tr('Did not go as planned: {days}', days=days)}")
    result = one["result"]
    if result is None:
        return [*lines, f"  {tr(words.LATER)}"]
    return [*lines, f"  {result['text']}", *_gap_lines(result)]


def _gap_lines(result: dict[str, Any]) -> Sequence[str]:
    shown = [result["gap"], tr(words.ONE_SWITCH)] if result["gap"] else []
    return [f"  {line}" for line in (*shown, tr(words.KNOWN_DAYS))]
