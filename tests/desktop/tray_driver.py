"""A person at the tray: finds the icon by its pixels and walks its menu by keyboard."""

from __future__ import annotations

import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from harness import WATCHER, changed_box, wait_for

if TYPE_CHECKING:
    from collections.abc import Callable

    from harness import Child, Desktop
    from PIL import Image

    Node = tuple[int, dict[str, Any], list[Any]]

ROOT = Path(__file__).resolve().parents[2]
ITEM = "org.kde.StatusNotifierItem"
ITEM_PATH = "/StatusNotifierItem"
MENU = "com.canonical.dbusmenu"
PROPERTIES = "org.freedesktop.DBus.Properties"
BAR = 40
"""Height of the strip at the top of the screen in which a panel draws its icons, in pixels."""
LEAST_GAP = 4
STILL_PICTURES = 5
"""So many equal pictures of the screen, 20 ms apart, mean that a menu has come to rest."""
LEAST_PIXELS = 60
"""A drawn icon of 16 pixels has more than that of its own colours."""


def start_icon(desktop: Desktop, name: str = "icon") -> Child:
    """Start the test's icon program; it obeys `tell`."""
    commands = desktop.folder / "commands"
    env = desktop.env | {"PYTHONPATH": str(ROOT)}
    program = str(ROOT / "tests/desktop/icon_program.py")
    return desktop.spawn(sys.executable, program, str(commands), name=name, env=env)


def tell(desktop: Desktop, icon: Child, *lines: str) -> None:
    """Have the icon program carry out ``lines``, and wait until it did."""
    before = icon.output().count("obeyed")
    (desktop.folder / "commands").write_text("\n".join(lines))
    icon.process.send_signal(signal.SIGUSR1)
    wait_for(lambda: icon.output().count("obeyed") - before == len(lines), 20, "obedience")


def wait_host(icon: Child, host: str, times: int = 1, seconds: float = 10.0) -> None:
    """Wait until the icon said ``times`` times that it is drawn by ``host``."""
    wait_for(lambda: icon.output().count(f"host {host} ") >= times, seconds, f"the host {host}")


def items(desktop: Desktop) -> list[str]:
    """The items that the watcher of the panel knows, as ``service/path``."""
    body = (WATCHER, "RegisteredStatusNotifierItems")
    answer = desktop.bus_call(WATCHER, "/StatusNotifierWatcher", PROPERTIES, "Get", "ss", body)
    names: list[str] = answer[0][1]
    return names


def service(desktop: Desktop) -> str:
    """The bus name of the only item."""
    (only,) = wait_for(lambda: items(desktop), 10.0, "a registered item")
    return only.partition("/")[0]


def layout(desktop: Desktop, name: str) -> Node:
    """The menu of an item as a host reads it."""
    path = desktop.bus_call(name, ITEM_PATH, PROPERTIES, "Get", "ss", (ITEM, "Menu"))[0][1]
    node: Node = desktop.bus_call(name, path, MENU, "GetLayout", "iias", (0, -1, []))[1]
    return node


def properties(node: Node) -> dict[str, Any]:
    """The properties of a row, without their signatures."""
    return {key: value for key, (_, value) in node[1].items()}


def children(node: Node) -> list[Node]:
    """The rows below a row."""
    return [child for _, child in node[2]]


def find(node: Node, *labels: str) -> Node:
    """The row that is reached by these labels."""
    for label in labels:
        wanted = label.replace("_", "__")
        node = next(c for c in children(node) if properties(c).get("label") == wanted)
    return node


def _reachable(node: Node) -> list[Node]:
    rows = [(child, properties(child)) for child in children(node)]
    return [c for c, p in rows if p.get("type") != "separator" and p.get("enabled", True)]


def bar(desktop: Desktop) -> Image.Image:
    """The strip of the screen in which a panel draws."""
    return desktop.screenshot().crop((0, 0, 1280, BAR))


