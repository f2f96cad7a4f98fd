"""Faults: ``python -m tests.faults --long --seed 1`` prints what became of every one of them."""

from __future__ import annotations

import argparse
import functools
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from tests.faults.crowds import write_at_once
from tests.faults.damages import damage_the_journal, damage_the_settings
from tests.faults.figures import table
from tests.faults.kills import kill_a_command, kill_a_window, kill_the_resident

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from tests.faults.figures import Row

FAULTS: dict[str, tuple[Callable[[Path, int, int], Row], int, int]] = {
    "kill-resident": (kill_the_resident, 3, 334),
    "kill-window": (kill_a_window, 3, 333),
    "kill-command": (kill_a_command, 4, 333),
    "at-once": (write_at_once, 5, 200),
    "journal": (functools.partial(damage_the_journal, copy=True), 60, 5000),
    "journal-alone": (functools.partial(damage_the_journal, copy=False), 60, 5000),
    "settings": (damage_the_settings, 60, 5000),
}
"""By its name: what does it, how often in the short form, and how often in the long one."""
_SHARED_MEMORY = Path("/dev/shm")  # noqa: S108 - a folder of our own is made in it
_IN_MEMORY = ("journal", "journal-alone", "settings")
"""What these show does not depend on a disk, which would only wait for every sync."""


def rows(names: list[str], seed: int, *, long: bool) -> Iterator[Row]:
    """Do what is named, each in a folder of its own, and give what came of it."""
    for name in names:
        fault, few, many = FAULTS[name]
        place = _SHARED_MEMORY if name in _IN_MEMORY and _SHARED_MEMORY.is_dir() else None
        with tempfile.TemporaryDirectory(dir=place) as folder:
            yield fault(Path(folder) / "home" / "lull", many if long else few, seed)


def options_of(words: Sequence[str] | None = None) -> argparse.Namespace:
    """What the words of a command ask for; those of this process by default."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description=__doc__)
    parser.add_argument("--long", action="store_true", help="often enough for figures (an hour)")
    parser.add_argument("--seed", type=int, default=1, help="another seed, other moments")
    parser.add_argument("--only", choices=FAULTS, action="append", help="one of them")
    return parser.parse_args(words)


def main() -> int:
    """Print the table as it comes about; 1 if anything was lost."""
    options = options_of()
    good = True
    heading, *_ = table([]).splitlines()
    sys.stdout.write(f"{heading}\n")
    for row in rows(options.only or list(FAULTS), options.seed, long=options.long):
        sys.stdout.write("\n".join(table([row]).splitlines()[1:]) + "\n")
        sys.stdout.flush()
        good = good and row.good
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
