"""A permutation test for "more often after this" on days that follow one another; pure.

The method, its references and what simulations say of it stand in ``docs/patterns.md``. In short:
weekday and slow drift are taken out of the twitches and of each factor; what is left of a factor is
laid against what is left of the twitches in their true order, and in every order that keeps
neighbouring days together (all circular shifts, forwards and backwards in time). A factor stands
out when hardly any of these orders brings any factor as far as the true order brings this one.

Nothing here is drawn at random, so the same days always give the same answer.
"""

from __future__ import annotations

import dataclasses
import math
from operator import mul
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    Column = list[float]

DRIFT_DAYS: Final = 180
"""Ups and downs that take longer than this many days count as drift and are taken out; in a shorter
log, what rises or falls from its beginning to its end."""

DAYS_A_COLUMN: Final = 10
"""Known days for each thing that is taken out, at the least, as a regression should have. With more
wanted, the rhythm of a single weekday would pass for a pattern up to the fourth month."""

LEAST_VARIANCE: Final = 0.01
"""Of a day whose fitted chance lies at or beyond 0 or 1: about that of one twitch in 100 days."""

SPELL_DAYS: Final = 9
"""From this many days on one day is taken to tell nothing of the other."""

WEEKEND: Final = (5, 6)
_DAYS_OF_A_WEEK: Final = 7
_TINY: Final = 1e-9
"""Far above the rounding of a few hundred additions, far below any step of a statistic."""


@dataclasses.dataclass(frozen=True, slots=True)
class Standing:
    """How one factor stands among all that were tested together.

    Attributes:
        p_adjusted: The share of the orders in which any of the factors that remain goes at least as
            far as this one does; above 0, at most 1.
        spells: By how much spells of similar days widen the chance differences, as a ratio of
            variances; 1 where they do not.
    """

    p_adjusted: float
    spells: float


def standings(
    twitches: Sequence[bool | None],
    factors: Sequence[Sequence[bool | None]],
    first_weekday: int = 0,
) -> tuple[Standing, ...]:
    """Test some factors together, one-sided: only more twitches with a factor count.

    Args:
        twitches: Whether a twitch was logged, for calendar days that follow one another without a
            gap; None for a day of which nothing is known.
        factors: For each factor the same days, True with and False without it; None for not known.
        first_weekday: The weekday of the first day; Monday is 0.

    Returns:
        One standing for each factor, in their order.
    """
    known = [day for day, twitch in enumerate(twitches) if twitch is not None]
    logged = [float(bool(twitches[day])) for day in known]
    dated = [day + first_weekday for day in known]
    columns = _explained(dated)
    explained = _orthonormal(columns)
    outcome = _without(explained, logged)
    rests = [_factor_rest([factor[day] for day in known], columns) for factor in factors]
    variances = [_variance(now - rest) for now, rest in zip(logged, outcome, strict=True)]
    ratios = _ratios(rests, outcome, variances, explained)
    spells = [_spells(rest, outcome) for rest in rests]
    scores = [
        [value / math.sqrt(wider) for value in one]
        for one, wider in zip(ratios, spells, strict=True)
    ]
    return tuple(Standing(p, wider) for p, wider in zip(_step_down(scores), spells, strict=True))


def _spells(factor: Column, outcome: Column) -> float:
    """By how much spells widen what chance does to one against the other, as a ratio of variances.

    The sum of both autocorrelations multiplied (Bartlett 1935), each lag counted for less than the
    one before, so that what chance itself makes of distant lags stays out. The circle of days
    joins its ends.
    """
    total = 1.0
    for lag in range(1, min(SPELL_DAYS, len(outcome))):
        weight = 1.0 - lag / SPELL_DAYS
        total += 2.0 * weight * _likeness(factor, lag) * _likeness(outcome, lag)
    return max(1.0, total)


def _likeness(series: Column, lag: int) -> float:
    """The autocorrelation of days that lie ``lag`` known days apart, on the circle."""
    whole = math.fsum(map(mul, series, series))
    if whole <= _TINY:
        return 0.0
    found: float = math.fsum(map(mul, series[lag:] + series[:lag], series)) / whole
    return found


