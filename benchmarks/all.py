"""What Lull costs, in one table beside its aims and its peers.

    python benchmarks/all.py [--runs N] [--settle SECONDS] [--idle SECONDS] [--python PATH]

It runs `resident.py`, `windows.py` and `commands.py`, one after the other, and takes about twenty
minutes of a machine that does nothing else; with each peer that is installed (Safe Eyes, Workrave,
RSIBreak) nine more, and then the peers' figures are those of this run. Without any they are those
that were measured in the same way on Debian 12 with xfce4-panel (medians of three runs, memory a
minute after the icon, switches over two idle minutes). PSS depends on what else maps the same
libraries: compare it within one run.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "desktop")]

from harness import Desktop

from benchmarks import commands, resident, windows

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

PEERS = {
    "icon": "Workrave 0.19, RSIBreak 0.21, Safe Eyes 0.38 to 0.50",
    "memory": "Workrave 23, RSIBreak 50, Safe Eyes 50 to 61",
    "switches": "Safe Eyes 136 to 258, RSIBreak 191, Workrave 535",
    "processor": "RSIBreak 0.06, Workrave 0.08, Safe Eyes 0.18 to 0.21",
}
"""Safe Eyes 2.1.5 and 3.5.1, Workrave 1.10.50 (its tray alone), RSIBreak 0.12.15."""


def _beside(
    peers: Mapping[str, Sequence[resident.Sample]],
    known: str,
    tell: Callable[[Sequence[resident.Sample]], str],
) -> str:
    """What the peers take: those of this run, or without any what is known of them."""
    return ", ".join(f"{name} {tell(runs)}" for name, runs in peers.items()) or known


def _icon(runs: Sequence[resident.Sample]) -> str:
    return resident.seconds(resident.median_icon_seconds(runs[1:]))


def _memory(runs: Sequence[resident.Sample]) -> str:
    return f"{statistics.median(run.pss_megabytes for run in runs):.1f}"


def _switches(runs: Sequence[resident.Sample]) -> str:
    return f"{statistics.median(run.switches_per_minute for run in runs):.1f}"


def _processor(runs: Sequence[resident.Sample]) -> str:
    return f"{statistics.median(run.cpu_seconds for run in runs):.2f}"


def rows(runs: int, settle: float, idle: float, python: str) -> list[tuple[str, str, str, str]]:
    """What is measured, what is aimed at, what it is, and what the peers take."""
    samples = resident.measure_all([python], runs, settle, idle)
    lull = samples["lull"]
    peers = {name: samples[name] for name in resident.PEERS if name in samples}
    with Desktop("xfce", "dunst") as desk:
        cold, again = windows.click(desk, runs, python)
    with Desktop(None, None) as desk:
        took = commands.measure(desk, python, 5 * runs)

    def command(where: str) -> str:
        seconds = [one.seconds for one in took[f"`lull log coffee`, {where}"]]
        return f"{statistics.median(seconds):.3f}"

    return [
        ("resident, PSS in MB", "22", _memory(lull), _beside(peers, PEERS["memory"], _memory)),
        ("icon registered, s", "0.20", _icon(lull), _beside(peers, PEERS["icon"], _icon)),
        ("icon at the first start of all, s", "0.20", resident.seconds(lull[0].icon_seconds), ""),
        (
            "context switches a minute",
            "",
            _switches(lull),
            _beside(peers, PEERS["switches"], _switches),
        ),
        (
            f"processor, s in {idle:.0f} s",
            "",
            _processor(lull),
            _beside(peers, PEERS["processor"], _processor),
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
    parser.add_argument("--settle", type=float, default=60, help="seconds before memory is read")
    parser.add_argument("--idle", type=float, default=120, help="seconds of doing nothing")
    parser.add_argument("--python", default=resident.PYTHON, help="default: the tests' environment")
    options = parser.parse_args()
    found = rows(options.runs, options.settle, options.idle, options.python)
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.2f}, medians\n")
    print("| | at most | Lull | peers |")
    print("|---|---|---|---|")
    for row in found:
        print(f"| {' | '.join(row)} |")
    return 0


if __name__ == "__main__":
    sys.exit(main())
