"""How often a self-test finds a difference that is none, and how often one that is there.

    python benchmarks/trials.py [--trials N] [--seed N]

It makes up four weeks and asks `journal.trial_result` about them, as ``lull trial`` does. Which
part comes first is drawn by lot. In the first table the habit has nothing to do with twitches; in
the second, twitches come on fewer days of the changed weeks. Each share stands with its 95 % Wilson
interval; the last column is how often the interval of the difference holds the true one.
"""

from __future__ import annotations

import argparse
import dataclasses
import random
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks.patterns import FIRST, NORMAL, WEEKEND, waves
from config.kinds import TrialHabit
from journal.patterns import Verdict
from journal.proportions import wilson
from journal.trial import PHASE_DAYS, Phase, Trial
from journal.trial_result import result_of

ENOUGH = "enough days"
_DAYS = 2 * PHASE_DAYS


@dataclasses.dataclass(frozen=True, slots=True)
class Weeks:
    """How the days of a made-up trial hang together.

    Attributes:
        name: What the table calls it.
        as_usual: Share of days with a twitch in the weeks as usual.
        changed: The same in the changed weeks.
        spells: The correlation from day to day of what lies below, 0 to 1.
        unknown: Share of the days of which nothing is known.
        weekend: By how much weekends raise what lies below, in standard deviations.
        rise: By how much it rises over the four weeks, likewise.
    """

    name: str
    as_usual: float
    changed: float
    spells: float = 0.0
    unknown: float = 0.0
    weekend: float = 0.0
    rise: float = 0.0


NOTHING = (
    Weeks("each day by itself, 30 %", 0.3, 0.3),
    Weeks("each day by itself, 50 %", 0.5, 0.5),
    Weeks("spells, 20 %", 0.2, 0.2, 0.6),
    Weeks("spells, 30 %", 0.3, 0.3, 0.6),
    Weeks("spells, 50 %", 0.5, 0.5, 0.6),
    Weeks("spells, 20 % unknown", 0.3, 0.3, 0.6, unknown=0.2),
    Weeks("spells, more at weekends", 0.3, 0.3, 0.6, weekend=1.0),
    Weeks("spells, rising or falling", 0.3, 0.3, 0.6, rise=1.0),
)
SOMETHING = (
    Weeks("50 % to 20 %", 0.5, 0.2),
    Weeks("60 % to 20 %", 0.6, 0.2),
    Weeks("70 % to 20 %", 0.7, 0.2),
    Weeks("60 % to 20 %, spells", 0.6, 0.2, 0.6),
    Weeks("70 % to 20 %, spells", 0.7, 0.2, 0.6),
)


def line(weeks: Weeks, trials: int, seed: int) -> str:
    """A line of a table."""
    rng = random.Random(f"{seed} {weeks.name}")  # noqa: S311 - a simulation
    compared = found = held = 0
    for _ in range(trials):
        first = rng.choice(list(Phase))
        trial = Trial(TrialHabit.WIND_DOWN, first, drawn=True, start=FIRST, planned_on=FIRST)
        result = result_of(trial, _days(rng, weeks, first), 0)
        if result.difference is not None:
            low, high = result.difference
            compared += 1
            held += low <= weeks.changed - weeks.as_usual <= high
            found += result.verdict is Verdict.PATTERN
    low, high = wilson(found, trials)
    share = f"{found / trials:6.1%} ({low:.1%} to {high:.1%})"
    cells = (f"{weeks.name:<25}", f"{trials:>6}", f"{compared / trials:>11.0%}", f"{share:<24}")
    return "| " + " | ".join((*cells, f"{held / max(1, compared):>14.0%}")) + " |"


def _days(rng: random.Random, weeks: Weeks, first: Phase) -> list[bool | None]:
    rates = {Phase.AS_USUAL: weeks.as_usual, Phase.CHANGED: weeks.changed}
    made: list[bool | None] = []
    for day, below in enumerate(waves(rng, _DAYS, weeks.spells)):
        rate = rates[first if day < PHASE_DAYS else first.other]
        raised = weeks.weekend * ((day % 7 in WEEKEND) - 2 / 7)
        raised += weeks.rise * ((day + 0.5) / _DAYS - 0.5)
        hit = below + raised > NORMAL.inv_cdf(1 - rate)
        made.append(None if rng.random() < weeks.unknown else hit)
    return made


def header(found: str) -> str:
    """The head of a table."""
    cells = (f"{'world':<25}", "trials", ENOUGH, f"{found:<24}", "interval holds")
    return "| " + " | ".join(cells) + " |\n|" + "|".join("-" * (len(c) + 2) for c in cells) + "|"


def main() -> None:
    """Print both tables."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--trials", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    for title, worlds in (("false difference", NOTHING), ("found", SOMETHING)):
        print(header(title), flush=True)
        for weeks in worlds:
            print(line(weeks, options.trials, options.seed), flush=True)
        print()


if __name__ == "__main__":
    main()
