"""The XEmbed icon in real trays: seen, clicked, its menu used, and back after the tray is."""

from __future__ import annotations

import re
import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from harness import Child, Desktop, changed_box, wait_for
from killed_display import killed_display
from Xlib import X
from Xlib.display import Display

if TYPE_CHECKING:
    from collections.abc import Callable

    from PIL import Image

    Make = Callable[..., Desktop]

PROGRAM = Path(__file__).with_name("xembed_icon_program.py")
ROOT = PROGRAM.parents[2]
TRAYS = ("trayer", "tint2")
BACK_SECONDS = 3.0
POOL = (24, 127, 143)
POOL_PAUSED = (106, 124, 142)
MENU_HIGHLIGHT = (0x10, 0x69, 0x7A)
MENU_GROUND_DARK = (0x24, 0x28, 0x2C)

_ICON = re.compile(r'\("lull" "Lull"\)\s+(\d+)x(\d+)\+-?\d+\+-?\d+\s+\+(-?\d+)\+(-?\d+)')
_ICON_ID = re.compile(r'(0x[0-9a-f]+) "[^"]*": \("lull" "Lull"\)')
_MENU = re.compile(r'\("lull-menu" "Lull"\)\s+(\d+)x(\d+)\+(-?\d+)\+(-?\d+)')


def start(desktop: Desktop, title: str = "Lull") -> Child:
    env = desktop.env | {"PYTHONPATH": str(ROOT)}
    return desktop.spawn(sys.executable, "-P", str(PROGRAM), title, name="icon", env=env)


def said(icon: Child, line: str, times: int = 1) -> Callable[[], bool]:
    return lambda: icon.lines().count(line) >= times


def tree(desktop: Desktop) -> str:
    return desktop.run("xwininfo", "-root", "-tree").stdout


def icon_box(desktop: Desktop) -> tuple[int, int, int, int]:
    match = wait_for(lambda: _ICON.search(tree(desktop)), what="the icon's window")
    width, height, left, top = (int(text) for text in match.groups())
    return (left, top, left + width, top + height)


def menus(desktop: Desktop) -> list[tuple[int, int, int, int]]:
    """Boxes of the open panels of the menu: width, height, left, top; the first opened last."""
    found = [tuple(int(text) for text in m.groups()) for m in _MENU.finditer(tree(desktop))]
    return [(a, b, c, d) for a, b, c, d in found]


def share(picture: Image.Image, colour: tuple[int, int, int]) -> float:
    near = [
        all(abs(have - want) <= 3 for have, want in zip(pixel, colour, strict=True))
        for pixel in picture.convert("RGB").get_flattened_data()
        if isinstance(pixel, tuple)
    ]
    return sum(near) / len(near)