def icon_centre(desktop: Desktop, empty: Image.Image, seconds: float = 30.0) -> tuple[int, int]:
    """Where the icon stands: the middle of what differs from the ``empty`` panel."""

    def box() -> tuple[int, int, int, int] | None:
        now = bar(desktop)
        first = changed_box(empty, now)
        if first is None or count_own_pixels(now) < LEAST_PIXELS:
            return None
        return first

    left, top, right, bottom = wait_for(box, seconds, "the icon's pixels") or (0, 0, 0, 0)
    return (left + right) // 2, (top + bottom) // 2


def count_own_pixels(picture: Image.Image) -> int:
    """How many pixels have the icon's blue-green or grey-blue or orange: none of a panel's own."""
    data = picture.convert("RGB").tobytes()
    pixels = zip(data[0::3], data[1::3], data[2::3], strict=True)
    return sum(max(p) - min(p) > 30 for p in pixels)


def icons_in(picture: Image.Image) -> int:
    """How many icons stand side by side: runs of columns with the icon's colours.

    Within an icon no gap is wider than a few pixels; between two there is a panel's padding too.
    """
    columns = [
        count_own_pixels(picture.crop((x, 0, x + 1, picture.height))) > 0
        for x in range(min(picture.width, 200))
    ]
    runs = gap = 0
    for own in columns:
        if own and (gap >= LEAST_GAP or runs == 0):
            runs += 1
        gap = 0 if own else gap + 1
    return runs


def wait_one_icon(desktop: Desktop) -> None:
    """Wait until exactly one icon is drawn."""
    wait_for(lambda: icons_in(bar(desktop)) == 1, 10.0, "one icon and no second")


def docked_windows(desktop: Desktop) -> int:
    """How many windows of the icon program stand in XEmbed trays."""
    tree = desktop.run("xwininfo", "-root", "-tree").stdout
    return tree.count('"lull-test"')


def open_menu(desktop: Desktop, at: tuple[int, int]) -> None:
    """Open the menu with a right click and wait until it is drawn."""
    before = _below_bar(desktop)
    desktop.click(*at, button=3)
    wait_for(lambda: changed_box(before, _below_bar(desktop)), 5.0, "the menu")
    wait_still(desktop)


def wait_still(desktop: Desktop) -> None:
    """Wait until nothing below the bar moves: a menu that fades in or grows misses keys."""
    last: list[Image.Image] = []

    def still() -> bool:
        last.append(_below_bar(desktop))
        del last[:-STILL_PICTURES]
        return len(last) == STILL_PICTURES and not any(
            changed_box(last[0], picture) for picture in last[1:]
        )

    wait_for(still, 5.0, "a menu at rest")


def _below_bar(desktop: Desktop) -> Image.Image:
    return desktop.screenshot().crop((0, BAR, 1280, 800))


def pick_until(
    done: Callable[[], object], desktop: Desktop, at: tuple[int, int], *labels: str, tries: int = 3
) -> None:
    """Like `pick`, and once more where nothing came of it, as a person would.

    A panel on a busy machine draws a menu anew between two keys, and the second is lost.
    """
    for left in reversed(range(tries)):
        pick(desktop, at, *labels)
        try:
            wait_for(done, 10.0, f"what {labels[-1]} does")
        except AssertionError:
            if not left:
                raise
            desktop.keys("Escape")
            wait_still(desktop)
        else:
            return


def pick(desktop: Desktop, at: tuple[int, int], *labels: str) -> None:
    """Open the menu at the icon and choose the row that is reached by ``labels`` with the keys."""
    name = service(desktop)
    before = layout(desktop, name)
    open_menu(desktop, at)
    # A panel asks for the rows anew when it opens the menu, and draws them again if they changed.
    while (node := layout(desktop, name)) != before:
        before = node
        wait_still(desktop)
    for depth, label in enumerate(labels):
        rows = _reachable(node)
        row = find(node, label)
        steps = [child[0] for child in rows].index(row[0])
        # Nothing is marked in a menu just opened; a submenu opens with its first row marked.
        desktop.keys(*["Down"] * (steps + (1 if depth == 0 else 0)))
        desktop.keys("Return" if depth == len(labels) - 1 else "Right")
        node = row
