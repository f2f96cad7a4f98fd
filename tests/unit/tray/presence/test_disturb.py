"""Do not disturb, as the service tells it that shows the notifications."""

from __future__ import annotations

import asyncio
import os
import select
import stat
from typing import TYPE_CHECKING

import pytest
from small_bus import DBUS, NO_ANSWERS, UNKNOWN, play, reason, value

from tray.bus.calls import Reply
from tray.presence.disturb import NotificationService

if TYPE_CHECKING:
    from pathlib import Path

    from small_bus import Stage

NOTES = "org.freedesktop.Notifications"
NOTES_PATH = "/org/freedesktop/Notifications"
PROPERTIES = "org.freedesktop.DBus.Properties"


def service(server: str, **properties: Reply) -> dict[str, dict[str, Reply]]:
    information = Reply(None, (server, "somebody", "1", "1.2"))
    return {NOTES: {"GetServerInformation": information} | properties}


def notes(on: Stage) -> NotificationService:
    return NotificationService(on.caller, on.changes, {})


@pytest.mark.parametrize(
    ("server", "name", "interface"),
    [
        ("Plasma", "Inhibited", NOTES),
        ("something new", "Inhibited", NOTES),
        ("dunst", "paused", "org.dunstproject.cmd0"),
    ],
)
@pytest.mark.parametrize("quiet", [True, False])
def test_a_service_with_a_property_is_asked_for_it(
    server: str, name: str, interface: str, *, quiet: bool
) -> None:
    async def scene(on: Stage) -> None:
        source = notes(on)
        assert await source.ask() is quiet
        assert source.name == server
        assert on.bus.asked[-1] == (NOTES, NOTES_PATH, PROPERTIES, "Get", (interface, name))
        on.bus.emit(NOTES, NOTES_PATH, PROPERTIES, "PropertiesChanged", interface, {}, [])
        assert await on.told() == ["changed"]
        source.stop()

    play(scene, service(server, **{name: value("b", quiet)}))


@pytest.mark.parametrize("server", ["Plasma", "dunst"])
@pytest.mark.parametrize("odd", NO_ANSWERS)
def test_a_service_that_does_not_tell_is_not_taken_for_quiet(server: str, odd: Reply) -> None:
    async def scene(on: Stage) -> None:
        assert await reason(notes(on))

    play(scene, service(server, Inhibited=odd, paused=odd))


@pytest.mark.parametrize("odd", [Reply(None, ()), Reply(None, (5,)), Reply(None, ("",)), UNKNOWN])
def test_a_service_without_a_name_is_asked_for_nothing(odd: Reply) -> None:
    async def scene(on: Stage) -> None:
        assert await reason(notes(on))
        assert [member for *_, member, _ in on.bus.asked] == ["GetServerInformation"]

    play(scene, {NOTES: {"GetServerInformation": odd}})


XFCONF = "org.xfce.Xfconf"
NEVER_SET = Reply("org.xfce.Xfconf.Error.PropertyNotFound", ("no such property",))


@pytest.mark.parametrize(
    ("answer", "expected"),
    [(value("b", True), True), (value("b", False), False), (NEVER_SET, False)],  # noqa: FBT003 - see above
)
def test_xfce_keeps_it_in_xfconf_where_a_switch_never_touched_is_off(
    answer: Reply, *, expected: bool
) -> None:
    async def scene(on: Stage) -> None:
        source = notes(on)
        assert await source.ask() is expected
        asked = (XFCONF, "/org/xfce/Xfconf", XFCONF, "GetProperty")
        assert on.bus.asked[-1] == (*asked, ("xfce4-notifyd", "/do-not-disturb"))

    play(scene, service("Xfce Notify Daemon") | {XFCONF: {"GetProperty": answer}})


@pytest.mark.parametrize("odd", [Reply(None, ()), value("i", 1), value("s", "on"), UNKNOWN])
def test_a_setting_of_xfce_that_is_none_is_not_known(odd: Reply) -> None:
    async def scene(on: Stage) -> None:
        assert await reason(notes(on))

    play(scene, service("Xfce Notify Daemon") | {XFCONF: {"GetProperty": odd}})


