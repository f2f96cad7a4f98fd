"""What came of a trial: twitch days in both parts, how far apart, and how far by chance; pure.

The method and what simulations say of it stand in ``docs/patterns.md``.
"""

from __future__ import annotations

import dataclasses
import itertools
import math
from typing import TYPE_CHECKING, Final

from journal.patterns import ALPHA, Count, Verdict
from journal.proportions import newcombe
from journal.trial import PHASE_DAYS, Phase

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from journal.trial import Trial

LEAST_KNOWN_DAYS: Final = 7
"""Of each part, at the least: half of it."""

LEAST_TWITCH_DAYS: Final = 5
"""Of both parts together."""

BLOCK_DAYS: Final = 3.5
"""Neighbouring days that change places together: four blocks in each part."""

MOST_LIKENESS: Final = 0.7
"""The highest likeness of one day and the next that so few days can show."""

_TINY: Final = 1e-9


@dataclasses.dataclass(frozen=True, slots=True)
class Lacking:
    """What is missing until both parts can be compared; 0 where enough is there.

    Attributes:
        as_usual_days: Known days as usual.
        changed_days: Known days of the other part.
        twitch_days: Known days with a twitch.
    """

    as_usual_days: int
    changed_days: int
    twitch_days: int

    @property
    def anything(self) -> bool:
        """Whether anything is missing."""
        return any(dataclasses.astuple(self))


@dataclasses.dataclass(frozen=True, slots=True)
class TrialResult:
    """Both parts side by side.

    Attributes:
        as_usual: The known days as usual.
        changed: The known days of the other part.
        off_days: Days that did not go as planned; they count where they were planned.
        lacking: What is missing before the parts can be compared.
        difference: The 95 % interval of changed minus as usual, from -1 to 1, widened where days
            are like their neighbours; None without enough days.
        p: How often the same days, in other orders, show at least as many fewer twitch days in the
            changed part; None without enough days.
        verdict: What can be said.
    """

    as_usual: Count
    changed: Count
    off_days: int
    lacking: Lacking
    difference: tuple[float, float] | None
    p: float | None
    verdict: Verdict


def result_of(trial: Trial, twitches: Sequence[bool | None], off_days: int) -> TrialResult:
    """Compare both parts.

    Args:
        trial: The trial, which is over.
        twitches: For each of its days, from the first on, whether a twitch was logged; None for a
            day of which nothing is known. A trial that was stopped has fewer than 28.
        off_days: How many of them did not go as planned.
    """
    parts = {trial.first: twitches[:PHASE_DAYS], trial.first.other: twitches[PHASE_DAYS:]}
    as_usual, changed = (_count(parts[phase]) for phase in Phase)
    lacking = Lacking(
        max(0, LEAST_KNOWN_DAYS - as_usual.days),
        max(0, LEAST_KNOWN_DAYS - changed.days),
        max(0, LEAST_TWITCH_DAYS - as_usual.twitch_days - changed.twitch_days),
    )
    if lacking.anything:
        return TrialResult(
            as_usual, changed, off_days, lacking, None, None, Verdict.NOT_ENOUGH_DAYS
        )
    spells = _spells(list(parts.values()))
    difference = newcombe(
        changed.twitch_days, changed.days, as_usual.twitch_days, as_usual.days, spells
    )
    p = _p(parts[Phase.AS_USUAL], parts[Phase.CHANGED])
    stands_out = p <= ALPHA and difference[1] < 0
    verdict = Verdict.PATTERN if stands_out else Verdict.NO_PATTERN
    return TrialResult(as_usual, changed, off_days, lacking, difference, p, verdict)


def _count(days: Iterable[bool | None]) -> Count:
    known = [day for day in days if day is not None]
    return Count(len(known), sum(known))


def _blocks(days: Sequence[bool | None]) -> list[Count]:
    """The days in blocks of three or four, as even as can be."""
    number = max(1, round(len(days) / BLOCK_DAYS))
    edges = [round(len(days) * edge / number) for edge in range(number + 1)]
    return [_count(days[start:end]) for start, end in itertools.pairwise(edges)]


def _p(as_usual: Sequence[bool | None], changed: Sequence[bool | None]) -> float:
    """The share of all ways to give the blocks to the two parts that go at least as far.

    Days of a block stay together, since a day is like the one before it. One-sided: only fewer
    twitch days in the changed part count.
    """
    first, second = _blocks(as_usual), _blocks(changed)
    blocks = [*second, *first]
    whole = Count(sum(one.days for one in blocks), sum(one.twitch_days for one in blocks))
    true = _fewer(whole, blocks[: len(second)]) - _TINY
    ways = [_fewer(whole, way) for way in itertools.combinations(blocks, len(second))]
    return sum(far >= true for far in ways) / len(ways)


def _fewer(whole: Count, chosen: Iterable[Count]) -> float:
    """How many fewer twitch days there are on the chosen blocks, in units of chance."""
    days = hits = 0
    for block in chosen:
        days += block.days
        hits += block.twitch_days
    rest = whole.days - days
    if not days or not rest:
        return 0.0
    return ((whole.twitch_days - hits) / rest - hits / days) * math.sqrt(days * rest / whole.days)


def _spells(parts: Sequence[Sequence[bool | None]]) -> float:
    """By how much the likeness of neighbours widens what chance does, as a ratio of variances.

    From the likeness of one day and the next inside each part (a first-order autoregression), made
    up for what taking out each part's mean takes from it (Kendall 1954).
    """
    products: list[float] = []
    squares: list[float] = []
    for part in parts:
        count = _count(part)
        share = count.twitch_days / count.days
        rests = [None if day is None else day - share for day in part]
        squares += [rest * rest for rest in rests if rest is not None]
        products += [
            one * other
            for one, other in itertools.pairwise(rests)
            if one is not None and other is not None
        ]
    variance = sum(squares) / len(squares)
    if not products or variance < _TINY:
        return 1.0
    found = sum(products) / len(products) / variance
    found += (1.0 + 3.0 * max(found, 0.0)) * len(parts) / len(squares)
    likeness = min(MOST_LIKENESS, max(0.0, found))
    return (1.0 + likeness) / (1.0 - likeness)
