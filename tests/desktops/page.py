"""The page that tells what was seen on each desktop: docs/desktops.md."""

from __future__ import annotations

import dataclasses
import datetime as dt
import platform
import subprocess
from typing import TYPE_CHECKING

from tests.desktops.trial import Trial

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.desktops.trial import Cell

PICTURES = "screenshots/desktops"
"""The folder of the pictures, seen from the page."""
_HEAD = """\
# Lull on each desktop

`./test --desktops` made this page on {day}, on {system} with Python {python}. It starts each
desktop on a private display without a graphics card, runs the installed Lull there, uses it with
the pointer and the keyboard as a person would, and writes down what it saw: by the pixels of the
screen and by what Lull knew afterwards. "No" means that it was tried and did not come.

* **icon**: one icon, drawn in the panel
* **menu**: it opens at the icon, and a row in it does what it says
* **submenu**: it opens as a whole, and a row in it does what it says
* **check rows**: the mark of the chosen row is drawn, and moves with the choice
* **click**: the left button at the icon opens the window to log in
* **buttons**: one of a nudge does what it says, in the desktop's own notification service
* **restart**: the icon comes back after the panel was killed and started again, and its menu works

"""
_FOOT = """\
## Not tried

Plasma and GNOME on Wayland (here they run on X11), their login and lock screens, more than one
monitor, any scale but 100 %, Cinnamon, Budgie, Pantheon, COSMIC and Hyprland, and other versions
than those named above.
"""


@dataclasses.dataclass(frozen=True, slots=True)
class Seen:
    """One desktop and what was seen there.

    Attributes:
        key: The name of its picture.
        title: Its name for people.
        versions: Its programs with their versions.
        cells: What was seen, by column; empty where the desktop did not come up.
        trouble: Why it did not come up, or why there is no picture.
    """

    key: str
    title: str
    versions: str
    cells: dict[str, Cell]
    trouble: str


def versions(packages: Sequence[str]) -> str:
    """Debian packages with the versions that are installed, without Debian's own part."""
    asked = ("dpkg-query", "-W", "-f", "${Package} ${Version}\n", *packages)
    done = subprocess.run(asked, capture_output=True, text=True, check=True)
    named = (line.split() for line in done.stdout.splitlines())
    found = {name: version.rpartition(":")[2].partition("-")[0] for name, version in named}
    return ", ".join(f"{name} {found[name]}" for name in packages)


def page(seen: Sequence[Seen]) -> str:
    """The whole page."""
    head = _HEAD.format(
        day=dt.datetime.now(dt.UTC).date(),
        system=platform.freedesktop_os_release()["PRETTY_NAME"],
        python=platform.python_version(),
    )
    return head + table(seen) + "".join(_section(each) for each in seen) + "\n" + _FOOT


def table(seen: Sequence[Seen]) -> str:
    """What was seen, one line a desktop."""
    lines = [
        ("desktop", *Trial.columns),
        ("---",) * (1 + len(Trial.columns)),
        *(
            (each.title, *(_verdict(each.cells.get(column)) for column in Trial.columns))
            for each in seen
        ),
    ]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def _verdict(cell: Cell | None) -> str:
    return cell.verdict if cell is not None else "not tried"


def _section(seen: Seen) -> str:
    lines = [f"\n## {seen.title}\n", f"{seen.versions}.\n"]
    if seen.trouble:
        lines.append(f"{seen.trouble}.\n")
    else:
        lines.append(f"![A nudge, and the menu, on {seen.title}]({PICTURES}/{seen.key}.png)\n")
    notes = [f"* {column}: {cell.verdict}; {cell.note}" for column, cell in seen.cells.items()]
    return "\n".join(lines) + "\n" + "\n".join(notes) + "\n"
