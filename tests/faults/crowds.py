"""Many who log at the same time: the running Lull, windows and the command line."""

from __future__ import annotations

import concurrent.futures
import signal
import sys
from typing import TYPE_CHECKING

from journal.entries import new_id
from tests.faults.figures import Row
from tests.faults.home import Home
from tray import control, messages

if TYPE_CHECKING:
    from pathlib import Path

_COMMANDS_AT_ONCE = 3


def write_at_once(folder: Path, times: int, seed: int) -> Row:
    """Log through the door, by commands that open the journal themselves, and in a window, at once.

    Args:
        folder: An empty folder.
        times: How many commands; as many entries go through the door.
        seed: Not needed: the order is that of the machine.
    """
    del seed
    row = Row("resident, window and commands at once")
    home = Home(folder)
    with home.running():
        window = home.start(sys.executable, "-m", "tests.faults.window", str(folder), "0")
        assert window.stdout is not None
        assert window.stdout.readline() == b"ready\n"
        with concurrent.futures.ThreadPoolExecutor(_COMMANDS_AT_ONCE + 1) as pool:
            doors = pool.submit(_through_the_door, home, times)
            done = list(pool.map(lambda _: _alone(home), range(times)))
        window.send_signal(signal.SIGKILL)
        output, _ = window.communicate()
        saved = output.decode().split()
        confirmed = {*saved, *doors.result(), *(entry for entry in done if entry)}
        row.tried, row.survived = 2 * times, len(doors.result()) + len(list(filter(None, done)))
        row.count(confirmed, home.kept())
        assert home.is_sound()
    row.remarks.append(f"check-ins that the window saved meanwhile: {len(saved):,}")
    return row


def _through_the_door(home: Home, times: int) -> list[str]:
    entries = [new_id() for _ in range(times)]
    for entry in entries:
        control.ask(home.paths.control, messages.Log(["water", "250"], id=entry))
    return entries


_ALONE = """
import os, sys
from config.paths import resolve
from tray import messages
from tray.commands.actions import open_desk
from tray.desk import perform

with open_desk(resolve(None, os.environ)) as desk:
    print(perform(desk, messages.Log(["coffee"], id=sys.argv[1]))["id"])
"""


def _alone(home: Home) -> str:
    """A command that writes beside the running Lull, as one does that found none a moment ago."""
    entry = new_id()
    process = home.start(sys.executable, "-c", _ALONE, entry)
    output, errors = process.communicate()
    assert not errors, errors.decode()
    return output.decode().strip()
