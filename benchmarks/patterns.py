"""How often chance alone makes a pattern, and how often a true one is found, by number of days.

    python benchmarks/patterns.py [--journals N] [--power-journals N] [--other-journals N]

It makes up journals and asks `journal.patterns` about them, as `lull patterns` does: seven factors
at two lags. In the first and the last table nothing has to do with twitches, so every pattern is a
false one; the first is about one world, the last about others, in which days hang together in other
ways. In the second table a twitch comes on 20 % of ordinary days and 2.5 times as often on the day
after one of the factors. Each share stands with its 95 % Wilson interval.
"""

from __future__ import annotations

import argparse
import dataclasses
import datetime as dt
import math
import random
import sys
from pathlib import Path
from statistics import NormalDist
from typing import TYPE_CHECKING

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from config.kinds import FactorName
from journal.patterns import DayTable, Suspicion, Verdict, find_patterns
from journal.proportions import wilson

if TYPE_CHECKING:
    from collections.abc import Callable

FIRST = dt.date(2026, 1, 5)
"""A Monday."""
NORMAL = NormalDist()
WEEKEND = (5, 6)
FRIDAY = 4
USUAL_RATE = 0.2
TIMES_AS_OFTEN = 2.5
DAYS = (28, 60, 90, 180)
LONGER_DAYS = DAYS[1:]


@dataclasses.dataclass(frozen=True, slots=True)
class World:
    """How the days of a made-up journal hang together.

    Attributes:
        name: What the table calls it.
        spells: How much one day is like the next, for factors and twitches: the correlation of
            what lies below them, 0 to 1.
        unknown: Share of the days of which nothing is known; these come in spells too.
        weekend: By how much weekends raise what lies below, in standard deviations.
        friday: By how much Fridays raise it, likewise.
        trend: By how much it rises from the first day to the last, likewise.
        factor_days: Share of the days with each factor.
    """

    name: str
    spells: float
    unknown: float = 0.0
    weekend: float = 0.0
    friday: float = 0.0
    trend: float = 0.0
    factor_days: float = 0.25


NULL_WORLD = World("spells", 0.6)
OTHER_WORLDS = (
    World("spells, 20 % unknown", 0.6, unknown=0.2),
    World("spells, weekends alike", 0.6, weekend=1.0),
    World("spells, Fridays alike", 0.6, friday=1.0),
    World("spells, both rising", 0.6, trend=1.5),
    World("all of it", 0.6, unknown=0.2, weekend=0.7, trend=1.0),
)
POWER_WORLDS = (
    World("a factor on 1 day in 4", 0.6),
    World("a factor on 1 day in 3", 0.6, factor_days=1 / 3),
    World("1 day in 3, 20 % unknown", 0.6, unknown=0.2, factor_days=1 / 3),
)


def waves(rng: random.Random, days: int, spells: float) -> list[float]:
    """A first-order autoregressive series with mean 0 and variance 1."""
    value, made = rng.gauss(0, 1), []
    for _ in range(days):
        made.append(value)
        value = spells * value + math.sqrt(1 - spells**2) * rng.gauss(0, 1)
    return made


def happens(rng: random.Random, world: World, days: int, share: float) -> list[bool]:
    """Days on which something happens, on about ``share`` of them."""
    height = NORMAL.inv_cdf(1 - share) * math.sqrt(
        1 + world.weekend**2 * 10 / 49 + world.friday**2 * 6 / 49 + world.trend**2 / 12
    )
    return [
        value
        + world.weekend * ((day % 7 in WEEKEND) - 2 / 7)
        + world.friday * ((day % 7 == FRIDAY) - 1 / 7)
        + world.trend * (day / days - 0.5)
        > height
        for day, value in enumerate(waves(rng, days, world.spells))
    ]


