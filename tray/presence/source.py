"""One place that knows one fact about the person, and what it answered."""

from __future__ import annotations

import dataclasses
import enum
from typing import Protocol

from config.language import N_, in_english, tr


class Fact(enum.StrEnum):
    """What can be known about the person at the computer."""

    IDLE = "idle"
    LOCKED = "locked"
    DO_NOT_DISTURB = "do not disturb"
    FULL_SCREEN = "full screen"
    SUSPEND = "suspend"


class NotKnownError(Exception):
    """A source is absent, or does not tell; its text is in English, for the log."""

    def __init__(self, reason: str, /, **places: str) -> None:
        """Keep the reason for `lull doctor`.

        Args:
            reason: A short phrase, marked for the catalogues, with named places.
            places: What stands in them.
        """
        told = {name: in_english(part) for name, part in places.items()}
        super().__init__(reason.format(**told) if told else reason)
        self._reason = reason
        self._places = places

    @property
    def told(self) -> str:
        """The reason in the person's language."""
        return tr(self._reason, **self._places)


class Source(Protocol):
    """Asked and stopped on the core loop.

    Attributes:
        fact: What it knows.
        name: What a person may know it by, such as ``logind``.
    """

    fact: Fact

    @property
    def name(self) -> str:
        """What a person may know it by, such as ``logind``."""

    async def ask(self) -> float | bool:
        """What is so now: seconds for `Fact.IDLE`, yes or no for the others.

        It may take longer than anybody waits; it is cancelled then.

        Raises:
            NotKnownError: It cannot be told.
        """

    def stop(self) -> None:
        """Let go of everything; nothing is told or asked afterwards."""


@dataclasses.dataclass(frozen=True, slots=True)
class Answer:
    """What one source answered.

    Attributes:
        fact: What it was asked for.
        source: Its name.
        value: What is so; None if it is not known.
        reason: Why it is not known, for the person; empty if it is.
    """

    fact: Fact
    source: str
    value: float | bool | None
    reason: str = ""


def flag(value: object) -> bool:
    """``value`` if it is yes or no.

    Raises:
        NotKnownError: It is anything else; 1 is not yes.
    """
    if value is True or value is False:
        return value
    raise NotKnownError(N_("it answered something else than yes or no"))
