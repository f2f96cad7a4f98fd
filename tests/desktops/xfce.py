"""Xfce: its panel's tray, and its notification daemon."""

from __future__ import annotations

import panels

from tests.desktops.desk import Desk


class Xfce(Desk):
    """xfce4-panel with xfce4-notifyd."""

    key = "xfce"
    title = "Xfce"
    packages = ("xfce4-panel", "xfce4-notifyd")
    bar = (0, 0, 1280, 40)
    services = ("org.xfce.Xfconf.service",)

    def notifier(self) -> tuple[str, ...]:
        """See `Desk.notifier`."""
        return panels.prepare_notifier("xfce", self.home / ".config", self.folder)

    def panel(self) -> tuple[str, ...]:
        """See `Desk.panel`."""
        return panels.prepare_panel("xfce", self.home / ".config")
