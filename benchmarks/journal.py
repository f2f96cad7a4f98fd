"""How long a journal of ten years takes: opened, added up, searched, taken out, in, and copied.

    python benchmarks/journal.py [--seed N] [--days N] [--runs N] [--only ROW]...

It makes the journal of `ten_years.py` in a scratch folder, in a process of its own, and prints a
table: the median of the runs, and the memory that the row's process came to need at most. Each row
of each run is a process of its own, so that none profits from what another one left behind; the
time is that of the row alone, without the start of Python. The file is in the system's cache.

Nothing is judged here: the numbers of a noisy machine are to be compared within one run only.
"""

from __future__ import annotations

import argparse
import dataclasses
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
# Before the folder of this file, which is named after what it measures, as the package is.
sys.path.insert(0, str(ROOT))

from benchmarks import ten_years

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from journal.report import Asked
    from journal.report_facts import Report

_MB: Final = 1_000_000
_NOW: Final = dt.datetime.combine(ten_years.LAST_DAY, dt.time(23), ten_years.ZONE)


@dataclasses.dataclass(frozen=True, slots=True)
class Place:
    """Where a row may read and write.

    Attributes:
        journal: The journal of ten years.
        exported: What was exported of it.
        scratch: An empty folder of the row's own.
    """

    journal: Path
    exported: Path
    scratch: Path


def _open(place: Place) -> None:
    from journal.store import Journal  # noqa: PLC0415 - only what the row needs counts

    Journal.open(place.journal, lambda: _NOW).close()


def _day(place: Place) -> None:
    """The entries of one day and their totals, as the menu and every reply need them."""
    from journal.store import Journal  # noqa: PLC0415 - see _open
    from journal.totals import day_totals, local_day_bounds  # noqa: PLC0415 - see _open

    day = ten_years.LAST_DAY - dt.timedelta(days=1000)
    with Journal.open(place.journal, lambda: _NOW) as journal:
        entries = journal.entries(*local_day_bounds(day, ten_years.ZONE))
        day_totals(entries, day, ten_years.ZONE)


def _all_days(place: Place) -> None:
    """What each of all days comes to."""
    from journal.store import Journal  # noqa: PLC0415 - see _open

    first = dt.datetime(1971, 1, 1, tzinfo=dt.UTC)
    with Journal.open(place.journal, lambda: _NOW) as journal:
        journal.day_sums(first, _NOW)


def _year(place: Place) -> None:
    """What each day of a year comes to, as the look-back window asks for its days."""
    from journal.store import Journal  # noqa: PLC0415 - see _open

    last = ten_years.LAST_DAY - dt.timedelta(days=1000)
    with Journal.open(place.journal, lambda: _NOW) as journal:
        journal.days(last - dt.timedelta(days=364), last)


def _page(place: Place) -> None:
    """Fifty entries from the middle of the ten years, as the table asks for them."""
    from journal.history import Wanted  # noqa: PLC0415 - see _open
    from journal.store import Journal  # noqa: PLC0415 - see _open

    last = ten_years.LAST_DAY - dt.timedelta(days=1826)
    with Journal.open(place.journal, lambda: _NOW) as journal:
        journal.page(Wanted(last=last), ten_years.ZONE, 50)


def _nowhere(place: Place) -> None:
    """The entries of a place where no twitch was: every twitch is looked at."""
    from journal.history import Wanted  # noqa: PLC0415 - see _open
    from journal.store import Journal  # noqa: PLC0415 - see _open

    with Journal.open(place.journal, lambda: _NOW) as journal:
        journal.page(Wanted(site="tongue"), ten_years.ZONE, 50)


def _patterns(place: Place) -> None:
    """The last year's days and the test over them, as `lull patterns` does."""
    from config.settings import default_settings  # noqa: PLC0415 - see _open
    from journal.factors import PERIOD_DAYS, day_table  # noqa: PLC0415 - see _open
    from journal.patterns import find_patterns  # noqa: PLC0415 - see _open
    from journal.store import Journal  # noqa: PLC0415 - see _open
    from tips.factors import thresholds  # noqa: PLC0415 - see _open

    end = ten_years.LAST_DAY
    first = end - dt.timedelta(days=PERIOD_DAYS)
    with Journal.open(place.journal, lambda: _NOW) as journal:
        start = _NOW - dt.timedelta(days=PERIOD_DAYS + 1)
        sums = journal.day_sums(start, _NOW)
        times = journal.caffeine_times(start, _NOW)
    find_patterns(day_table(first, end, sums, times, thresholds(default_settings())))


def _asked() -> Asked:
    from journal.report import Asked  # noqa: PLC0415 - see _open

    first = ten_years.LAST_DAY - dt.timedelta(days=ten_years.DAYS)
    return Asked(first.isoformat(), ten_years.LAST_DAY.isoformat())


