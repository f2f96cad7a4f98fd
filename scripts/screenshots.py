"""Make the README's pictures anew, from the real program on a private desktop.

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

LULL = str(Path(sys.executable).with_name("lull"))
IMAGES = ROOT / "docs" / "images"
_BACKGROUND = 0x5B7F8C
_MENU_BOX = (0, 0, 480, 420)
_NUDGE_BOX = (840, 0, 1280, 190)


def _paint_root(display: str) -> None:
    x = Display(display)
    root = x.screen().root
    root.change_attributes(background_pixel=_BACKGROUND)
    root.clear_area()
    x.sync()
    x.close()


def main() -> None:
    """Take both pictures."""
    IMAGES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, Desktop("xfce", "xfce") as desk:
        home = str(Path(folder) / "lull")
        _paint_root(desk.display)
        empty = tray.bar(desk)
        # Active hours around the clock, so that the pictures do not depend on when they are taken.
        settings = Path(home) / "settings.toml"
        settings.parent.mkdir()
        settings.write_text(
            '[day]\nactive_hours = ["00:00-24:00"]\n[nudges.hydration]\nevery_minutes = 60\n'
            "[limits]\nnudges_per_day = 24\n"
        )
        desk.spawn(LULL, "--home", home, name="lull")
        wait_for(
            lambda: "Lull is running" in desk.run(LULL, "--home", home, "status").stdout, 10, "Lull"
        )
        at = tray.icon_centre(desk, empty)
        desk.run(LULL, "--home", home, "log", "coffee", "--at", "08:10")
        desk.run(LULL, "--home", home, "log", "water", "--at", "09:30")
        desk.run(LULL, "--home", home, "log", "sleep", "6.5")
        tray.open_menu(desk, at)
        desk.keys(*["Down"] * 4, "Right", "Down")
        wait_for(lambda: tray.count_own_pixels(tray.bar(desk)) > 0, 5, "the menu")
        desk.xdotool("sleep", "0.5")
        desk.screenshot().crop(_MENU_BOX).save(IMAGES / "menu.png", optimize=True)
        desk.keys("Escape", "Escape")
        desk.run(LULL, "--home", home, "nudge", "hydration")
        desk.xdotool("sleep", "1")
        desk.screenshot().crop(_NUDGE_BOX).save(IMAGES / "nudge.png", optimize=True)
        desk.run(LULL, "--home", home, "quit")


if __name__ == "__main__":
    main()
