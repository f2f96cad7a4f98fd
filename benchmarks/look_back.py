"""How soon the look-back window shows ten years, and how it follows who looks through them.

    python benchmarks/look_back.py [--runs N]

It makes the journal of `ten_years.py` up to yesterday in a scratch folder, starts a private desktop
(Xvfb, session bus, window manager), opens the window there, and prints medians and the worst. Each
run is a process of its own. What is measured inside of the window is the time until it has painted
what it shows then. Nothing is judged here: compare the figures within one run only.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Final

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "desktop")]

from harness import Desktop

from benchmarks import ten_years

if TYPE_CHECKING:
    from collections.abc import Callable

    from windows.look_back_days import DaysSection

PAGES: Final = 40
"""How many pages of the table and days of the picture are walked through, one after the other."""
COMMON: Final = "calf"
NOWHERE: Final = "tongue"
"""A place of no twitch: all of them have to be looked at."""
PYTHON: Final = str(ROOT / ".venv" / "bin" / "python")


def open_window(desk: Desktop, home: Path) -> float:
    """Seconds from exec to painted, as the tray opens the window."""
    command = (PYTHON, "-P", "-m", "windows", "look_back", "--home", str(home))
    began = time.perf_counter()
    with subprocess.Popen(command, env=desk.env, stdout=subprocess.PIPE) as child:  # noqa: S603 - the environment's own interpreter
        if child.stdout is None or child.stdout.readline().strip() != b"painted":
            message = f"the window ended with status {child.wait()}"
            raise RuntimeError(message)
        passed = time.perf_counter() - began
        child.terminate()
        child.wait(10.0)
    return passed


def walk(home: str) -> dict[str, list[float]]:
    """What somebody does in the window, and the seconds that each step of it takes."""
    from PySide6.QtWidgets import QApplication  # noqa: PLC0415 - only in the process of the window

    from config.paths import resolve  # noqa: PLC0415 - likewise
    from windows.look_back import LookBackWindow  # noqa: PLC0415 - likewise
    from windows.theme import Theme  # noqa: PLC0415 - likewise

    application = QApplication(["lull"])
    window = LookBackWindow(Theme(application), resolve(home, {}))
    window.show()
    page: DaysSection = window.page()  # type: ignore[assignment] # the section that stands first
    while not page.table.rowAt(0) >= 0:
        application.processEvents()

    def timed(act: Callable[[], object], times: int = 1) -> list[float]:
        found = []
        for _ in range(times):
            began = time.perf_counter()
            act()
            # Read, laid out and painted.
            application.processEvents()
            found.append(time.perf_counter() - began)
        return found

    def only(place: str) -> None:
        drop = page.filter.place
        drop.setCurrentIndex(drop.findData(place))
        drop.activated.emit(drop.currentIndex())

    bar = page.table.verticalScrollBar()
    return {
        "the table, one page on": timed(lambda: bar.setValue(bar.value() + bar.pageStep()), PAGES),
        "the picture, one day back": timed(lambda: page.timeline.go(-1), PAGES),
        "the picture, all its days back": timed(page.earlier.click, PAGES),
        f"only one place ({COMMON})": timed(lambda: only(COMMON)),
        f"only one place, where nothing was ({NOWHERE})": timed(lambda: only(NOWHERE)),
        "weeks": timed(window.nav.button("weeks").click),
        "eight weeks more": timed(window.page().earlier.click, 5),  # type: ignore[attr-defined] # the weeks have it
    }


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--child", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.child:
        print(json.dumps(walk(options.child)))
        return 0
    samples: dict[str, list[float]] = {"exec to painted": []}
    yesterday = dt.datetime.now(ten_years.ZONE).date() - dt.timedelta(days=1)
    with tempfile.TemporaryDirectory(prefix="lull-bench-") as folder, Desktop(None, None) as desk:
        home = Path(folder) / "lull"
        ten_years.make_journal(home / "data" / "journal.sqlite3", last=yesterday)
        for _ in range(options.runs):
            samples["exec to painted"].append(open_window(desk, home))
            child = [sys.executable, __file__, "--child", str(home)]
            done = subprocess.run(child, env=desk.env, stdout=subprocess.PIPE, check=True)  # noqa: S603 - this file itself
            for step, seconds in json.loads(done.stdout).items():
                samples.setdefault(step, []).extend(seconds)
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.2f}, {options.runs} runs\n")
    print("| look back, ten years | median ms | worst ms |")
    print("|---|---|---|")
    for step, seconds in samples.items():
        print(f"| {step} | {1000 * statistics.median(seconds):.0f} | {1000 * max(seconds):.0f} |")
    return 0


if __name__ == "__main__":
    sys.exit(main())
