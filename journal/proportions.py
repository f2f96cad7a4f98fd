"""Intervals for shares of days, and for the difference of two of them; pure."""

from __future__ import annotations

import math
from typing import Final

Z_95: Final = 1.959964
"""The normal deviate of a two-sided 95 % interval."""


def wilson(hits: float, days: float) -> tuple[float, float]:
    """The 95 % score interval of a share (Wilson 1927, J Am Stat Assoc 22:209-212).

    Args:
        hits: From 0 to ``days``; may be a fraction where days count for less than one each.
        days: Above 0.

    Returns:
        Both ends, from 0 to 1.
    """
    share, square = hits / days, Z_95**2
    middle = (share + square / (2 * days)) / (1 + square / days)
    half = math.sqrt(share * (1 - share) / days + square / (4 * days**2)) * Z_95
    half /= 1 + square / days
    return max(0.0, middle - half), min(1.0, middle + half)


def newcombe(
    with_hits: int, with_days: int, without_hits: int, without_days: int, spells: float = 1.0
) -> tuple[float, float]:
    """The 95 % interval of the difference of two shares, with minus without.

    Newcombe's hybrid score interval (1998, Stat Med 17:873-890, method 10). It takes days as
    independent of each other. Where similar days come in spells they count for less, as in a
    sample with a design effect (Kish 1965): both numbers of days are divided by ``spells``.

    Args:
        with_hits: Days with a twitch among those with the factor.
        with_days: Days with the factor, above 0.
        without_hits: Days with a twitch among the others.
        without_days: The others, above 0.
        spells: The ratio of variances, at least 1.

    Returns:
        Both ends, from -1 to 1.
    """
    first, second = with_hits / with_days, without_hits / without_days
    low_1, high_1 = wilson(with_hits / spells, with_days / spells)
    low_2, high_2 = wilson(without_hits / spells, without_days / spells)
    gap = first - second
    return (
        gap - math.hypot(first - low_1, high_2 - second),
        gap + math.hypot(high_1 - first, second - low_2),
    )
