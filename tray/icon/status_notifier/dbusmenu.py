"""A menu that speaks com.canonical.dbusmenu: ids, the smallest updates, and robust answers.

Specification: libdbusmenu's ``dbus-menu.xml``. Hosts it was read against: xfce4-panel 4.18,
lxqt-panel 1.2, mate-panel 1.27, Plasma 5.27, GNOME's AppIndicator extension 46, waybar 0.9.

Rows come in as `Entry` values. A click hands `Entry.activate` to whoever owns the menu, who decides
in which thread it is called.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from typing import Any, TypeAlias

from tray.bus.connection import DBusError
from tray.icon.status_notifier.menu_tree import Changes, Entry, Node, Property, Tree

INTERFACE = "com.canonical.dbusmenu"
OPEN_SECONDS = 60.0
"""A menu said to be open for longer is taken as closed: its host may have died in between."""

OFFER_SECONDS = 2.0
"""A submenu is not offered again so soon: a host that asks for everything anew at each offer would
never end. Later it is: Plasma's shell may have been started again meanwhile."""

Answer: TypeAlias = tuple[str, tuple[Any, ...]]
Emit: TypeAlias = Callable[[str, str, tuple[Any, ...]], None]
"""``(member, signature, body)``: sends a signal of the menu's interface."""

INVALID_ARGUMENTS = "org.freedesktop.DBus.Error.InvalidArgs"
UNKNOWN_METHOD = "org.freedesktop.DBus.Error.UnknownMethod"
UNKNOWN_PROPERTY = "org.freedesktop.DBus.Error.UnknownProperty"
READ_ONLY = "org.freedesktop.DBus.Error.PropertyReadOnly"

MENU_PROPERTIES: dict[str, Property] = {
    "Version": ("u", 3),
    "TextDirection": ("s", "ltr"),
    "Status": ("s", "normal"),
    "IconThemePath": ("as", []),
}


def _chosen(shown: dict[str, Property], names: frozenset[str]) -> dict[str, Property]:
    return {name: value for name, value in shown.items() if not names or name in names}


def _layout(node: Node, depth: int, names: frozenset[str]) -> tuple[int, dict[str, Property], Any]:
    children = [] if depth == 0 else node.children
    below = [("(ia{sv}av)", _layout(child, depth - 1, names)) for child in children]
    return node.number, _chosen(node.shown, names), below


def _submenus_below(node: Node, depth: int) -> Iterator[int]:
    """The ids of submenus whose rows a layout of this depth does not tell."""
    for child in node.children:
        if depth > 1:
            yield from _submenus_below(child, depth - 1)
        elif child.children:
            yield child.number


def _arguments(member: str, body: tuple[Any, ...], *kinds: type) -> tuple[Any, ...]:
    fits = len(body) == len(kinds) and all(
        type(value) is kind for value, kind in zip(body, kinds, strict=True)
    )
    if not fits:
        raise DBusError(INVALID_ARGUMENTS, f"{member} takes other arguments")
    return body


def _list_of(member: str, values: list[Any], kind: type) -> list[Any]:
    if not all(type(value) is kind for value in values):
        raise DBusError(INVALID_ARGUMENTS, f"{member} takes other arguments")
    return values


