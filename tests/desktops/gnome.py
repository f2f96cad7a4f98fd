"""GNOME on X11 with its AppIndicator extension: the shell is everything in one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from harness import wait_for

from tests.desktops.desk import START_SECONDS, Desk

if TYPE_CHECKING:
    from screen_reader import Control

EXTENSION = "ubuntu-appindicators@ubuntu.com"
LAST_BANNER = "Screen Lock disabled"
"""What the shell says at its start where GNOME's login screen is not there."""
OWN_BANNERS = ("Logged in as a privileged user", LAST_BANNER)
"""All that it says then; the first to root alone, and not each time."""
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
        # One after the other; no other notification shows before they are closed.
        closed: set[str] = set()
        while LAST_BANNER not in closed:
            banner = self._banner(*({*OWN_BANNERS} - closed))
            closed |= {control.name for control in banner.walk()}
            self.click(*_centre(next(c for c in banner.walk() if c.role == "push button")))
        # The shell begins with its overview.
        self.keys("Escape")
        self.wait_still()

    def open_menu(self) -> None:
        """See `Desk.open_menu`: a click is lost while the extension still fetches a new menu."""
        try:
            super().open_menu()
        except AssertionError:
            super().open_menu()

    def show_buttons(self) -> None:
        """See `Desk.show_buttons`: a banner shows them once the pointer comes to it."""
        at = map(str, _centre(self._banner(self.nudge_title())))
        self.seen(lambda: self.xdotool("mousemove", *at), "the buttons of a banner")

    def press_button(self, label: str) -> str:
        """See `Desk.press_button`."""
        self.show_buttons()
        return super().press_button(label)

    def _banner(self, *texts: str) -> Control:
        """The notification with one of some texts; it goes four seconds after the pointer left."""

        def found() -> Control | None:
            for window in self.reader.windows():
                for control in window.walk():
                    held = {inner.name for inner in control.walk()}
                    if control.role == "notification" and control.showing and held & {*texts}:
                        return control
            return None

        banner = wait_for(found, START_SECONDS, f"a banner of {' or '.join(texts)}")
        assert banner is not None
        return banner

    def panel(self) -> tuple[str, ...]:
        """See `Desk.panel`."""
        return ("gnome-shell", "--x11")


def _centre(control: Control) -> tuple[int, int]:
    left, top, width, height = control.box
    return left + width // 2, top + height // 2
