"""Whether twitches come more often on or after days with some factor; pure.

How it is tested, and how well, stands in ``docs/patterns.md``; the words are in
`journal.pattern_words`. It never says what brings a twitch about: it counts days.
"""

from __future__ import annotations

import dataclasses
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from config.kinds import FactorName
from journal.pattern_test import standings
from journal.proportions import newcombe

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping, Sequence

ALPHA: Final = 0.05
"""A pattern has an adjusted p of at most this."""

SHARE: Final = 0.8
"""How much of `ALPHA` is used where nothing was named. The orders of real days are not quite as
good as shuffled cards; a fifth is kept back for that, so that false patterns stay at 5 %."""

NAMED_SHARE: Final = 0.9
"""How much of it the factor named beforehand gets; the others have the last tenth until it is
found, and `SHARE` afterwards (the fallback procedure, Wiens 2003, Pharm Stat 2:211-215)."""

LAGS: Final = (0, 1)
"""Days from the factor to the twitch."""

LEAST_KNOWN_DAYS: Final = 14
LEAST_TWITCH_DAYS: Final = 5
LEAST_DAYS_A_SIDE: Final = 3


class Verdict(StrEnum):
    """What can be said."""

    PATTERN = "pattern"
    NO_PATTERN = "no_pattern"
    NOT_ENOUGH_DAYS = "not_enough_days"


@dataclasses.dataclass(frozen=True, slots=True)
class DayTable:
    """Local days that follow one another without a gap.

    Attributes:
        first: The first of them.
        twitches: For each day whether a twitch was logged; None where the day is not known.
        factors: For each factor and day whether it held; None where that is not known.
    """

    first: dt.date
    twitches: Sequence[bool | None]
    factors: Mapping[FactorName, Sequence[bool | None]]


@dataclasses.dataclass(frozen=True, slots=True)
class Suspicion:
    """The one factor that a person named beforehand.

    Attributes:
        factor: Which one.
        lag_days: The only lag to be tested; None for both.
        since: The day on which it was named. Only days from then on count for it, so that what the
            log had shown before cannot prove itself.
    """

    factor: FactorName
    lag_days: int | None
    since: dt.date


@dataclasses.dataclass(frozen=True, slots=True)
class Count:
    """Some days, and on how many of them a twitch was logged."""

    days: int
    twitch_days: int


@dataclasses.dataclass(frozen=True, slots=True)
class Missing:
    """What is missing until two kinds of days can be compared; 0 where enough is there.

    Attributes:
        known_days: Days on which factor and twitches are known.
        twitch_days: Days with a twitch among them.
        with_days: Days with the factor.
        without_days: Days without it.
    """

    known_days: int
    twitch_days: int
    with_days: int
    without_days: int

    @property
    def anything(self) -> bool:
        """Whether anything is missing."""
        return any(dataclasses.astuple(self))


@dataclasses.dataclass(frozen=True, slots=True)
class Pattern:
    """One factor at one lag.

    Attributes:
        factor: Which factor.
        lag_days: Days from the factor to the twitch, 0 or 1.
        on: The days with it.
        off: The days without it.
        missing: What is missing before they can be compared.
        difference: The 95 % interval of the difference of both shares, from -1 to 1, widened where
            similar days come in spells; None without enough days.
        p_adjusted: How often chance alone would bring any factor as far, over all that are tested
            together; None without enough days.
        verdict: What can be said.
        suspicion: What was named beforehand, where it is this.
    """

    factor: FactorName
    lag_days: int
    on: Count
    off: Count
    missing: Missing
    difference: tuple[float, float] | None
    p_adjusted: float | None
    verdict: Verdict
    suspicion: Suspicion | None = None


@dataclasses.dataclass(frozen=True, slots=True)
class _Candidate:
    factor: FactorName
    lag_days: int
    twitches: Sequence[bool | None]
    values: Sequence[bool | None]

    @property
    def pairs(self) -> list[tuple[bool, bool]]:
        """Factor and twitch on the days on which both are known."""
        both = zip(self.values, self.twitches, strict=True)
        return [(value, hit) for value, hit in both if value is not None and hit is not None]

    def counted(self, side: bool) -> Count:  # noqa: FBT001 - with or without
        hits = [hit for value, hit in self.pairs if value is side]
        return Count(len(hits), sum(hits))

    @property
    def missing(self) -> Missing:
        on, off = self.counted(True), self.counted(False)  # noqa: FBT003 - as above
        return Missing(
            max(0, LEAST_KNOWN_DAYS - on.days - off.days),
            max(0, LEAST_TWITCH_DAYS - on.twitch_days - off.twitch_days),
            max(0, LEAST_DAYS_A_SIDE - on.days),
            max(0, LEAST_DAYS_A_SIDE - off.days),
        )


def find_patterns(table: DayTable, suspicion: Suspicion | None = None) -> tuple[Pattern, ...]:
    """Compare the days with and without each factor, at each lag.

    What was named beforehand is tested first and alone; the others share one correction. False
    patterns stay within `ALPHA` over all of them together.

    Args:
        table: The days.
        suspicion: What the person named beforehand.

    Returns:
        One pattern for each factor and lag, what was named beforehand first.
    """
    named, others = [], []
    for factor in FactorName:
        for lag in LAGS:
            values = _later(table.factors[factor], lag)
            if suspicion is None or not _is_named(suspicion, factor, lag):
                others.append(_Candidate(factor, lag, table.twitches, values))
            else:
                since = _from_day(table, suspicion.since)
                named.append(_Candidate(factor, lag, since, values))
    weekday = table.first.weekday()
    first = _judged(named, weekday, NAMED_SHARE, suspicion)
    found = any(pattern.verdict is Verdict.PATTERN for pattern in first)
    share = SHARE if found or not named else 1.0 - NAMED_SHARE
    return (*first, *_judged(others, weekday, share, None))


def _is_named(suspicion: Suspicion, factor: FactorName, lag: int) -> bool:
    return factor is suspicion.factor and suspicion.lag_days in {None, lag}


def _later(values: Sequence[bool | None], lag: int) -> Sequence[bool | None]:
    """The values as they are seen ``lag`` days later."""
    return [*[None] * lag, *values][: len(values)]


def _from_day(table: DayTable, since: dt.date) -> Sequence[bool | None]:
    before = min(max(0, (since - table.first).days), len(table.twitches))
    return [*[None] * before, *table.twitches[before:]]


def _judged(
    candidates: Iterable[_Candidate], weekday: int, share: float, suspicion: Suspicion | None
) -> tuple[Pattern, ...]:
    every = list(candidates)
    tested = [one for one in every if not one.missing.anything]
    results = dict(
        zip(
            ((one.factor, one.lag_days) for one in tested),
            standings(tested[0].twitches, [one.values for one in tested], weekday)
            if tested
            else (),
            strict=True,
        )
    )
    judged = []
    for one in every:
        on, off = one.counted(True), one.counted(False)  # noqa: FBT003 - with or without
        stands = results.get((one.factor, one.lag_days))
        p_adjusted = difference = None
        verdict = Verdict.NOT_ENOUGH_DAYS
        if stands is not None:
            p_adjusted = min(1.0, stands.p_adjusted / share)
            verdict = Verdict.PATTERN if p_adjusted <= ALPHA else Verdict.NO_PATTERN
            difference = newcombe(on.twitch_days, on.days, off.twitch_days, off.days, stands.spells)
        judged.append(
            Pattern(
                one.factor,
                one.lag_days,
                on,
                off,
                one.missing,
                difference,
                p_adjusted,
                verdict,
                suspicion,
            )
        )
    return tuple(judged)
