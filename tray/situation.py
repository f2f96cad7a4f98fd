"""The present situation for the gate, put together from the journal."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from journal.totals import local_day_bounds
from tray import easing, plan, remembered
from tray.done import done_at
from tray.due import Due, Situation
from tray.presence.attendance import Attended

if TYPE_CHECKING:
    from config.settings import Settings
    from journal.store import Journal
    from tray.clock import Clock

_DONE_LOOK_BACK = timedelta(hours=12)
"""The longest time for which anything counts as done (`tray.holds.DONE_MINUTES`, water's 720)."""


def situation(
    journal: Journal,
    clock: Clock,
    settings: Settings,
    waiting: tuple[Due, ...] = (),
    attended: Attended | None = None,
) -> Situation:
    """Everything that the gate may look at, now.

    Raises:
        JournalError: The journal cannot be read.
    """
    now = clock.now()
    today = clock.local(now).date()
    start, end = local_day_bounds(today, clock.zone)
    not_today = remembered.not_today(journal, today) | remembered.not_tonight(journal, now)
    eased = easing.eased(journal, now)
    left_out = easing.left_out_today(eased, settings, clock.zone, now)
    done = done_at(journal.entries(now - _DONE_LOOK_BACK, now + timedelta(seconds=1)))
    return Situation(
        now=now,
        zone=clock.zone,
        settings=settings,
        paused_until=remembered.paused_until(journal, now),
        # One further ahead was noted by a clock that was wrong; what came before it still counts.
        last_shown_at=journal.last_shown_at(now + timedelta(minutes=settings.limits.gap_minutes)),
        shown_today=sum(not record.asked_for for record in journal.shown_between(start, end)),
        kept=plan.kept_now(settings, clock.zone, now, waiting, not_today | left_out, done),
        not_today=not_today,
        done_at=done,
        attended=attended or Attended(),
        eased=eased,
    )
