"""MATE: the notification area of its panel, and its notification daemon."""

from __future__ import annotations

from tests.desktops.desk import Desk


class Mate(Desk):
    """mate-panel with mate-notification-daemon."""

    key = "mate"
    title = "MATE"
    packages = ("mate-panel", "mate-notification-daemon")
    restless_pixels = 500  # in each notification a disc counts down
    bar = (0, 0, 1280, 32)
    services = ("ca.desrt.dconf.service", "org.mate.panel.*.service")

    def notifier(self) -> tuple[str, ...]:
        """See `Desk.notifier`."""
        return ("/usr/lib/mate-notification-daemon/mate-notification-daemon",)

    def panel(self) -> tuple[str, ...]:
        """See `Desk.panel`."""
        return ("mate-panel", "--replace")
