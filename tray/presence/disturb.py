"""Do not disturb, as the service knows it that shows the notifications.

Only the service that owns ``org.freedesktop.Notifications`` now is asked, in its own way. A setting
of a desktop that is merely installed says nothing about this session, and would silence everything.
"""

from __future__ import annotations

import asyncio
import contextlib
from typing import TYPE_CHECKING

from config.foreign_words import reason_of
from config.language import N_
from tray.bus.owners import DBUS_NAME
from tray.presence.bus_caller import PROPERTIES, variant
from tray.presence.source import Fact, NotKnownError, flag

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tray.presence.bus_caller import BusCaller
    from tray.presence.changes import Changes

NAME = "org.freedesktop.Notifications"
PATH = "/org/freedesktop/Notifications"

DUNST = "org.dunstproject.cmd0"
XFCONF = "org.xfce.Xfconf"
XFCONF_PATH = "/org/xfce/Xfconf"
XFCE_CHANNEL = "xfce4-notifyd"
XFCE_PROPERTY = "/do-not-disturb"
_NEVER_SET = "PropertyNotFound"

DCONF = "ca.desrt.dconf"
DCONF_WRITER = "ca.desrt.dconf.Writer"
GNOME_FOLDER = "/org/gnome/desktop/notifications/"
GNOME_KEY = "show-banners"
GNOME_SCHEMA = "org.gnome.desktop.notifications"
_END_SECONDS = 0.5
"""How long a program that was killed may take to end."""


class NotificationService:
    """Whether the notification service was told to be quiet.

    Plasma has the property ``Inhibited`` for it, dunst ``paused``, xfce4-notifyd a property in
    xfconf and GNOME Shell a setting in dconf, which is read by a short ``gsettings`` (20 ms): the
    settings portal does not show it. All of them tell of a change. Of any other service the
    property ``Inhibited`` is asked, which the others may take over from Plasma.
    """

    fact = Fact.DO_NOT_DISTURB

    def __init__(self, caller: BusCaller, changes: Changes, environ: Mapping[str, str]) -> None:
        """Hear of each change.

        Args:
            caller: The session bus.
            changes: Who is told.
            environ: The environment that ``gsettings`` is started with.
        """
        self.name = "notification service"
        self._caller = caller
        self._environ = environ
        # Another service: another setting counts.
        caller.hear(
            lambda _body: changes.changed(),
            sender=DBUS_NAME,
            interface=DBUS_NAME,
            member="NameOwnerChanged",
            argument0=NAME,
        )
        for interface in (NAME, DUNST):
            caller.hear(
                lambda _body: changes.changed(),
                sender=NAME,
                path=PATH,
                interface=PROPERTIES,
                member="PropertiesChanged",
                argument0=interface,
            )
        for member in ("PropertyChanged", "PropertyRemoved"):
            caller.hear(
                lambda body: changes.changed() if body[1:2] == (XFCE_PROPERTY,) else None,
                sender=XFCONF,
                interface=XFCONF,
                member=member,
                argument0=XFCE_CHANNEL,
            )
        for prefix in (GNOME_FOLDER + GNOME_KEY, GNOME_FOLDER):
            caller.hear(
                lambda _body: changes.changed(),
                sender=DCONF,
                interface=DCONF_WRITER,
                member="Notify",
                argument0=prefix,
            )

    async def ask(self) -> bool:
        """Whether the service that runs now was told to be quiet."""
        server = await self._server()
        self.name = server
        match server.lower():
            case "dunst":
                return flag(await self._caller.read(NAME, PATH, DUNST, "paused"))
            case "xfce notify daemon":
                return await self._xfce()
            case "gnome-shell":
                return await self._gnome()
            case _:
                return flag(await self._caller.read(NAME, PATH, NAME, "Inhibited"))

    async def _server(self) -> str:
        body = await self._caller.call(NAME, PATH, NAME, "GetServerInformation")
        if not body or not isinstance(body[0], str) or not body[0]:
            raise NotKnownError(N_("it did not say what it is"))
        return body[0]

    async def _xfce(self) -> bool:
        wanted = (XFCE_CHANNEL, XFCE_PROPERTY)
        try:
            body = await self._caller.call(XFCONF, XFCONF_PATH, XFCONF, "GetProperty", "ss", wanted)
        except NotKnownError as error:
            if str(error).endswith(_NEVER_SET):
                return False  # the switch was never touched, and it is off by default
            raise
        return flag(variant(body))

    async def _gnome(self) -> bool:
        try:
            child = await asyncio.create_subprocess_exec(
                "gsettings",
                "get",
                GNOME_SCHEMA,
                GNOME_KEY,
                env=dict(self._environ),
                stdin=asyncio.subprocess.DEVNULL,
                stdout=asyncio.subprocess.PIPE,
                stderr=asyncio.subprocess.DEVNULL,
            )
        except OSError as error:
            reason = reason_of(error)
            raise NotKnownError(
                N_("gsettings cannot be started: {reason}"), reason=reason
            ) from error
        try:
            output, _ = await child.communicate()
        finally:
            # One that nobody waits for any more, because it took too long.
            if child.returncode is None:
                with contextlib.suppress(ProcessLookupError):
                    child.kill()
                # Its end is waited for, so that nothing of it stays open.
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(child.communicate(), _END_SECONDS)
        match output.strip():
            case b"true":
                return False
            case b"false":
                return True
        raise NotKnownError(N_("gsettings does not know the setting"))

    def stop(self) -> None:
        """The bus is let go of by whoever opened it."""
