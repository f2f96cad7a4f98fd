from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icon_fakes import fits_dbus

from tray.bus.connection import DBusError
from tray.icon.status_notifier import dbusmenu
from tray.icon.status_notifier.dbusmenu import DBusMenu
from tray.icon.status_notifier.menu_tree import Entry

if TYPE_CHECKING:
    from collections.abc import Callable

MENU = dbusmenu.INTERFACE


class Opened:
    """A menu with what it sent and what was chosen in it."""

    def __init__(self, *rows: Entry) -> None:
        self.sent: list[tuple[str, tuple[Any, ...]]] = []
        self.chosen: list[Callable[[], None]] = []
        self.menu = DBusMenu(self.emit, self.chosen.append)
        self.menu.update(rows)
        self.sent.clear()

    def emit(self, member: str, signature: str, body: tuple[Any, ...]) -> None:
        fits_dbus(signature, body)
        self.sent.append((member, body))

    def ask(self, member: str, *body: Any) -> tuple[Any, ...]:  # noqa: ANN401 - any body
        signature, answer = self.menu.handle(MENU, member, body)
        fits_dbus(signature, answer)
        return answer

    def event(self, number: int, kind: str) -> None:
        self.ask("Event", number, kind, ("i", 0), 0)

    def menu_revision(self) -> int:
        revision: int = self.ask("GetLayout", 0, 0, [])[0]
        return revision

    def labels(self) -> list[str]:
        _, (_, _, children) = self.ask("GetLayout", 0, -1, [])
        return [child[1].get("label", ("s", "-"))[1] for _, child in children]


def nothing() -> None:
    """What a row of these tests does."""


def row(label: str, key: str = "") -> Entry:
    return Entry(label, key, activate=nothing)


def test_the_layout_tells_ids_properties_and_children() -> None:
    menu = Opened(row("A"), Entry("", separator=True), Entry("Sub", children=(row("B"),)))
    revision, layout = menu.ask("GetLayout", 0, -1, [])
    assert revision == 2
    assert layout == (
        0,
        {"children-display": ("s", "submenu")},
        [
            ("(ia{sv}av)", (1, {"label": ("s", "A")}, [])),
            ("(ia{sv}av)", (2, {"type": ("s", "separator")}, [])),
            (
                "(ia{sv}av)",
                (
                    3,
                    {"label": ("s", "Sub"), "children-display": ("s", "submenu")},
                    [("(ia{sv}av)", (4, {"label": ("s", "B")}, []))],
                ),
            ),
        ],
    )


def test_the_layout_keeps_to_the_depth_and_names_asked_for() -> None:
    menu = Opened(Entry("Sub", enabled=False, children=(row("B"),)))
    _, (_, _, children) = menu.ask("GetLayout", 0, 1, ["enabled"])
    assert children == [("(ia{sv}av)", (1, {"enabled": ("b", False)}, []))]


def test_a_host_that_asks_level_by_level_is_offered_each_submenu_before_it_is_opened() -> None:
    deep = Entry("Deep", children=(row("C"),))
    menu = Opened(Entry("Sub", children=(row("B"), deep)), Entry("Empty", children=()), row("A"))
    menu.ask("GetLayout", 0, 1, [])
    assert menu.sent == [("LayoutUpdated", (menu.menu_revision(), 1))]
    menu.sent.clear()
    menu.ask("GetLayout", 1, 1, [])
    (offered,) = menu.sent
    _, (_, _, rows) = menu.ask("GetLayout", offered[1][1], 1, [])
    assert [child[1]["label"] for _, child in rows] == [("s", "C")]


def test_a_submenu_is_offered_once_to_one_host_and_anew_to_a_later_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    now = 1000.0
    monkeypatch.setattr("tray.icon.status_notifier.dbusmenu.time.monotonic", lambda: now)
    menu = Opened(Entry("Sub", children=(row("B"),)))
    for _ in range(3):
        menu.ask("GetLayout", 0, 1, [])
    assert len(menu.sent) == 1
    now += dbusmenu.OFFER_SECONDS
    menu.ask("GetLayout", 0, 1, [])
    assert len(menu.sent) == 2


@pytest.mark.parametrize("depth", [-1, 0, 3])
def test_a_host_that_is_told_all_or_asks_for_no_rows_is_offered_nothing(depth: int) -> None:
    menu = Opened(Entry("Sub", children=(Entry("Deep", children=(row("C"),)),)))
    menu.ask("GetLayout", 0, depth, [])
    assert menu.sent == []


