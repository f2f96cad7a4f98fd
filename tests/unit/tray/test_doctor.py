from __future__ import annotations

import sys
import threading
from typing import TYPE_CHECKING, Any, ClassVar
from unittest import mock

import pytest
import Xlib.display
import Xlib.error

from config.errors import DesktopError
from config.paths import Paths, make_folders, resolve
from journal.store import Journal
from tray import autostart, control, doctor
from tray.bus import connection
from tray.bus.connection import Reply
from tray.presence import select
from tray.presence.source import Answer, Fact

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path
    from typing import TypeAlias

    Look: TypeAlias = Callable[..., dict[str, doctor.Finding]]

GRAPHICAL = {"DISPLAY": ":7", "XDG_CURRENT_DESKTOP": "XFCE", "XDG_SESSION_TYPE": "x11"}
FAILED = Reply("org.freedesktop.DBus.Error.ServiceUnknown", ())
HOST = "IsStatusNotifierHostRegistered"
SERVER = "GetServerInformation"
ABILITIES = "GetCapabilities"


class FakeBus:
    """The part of the session bus that is asked."""

    connects = True
    replies: Mapping[str, Reply]

    def __init__(self) -> None:
        self.tried = threading.Event()
        self.connected = False
        self.trouble: Exception | None = None
        self.stopped = False
        FakeBus.made.append(self)

    made: ClassVar[list[FakeBus]] = []

    def start(self) -> None:
        self.connected = self.connects
        self.trouble = None if self.connects else OSError("no such socket")
        self.tried.set()

    def stop(self) -> None:
        self.stopped = True

    def call_wait(
        self,
        _name: str,
        _path: str,
        _interface: str,
        member: str,
        _signature: str,
        body: tuple[Any, ...],
        _seconds: float,
    ) -> Reply:
        return self.replies[body[1] if member == "Get" else member]


@pytest.fixture(autouse=True)
def bus(monkeypatch: pytest.MonkeyPatch) -> type[FakeBus]:
    """A bus of a desktop on which everything works."""
    monkeypatch.setattr(FakeBus, "connects", True)
    monkeypatch.setattr(FakeBus, "made", [])
    replies = {
        HOST: Reply(None, (("b", True),)),
        SERVER: Reply(None, ("dunst", "knopwob", "1.9", "1.2")),
        ABILITIES: Reply(None, (["actions", "body"],)),
    }
    monkeypatch.setattr(FakeBus, "replies", replies, raising=False)
    monkeypatch.setattr(connection, "Bus", FakeBus)
    return FakeBus


class Watch:
    """Knows what somebody says, and is let go of."""

    said: ClassVar[list[Answer]] = []
    stopped = False

    async def answers(self) -> list[Answer]:
        return self.said

    async def stop(self) -> None:
        Watch.stopped = True


@pytest.fixture(autouse=True)
def presence(monkeypatch: pytest.MonkeyPatch) -> type[Watch]:
    """What is known about the person; nothing at first."""
    monkeypatch.setattr(Watch, "said", [])
    monkeypatch.setattr(Watch, "stopped", False)
    monkeypatch.setattr(select, "presence_watch", lambda *_: Watch())
    return Watch


@pytest.fixture
def paths(own_home: Path) -> Paths:
    return resolve(str(own_home / "lull"), {})


@pytest.fixture
def look(paths: Paths, monkeypatch: pytest.MonkeyPatch) -> Look:
    monkeypatch.setattr(Xlib.display, "Display", Screen)

    def examined(environ: Mapping[str, str] | None = None) -> dict[str, doctor.Finding]:
        findings = doctor.examine(paths, environ or {})
        assert all(isinstance(finding.detail, str) and finding.detail for finding in findings)
        names = [finding.check for finding in findings]
        assert len(set(names)) == len(names)
        return {finding.check: finding for finding in findings}

    return examined


def test_a_fresh_home_is_in_order_and_stays_fresh(look: Look, paths: Paths) -> None:
    found = look()
    assert [check for check, finding in found.items() if finding.ok is False] == []
    assert "none yet" in found["Journal"].detail
    assert "the defaults" in found["Settings"].detail
    assert found["Running"].detail == "no; start it with: lull"
    assert found["Desktop"].detail == "no desktop name, no session type, no display"
    assert paths.home is not None
    assert not paths.home.exists()


