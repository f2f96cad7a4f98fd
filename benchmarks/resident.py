"""What the resident costs: memory, wake-ups, processor time, and how soon the icon is there.

    python benchmarks/resident.py [--idle SECONDS] [--settle SECONDS] [--runs N] [--python PATH]...

It starts a private desktop (Xvfb, session bus, xfce4-panel, dunst), then Lull on a scratch folder
as at a login (the welcome of a first start is a window: `benchmarks/windows.py`), a bare
interpreter, and each of Safe Eyes, Workrave and RSIBreak that is installed, one after the other on
the same desktop, and prints a table of medians. ``--python`` names the interpreter of an
environment, again for each version of Lull to compare; one made by ``./run`` holds what people
have, the tests' one is some hundred kilobytes larger. Nothing is judged here: the numbers of a
noisy machine are to be compared within one run only.

PSS counts a page that several processes share in parts. It is read after the settling time, over
all processes that the program started. Switches are voluntary and involuntary context switches.
"""

from __future__ import annotations

import argparse
import contextlib
import dataclasses
import os
import shutil
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests" / "desktop"))

from harness import Desktop
from jeepney import MatchRule, message_bus
from jeepney.io.blocking import Proxy, open_dbus_connection
from Xlib import X
from Xlib.display import Display
from Xlib.error import BadWindow

if TYPE_CHECKING:
    from collections.abc import Sequence

    from harness import Child

_TICKS = os.sysconf("SC_CLK_TCK")
_ICON_SECONDS = 20.0
_LOOK_SECONDS = 0.02
_REGISTERED = MatchRule(
    type="signal",
    interface="org.kde.StatusNotifierWatcher",
    member="StatusNotifierItemRegistered",
)
PEERS = ("safeeyes", "workrave", "rsibreak")
PYTHON = str(ROOT / ".venv" / "bin" / "python")


@dataclasses.dataclass(frozen=True, slots=True)
class Sample:
    """One measured run.

    Attributes:
        icon_seconds: From exec to a registered tray item; None for a program without one. The
            first run of a program has an empty home, which may take it longer.
        pss_megabytes: Proportional set size of all its processes (1 MB = 1,000,000 bytes).
        switches_per_minute: Context switches while nothing happens.
        cpu_seconds: Processor time over the idle time.
        threads: Threads of all its processes.
    """

    icon_seconds: float | None
    pss_megabytes: float
    switches_per_minute: float
    cpu_seconds: float
    threads: int


def _read(path: str) -> str:
    # A process may end between the listing and the look at it.
    with contextlib.suppress(OSError):
        return Path(path).read_text(encoding="utf-8", errors="replace")
    return ""


def _family(root: int) -> list[int]:
    """A process and all that descend from it."""
    parents = {}
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit() and (text := _read(f"{folder}/stat")):
            parents[int(folder.name)] = int(text[text.rindex(")") + 2 :].split()[1])
    family = [root]
    for pid in family:
        family += [child for child, parent in parents.items() if parent == pid]
    return family


def _pss_bytes(pid: int) -> int:
    for line in _read(f"/proc/{pid}/smaps_rollup").splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) * 1024
    return 0


def _usage(pids: Sequence[int]) -> tuple[int, float, int]:
    """Context switches, processor seconds and threads of some processes so far."""
    switches, seconds, threads = 0, 0.0, 0
    for pid in pids:
        text = _read(f"/proc/{pid}/stat")
        if not text:
            continue
        fields = text[text.rindex(")") + 2 :].split()
        seconds += (int(fields[11]) + int(fields[12])) / _TICKS
        for task in Path(f"/proc/{pid}/task").iterdir():
            threads += 1
            for line in _read(f"{task}/status").splitlines():
                if "ctxt_switches" in line:
                    switches += int(line.split()[1])
    return switches, seconds, threads


def _start(desk: Desktop, argv: Sequence[str], *, icon: bool) -> tuple[Child, float | None]:
    """Start a program, and how many seconds later its icon was in the panel, or None.

    The panel's signal is waited for. To ask for the list again and again kept the panel from its
    work on two cores, which had an icon look a third later than it was. An icon of the older kind
    (XEmbed) has no signal; it is looked for every `_LOOK_SECONDS`.
    """
    if not icon:
        return desk.spawn(*argv), None
    with (
        contextlib.closing(Display(desk.display)) as display,
        open_dbus_connection(desk.bus_address) as connection,
    ):
        Proxy(message_bus, connection).AddMatch(_REGISTERED)
        before = _docked(display)
        with connection.filter(_REGISTERED) as told:
            began = time.perf_counter()
            child = desk.spawn(*argv)
            while time.perf_counter() - began < _ICON_SECONDS:
                with contextlib.suppress(TimeoutError):
                    connection.recv_until_filtered(told, timeout=_LOOK_SECONDS)
                    return child, time.perf_counter() - began
                if _docked(display) > before:
                    return child, time.perf_counter() - began
    return child, None


