"""A small program with a tray icon and a fixed menu, for the desktop tests.

It prints one line for each thing that happens, and obeys lines in the file named by its only
argument when it gets SIGUSR1: ``burst N``, ``show STATE``, ``grow``, ``update``.
"""

from __future__ import annotations

import itertools
import logging
import signal
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING

from tray.bus.connection import Bus
from tray.icon.select import HostKind, TrayIcon
from tray.icon.state import IconState
from tray.menu import SEPARATOR, Row

if TYPE_CHECKING:
    from collections.abc import Callable


def say(*words: object) -> None:
    sys.stdout.write(" ".join(str(word) for word in words) + "\n")
    sys.stdout.flush()


class Program:
    def __init__(self) -> None:
        self.checked = False
        self.extra = False
        self.level = "low"
        self.bus = Bus()
        self.icon = TrayIcon(
            "lull-test", "Lull test", self.rows, self.on_action, self.on_host, self.bus
        )

    def rows(self) -> tuple[Row, ...]:
        levels = tuple(
            Row(level.title(), f"level {level}", checked=self.level == level, radio=True)
            for level in ("low", "high")
        )
        extra = (Row("An extra row", "extra"),) if self.extra else ()
        return (
            Row("Next: a glass of water at 14:30", enabled=False),
            Row("Log a twitch...", "log", default=True),
            SEPARATOR,
            *extra,
            Row("Log", children=(Row("Coffee", "log coffee"), Row("Green_tea", "log tea"))),
            Row("Quiet", "quiet", checked=self.checked),
            Row("Level", children=levels),
            SEPARATOR,
            Row("Fail", "fail"),
            Row("Quit", "quit"),
        )

    def on_action(self, action: str) -> None:
        say("action", action, threading.current_thread() is threading.main_thread())
        if action == "quiet":
            self.checked = not self.checked
        elif action.startswith("level "):
            self.level = action.removeprefix("level ")
        elif action == "fail":
            raise RuntimeError(action)
        elif action == "quit":
            self.icon.stop()

    def on_host(self, host: HostKind, reason: Callable[[], str]) -> None:
        say("host", host, reason())

    def obey(self, commands: Path) -> None:
        for line in commands.read_text().splitlines():
            word, _, rest = line.partition(" ")
            if word == "burst":
                states = itertools.cycle(IconState)
                for number in range(int(rest)):
                    self.icon.show(next(states), f"Burst {number}")
            elif word == "show":
                self.icon.show(IconState(rest), f"Now {rest}")
            elif word == "grow":
                self.extra = not self.extra
            self.icon.update_menu()
            say("obeyed", line)


def main() -> None:
    logging.basicConfig(level=logging.INFO, format="%(threadName)s %(name)s %(message)s")
    program = Program()
    program.bus.start()
    signal.signal(signal.SIGTERM, lambda *_: program.icon.stop())
    if len(sys.argv) > 1:
        commands = Path(sys.argv[1])

        def on_signal(*_: object) -> None:
            threading.Thread(target=program.obey, args=(commands,)).start()

        signal.signal(signal.SIGUSR1, on_signal)
    program.icon.run()
    program.bus.stop()
    say("ended")


if __name__ == "__main__":
    main()
