"""How long a command takes, from exec to its end; what it logged is on the disk by then.

    python benchmarks/commands.py [--runs N] [--python PATH]...

Each is run on a scratch folder, once beside a running Lull, which does it, and once without, where
the command opens the journal itself; a bare interpreter that does nothing is run for comparison.
``--python`` names the interpreter of an environment, again for each version of Lull to compare.
Medians of the wall clock and of the processor's time are printed. Nothing is judged here: compare
the figures within one run only.
"""

from __future__ import annotations

import argparse
import dataclasses
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests" / "desktop"))

from harness import Desktop, wait_for

if TYPE_CHECKING:
    from collections.abc import Sequence

COMMANDS = (("log", "coffee"), ("log", "water", "250"), ("today",), ("status",))
PYTHON = str(ROOT / ".venv" / "bin" / "python")


@dataclasses.dataclass(frozen=True, slots=True)
class Took:
    """What one run of a command took.

    Attributes:
        seconds: From exec to its end.
        cpu_seconds: Processor time of it and of its children.
    """

    seconds: float
    cpu_seconds: float


def run(command: Sequence[str], env: dict[str, str]) -> Took:
    """Run a command to its end; one that fails ends the measuring."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    began = time.perf_counter()
    subprocess.run(command, env=env, check=True, stdout=subprocess.DEVNULL)  # noqa: S603 - of the below
    seconds = time.perf_counter() - began
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return Took(seconds, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)


def measure(desk: Desktop, python: str, runs: int) -> dict[str, list[Took]]:
    """Every command beside a running Lull and without one; by what is done, and where."""
    lull = str(Path(python).with_name("lull"))
    took: dict[str, list[Took]] = {}
    with tempfile.TemporaryDirectory(prefix="lull-bench-") as folder:
        home = ("--home", str(Path(folder) / "lull"))
        child = desk.spawn(lull, *home, "run", "--autostart", name="lull")
        status = (lull, *home, "status")
        wait_for(lambda: "is running" in desk.run(*status).stdout, 20.0, "a running Lull")
        for where in ("Lull runs", "without Lull"):
            for command in COMMANDS:
                words = (lull, *command, *home)
                run(words, desk.env)  # the first one reads from the disk
                name = f"`lull {' '.join(command)}`, {where}"
                took[name] = [run(words, desk.env) for _ in range(runs)]
            child.end()
    bare = (python, "-c", "pass")
    took["a bare interpreter"] = [run(bare, desk.env) for _ in range(runs)]
    return took


def table(took: dict[str, list[Took]]) -> list[str]:
    """The medians, as the lines of a table."""
    lines = ["| command | s | of it processor s |", "|---|---|---|"]
    for name, several in took.items():
        seconds = statistics.median(one.seconds for one in several)
        cpu = statistics.median(one.cpu_seconds for one in several)
        lines.append(f"| {name} | {seconds:.3f} | {cpu:.3f} |")
    return lines


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--runs", type=int, default=15, help="how often each is run (default 15)")
    parser.add_argument("--python", action="append", help="default: the tests' environment")
    options = parser.parse_args()
    with Desktop(None, None) as desk:
        for python in options.python or [PYTHON]:
            took = measure(desk, python, options.runs)
            print(f"{python}; {os.cpu_count()} cores, load {os.getloadavg()[0]:.2f}, medians of")
            print(f"{options.runs} runs\n")
            print("\n".join(table(took)), end="\n\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
