"""What the patterns section shows: the comparisons in their groups, and what is suspected. No Qt.

The comparisons are those that ``lull patterns --json`` prints; a window never works them out, which
may take seconds.
"""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any, Final

from config.kinds import FactorName
from config.language import N_, tr
from config.local_format import date_with_year
from journal import pattern_words as words
from journal.patterns import Missing, Verdict
from windows.pair_model import Pair, pair_of

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping

    from config.patterns import PatternSettings

NOTHING: Final = "nothing"
"""The choice of somebody who suspects nothing."""

SUSPECTS: Final = (
    (NOTHING, N_("Nothing")),
    (FactorName.SHORT_SLEEP.value, N_("Short nights")),
    (FactorName.CAFFEINE.value, N_("Late or much caffeine")),
    (FactorName.HIGH_STRESS.value, N_("High stress")),
    (FactorName.LOW_WATER.value, N_("Little to drink")),
    (FactorName.HARD_EXERCISE.value, N_("Hard exercise")),
    (FactorName.ALCOHOL.value, N_("Alcohol")),
)
"""What can be named; cold is not, as no day is asked about it."""

EITHER: Final = "either"
SUSPECTED_DAYS: Final = (
    (EITHER, N_("Either day")),
    ("0", N_("The same day")),
    ("1", N_("The day after")),
)

_HEADINGS: Final = {
    Verdict.PATTERN: N_("Stands out"),
    Verdict.NO_PATTERN: N_("Could be chance"),
}


@dataclasses.dataclass(frozen=True, slots=True)
class Compared:
    """One comparison.

    Attributes:
        text: What can be said.
        gap: The difference and its interval in a few words.
        pair: The picture.
    """

    text: str
    gap: str
    pair: Pair


@dataclasses.dataclass(frozen=True, slots=True)
class Shown:
    """What the section shows.

    Attributes:
        groups: The comparisons under their headings; a group without any is left out.
        lacking: What is missing for the others, line by line.
    """

    groups: tuple[tuple[str, tuple[Compared, ...]], ...]
    lacking: tuple[str, ...]


@dataclasses.dataclass(frozen=True, slots=True)
class _Lacking:
    factor: FactorName
    lag_days: int
    missing: Missing


def shown(rows: Iterable[Mapping[str, Any]]) -> Shown:
    """What to show of the rows that ``lull patterns --json`` prints."""
    every = list(rows)
    groups = []
    for verdict, heading in _HEADINGS.items():
        found = tuple(_compared(row) for row in every if row["verdict"] == verdict)
        if found:
            groups.append((tr(heading), found))
    lacking = [
        _Lacking(FactorName(row["factor"]), row["lag_days"], Missing(**row["missing"]))
        for row in every
        if row["verdict"] == Verdict.NOT_ENOUGH_DAYS
    ]
    return Shown(tuple(groups), tuple(words.lacking_lines(lacking)))


def _compared(row: Mapping[str, Any]) -> Compared:
    days = tr(words.DAYS[FactorName(row["factor"])][row["lag_days"]])
    gap = row["difference"]
    return Compared(
        row["text"],
        words.gap_text(gap["share"], gap["low"], gap["high"]),
        pair_of(days, row["with"], tr("The other days"), row["without"], gap),
    )


def suspected(settings: PatternSettings) -> tuple[str, str]:
    """What is named now, and on which day: values of `SUSPECTS` and `SUSPECTED_DAYS`."""
    if settings.suspected is None:
        return NOTHING, EITHER
    lag = settings.suspected_lag_days
    return settings.suspected.value, EITHER if lag is None else str(lag)


def named(factor: str, day: str, today: dt.date) -> dict[str, object]:
    """The settings that name a factor from today on; see `config.write.set_values`.

    Args:
        factor: A value of `SUSPECTS`.
        day: A value of `SUSPECTED_DAYS`.
        today: The local date. What was seen before it cannot prove itself.
    """
    nothing = factor == NOTHING
    lag = None if nothing or day == EITHER else int(day)
    return {
        "patterns.suspected_lag_days": lag,
        "patterns.suspected_since": None if nothing else today,
        "patterns.suspected": None if nothing else factor,
    }


def since_text(settings: PatternSettings) -> str:
    """Since when something is named, as a sentence; empty where nothing is."""
    since = settings.suspected_since
    if settings.suspected is None or since is None:
        return ""
    return tr("Named on {date}. Only days from then on count for it.", date=date_with_year(since))
