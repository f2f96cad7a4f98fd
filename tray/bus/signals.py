"""Which signals are wanted on a D-Bus connection, and from whom; see `tray.bus.connection`."""

from __future__ import annotations

import dataclasses
import logging
from typing import TYPE_CHECKING, Any

from jeepney import HeaderFields, MatchRule, Message

from tray.bus.owners import DBUS_NAME

if TYPE_CHECKING:
    from collections.abc import Callable

    from tray.bus.owners import Owners

_log = logging.getLogger(__name__)


@dataclasses.dataclass(frozen=True, slots=True)
class Subscription:
    """A kind of signal that somebody wants to hear of.

    Attributes:
        sender: A unique or well-known name, or None for any.
        path: The object that emits it, or None for any.
        interface: Its interface.
        member: Its name.
        argument0: What its first argument must be, or None for anything.
        callback: Called with the arguments.
    """

    sender: str | None
    path: str | None
    interface: str
    member: str
    argument0: str | None
    callback: Callable[[tuple[Any, ...]], None]

    def rule(self) -> MatchRule:
        """The match rule that asks the bus for these signals."""
        rule = MatchRule(
            type="signal",
            sender=self.sender,
            path=self.path,
            interface=self.interface,
            member=self.member,
        )
        if self.argument0 is not None:
            rule.add_arg_condition(0, self.argument0)
        return rule

    def matches(self, fields: dict[HeaderFields, Any], body: tuple[Any, ...]) -> bool:
        """Whether a signal with these header fields is meant, whoever sent it."""
        return (
            self.interface == fields.get(HeaderFields.interface)
            and self.member == fields.get(HeaderFields.member)
            and self.path in {None, fields.get(HeaderFields.path)}
            and (self.argument0 is None or body[:1] == (self.argument0,))
        )


class Subscriptions:
    """Hands signals to those who want them, if they come from whom they should.

    A sender given by its well-known name is compared with the connection that owns the name, so
    that another client cannot speak in its place.
    """

    def __init__(self, owners: Owners) -> None:
        """Begin with nothing; ``owners`` tells who may speak in whose name."""
        self._wanted: list[Subscription] = []
        self._owners = owners

    def add(self, subscription: Subscription) -> None:
        """Hand on such signals from now on."""
        self._wanted.append(subscription)

    def all(self) -> tuple[Subscription, ...]:
        """Everything that is wanted."""
        return tuple(self._wanted)

    def deliver(self, message: Message) -> None:
        """Hand on a signal; one subscriber's mistake does not keep it from the others."""
        fields = message.header.fields
        sender = fields.get(HeaderFields.sender, "")
        if sender == DBUS_NAME and fields.get(HeaderFields.member) == "NameOwnerChanged":
            self._owners.changed(message.body)
        for subscription in self.all():
            if not subscription.matches(fields, message.body):
                continue
            if not self._owners.is_from(subscription.sender, sender):
                continue
            try:
                subscription.callback(message.body)
            except Exception:  # noqa: BLE001 - barrier: logged; the others go on
                _log.exception("could not handle the signal %s", subscription.member)
