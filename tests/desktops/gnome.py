"""GNOME on X11 with its AppIndicator extension: the shell is everything in one."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from harness import wait_for

from tests.desktops.desk import START_SECONDS, Desk

if TYPE_CHECKING:
    from screen_reader import Control

EXTENSION = "ubuntu-appindicators@ubuntu.com"
OWN_BANNERS = ("Logged in as a privileged user", "Screen Lock disabled")
"""What the shell says at its start: to root alone, and where GNOME's login screen is not there."""
SETTINGS = (
    ("org.gnome.shell", "enabled-extensions", f"['{EXTENSION}']"),
    ("org.gnome.shell", "disable-user-extensions", "false"),
    ("org.gnome.shell", "welcome-dialog-last-shown-version", "'99'"),
    ("org.gnome.desktop.interface", "enable-animations", "false"),
    ("org.gnome.desktop.background", "picture-options", "'none'"),
    ("org.gnome.desktop.background", "primary-color", "'#5b7f8c'"),
    ("org.gnome.desktop.interface", "toolkit-accessibility", "true"),
)


class Gnome(Desk):
    """gnome-shell with gnome-shell-extension-appindicator."""

    key = "gnome"
    title = "GNOME (X11) with AppIndicator"
    packages = ("gnome-shell", "gnome-shell-extension-appindicator")
    bar = (0, 0, 1280, 32)
    services = (
        "ca.desrt.dconf.service",
        "org.gnome.Shell*.service",
        "org.gnome.ScreenSaver.service",
    )
    clicks = 2

    def __init__(self) -> None:
        """See `Desk`."""
        super().__init__()
        self.env |= {"XDG_CURRENT_DESKTOP": "GNOME", "GNOME_SHELL_SESSION_MODE": "user"}

    def start_session(self) -> None:
        """See `Desk.start_session`."""
        self.start_system_bus()
        for schema, name, value in SETTINGS:
            done = self.run("gsettings", "set", schema, name, value)
            assert done.returncode == 0, done.stderr
        self.start_panel()
        # One after the other, in this order; no other notification shows before they are closed.
        for text in OWN_BANNERS[0 if os.geteuid() == 0 else 1 :]:
            banner = self._banner(text)
            self.click(*_centre(next(c for c in banner.walk() if c.role == "push button")))
        # The shell begins with its overview.
        self.keys("Escape")
        self.wait_still()

    def show_buttons(self) -> None:
        """See `Desk.show_buttons`: a banner shows them once the pointer comes to it."""
        at = map(str, _centre(self._banner(self.nudge_title())))
        self.seen(lambda: self.xdotool("mousemove", *at), "the buttons of a banner")

    def press_button(self, label: str) -> str:
        """See `Desk.press_button`."""
        self.show_buttons()
        return super().press_button(label)

    def _banner(self, text: str) -> Control:
        """The notification that holds a text; it goes after four seconds without the pointer."""

        def found() -> Control | None:
            for window in self.reader.windows():
                for control in window.walk():
                    held = {inner.name for inner in control.walk()}
                    if control.role == "notification" and control.showing and text in held:
                        return control
            return None

        banner = wait_for(found, START_SECONDS, f"a banner that says {text!r}")
        assert banner is not None
        return banner

    def panel(self) -> tuple[str, ...]:
        """See `Desk.panel`."""
        return ("gnome-shell", "--x11")


def _centre(control: Control) -> tuple[int, int]:
    left, top, width, height = control.box
    return left + width // 2, top + height // 2
