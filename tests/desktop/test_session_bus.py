"""The bus connection on a real dbus-daemon: answers, deadlines, loss and return."""

from __future__ import annotations

import itertools
import os
import queue
import signal
import threading
import time
from typing import TYPE_CHECKING, Any

import pytest
from harness import BUS_NAME, BUS_PATH, BusCallError, wait_for
from jeepney import DBusAddress, HeaderFields, MessageType, new_method_call, new_signal

from tray.bus import address, connection
from tray.bus.connection import DISCONNECTED_ERROR, TIMEOUT_ERROR, Bus, DBusError, Reply

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from harness import Desktop
    from jeepney.io.blocking import DBusConnection

    Factory = Callable[..., Desktop]

PATH = "/test"
INTERFACE = "test.Interface"
WELL_KNOWN = "test.Name"
REQUEST_NAME = ("RequestName", "su")


@pytest.fixture
def desktop(desktop_factory: Factory) -> Desktop:
    return desktop_factory()


@pytest.fixture
def bus(desktop: Desktop) -> Iterator[Bus]:
    bus = started(desktop)
    yield bus
    bus.stop()


def started(desktop: Desktop) -> Bus:
    bus = Bus(desktop.bus_address)
    bus.start()
    wait_for(lambda: bus.connected, 5.0, "a connection")
    return bus


def echo(interface: str | None, member: str, body: tuple[Any, ...]) -> tuple[str, tuple[Any, ...]]:
    if member == "Refuse":
        raise DBusError("test.Error.Refused", "not today")
    if member == "Break":
        raise ZeroDivisionError
    return "s", (f"{interface}.{member}{body}",)


def test_a_call_is_answered_by_an_exported_object(desktop: Desktop, bus: Bus) -> None:
    bus.export(PATH, echo)

    answer = desktop.bus_call(bus.unique_name, PATH, INTERFACE, "Say", "s", ("hello",))

    assert answer == ("test.Interface.Say('hello',)",)


@pytest.mark.parametrize(
    ("path", "member", "error"),
    [
        (PATH, "Refuse", "test.Error.Refused"),
        (PATH, "Break", "org.freedesktop.DBus.Error.Failed"),
        ("/elsewhere", "Say", "org.freedesktop.DBus.Error.UnknownObject"),
    ],
)
def test_what_cannot_be_done_is_answered_with_an_error_and_the_connection_lives_on(
    desktop: Desktop, bus: Bus, path: str, member: str, error: str
) -> None:
    bus.export(PATH, echo)

    with pytest.raises(BusCallError) as refused:
        desktop.bus_call(bus.unique_name, path, INTERFACE, member)

    assert refused.value.name == error
    assert desktop.bus_call(bus.unique_name, PATH, INTERFACE, "Say")


def test_an_error_of_the_other_side_is_a_reply_with_its_name(bus: Bus) -> None:
    reply = bus.call_wait(BUS_NAME, BUS_PATH, BUS_NAME, "GetNameOwner", "s", ("no.such.name",))

    assert reply.error == "org.freedesktop.DBus.Error.NameHasNoOwner"


def test_a_call_that_nobody_answers_is_given_up_at_its_deadline(desktop: Desktop, bus: Bus) -> None:
    silent = started(desktop)
    asleep = threading.Event()
    silent.export(PATH, lambda *_: ("b", (asleep.wait(10),)))
    answers: queue.SimpleQueue[Reply] = queue.SimpleQueue()

    bus.call(silent.unique_name, PATH, INTERFACE, "Say", "", (), answers.put, 0.2)

    assert answers.get(timeout=5).error == TIMEOUT_ERROR
    asleep.set()
    silent.stop()
    assert answers.empty()


def test_calls_under_way_and_calls_without_a_bus_are_answered_as_disconnected(
    desktop: Desktop, bus: Bus
) -> None:
    silent = started(desktop)
    asleep = threading.Event()
    silent.export(PATH, lambda *_: ("b", (asleep.wait(10),)))
    answers: queue.SimpleQueue[Reply] = queue.SimpleQueue()
    bus.call(silent.unique_name, PATH, INTERFACE, "Say", "", (), answers.put, 30)

    desktop.kill_bus()

    assert answers.get(timeout=5).error == DISCONNECTED_ERROR
    wait_for(lambda: not bus.connected, 5.0, "the loss")
    assert bus.call_wait(BUS_NAME, BUS_PATH, BUS_NAME, "GetId").error == DISCONNECTED_ERROR
    assert bus.trouble
    asleep.set()
    silent.stop()


