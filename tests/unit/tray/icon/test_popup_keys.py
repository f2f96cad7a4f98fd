"""The popup menu: keys and pointer, without a display."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from popup_menus import (
    LOCKED,
    LOG,
    METRICS,
    OPEN,
    QUIT,
    ROOT,
    SEPARATOR,
    SETTINGS,
    TODAY,
    at,
    hots,
    panels_of,
)

from tray.icon.popup import symbol_letter
from tray.icon.popup_layout import Box, Panel
from tray.icon.popup_model import (
    Entry,
    Key,
    MenuState,
    click,
    hover,
    press_key,
    rows_at,
    type_letter,
)
from tray.icon.popup_pointing import Hit, heads_for, hit

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
