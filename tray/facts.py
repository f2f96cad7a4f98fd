"""What Lull can say about itself and the day: plain dictionaries, ready for JSON."""

from __future__ import annotations

import dataclasses
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from config.kinds import NudgeKind
from config.language import tr
from config.local_format import clock_time, date_with_weekday, weekday
from journal.check_in import SOURCE as CHECK_IN
from journal.totals import day_totals, local_day_bounds
from tips.caffeine import caffeine_left_mg, guidance, half_life_hours
from tips.phrases import KIND_PHRASES
from tips.rotation import choose_tip
from tray import gate, holds, plan, remembered, timetable, trial_nudges
from tray.due import Due, Hold, Reason
from tray.presence.attendance import Attended
from tray.situation import situation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from config.settings import Settings
    from journal.store import Journal
    from tips.catalog import Catalog
    from tray.clock import Clock
    from tray.due import Situation
    from tray.timetable import Span

_TOLD_BY_ITSELF = frozenset({Reason.LOCKED, Reason.DO_NOT_DISTURB})
_TOLD_FIRST = holds.SEEN | {Reason.PAUSED, Reason.ASLEEP, Reason.JUST_BACK}
"""Reasons that say more than what comes next: nobody knows when they end, or they hold all."""
_NEXT_LOOK_AHEAD_DAYS = 8
_DAYS_OF_A_WEEK = 7
_STEP = timedelta(minutes=1)
_JUST_AFTER = timedelta(microseconds=1)
_PAUSE_TAIL = timedelta(days=1)
"""What was due longer before the end of a pause has lapsed by then."""
_CAFFEINE_LOOK_BACK = timedelta(hours=72)
"""Beyond that, even at the slowest half-life (9.5 h), less than 1 % is left."""


@dataclasses.dataclass(frozen=True, slots=True)
class Next:
    """The next nudge that would show.

    Attributes:
        kind: What it is about.
        at: The UTC moment.
    """

    kind: NudgeKind
    at: datetime


@dataclasses.dataclass(frozen=True, slots=True)
class Unshown:
    """A nudge that could not be shown and is tried again.

    Attributes:
        due: What is due.
        why: What stood in the way.
        again: The UTC moment of the next try.
        wait: How long that is after the last one.
    """

    due: Due
    why: str
    again: datetime
    wait: timedelta


def unshown_text(why: str) -> str:
    """The reason of a nudge that could not be shown, as a sentence for the person."""
    return tr("it could not be shown ({reason})", reason=why)


def next_nudge(
    journal: Journal,
    present: Situation,
    settings: Settings,
    waiting: tuple[Due, ...] = (),
    unshown: tuple[Unshown, ...] = (),
) -> Next | None:
    """The next nudge, or None if none comes within about a week.

    It is the first of those by the dry run, those put off with "Later", and those tried again, for
    a person who is there: nobody knows when one who is away comes back.

    Args:
        journal: Where things are kept.
        present: The situation, with the settings of today.
        settings: The person's own settings, from which those of the days to come follow.
        waiting: What is due and held.
        unshown: What could not be shown.
    """
    present = dataclasses.replace(present, attended=Attended())
    later, absent = remembered.later(journal), remembered.absences(journal)
    expected = [(one.due, one.again) for one in unshown]
    expected += [(Due(kind, at, asked_for=True), at) for kind, at in later.items()]
    found = [
        Next(due.kind, at)
        for due, earliest in expected
        if due not in waiting and (at := _free_at(due, earliest, present)) is not None
    ]
    # What is due at this very moment has been told to the nudger: it waits or it was shown.
    start = dataclasses.replace(_start(present, absent, waiting), now=present.now + _JUST_AFTER)
    end = start.now + timedelta(days=_NEXT_LOOK_AHEAD_DAYS)
    if start.paused_until is not None and start.paused_until - start.now > _PAUSE_TAIL:
        # Nothing shows before its end, so the months before it need not be gone through.
        now = start.paused_until - _PAUSE_TAIL
        start = plan.Start(now=now, paused_until=start.paused_until, eased=start.eased)
        end = now + timedelta(days=_NEXT_LOOK_AHEAD_DAYS)
    trial = trial_nudges.kept_trial(journal)
    spans = trial_nudges.spans(settings, trial, present.zone, start.now, end)
    for at, due in plan.simulate_spans(spans, present.zone, start):
        found.append(Next(due.kind, at))
        break
    return min(found, key=lambda one: one.at, default=None)