def test_after_a_new_bus_exports_and_subscriptions_hold_and_both_are_told(
    desktop: Desktop, bus: Bus
) -> None:
    told: queue.SimpleQueue[str] = queue.SimpleQueue()
    heard: queue.SimpleQueue[tuple[Any, ...]] = queue.SimpleQueue()
    bus.listen(lambda: told.put("connected"), lambda: told.put("lost"))
    assert told.get(timeout=5) == "connected"
    bus.export(PATH, echo)
    bus.subscribe(heard.put, interface=INTERFACE, member="Told", argument0="this")

    desktop.kill_bus()
    assert told.get(timeout=5) == "lost"
    desktop.start_bus()
    assert told.get(timeout=5) == "connected"

    assert desktop.bus_call(bus.unique_name, PATH, INTERFACE, "Say")
    other = started(desktop)
    other.emit(PATH, INTERFACE, "Told", "s", ("that",))
    other.emit(PATH, INTERFACE, "Told", "s", ("this",))
    assert heard.get(timeout=5) == ("this",)
    assert heard.empty()
    other.stop()


def test_a_signal_in_the_name_of_another_client_is_not_heard(desktop: Desktop, bus: Bus) -> None:
    heard: queue.SimpleQueue[tuple[Any, ...]] = queue.SimpleQueue()
    owner, stranger = started(desktop), started(desktop)
    bus.subscribe(heard.put, interface=INTERFACE, member="Told", sender=WELL_KNOWN)
    owner.call_wait(BUS_NAME, BUS_PATH, BUS_NAME, *REQUEST_NAME, (WELL_KNOWN, 4))

    # Sent to this connection alone, which the bus delivers whatever its match rules say.
    message = new_signal(DBusAddress(PATH, interface=INTERFACE), "Told", "s", ("stranger",))
    message.header.fields[HeaderFields.destination] = bus.unique_name
    stranger._send(message, None)
    # Its rules stand and it knows the owner before anything is said.
    for client in (stranger, bus):
        client.call_wait(BUS_NAME, BUS_PATH, BUS_NAME, "GetId")
    owner.emit(PATH, INTERFACE, "Told", "s", ("owner",))

    assert heard.get(timeout=5) == ("owner",)
    assert heard.empty()
    owner.stop()
    stranger.stop()


def test_an_answer_of_another_client_is_not_taken_for_that_of_the_service(
    desktop: Desktop, bus: Bus
) -> None:
    # As the session bus of a real desktop is configured, it delivers replies that nobody asked for.
    owner, stranger = started(desktop), started(desktop)
    owner.call_wait(BUS_NAME, BUS_PATH, BUS_NAME, *REQUEST_NAME, (WELL_KNOWN, 4))
    forged = threading.Event()

    def answer(*_: object) -> tuple[str, tuple[Any, ...]]:
        assert forged.wait(5)
        return "s", ("owner",)

    owner.export(PATH, answer)
    answers: queue.SimpleQueue[Reply] = queue.SimpleQueue()
    for destination in (WELL_KNOWN, owner.unique_name):
        bus.call(destination, PATH, INTERFACE, "Ask", on_reply=answers.put)
    for kind in (MessageType.method_return, MessageType.error):
        for serial in range(1, 40):
            message = new_method_call(DBusAddress(PATH, bus.unique_name), "Ask", "s", ("forged",))
            message.header.message_type = kind
            message.header.fields[HeaderFields.reply_serial] = serial
            message.header.fields[HeaderFields.error_name] = "test.Error.Forged"
            stranger._send(message, None)
    # It answers in order: all of them were delivered before this call.
    bus.export(PATH, echo)
    stranger.call_wait(bus.unique_name, PATH, INTERFACE, "Ask")
    forged.set()

    assert [answers.get(timeout=5) for _ in range(2)] == [Reply(None, ("owner",))] * 2
    assert answers.empty()
    owner.stop()
    stranger.stop()


def test_a_message_that_nobody_can_read_costs_no_connection(desktop: Desktop, bus: Bus) -> None:
    # Both are delivered by a real bus. The first was taken for a lost bus once, and the icon and
    # every notification went with it; the second took its size in memory.
    stranger = started(desktop)
    name = bus.unique_name
    bus.export(PATH, echo)
    call = new_method_call(DBusAddress(PATH, name, INTERFACE), "Ask", "u", (0,))
    raw = call.serialise(2**31).replace(b"\x01u\x00", b"\x01h\x00")
    assert stranger._connection is not None
    stranger._connection.sock.sendall(raw)
    long = new_method_call(DBusAddress(PATH, name, INTERFACE), "Ask", "ay", (bytes(20_000_000),))
    stranger._send(long, None)
    assert stranger.call_wait(name, PATH, INTERFACE, "Ask").error is None
    assert bus.unique_name == name
    stranger.stop()