def _docked(display: Display) -> int:
    """How many icons of the older kind are shown on this display: a tray maps what it took in."""
    info = display.intern_atom("_XEMBED_INFO")
    count, windows = 0, [display.screen().root]
    for window in windows:
        # It may close between two questions.
        with contextlib.suppress(BadWindow):
            shown = window.get_attributes().map_state == X.IsViewable
            count += shown and window.get_full_property(info, X.AnyPropertyType) is not None
            windows += window.query_tree().children
    return count


def measure(
    desk: Desktop, argv: Sequence[str], settle: float, idle: float, *, icon: bool
) -> Sample:
    """Run a program and measure it."""
    child, icon_seconds = _start(desk, argv, icon=icon)
    time.sleep(settle)
    family = _family(child.process.pid)
    pss = sum(_pss_bytes(pid) for pid in family)
    before = _usage(family)
    start = time.monotonic()
    time.sleep(idle)
    after = _usage(family)
    minutes = (time.monotonic() - start) / 60
    child.end()
    return Sample(
        icon_seconds,
        pss / 1e6,
        (after[0] - before[0]) / minutes,
        after[1] - before[1],
        after[2],
    )


def _programs(pythons: Sequence[str], scratch: Path) -> dict[str, tuple[list[str], bool]]:
    """Name, command, and whether an icon is expected."""
    programs = {}
    for number, python in enumerate(pythons, 1):
        lull = Path(python).parent / "lull"
        home = str(scratch / f"lull-{number}")
        name = "lull" if len(pythons) == 1 else f"lull {number} ({python})"
        programs[name] = ([str(lull), "--home", home, "run", "--autostart"], True)
    programs["bare interpreter"] = ([pythons[0], "-c", "import time; time.sleep(1e6)"], False)
    for peer in PEERS:
        found = shutil.which(peer)
        if found is not None:
            programs[peer] = ([found], True)
    return programs


def measure_all(
    pythons: Sequence[str], runs: int, settle: float, idle: float
) -> dict[str, list[Sample]]:
    """Run every program so often on one private desktop."""
    samples: dict[str, list[Sample]] = {}
    with (
        tempfile.TemporaryDirectory(prefix="lull-bench-") as folder,
        Desktop("xfce", "dunst") as desk,
    ):
        # An empty one, without which Safe Eyes shows no icon.
        desk.start_system_bus()
        for _ in range(runs):
            for name, (argv, icon) in _programs(pythons, Path(folder)).items():
                sample = measure(desk, argv, settle, idle, icon=icon)
                samples.setdefault(name, []).append(sample)
    return samples


def median_icon_seconds(runs: Sequence[Sample]) -> float | None:
    """How soon the icon was there; None without runs, or for a program without an icon."""
    icons = [run.icon_seconds for run in runs if run.icon_seconds is not None]
    return statistics.median(icons) if icons else None


def seconds(value: float | None) -> str:
    """As the tables show it."""
    return "-" if value is None else f"{value:.3f}"


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--runs", type=int, default=3, help="how often each is run (default 3)")
    parser.add_argument("--settle", type=float, default=15, help="seconds before memory is read")
    parser.add_argument("--idle", type=float, default=120, help="seconds of doing nothing")
    parser.add_argument("--python", action="append", help="default: the tests' environment")
    options = parser.parse_args()
    samples = measure_all(options.python or [PYTHON], options.runs, options.settle, options.idle)
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.2f}, {options.runs} runs, medians;")
    print(f"memory after {options.settle:.0f} s, then {options.idle:.0f} idle seconds\n")
    print(
        "| program | icon at the first start s | icon s | PSS MB | switches a minute | CPU s "
        "| threads |"
    )
    print("|---|---|---|---|---|---|---|")
    for name, runs in samples.items():
        print(
            f"| {name} | {seconds(runs[0].icon_seconds)} "
            f"| {seconds(median_icon_seconds(runs[1:]))} "
            f"| {statistics.median(r.pss_megabytes for r in runs):.1f} "
            f"| {statistics.median(r.switches_per_minute for r in runs):.1f} "
            f"| {statistics.median(r.cpu_seconds for r in runs):.3f} "
            f"| {statistics.median(r.threads for r in runs):.0f} |"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