def _report_text(place: Place) -> None:
    """The report of all ten years, as text."""
    from journal.report_text import report_text  # noqa: PLC0415 - see _open
    from journal.report_words import write  # noqa: PLC0415 - see _open
    from tips.report_words import report_words  # noqa: PLC0415 - see _open

    report_text(write(_report(place), report_words()))


def _report_pdf(place: Place) -> None:
    """The same as a PDF, with the toolkit that it needs."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from PySide6.QtGui import QGuiApplication  # noqa: PLC0415 - see _open

    from config.paper import Paper  # noqa: PLC0415 - see _open
    from tips.report_words import report_words  # noqa: PLC0415 - see _open
    from windows.report_pdf import pdf_of  # noqa: PLC0415 - see _open

    application = QGuiApplication(["lull"])
    pdf_of(_report(place), report_words(), Paper.A4)
    del application


def _report(place: Place) -> Report:
    from config.paths import resolve  # noqa: PLC0415 - see _open
    from windows.report_model import Asker  # noqa: PLC0415 - see _open

    home = resolve(str(place.journal.parent.parent), {})
    return Asker(home, lambda: _NOW).report(_asked())


def _lull(place: Place, *words: str) -> None:
    """A command as a person types it, in this process; what it prints goes nowhere."""
    from tray.commands import entry  # noqa: PLC0415 - see _open

    home = place.journal.parent.parent
    sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115 - until the end
    status = entry.main([*words, "--home", str(home)])
    if status:
        raise SystemExit(status)


def _export(place: Place) -> None:
    _lull(place, "export", "--out", str(place.scratch / "lull.json"))


def _export_csv(place: Place) -> None:
    _lull(place, "export", "--format", "csv", "--out", str(place.scratch / "tables"))


def _import(place: Place) -> None:
    """Into an empty home."""
    empty = dataclasses.replace(place, journal=place.scratch / "data" / "journal.sqlite3")
    _lull(empty, "import", str(place.exported))


def _backup(place: Place) -> None:
    _lull(place, "backup", "now")


ROWS: Final[Mapping[str, Callable[[Place], None]]] = {
    "open": _open,
    "totals of a day": _day,
    "totals of all days": _all_days,
    "totals of a year": _year,
    "page of entries": _page,
    "place of no entry": _nowhere,
    "patterns": _patterns,
    "report as text": _report_text,
    "report as pdf": _report_pdf,
    "export": _export,
    "export csv": _export_csv,
    "import": _import,
    "backup": _backup,
}


def _child(row: str, folder: Path, scratch: Path) -> int:
    """Measure one row in this process; prints its seconds and its highest memory."""
    place = Place(folder / "data" / "journal.sqlite3", folder / "lull.json", scratch)
    started = time.perf_counter()
    ROWS[row](place)
    seconds = time.perf_counter() - started
    print(json.dumps([seconds, _peak_bytes()]), file=sys.__stdout__)
    return 0


def _peak_bytes() -> int:
    """The most memory that this process had; not getrusage, which counts its parent's in."""
    status = Path("/proc/self/status").read_text(encoding="utf-8")
    line = next(line for line in status.splitlines() if line.startswith("VmHWM:"))
    return int(line.split()[1]) * 1024


def _measure(row: str, folder: Path) -> tuple[float, float]:
    with tempfile.TemporaryDirectory(dir=folder) as scratch:
        command = [sys.executable, __file__, "--child", row, str(folder), scratch]
        done = subprocess.run(command, stdout=subprocess.PIPE, check=True)  # noqa: S603 - this file itself
    seconds, peak = json.loads(done.stdout)
    return seconds, peak


def _make(folder: Path, seed: int, days: int) -> None:
    journal = folder / "data" / "journal.sqlite3"
    started = time.perf_counter()
    ten_years.make_journal(journal, seed=seed, days=days)
    seconds = time.perf_counter() - started
    _lull(Place(journal, folder, folder), "export", "--out", str(folder / "lull.json"))
    sys.stdout = sys.__stdout__
    sizes = [file.stat().st_size / _MB for file in (journal, folder / "lull.json")]
    print(f"made in {seconds:.1f} s; journal {sizes[0]:.0f} MB, exported {sizes[1]:.0f} MB\n")


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="What a journal of ten years costs.")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--days", type=int, default=ten_years.DAYS)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--only", choices=list(ROWS), action="append")
    parser.add_argument("--child", nargs=3, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.child:
        row, folder, scratch = options.child
        return _child(row, Path(folder), Path(scratch))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        _make(folder, options.seed, options.days)
        print(
            f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.2f}, {options.runs} runs, medians\n"
        )
        print("| what | seconds | peak memory MB |")
        print("|---|---|---|")
        for row in options.only or ROWS:
            found = [_measure(row, folder) for _ in range(options.runs)]
            seconds, peak = (statistics.median(column) for column in zip(*found, strict=True))
            print(f"| {row} | {seconds:.3f} | {peak / _MB:.0f} |", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
