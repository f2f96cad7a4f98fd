from __future__ import annotations

import pytest

from tray.icon.hosts import absence_words, missing_host_reason
from tray.icon.status_notifier.absence import Absence

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


@pytest.mark.parametrize("absence", Absence)
def test_every_absence_has_words_of_its_own(absence: Absence) -> None:
    others = {absence_words(other, None) for other in Absence if other is not absence}
    assert absence_words(absence, None) not in others


def test_a_missing_bus_is_told_with_what_the_system_says_of_it() -> None:
    gone = OSError("hung up")
    assert absence_words(Absence.NO_BUS, gone) == "there is no session bus (hung up)"
    assert absence_words(Absence.NO_HOST, gone) == "no panel draws the tray's icons"
