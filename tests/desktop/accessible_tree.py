"""The trees on an accessibility bus, asked for level by level.

Each question is a call that three processes wake up for; those of a whole level go out together.
"""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any

from buses import BusCallError
from jeepney import DBusAddress, HeaderFields, MessageType, new_method_call
from jeepney.io.blocking import open_dbus_connection

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from jeepney import Message

    Reference = tuple[str, str]
    """The bus name of an application, and the path of something in it."""

REGISTRY = ("org.a11y.atspi.Registry", "/org/a11y/atspi/accessible/root")
NOTHING = "/org/a11y/atspi/null"
ACCESSIBLE = "org.a11y.atspi.Accessible"
COMPONENT = "org.a11y.atspi.Component"
TEXT = "org.a11y.atspi.Text"
PROPERTIES = "org.freedesktop.DBus.Properties"
BUS = DBusAddress("/org/freedesktop/DBus", "org.freedesktop.DBus", "org.freedesktop.DBus")

ANSWER_SECONDS = 20.0
DEEPEST = 40
AT_ONCE = 200
"""Calls without an answer yet; the bus would keep no end of them."""
ON_THE_SCREEN = 0
"""AT-SPI's coordinates that count from the corner of the screen."""
LABELLED_BY = 2
"""AT-SPI's number of the relation."""


@dataclasses.dataclass(frozen=True, slots=True)
class Control:
    """One thing that a screen reader can come to.

    Attributes:
        role: AT-SPI's name of its role.
        name: What is read out.
        text: The text inside, of a text control.
        labelled_by: The name of its label; read out before its own name, of a list that drops down.
        states: AT-SPI's names of its states.
        box: Left, top, width and height on the screen, in pixels.
        children: What is inside; nothing of what is not visible.
    """

    role: str
    name: str
    text: str
    labelled_by: str
    states: frozenset[str]
    box: tuple[int, int, int, int]
    children: tuple[Control, ...]

    def walk(self) -> Iterator[Control]:
        """This and everything inside, in reading order."""
        yield self
        for child in self.children:
            yield from child.walk()

    @property
    def showing(self) -> bool:
        """Whether it is on the screen now."""
        return {"showing", "visible"} <= self.states

    @property
    def focusable(self) -> bool:
        """Whether the keyboard can come to it now."""
        return self.showing and "focusable" in self.states


@dataclasses.dataclass(slots=True)
class _Found:
    """What is known of one accessible so far."""

    at: Reference
    role: str = ""
    name: str = ""
    text: str = ""
    labelled_by: str = ""
    states: frozenset[str] = frozenset()
    box: tuple[int, int, int, int] = (0, 0, 0, 0)
    children: list[_Found] = dataclasses.field(default_factory=list)

    def control(self) -> Control:
        below = tuple(child.control() for child in self.children)
        return Control(
            self.role, self.name, self.text, self.labelled_by, self.states, self.box, below
        )


