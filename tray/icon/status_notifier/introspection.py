"""What the item and its menu say of themselves to ``org.freedesktop.DBus.Introspectable``."""

from __future__ import annotations

from collections.abc import Mapping

_Methods = Mapping[str, tuple[str, str]]

ITEM_PROPERTIES = {
    "Category": "s",
    "Id": "s",
    "Title": "s",
    "Status": "s",
    "WindowId": "i",
    "IconThemePath": "s",
    "IconName": "s",
    "IconPixmap": "a(iiay)",
    "IconAccessibleDesc": "s",
    "OverlayIconName": "s",
    "OverlayIconPixmap": "a(iiay)",
    "AttentionIconName": "s",
    "AttentionIconPixmap": "a(iiay)",
    "AttentionMovieName": "s",
    "AttentionAccessibleDesc": "s",
    "ToolTip": "(sa(iiay)ss)",
    "ItemIsMenu": "b",
    "Menu": "o",
}
_ITEM_METHODS = {
    "Activate": ("i i", ""),
    "SecondaryActivate": ("i i", ""),
    "ContextMenu": ("i i", ""),
    "Scroll": ("i s", ""),
    "ProvideXdgActivationToken": ("s", ""),
}
_ITEM_SIGNALS = {
    "NewTitle": "",
    "NewIcon": "",
    "NewAttentionIcon": "",
    "NewOverlayIcon": "",
    "NewToolTip": "",
    "NewStatus": "s",
}
_MENU_PROPERTIES = {"Version": "u", "TextDirection": "s", "Status": "s", "IconThemePath": "as"}
_MENU_METHODS = {
    "GetLayout": ("i i as", "u (ia{sv}av)"),
    "GetGroupProperties": ("ai as", "a(ia{sv})"),
    "GetProperty": ("i s", "v"),
    "Event": ("i s v u", ""),
    "EventGroup": ("a(isvu)", "ai"),
    "AboutToShow": ("i", "b"),
    "AboutToShowGroup": ("ai", "ai ai"),
}
_MENU_SIGNALS = {
    "ItemsPropertiesUpdated": "a(ia{sv}) a(ias)",
    "LayoutUpdated": "u i",
    "ItemActivationRequested": "i u",
}
_PROPERTIES_METHODS = {"Get": ("s s", "v"), "GetAll": ("s", "a{sv}"), "Set": ("s s v", "")}


def _arguments(signatures: str, direction: str = "") -> str:
    place = f' direction="{direction}"' if direction else ""
    return "".join(f'<arg type="{signature}"{place}/>' for signature in signatures.split())


def _interface(
    name: str, properties: Mapping[str, str], methods: _Methods, signals: Mapping[str, str]
) -> str:
    parts = [
        f'<property name="{key}" type="{signature}" access="read"/>'
        for key, signature in properties.items()
    ]
    parts += [
        f'<method name="{key}">{_arguments(given, "in")}{_arguments(back, "out")}</method>'
        for key, (given, back) in methods.items()
    ]
    parts += [
        f'<signal name="{key}">{_arguments(given)}</signal>' for key, given in signals.items()
    ]
    return f'<interface name="{name}">{"".join(parts)}</interface>'


def _node(interface: str) -> str:
    properties = _interface("org.freedesktop.DBus.Properties", {}, _PROPERTIES_METHODS, {})
    return f"<node>{interface}{properties}</node>"


def item_xml(interface: str) -> str:
    """The XML of the item's object."""
    return _node(_interface(interface, ITEM_PROPERTIES, _ITEM_METHODS, _ITEM_SIGNALS))


def menu_xml(interface: str) -> str:
    """The XML of the menu's object."""
    return _node(_interface(interface, _MENU_PROPERTIES, _MENU_METHODS, _MENU_SIGNALS))
