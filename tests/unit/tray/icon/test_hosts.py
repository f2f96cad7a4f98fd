from __future__ import annotations

import pytest

from tray.icon.hosts import missing_host_reason

FOUND = "no panel with a tray is running"


@pytest.mark.parametrize(
    ("environment", "fix"),
    [
        ({"DISPLAY": ":0", "XDG_CURRENT_DESKTOP": "ubuntu:GNOME"}, "gnome-shell-extension-appin"),
        ({"WAYLAND_DISPLAY": "wayland-0", "XDG_CURRENT_DESKTOP": "sway"}, 'module "tray"'),
        ({"DISPLAY": ":0", "XDG_CURRENT_DESKTOP": "XFCE"}, "add a notification area"),
        ({"DISPLAY": ":0"}, "add a notification area"),
        ({"XDG_CURRENT_DESKTOP": "GNOME"}, "start it from inside"),
    ],
)
def test_the_reason_names_what_helps(environment: dict[str, str], fix: str) -> None:
    reason = missing_host_reason(environment, FOUND)
    assert fix in reason
    assert "\n" not in reason