def click_icon(desktop: Desktop, button: int) -> None:
    left, top, right, bottom = icon_box(desktop)
    desktop.click((left + right) // 2, (top + bottom) // 2, button)


def open_menu(desktop: Desktop) -> None:
    click_icon(desktop, 3)
    wait_for(lambda: len(menus(desktop)) == 1, what="the menu")
    # Painted, and with the keyboard taken: keys sent before that go elsewhere.
    wait_for(lambda: keyboard_is_taken(desktop), what="the grab")


def keyboard_is_taken(desktop: Desktop) -> bool:
    """Whether somebody holds the keyboard; a grab of our own tells, and is given up at once."""
    connection = Display(desktop.display)
    try:
        root = connection.screen().root
        mode = X.GrabModeAsync
        status: int = root.grab_keyboard(False, mode, mode, X.CurrentTime)  # noqa: FBT003 - the library's own order
        connection.ungrab_keyboard(X.CurrentTime)
        connection.sync()
        return status == X.AlreadyGrabbed
    finally:
        connection.close()


@pytest.fixture(params=TRAYS)
def tray(request: pytest.FixtureRequest, desktop_factory: Make) -> Desktop:
    return desktop_factory(request.param)


@pytest.fixture
def icon(tray: Desktop) -> Child:
    child = start(tray)
    wait_for(said(child, "host True "), what="the tray")
    return child


def test_the_icon_is_seen_in_the_tray(tray: Desktop) -> None:
    before = tray.screenshot()
    icon = start(tray)
    wait_for(said(icon, "host True "), what="the tray")
    box = icon_box(tray)
    wait_for(lambda: share(tray.screenshot().crop(box), POOL) > 0.3, what="the icon's pixels")
    assert changed_box(before, tray.screenshot()) is not None
    assert box[2] - box[0] == box[3] - box[1] >= 22


def test_the_trays_own_background_shows_beside_the_icon(tray: Desktop, icon: Child) -> None:
    assert icon.running
    left, top, right, bottom = icon_box(tray)
    wait_for(lambda: share(tray.screenshot().crop((left, top, right, bottom)), POOL) > 0.3)
    screen = tray.screenshot().convert("RGB")
    # The corner of the icon is clear; the pixel before it is the tray's.
    assert screen.getpixel((left, top)) == screen.getpixel((left - 1, top - 1))


def test_a_left_click_does_what_the_default_row_does(tray: Desktop, icon: Child) -> None:
    click_icon(tray, 1)
    wait_for(said(icon, "chose open"), what="the default row")
    assert not menus(tray)


def test_a_right_click_opens_the_menu_and_keys_pick_a_row(tray: Desktop, icon: Child) -> None:
    open_menu(tray)
    tray.keys("Down", "Down", "Down", "Return")
    wait_for(said(icon, "chose auto"), what="the row")
    wait_for(lambda: not menus(tray), what="the end of the menu")


def test_a_row_of_a_submenu_is_picked_with_keys(tray: Desktop, icon: Child) -> None:
    open_menu(tray)
    tray.keys("l", "Right", "Down")
    wait_for(lambda: len(menus(tray)) == 2, what="the submenu")
    tray.keys("Return")
    wait_for(said(icon, "chose tea"), what="the row")


def test_a_row_of_a_submenu_is_picked_with_the_pointer(tray: Desktop, icon: Child) -> None:
    open_menu(tray)
    width, _, left, top = menus(tray)[0]
    tray.click(left + width // 2, top + 5 + 30 + 11 + 30 + 15)
    wait_for(lambda: len(menus(tray)) == 2, what="the submenu")
    # Window trees list the uppermost window first.
    width, _, left, top = menus(tray)[0]
    tray.click(left + width // 2, top + 5 + 2 * 30 + 15)
    wait_for(said(icon, "chose water"), what="the row")
    wait_for(lambda: not menus(tray), what="the end of the menu")


def test_a_check_row_changes_its_mark(tray: Desktop, icon: Child) -> None:
    open_menu(tray)
    tray.keys("a")
    # Highlighted: what still differs the next time is the mark alone.
    marked = wait_for(lambda: highlighted_menu(tray), what="the highlight")
    tray.keys("Return")
    wait_for(said(icon, "auto False"), what="the change")
    wait_for(lambda: not menus(tray), what="the end of the menu")
    open_menu(tray)
    tray.keys("a")
    bare = wait_for(lambda: highlighted_menu(tray), what="the highlight")
    box = changed_box(marked, bare)
    assert box is not None
    assert box[2] - box[0] <= 16
    tray.keys("Return")
    wait_for(said(icon, "auto True"), what="the change back")


def highlighted_menu(desktop: Desktop) -> Image.Image | None:
    """A picture of the first panel, once it shows a highlighted row."""
    width, height, left, top = menus(desktop)[-1]
    picture = desktop.screenshot().crop((left, top, left + width, top + height))
    return picture if share(picture, MENU_HIGHLIGHT) > 0.08 else None


def test_escape_closes_the_menu_without_a_choice(tray: Desktop, icon: Child) -> None:
    open_menu(tray)
    tray.keys("Down", "Escape")
    wait_for(lambda: not menus(tray), what="the end of the menu")
    click_icon(tray, 1)
    wait_for(said(icon, "chose open"), what="the default row")
    assert [line for line in icon.lines() if line.startswith("chose")] == ["chose open"]


def test_a_click_elsewhere_closes_the_menu(tray: Desktop, icon: Child) -> None:
    open_menu(tray)
    tray.click(900, 600)
    wait_for(lambda: not menus(tray), what="the end of the menu")
    assert icon.running


def test_a_row_that_fails_leaves_the_icon_alive(tray: Desktop, icon: Child) -> None:
    open_menu(tray)
    tray.keys("f", "Return")
    wait_for(said(icon, "chose fail"), what="the row")
    click_icon(tray, 1)
    wait_for(said(icon, "chose open"), what="the default row")


def test_the_icon_changes_its_shape_while_it_is_shown(tray: Desktop, icon: Child) -> None:
    open_menu(tray)
    tray.keys("p", "Return")
    wait_for(said(icon, "chose pause"), what="the row")
    box = icon_box(tray)
    wait_for(lambda: share(tray.screenshot().crop(box), POOL_PAUSED) > 0.3, what="the bars")


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM])
def test_the_icon_is_back_after_the_tray_was_restarted(
    tray: Desktop, icon: Child, how: signal.Signals
) -> None:
    tray.kill_panel(how)
    wait_for(said(icon, "host False no tray is running"), what="the loss")
    assert not _ICON.search(tree(tray))
    tray.start_panel()
    wait_for(said(icon, "host True ", times=2), BACK_SECONDS, "the tray")
    box = icon_box(tray)
    seen = lambda: share(tray.screenshot().crop(box), POOL) > 0.3  # noqa: E731 - said once
    wait_for(seen, BACK_SECONDS, "the icon's pixels")
    click_icon(tray, 1)
    wait_for(said(icon, "chose open"), what="the default row")


def test_a_menu_that_is_open_survives_the_end_of_the_tray(tray: Desktop, icon: Child) -> None:
    open_menu(tray)
    tray.kill_panel()
    wait_for(said(icon, "host False no tray is running"), what="the loss")
    tray.keys("o", "Return")
    wait_for(said(icon, "chose open"), what="the row")


@pytest.mark.parametrize("panel", TRAYS)
def test_a_tray_that_starts_after_the_icon_takes_it(desktop_factory: Make, panel: str) -> None:
    desktop = desktop_factory()
    icon = start(desktop)
    wait_for(said(icon, "host False no tray is running"), what="the report of no tray")
    desktop.start_panel(panel)
    wait_for(said(icon, "host True "), BACK_SECONDS, "the tray")
    box = icon_box(desktop)
    wait_for(lambda: share(desktop.screenshot().crop(box), POOL) > 0.3, what="the pixels")


def test_quitting_from_the_menu_ends_the_program_and_the_icon(tray: Desktop, icon: Child) -> None:
    open_menu(tray)
    tray.keys("End", "Return")
    wait_for(lambda: not icon.running, what="the end")
    assert icon.process.returncode == 0
    assert icon.lines()[-1] == "over"
    assert not _ICON.search(tree(tray))


def test_a_display_that_goes_away_is_told_without_a_traceback(desktop_factory: Make) -> None:
    desktop = desktop_factory("trayer")
    icon = start(desktop)
    wait_for(said(icon, "host True "), what="the tray")
    with killed_display(desktop):
        wait_for(lambda: not icon.running, what="the end")
    assert icon.process.returncode == 0
    assert any(line.startswith("end ") for line in icon.lines())
    assert "Traceback" not in icon.output()


def test_the_title_is_the_name_of_the_window(desktop_factory: Make) -> None:
    desktop = desktop_factory("tint2")
    icon = start(desktop, "Lull: ruhig bis früh ☕")
    wait_for(said(icon, "host True "), what="the tray")
    window = wait_for(lambda: _ICON_ID.search(tree(desktop)), what="the icon's window")
    shown = desktop.run("xprop", "-id", window[1], "_NET_WM_NAME").stdout
    assert shown.strip().endswith('= "Lull: ruhig bis früh ☕"')


def test_the_menu_follows_the_text_scale_and_the_dark_theme(desktop_factory: Make) -> None:
    desktop = desktop_factory("trayer")
    desktop.env["GTK_THEME"] = "Adwaita:dark"
    icon = start(desktop)
    wait_for(said(icon, "host True "), what="the tray")
    open_menu(desktop)
    _, height, _, _ = menus(desktop)[0]
    desktop.keys("Escape")
    wait_for(lambda: not menus(desktop), what="the end of the menu")
    resource = ("-f", "RESOURCE_MANAGER", "8s", "-set", "RESOURCE_MANAGER", "Xft.dpi: 192\n")
    assert desktop.run("xprop", "-root", *resource).returncode == 0
    open_menu(desktop)
    width, twice, left, top = menus(desktop)[0]
    assert twice == 2 * height
    box = (left, top, left + width, top + twice)
    wait_for(lambda: share(desktop.screenshot().crop(box), MENU_GROUND_DARK) > 0.5, what="dark")