def test_the_next_owner_of_a_name_answers_for_it(desktop: Desktop, bus: Bus) -> None:
    for _ in range(2):
        owner = started(desktop)
        owner.export(PATH, echo)
        owner.call_wait(BUS_NAME, BUS_PATH, BUS_NAME, *REQUEST_NAME, (WELL_KNOWN, 4))
        assert bus.call_wait(WELL_KNOWN, PATH, INTERFACE, "Ask").error is None
        owner.stop()
        reply = bus.call_wait(WELL_KNOWN, PATH, INTERFACE, "Ask")
        assert reply.error == "org.freedesktop.DBus.Error.ServiceUnknown"


def test_a_subscriber_that_fails_does_not_keep_signals_from_others(
    desktop: Desktop, bus: Bus
) -> None:
    heard: queue.SimpleQueue[tuple[Any, ...]] = queue.SimpleQueue()

    def fail(_: tuple[Any, ...]) -> None:
        raise ZeroDivisionError

    bus.subscribe(fail, interface=INTERFACE, member="Told")
    bus.subscribe(heard.put, interface=INTERFACE, member="Told")
    other = started(desktop)

    other.emit(PATH, INTERFACE, "Told")

    assert heard.get(timeout=5) == ()
    other.stop()


def test_a_bus_that_hangs_does_not_hang_the_caller(desktop: Desktop, bus: Bus) -> None:
    question = ("GetConnectionUnixProcessID", "s", (BUS_NAME,))
    daemon = int(desktop.bus_call(BUS_NAME, BUS_PATH, BUS_NAME, *question)[0])
    os.kill(daemon, signal.SIGSTOP)
    try:
        reply = bus.call_wait(BUS_NAME, BUS_PATH, BUS_NAME, "GetId", "", (), 0.3)
        assert reply.error == TIMEOUT_ERROR
    finally:
        os.kill(daemon, signal.SIGCONT)
    assert bus.call_wait(BUS_NAME, BUS_PATH, BUS_NAME, "GetId").error is None


def test_a_bus_that_is_away_for_long_is_looked_for_now_and_then_and_found(
    desktop: Desktop, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Ten minutes in two tenths of a second; what is looked for less often wakes nobody.
    monkeypatch.setattr(connection, "FIRST_RETRY_SECONDS", 0.01)
    monkeypatch.setattr(connection, "RETRY_SECONDS", 0.02)
    monkeypatch.setattr(connection, "PATIENT_AFTER_SECONDS", 0.2)
    monkeypatch.setattr(connection, "PATIENT_RETRY_SECONDS", 0.5)
    tried: list[float] = []

    def open_bus(wanted: str) -> DBusConnection:
        tried.append(time.monotonic())
        return address.open_bus(wanted)

    monkeypatch.setattr(connection, "open_bus", open_bus)
    bus = started(desktop)
    bus.export(PATH, echo)
    desktop.kill_bus()

    def patient() -> bool:
        return len(tried) > 3 and tried[-1] - tried[-2] >= 0.5

    wait_for(patient, 10.0, "patience")
    assert any(later - sooner < 0.2 for sooner, later in itertools.pairwise(tried[1:]))
    assert bus.call_wait(WELL_KNOWN, PATH, INTERFACE, "Ask").error == DISCONNECTED_ERROR
    desktop.start_bus()
    wait_for(lambda: bus.connected, 5.0, "the bus again")
    answer = desktop.bus_call(bus.unique_name, PATH, INTERFACE, "Ask")
    assert answer == (f"{INTERFACE}.Ask()",)
    bus.stop()


def test_an_address_that_is_no_unix_socket_is_never_tried() -> None:
    bus = Bus("tcp:host=localhost,port=1")
    bus.start()

    assert bus.tried.wait(5)
    assert not bus.connected
    assert bus.trouble
    bus.stop()


def test_a_bus_that_nobody_insists_on_is_looked_for_when_something_is_called(
    desktop: Desktop,
) -> None:
    address = desktop.env["DBUS_SYSTEM_BUS_ADDRESS"]
    bus = Bus(address, keeps_trying=False)
    lost: list[str] = []
    bus.listen(lambda: None, lambda: lost.append(str(bus.trouble)))
    bus.start()
    assert bus.tried.wait(5)
    assert len(lost) == 1
    desktop.start_system_bus()
    assert bus.call_wait(BUS_NAME, BUS_PATH, BUS_NAME, "GetId").error == DISCONNECTED_ERROR
    wait_for(lambda: bus.connected, 5.0, "a connection")
    assert bus.call_wait(BUS_NAME, BUS_PATH, BUS_NAME, "GetId").error is None
    bus.stop()
