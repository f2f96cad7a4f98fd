"""What the journal and the settings say to the advice: the profile, the day, the country."""

from __future__ import annotations

import math
from datetime import timedelta
from typing import TYPE_CHECKING

from config.country import country_of
from journal.entries import EntryKind
from journal.totals import local_day_bounds
from tips.report import Profile, TodayFacts

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from config.settings import Settings
    from journal.store import Journal
    from tray.clock import Clock

_LAST_NIGHT = timedelta(hours=7)
"""Alcohol of the evening before counts as last night's: from 17:00 where clocks do not change."""


def profile(settings: Settings) -> Profile:
    """What the settings say about the person."""
    told = settings.profile
    return Profile(
        age_band=told.age_band,
        medicines=told.medicines,
        conditions=told.conditions,
        pregnant=told.pregnant,
    )


def country(settings: Settings, environ: Mapping[str, str]) -> str | None:
    """Whose emergency number is shown: that of the settings, else of the computer's formats."""
    return settings.profile.country or country_of(environ)


def no_facts(settings: Settings, environ: Mapping[str, str]) -> TodayFacts:
    """Nothing of the day, for where the journal cannot be read."""
    return TodayFacts(
        country=country(settings, environ), limit_fluids=settings.profile.limit_fluids
    )


def today_facts(
    journal: Journal, clock: Clock, settings: Settings, environ: Mapping[str, str]
) -> TodayFacts:
    """What was logged today and, where it still matters, yesterday; None for what was not logged.

    Raises:
        JournalError: The journal cannot be read.
    """
    today = clock.today()
    start, end = local_day_bounds(today, clock.zone)
    yesterday, _ = local_day_bounds(today - timedelta(days=1), clock.zone)
    entries = journal.entries(yesterday, end)
    of_today = [entry for entry in entries if entry.at >= start]
    last_evening = [entry for entry in entries if entry.at >= start - _LAST_NIGHT]
    return TodayFacts(
        caffeine_mg=_sum(entry.caffeine_mg for entry in of_today),
        water_ml=_sum(entry.water_ml for entry in of_today),
        sleep_hours=_sum(e.amount for e in of_today if e.kind is EntryKind.SLEEP),
        alcohol_units=_sum(entry.alcohol_units for entry in last_evening),
        exercise_minutes=_sum(e.amount for e in entries if e.kind is EntryKind.EXERCISE),
        country=country(settings, environ),
        limit_fluids=settings.profile.limit_fluids,
    )


def _sum(amounts: Iterable[float]) -> float | None:
    return math.fsum(amounts) or None
