"""Simulate: ``python -m tests.simulate --years 2 --seed 1``."""

from __future__ import annotations

import argparse
import asyncio
import concurrent.futures
import functools
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from config.kinds import NudgeKind
from tests.simulate.people import PEOPLE
from tests.simulate.world import World
from tray.due import Reason

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.simulate.people import Person

_FIGURES = ("due", "shown", "lapsed", "merged", "waiting", "shown again")


def simulate(person: Person, days: int, seed: int) -> list[str]:
    """Let ``days`` of a person pass, checking every promise at each step; the lines of the table.

    The same seed gives the same lines.

    Raises:
        AssertionError: A promise was broken.
    """
    with tempfile.TemporaryDirectory() as home:
        world = World(person, seed, Path(home))
        asyncio.run(world.live(days))
        lines = list(_table(world, days))
        world.end()
    return lines


def _table(world: World, days: int) -> Iterator[str]:
    yield f"{world.person.name}: {days} days, {world.checks} steps, {world.looks} looks"
    yield "  " + f"{'kind':<12}" + "".join(f"{name:>12}" for name in _FIGURES) + "  held by"
    for kind in NudgeKind:
        if not world.settings.nudge(kind).on:
            continue
        waiting = [due for due, _ in world.nudger.waiting if due.kind is kind]
        row = world.tally.row(kind, sum(not due.asked_for for due in waiting))
        held = {
            reason.value: world.tally.held[kind, reason.value]
            for reason in Reason
            if world.tally.held[kind, reason.value]
        }
        reasons = ", ".join(f"{name} {count}" for name, count in held.items())
        figures = "".join(f"{row[name]:>12}" for name in _FIGURES)
        yield f"  {kind.value:<12}{figures}  {reasons}"


def main() -> int:
    """Print a table for each person."""
    parser = argparse.ArgumentParser(prog="python -m tests.simulate", description=__doc__)
    parser.add_argument("--years", type=float, default=2.0, help="how long (default 2)")
    parser.add_argument("--seed", type=int, default=1, help="another seed, other days")
    parser.add_argument("--who", choices=[person.name for person in PEOPLE], help="one of them")
    options = parser.parse_args()
    people = [person for person in PEOPLE if options.who in {None, person.name}]
    days = round(options.years * 365)
    with concurrent.futures.ProcessPoolExecutor() as pool:
        tables = pool.map(functools.partial(simulate, days=days, seed=options.seed), people)
        for lines in tables:
            sys.stdout.write("\n".join([*lines, "", ""]))
            sys.stdout.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main())