def test_properties_of_a_group_leave_out_unknown_rows() -> None:
    menu = Opened(row("A"), row("B"))
    assert menu.ask("GetGroupProperties", [2, 99, 2], []) == ([(2, {"label": ("s", "B")})],)
    (everything,) = menu.ask("GetGroupProperties", [], ["label"])
    assert [number for number, _ in everything] == [0, 1, 2]


def test_one_property_can_be_asked_for() -> None:
    menu = Opened(row("A"))
    assert menu.ask("GetProperty", 1, "label") == (("s", "A"),)


def test_a_click_is_handed_on() -> None:
    menu = Opened(row("A"))
    menu.event(1, "clicked")
    assert menu.chosen == [nothing]


def test_a_click_on_a_row_that_is_gone_does_what_that_row_did() -> None:
    menu = Opened(row("A"))
    menu.menu.update(())
    menu.event(1, "clicked")
    assert menu.chosen == [nothing]


def test_a_click_on_a_disabled_row_a_line_or_a_submenu_does_nothing() -> None:
    menu = Opened(
        Entry("Off", enabled=False, activate=nothing),
        Entry("", separator=True),
        Entry("Sub", children=(row("B"),)),
    )
    for number in (0, 1, 2, 3):
        menu.event(number, "clicked")
        menu.event(number, "hovered")
    assert menu.chosen == []


def test_events_of_a_group_report_unknown_rows() -> None:
    menu = Opened(row("A"))
    events = [(1, "clicked", ("i", 0), 0), (77, "clicked", ("i", 0), 0)]
    assert menu.ask("EventGroup", events) == ([77],)
    assert menu.chosen == [nothing]
    with pytest.raises(DBusError):
        menu.ask("EventGroup", events[1:])
    assert menu.ask("EventGroup", []) == ([],)


def test_a_change_of_structure_waits_until_the_menu_is_closed() -> None:
    menu = Opened(row("1 glass", "water"))
    menu.event(0, "opened")

    menu.menu.update((row("2 glasses", "water"), row("Undo", "undo")))

    assert menu.labels() == ["2 glasses"]
    assert [member for member, _ in menu.sent] == ["ItemsPropertiesUpdated"]
    menu.event(0, "closed")
    assert menu.labels() == ["2 glasses", "Undo"]
    assert [member for member, _ in menu.sent] == ["ItemsPropertiesUpdated", "LayoutUpdated"]


def test_labels_and_marks_follow_while_the_menu_is_open() -> None:
    menu = Opened(Entry("Quiet", "quiet", checked=False), row("Next: tea"))
    menu.event(0, "opened")

    menu.menu.update((Entry("Quiet", "quiet", checked=True), row("Next: water")))

    updated = [(1, {"toggle-state": ("i", 1)}), (2, {"label": ("s", "Next: water")})]
    assert menu.sent == [("ItemsPropertiesUpdated", (updated, []))]


def test_rows_that_stay_follow_while_others_wait() -> None:
    menu = Opened(Entry("Quiet", "quiet", checked=False), row("Old", "old"))
    menu.event(0, "opened")

    menu.menu.update((Entry("Quiet", "quiet", checked=True), row("New", "new")))

    assert menu.sent == [("ItemsPropertiesUpdated", ([(1, {"toggle-state": ("i", 1)})], []))]
    assert menu.labels() == ["Quiet", "Old"]


def test_a_later_update_that_fits_takes_the_place_of_one_that_waits() -> None:
    menu = Opened(row("A", "a"))
    menu.event(0, "opened")
    menu.menu.update((row("A", "a"), row("B", "b")))
    menu.menu.update((row("A", "a"),))
    menu.event(0, "closed")
    assert menu.labels() == ["A"]


def test_an_open_submenu_counts_until_the_whole_menu_is_closed() -> None:
    menu = Opened(Entry("Sub", children=(row("A"),)))
    menu.event(0, "opened")
    menu.event(1, "opened")
    menu.event(1, "closed")
    menu.menu.update(())
    assert menu.labels() == ["Sub"]
    menu.event(1, "opened")
    menu.event(0, "closed")
    assert menu.labels() == []


