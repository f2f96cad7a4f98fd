"""sway with waybar and mako, on Wayland; sway draws into a window of a private display."""

from __future__ import annotations

import json
import os
import pwd
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import tray_driver as tray
from harness import changed_box, wait_for

from tests.desktops.desk import (
    HEIGHT,
    START_SECONDS,
    STEP_SECONDS,
    WIDEST_ICON,
    WIDTH,
    Desk,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PIL import Image

    from tests.desktops.desk import Box

NOBODY = "nobody"
CONFIGURATION = f"""\
xwayland disable
output X11-1 resolution {WIDTH}x{HEIGHT} bg #5b7f8c solid_color
seat seat0 hide_cursor 0
"""
BAR = """\
{"layer": "top", "height": 30, "modules-left": ["tray"], "tray": {"icon-size": 21, "spacing": 6}}
"""
STYLE = '* { font-family: "DejaVu Sans"; font-size: 13px; }\n'
MENU_PADDING = 5
LINE = 1
"""In pixels: around the rows of a menu, and the line between two, in GTK 3's own theme."""
MENU_DEAF_SECONDS = "0.6"
"""GTK 3 takes no click in a menu that opened less than half a second ago."""
WIDEST_NOTE = 340
"""In pixels from the right edge: what mako shows, with its margins, is no wider."""
ONLY_X11 = frozenset({"DISPLAY", "GDK_BACKEND", "QT_QPA_PLATFORM", "GTK_THEME"})


class Sway(Desk):
    """The bar and what it shows run as whoever runs this; sway refuses root and is nobody then."""

    key = "sway"
    title = "sway (Wayland) with waybar"
    packages = ("sway", "waybar", "mako-notifier")
    bar = (0, 0, 1280, 32)
    hand = "with the pointer, since no key reached waybar's menu"
    buttons_drawn = False

    def __init__(self) -> None:
        """See `Desk`."""
        super().__init__()
        # Not below the folder of the desktop, which nobody else may enter.
        self.run_folder = Path(tempfile.mkdtemp(prefix="lull-sway-"))
        self.env["XDG_SESSION_TYPE"] = "wayland"
        self.env["XDG_CURRENT_DESKTOP"] = "sway"

    def stop(self) -> None:
        """See `Desk.stop`."""
        super().stop()
        shutil.rmtree(self.run_folder, ignore_errors=True)

    def start_session(self) -> None:
        """See `Desk.start_session`."""
        self._start_compositor()
        self.spawn(*self.notifier(), name="notifier", env=self.lull_env)
        self.start_panel()

    def _start_compositor(self) -> None:
        configuration = self.run_folder / "config"
        configuration.write_text(CONFIGURATION)
        env = {name: v for name, v in self.env.items() if not name.startswith("DBUS")} | {
            "HOME": str(self.run_folder),
            "XDG_RUNTIME_DIR": str(self.run_folder),
            "WLR_BACKENDS": "x11",
            "WLR_X11_OUTPUTS": "1",
            "WLR_RENDERER": "pixman",
            "WLR_LIBINPUT_NO_DEVICES": "1",
        }
        argv = ["sway", "-c", str(configuration)]
        if os.geteuid() == 0:
            person = pwd.getpwnam(NOBODY)
            os.chown(self.run_folder, person.pw_uid, -1)
            configuration.chmod(0o644)
            who = (f"--reuid={person.pw_uid}", f"--regid={person.pw_gid}", "--clear-groups")
            argv = ["setpriv", *who, *argv]
        self.spawn(*argv, name="sway", env=env)
        socket = wait_for(
            lambda: next(self.run_folder.glob("wayland-?"), None), START_SECONDS, "the compositor"
        )
        self.env["WAYLAND_DISPLAY"] = str(socket)
        sockets = self.run_folder.glob
        self.env["SWAYSOCK"] = str(
            wait_for(lambda: next(sockets("sway-ipc.*"), None), STEP_SECONDS, "sway's own socket")
        )

    def notifier(self) -> tuple[str, ...]:
        """See `Desk.notifier`."""
        return ("mako",)

    def start_panel(self, panel: str | None = None) -> None:
        """See `Desk.start_panel`."""
        assert panel is None
        folder = self.home / ".config/waybar"
        folder.mkdir(exist_ok=True)
        (folder / "config").write_text(BAR)
        (folder / "style.css").write_text(STYLE)
        self.spawn("waybar", name="panel", env=self.lull_env)
        self.wait_tray()

    @property
    def lull_env(self) -> dict[str, str]:
        """See `Desk.lull_env`."""
        return {name: value for name, value in self.env.items() if name not in ONLY_X11}

    def walk(self, *labels: str, choose: bool = True) -> None:
        """See `Desk.walk`: with the pointer, since no key reaches a menu of waybar's."""
        before = self._menus_alone()
        self.open_menu()
        known: list[Box] = []
        for depth, label in enumerate(labels):
            box = wait_for(lambda: self._opened(before, known), STEP_SECONDS, "an open menu")
            assert box is not None
            known.append(box)
            at = self._row_centre(box, labels[:depth], label)
            self._point_at(at, label)
        if choose:
            self.xdotool("click", "1")
            self.wait_closed()

    def _point_at(self, at: tuple[int, int], label: str) -> None:
        """Move the pointer to a row, and wait until the row is marked.

        GTK does not notice every pointer that jumps into a menu; a person's moves on.
        """
        before = self._menus_alone()

        def marked() -> Box | None:
            for x in (at[0] - 10, at[0]):
                self.xdotool("mousemove", str(x), str(at[1]), "sleep", MENU_DEAF_SECONDS)
            return changed_box(before, self._menus_alone())

        wait_for(marked, STEP_SECONDS, f"a mark on {label!r}")
        self.wait_still()

    def _opened(self, before: Image.Image, known: list[Box]) -> Box | None:
        """Where a menu or submenu stands that was not there before; ``known`` are left out."""
        now = self._menus_alone()
        for box in known:
            now.paste(before.crop(box), box)
        return changed_box(before, now)

    def _menus_alone(self) -> Image.Image:
        """The screen without what may change beside an open menu: the icon, and what mako shows."""
        picture = self.screenshot().convert("RGB")
        picture.paste((0, 0, 0), (WIDTH - WIDEST_NOTE, 0, WIDTH, HEIGHT))
        x, y = self.icon
        picture.paste((0, 0, 0), (0, 0, x + WIDEST_ICON // 2, y + WIDEST_ICON // 2))
        return picture

    def _row_centre(self, box: Box, path: tuple[str, ...], label: str) -> tuple[int, int]:
        """The middle of a row in a menu drawn by GTK: equally high rows and thin lines."""
        node = tray.find(self.layout(), *path)
        rows = [tray.properties(child) for child in tray.children(node)]
        lines = sum(row.get("type") == "separator" for row in rows)
        left, top, right, bottom = box
        height = (bottom - top - 2 * MENU_PADDING - lines * LINE) / (len(rows) - lines)
        y = float(top + MENU_PADDING)
        for row in rows:
            if row.get("type") == "separator":
                y += LINE
            elif row["label"] == label:
                return (left + right) // 2, round(y + height / 2)
            else:
                y += height
        raise AssertionError(label)

    def rest_pointer(self) -> None:
        """See `Desk.rest_pointer`: a menu closes when something else is clicked."""
        middle = (str(WIDTH // 2), str(HEIGHT // 2))
        self.xdotool("mousemove", *middle, "sleep", MENU_DEAF_SECONDS, "click", "1")

    def press_button(self, label: str) -> str:
        """See `Desk.press_button`: mako has no buttons, but hands a list of them to a menu."""

        def chosen() -> bool:
            done = self.run("makoctl", "menu", "grep", "-m1", "-F", "-x", label)
            return done.returncode == 0

        wait_for(chosen, STEP_SECONDS, f"{label!r} in mako's list")
        return "mako draws none; chosen in the list of `makoctl menu`"

    def windows(self, title: str) -> list[int]:
        """See `Desk.windows`."""
        done = self.run("swaymsg", "-r", "-t", "get_tree")
        assert done.returncode == 0, done.stderr
        return [node["pid"] for node in _nodes(json.loads(done.stdout)) if node["name"] == title]


def _nodes(node: dict[str, Any]) -> Iterator[dict[str, Any]]:
    if "pid" in node:
        yield node
    for child in [*node["nodes"], *node["floating_nodes"]]:
        yield from _nodes(child)
