"""What a notification is, and what everything that can show one promises."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from enum import StrEnum
from typing import Protocol

RESERVED_KEY = "default"
"""The specification's key for a click on the text; xfce4-notifyd 0.7 draws it as a button."""


@dataclasses.dataclass(frozen=True, slots=True)
class Button:
    """One answer that the person can choose.

    Attributes:
        key: Its name for the program, such as ``had_one``; not shown, not ``default``.
        label: What stands on it.
    """

    key: str
    label: str

    def __post_init__(self) -> None:
        """Refuse a key that a notification daemon would treat in its own way."""
        if self.key in {"", RESERVED_KEY}:
            message = f"a button cannot have the key {self.key!r}"
            raise ValueError(message)


@dataclasses.dataclass(frozen=True, slots=True)
class Note:
    """A notification to show.

    Attributes:
        slot: Notes in one slot replace each other, such as ``nudge``, ``reply``, ``breathe``.
        token: The caller's own name for this showing.
        title: One line (the specification's "summary"); cut at 120 characters.
        body: Plain text; markup in it is shown as it is written; cut at 500 characters.
        buttons: The answers, in the order in which they are shown.
        stay_seconds: After so many seconds it is withdrawn; None leaves that to the desktop.
        quiet: Whether it has low urgency (GNOME puts such a note into its list without a pop-up).
    """

    slot: str
    token: str
    title: str
    body: str
    buttons: tuple[Button, ...] = ()
    stay_seconds: float | None = None
    quiet: bool = False


class Closed(StrEnum):
    """How a note ended that nobody answered."""

    EXPIRED = "expired"
    """Its time was over."""
    DISMISSED = "dismissed"
    """The person closed it."""
    WITHDRAWN = "withdrawn"
    """A program closed it, nearly always this one."""
    LOST = "lost"
    """The notification daemon went away, or closed it without saying why."""
    REPLACED = "replaced"
    """A newer note took its slot."""


@dataclasses.dataclass(frozen=True, slots=True)
class Shown:
    """Whether a note was shown.

    Attributes:
        ok: Whether it was; a note that was not shown is never reported as closed.
        by: The name of the notifier that showed it: ``freedesktop``, ``plyer`` or ``terminal``;
            empty if none did.
        why: Why it was not shown, for the person to read; empty if it was.
    """

    ok: bool
    by: str
    why: str

    @classmethod
    def failed(cls, why: str) -> Shown:
        """The answer for a note that was not shown."""
        return cls(ok=False, by="", why=why)


OnAnswer = Callable[[Note, str], None]
"""Called on the loop with the note and the key of the chosen button."""
OnClosed = Callable[[Note, Closed], None]
"""Called on the loop for a note that ended without an answer."""


class Notifier(Protocol):
    """Shows notes, on one asyncio loop.

    A note that was shown ends exactly once: with an answer, or with how it was closed.
    """

    @property
    def name(self) -> str:
        """What `Shown.by` and the log call it."""

    async def show(self, note: Note) -> Shown:
        """Show ``note`` in the place of the note that its slot holds; raises nothing."""

    async def withdraw(self, slot: str) -> None:
        """Take away the note of ``slot``; nothing happens if there is none."""

    async def close(self) -> None:
        """Take away every note; nothing is shown afterwards."""