def _free_at(due: Due, earliest: datetime, present: Situation) -> datetime | None:
    """From ``earliest`` on, when nothing holds ``due``; None if its time has passed by then."""
    at = max(earliest, present.now)
    while at < gate.deadline(due, present.settings):
        # A place that lies behind by then keeps nothing free any more.
        kept = tuple(moment for moment in present.kept if moment > at)
        held = holds.holding(due, dataclasses.replace(present, now=at, kept=kept))
        if not held:
            return at
        ends = [hold.until for hold in held if hold.until is not None]
        if len(ends) < len(held):
            return None
        # However the reasons follow each other, the search comes to its end.
        at = max(*ends, at + _STEP)
    return None


def _start(
    present: Situation, absent: tuple[Span, ...], waiting: tuple[Due, ...] = ()
) -> plan.Start:
    """The present as the start of a dry run."""
    return plan.Start(
        absent=absent,
        now=present.now,
        waiting=waiting,
        paused_until=present.paused_until,
        last_shown_at=present.last_shown_at,
        shown_today=present.shown_today,
        not_today=present.not_today,
        done_at=present.done_at,
        eased=present.eased,
    )


def general_holds(
    present: Situation, waiting: tuple[tuple[Due, tuple[Hold, ...]], ...] = ()
) -> tuple[Hold, ...]:
    """What keeps Lull quiet now whatever may be due.

    What passes without anybody telling (a key is pressed again) counts only while something waits
    for it, since only then it is looked at again.
    """
    settings = present.settings
    waited_for = {hold.reason for _, held in waiting for hold in held}
    found = [
        holds.pause_hold(present),
        *(
            hold
            for hold in holds.presence_holds(present)
            if hold.reason in _TOLD_BY_ITSELF or hold.reason in waited_for
        ),
        holds.outside_hours_hold(present),
        holds.limit_hold(present),
    ]
    if settings.nudge(NudgeKind.HYDRATION).on:
        found.append(holds.barring_hold(NudgeKind.HYDRATION, settings))
    return tuple(hold for hold in found if hold is not None)


def status_sentence(clock: Clock, general: tuple[Hold, ...], following: Next | None) -> str:
    """The one line that says what comes next, or why it is quiet."""
    quiet = [hold for hold in general if hold.reason in _TOLD_FIRST]
    if quiet:
        return tr("Quiet: {reason}", reason=quiet[0].text)
    if following is None:
        never = [hold.text for hold in general if hold.reason is Reason.CONDITION]
        return tr("Quiet: {reason}", reason=never[0]) if never else tr("Quiet: no nudge is planned")
    now, at = clock.local(clock.now()), clock.local(following.at)
    days = (at.date() - now.date()).days
    nudge, time = tr(KIND_PHRASES[following.kind]), clock_time(at)
    if days == 0:
        return tr("Next: {nudge} at {time}", nudge=nudge, time=time)
    if days == 1:
        return tr("Next: {nudge} tomorrow at {time}", nudge=nudge, time=time)
    date = weekday(at.date()) if days < _DAYS_OF_A_WEEK else date_with_weekday(at.date())
    return tr("Next: {nudge} on {date} at {time}", nudge=nudge, date=date, time=time)


def status(
    journal: Journal,
    clock: Clock,
    settings: Settings,
    *,
    waiting: tuple[tuple[Due, tuple[Hold, ...]], ...] = (),
    unshown: tuple[Unshown, ...] = (),
    attended: Attended | None = None,
) -> dict[str, Any]:
    """The facts of ``lull status`` that do not depend on whether Lull runs.

    A reason that holds several nudges stands once.
    """
    dues = tuple(due for due, _ in waiting)
    trial, today_ = trial_nudges.kept_trial(journal), clock.today()
    by_plan = trial_nudges.on_day(settings, trial, today_)
    present = situation(journal, clock, by_plan, dues, attended)
    following = next_nudge(journal, present, settings, dues, unshown)
    general = general_holds(present, waiting)
    held = [hold for due, reasons in waiting for hold in _said_now(due, reasons, present)]
    rows = [(hold.reason.value, hold.text, hold.until) for hold in (*general, *held)]
    rows += [("not_shown", unshown_text(one.why), one.again) for one in unshown]
    paused = next((hold.until for hold in general if hold.reason is Reason.PAUSED), None)
    return {
        "paused_until": clock.iso(paused) if paused else None,
        "next": {"kind": following.kind.value, "at": clock.iso(following.at)}
        if following
        else None,
        "holds": [
            {"reason": reason, "text": text, "until": clock.iso(until) if until else None}
            for reason, text, until in dict.fromkeys(rows)
        ],
        "trial": trial_nudges.status_text(trial, today_),
        "text": status_sentence(clock, general, following),
    }


