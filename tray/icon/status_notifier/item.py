"""A tray item that speaks org.kde.StatusNotifierItem: its object and its menu's on the bus.

Specification: https://www.freedesktop.org/wiki/Specifications/StatusNotifierItem/ as Plasma
implements it (the ``org.kde`` names, ``ItemIsMenu``) and the accessible descriptions that Ayatana
added, without which GNOME's AppIndicator extension 46 logs an error for each item.
"""

from __future__ import annotations

import functools
import threading
from typing import TYPE_CHECKING

from tray.bus.connection import DBusError
from tray.icon.status_notifier import dbusmenu, introspection
from tray.icon.status_notifier.menu_tree import bus_text
from tray.icon.status_notifier.pixmaps import pixmaps

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from tray.bus.connection import Bus, Handler
    from tray.icon.status_notifier.menu_tree import Entry, Property
    from tray.icon.status_notifier.pixmaps import Picture

ITEM_PATH = "/StatusNotifierItem"
MENU_PATH = "/MenuBar"
INTERFACE = "org.kde.StatusNotifierItem"
INTERFACES = (INTERFACE, "org.freedesktop.StatusNotifierItem")
PROPERTIES = "org.freedesktop.DBus.Properties"
INTROSPECTABLE = "org.freedesktop.DBus.Introspectable"
PEER = "org.freedesktop.DBus.Peer"
TOKEN_LIMIT = 256
"""Longest activation token that is kept, in characters; compositors give a few dozen."""

_IGNORED = frozenset({"SecondaryActivate", "XAyatanaSecondaryActivate", "Scroll", "ContextMenu"})


