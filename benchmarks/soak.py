"""What the running Lull holds after many days: memory, objects, open files, tasks, threads.

    python benchmarks/soak.py [--days 30] [--seed 1]

One process, on a private desktop (Xvfb, session bus, xfce4-panel), with a clock that leaps over
every time in which nothing would happen, and a person who logs, presses rows of the menu and
buttons of nudges, pauses, changes the settings, and restarts panel and notification service; every
day has its copy of the journal. A line for each night; ten seconds or so a day. It ends with 1 if
an entry that was confirmed is not in the journal, or is there twice.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "tests" / "desktop"), str(ROOT)]

from harness import Desktop
from long_life import LongLife

_COLUMNS = "{:>5}{:>10}{:>11}{:>9}{:>8}{:>10}{:>8}{:>11}\n"
_HEADINGS = ("night", "PSS (MB)", "objects", "files", "tasks", "threads", "notes", "confirmed")


def main() -> int:
    """Print the table as it comes about."""
    parser = argparse.ArgumentParser(prog="python benchmarks/soak.py", description=__doc__)
    parser.add_argument("--days", type=int, default=30, help="how long (default 30)")
    parser.add_argument("--seed", type=int, default=1, help="another seed, other days")
    options = parser.parse_args()
    sys.stdout.write(_COLUMNS.format(*_HEADINGS))
    with Desktop(panel="xfce") as desktop, LongLife(desktop, options.seed) as life:
        for day in life.days(options.days):
            pss = f"{day.pss_kilobytes / 1000:.1f}"
            held = (day.objects, day.files, day.tasks, day.threads)
            sys.stdout.write(_COLUMNS.format(day.day, pss, *held, day.shown, day.confirmed))
            sys.stdout.flush()
        kept = life.end()
    lost, twice = len(life.confirmed - set(kept)), len(kept) - len(set(kept))
    sys.stdout.write(f"confirmed {len(life.confirmed)}, lost {lost}, twice {twice}\n")
    return 1 if lost or twice else 0


if __name__ == "__main__":
    sys.exit(main())