def _factor_rest(values: Sequence[bool | None], columns: Sequence[Column]) -> Column:
    """What the columns leave of a factor; 0 on a day of which it is not known."""
    there = [place for place, value in enumerate(values) if value is not None]
    explained = _orthonormal([[column[place] for place in there] for column in columns])
    rest = _without(explained, [float(bool(values[place])) for place in there])
    spread = [0.0] * len(values)
    for place, value in zip(there, rest, strict=True):
        spread[place] = value
    return spread


def _without(explained: Sequence[Column], values: Column) -> Column:
    """What a least-squares fit leaves of ``values``."""
    for column in explained:
        share = sum(map(mul, column, values))
        values = [value - share * part for value, part in zip(values, column, strict=True)]
    return values


def _explained(days: Sequence[int]) -> list[Column]:
    """The columns of the fit, no more than the days can carry; what matters most comes first."""
    length = days[-1] - days[0] + 1 if days else 0
    columns = [[1.0] * len(days), [float(day % _DAYS_OF_A_WEEK in WEEKEND) for day in days]]
    columns += [
        # The slow waves with which brain imaging takes the drift out of its signals.
        [math.cos(math.pi * halves * (day - days[0] + 0.5) / length) for day in days]
        for halves in range(1, max(1, 2 * length // DRIFT_DAYS) + 1)
    ]
    weekdays = range(_DAYS_OF_A_WEEK)
    if len(days) >= DAYS_A_COLUMN * (len(columns) + len(weekdays) - 2):
        columns += [[float(day % _DAYS_OF_A_WEEK == one) for day in days] for one in weekdays]
        return columns
    return columns[: max(1, len(days) // DAYS_A_COLUMN)]


def _orthonormal(columns: Iterable[Column]) -> list[Column]:
    """The columns made independent of each other, by Gram and Schmidt."""
    made: list[Column] = []
    for column in columns:
        left = column
        for other in made:
            share = math.fsum(map(mul, other, left))
            left = [value - share * part for value, part in zip(left, other, strict=True)]
        size = math.sqrt(math.fsum(map(mul, left, left)))
        if size > _TINY:
            made.append([value / size for value in left])
    return made


def _variance(chance: float) -> float:
    """The variance of a day with this fitted chance of a twitch; a fit may stray beyond 0 and 1."""
    return max(chance * (1.0 - chance), LEAST_VARIANCE)


def _ratios(
    factors: Sequence[Column],
    outcome: Column,
    variances: Column,
    explained: Sequence[Column],
) -> list[Column]:
    """Each factor against the outcome in its true order (the first), then in all others.

    The figure is the score of a regression over its standard error, where the variance of each day
    follows from its fitted chance. So it means the same in every order, also where days that vary
    more, or of which a factor is not known, meet in one order and not in another.
    """
    size = len(outcome)
    squares = [[value * value for value in factor] for factor in factors]
    ratios: list[Column] = [[] for _ in factors]
    whole = sum(map(mul, outcome, outcome))
    for twice, spreads in (
        (outcome * 2, variances * 2),
        (outcome[::-1] * 2, variances[::-1] * 2),
    ):
        for start in range(size):
            order = twice[start : start + size]
            # A factor's rest is at right angles to what is explained, so that it sees nothing of it
            # in the order either; but an order other than the true one holds a little of it.
            lost = math.fsum(sum(map(mul, column, order)) ** 2 for column in explained)
            share = 1.0 - lost / whole if whole > _TINY else 0.0
            spread_of = spreads[start : start + size]
            for found, factor, square in zip(ratios, factors, squares, strict=True):
                spread = share * sum(map(mul, square, spread_of))
                total = sum(map(mul, factor, order))
                found.append(total / math.sqrt(spread) if spread > _TINY else 0.0)
    return ratios


def _step_down(scores: Sequence[Column]) -> list[float]:
    """Adjusted p by the step-down maximum of Westfall and Young, for scores by order of days."""
    adjusted = [1.0] * len(scores)
    if not scores or not scores[0]:
        return adjusted
    by_score = sorted(range(len(scores)), key=lambda which: scores[which][0])
    highest = [-math.inf] * len(scores[0])
    # From the weakest: the highest of those that have not been passed yet grows one by one.
    found = {}
    for which in by_score:
        highest = list(map(max, highest, scores[which]))
        reached = scores[which][0] - _TINY
        found[which] = sum(value >= reached for value in highest) / len(highest)
    so_far = 0.0
    for which in reversed(by_score):
        so_far = max(so_far, found[which])
        adjusted[which] = so_far
    return adjusted
