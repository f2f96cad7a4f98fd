"""The popup menu: places on the screen, and more rows than it has room for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from popup_menus import LOG, LOW, MANY, METRICS, OPEN, ROOT, at, measure, panels_of

from tray.icon.popup_layout import Box, Metrics, Place, fitted, lay_out
from tray.icon.popup_model import (
    Entry,
    Key,
    Level,
    MenuState,
    press_key,
    scroll_to,
)
from tray.icon.popup_pointing import Hit, hit, reveal, scrolled

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