def journal(rng: random.Random, world: World, days: int, *, effect: bool) -> DayTable:
    """One made-up journal; with an effect, twitches follow the first factor a day later."""
    factors = {name: happens(rng, world, days, world.factor_days) for name in FactorName}
    if effect:
        before = [False, *factors[FactorName.SHORT_SLEEP]]
        rates = [USUAL_RATE * (TIMES_AS_OFTEN if before[day] else 1) for day in range(days)]
        twitches = [rng.random() < rate for rate in rates]
    else:
        twitches = happens(rng, world, days, USUAL_RATE)
    lowest = NORMAL.inv_cdf(world.unknown) if world.unknown else -math.inf
    known = [value > lowest for value in waves(rng, days, 0.7)]

    def masked(series: list[bool]) -> list[bool | None]:
        return [value if there else None for value, there in zip(series, known, strict=True)]

    return DayTable(FIRST, masked(twitches), {name: masked(f) for name, f in factors.items()})


def shows_any(table: DayTable) -> bool:
    """Whether any pattern is shown, with nothing named beforehand."""
    return any(one.verdict is Verdict.PATTERN for one in find_patterns(table))


def shows_any_named(table: DayTable) -> bool:
    """Whether any pattern is shown, with a factor named beforehand."""
    named = Suspicion(FactorName.SHORT_SLEEP, None, FIRST)
    return any(one.verdict is Verdict.PATTERN for one in find_patterns(table, named))


def _found(table: DayTable, suspicion: Suspicion | None) -> bool:
    return any(
        one.factor is FactorName.SHORT_SLEEP
        and one.lag_days == 1
        and one.verdict is Verdict.PATTERN
        for one in find_patterns(table, suspicion)
    )


def found(table: DayTable) -> bool:
    """Whether the true pattern is shown among all."""
    return _found(table, None)


def found_named(table: DayTable) -> bool:
    """Whether it is shown to a person who named the factor."""
    return _found(table, Suspicion(FactorName.SHORT_SLEEP, None, FIRST))


def found_named_with_lag(table: DayTable) -> bool:
    """Whether it is shown to a person who named the factor, and "the day after"."""
    return _found(table, Suspicion(FactorName.SHORT_SLEEP, 1, FIRST))


def row(
    world: World,
    days: int,
    journals: int,
    asked: tuple[Callable[[DayTable], bool], ...],
    seed: int,
    *,
    effect: bool,
) -> str:
    """A line of a table: each question's share of journals with yes, and its interval."""
    rng = random.Random(f"{seed} {world.name} {days} {effect}")  # noqa: S311 - a simulation
    hits = [0] * len(asked)
    for _ in range(journals):
        table = journal(rng, world, days, effect=effect)
        hits = [count + question(table) for count, question in zip(hits, asked, strict=True)]
    cells = [f"{world.name:<25}", f"{days:>4}", f"{journals:>8}"]
    for count in hits:
        low, high = wilson(count, journals)
        cells.append(f"{count / journals:6.1%} ({low:.1%} to {high:.1%})".ljust(25))
    return "| " + " | ".join(cells) + " |"


def header(*columns: str) -> str:
    """The head of a table."""
    cells = [f"{'world':<25}", "days", "journals", *(f"{column:<25}" for column in columns)]
    return "| " + " | ".join(cells) + " |\n|" + "|".join("-" * (len(c) + 2) for c in cells) + "|"


def main() -> None:
    """Print both tables."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--journals", type=int, default=1000)
    parser.add_argument("--other-journals", type=int, default=1000)
    parser.add_argument("--power-journals", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    seed, false = options.seed, (shows_any, shows_any_named)
    print(header("any false pattern", "with a factor named"), flush=True)
    for days in DAYS:
        print(row(NULL_WORLD, days, options.journals, false, seed, effect=False), flush=True)
    print("\n" + header("found among all", "named, no lag", "named, and the day after"), flush=True)
    asked = (found, found_named, found_named_with_lag)
    for world in POWER_WORLDS:
        for days in LONGER_DAYS:
            print(row(world, days, options.power_journals, asked, seed, effect=True), flush=True)
    print("\n" + header("any false pattern", "with a factor named"), flush=True)
    for days in LONGER_DAYS:
        for world in OTHER_WORLDS:
            print(row(world, days, options.other_journals, false, seed, effect=False), flush=True)


if __name__ == "__main__":
    main()
