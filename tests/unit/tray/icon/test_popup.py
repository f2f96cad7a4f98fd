"""The popup menu: keys, pointer, places and looks, all without a display."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageFont

from tray.icon import popup_look
from tray.icon.popup import symbol_letter
from tray.icon.popup_layout import Box, Metrics, Panel, Place, fitted, lay_out
from tray.icon.popup_look import (
    DARK,
    LIGHT,
    Palette,
    load_font,
    prefers_dark,
    read_gtk_ini,
    read_xsettings,
    text_dpi,
)
from tray.icon.popup_model import (
    Entry,
    Key,
    Level,
    MenuState,
    click,
    hover,
    press_key,
    rows_at,
    scroll_to,
    type_letter,
)
from tray.icon.popup_paint import Look, paint
from tray.icon.popup_pointing import Hit, heads_for, hit, reveal, scrolled

if TYPE_CHECKING:
    from pathlib import Path

SEPARATOR = Entry("")
DRINKS = Entry("Log", children=(Entry("Coffee"), Entry("Tea", enabled=False), Entry("Water")))
OFF = Entry("Today", children=(Entry("80 mg", enabled=False),))
ROOT = (
    Entry("Next at 14:30", enabled=False),
    SEPARATOR,
    Entry("Open"),
    DRINKS,
    OFF,
    Entry("Settings"),
    SEPARATOR,
    Entry("Locked", enabled=False, children=(Entry("Inside"),)),
    Entry("Quit", checked=True),
)
OPEN, LOG, TODAY, SETTINGS, LOCKED, QUIT = 2, 3, 4, 5, 7, 8
METRICS = Metrics()
SCREEN = Box(0, 0, 1280, 800)
ANCHOR = Box(100, 0, 24, 24)


def measure(text: str) -> float:
    return 7.0 * len(text)


def at(*hot: int | None) -> MenuState:
    return MenuState(tuple(Level(row) for row in hot))


def hots(state: MenuState) -> tuple[int | None, ...]:
    return tuple(level.hot for level in state.levels)


def panels_of(
    state: MenuState,
    root: tuple[Entry, ...] = ROOT,
    anchor: Box = ANCHOR,
    screen: Box = SCREEN,
) -> tuple[Panel, ...]:
    return lay_out(root, state, Place(anchor, screen), METRICS, measure)


# -- keys


@pytest.mark.parametrize(
    ("hot", "key", "expected"),
    [
        (None, Key.DOWN, OPEN),
        (None, Key.UP, QUIT),
        (None, Key.HOME, OPEN),
        (None, Key.END, QUIT),
        (OPEN, Key.DOWN, LOG),
        (SETTINGS, Key.DOWN, QUIT),
        (QUIT, Key.UP, SETTINGS),
        (QUIT, Key.DOWN, OPEN),
        (OPEN, Key.UP, QUIT),
        (SETTINGS, Key.HOME, OPEN),
        (OPEN, Key.END, QUIT),
    ],
)
def test_arrows_go_round_over_the_rows_that_can_be_chosen(
    hot: int | None, key: Key, expected: int
) -> None:
    assert hots(press_key(ROOT, at(hot), key)) == (expected,)


def test_keys_find_no_row_in_a_menu_without_one_to_choose() -> None:
    rows = (Entry("Off", enabled=False), SEPARATOR)
    assert press_key(rows, at(None), Key.DOWN) == at(None)


def test_right_opens_a_submenu_with_its_first_row_highlighted() -> None:
    assert hots(press_key(ROOT, at(LOG), Key.RIGHT)) == (LOG, 0)


def test_enter_opens_a_submenu_too() -> None:
    assert hots(press_key(ROOT, at(LOG), Key.ENTER)) == (LOG, 0)


def test_a_submenu_without_a_row_to_choose_opens_without_a_highlight() -> None:
    assert hots(press_key(ROOT, at(TODAY), Key.RIGHT)) == (TODAY, None)


def test_right_on_a_plain_row_does_nothing() -> None:
    assert press_key(ROOT, at(OPEN), Key.RIGHT) == at(OPEN)


@pytest.mark.parametrize("key", [Key.ENTER, Key.RIGHT, Key.LEFT])
def test_keys_that_need_a_row_do_nothing_without_one(key: Key) -> None:
    assert press_key(ROOT, at(None), key) == at(None)


def test_arrows_in_a_submenu_skip_its_rows_that_are_off() -> None:
    assert hots(press_key(ROOT, at(LOG, 0), Key.DOWN)) == (LOG, 2)


@pytest.mark.parametrize("key", [Key.LEFT, Key.ESCAPE])
def test_left_and_escape_close_a_submenu_and_keep_the_menu(key: Key) -> None:
    state = press_key(ROOT, at(LOG, 2), key)
    assert hots(state) == (LOG,)
    assert not state.over


def test_escape_in_the_first_panel_closes_the_menu() -> None:
    state = press_key(ROOT, at(LOG), Key.ESCAPE)
    assert state.closed
    assert state.over
    assert state.chosen is None


def test_enter_chooses_the_highlighted_row() -> None:
    state = press_key(ROOT, at(LOG, 2), Key.ENTER)
    assert state.chosen == Entry("Water")
    assert state.over


def test_a_letter_goes_round_the_rows_that_begin_with_it() -> None:
    rows = (Entry("Sleep"), Entry("Tea"), Entry("stress"), Entry("Sun", enabled=False))
    first = type_letter(rows, at(None), "s")
    second = type_letter(rows, first, "S")
    third = type_letter(rows, second, "s")
    assert [hots(state) for state in (first, second, third)] == [(0,), (2,), (0,)]


def test_a_letter_that_no_row_begins_with_changes_nothing() -> None:
    assert type_letter(ROOT, at(OPEN), "x") == at(OPEN)


@pytest.mark.parametrize(
    ("symbol", "letter"),
    [(0x61, "a"), (0xE9, "é"), (0x0100017E, "ž"), (0xFF52, ""), (0x20, ""), (0x01000041, "")],
)
def test_a_key_symbol_is_the_letter_it_stands_for(symbol: int, letter: str) -> None:
    assert symbol_letter(symbol) == letter


@given(st.lists(st.sampled_from([*Key, "l", "q"]), max_size=30))
def test_no_row_that_is_off_is_ever_highlighted_or_chosen(keys: list[Key | str]) -> None:
    state = MenuState()
    for key in keys:
        if state.over:
            break
        if isinstance(key, Key):
            state = press_key(ROOT, state, key)
        else:
            state = type_letter(ROOT, state, key)
        for depth, level in enumerate(state.levels):
            if level.hot is not None:
                assert rows_at(ROOT, state, depth)[level.hot].selectable
        assert state.chosen is None or (state.chosen.selectable and not state.chosen.children)


# -- the pointer


def test_the_pointer_over_a_row_highlights_it() -> None:
    assert hots(hover(ROOT, at(OPEN), 0, SETTINGS)) == (SETTINGS,)


def test_the_pointer_over_a_row_with_a_submenu_opens_it_without_a_highlight() -> None:
    assert hots(hover(ROOT, at(None), 0, LOG)) == (LOG, None)


def test_the_pointer_over_another_row_closes_the_submenu() -> None:
    assert hots(hover(ROOT, at(LOG, 0), 0, SETTINGS)) == (SETTINGS,)


def test_the_pointer_over_the_row_of_an_open_submenu_keeps_it_as_it_is() -> None:
    assert hover(ROOT, at(LOG, 2), 0, LOG) == at(LOG, 2)


@pytest.mark.parametrize("row", [None, 0, 1, LOCKED])
def test_the_pointer_beside_the_rows_takes_the_highlight_away(row: int | None) -> None:
    assert hover(ROOT, at(OPEN), 0, row) == at(None)


def test_the_pointer_over_a_separator_keeps_a_submenu_open() -> None:
    assert hover(ROOT, at(LOG, 0), 0, 1) == at(LOG, 0)


def test_a_click_chooses_a_row() -> None:
    assert click(ROOT, at(None), 0, QUIT).chosen == ROOT[QUIT]


@pytest.mark.parametrize("row", [0, 1, LOCKED])
def test_a_click_on_a_row_that_is_off_does_nothing(row: int) -> None:
    assert click(ROOT, at(None), 0, row) == at(None)


def test_a_click_on_a_row_with_a_submenu_opens_it() -> None:
    state = click(ROOT, at(None), 0, LOG)
    assert hots(state) == (LOG, None)
    assert not state.over


def test_a_point_belongs_to_the_panel_that_lies_on_top() -> None:
    panels = panels_of(at(LOG, 0))
    shared = panels[1].box.left
    assert panels[0].box.holds(shared, panels[1].box.top + 10)
    assert hit(panels, shared, panels[1].box.top + 10, METRICS) == Hit(1, 0)


def test_points_tell_rows_edges_and_nothing() -> None:
    panel = panels_of(at(None))[0]
    left, top = panel.box.left, panel.box.top
    assert hit((panel,), left + 3, top + METRICS.edge, METRICS) == Hit(0, 0)
    assert hit((panel,), left + 3, top + 1, METRICS) == Hit(0)
    assert hit((panel,), left - 1, top + 10, METRICS) is None
    assert hit((panel,), left, panel.box.bottom, METRICS) is None


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        ((50, 100), (70, 105), True),
        ((50, 100), (70, 160), False),
        ((50, 100), (50, 110), False),
        ((50, 100), (40, 100), False),
        ((350, 100), (320, 110), True),
        ((350, 100), (350, 110), False),
        ((350, 100), (360, 100), False),
        ((200, 150), (190, 150), True),
    ],
)
def test_a_slanting_way_to_a_submenu_is_told_from_leaving_it(
    start: tuple[int, int], end: tuple[int, int], *, expected: bool
) -> None:
    submenu = Panel(Box(100, 80, 100, 150), ())
    assert heads_for(submenu, start, end) is expected


def test_the_way_is_over_at_the_submenus_edge() -> None:
    submenu = Panel(Box(100, 80, 100, 150), ())
    assert heads_for(submenu, (100, 100), (101, 229))
    assert not heads_for(submenu, (100, 100), (101, 300))


# -- places


def test_the_menu_opens_under_an_icon_at_the_top() -> None:
    box = panels_of(at(None))[0].box
    assert (box.left, box.top) == (100, 24)


def test_the_menu_opens_over_an_icon_at_the_bottom() -> None:
    box = panels_of(at(None), anchor=Box(1250, 776, 24, 24))[0].box
    assert box.bottom == 776
    assert box.right == 1280


def test_the_menu_opens_beside_an_icon_where_there_is_no_room_under_or_over_it() -> None:
    screen = Box(0, 0, 1280, 300)
    assert panels_of(at(None), anchor=Box(0, 140, 24, 24), screen=screen)[0].box.left == 24
    right = panels_of(at(None), anchor=Box(1256, 140, 24, 24), screen=screen)[0].box
    assert right.right == 1256


def test_the_menu_covers_the_icon_where_there_is_no_other_room() -> None:
    screen = Box(0, 0, 150, 300)
    box = panels_of(at(None), anchor=Box(60, 140, 24, 24), screen=screen)[0].box
    assert (box.left, box.right) == (0, 150)


def test_a_submenu_opens_at_the_height_of_its_row() -> None:
    first, second = panels_of(at(LOG, None))
    row = next(row for row in first.rows if row.index == LOG)
    assert second.box.top + second.rows[0].top == first.box.top + row.top
    assert second.box.left == first.box.right - 2


def test_a_submenu_opens_to_the_left_at_the_right_edge() -> None:
    first, second = panels_of(at(LOG, None), anchor=Box(1250, 0, 24, 24))
    assert second.box.right == first.box.left + 2


def test_a_submenu_overlaps_where_neither_side_has_room() -> None:
    narrow = Box(0, 0, 200, 800)
    _, second = panels_of(at(LOG, None), anchor=Box(10, 0, 24, 24), screen=narrow)
    assert second.box.right == 200


def test_a_submenu_of_a_row_out_of_sight_opens_at_the_top() -> None:
    state = MenuState((Level(LOG, first=5), Level()))
    first, second = panels_of(state, screen=Box(0, 0, 1280, 150))
    assert second.box.top == first.box.top


@given(
    left=st.integers(-50, 1300),
    top=st.integers(-50, 850),
    rows=st.integers(0, 60),
    depth=st.integers(0, 3),
    scale=st.sampled_from([0.75, 1.0, 2.0, 5.0]),
)
def test_every_panel_stays_on_the_screen(
    left: int, top: int, rows: int, depth: int, scale: float
) -> None:
    root: tuple[Entry, ...] = tuple(Entry(f"Row {n}") for n in range(rows + 1))
    for _ in range(depth):
        root = (Entry("Deeper", children=root), *root[:3])
    state = MenuState(tuple(Level(0) for _ in range(depth + 1)))
    screen = Box(0, 0, 1280, 800)
    place = Place(Box(left, top, 24, 24), screen)
    for panel in lay_out(root, state, place, Metrics(scale), measure):
        box = panel.box
        assert screen.left <= box.left
        assert screen.top <= box.top
        assert box.right <= screen.right
        assert box.bottom <= screen.bottom
        assert all(row.top + row.height <= box.height for row in panel.rows)


def test_an_empty_menu_is_a_small_panel() -> None:
    panel = panels_of(at(None), root=())[0]
    assert panel.rows == ()
    assert panel.box.height == 2 * METRICS.edge


@pytest.mark.parametrize(("dpi", "row"), [(96, 30), (192, 60), (144, 45), (1, 22), (9999, 150)])
def test_sizes_follow_the_text_scale_within_reason(dpi: float, row: int) -> None:
    assert Metrics.for_dpi(dpi).row == row


def test_a_long_label_is_cut_with_an_ellipsis() -> None:
    assert fitted("Quiet until tomorrow", 70, measure) == "Quiet unt…"
    assert fitted("Quiet", 35, measure) == "Quiet"
    assert fitted("Quiet", 3, measure) == "…"


# -- more rows than the screen has room for

MANY = tuple(Entry(f"Row {n}") for n in range(20))
LOW = Box(0, 0, 1280, 300)


def test_rows_out_of_sight_are_told_by_an_arrow() -> None:
    panel = panels_of(at(None), root=MANY, screen=LOW)[0]
    assert panel.more_below
    assert not panel.more_above
    assert hit((panel,), panel.box.left + 5, panel.box.bottom - 8, METRICS) == Hit(0, scroll=1)


def test_scrolling_down_and_up_again_comes_back_to_the_first_row() -> None:
    state = at(None)
    for _ in range(4):
        state = scrolled(MANY, state, panels_of(state, MANY, screen=LOW), 0, 1)
    panel = panels_of(state, MANY, screen=LOW)[0]
    assert panel.rows[0].index == 4
    assert hit((panel,), panel.box.left + 5, panel.box.top + 8, METRICS) == Hit(0, scroll=-1)
    for _ in range(9):
        state = scrolled(MANY, state, panels_of(state, MANY, screen=LOW), 0, -1)
    assert state.levels[0].first == 0


def test_scrolling_ends_with_the_last_row_in_sight() -> None:
    state = at(None)
    for _ in range(50):
        state = scrolled(MANY, state, panels_of(state, MANY, screen=LOW), 0, 1)
    panel = panels_of(state, MANY, screen=LOW)[0]
    assert panel.rows[-1].index == 19
    assert not panel.more_below
    assert len(panel.rows) > 5


def test_keys_bring_the_highlighted_row_into_sight() -> None:
    state = at(None)
    for key in (Key.END, Key.HOME, Key.UP, *([Key.UP] * 25), *([Key.DOWN] * 30)):
        state = press_key(MANY, state, key)
        state = reveal(MANY, state, panels_of(state, MANY, screen=LOW), METRICS)
        panel = panels_of(state, MANY, screen=LOW)[0]
        assert state.levels[0].hot in [row.index for row in panel.rows]


def test_nothing_moves_where_everything_is_in_sight_or_nothing_is_highlighted() -> None:
    for state in (at(None), at(OPEN)):
        assert reveal(ROOT, state, panels_of(state), METRICS) == state
        assert scrolled(ROOT, state, panels_of(state), 0, 1) == state
        assert scrolled(ROOT, state, panels_of(state), 0, -1) == state


def test_a_screen_with_no_room_for_a_row_moves_nothing() -> None:
    tiny = Box(0, 0, 1280, 20)
    state = at(19)
    assert reveal(MANY, state, panels_of(state, MANY, screen=tiny), METRICS) == state


def test_scrolling_closes_the_submenus_beyond() -> None:
    assert scroll_to(at(LOG, 0), 0, 2) == MenuState((Level(LOG, 2),))
    assert scroll_to(at(LOG, 0), 0, 0) == at(LOG, 0)


# -- looks


def luminance(colour: str) -> float:
    levels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        level / 12.92 if level <= 0.04045 else ((level + 0.055) / 1.055) ** 2.4 for level in levels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("palette", [LIGHT, DARK])
def test_every_text_can_be_read(palette: Palette) -> None:
    assert contrast(palette.text, palette.ground) >= 7
    assert contrast(palette.faint, palette.ground) >= 4.5
    assert contrast(palette.hot_text, palette.hot_ground) >= 4.5
    assert contrast(palette.hot_ground, palette.ground) >= 3


@pytest.mark.parametrize(
    ("resources", "settings", "dpi"),
    [
        ("", {}, 96.0),
        ("Xft.antialias:\t1\nXft.dpi:\t192\n", {}, 192.0),
        ("*dpi: 120", {"Xft/DPI": 192 * 1024}, 120.0),
        ("Xft.dpi: none", {"Xft/DPI": 144 * 1024}, 144.0),
        ("Xft.dpi: -1", {}, 96.0),
        ("", {"Xft/DPI": -1}, 96.0),
        ("", {"Xft/DPI": "large"}, 96.0),
    ],
)
def test_the_text_scale_is_what_the_desktop_says(
    resources: str, settings: dict[str, str | int], dpi: float
) -> None:
    assert text_dpi(resources, settings) == dpi


@pytest.mark.parametrize(
    ("environment", "settings", "ini", "dark"),
    [
        ({}, {}, "", False),
        ({"GTK_THEME": "Adwaita:dark"}, {"Net/ThemeName": "Adwaita"}, "", True),
        ({"GTK_THEME": "Adwaita"}, {"Net/ThemeName": "Arc-Dark"}, "", False),
        ({}, {"Net/ThemeName": "Arc-Dark"}, "", True),
        ({}, {"Net/ThemeName": "Arc"}, "[Settings]\ngtk-theme-name=Arc-Dark", False),
        ({}, {}, "[Settings]\ngtk-theme-name=Arc-Dark", True),
        ({}, {}, "[Settings]\ngtk-application-prefer-dark-theme = 1", True),
        ({}, {}, "[Settings]\ngtk-application-prefer-dark-theme=false", False),
        ({}, {}, "[Other]\nname=dark", False),
        ({}, {}, "not a settings file", False),
        ({}, {}, "[Settings]\ngtk-theme-name=%(odd", False),
    ],
)
def test_a_dark_desktop_is_told_by_its_theme(
    environment: dict[str, str], settings: dict[str, str | int], ini: str, *, dark: bool
) -> None:
    assert prefers_dark(environment, settings, ini) is dark


def test_the_gtk_settings_are_read_from_their_usual_place(tmp_path: Path) -> None:
    folder = tmp_path / ".config" / "gtk-3.0"
    folder.mkdir(parents=True)
    (folder / "settings.ini").write_text("[Settings]\n")
    assert read_gtk_ini({"HOME": str(tmp_path)}) == "[Settings]\n"
    assert read_gtk_ini({"XDG_CONFIG_HOME": str(tmp_path / ".config")}) == "[Settings]\n"
    assert not read_gtk_ini({"HOME": str(tmp_path / "nobody")})


def setting(order: str, kind: int, name: str, value: bytes) -> bytes:
    raw = name.encode()
    padded = raw + bytes(-len(raw) % 4)
    return struct.pack(f"{order}BxH", kind, len(raw)) + padded + bytes(4) + value


def settings_of(order: str, *each: bytes) -> bytes:
    first = bytes([1 if order == ">" else 0, 0, 0, 0])
    return first + struct.pack(f"{order}II", 7, len(each)) + b"".join(each)


@pytest.mark.parametrize("order", ["<", ">"])
def test_xsettings_are_read_in_either_byte_order(order: str) -> None:
    text = b"Arc-Dark"
    data = settings_of(
        order,
        setting(order, 2, "Some/Colour", bytes(8)),
        setting(order, 1, "Net/ThemeName", struct.pack(f"{order}I", len(text)) + text),
        setting(order, 0, "Xft/DPI", struct.pack(f"{order}i", 196608)),
    )
    assert read_xsettings(data) == {"Net/ThemeName": "Arc-Dark", "Xft/DPI": 196608}


def test_what_comes_before_an_unknown_kind_of_setting_counts() -> None:
    known = setting("<", 0, "Xft/DPI", struct.pack("<i", 98304))
    data = settings_of("<", known, setting("<", 9, "New/Kind", b""), known)
    assert read_xsettings(data) == {"Xft/DPI": 98304}


@given(st.binary(max_size=64))
def test_no_bytes_break_the_reading_of_xsettings(data: bytes) -> None:
    assert isinstance(read_xsettings(data), dict)


def test_settings_that_are_cut_short_count_as_far_as_they_go() -> None:
    whole = settings_of("<", setting("<", 0, "Xft/DPI", struct.pack("<i", 98304)))
    assert read_xsettings(whole[:-2]) == {}
    assert read_xsettings(b"") == {}


def test_a_font_is_found_even_where_there_is_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = tmp_path / "broken.ttf"
    broken.write_text("not a font")
    monkeypatch.setenv("PATH", str(tmp_path))
    font = load_font(20, (str(tmp_path / "missing.ttf"), str(broken)))
    assert font.getlength("Quiet") > 20


@pytest.mark.parametrize("script", ["echo -n /nowhere.ttf", "exit 1", "exec /nowhere"])
def test_a_fontconfig_of_no_use_leaves_the_font_that_is_built_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str
) -> None:
    program = tmp_path / "fc-match"
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o700)
    monkeypatch.setenv("PATH", f"{tmp_path}:/bin")
    assert load_font(20, ()).getlength("Quiet") > 20


def test_a_fontconfig_that_cannot_be_started_is_done_without(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "fc-match"
    program.write_text("#!/nowhere/at/all\n")
    program.chmod(0o700)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert load_font(20, ()).getlength("Quiet") > 20


def test_the_font_that_fontconfig_names_is_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    used = []
    monkeypatch.setattr(popup_look, "_matched_font", lambda: "chosen.ttf")
    built_in = ImageFont.load_default(20)

    def truetype(path: str, size: int) -> object:
        used.append((path, size))
        return built_in

    monkeypatch.setattr(ImageFont, "truetype", truetype)
    assert load_font(20, (str(tmp_path / "missing"),)) is built_in
    assert used == [("chosen.ttf", 20)]


# -- pictures


@pytest.fixture(scope="module")
def look() -> Look:
    return Look(METRICS, LIGHT, ImageFont.load_default(METRICS.font))


def picture(
    look: Look, root: tuple[Entry, ...], hot: int | None = None, screen: Box = SCREEN
) -> tuple[Panel, Image.Image]:
    state = at(hot)
    panel = lay_out(root, state, Place(ANCHOR, screen), look.metrics, look.measure)[0]
    return panel, paint(root, panel, hot, look)


def row_picture(look: Look, entry: Entry, hot: int | None = None) -> bytes:
    _, image = picture(look, (entry,), hot)
    return image.tobytes()


def test_a_panel_is_painted_at_its_size(look: Look) -> None:
    panel, image = picture(look, ROOT)
    assert image.size == (panel.box.width, panel.box.height)


def test_every_state_of_a_row_looks_different(look: Look) -> None:
    entries = [
        Entry("Water"),
        Entry("Water", enabled=False),
        Entry("Water", checked=False),
        Entry("Water", checked=True),
        Entry("Water", checked=False, radio=True),
        Entry("Water", checked=True, radio=True),
        Entry("Water", children=(Entry("Glass"),)),
    ]
    pictures = [row_picture(look, entry) for entry in entries]
    pictures.append(row_picture(look, entries[0], 0))
    assert len(set(pictures)) == len(pictures)


def test_the_highlight_lies_behind_its_row_alone(look: Look) -> None:
    panel, plain = picture(look, ROOT)
    _, image = picture(look, ROOT, OPEN)
    row = next(row for row in panel.rows if row.index == OPEN)
    middle = row.top + row.height // 2
    assert image.getpixel((8, middle)) == (0x10, 0x69, 0x7A)
    assert image.getpixel((8, row.top + row.height + 4)) == plain.getpixel((8, 5))


def test_arrows_are_painted_where_rows_are_out_of_sight(look: Look) -> None:
    state = MenuState((Level(first=5),))
    panel = lay_out(MANY, state, Place(ANCHOR, LOW), look.metrics, look.measure)[0]
    image = paint(MANY, panel, None, look)
    strip = look.metrics.edge + look.metrics.separator
    ground = Image.new("RGB", (panel.box.width - 2, strip - 1), LIGHT.ground)
    for top in (1, panel.box.height - strip):
        box = (1, top, panel.box.width - 1, top + strip - 1)
        assert image.crop(box).tobytes() != ground.tobytes()


def test_a_label_that_is_too_wide_stays_within_its_panel(look: Look) -> None:
    panel, image = picture(look, (Entry("W" * 200),))
    assert panel.box.width <= 500
    right = panel.box.width - 2
    column = [image.getpixel((right, y)) for y in range(1, panel.box.height - 1)]
    assert set(column) == {(0xFC, 0xFC, 0xFB)}


def test_a_look_follows_the_resolution() -> None:
    assert Look.of(192, DARK).metrics.scale == 2.0