class DBusMenu:
    """A menu on the bus. All methods may be called from any thread."""

    def __init__(self, emit: Emit, choose: Callable[[Callable[[], None]], None]) -> None:
        """Make an empty menu.

        Args:
            emit: Sends a signal; called with the lock held, so it must not wait.
            choose: Gets what a click asks for, in the D-Bus thread; it must not wait either.
        """
        self._emit = emit
        self._choose = choose
        self._tree = Tree()
        self._lock = threading.RLock()
        self._open: dict[int, float] = {}
        self._deferred: tuple[Entry, ...] | None = None
        self._offered: dict[int, float] = {}
        self._methods: dict[str, Callable[[tuple[Any, ...]], Answer]] = {
            "GetLayout": self._get_layout,
            "GetGroupProperties": self._get_group_properties,
            "GetProperty": self._get_property,
            "Event": self._event,
            "EventGroup": self._event_group,
            "AboutToShow": self._about_to_show,
            "AboutToShowGroup": self._about_to_show_group,
        }

    def update(self, entries: tuple[Entry, ...]) -> None:
        """Show ``entries`` from now on and tell the hosts the least that makes them follow.

        A change of structure under an open menu closes it (Qt hosts) or leaves it clipped (GTK
        hosts), so it waits until the menu is closed; labels, marks and enabled go out at once.
        """
        with self._lock:
            wait = self._is_open() and not self._tree.fits(entries)
            self._deferred = entries if wait else None
            self._announce(self._tree.update(entries, structure=not wait))

    def forget_hosts(self) -> None:
        """The hosts are gone, and with them every open menu."""
        with self._lock:
            self._open.clear()
            self._apply_deferred()

    def handle(self, interface: str | None, member: str, body: tuple[Any, ...]) -> Answer:
        """Answer a method call; raises DBusError for what cannot be answered."""
        if interface not in (INTERFACE, None) or member not in self._methods:
            raise DBusError(UNKNOWN_METHOD, f"no method {interface}.{member}")
        with self._lock:
            return self._methods[member](body)

    def _is_open(self) -> bool:
        now = time.monotonic()
        return any(now - since < OPEN_SECONDS for since in self._open.values())

    def _announce(self, changes: Changes) -> None:
        if changes.updated or changes.removed:
            body = (changes.updated, changes.removed)
            self._emit("ItemsPropertiesUpdated", "a(ia{sv})a(ias)", body)
        if changes.parents:
            parent = changes.parents[0] if len(changes.parents) == 1 else 0
            self._emit("LayoutUpdated", "ui", (self._tree.revision, parent))

    def _apply_deferred(self) -> bool:
        entries, self._deferred = self._deferred, None
        if entries is None:
            return False
        self._announce(self._tree.update(entries))
        return True

    # -- methods of the interface

    def _find(self, number: int) -> Node:
        node = self._tree.find(number)
        if node is None:
            raise DBusError(INVALID_ARGUMENTS, f"no menu row {number}")
        return node

    def _get_layout(self, body: tuple[Any, ...]) -> Answer:
        parent, depth, names = _arguments("GetLayout", body, int, int, list)
        wanted = frozenset(_list_of("GetLayout", names, str))
        node = self._find(parent)
        if depth > 0:
            self._offer(_submenus_below(node, depth))
        return "u(ia{sv}av)", (self._tree.revision, _layout(node, depth, wanted))

    def _offer(self, submenus: Iterator[int]) -> None:
        """Have a host that asks level by level fetch these submenus before a person opens them.

        Plasma 5.27 shows a submenu that it knows no rows of as an empty one, at a place where only
        an empty one has room, and fetches its rows then: at the right edge they stand off screen.
        """
        now = time.monotonic()
        self._offered = {
            number: since for number, since in self._offered.items() if now - since < OFFER_SECONDS
        }
        for number in submenus:
            if number not in self._offered:
                self._offered[number] = now
                self._emit("LayoutUpdated", "ui", (self._tree.revision, number))

    def _get_group_properties(self, body: tuple[Any, ...]) -> Answer:
        numbers, names = _arguments("GetGroupProperties", body, list, list)
        asked = dict.fromkeys(_list_of("GetGroupProperties", numbers, int) or self._tree.numbers)
        wanted = frozenset(_list_of("GetGroupProperties", names, str))
        nodes = [node for number in asked if (node := self._tree.find(number)) is not None]
        return "a(ia{sv})", ([(node.number, _chosen(node.shown, wanted)) for node in nodes],)

    def _get_property(self, body: tuple[Any, ...]) -> Answer:
        number, name = _arguments("GetProperty", body, int, str)
        shown = self._find(number).shown
        if name not in shown:
            raise DBusError(INVALID_ARGUMENTS, f"row {number} has no property {name}")
        return "v", (shown[name],)

    def _event(self, body: tuple[Any, ...]) -> Answer:
        number, kind, _, _ = _arguments("Event", body, int, str, tuple, int)
        if not self._happened(number, kind):
            raise DBusError(INVALID_ARGUMENTS, f"no menu row {number}")
        return "", ()

    def _event_group(self, body: tuple[Any, ...]) -> Answer:
        (events,) = _arguments("EventGroup", body, list)
        checked = [
            _arguments("EventGroup", event, int, str, tuple, int)
            for event in _list_of("EventGroup", events, tuple)
        ]
        unknown = [number for number, kind, _, _ in checked if not self._happened(number, kind)]
        if unknown and len(unknown) == len(checked):
            raise DBusError(INVALID_ARGUMENTS, "no such menu rows")
        return "ai", (unknown,)

    def _about_to_show(self, body: tuple[Any, ...]) -> Answer:
        (number,) = _arguments("AboutToShow", body, int)
        self._find(number)
        return "b", (number == 0 and self._apply_deferred(),)

    def _about_to_show_group(self, body: tuple[Any, ...]) -> Answer:
        (numbers,) = _arguments("AboutToShowGroup", body, list)
        wanted = dict.fromkeys(_list_of("AboutToShowGroup", numbers, int))
        unknown = [number for number in wanted if self._tree.find(number) is None]
        changed = [0] if 0 in wanted and self._apply_deferred() else []
        return "aiai", (changed, unknown)

    def _happened(self, number: int, kind: str) -> bool:
        entry = self._tree.known(number)
        if entry is None:
            return False
        if kind == "opened":
            self._open[number] = time.monotonic()
        elif kind == "closed":
            self._closed(number)
        elif kind == "clicked" and entry.enabled and entry.activate is not None:
            self._choose(entry.activate)
        return True

    def _closed(self, number: int) -> None:
        if number == 0:
            self._open.clear()
        self._open.pop(number, None)
        if not self._open:
            self._apply_deferred()
