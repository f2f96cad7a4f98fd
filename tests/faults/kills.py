"""``kill -9`` at random moments, of whoever is about to confirm an entry.

The moment is the point here: nothing ends these waits but the clock.
"""

from __future__ import annotations

import json
import random
import signal
import sys
import threading
import time
from typing import TYPE_CHECKING

from journal.entries import new_id
from tests.faults.figures import Row
from tests.faults.home import LULL, Home
from tray import control, messages

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

_LONGEST_SECONDS = 0.3
"""The resident is killed so long after its first entry at most."""
_SECONDS_OF_A_WINDOW = 1.0
"""A window that is about to be painted for the first time is killed so long after that at most."""
_SECONDS_OF_A_COMMAND = 1.5
"""Longer than most commands take."""


def kill_the_resident(folder: Path, times: int, seed: int) -> Row:
    """Kill the running Lull while somebody logs through its door."""
    row = Row("kill -9 of the running Lull")
    chance = random.Random(seed)  # noqa: S311 - moments, not secrets
    home, confirmed = Home(folder), set[str]()
    for _ in range(times):
        with home.running() as process:
            after = chance.uniform(0, _LONGEST_SECONDS)
            timer = threading.Timer(after, process.send_signal, (signal.SIGKILL,))
            timer.start()
            while True:
                entry = new_id()
                try:
                    control.ask(home.paths.control, messages.Log(["water", "250"], id=entry))
                except OSError:
                    break
                confirmed.add(entry)
            timer.join()
        row.tried += 1
        row.survived += home.is_sound()
    # Whatever it left behind (lock, socket) is in nobody's way.
    with home.running():
        row.count(confirmed, home.kept())
    return row


def kill_a_window(folder: Path, times: int, seed: int) -> Row:
    """Kill a window while somebody saves in it again and again."""
    row = Row("kill -9 of a window")
    chance = random.Random(seed)  # noqa: S311 - moments, not secrets
    home, confirmed = Home(folder), set[str]()
    day = 0
    for _ in range(times):
        process = home.start(sys.executable, "-m", "tests.faults.window", str(folder), str(day))
        assert process.stdout is not None
        ready = process.stdout.readline()
        assert ready == b"ready\n", process.communicate()
        time.sleep(chance.uniform(0, _SECONDS_OF_A_WINDOW))
        process.send_signal(signal.SIGKILL)
        output, errors = process.communicate()
        assert process.returncode == -signal.SIGKILL, errors
        saved = output.decode().split()
        # A check-in is kept with what was answered in it, or not at all.
        confirmed |= {f"{one}{part}" for one in saved for part in ("", "-sleep", "-stress")}
        # The last one may have been kept and not confirmed.
        day += len(saved) + 1
        row.tried += 1
        row.survived += not home.paths.journal.exists() or home.is_sound()
    row.count(confirmed, home.kept())
    return row


def kill_a_command(folder: Path, times: int, seed: int) -> Row:
    """Kill ``lull log`` before, while and after it writes."""
    row = Row("kill -9 of the command line")
    chance = random.Random(seed)  # noqa: S311 - moments, not secrets
    home, confirmed = Home(folder), set[str]()
    for _ in range(times):
        process = home.start(LULL, "log", "coffee", "--json")
        time.sleep(chance.uniform(0, _SECONDS_OF_A_COMMAND))
        process.send_signal(signal.SIGKILL)
        output, _ = process.communicate()
        if output.endswith(b"}\n"):
            confirmed.add(json.loads(output)["id"])
        row.tried += 1
        row.survived += not home.paths.journal.exists() or home.is_sound()
    row.count(confirmed, home.kept())
    return row


KILLS: tuple[Callable[[Path, int, int], Row], ...] = (
    kill_the_resident,
    kill_a_window,
    kill_a_command,
)
