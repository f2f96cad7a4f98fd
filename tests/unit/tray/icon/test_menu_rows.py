from __future__ import annotations

from tray.icon.rows import build_menu
from tray.icon.status_notifier.pystray_loader import BaseIcon, Menu
from tray.menu import SEPARATOR, Row


def test_rows_become_items_with_everything_they_say() -> None:
    rows = (
        Row("Status", enabled=False),
        SEPARATOR,
        Row("Log a twitch...", "log", default=True),
        Row("Level", children=(Row("Low", "low", checked=True, radio=True), Row("High", "high"))),
        Row("Quiet", "quiet", checked=False),
    )

    status, line, log, level, quiet = build_menu(lambda: rows, lambda _: None)

    assert (status.text, status.enabled, status.checked) == ("Status", False, None)
    assert line is Menu.SEPARATOR
    assert (log.default, log.submenu) == (True, None)
    assert level.submenu is not None
    low, high = level.submenu
    assert (low.text, low.checked, low.radio) == ("Low", True, True)
    assert (high.checked, high.radio) == (None, False)
    assert (quiet.checked, quiet.radio, quiet.default) == (False, False, False)


def test_a_click_asks_for_the_action_of_the_row() -> None:
    asked: list[str] = []
    sub = Row("Log", children=(Row("Tea", "log tea"),))
    menu = build_menu(lambda: (Row("Coffee", "log coffee"), sub, Row("Nothing")), asked.append)
    icon = BaseIcon("test")

    coffee, log, nothing = menu
    assert log.submenu is not None
    for item in (coffee, *log.submenu, nothing):
        item(icon)

    assert asked == ["log coffee", "log tea"]


def test_the_default_row_is_what_a_left_click_asks_for() -> None:
    asked: list[str] = []
    rows = (Row("A", "a"), Row("B", "b", default=True))
    build_menu(lambda: rows, asked.append)(BaseIcon("test"))
    assert asked == ["b"]


def test_rows_are_read_anew_each_time() -> None:
    now = [Row("1 glass", "water", checked=False)]
    menu = build_menu(lambda: tuple(now), lambda _: None)
    assert [item.text for item in menu] == ["1 glass"]
    now[:] = [Row("2 glasses", "water", checked=True), Row("Undo", "undo")]
    assert [(item.text, item.checked) for item in menu] == [("2 glasses", True), ("Undo", None)]


def test_an_item_is_known_by_its_action_however_it_is_worded() -> None:
    (item,) = build_menu(lambda: (Row("1 glass", "water"),), lambda _: None)
    assert getattr(item, "key", None) == "water"
