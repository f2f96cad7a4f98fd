"""What a window costs: how soon it is painted, cold and again, its memory, and what stays behind.

    python benchmarks/windows.py [--runs N]
    python benchmarks/windows.py --breathe

The second form tells how much of a core the breathing window takes over two minutes of breathing.

It starts a private desktop (Xvfb, session bus, window manager, xfce4-panel, dunst), Lull on a
scratch folder, then each window beside it, and prints a table of medians. PSS is in MB of 1,000,000
bytes. Then the icon is clicked, as the panel passes a left click on, and timed is what a person
waits for: until a window has the keyboard and something is painted in its middle. Nothing is judged
here: compare the figures within one run only.
"""

from __future__ import annotations

import argparse
import contextlib
import dataclasses
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests" / "desktop"))

from harness import Desktop, wait_for
from Xlib import X
from Xlib.display import Display
from Xlib.error import BadDrawable, BadMatch, BadWindow

WINDOWS = ("log", "welcome", "check_in", "breathe", "report", "about", "when_to_get_help")
SETTLE_SECONDS = 3.0
BREATHE_SECONDS = 110.0
"""Of the round, what is left once the window has settled."""
BREATHING = (
    {"LULL_MOTION": "full"},
    {"LULL_MOTION": "full", "LULL_TEXT_SCALE": "200"},
    {"LULL_MOTION": "reduced"},
)
ITEM = "org.kde.StatusNotifierItem"
WATCHER = "org.kde.StatusNotifierWatcher"
PROPERTIES = "org.freedesktop.DBus.Properties"
LOOK_SECONDS = 0.001
MIDDLE = 120
"""The side, in pixels, of what is looked at in the middle of a window."""
PYTHON = str(ROOT / ".venv" / "bin" / "python")


@dataclasses.dataclass(frozen=True, slots=True)
class Sample:
    """One window, opened once and shown again.

    Attributes:
        cold_seconds: From exec to painted.
        again_seconds: From the line ``show`` to painted, after it was closed.
        pss_megabytes: While it was open.
    """

    cold_seconds: float
    again_seconds: float
    pss_megabytes: float


def pss_megabytes(pid: int) -> float:
    """The proportional set size of one process."""
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text("utf-8").splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) * 1024 / 1e6
    return 0.0


def wait_painted(child: subprocess.Popen[bytes]) -> float:
    """Read lines up to ``painted``; returns the moment at which it came."""
    for line in child.stdout or ():
        if line.strip() == b"painted":
            return time.perf_counter()
    message = f"the window ended with status {child.wait()}"
    raise RuntimeError(message)


