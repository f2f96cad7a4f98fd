"""Make the pictures in docs/images anew, from the real program on a private desktop.

It needs what the desktop tests need; run ./test once before.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests" / "desktop"))

import tray_driver as tray  # noqa: E402 - found through the line above
from harness import Desktop, wait_for  # noqa: E402 - likewise
from Xlib.display import Display  # noqa: E402 - likewise

from tray.icon.art import draw  # noqa: E402 - after the lines that the others need
from tray.icon.state import IconState  # noqa: E402 - likewise

LULL = str(Path(sys.executable).with_name("lull"))
IMAGES = ROOT / "docs" / "images"
_BACKGROUND = 0x5B7F8C
_NUDGE_BOX = (840, 34, 1280, 184)
_ICON_PIXELS = 64
_TO_LOG = ("Down",) * 4
_MENUS = {
    "menu": ((*_TO_LOG, "Right"), (480, 440)),
    "menu-log": ((*_TO_LOG, "Right", *["Down"] * 6, "Right"), (600, 610)),
    "menu-today": ((*_TO_LOG, "Down", "Down", "Right"), (640, 410)),
    "menu-pause": ((*_TO_LOG, "Down", "Down", "Down", "Right"), (480, 410)),
}
"""The pictures of the menu, each with the keys that open its rows, and its size in pixels."""

# Active hours around the clock, so that the pictures do not depend on when they are taken.
_SETTINGS = """
[day]
active_hours = ["00:00-24:00"]
[nudges.hydration]
every_minutes = 60
[limits]
nudges_per_day = 24
[notifications]
private_wording = {private}
"""


def _paint_root(display: str) -> None:
    x = Display(display)
    root = x.screen().root
    root.change_attributes(background_pixel=_BACKGROUND)
    root.clear_area()
    x.sync()
    x.close()


def _take(desk: Desktop, name: str, box: tuple[int, int, int, int]) -> None:
    # Whatever was asked for last is drawn by then.
    desk.xdotool("sleep", "1")
    desk.screenshot().crop(box).save(IMAGES / f"{name}.png", optimize=True)


def _take_menus(desk: Desktop, at: tuple[int, int]) -> None:
    for name, (keys, size) in _MENUS.items():
        tray.open_menu(desk, at)
        desk.keys(*keys)
        _take(desk, name, (0, 0, *size))
        desk.keys("Escape", "Escape", "Escape")
        desk.xdotool("sleep", "0.5")


def _take_nudges(desk: Desktop, lull: tuple[str, ...], settings: Path) -> None:
    for name, private in (("nudge", "false"), ("nudge-private", "true")):
        settings.write_text(_SETTINGS.format(private=private))
        desk.xdotool("sleep", "2")
        desk.run(*lull, "nudge", "hydration")
        _take(desk, name, _NUDGE_BOX)


def main() -> None:
    """Take the pictures of the icon, the menu and the nudges."""
    IMAGES.mkdir(parents=True, exist_ok=True)
    for state in IconState:
        draw(state, _ICON_PIXELS).save(IMAGES / f"icon-{state}.png", optimize=True)
    with tempfile.TemporaryDirectory() as folder, Desktop("xfce", "xfce") as desk:
        lull = (LULL, "--home", str(Path(folder) / "lull"))
        _paint_root(desk.display)
        empty = tray.bar(desk)
        settings = Path(folder) / "lull" / "settings.toml"
        settings.parent.mkdir()
        settings.write_text(_SETTINGS.format(private="false"))
        # As at a login: the welcome of a first start would stand behind the menu.
        desk.spawn(*lull, "run", "--autostart", name="lull")
        wait_for(lambda: "Lull is running" in desk.run(*lull, "status").stdout, 10, "Lull")
        at = tray.icon_centre(desk, empty)
        for words in ("coffee --at 08:10", "water --at 09:30", "sleep 6.5"):
            desk.run(*lull, "log", *words.split())
        _take_menus(desk, at)
        _take_nudges(desk, lull, settings)
        desk.run(*lull, "quit")


if __name__ == "__main__":
    main()
