"""What Lull costs, in one table beside its aims and its peers.

    python benchmarks/all.py [--runs N] [--idle SECONDS] [--python PATH]

It runs `resident.py`, `windows.py` and `commands.py`, one after the other, and takes about ten
minutes of a machine that does nothing else. The peers' figures were measured in the same way on
Debian 12 with xfce4-panel (medians of three runs, memory a minute after the icon, switches over
two idle minutes); where Safe Eyes, Workrave or RSIBreak is installed, `resident.py` measures it
beside Lull. PSS depends on what else maps the same libraries: compare it within one run.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "desktop")]

from harness import Desktop

from benchmarks import commands, resident, windows

PEERS = {
    "icon": "Workrave 0.19, RSIBreak 0.21, Safe Eyes 0.38 to 0.50",
    "memory": "Workrave 23, RSIBreak 50, Safe Eyes 50 to 61",
    "switches": "Safe Eyes 136 to 258, RSIBreak 191, Workrave 535",
    "processor": "RSIBreak 0.06, Workrave 0.08, Safe Eyes 0.18 to 0.21",
}
"""Safe Eyes 2.1.5 and 3.5.1, Workrave 1.10.50 (its tray alone), RSIBreak 0.12.15."""


def rows(runs: int, idle: float, python: str) -> list[tuple[str, str, str, str]]:
    """What is measured, what is aimed at, what it is, and what the peers take."""
    [lull, _bare, *_] = resident.measure_all([python], runs, 60.0, idle).values()
    first, icon = lull[0].icon_seconds, resident.median_icon_seconds(lull[1:])
    with Desktop("xfce", "dunst") as desk:
        cold, again = windows.click(desk, runs, python)
    with Desktop(None, None) as desk:
        took = commands.measure(desk, python, 5 * runs)

    def command(where: str) -> str:
        seconds = [one.seconds for one in took[f"`lull log coffee`, {where}"]]
        return f"{statistics.median(seconds):.3f}"

    return [
        (
            "resident, PSS in MB",
            "22",
            f"{statistics.median(run.pss_megabytes for run in lull):.1f}",
            PEERS["memory"],
        ),
        ("icon registered, s", "0.20", resident.seconds(icon), PEERS["icon"]),
        ("icon at the first start of all, s", "0.20", resident.seconds(first), ""),
        (
            "context switches a minute",
            "",
            f"{statistics.median(run.switches_per_minute for run in lull):.1f}",
            PEERS["switches"],
        ),
        (
            f"processor, s in {idle:.0f} s",
            "",
            f"{statistics.median(run.cpu_seconds for run in lull):.2f}",
            PEERS["processor"],
        ),
        ("left click to a window, s", "0.30", f"{cold:.3f}", ""),
        ("the same soon after it was closed, s", "0.03", f"{again:.3f}", ""),
        ("`lull log coffee` beside a running Lull, s", "0.15", command("Lull runs"), ""),
        ("`lull log coffee` without one, s", "0.15", command("without Lull"), ""),
    ]


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--runs", type=int, default=3, help="how often each is run (default 3)")
    parser.add_argument("--idle", type=float, default=120, help="seconds of doing nothing")
    parser.add_argument("--python", default=resident.PYTHON, help="default: the tests' environment")
    options = parser.parse_args()
    found = rows(options.runs, options.idle, options.python)
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.2f}, medians\n")
    print("| | at most | Lull | peers |")
    print("|---|---|---|---|")
    for row in found:
        print(f"| {' | '.join(row)} |")
    return 0


if __name__ == "__main__":
    sys.exit(main())