def test_what_is_there_is_named(look: Look, paths: Paths) -> None:
    make_folders(paths)
    paths.settings.write_text("")
    paths.settings.chmod(0o600)
    Journal.open(paths.journal).close()
    found = look(GRAPHICAL | {"DISPLAY": ""})
    assert found["Journal"] == doctor.Finding("Journal", ok=True, detail=str(paths.journal))
    assert found["Settings"] == doctor.Finding("Settings", ok=True, detail=str(paths.settings))
    assert found["Files"].ok is True
    assert found["Desktop"].detail == "XFCE, x11, no display"


# -- files


def test_settings_that_are_wrong_are_found_by_their_field(look: Look, paths: Paths) -> None:
    make_folders(paths)
    paths.settings.write_text("day.bedtime = 7")
    finding = look()["Settings"]
    assert finding.ok is False
    assert "day.bedtime" in finding.detail


def test_what_helps_a_journal_that_is_none_or_damaged_is_told_once(
    look: Look, paths: Paths
) -> None:
    Journal.open(paths.journal).close()
    paths.journal.write_bytes(b"garbage!" + paths.journal.read_bytes()[8:])
    finding = look()["Journal"]
    assert finding.ok is False
    assert finding.detail.count("lull backup recover") == 1


def test_what_others_may_reach_is_named_with_what_helps(look: Look, paths: Paths) -> None:
    Journal.open(paths.journal).close()
    make_folders(paths)
    paths.journal.chmod(0o640)
    paths.pages.chmod(0o755)
    assert paths.home is not None
    paths.home.chmod(0o755)
    finding = look()["Files"]
    assert finding.ok is False
    assert f"{paths.journal} (640)" in finding.detail
    assert f"{paths.pages} (755)" in finding.detail
    assert f"{paths.home} (" not in finding.detail
    assert "chmod go=" in finding.detail