def _said_now(due: Due, reasons: tuple[Hold, ...], present: Situation) -> Iterator[Hold]:
    """The reasons that hold ``due``, in the language that is spoken now."""
    now = {hold.reason: hold for hold in holds.holding(due, present)}
    for reason in reasons:
        yield now.get(reason.reason, reason)


def today(journal: Journal, clock: Clock, settings: Settings) -> dict[str, Any]:
    """The facts of ``lull today``: the local day's totals."""
    day = clock.today()
    start, end = local_day_bounds(day, clock.zone)
    entries = journal.entries(start, end)
    totals = day_totals(entries, day, clock.zone)
    advised = guidance(
        settings,
        [(entry.at, entry.caffeine_mg) for entry in entries if entry.source != CHECK_IN],
        total_mg=totals.caffeine_mg,
    )
    return {
        "date": day.isoformat(),
        "caffeine_mg": round(totals.caffeine_mg, 1),
        "caffeine_guidance": advised
        and {"mg": advised.mg, "over": advised.over, "text": advised.text},
        "caffeine_at_bedtime_mg": round(caffeine_at_bedtime(journal, clock, settings), 1),
        "bedtime": clock.iso(timetable.next_bedtime(settings.day, clock.zone, clock.now())),
        "water_ml": round(totals.water_ml),
        "sleep_hours": None if totals.sleep_hours is None else round(totals.sleep_hours, 2),
        "stress": None if totals.stress is None else round(totals.stress, 1),
        "alcohol_units": round(totals.alcohol_units, 1),
        "exercise_minutes": round(totals.exercise_minutes),
        "breathe_minutes": round(totals.breathe_minutes),
        "checked_in": sorted(totals.answered),
    }


def caffeine_at_bedtime(journal: Journal, clock: Clock, settings: Settings) -> float:
    """About how many mg of what was logged is still in the body at the next bedtime.

    What the check-in added has no time of its own, so nothing can be said about it.
    """
    now = clock.now()
    bedtime = timetable.next_bedtime(settings.day, clock.zone, now)
    entries = journal.entries(now - _CAFFEINE_LOOK_BACK, now + timedelta(seconds=1))
    intakes = [(entry.at, entry.caffeine_mg) for entry in entries if entry.source != CHECK_IN]
    return caffeine_left_mg(intakes, bedtime, half_life_hours(settings))


def why(journal: Journal, clock: Clock, days: int) -> list[dict[str, Any]]:
    """The facts of ``lull why``: what was held in the last ``days`` local days, newest first."""
    first = clock.today() - timedelta(days=days - 1)
    start, _ = local_day_bounds(first, clock.zone)
    return [
        {
            "at": clock.iso(record.at),
            "kind": record.kind.value,
            "reason": record.reason,
            "text": record.text,
            "due_at": clock.iso(record.due_at),
            "until": clock.iso(record.until) if record.until else None,
        }
        for record in journal.holds(start, clock.now() + timedelta(seconds=1))
    ]


def planned(
    journal: Journal,
    clock: Clock,
    settings: Settings,
    catalog: Catalog,
    first: date,
    days: int,
) -> list[dict[str, Any]]:
    """The facts of ``lull plan``: what would come on ``days`` local days from ``first`` on.

    For today, what has already happened counts and only the rest of the day is told; any other day
    is told whole. It is the timetable's plan: what was put off with "Later" is told by `status`.
    """
    start_at, end = plan.day_range(first, days, clock.zone)
    trial = trial_nudges.kept_trial(journal)
    by_plan = trial_nudges.on_day(settings, trial, clock.today())
    start = _start(situation(journal, clock, by_plan), remembered.absences(journal))
    if first != clock.today():
        start = plan.Start(now=start_at, paused_until=start.paused_until, eased=start.eased)
    tips_shown = dict(journal.tips_last_shown())
    rows = []
    spans = trial_nudges.spans(settings, trial, clock.zone, start.now, end)
    for at, due in plan.simulate_spans(spans, clock.zone, start):
        day = clock.local(at).date()
        tips = trial_nudges.tips_for(trial, day, due.kind, catalog.tips(due.kind))
        tip = choose_tip(tips, tips_shown, at, f"{day.isoformat()} {due.kind}")
        tips_shown[tip.id] = at
        rows.append(
            {"kind": due.kind.value, "at": clock.iso(at), "tip": tip.id, "title": tip.title}
        )
    return rows
