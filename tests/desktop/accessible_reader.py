"""What a screen reader sees: run by the system's Python, which has pyatspi; speaks JSON lines.

``dump`` on standard input is answered by the tree of every application on the accessibility bus.
In between come events: what is announced, and what gets the keyboard focus.
"""

from __future__ import annotations

import json
import sys
from typing import Any

import pyatspi
from gi.repository import GLib

HEARD = ("object:announcement", "object:state-changed:focused", "window:activate")
DEEPEST = 40


def say(record: dict[str, Any]) -> None:
    """Write one line."""
    sys.stdout.write(json.dumps(record) + "\n")
    sys.stdout.flush()


def node(accessible: Any, depth: int = 0) -> dict[str, Any]:  # noqa: ANN401 - pyatspi has no types
    """One accessible and all below it that is visible: nobody comes to what a page hides."""
    # What was read before is not asked for again unless it is forgotten.
    accessible.clear_cache()
    states = sorted(pyatspi.stateToString(s) for s in accessible.getState().getStates())
    role = accessible.getRoleName()
    record = {
        "role": role,
        "name": accessible.name,
        "text": "",
        "labelled_by": "",
        "states": states,
        "box": [0, 0, 0, 0],
        "children": [],
    }
    # Each question is a call that three processes wake up for; most of them have known answers.
    if "visible" not in states or depth > DEEPEST:
        return record
    # A part of a table that is not shown has no place on the screen.
    component = accessible.get_component_iface()
    box = component and component.get_extents(pyatspi.DESKTOP_COORDS)
    below = [accessible.getChildAtIndex(n) for n in range(accessible.childCount)]
    return record | {
        "text": text_of(accessible) if role == "text" else "",
        "labelled_by": label_of(accessible) if role == "combo box" else "",
        "box": [box.x, box.y, box.width, box.height] if box else [0, 0, 0, 0],
        "children": [node(b, depth + 1) for b in below if b is not None],
    }


def label_of(accessible: Any) -> str:  # noqa: ANN401 - likewise
    """The name of what labels a control, else nothing."""
    for relation in accessible.getRelationSet():
        if relation.getRelationType() == pyatspi.RELATION_LABELLED_BY:
            return str(relation.getTarget(0).name)
    return ""


def text_of(accessible: Any) -> str:  # noqa: ANN401 - likewise
    """The text inside of a text control."""
    return str(accessible.queryText().getText(0, -1))


def heard(event: Any) -> None:  # noqa: ANN401 - likewise
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


def asked(_channel: GLib.IOChannel, _condition: int) -> bool:
    """Answer one line of standard input; its end ends the reader."""
    line = sys.stdin.readline()
    if not line:
        pyatspi.Registry.stop()
        return False
    desktop = pyatspi.Registry.getDesktop(0)
    trees = []
    for number in range(desktop.childCount):
        application = desktop.getChildAtIndex(number)
        try:
            if application is not None:
                trees.append(
                    {
                        "application": application.name,
                        "pid": application.get_process_id(),
                        "windows": [node(window) for window in application],
                    }
                )
        except (GLib.Error, RuntimeError, NotImplementedError):
            continue  # it ended, or changed, while it was read; the caller asks again
    say({"trees": trees})
    return True


def main() -> None:
    """Listen until standard input ends."""
    pyatspi.Registry.registerEventListener(heard, *HEARD)
    GLib.io_add_watch(GLib.IOChannel.unix_new(0), GLib.IO_IN | GLib.IO_HUP, asked)
    say({"ready": True})
    pyatspi.Registry.start()


if __name__ == "__main__":
    main()