def measure(desk: Desktop, name: str, home: Path) -> Sample:
    """Open a window, close it with the keyboard, show it again, and end it."""
    command = (PYTHON, "-P", "-m", "windows", name, "--home", str(home), "--linger")
    began = time.perf_counter()
    with subprocess.Popen(  # noqa: S603 - the environment's own interpreter
        command, env=desk.env, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as child:
        cold = wait_painted(child) - began
        time.sleep(SETTLE_SECONDS)
        memory = pss_megabytes(child.pid)
        pid = str(child.pid)
        shown = ("xdotool", "search", "--onlyvisible", "--pid", pid)
        desk.keys("Escape")
        wait_for(lambda: not desk.run(*shown).stdout.strip(), 10.0, "a closed window")
        began = time.perf_counter()
        if child.stdin is not None:
            child.stdin.write(b"show\n")
            child.stdin.flush()
        again = wait_painted(child) - began
        child.terminate()
        child.wait(10.0)
    return Sample(cold, again, memory)


class Clicks:
    """Clicks on the icon, and looks at the screen until a window can be used."""

    def __init__(self, desk: Desktop) -> None:
        self._desk = desk
        self._display = Display(desk.display)
        self._root = self._display.screen().root
        self._active = self._display.intern_atom("_NET_ACTIVE_WINDOW")
        wanted = (WATCHER, "RegisteredStatusNotifierItems")
        there = desk.bus_call(WATCHER, "/StatusNotifierWatcher", PROPERTIES, "Get", "ss", wanted)
        self._item = there[0][1][-1].partition("/")[0]

    def seconds(self) -> float:
        """Click once; how long until the window has the keyboard and is painted.

        Raises:
            RuntimeError: A window had the keyboard before.
        """
        if self._usable():
            message = "a window is open already, so there is nothing to wait for"
            raise RuntimeError(message)
        began = time.perf_counter()
        self._desk.bus_call(self._item, "/StatusNotifierItem", ITEM, "Activate", "ii", (0, 0))
        while not self._usable():
            time.sleep(LOOK_SECONDS)
        return time.perf_counter() - began

    def close(self) -> None:
        """Close the window with the keyboard; its process waits for a while to show it again."""
        self._desk.keys("Escape")
        wait_for(lambda: not self._usable(), 10.0, "a closed window")

    def _window(self) -> int:
        told = self._root.get_full_property(self._active, X.AnyPropertyType)
        return int(told.value[0]) if told is not None and len(told.value) else 0

    def _usable(self) -> bool:
        number = self._window()
        if not number:
            return False
        window = self._display.create_resource_object("window", number)
        # It may be on its way, smaller than that, or gone.
        with contextlib.suppress(BadWindow, BadDrawable, BadMatch):
            if window.get_attributes().map_state != X.IsViewable or not window.get_wm_name():
                return False
            size = window.get_geometry()
            left, top = (size.width - MIDDLE) // 2, (size.height - MIDDLE) // 2
            shown = window.get_image(left, top, MIDDLE, MIDDLE, X.ZPixmap, 0xFFFFFFFF)
            return len({shown.data[at : at + 4] for at in range(0, len(shown.data), 4)}) > 1
        return False


def click(desk: Desktop, runs: int, python: str = PYTHON) -> tuple[float, float]:
    """Medians of a click with no window there, and of one soon after it was closed."""
    cold, again = [], []
    for _ in range(runs):
        with tempfile.TemporaryDirectory(prefix="lull-bench-") as folder:
            lull = str(Path(python).with_name("lull"))
            home = ("--home", str(Path(folder) / "lull"))
            child = desk.spawn(lull, *home, "run", "--autostart", name="lull")
            wait_for(lambda: "running" in desk.run(lull, *home, "status").stdout, 20.0, "Lull")  # noqa: B023 - of this turn
            time.sleep(SETTLE_SECONDS)
            clicks = Clicks(desk)
            cold.append(clicks.seconds())
            time.sleep(SETTLE_SECONDS)
            clicks.close()
            again.append(clicks.seconds())
            clicks.close()
            child.end()
    return statistics.median(cold), statistics.median(again)


def cpu_seconds(pid: int) -> float:
    """The time that a process has spent on a core so far (proc(5), utime and stime)."""
    fields = Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def breathing_percent(desk: Desktop, home: Path, wishes: dict[str, str]) -> float:
    """How much of a core the breathing window takes over a round, in percent."""
    command = (PYTHON, "-P", "-m", "windows", "breathe", "--home", str(home))
    with subprocess.Popen(  # noqa: S603 - the environment's own interpreter
        command, env=desk.env | wishes, stdout=subprocess.PIPE
    ) as child:
        wait_painted(child)
        time.sleep(SETTLE_SECONDS)
        began, before = time.perf_counter(), cpu_seconds(child.pid)
        time.sleep(BREATHE_SECONDS)
        used, passed = cpu_seconds(child.pid) - before, time.perf_counter() - began
        child.terminate()
        child.wait(10.0)
    return 100 * used / passed


def breathe() -> None:
    """Measure the breathing window and print."""
    print("| breathing window | % of a core |")
    print("|---|---|")
    for wishes in BREATHING:
        with (
            tempfile.TemporaryDirectory(prefix="lull-bench-") as folder,
            Desktop(None, None) as desk,
        ):
            percent = breathing_percent(desk, Path(folder) / "lull", wishes)
        print(
            f"| {' '.join(f'{name}={value}' for name, value in wishes.items())} | {percent:.2f} |"
        )


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--runs", type=int, default=5, help="how often each is opened (default 5)")
    parser.add_argument(
        "--breathe", action="store_true", help="the breathing window's use of a core"
    )
    options = parser.parse_args()
    if options.breathe:
        breathe()
        return 0
    samples: dict[str, list[Sample]] = {name: [] for name in WINDOWS}
    with (
        tempfile.TemporaryDirectory(prefix="lull-bench-") as folder,
        Desktop("xfce", "dunst") as desk,
    ):
        home = Path(folder) / "lull"
        # As at a login: the welcome of a first start would stay open, and hide what is timed.
        options_of_lull = ("--home", str(home), "run", "--autostart")
        lull = desk.spawn(str(Path(PYTHON).with_name("lull")), *options_of_lull, name="lull")
        status = (str(Path(PYTHON).with_name("lull")), "--home", str(home), "status")
        wait_for(lambda: "running" in desk.run(*status).stdout, 20.0, "a running Lull")
        time.sleep(SETTLE_SECONDS)
        before = pss_megabytes(lull.process.pid)
        for _ in range(options.runs):
            for name in WINDOWS:
                samples[name].append(measure(desk, name, home))
        time.sleep(SETTLE_SECONDS)
        after = pss_megabytes(lull.process.pid)
        loaded = "PySide6" in Path(f"/proc/{lull.process.pid}/maps").read_text("utf-8")
        lull.end()
        clicked = click(desk, options.runs)
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.2f}, {options.runs} runs, medians\n")
    print("| window | exec to painted s | shown again s | PSS MB while open |")
    print("|---|---|---|---|")
    for name, runs in samples.items():
        cold = statistics.median(run.cold_seconds for run in runs)
        again = statistics.median(run.again_seconds for run in runs)
        memory = statistics.median(run.pss_megabytes for run in runs)
        print(f"| {name} | {cold:.3f} | {again:.3f} | {memory:.1f} |")
    print(f"| a left click on the icon | {clicked[0]:.3f} | {clicked[1]:.3f} | - |")
    print(f"\nresident: {before:.1f} MB before, {after:.1f} MB after; Qt loaded in it: {loaded}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
