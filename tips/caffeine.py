"""About how much of the caffeine that was drunk is still there at a given time."""

from __future__ import annotations

import math
from datetime import UTC, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

HALF_LIFE_HOURS = 5.0
"""The usual half-life in adults (US Institute of Medicine 2001, as quoted)."""

MIN_HALF_LIFE_HOURS = 1.5
"""The short end of what is found in adults (same source)."""

MAX_HALF_LIFE_HOURS = 9.5
"""The long end of what is found in adults (same source)."""

PREGNANCY_HALF_LIFE_HOURS = 8.3
"""The mean in pregnancy (doi 10.1007/BF00637512)."""

ABSORPTION_HOURS = 0.75
"""How long a drink takes to pass into the blood in this model, at a steady rate.

A round figure for "most of it within three quarters of an hour"; at bedtime, hours later, the
answer hardly depends on it.
"""


def caffeine_left_mg(
    intakes: Iterable[tuple[datetime, float]],
    at: datetime,
    half_life_hours: float = HALF_LIFE_HOURS,
) -> float:
    """How much of the caffeine in ``intakes`` is still in the body at ``at``, in milligrams.

    One compartment, absorption at a steady rate over T = 0.75 h, elimination at the rate
    k = ln 2 / half-life of what has been absorbed. Of a dose D, t hours after it was drunk::

        t <= T:  D * (1 - t/T)  +  D * (1 - exp(-k*t)) / (k*T)
        t >  T:  D * (1 - exp(-k*T)) / (k*T) * exp(-k * (t - T))

    The first term is what still waits in the gut. It counts as "left" because it is still to come:
    a coffee drunk at bedtime is there in full, not yet absent. Doses add up.

    Args:
        intakes: When each drink was had (aware, any zone) and its caffeine in milligrams, at
            least 0. Those after ``at`` are ignored.
        at: The time asked about, aware.
        half_life_hours: From 1.5 to 9.5.

    Raises:
        ValueError: The half-life is out of its range, a time has no zone, or a dose is negative or
            not a number.
    """
    if not MIN_HALF_LIFE_HOURS <= half_life_hours <= MAX_HALF_LIFE_HOURS:
        message = (
            f"the half-life of caffeine must be from {MIN_HALF_LIFE_HOURS} to "
            f"{MAX_HALF_LIFE_HOURS} hours, not {half_life_hours}"
        )
        raise ValueError(message)
    rate = math.log(2.0) / half_life_hours
    moment = _in_utc(at)
    left = 0.0
    for drunk_at, dose_mg in intakes:
        if not (math.isfinite(dose_mg) and dose_mg >= 0.0):
            message = f"an amount of caffeine must be 0 mg or more, not {dose_mg}"
            raise ValueError(message)
        hours = (moment - _in_utc(drunk_at)).total_seconds() / 3600.0
        if hours >= 0.0:
            left += dose_mg * _share_left(hours, rate)
    return left


def _in_utc(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        message = f"{moment} has no time zone"
        raise ValueError(message)
    return moment.astimezone(UTC)


def _share_left(hours: float, rate: float) -> float:
    absorbing = min(hours, ABSORPTION_HOURS)
    in_gut = 1.0 - absorbing / ABSORPTION_HOURS
    in_blood = -math.expm1(-rate * absorbing) / (rate * ABSORPTION_HOURS)
    # Rounding in the last digit must not make more of a dose than was drunk.
    return min(1.0, in_gut + in_blood * math.exp(-rate * (hours - absorbing)))
