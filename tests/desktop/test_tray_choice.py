"""Which tray draws the icon when several kinds come and go."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import tray_driver as tray
from harness import wait_for

if TYPE_CHECKING:
    from collections.abc import Callable

    from harness import Desktop

    Factory = Callable[..., Desktop]


@pytest.mark.parametrize("panel", ["trayer", "tint2"])
def test_the_older_tray_gives_way_to_a_panel_that_draws_items(
    desktop_factory: Factory, panel: str
) -> None:
    desktop = desktop_factory(panel=panel)
    empty = tray.bar(desktop)
    icon = tray.start_icon(desktop)
    tray.wait_host(icon, "xembed")
    tray.icon_centre(desktop, empty)
    assert "host none " not in icon.output()

    desktop.kill_panel()
    wait_for(lambda: tray.count_own_pixels(tray.bar(desktop)) == 0, 5.0, "the empty screen")
    desktop.start_panel("lxqt")

    tray.wait_host(icon, "status_notifier")
    tray.wait_one_icon(desktop)
    assert len(tray.items(desktop)) == 1


def test_the_older_tray_takes_over_when_the_panel_goes(desktop_factory: Factory) -> None:
    desktop = desktop_factory(panel="lxqt")
    icon = tray.start_icon(desktop)
    tray.wait_host(icon, "status_notifier")

    desktop.kill_panel()
    desktop.start_panel("trayer")

    tray.wait_host(icon, "xembed")
    tray.wait_one_icon(desktop)
    tray.tell(desktop, icon, "show due", "show paused")
    tray.wait_one_icon(desktop)


def test_a_panel_that_is_both_kinds_of_tray_shows_one_icon(desktop_factory: Factory) -> None:
    # The tray of xfce4-panel 4.18 takes StatusNotifierItems and XEmbed icons alike.
    desktop = desktop_factory(panel="xfce")
    icon = tray.start_icon(desktop)
    tray.wait_host(icon, "status_notifier")
    tray.wait_one_icon(desktop)
    desktop.kill_panel()
    tray.wait_host(icon, "none")

    desktop.start_panel("xfce")

    tray.wait_host(icon, "status_notifier", times=2)
    tray.wait_one_icon(desktop)
    assert tray.docked_windows(desktop) == 0
