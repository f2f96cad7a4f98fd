from __future__ import annotations

import pytest
from icon_fakes import FakeBus

from tray.bus.connection import TIMEOUT_ERROR, Reply
from tray.icon.status_notifier.absence import Absence
from tray.icon.status_notifier.watcher import (
    DROPS_LIMIT,
    PATIENT_SECONDS,
    REGISTER_SECONDS,
    Registration,
)

SERVICE_UNKNOWN = "org.freedesktop.DBus.Error.ServiceUnknown"
NAME = "org.kde.StatusNotifierItem-1-1"
REGISTER = ["RequestName", "RegisterStatusNotifierItem", "Get"]


class Watched:
    """A registration on a fake bus, with what it told."""

    def __init__(self, *, connected: bool = True, shown: bool = True) -> None:
        self.bus = FakeBus(connected=connected)
        self.told: list[Absence | None] = []
        self.registration = Registration(self.bus.bus, NAME, self.told.append)
        self.told.clear()
        if shown:
            self.registration.show()


def test_registering_takes_one_round_trip() -> None:
    watched = Watched()
    assert watched.bus.members() == REGISTER
    watched.bus.accept()
    assert watched.told == [None]


def test_nothing_is_registered_before_it_is_to_be_shown() -> None:
    watched = Watched(shown=False)
    watched.bus.watcher_comes()
    watched.bus.connect()
    watched.bus.signal("StatusNotifierHostRegistered")
    assert watched.bus.calls == []


def test_a_watcher_without_a_host_is_no_tray() -> None:
    watched = Watched()
    watched.bus.accept(host=False)
    assert watched.told == [Absence.NO_HOST]


def test_a_host_that_comes_later_counts() -> None:
    watched = Watched()
    watched.bus.accept(host=False)
    watched.bus.signal("StatusNotifierHostRegistered")
    watched.bus.answer("Get", Reply(None, (("b", True),)))
    assert watched.registration.absence is None


def test_a_host_that_goes_while_its_watcher_stays_counts() -> None:
    watched = Watched()
    watched.bus.accept()
    watched.bus.signal("StatusNotifierHostUnregistered")
    watched.bus.answer("Get", Reply(None, (("b", False),)))
    assert watched.registration.absence is not None


def test_a_watcher_that_does_not_know_the_property_is_taken_at_its_word() -> None:
    watched = Watched()
    watched.bus.answer("RegisterStatusNotifierItem", Reply(None, ()))
    watched.bus.answer("Get", Reply("org.freedesktop.DBus.Error.InvalidArgs", ("no",)))
    assert watched.registration.absence is None


@pytest.mark.parametrize("host", [True, False])
def test_a_watcher_that_tells_of_the_host_before_it_accepts_the_item_is_heard(
    host: bool,  # noqa: FBT001 - a parameter
) -> None:
    watched = Watched()
    watched.bus.answer("Get", Reply(None, (("b", host),)))
    assert watched.told == []
    watched.bus.answer("RegisterStatusNotifierItem", Reply(None, ()))
    assert watched.told == [None if host else Absence.NO_HOST]


def test_without_a_watcher_the_reason_says_so() -> None:
    watched = Watched()
    watched.bus.answer("RegisterStatusNotifierItem", Reply(SERVICE_UNKNOWN, ("x",)))
    watched.bus.answer("Get", Reply(SERVICE_UNKNOWN, ("x",)))
    assert watched.told == [Absence.NO_WATCHER]


def test_a_watcher_that_comes_back_is_registered_with_again() -> None:
    watched = Watched()
    watched.bus.accept()
    watched.bus.watcher_goes()
    assert watched.told[-1] is Absence.NO_WATCHER
    watched.bus.calls.clear()

    watched.bus.watcher_comes()

    assert watched.bus.members() == REGISTER
    watched.bus.accept()
    assert watched.told[-1] is None


