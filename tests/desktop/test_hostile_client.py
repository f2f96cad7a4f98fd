"""The installed program beside a client of the session bus that means it ill."""

from __future__ import annotations

import itertools
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import tray_driver as tray
from harness import NOTIFICATIONS, NOTIFICATIONS_PATH
from jeepney import DBusAddress, HeaderFields, MessageType, new_method_call, new_signal
from jeepney.io.blocking import DBusConnection, open_dbus_connection
from test_lull import Running, glass_ml

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from harness import Desktop
    from jeepney import Message

    Factory = Callable[..., Desktop]

NUMBERS = range(1, 60)
"""Ids of notifications and serial numbers of calls, which are easily guessed."""
CALLS = 3000
MOST_GROWTH_KB = 40_000


def forged(name: str) -> Iterator[Message]:
    """What only the notification service or the bus could say, sent to Lull alone."""
    source = DBusAddress(NOTIFICATIONS_PATH, interface=NOTIFICATIONS)
    for number in NUMBERS:
        yield new_signal(source, "ActivationToken", "us", (number, "forged"))
        for key in ("had_glass", "not_today", "show", "undo", "default"):
            yield new_signal(source, "ActionInvoked", "us", (number, key))
        yield new_signal(source, "NotificationClosed", "uu", (number, 2))
        yield new_signal(source, "ActionInvoked", "ss", ("1", "had_glass"))
        for body, kind in (((":1.1",), "s"), ((number,), "u")):
            answer = new_signal(source, "Answer", kind, body)
            answer.header.message_type = MessageType.method_return
            answer.header.fields[HeaderFields.reply_serial] = number
            yield answer
    bus = DBusAddress("/org/freedesktop/DBus", interface="org.freedesktop.DBus")
    yield new_signal(bus, "NameOwnerChanged", "sss", (NOTIFICATIONS, ":1.1", name))


def wrong(name: str) -> Iterator[Message]:
    """Calls of every wrong kind, some of them huge, from somebody who does not wait for answers."""
    row, item = (
        DBusAddress("/MenuBar", name, tray.MENU),
        DBusAddress("/StatusNotifierItem", name, tray.ITEM),
    )
    events = [(number, "clicked", ("i", 0), 0) for number in range(10_000, 14_000)]
    kinds = (
        (row, "EventGroup", "a(isvu)", (events,)),
        (row, "AboutToShow", "i", (0,)),
        (row, "AboutToShow", "s", ("0",)),
        (row, "AboutToShowGroup", "ai", (list(range(20_000)),)),
        (row, "GetLayout", "iias", (0, 2**31 - 1, ["x"] * 1000)),
        (row, "Event", "isvu", (0, "opened", ("s", ""), 0)),
        (row, "Event", "isvu", (0, "x" * 10_000, ("v", ("s", "")), 0)),
        (item, "ProvideXdgActivationToken", "ay", (bytes(1_000_000),)),
        (item, "Scroll", "is", (2**31 - 1, "vertical")),
        (item, "ContextMenu", "ii", (-1, -1)),
    )
    calls = [new_method_call(*kind) for kind in kinds]
    yield from itertools.islice(itertools.cycle(calls), CALLS)
    yield new_method_call(row, "Event", "isvu", (0, "closed", ("s", ""), 0))


def send(connection: DBusConnection, name: str, messages: Iterator[Message]) -> None:
    # The same one is sent with the same number again: whoever means it ill counts badly.
    ready: dict[Message, bytes] = {}
    for message in messages:
        if message not in ready:
            message.header.fields[HeaderFields.destination] = name
            ready[message] = message.serialise(serial=next(connection.outgoing_serial))
        connection.sock.sendall(ready[message])


def anonymous_kb(process: int) -> int:
    status = Path(f"/proc/{process}/status").read_text("utf-8")
    return int(status.partition("RssAnon:")[2].split()[0])


def test_a_hostile_client_answers_for_nobody_and_takes_nothing_away(
    desktop_factory: Factory,
) -> None:
    desktop = desktop_factory(panel="xfce", notifier="xfce")
    running = Running(desktop)
    at = running.icon()
    running.command("nudge", "hydration")
    name = tray.service(desktop)
    before = anonymous_kb(running.child.process.pid)
    with open_dbus_connection(desktop.bus_address) as connection:
        # Its own answers have to be read, or the bus would have to keep them.
        reader = threading.Thread(target=drained, args=(connection,), daemon=True)
        reader.start()
        send(connection, name, forged(name))
        send(connection, name, wrong(name))
        assert running.facts("status")["running"]

    # It answered nothing, and the nudge still stands; a real button, a row and a new nudge work.
    assert running.facts("today")["water_ml"] == 0
    desktop.press_xfce_button(0)
    running.wait_today("water_ml", glass_ml())
    tray.pick(desktop, at, "Log", "Water, a glass")
    running.wait_today("water_ml", 2 * glass_ml())
    running.command("nudge", "hydration")
    desktop.press_xfce_button(0)
    running.wait_today("water_ml", 3 * glass_ml())
    assert tray.service(desktop) == name
    assert anonymous_kb(running.child.process.pid) - before < MOST_GROWTH_KB
    log = running.log_file()
    assert "Traceback" not in log
    assert len(log) < 100_000
    assert running.end() == 0


def drained(connection: DBusConnection) -> None:
    try:
        while connection.sock.recv(65536):
            pass
    except OSError:
        return


def test_rows_pressed_by_a_flood_are_a_few_entries_and_not_thousands(
    desktop_factory: Factory,
) -> None:
    desktop = desktop_factory(panel="xfce", notifier="xfce")
    running = Running(desktop)
    running.icon()
    name = tray.service(desktop)
    row = tray.find(tray.layout(desktop, name), "Log", "Water, a glass")[0]
    press = (row, "clicked", ("i", 0), 0)
    with open_dbus_connection(desktop.bus_address) as connection:
        for _ in range(20):
            address = DBusAddress("/MenuBar", name, tray.MENU)
            connection.send(new_method_call(address, "EventGroup", "a(isvu)", ([press] * 500,)))
        assert running.facts("today")["water_ml"] <= 30 * glass_ml()
    assert running.end() == 0