class Item:
    """The objects of one item. All methods may be called from any thread."""

    def __init__(
        self,
        bus: Bus,
        identity: str,
        choose: Callable[[Callable[[], None]], None],
        on_activate: Callable[[], None],
    ) -> None:
        """Export the item and its menu; one item to a connection, since hosts expect its path.

        Args:
            bus: The session bus.
            identity: What tells this program's item from others, the same at each start.
            choose: Gets what is to be called after a click, in the D-Bus thread; must not wait.
            on_activate: What a left click calls.
        """
        self._bus = bus
        self._choose = choose
        self._on_activate = on_activate
        self._lock = threading.Lock()
        self._picture: Picture | None = None
        self._pixmaps: list[tuple[int, int, bytes]] | None = None
        self._has_default = False
        self._token = ""
        self.menu = dbusmenu.DBusMenu(functools.partial(self._emit_from_menu), choose)
        self._fixed: dict[str, Property] = {
            "Category": ("s", "ApplicationStatus"),
            "Id": ("s", bus_text(identity)),
            "Status": ("s", "Active"),
            "WindowId": ("i", 0),
            "IconThemePath": ("s", ""),
            "IconName": ("s", ""),
            "OverlayIconName": ("s", ""),
            "OverlayIconPixmap": ("a(iiay)", []),
            "AttentionIconName": ("s", ""),
            "AttentionIconPixmap": ("a(iiay)", []),
            "AttentionMovieName": ("s", ""),
            "Menu": ("o", MENU_PATH),
        }
        self._title = ""
        self._texts: dict[str, Callable[[], Property]] = {
            "Title": lambda: ("s", self._title),
            "IconAccessibleDesc": lambda: ("s", self._title),
            "AttentionAccessibleDesc": lambda: ("s", self._title),
            "ToolTip": lambda: ("(sa(iiay)ss)", ("", [], self._title, "")),
            "ItemIsMenu": lambda: ("b", not self._has_default),
            "IconPixmap": lambda: ("a(iiay)", self._drawn()),
        }
        bus.export(ITEM_PATH, self._object(introspection.item_xml(INTERFACE), self._item_call))
        bus.export(MENU_PATH, self._object(introspection.menu_xml(dbusmenu.INTERFACE), self._menu))

    def set_picture(self, picture: Picture) -> None:
        """Show another picture; it is drawn when a host asks for it."""
        with self._lock:
            self._picture, self._pixmaps = picture, None
        self._bus.emit(ITEM_PATH, INTERFACE, "NewIcon")

    def set_title(self, title: str) -> None:
        """Show another title, in the tooltip and to a screen reader.

        GTK panels pop the tooltip up at each change under the pointer, so an equal one is silent.
        """
        title = bus_text(title)
        if title != self._title:
            self._title = title
            self._bus.emit(ITEM_PATH, INTERFACE, "NewTitle")
            self._bus.emit(ITEM_PATH, INTERFACE, "NewToolTip")

    def set_menu(self, entries: tuple[Entry, ...], *, has_default: bool) -> None:
        """Show other rows; ``has_default`` says whether a left click has a meaning of its own."""
        self._has_default = has_default
        self.menu.update(entries)

    def take_activation_token(self) -> str:
        """The token that the last click came with, once; a window needs it to come to the front.

        Plasma sends it before the click (``XDG_ACTIVATION_TOKEN`` of the started program).
        """
        token, self._token = self._token, ""
        return token

    # -- in the D-Bus thread

    def _drawn(self) -> list[tuple[int, int, bytes]]:
        with self._lock:
            picture, done = self._picture, self._pixmaps
        if picture is None:
            return []
        if done is None:
            done = pixmaps(picture)
            with self._lock:
                if picture is self._picture:
                    self._pixmaps = done
        return done

    def _properties(self, name: str | None = None) -> dict[str, Property]:
        wanted = introspection.ITEM_PROPERTIES if name is None else [name]
        return {
            each: self._fixed[each] if each in self._fixed else self._texts[each]()
            for each in wanted
            if each in introspection.ITEM_PROPERTIES
        }

    def _menu_properties(self, name: str | None = None) -> dict[str, Property]:
        shown = dbusmenu.MENU_PROPERTIES
        return {each: shown[each] for each in shown if name in {None, each}}

    def _object(self, xml: str, call: Handler) -> Handler:
        def handle(
            interface: str | None, member: str, body: tuple[Any, ...]
        ) -> tuple[str, tuple[Any, ...]]:
            if interface == INTROSPECTABLE and member == "Introspect":
                return "s", (xml,)
            if interface == PEER and member == "Ping":
                return "", ()
            return call(interface, member, body)

        return handle

    def _item_call(
        self, interface: str | None, member: str, body: tuple[Any, ...]
    ) -> dbusmenu.Answer:
        if interface == PROPERTIES:
            return _property_call(member, body, self._properties)
        if interface in {*INTERFACES, None}:
            if member == "Activate" and self._has_default:
                self._choose(self._on_activate)
                return "", ()
            if member == "ProvideXdgActivationToken":
                self._keep_token(body)
                return "", ()
            if member in _IGNORED:
                return "", ()
        # Also for Activate without a default row: hosts then open the menu instead.
        raise DBusError(dbusmenu.UNKNOWN_METHOD, f"no method {interface}.{member}")

    def _menu(self, interface: str | None, member: str, body: tuple[Any, ...]) -> dbusmenu.Answer:
        if interface == PROPERTIES:
            return _property_call(member, body, self._menu_properties)
        return self.menu.handle(interface, member, body)

    def _keep_token(self, body: tuple[Any, ...]) -> None:
        token = body[0] if len(body) == 1 else None
        if not isinstance(token, str) or len(token) > TOKEN_LIMIT or not token.isprintable():
            raise DBusError(dbusmenu.INVALID_ARGUMENTS, "not an activation token")
        self._token = token

    def _emit_from_menu(self, member: str, signature: str, body: tuple[Any, ...]) -> None:
        self._bus.emit(MENU_PATH, dbusmenu.INTERFACE, member, signature, body)


def _property_call(
    member: str, body: tuple[Any, ...], table: Callable[[str | None], dict[str, Property]]
) -> dbusmenu.Answer:
    if member == "GetAll":
        return "a{sv}", (table(None),)
    if member == "Set":
        raise DBusError(dbusmenu.READ_ONLY, "properties are read-only")
    if member != "Get":
        raise DBusError(dbusmenu.UNKNOWN_METHOD, f"no method {PROPERTIES}.{member}")
    strings = all(isinstance(part, str) for part in body)
    if len(body) != len(("interface", "property")) or not strings:
        raise DBusError(dbusmenu.INVALID_ARGUMENTS, "Get takes an interface and a property")
    found = table(body[1])
    if not found:
        raise DBusError(dbusmenu.UNKNOWN_PROPERTY, f"no property {body[1]}")
    return "v", (found[body[1]],)