@pytest.mark.parametrize("path", ["", "/StatusNotifierItem"])
def test_an_item_that_the_panel_dropped_is_registered_again(path: str) -> None:
    watched = Watched()
    watched.bus.accept()
    watched.bus.calls.clear()
    watched.bus.signal("StatusNotifierItemUnregistered", NAME + path)
    assert watched.bus.members() == REGISTER


def test_a_panel_that_drops_the_item_every_time_is_left_alone_until_it_comes_anew() -> None:
    watched = Watched()
    for _ in range(2 * DROPS_LIMIT):
        watched.bus.signal("StatusNotifierItemUnregistered", NAME)
    registrations = watched.bus.members().count("RegisterStatusNotifierItem")
    assert registrations == 1 + DROPS_LIMIT
    watched.bus.watcher_comes()
    watched.bus.signal("StatusNotifierItemUnregistered", NAME)
    assert watched.bus.members().count("RegisterStatusNotifierItem") == registrations + 2


@pytest.mark.parametrize("body", [(), (1,), (NAME + "1",), ("org.kde.StatusNotifierItem-2-1",)])
def test_the_end_of_another_item_is_nothing_to_this_one(body: tuple[object, ...]) -> None:
    watched = Watched()
    watched.bus.calls.clear()
    watched.bus.signal("StatusNotifierItemUnregistered", *body)
    assert watched.bus.calls == []


def test_an_item_that_is_hidden_is_not_registered_again() -> None:
    watched = Watched()
    watched.registration.hide()
    watched.bus.calls.clear()
    watched.bus.signal("StatusNotifierItemUnregistered", NAME)
    assert watched.bus.calls == []


def test_answers_of_a_watcher_that_is_gone_are_not_believed() -> None:
    watched = Watched()
    watched.bus.watcher_goes()
    watched.bus.accept()
    assert watched.registration.absence is not None


def test_a_lost_bus_is_told_and_a_new_one_used() -> None:
    watched = Watched()
    watched.bus.accept()
    watched.bus.lose()
    assert watched.told[-1] is Absence.NO_BUS
    watched.bus.connect()
    assert watched.bus.members() == REGISTER


def test_without_a_bus_it_waits_for_one() -> None:
    watched = Watched(connected=False)
    assert watched.bus.calls == []
    watched.bus.connect()
    watched.bus.accept()
    assert watched.registration.absence is None


def test_a_panel_that_does_not_answer_is_asked_again_with_patience() -> None:
    watched = Watched()
    given = watched.bus.answer("RegisterStatusNotifierItem", Reply(TIMEOUT_ERROR, ()))
    assert given == REGISTER_SECONDS
    assert watched.told == [Absence.UNANSWERED]
    watched.bus.answer("Get", Reply(TIMEOUT_ERROR, ()))
    assert watched.bus.answer("RegisterStatusNotifierItem", Reply(None, ())) == PATIENT_SECONDS
    watched.bus.answer("Get", Reply(None, (("b", True),)))
    assert watched.registration.absence is None


def test_hiding_gives_the_name_up_and_ignores_late_answers() -> None:
    watched = Watched()
    watched.registration.hide()
    assert "ReleaseName" in watched.bus.members()
    watched.bus.accept()
    assert watched.registration.absence is not None
    watched.bus.watcher_comes()
    assert watched.bus.members().count("RegisterStatusNotifierItem") == 0


def test_the_same_news_is_told_once() -> None:
    watched = Watched()
    watched.bus.accept()
    watched.bus.signal("StatusNotifierHostRegistered")
    watched.bus.answer("Get", Reply(None, (("b", True),)))
    assert watched.told == [None]


@pytest.mark.parametrize("body", [(), ("yes",), (("s", "no"),), (("b", True, 1),)])
def test_an_odd_answer_about_hosts_counts_as_a_host(body: tuple[object, ...]) -> None:
    watched = Watched()
    watched.bus.answer("RegisterStatusNotifierItem", Reply(None, ()))
    watched.bus.answer("Get", Reply(None, body))
    assert watched.registration.absence is None