def test_on_windows_files_have_no_such_modes(look: Look, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(autostart, "is_on", lambda _: False)
    monkeypatch.setattr(control, "ask", nobody)
    found = look()
    assert "Files" not in found
    assert "Session bus" not in found


# -- the running Lull


def nobody(*_: object) -> None:
    raise ConnectionRefusedError


@pytest.mark.parametrize(
    ("status", "ok", "detail"),
    [
        (
            {"icon": "status_notifier", "text": "Next: water"},
            True,
            "yes, icon: status_notifier; Next: water",
        ),
        (
            {"icon": "none", "text": "Next: water", "icon_reason": "there is no panel"},
            None,
            "yes, icon: none; Next: water; there is no panel",
        ),
    ],
)
def test_the_running_lull_is_asked_for_its_icon(
    look: Look,
    monkeypatch: pytest.MonkeyPatch,
    status: dict[str, str],
    *,
    ok: bool | None,
    detail: str,
) -> None:
    monkeypatch.setattr(control, "ask", lambda *_: status)
    assert look()["Running"] == doctor.Finding("Running", ok=ok, detail=detail)


@pytest.mark.parametrize(
    "error",
    [DesktopError("Lull does not answer", "it is busy"), NotADirectoryError(20, "it is busy")],
)
def test_a_lull_that_does_not_answer_is_found(
    look: Look, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    def fail(*_: object) -> None:
        raise error

    monkeypatch.setattr(control, "ask", fail)
    finding = look()["Running"]
    assert finding.ok is False
    assert "it is busy" in finding.detail


def test_what_cannot_be_looked_at_is_a_finding_and_the_rest_is_told(
    look: Look, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(control, "ask", lambda *_: {"nothing": "expected"})
    monkeypatch.setattr(autostart, "is_on", lambda _: 1 / 0)
    found = look()
    assert found["Running"].ok is False
    assert "KeyError" in found["Running"].detail
    assert found["Autostart"].ok is False
    assert "division by zero" in found["Autostart"].detail
    assert found["Session bus"].ok is True


def test_whether_it_starts_at_login_is_told(look: Look, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(autostart, "is_on", lambda _: True)
    assert look()["Autostart"] == doctor.Finding("Autostart", ok=None, detail="on")


# -- the desktop


def test_a_desktop_on_which_everything_works(look: Look, bus: type[FakeBus]) -> None:
    found = look()
    assert found["Session bus"].ok is True
    assert found["Tray (StatusNotifierItem)"].ok is True
    assert (found["Notifications"].ok, found["Windows"].ok) == (True, True)
    assert found["Notifications"].detail == "dunst 1.9 (knopwob), with buttons"
    assert [one.stopped for one in bus.made] == [True, True]


@pytest.mark.parametrize(("environ", "ok"), [({}, None), (GRAPHICAL, False)])
def test_a_missing_bus_is_a_fault_on_a_desktop_alone(
    look: Look,
    bus: type[FakeBus],
    monkeypatch: pytest.MonkeyPatch,
    environ: dict[str, str],
    *,
    ok: bool | None,
) -> None:
    monkeypatch.setattr(bus, "connects", False)
    found = look(environ)
    assert found["Session bus"].ok is ok
    assert "not reachable: no such socket" in found["Session bus"].detail
    assert "Notifications" not in found
    assert [one.stopped for one in bus.made] == [True, True]


@pytest.mark.parametrize(
    ("reply", "detail"),
    [
        (FAILED, "there is none; on GNOME"),
        (Reply(None, (("b", False),)), "there is a watcher but no host; on GNOME"),
    ],
)
def test_a_panel_without_a_tray_is_told_of_with_what_helps(
    look: Look, bus: type[FakeBus], reply: Reply, detail: str
) -> None:
    bus.replies = {**bus.replies, HOST: reply}
    finding = look()["Tray (StatusNotifierItem)"]
    assert finding.ok is None
    assert finding.detail.startswith(detail)


def test_notifications_without_a_service_or_buttons_are_told_of(
    look: Look, bus: type[FakeBus]
) -> None:
    bus.replies = {**bus.replies, ABILITIES: Reply(None, (["body"],))}
    assert "without buttons" in look()["Notifications"].detail
    bus.replies = {**bus.replies, ABILITIES: FAILED}
    assert "without buttons" in look()["Notifications"].detail
    bus.replies = {**bus.replies, SERVER: FAILED}
    finding = look()["Notifications"]
    assert finding.ok is False
    assert "ServiceUnknown" in finding.detail


def test_a_service_that_answers_nonsense_is_a_finding(look: Look, bus: type[FakeBus]) -> None:
    bus.replies = {**bus.replies, SERVER: Reply(None, ())}
    finding = look()["Notifications"]
    assert finding.ok is False
    assert "ValueError" in finding.detail
    assert [one.stopped for one in bus.made] == [True, True]


def test_what_is_known_about_the_person_is_told_with_who_says_so(
    look: Look, presence: type[Watch], bus: type[FakeBus]
) -> None:
    presence.said = [
        Answer(Fact.IDLE, "X11 XScreenSaver", 12.4),
        Answer(Fact.LOCKED, "logind", value=None, reason="there is no bus"),
    ]
    found = look(GRAPHICAL)
    assert found["Presence: idle"].detail == "12 s (X11 XScreenSaver)"
    assert found["Presence: locked"].detail == "not known (logind: there is no bus)"
    assert found["Presence: full screen"].detail.startswith("not known")
    assert {finding.ok for check, finding in found.items() if "Presence" in check} == {None}
    assert presence.stopped
    assert bus.made[-1].stopped


def test_presence_that_cannot_be_asked_is_a_finding(
    look: Look, presence: type[Watch], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(presence, "answers", None)
    assert look()["Presence"].ok is False
    assert presence.stopped


def test_on_another_system_presence_needs_no_bus(
    look: Look, monkeypatch: pytest.MonkeyPatch, bus: type[FakeBus]
) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    assert "Presence: idle" in look()
    assert bus.made == []


class Screen:
    """A display with a tray, as far as it is asked."""

    owner: object = object()

    def __init__(self, name: str) -> None:
        assert name.endswith(GRAPHICAL["DISPLAY"])

    def intern_atom(self, name: str) -> str:
        assert name == "_NET_SYSTEM_TRAY_S3"
        return name

    def get_default_screen(self) -> int:
        return 3

    def get_selection_owner(self, _atom: str) -> object:
        return self.owner

    def close(self, *_: object) -> None:
        """As the real one."""

    set_error_handler = close


@pytest.mark.parametrize(("owner", "ok"), [(object(), True), (0, None)])
def test_an_older_tray_is_looked_for_on_the_display(
    look: Look, monkeypatch: pytest.MonkeyPatch, owner: object, *, ok: bool | None
) -> None:
    monkeypatch.setattr(Screen, "owner", owner)
    assert look(GRAPHICAL)["Tray (XEmbed)"].ok is ok


def test_a_display_that_does_not_answer_is_found(
    look: Look, monkeypatch: pytest.MonkeyPatch
) -> None:
    refusal = Xlib.error.DisplayConnectionError(":7", "refused")
    monkeypatch.setattr(Xlib.display, "Display", mock.Mock(side_effect=refusal))
    finding = look(GRAPHICAL)["Tray (XEmbed)"]
    assert finding.ok is False
    assert finding.detail == "the X display :7 does not answer"