class AccessibleTrees:
    """What stands on one accessibility bus."""

    def __init__(self, address: str, roles: Sequence[str], states: Sequence[str]) -> None:
        """Connect to the bus.

        Args:
            address: Where the bus is.
            roles: The names of AT-SPI's roles, by their numbers.
            states: The names of its states, by theirs.
        """
        self._bus = open_dbus_connection(address)
        self._roles = roles
        self._states = states

    def close(self) -> None:
        """Leave the bus."""
        self._bus.close()

    def windows(self, pid: int | None) -> list[Control]:
        """The windows of one process, or of all; of an application that ends meanwhile, none."""
        windows = []
        for application in self._children([REGISTRY])[0]:
            try:
                if pid is None or self._pid(application[0]) == pid:
                    windows += self._trees(self._children([application])[0])
            except BusCallError:
                continue  # it ended, or changed, while it was read; the caller asks again
        return windows

    def _pid(self, name: str) -> int:
        [(pid,)] = self._ask([new_method_call(BUS, "GetConnectionUnixProcessID", "s", (name,))])
        return int(pid)

    def _trees(self, roots: Iterable[Reference]) -> list[Control]:
        found = [_Found(root) for root in roots]
        level = found
        for _ in range(DEEPEST):
            if not level:
                break
            self._tell_what_they_are(level)
            # Nobody comes to what a page hides.
            visible = [one for one in level if "visible" in one.states]
            self._tell_where_they_are(visible)
            self._tell_words([one for one in visible if one.role == "text"])
            self._tell_labels([one for one in visible if one.role == "combo box"])
            below = self._children([one.at for one in visible])
            for one, references in zip(visible, below, strict=True):
                one.children = [_Found(reference) for reference in references]
            level = [child for one in visible for child in one.children]
        return [one.control() for one in found]

    def _tell_what_they_are(self, level: list[_Found]) -> None:
        roles = self._ask(_call(one.at, ACCESSIBLE, "GetRole") for one in level)
        states = self._ask(_call(one.at, ACCESSIBLE, "GetState") for one in level)
        names = self._names([one.at for one in level])
        for one, (role,), ((low, high),), name in zip(level, roles, states, names, strict=True):
            bits = low | high << 32
            one.role, one.name = self._roles[role], name
            one.states = frozenset(s for n, s in enumerate(self._states) if bits >> n & 1)

    def _names(self, them: list[Reference]) -> list[str]:
        wanted = (ACCESSIBLE, "Name")
        answers = self._ask(_call(one, PROPERTIES, "Get", "ss", wanted) for one in them)
        return [value for ((_, value),) in answers]

    def _tell_where_they_are(self, level: list[_Found]) -> None:
        calls = (_call(one.at, COMPONENT, "GetExtents", "u", (ON_THE_SCREEN,)) for one in level)
        for one, (box,) in zip(level, self._ask(calls), strict=True):
            # A part of a table that is not shown has no place on the screen.
            one.box = box if box[2] > 0 and box[3] > 0 else (0, 0, 0, 0)

    def _tell_words(self, level: list[_Found]) -> None:
        answers = self._ask(_call(one.at, TEXT, "GetText", "ii", (0, -1)) for one in level)
        for one, (text,) in zip(level, answers, strict=True):
            one.text = text

    def _tell_labels(self, level: list[_Found]) -> None:
        answers = self._ask(_call(one.at, ACCESSIBLE, "GetRelationSet") for one in level)
        for one, (relations,) in zip(level, answers, strict=True):
            labels = [targets[0] for number, targets in relations if number == LABELLED_BY]
            one.labelled_by = "".join(self._names(labels[:1]))

    def _children(self, them: list[Reference]) -> list[list[Reference]]:
        answers = self._ask(_call(one, ACCESSIBLE, "GetChildren") for one in them)
        return [[child for child in children if child[1] != NOTHING] for (children,) in answers]

    def _ask(self, calls: Iterable[Message]) -> list[Any]:
        """Send calls without waiting, and return what was answered to each of them.

        Raises:
            BusCallError: An application ended, or what was asked has gone.
            TimeoutError: No answer for `ANSWER_SECONDS`.
        """
        waiting = list(calls)
        answers: list[Any] = [None] * len(waiting)
        sent = 0
        asked: dict[int, int] = {}
        failed: BusCallError | None = None
        while asked or sent < len(waiting):
            while sent < len(waiting) and len(asked) < AT_ONCE:
                serial = next(self._bus.outgoing_serial)
                self._bus.send(waiting[sent], serial=serial)
                asked[serial] = sent
                sent += 1
            message = self._bus.receive(timeout=ANSWER_SECONDS)
            number = asked.pop(message.header.fields.get(HeaderFields.reply_serial, -1), None)
            if number is None:
                continue
            answers[number] = message.body
            if message.header.message_type is MessageType.error:
                name = message.header.fields.get(HeaderFields.error_name, "unknown")
                failed = BusCallError(name, " ".join(str(part) for part in message.body))
        if failed is not None:
            raise failed
        return answers


def _call(
    at: Reference, interface: str, member: str, signature: str = "", body: tuple[Any, ...] = ()
) -> Message:
    name, path = at
    return new_method_call(DBusAddress(path, name, interface), member, signature or None, body)
