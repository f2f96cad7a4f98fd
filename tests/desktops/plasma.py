"""KDE Plasma on X11: its shell is panel and notification daemon in one."""

from __future__ import annotations

from harness import wait_for

from tests.desktops.desk import START_SECONDS, Desk

SHELL = "org.kde.plasmashell"
WATCHER_MODULE = "org.kde.StatusNotifierWatcher"


class Plasma(Desk):
    """plasmashell with kwin_x11 and kded5, drawn without a graphics card."""

    key = "plasma"
    title = "KDE Plasma (X11)"
    packages = ("plasma-workspace",)
    bar = (0, 752, 1280, 800)
    services = ("org.kde.*.service", "org.kde.ActivityManager.service")

    def __init__(self) -> None:
        """See `Desk`."""
        super().__init__()
        self.env |= {
            "XDG_CURRENT_DESKTOP": "KDE",
            "KDE_FULL_SESSION": "true",
            "KDE_SESSION_VERSION": "5",
            "QT_QUICK_BACKEND": "software",
        }

    def start_session(self) -> None:
        """See `Desk.start_session`."""
        for service in (self.folder / "services").glob("org.kde.plasma.Notifications.service"):
            service.unlink()
        self.spawn("kded5", name="kded")
        self.spawn("kwin_x11", name="kwin")
        self.start_panel()

    def panel(self) -> tuple[str, ...]:
        """See `Desk.panel`."""
        return ("plasmashell",)

    def wait_tray(self) -> None:
        """See `Desk.wait_tray`."""
        super().wait_tray()
        wait_for(lambda: self.owner_of(SHELL), START_SECONDS, "Plasma's shell")