def test_a_setting_left_behind_by_xfce_says_nothing_on_another_desktop() -> None:
    async def scene(on: Stage) -> None:
        assert await notes(on).ask() is False
        assert XFCONF not in {name for name, *_ in on.bus.asked}

    services = service("Plasma", Inhibited=value("b", False))  # noqa: FBT003 - see above
    play(scene, services | {XFCONF: {"GetProperty": value("b", True)}})  # noqa: FBT003 - see above


def test_changes_of_the_setting_and_of_the_service_are_told_and_no_others() -> None:
    async def scene(on: Stage) -> None:
        notes(on)
        path = "/org/xfce/Xfconf"
        quiet = "/do-not-disturb"
        on.bus.emit(XFCONF, path, XFCONF, "PropertyChanged", "xfce4-notifyd", "/theme", ("s", ""))
        on.bus.emit(XFCONF, path, XFCONF, "PropertyChanged", "xfce4-panel", quiet, ("b", True))
        folder = "/org/gnome/desktop/"
        dconf = ("ca.desrt.dconf", "/ca/desrt/dconf/Writer/user", "ca.desrt.dconf.Writer", "Notify")
        on.bus.emit(*dconf, f"{folder}interface/clock-format", [""], "1")
        assert await on.told() == []
        for signal in (
            (XFCONF, path, XFCONF, "PropertyChanged", "xfce4-notifyd", quiet, ("b", True)),
            (XFCONF, path, XFCONF, "PropertyRemoved", "xfce4-notifyd", quiet),
            (*dconf, f"{folder}notifications/show-banners", [""], "2"),
            (*dconf, f"{folder}notifications/", ["show-banners"], "3"),
            (DBUS, "/org/freedesktop/DBus", DBUS, "NameOwnerChanged", NOTES, ":1.1", ":1.2"),
        ):
            on.bus.emit(*signal)
            assert await on.told() == ["changed"], signal

    play(scene)


def gsettings(folder: Path, script: str) -> dict[str, str]:
    """An environment whose ``gsettings`` is a script."""
    program = folder / "gsettings"
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    return {"PATH": f"{folder}:/usr/bin:/bin"}


@pytest.mark.parametrize(("printed", "expected"), [("true", False), ("false", True)])
def test_gnome_is_quiet_when_it_shows_no_banners(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, printed: str, *, expected: bool
) -> None:
    environ = gsettings(
        tmp_path, f'[ "$*" = "get org.gnome.desktop.notifications show-banners" ] && echo {printed}'
    )
    monkeypatch.setenv("PATH", environ["PATH"])

    async def scene(on: Stage) -> None:
        source = NotificationService(on.caller, on.changes, environ)
        assert await source.ask() is expected

    play(scene, service("gnome-shell"))


@pytest.mark.parametrize("script", ["exit 1", "echo 1", "echo yes", "echo true; echo false"])
def test_a_setting_of_gnome_that_is_none_is_not_known(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str
) -> None:
    environ = gsettings(tmp_path, script)
    monkeypatch.setenv("PATH", environ["PATH"])

    async def scene(on: Stage) -> None:
        source = NotificationService(on.caller, on.changes, environ)
        assert await reason(source) == "gsettings does not know the setting"

    play(scene, service("gnome-shell"))


def test_without_gsettings_it_is_not_known(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))

    async def scene(on: Stage) -> None:
        source = NotificationService(on.caller, on.changes, {"PATH": str(tmp_path)})
        assert "gsettings cannot be started" in await reason(source)

    play(scene, service("gnome-shell"))


def test_a_gsettings_that_hangs_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    began, never = tmp_path / "began", tmp_path / "never"
    os.mkfifo(began)
    os.mkfifo(never)
    environ = gsettings(tmp_path, f"echo $$ >'{began}'; exec cat '{never}'")
    monkeypatch.setenv("PATH", environ["PATH"])

    async def scene(on: Stage) -> None:
        source = NotificationService(on.caller, on.changes, environ)
        asking = asyncio.ensure_future(source.ask())
        # Opening a pipe waits for the other end: the script has begun.
        process = os.pidfd_open(int(await asyncio.to_thread(began.read_text)))
        asking.cancel()
        with pytest.raises(asyncio.CancelledError):
            await asking
        # It is readable once the process has ended; nobody has to wait for that any more.
        assert select.select([process], [], [], 0)[0] == [process]
        os.close(process)

    play(scene, service("gnome-shell"))
