"""Who owns a name on the bus is asked once, before it matters, and again where that failed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tray.bus.calls import DISCONNECTED_ERROR, TIMEOUT_ERROR, Reply
from tray.bus.owners import DBUS_NAME, Owners

if TYPE_CHECKING:
    from jeepney import Message

    from tray.bus.calls import Waiting

NAME = "test.Name"
NOBODY = "org.freedesktop.DBus.Error.NameHasNoOwner"


class Asked:
    """What was asked of the bus, to be answered by the test."""

    def __init__(self) -> None:
        self.questions: list[Waiting] = []
        self.owners = Owners(self._send)

    def _send(self, _: Message, waiting: Waiting | None) -> None:
        assert waiting is not None
        self.questions.append(waiting)

    def answer(self, rule: Reply, owner: Reply) -> None:
        for waiting, reply in zip(self.questions[-2:], (rule, owner), strict=True):
            assert waiting.destination == DBUS_NAME
            waiting.on_reply(reply)


@pytest.fixture
def asked() -> Asked:
    return Asked()


def test_a_name_is_asked_about_once_a_connection(asked: Asked) -> None:
    asked.owners.follow(NAME)
    asked.owners.follow(NAME)
    assert len(asked.questions) == 2
    assert not asked.owners.is_from(NAME, ":1.5")
    asked.answer(Reply(None, ()), Reply(None, (":1.5",)))
    assert asked.owners.is_from(NAME, ":1.5")
    asked.owners.changed((NAME, ":1.5", ":1.6"))
    assert not asked.owners.is_from(NAME, ":1.5")
    asked.owners.forget()
    assert not asked.owners.is_from(NAME, ":1.6")
    asked.owners.follow(NAME)
    assert len(asked.questions) == 4


@pytest.mark.parametrize("name", [DBUS_NAME, ":1.7"])
def test_a_name_that_nobody_else_can_have_is_not_asked_about(asked: Asked, name: str) -> None:
    asked.owners.follow(name)
    assert asked.questions == []
    assert asked.owners.is_from(name, name)
    assert not asked.owners.is_from(name, ":1.8")


def test_nobody_speaks_for_a_name_without_an_owner(asked: Asked) -> None:
    asked.owners.follow(NAME)
    asked.answer(Reply(None, ()), Reply(NOBODY, ("no",)))
    assert not asked.owners.is_from(NAME, "")
    assert not asked.owners.is_from(NAME, ":1.5")
    asked.owners.follow(NAME)
    assert len(asked.questions) == 2


@pytest.mark.parametrize("error", [DISCONNECTED_ERROR, TIMEOUT_ERROR])
@pytest.mark.parametrize("failing", [0, 1])
def test_a_question_that_was_lost_is_asked_anew(asked: Asked, error: str, failing: int) -> None:
    replies = [Reply(None, ()), Reply(None, (":1.5",))]
    replies[failing] = Reply(error, ())
    asked.owners.follow(NAME)
    asked.answer(*replies)
    asked.owners.follow(NAME)
    assert len(asked.questions) == 4
