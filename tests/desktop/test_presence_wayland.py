"""Idle under a real Wayland compositor: sway, without a screen."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from children import Child, wait_for
from presence_watched import AWAY_SECONDS, Watched

if TYPE_CHECKING:
    from collections.abc import Iterator

NOBODY = "nobody"
CONFIGURATION = "xwayland disable\noutput HEADLESS-1 resolution 800x600\n"


class Sway:
    """A compositor with a socket of its own and no session bus.

    It refuses to run as root, so that there it is started as nobody.
    """

    def __init__(self, folder: Path) -> None:
        run = folder / "run"
        run.mkdir(mode=0o700)
        configuration = folder / "config"
        configuration.write_text(CONFIGURATION)
        self.env = {
            "PATH": os.environ["PATH"],
            "HOME": str(run),
            "XDG_RUNTIME_DIR": str(run),
            "XDG_SESSION_TYPE": "wayland",
            "WLR_BACKENDS": "headless",
            "WLR_LIBINPUT_NO_DEVICES": "1",
            "WLR_RENDERER": "pixman",
        }
        argv = ["sway", "-c", str(configuration)]
        if os.geteuid() == 0:
            os.chown(run, pwd.getpwnam(NOBODY).pw_uid, -1)
            folder.chmod(0o711)
            configuration.chmod(0o644)
            person = pwd.getpwnam(NOBODY)
            who = (f"--reuid={person.pw_uid}", f"--regid={person.pw_gid}", "--clear-groups")
            argv = ["setpriv", *who, *argv]
        self.bus_address = f"unix:path={run}/bus"
        self.child = Child("sway", tuple(argv), self.env, folder / "log")
        self.env["WAYLAND_DISPLAY"] = wait_for(
            lambda: next((path.name for path in run.glob("wayland-?")), ""), 10.0, "the compositor"
        )
        self.env["SWAYSOCK"] = str(next(run.glob("sway-ipc.*")))

    def move_pointer(self, by: int) -> None:
        """Move the pointer to the right."""
        move = ("swaymsg", "--", "seat", "-", "cursor", "move", str(by), "0")
        done = Child("swaymsg", move, self.env, Path(os.devnull)).process
        assert done.wait(10) == 0


@pytest.fixture
def sway(monkeypatch: pytest.MonkeyPatch) -> Iterator[Sway]:
    missing = [name for name in ("sway", "swaymsg", "setpriv") if shutil.which(name) is None]
    if missing:
        reason = "missing system packages: sway"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    # Not below the folder of the test, which nobody else may enter.
    folder = Path(tempfile.mkdtemp(prefix="lull-sway-"))
    monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", f"unix:path={folder}/none")
    made = Sway(folder)
    yield made
    made.child.end(signal.SIGTERM)
    shutil.rmtree(folder)


def test_sway_tells_when_there_was_no_input_and_when_there_is_again(sway: Sway) -> None:
    with Watched(sway) as watched:
        assert watched.look().full_screen is None
        wait_for(lambda: (watched.look().idle_seconds or 0) > AWAY_SECONDS, 5.0, "idle time")
        assert watched.heard == []
        for by in (20, -20):
            sway.move_pointer(by)
            wait_for(lambda: watched.take_heard() == ["changed"], 5.0, "the return")
            assert watched.look().idle_seconds == 0
            wait_for(lambda: (watched.look().idle_seconds or 0) > AWAY_SECONDS, 5.0, "idle time")
        assert {source for fact, source in watched.answers() if fact == "idle"} <= {
            "GNOME Mutter",
            "Wayland org_kde_kwin_idle",
            "Wayland ext_idle_notifier_v1",
        }


def test_a_compositor_that_ends_is_not_known_any_more(sway: Sway) -> None:
    with Watched(sway) as watched:
        wait_for(lambda: watched.look().idle_seconds is not None, 5.0, "idle time")
        sway.child.end(signal.SIGKILL)
        assert watched.look().idle_seconds is None
