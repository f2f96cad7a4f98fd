"""What stands in the tray menu: pure, from a state to rows; no desktop library."""

from __future__ import annotations

import dataclasses


@dataclasses.dataclass(frozen=True, slots=True)
class Row:
    """One row of the tray menu.

    Attributes:
        label: What the row says; empty for a separator.
        action: What a click asks for, such as ``log coffee``; empty where nothing happens.
        enabled: Whether the row can be chosen.
        checked: None for a plain row, else the state of its check mark.
        radio: Whether the check mark is one of a group of which one is set.
        default: Whether a left click on the icon chooses this row.
        children: The rows of its submenu.
    """

    label: str
    action: str = ""
    enabled: bool = True
    checked: bool | None = None
    radio: bool = False
    default: bool = False
    children: tuple[Row, ...] = ()


SEPARATOR = Row("")
