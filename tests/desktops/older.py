"""Panels with the older tray alone, in which Lull draws its menu itself; dunst notifies."""

from __future__ import annotations

import in_process
import panels
from harness import wait_for

from tests.desktops.desk import STEP_SECONDS, Desk
from tray import menu


class _Older(Desk):
    """A panel with an XEmbed tray."""

    host = "xembed"
    buttons_drawn = False

    def notifier(self) -> tuple[str, ...]:
        """See `Desk.notifier`."""
        return panels.prepare_notifier("dunst", self.home / ".config", self.folder)

    def panel(self) -> tuple[str, ...]:
        """See `Desk.panel`."""
        return panels.prepare_panel(self.key, self.home / ".config")

    def reachable(self, path: tuple[str, ...]) -> list[str]:
        """See `Desk.reachable`."""
        status = in_process.facts(self.env, "--home", str(self.lull_home), "status")
        answers = (("glass", "Had a glass"),) if self.open_nudge else ()
        state = menu.MenuState(pause="1h" if status["paused_until"] else "", answers=answers)
        rows = menu.rows(state)
        for label in path:
            rows = next(row.children for row in rows if row.label == label)
        return [row.label for row in rows if row.label and row.enabled]

    def is_marked(self, *labels: str) -> bool:  # noqa: ARG002 - no panel is told
        """See `Desk.is_marked`: the rows are read when the menu opens."""
        return True

    def press_button(self, label: str) -> str:
        """See `Desk.press_button`: dunst has no buttons, but a list of them in its own menu."""
        standing = ("dunstctl", "count", "displayed")
        wait_for(lambda: self.run(*standing).stdout.strip() != "0", STEP_SECONDS, "a notification")
        self.answer_dunst(label)
        return "dunst draws none; chosen in its context menu"


class Trayer(_Older):
    """trayer with dunst."""

    key = "trayer"
    title = "trayer"
    packages = ("trayer", "dunst")
    bar = (0, 0, 1280, 40)


class Tint2(_Older):
    """tint2 with dunst."""

    key = "tint2"
    title = "tint2"
    packages = ("tint2", "dunst")
    bar = (0, 0, 1280, 40)
