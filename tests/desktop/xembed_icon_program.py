"""An icon on its own, started by the tests: it prints what happens to it, line by line."""

from __future__ import annotations

import functools
import sys

from tray.icon.art import draw
from tray.icon.rows import build_menu
from tray.icon.state import IconState
from tray.icon.xembed import XEmbedIcon
from tray.menu import SEPARATOR, Row

checked = {"auto": True}


def rows() -> tuple[Row, ...]:
    return (
        Row("Quiet until 15:00", enabled=False),
        SEPARATOR,
        Row("Open", "open", default=True),
        Row(
            "Log",
            children=(Row("Coffee", "coffee"), Row("Tea", "tea"), Row("Water", "water")),
        ),
        Row("Automatic", "auto", checked=checked["auto"]),
        Row("Fail", "fail"),
        Row("Pause", "pause"),
        SEPARATOR,
        Row("Quit", "quit"),
    )


def say(*words: object) -> None:
    sys.stdout.write(" ".join(str(word) for word in words) + "\n")
    sys.stdout.flush()


def act(action: str) -> None:
    say("chose", action)
    if action == "auto":
        checked["auto"] = not checked["auto"]
        say("auto", checked["auto"])
    elif action == "fail":
        raise RuntimeError(action)
    elif action == "pause":
        icon.icon = functools.partial(draw, IconState.PAUSED)
    elif action == "quit":
        icon.stop()


icon = XEmbedIcon(
    "lull",
    functools.partial(draw, IconState.RESTING),
    sys.argv[1] if len(sys.argv) > 1 else "Lull",
    build_menu(rows, act),
    on_host=lambda present, reason: say("host", present, reason),
    on_end=lambda reason: say("end", reason),
)
icon.run()
say("over")
