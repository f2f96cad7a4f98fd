"""LXQt: its panel's status notifiers, and its notification daemon."""

from __future__ import annotations

import panels

from tests.desktops.desk import Desk


class Lxqt(Desk):
    """lxqt-panel with lxqt-notificationd."""

    key = "lxqt"
    title = "LXQt"
    packages = ("lxqt-panel", "lxqt-notificationd")
    bar = (0, 0, 1280, 40)

    def notifier(self) -> tuple[str, ...]:
        """See `Desk.notifier`."""
        return ("lxqt-notificationd",)

    def press_button(self, label: str) -> str:
        """See `Desk.press_button`."""
        return f"{super().press_button(label)}; lxqt-notificationd cuts longer labels short"

    def panel(self) -> tuple[str, ...]:
        """See `Desk.panel`."""
        return panels.prepare_panel("lxqt", self.home / ".config")
