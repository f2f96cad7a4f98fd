"""``lull doctor``: what works here, what does not, and what would help."""

from __future__ import annotations

import dataclasses
import os
import platform
import stat
import sys
from datetime import UTC, datetime, timedelta
from importlib.metadata import version
from typing import TYPE_CHECKING, Any, Final

from config import settings as settings_module
from config.errors import DesktopError, LullError, SettingsError
from config.foreign_words import named, place_and_reason_of, reason_of
from config.language import N_, tr, trp
from config.local_format import listed
from journal.connection import WHAT_TO_DO
from tray import autostart, control, messages, qt_trouble
from tray.app import is_graphical
from tray.clock import Clock

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from config.paths import Paths
    from tray.bus.connection import Bus
    from tray.presence.source import Answer

_WATCHER = "org.kde.StatusNotifierWatcher"
_NOTIFICATIONS = "org.freedesktop.Notifications"
_BUS_SECONDS = 3.0
_BACKUP_BEHIND = timedelta(days=2)
"""A journal that was written so long after the last backup should have had another."""


@dataclasses.dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at.

    Attributes:
        check: Its name.
        ok: True if it works, False if it is broken, None if it is merely so.
        detail: What was found, and what would help.
    """

    check: str
    ok: bool | None
    detail: str


CHECKS: Final = (
    *(N_("Lull"), N_("System"), N_("Desktop"), N_("Running"), N_("Settings"), N_("Files")),
    *(N_("Journal"), N_("Backups"), N_("Time zone"), N_("Autostart"), N_("Session bus")),
    *(N_("Tray (StatusNotifierItem)"), N_("Notifications"), N_("Tray (XEmbed)"), N_("Windows")),
    *(N_("Presence"), N_("Presence: idle"), N_("Presence: locked"), N_("Presence: do not disturb")),
    *(N_("Presence: full screen"), N_("Presence: suspend")),
)
"""What is looked at: the names stay in JSON, and are translated where a person reads them."""


def _good(check: str, detail: str) -> Finding:
    return Finding(check, ok=True, detail=detail)


def _bad(check: str, detail: str) -> Finding:
    return Finding(check, ok=False, detail=detail)


def _fact(check: str, detail: str) -> Finding:
    return Finding(check, ok=None, detail=detail)


def examine(paths: Paths, environ: Mapping[str, str]) -> list[Finding]:
    """Look at everything, and raise nothing; what is broken is a finding like the others.

    The journal is opened, which makes it ready for this version as any other command does.
    """
    looks: dict[str, Callable[[], Iterable[Finding]]] = {
        "Lull": _lull,
        "Desktop": lambda: [_fact("Desktop", _desktop(environ))],
        "Running": lambda: [_running(paths)],
        "Settings": lambda: [_settings(paths)],
        # Before the journal, since opening it takes from others what they may do with it.
        "Files": lambda: _private(paths),
        "Journal": lambda: [_journal(paths)],
        "Backups": lambda: [_backups(paths)],
        "Time zone": _zone,
        "Autostart": lambda: [_fact("Autostart", _autostart(environ))],
    }
    if sys.platform == "linux":
        looks["Session bus"] = lambda: _session_bus(environ)
        looks["Tray (XEmbed)"] = lambda: [_xembed(environ)]
        looks["Windows"] = lambda: [_windows(environ)]
    looks["Presence"] = lambda: _presence(environ)
    return [finding for check, look in looks.items() for finding in _looked(check, look)]


def _looked(check: str, look: Callable[[], Iterable[Finding]]) -> list[Finding]:
    findings = []
    try:
        for finding in look():
            findings.append(finding)  # noqa: PERF402 - those before an error are kept
    except Exception as error:  # noqa: BLE001 - barrier: it is told, and the rest is looked at
        reason = named(type(error).__name__, place_and_reason_of(error))
        findings.append(_bad(check, tr("could not be looked at: {error}", error=reason)))
    return findings


def _autostart(environ: Mapping[str, str]) -> str:
    on = autostart.is_on(environ)
    return trp("presence", "on") if on else trp("presence", "off")


def _lull() -> Iterator[Finding]:
    yield _good(
        "Lull",
        tr(
            "{version} on Python {python}",
            version=version("lull"),
            python=platform.python_version(),
        ),
    )
    yield _fact("System", f"{platform.system()} {platform.release()}")


def _desktop(environ: Mapping[str, str]) -> str:
    kind = environ.get("XDG_SESSION_TYPE") or tr("no session type")
    names = environ.get("XDG_CURRENT_DESKTOP") or tr("no desktop name")
    shows = [name for name in ("DISPLAY", "WAYLAND_DISPLAY") if environ.get(name)]
    return f"{names}, {kind}, {listed(shows) or tr('no display')}"


def _running(paths: Paths) -> Finding:
    try:
        status: dict[str, Any] = control.ask(paths.control, messages.Status())
    except ConnectionError:
        return _fact("Running", tr("no; start it with: lull"))
    except LullError as error:
        return _bad("Running", error.told)
    except OSError as error:
        return _bad("Running", named(paths.control, reason_of(error)))
    icon = status["icon"]
    detail = tr("yes, icon: {icon}; {status}", icon=icon, status=status["text"])
    if status.get("icon_reason"):
        detail = tr("{problem}; {hint}", problem=detail, hint=status["icon_reason"])
    return Finding("Running", ok=True if icon != "none" else None, detail=detail)


def _settings(paths: Paths) -> Finding:
    try:
        settings_module.load(paths.settings)
    except SettingsError as error:
        return _bad("Settings", named(paths.settings, error.detail))
    if not paths.settings.exists():
        detail = tr("the defaults; {path} comes with the first start", path=paths.settings)
        return _good("Settings", detail)
    return _good("Settings", str(paths.settings))


def _journal(paths: Paths) -> Finding:
    if not paths.journal.exists():
        return _good("Journal", tr("none yet; it will be {path}", path=paths.journal))
    from journal.condition import trouble  # noqa: PLC0415 - not needed where there is none

    try:
        wrong = trouble(paths.journal, deep=True)
    except LullError as error:
        return _bad("Journal", error.detail)
    if wrong:
        # Where the file may be none of Lull's, that is a part of what is wrong.
        help_ = tr(WHAT_TO_DO)
        return _bad("Journal", wrong if help_ in wrong else f"{wrong}; {help_}")
    kept = sorted(paths.journal.resolve().parent.glob("journal.damaged-*.sqlite3"))
    if not kept:
        return _good("Journal", str(paths.journal))
    detail = tr(
        "{path}; damaged ones that were kept: {kept}",
        path=paths.journal,
        kept=", ".join(map(str, kept)),
    )
    return _good("Journal", detail)


def _backups(paths: Paths) -> Finding:
    from journal.backup import backups, entries_in, folder_of  # noqa: PLC0415 - for this alone
    from journal.condition import trouble  # noqa: PLC0415 - likewise

    newest = next(iter(backups(folder_of(paths.journal))), None)
    if newest is None:
        return _fact("Backups", tr("none yet; one is made on every day on which Lull runs"))
    if not paths.journal.exists():
        return _bad("Backups", tr("there is no journal; {advice}", advice=tr(WHAT_TO_DO)))
    if entries_in(newest.path) is None or trouble(newest.path):
        unreadable = tr(
            "the last one, {name}, cannot be read; lull backup now makes another, or says why not",
            name=newest.name,
        )
        return _bad("Backups", unreadable)
    written = Clock().local(datetime.fromtimestamp(paths.journal.stat().st_mtime, UTC)).date()
    if newest.day + _BACKUP_BEHIND < written:
        late = tr(
            "the last one is of {date}; lull backup now makes one, or says why not", date=newest.day
        )
        return _bad("Backups", late)
    return _good("Backups", tr("the last one is {name}", name=newest.name))


def _private(paths: Paths) -> Iterator[Finding]:
    if sys.platform == "win32":
        return
    journal = paths.journal
    files = (
        *(paths.settings, paths.last_good_settings, paths.log, paths.control, paths.lock),
        *(journal.with_name(f"{journal.name}{end}") for end in ("", "-wal", "-shm")),
    )
    open_ones = []
    for path in (*paths.folders(), *files):
        try:
            mode = stat.S_IMODE(os.stat(path).st_mode)  # noqa: PTH116 - like the other calls here
        except OSError:
            continue
        if mode & 0o077 and path != paths.home:
            open_ones.append(f"{path} ({mode:o})")
    if open_ones:
        detail = tr(
            "others may reach {paths}; chmod go= takes that from them", paths=", ".join(open_ones)
        )
        yield _bad("Files", detail)
    else:
        yield _good("Files", tr("for their owner alone"))


def _zone() -> Iterator[Finding]:
    clock = Clock()
    yield _good("Time zone", tr("{zone}, now {time}", zone=clock.zone, time=clock.iso(clock.now())))


def _session_bus(environ: Mapping[str, str]) -> Iterator[Finding]:
    from tray.bus.connection import Bus  # noqa: PLC0415 - Linux alone
    from tray.bus_words import why_no_bus  # noqa: PLC0415 - likewise

    bus = Bus()
    bus.start()
    try:
        if not bus.tried.wait(_BUS_SECONDS) or not bus.connected:
            detail = tr("not reachable: {reason}", reason=why_no_bus(bus.trouble))
            if is_graphical(environ):
                yield _bad("Session bus", detail)
            else:
                yield _fact(
                    "Session bus", tr("{trouble}; nudges come in the terminal", trouble=detail)
                )
            return
        yield _good("Session bus", tr("reachable"))
        yield from _looked("Tray (StatusNotifierItem)", lambda: [_status_notifier(bus)])
        yield from _looked("Notifications", lambda: [_notifications(bus)])
    finally:
        bus.stop()


def _status_notifier(bus: Bus) -> Finding:
    properties = "org.freedesktop.DBus.Properties"
    wanted = (_WATCHER, "IsStatusNotifierHostRegistered")
    reply = bus.call_wait(
        _WATCHER, "/StatusNotifierWatcher", properties, "Get", "ss", wanted, _BUS_SECONDS
    )
    if reply.error is None and reply.body[0][1]:
        return _good("Tray (StatusNotifierItem)", tr("there is a host"))
    detail = (
        tr(
            "there is a watcher but no host; on GNOME, install and turn on the AppIndicator "
            "extension"
        )
        if reply.error is None
        else tr("there is none; on GNOME, install and turn on the AppIndicator extension")
    )
    return _fact("Tray (StatusNotifierItem)", detail)


def _notifications(bus: Bus) -> Finding:
    path = "/org/freedesktop/Notifications"
    server = bus.call_wait(
        _NOTIFICATIONS, path, _NOTIFICATIONS, "GetServerInformation", "", (), _BUS_SECONDS
    )
    if server.error is not None:
        return _bad(
            "Notifications", tr("no notification service answers ({error})", error=server.error)
        )
    abilities = bus.call_wait(
        _NOTIFICATIONS, path, _NOTIFICATIONS, "GetCapabilities", "", (), _BUS_SECONDS
    )
    able = abilities.error is None and "actions" in abilities.body[0]
    name, maker, number, _ = server.body
    server_name = f"{name} {number} ({maker})"
    detail = (
        tr("{service}, with buttons", service=server_name)
        if able
        else tr("{service}, without buttons; answer in the tray menu", service=server_name)
    )
    return _good("Notifications", detail)


class _Nobody:
    """Hears of changes, and has no use for them: what is told is how it is now."""

    def presence_changed(self) -> None:
        """Nothing to do."""

    def fell_asleep(self) -> None:
        """Nothing to do."""

    def woke_up(self) -> None:
        """Nothing to do."""


def _presence(environ: Mapping[str, str]) -> Iterator[Finding]:
    """What each source of presence answers now."""
    import asyncio  # noqa: PLC0415 - for this alone, like what follows

    from tray.presence.report import rows  # noqa: PLC0415 - see above
    from tray.presence.select import presence_watch  # noqa: PLC0415 - see above

    async def ask(bus: Bus | None) -> list[Answer]:
        loop = asyncio.get_running_loop()
        watch = presence_watch(bus, environ, loop, _Nobody(), Clock())
        try:
            return await watch.answers()
        finally:
            await watch.stop()

    bus: Bus | None = None
    if sys.platform == "linux":
        from tray.bus.connection import Bus as SessionBus  # noqa: PLC0415 - Linux alone

        bus = SessionBus()
        bus.start()
        bus.tried.wait(_BUS_SECONDS)
    try:
        answers = asyncio.run(ask(bus))
    finally:
        if bus is not None:
            bus.stop()
    for fact, text in rows(answers):
        yield _fact(f"Presence: {fact}", text)


def _xembed(environ: Mapping[str, str]) -> Finding:
    if not environ.get("DISPLAY"):
        return _fact("Tray (XEmbed)", tr("no X display"))
    from tray.icon.x_connection import open_display  # noqa: PLC0415 - where there is X

    try:
        display = open_display(environ["DISPLAY"])
    except DesktopError as error:
        return _bad("Tray (XEmbed)", error.detail)
    try:
        atom = display.intern_atom(f"_NET_SYSTEM_TRAY_S{display.get_default_screen()}")
        owner = display.get_selection_owner(atom)
    finally:
        display.close()
    if owner:
        return _good("Tray (XEmbed)", tr("there is a tray"))
    return _fact("Tray (XEmbed)", trp("presence", "none"))


def _windows(environ: Mapping[str, str]) -> Finding:
    plugin = qt_trouble.platform_plugin(bool(environ.get("WAYLAND_DISPLAY")))
    if plugin is None:
        return _bad("Windows", qt_trouble.no_toolkit().words)
    missing = qt_trouble.missing_libraries(plugin)
    if missing is None:
        return _fact("Windows", tr("whether a library is missing cannot be told without ldd"))
    if missing:
        return _bad("Windows", qt_trouble.trouble_without(missing).words)
    return _good("Windows", tr("no library is missing"))