def test_a_menu_that_is_about_to_show_is_brought_up_to_date() -> None:
    # mate-panel 1.27 says "opened" before AboutToShow.
    menu = Opened(row("A"))
    menu.event(0, "opened")
    menu.menu.update((row("A"), row("B")))
    assert menu.ask("AboutToShow", 0) == (True,)
    assert menu.ask("AboutToShow", 0) == (False,)
    assert menu.labels() == ["A", "B"]


def test_a_group_about_to_show_tells_changed_and_unknown_rows() -> None:
    menu = Opened(row("A"))
    menu.event(0, "opened")
    menu.menu.update(())
    assert menu.ask("AboutToShowGroup", [0, 55, 55]) == ([0], [55])
    assert menu.ask("AboutToShowGroup", []) == ([], [])


def test_a_host_that_died_with_the_menu_open_holds_nothing_up() -> None:
    menu = Opened(row("A"))
    menu.event(0, "opened")
    menu.menu.update(())
    menu.menu.forget_hosts()
    assert menu.labels() == []


def test_a_menu_said_to_be_open_for_long_is_taken_as_closed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    now = 1000.0
    monkeypatch.setattr("tray.icon.status_notifier.dbusmenu.time.monotonic", lambda: now)
    menu = Opened(row("A"))
    menu.event(0, "opened")
    now += dbusmenu.OPEN_SECONDS + 1
    menu.menu.update(())
    assert menu.labels() == []


def test_a_change_in_one_submenu_is_announced_for_it_alone() -> None:
    menu = Opened(Entry("Sub", children=(row("A"),)), Entry("Sub 2", children=(row("C"),)))
    menu.menu.update(
        (Entry("Sub", children=(row("A"), row("B"))), Entry("Sub 2", children=(row("C"),)))
    )
    assert menu.sent == [("LayoutUpdated", (3, 1))]
    menu.menu.update((Entry("Sub", children=()), Entry("Sub 2", children=())))
    assert menu.sent[1:] == [("LayoutUpdated", (4, 0))]


@pytest.mark.parametrize(
    ("member", "body"),
    [
        ("GetLayout", ()),
        ("GetLayout", ("0", -1, [])),
        ("GetLayout", (0, -1, [1])),
        ("GetLayout", (True, -1, [])),
        ("GetLayout", (4711, -1, [])),
        ("GetGroupProperties", (["x"], [])),
        ("GetGroupProperties", ([1], [1])),
        ("GetProperty", (1, "nothing")),
        ("GetProperty", (99, "label")),
        ("GetProperty", ("label", 1)),
        ("Event", (1, "clicked")),
        ("Event", (99, "clicked", ("i", 0), 0)),
        ("Event", ("1", "clicked", ("i", 0), 0)),
        ("EventGroup", ([1, 2],)),
        ("EventGroup", ([(1, "clicked")],)),
        ("AboutToShow", (99,)),
        ("AboutToShow", ([],)),
        ("AboutToShowGroup", (["x"],)),
    ],
)
def test_a_call_that_makes_no_sense_is_refused(member: str, body: tuple[Any, ...]) -> None:
    menu = Opened(row("A"))
    with pytest.raises(DBusError) as caught:
        menu.menu.handle(MENU, member, body)
    assert caught.value.name == dbusmenu.INVALID_ARGUMENTS
    assert menu.chosen == []


@pytest.mark.parametrize(("interface", "member"), [(MENU, "Nothing"), ("other", "GetLayout")])
def test_an_unknown_method_is_refused(interface: str, member: str) -> None:
    with pytest.raises(DBusError) as caught:
        Opened().menu.handle(interface, member, ())
    assert caught.value.name == dbusmenu.UNKNOWN_METHOD


VALUES = st.recursive(
    st.one_of(st.integers(-(2**31), 2**31 - 1), st.text(max_size=3), st.booleans(), st.none()),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.lists(inner, max_size=4).map(tuple), st.binary(max_size=2)
    ),
    max_leaves=8,
)
METHODS = [
    "GetLayout",
    "GetGroupProperties",
    "GetProperty",
    "Event",
    "EventGroup",
    "AboutToShow",
    "AboutToShowGroup",
]


@given(st.sampled_from(METHODS), st.lists(VALUES, max_size=4).map(tuple))
def test_whatever_is_sent_is_answered_or_refused(member: str, body: tuple[Any, ...]) -> None:
    menu = Opened(row("A"))
    try:
        signature, answer = menu.menu.handle(MENU, member, body)
    except DBusError:
        return
    fits_dbus(signature, answer)
