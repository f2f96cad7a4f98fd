"""From Lull's rows to a pystray menu that reads them anew each time it is looked at."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from tray.icon.status_notifier.pystray_loader import Menu, MenuItem
from tray.menu import SEPARATOR

if TYPE_CHECKING:
    from collections.abc import Callable

    from tray.icon.status_notifier.pystray_loader import BaseIcon
    from tray.menu import Row


class KeyedItem(MenuItem):
    """A menu item that says what it is, so that it keeps its identity when it is reworded.

    Attributes:
        key: The action of its row; empty where there is none.
    """

    def __init__(self, row: Row, on_action: Callable[[str], None]) -> None:
        """Make the item of ``row``; a click on it calls ``on_action`` with the row's action."""
        self.key = row.action
        super().__init__(
            row.label,
            _action(row, on_action),
            checked=None if row.checked is None else lambda _: row.checked,
            radio=row.radio,
            default=row.default,
            enabled=row.enabled,
        )


def build_menu(rows: Callable[[], tuple[Row, ...]], on_action: Callable[[str], None]) -> Menu:
    """A menu whose rows are those that ``rows`` returns at the time it is read.

    Args:
        rows: Called in whatever thread reads the menu; it must be quick and must not wait.
        on_action: Called with `Row.action` when a row with an action is chosen.
    """
    return Menu(lambda: _items(rows(), on_action))


def _items(rows: tuple[Row, ...], on_action: Callable[[str], None]) -> list[MenuItem]:
    return [Menu.SEPARATOR if row == SEPARATOR else KeyedItem(row, on_action) for row in rows]


def _action(row: Row, on_action: Callable[[str], None]) -> Callable[..., None] | Menu | None:
    if row.children:
        return Menu(*_items(row.children, on_action))
    if not row.action:
        return None
    return functools.partial(_choose, on_action, row.action)


def _choose(
    on_action: Callable[[str], None], action: str, _icon: BaseIcon, _item: MenuItem
) -> None:
    on_action(action)
