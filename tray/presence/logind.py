"""What logind (systemd or elogind) tells on the system bus: the lock and the suspend.

Interfaces: org.freedesktop.login1(5). Nothing is asked of it but to be told: Lull takes no
inhibitor lock, so that it never delays a suspend.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from config.language import N_
from tray.presence.bus_caller import PROPERTIES
from tray.presence.source import Fact, NotKnownError, flag

if TYPE_CHECKING:
    from tray.presence.bus_caller import BusCaller
    from tray.presence.changes import Changes

NAME = "org.freedesktop.login1"
PATH = "/org/freedesktop/login1"
MANAGER = "org.freedesktop.login1.Manager"
SESSION = "org.freedesktop.login1.Session"
_OBJECT_PATH = re.compile(r"(?:/[A-Za-z0-9_]+)+")


class LogindLock:
    """``LockedHint`` of the session.

    GNOME, KDE and most lockers set it; one that does not leaves it at no.
    """

    fact = Fact.LOCKED
    name = "logind"

    def __init__(self, caller: BusCaller, changes: Changes, session_id: str) -> None:
        """Hear of locks and unlocks.

        Args:
            caller: The system bus.
            changes: Who is told.
            session_id: ``XDG_SESSION_ID``; empty to have logind find the session.
        """
        self._caller = caller
        self._session_id = session_id
        # Of any session: which one is ours is asked afterwards, and the others seldom change.
        caller.hear(
            lambda body: changes.changed() if _tells_lock(body) else None,
            sender=NAME,
            interface=PROPERTIES,
            member="PropertiesChanged",
            argument0=SESSION,
        )
        for member in ("Lock", "Unlock"):
            # These two are what lockers are told to do; not every logind tells of the property.
            caller.hear(
                lambda _body: changes.changed(), sender=NAME, interface=SESSION, member=member
            )

    async def ask(self) -> bool:
        """Whether the session is locked."""
        session = await self._find()
        return flag(await self._caller.read(NAME, session, SESSION, "LockedHint"))

    async def _find(self) -> str:
        """The path of the session; "auto" is that of the caller, or of the user's display."""
        try:
            return await self._get(self._session_id or "auto")
        except NotKnownError:
            if not self._session_id:
                raise
        # A login that is over may have left its number in the environment.
        return await self._get("auto")

    async def _get(self, session_id: str) -> str:
        body = await self._caller.call(NAME, PATH, MANAGER, "GetSession", "s", (session_id,))
        path = body[0] if len(body) == 1 else None
        if not isinstance(path, str) or _OBJECT_PATH.fullmatch(path) is None:
            raise NotKnownError(N_("it named no session"))
        return path

    def stop(self) -> None:
        """The bus is let go of by whoever opened it."""


def _tells_lock(body: tuple[object, ...]) -> bool:
    return any("LockedHint" in part for part in body[1:] if isinstance(part, dict | list))


class LogindSleep:
    """``PrepareForSleep``, sent just before a suspend and after the resume."""

    fact = Fact.SUSPEND
    name = "logind"

    def __init__(self, caller: BusCaller, changes: Changes) -> None:
        """Hear of suspend and resume on the system bus, and tell ``changes``."""
        self._caller = caller

        def told(body: tuple[object, ...]) -> None:
            if len(body) == 1 and isinstance(body[0], bool):
                changes.suspend(begins=body[0])

        caller.hear(told, sender=NAME, path=PATH, interface=MANAGER, member="PrepareForSleep")

    async def ask(self) -> bool:
        """Whether a suspend is under way at this moment."""
        return flag(await self._caller.read(NAME, PATH, MANAGER, "PreparingForSleep"))

    def stop(self) -> None:
        """The bus is let go of by whoever opened it."""
