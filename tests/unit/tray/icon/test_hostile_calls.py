"""Whatever a client of the bus calls the icon with, it answers or refuses, and works on."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from icon_fakes import FakeBus, fits_dbus

from tray.bus.connection import DBusError
from tray.icon.status_notifier import dbusmenu
from tray.icon.status_notifier.introspection import ITEM_PROPERTIES
from tray.icon.status_notifier.item import INTERFACE, ITEM_PATH, MENU_PATH, PROPERTIES, Item

VALUES = st.recursive(
    st.booleans()
    | st.integers(-(2**63), 2**64 - 1)
    | st.floats()
    | st.text(max_size=20)
    | st.binary(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.tuples(inner, inner)
        | st.tuples(inner, inner, inner, inner)
        | st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=12,
)
PATHS = st.sampled_from([ITEM_PATH, MENU_PATH])
INTERFACES = st.none() | st.sampled_from([INTERFACE, PROPERTIES, dbusmenu.INTERFACE, "a.b"])
MEMBERS = st.sampled_from(
    [
        *("Activate", "SecondaryActivate", "ContextMenu", "Scroll", "ProvideXdgActivationToken"),
        *("Get", "GetAll", "Set", "Introspect", "Ping", "", "__class__"),
        *("Event", "EventGroup", "GetLayout", "GetGroupProperties", "AboutToShowGroup"),
    ]
)
BODIES = st.lists(VALUES, max_size=4).map(tuple) | st.tuples(
    st.sampled_from([INTERFACE, dbusmenu.INTERFACE, "a.b"]), st.sampled_from(list(ITEM_PROPERTIES))
)


@given(st.lists(st.tuples(PATHS, INTERFACES, MEMBERS, BODIES), max_size=8))
def test_whatever_is_called_is_answered_or_refused(
    calls: list[tuple[str, str | None, str, tuple[Any, ...]]],
) -> None:
    fake = FakeBus()
    presses: list[object] = []
    item = Item(fake.bus, "lull", presses.append, lambda: None)
    item.set_menu((), has_default=True)
    for path, interface, member, body in calls:
        try:
            signature, answer = fake.handlers[path](interface, member, body)
        except DBusError:
            continue
        fits_dbus(signature, answer)
    item.set_title("Lull: resting")
    found = fake.handlers[ITEM_PATH](PROPERTIES, "Get", (INTERFACE, "Title"))
    assert found == ("v", (("s", "Lull: resting"),))
    assert len(presses) <= len(calls)
