"""What a screen reader hears: run by the system's Python, which has pyatspi; speaks JSON lines.

First come the names of AT-SPI's roles and states, by their numbers, once it listens; from then on
events: what is announced, and what gets the keyboard focus. The end of standard input ends it.
"""

from __future__ import annotations

import json
import sys
from typing import Any

import pyatspi
from gi.repository import Atspi, GLib

HEARD = ("object:announcement", "object:state-changed:focused", "window:activate")


def say(record: dict[str, Any]) -> None:
    """Write one line."""
    sys.stdout.write(json.dumps(record) + "\n")
    sys.stdout.flush()


def heard(event: Any) -> None:  # noqa: ANN401 - pyatspi has no types
    """Tell what was announced or focused."""
    if "focused" in str(event.type) and not event.detail1:
        return
    source = event.source
    # It may have another name than when it was read last.
    source.clear_cache()
    try:
        say(
            {
                "event": str(event.type),
                "words": event.any_data if isinstance(event.any_data, str) else "",
                "role": source.getRoleName(),
                "name": source.name,
            }
        )
    except (GLib.Error, RuntimeError):
        # The window closed between the event and the question who it was.
        return


def over(_channel: GLib.IOChannel, _condition: int) -> bool:
    """Stop at the end of standard input."""
    pyatspi.Registry.stop()
    return False


def main() -> None:
    """Listen until standard input ends."""
    pyatspi.Registry.registerEventListener(heard, *HEARD)
    GLib.io_add_watch(GLib.IOChannel.unix_new(0), GLib.IO_HUP, over)
    roles = [Atspi.role_get_name(Atspi.Role(number)) for number in range(Atspi.Role.LAST_DEFINED)]
    states = [
        pyatspi.stateToString(Atspi.StateType(number))
        for number in range(Atspi.StateType.LAST_DEFINED)
    ]
    say({"roles": roles, "states": states})
    pyatspi.Registry.start()


if __name__ == "__main__":
    main()
