"""What Lull can say about itself and the day: plain dictionaries, ready for JSON."""

from __future__ import annotations

import dataclasses
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from journal.totals import day_totals, local_day_bounds
from tips.caffeine import caffeine_left_mg
from tips.phrases import KIND_PHRASES
from tips.rotation import choose_tip
from tray import gate, plan, timetable
from tray.gate import Due, Hold
from tray.situation import situation

if TYPE_CHECKING:
    from config.kinds import NudgeKind
    from config.settings import Settings
    from journal.store import Journal
    from tips.catalog import Catalog
    from tray.clock import Clock

MAX_PLAN_DAYS = 366
_NEXT_LOOK_AHEAD_DAYS = 8
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


def next_nudge(
    journal: Journal, clock: Clock, settings: Settings, waiting: tuple[Due, ...] = ()
) -> Next | None:
    """The next nudge by the dry run, or None if none comes within about a week."""
    start = start_now(journal, clock, settings, waiting)
    end = start.now + timedelta(days=_NEXT_LOOK_AHEAD_DAYS)
    if start.paused_until is not None:
        end = max(end, start.paused_until + timedelta(days=2))
    for at, due in plan.simulate(settings, clock.zone, start, end):
        return Next(due.kind, at)
    return None


def start_now(
    journal: Journal, clock: Clock, settings: Settings, waiting: tuple[Due, ...] = ()
) -> plan.Start:
    """The present as the start of a dry run."""
    present = situation(journal, clock, settings, waiting)
    return plan.Start(
        now=present.now,
        waiting=waiting,
        paused_until=present.paused_until,
        last_shown_at=present.last_shown_at,
        shown_today=present.shown_today,
        not_today=present.not_today,
        done_at=present.done_at,
    )


def general_holds(journal: Journal, clock: Clock, settings: Settings) -> tuple[Hold, ...]:
    """What keeps Lull quiet now whatever may be due."""
    present = situation(journal, clock, settings)
    found = [gate.pause_hold(present), gate.outside_hours_hold(present)]
    if present.shown_today >= settings.limits.nudges_per_day:
        limit = settings.limits.nudges_per_day
        until = timetable.next_midnight(present.now, clock.zone)
        found.append(Hold(gate.Reason.DAY_LIMIT, f"the day's limit of {limit} is reached", until))
    return tuple(hold for hold in found if hold is not None)


def status_sentence(clock: Clock, holds: tuple[Hold, ...], following: Next | None) -> str:
    """The one line that says what comes next, or why it is quiet."""
    if holds and holds[0].reason is gate.Reason.PAUSED:
        return f"Quiet: {holds[0].text}"
    if following is None:
        return "Quiet: no nudge is planned"
    now, at = clock.local(clock.now()), clock.local(following.at)
    days = (at.date() - now.date()).days
    if days == 0:
        when = f"at {at:%H:%M}"
    elif days == 1:
        when = f"tomorrow at {at:%H:%M}"
    else:
        when = f"on {at:%A} at {at:%H:%M}"
    return f"Next: {KIND_PHRASES[following.kind]} {when}"


def status(
    journal: Journal,
    clock: Clock,
    settings: Settings,
    *,
    waiting: tuple[tuple[Due, tuple[Hold, ...]], ...] = (),
) -> dict[str, Any]:
    """The facts of ``lull status`` that do not depend on whether Lull runs."""
    following = next_nudge(journal, clock, settings, tuple(due for due, _ in waiting))
    general = general_holds(journal, clock, settings)
    holds = list(general)
    for _, held in waiting:
        holds += [hold for hold in held if hold.reason not in {h.reason for h in holds}]
    paused = next((hold.until for hold in general if hold.reason is gate.Reason.PAUSED), None)
    return {
        "paused_until": clock.iso(paused) if paused else None,
        "next": {"kind": following.kind.value, "at": clock.iso(following.at)}
        if following
        else None,
        "holds": [
            {
                "reason": hold.reason.value,
                "text": hold.text,
                "until": clock.iso(hold.until) if hold.until else None,
            }
            for hold in holds
        ],
        "text": status_sentence(clock, general, following),
    }


def today(journal: Journal, clock: Clock, settings: Settings) -> dict[str, Any]:
    """The facts of ``lull today``: the local day's totals."""
    day = clock.today()
    start, end = local_day_bounds(day, clock.zone)
    totals = day_totals(journal.entries(start, end), day, clock.zone)
    return {
        "date": day.isoformat(),
        "caffeine_mg": round(totals.caffeine_mg, 1),
        "caffeine_at_bedtime_mg": round(caffeine_at_bedtime(journal, clock, settings), 1),
        "bedtime": clock.iso(timetable.next_bedtime(settings.day, clock.zone, clock.now())),
        "water_ml": round(totals.water_ml),
        "sleep_hours": None if totals.sleep_hours is None else round(totals.sleep_hours, 2),
        "stress": None if totals.stress is None else round(totals.stress, 1),
        "alcohol_units": round(totals.alcohol_units, 1),
        "exercise_minutes": round(totals.exercise_minutes),
        "breathe_minutes": round(totals.breathe_minutes),
    }


def caffeine_at_bedtime(journal: Journal, clock: Clock, settings: Settings) -> float:
    """About how many mg of what was logged is still in the body at the next bedtime."""
    now = clock.now()
    bedtime = timetable.next_bedtime(settings.day, clock.zone, now)
    entries = journal.entries(now - _CAFFEINE_LOOK_BACK, now + timedelta(seconds=1))
    intakes = [(entry.at, entry.caffeine_mg) for entry in entries if entry.caffeine_mg > 0]
    return caffeine_left_mg(intakes, bedtime, settings.caffeine.half_life_hours)


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
    is told whole.
    """
    start_at, end = plan.day_range(first, days, clock.zone)
    start = start_now(journal, clock, settings)
    if first != clock.today():
        start = plan.Start(now=start_at, paused_until=start.paused_until)
    tips_shown = dict(journal.tips_last_shown())
    rows = []
    for at, due in plan.simulate(settings, clock.zone, start, end):
        seed = clock.local(at).date().isoformat()
        tip = choose_tip(catalog.tips(due.kind), tips_shown, at, f"{seed} {due.kind}")
        tips_shown[tip.id] = at
        rows.append(
            {"kind": due.kind.value, "at": clock.iso(at), "tip": tip.id, "title": tip.title}
        )
    return rows
