"""The questions about a twitch, asked in a terminal until there is advice; nothing is kept here."""

from __future__ import annotations

import dataclasses
import os
from typing import TYPE_CHECKING, Final

from config.errors import InputError, JournalError
from config.language import N_, review_note, tr
from config.local_format import clock_time, day_and_month
from journal import repeats
from journal.recent import recent_amounts, recent_bounds
from journal.twitch_log import TwitchCounts
from tips.advice import Level, advise
from tips.emergency import numbers_for
from tips.report import decode_report, facts_of_today
from tray.commands.asking import BACK, put
from tray.twitch_answers import (
    AGAIN,
    REST,
    Answers,
    Earlier,
    Known,
    Step,
    answered,
    before,
    before_last,
    profile_of,
    report_of,
)
from tray.twitch_form import next_ask

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from config.profile import Profile
    from config.settings import Settings
    from journal.store import Journal
    from journal.twitches import TwitchRecord
    from tips.advice import Advice
    from tips.report import Report, TodayFacts
    from tray.clock import Clock
    from tray.commands.asking import Terminal

_HEADINGS: Final = {
    Step.WHERE: N_("Step 1 of 3: where and what"),
    Step.SIGNS: N_("Step 2 of 3: anything else?"),
    Step.ADVICE: N_("Step 3 of 3: what to do"),
}


@dataclasses.dataclass(frozen=True, slots=True)
class Room:
    """What a talk needs to know.

    Attributes:
        terminal: Where it takes place.
        settings: The person's settings.
        clock: The present and the zone.
        facts: What is known about today.
        last: The twitch that was logged last, if there is one that can be read.
        counts: How often one was logged.
    """

    terminal: Terminal
    settings: Settings
    clock: Clock
    facts: TodayFacts
    last: TwitchRecord | None = None
    counts: TwitchCounts = TwitchCounts(0, 0)  # noqa: RUF009 - a frozen value

    def advise(self, report: Report, profile: Profile) -> Advice:
        """The advice for a report of this person, now."""
        return advise(report, profile, self.facts)

    def known(self) -> Known:
        """What is known before the first question."""
        soon = TwitchCounts(self.counts.today + 1, self.counts.week + 1)
        return Known(
            lambda report, profile: self.advise(report, profile).level is Level.EMERGENCY,
            self.settings.profile.for_advice,
            _earlier(self.last, self.clock),
            often=repeats.often(soon),
        )


def room_for(terminal: Terminal, settings: Settings, clock: Clock, journal: Journal | None) -> Room:
    """What is known for a talk; a journal that cannot be read costs nobody the advice."""
    if journal is not None:
        try:
            today = clock.today()
            entries = journal.entries(*recent_bounds(today, clock.zone))
            amounts = dataclasses.asdict(recent_amounts(entries, today, clock.zone))
            facts = facts_of_today(settings.profile, os.environ, amounts)
            counts = journal.twitch_counts(clock.now(), clock.zone)
            return Room(terminal, settings, clock, facts, journal.last_twitch(), counts)
        except JournalError as error:
            terminal.say(
                tr("What was logged before cannot be read: {reason}.", reason=error.detail)
            )
    return Room(terminal, settings, clock, facts_of_today(settings.profile, os.environ))


def _earlier(last: TwitchRecord | None, clock: Clock) -> Earlier | None:
    if last is None:
        return None
    try:
        decode_report(dict(last.report))
    except InputError:
        return None  # of a Lull that knew other answers
    now = clock.now()
    return Earlier(
        report=last.report,
        when=when(last.at, clock),
        days_ago=max(0, (clock.today() - clock.local(last.at).date()).days),
        only_counts=repeats.only_counts(last, now, clock.zone),
        signs_hold=repeats.signs_hold(last, now),
    )


def when(moment: datetime, clock: Clock) -> str:
    """A moment of the past as people say it: "today at 09:10", "on 12 March"."""
    local = clock.local(moment)
    days = (clock.today() - local.date()).days
    if days <= 1:
        at = clock_time(local)
        return tr("yesterday at {time}", time=at) if days == 1 else tr("today at {time}", time=at)
    return tr("on {date}", date=day_and_month(local.date()))


def begin(room: Room, *, saving: bool) -> None:
    """Say what is to come, and where help is if it cannot wait."""
    number = numbers_for(room.facts.country).call
    room.terminal.say(tr("If you need help right now, call {number}.", number=number))
    steps = (
        tr(
            "Three short steps. Answer with a number or a word. You can save it at the end. "
            "Ctrl+C ends it at any time."
        )
        if saving
        else tr(
            "Three short steps. Answer with a number or a word. Nothing that you answer here is "
            "saved. Ctrl+C ends it at any time."
        )
    )
    room.terminal.say(steps)
    if note := review_note():
        room.terminal.say(note)


def fill(
    room: Room, known: Known, answers: Answers, keep: Callable[[Step, Answers], None]
) -> Answers:
    """Ask until everything is answered.

    Args:
        room: What the talk needs.
        known: What is known before the first question.
        answers: What is answered already.
        keep: Told the answers after each change, with the step of the last question.

    Returns:
        All answers.

    Raises:
        EOFError: The terminal was closed.
        KeyboardInterrupt: The person wants to end.
    """
    step = None
    while (ask := next_ask(answers, known)) is not None:
        if ask.step is not step:
            head(room, ask.step)
            step = ask.step
        reply = put(room.terminal, ask, can_go_back=bool(answers))
        if reply is BACK:
            answers = before_last(answers)
        elif reply == AGAIN:
            answers = before(answers, ask.key.removesuffix(REST))
        else:
            answers = answered(answers, ask, reply)
        keep(step, answers)
    return answers


def head(room: Room, step: Step) -> None:
    """Say which step begins."""
    room.terminal.say()
    room.terminal.say(tr(_HEADINGS[step]))


def advice_for(room: Room, known: Known, answers: Answers) -> Advice:
    """The advice after all answers."""
    return room.advise(report_of(answers, known), profile_of(answers, known))
