"""Who draws the icon, and why nobody does, in words that name the way out."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from config.language import N_, tr
from tray.bus_words import why_no_bus
from tray.icon.status_notifier.absence import Absence

if TYPE_CHECKING:
    from collections.abc import Mapping


class HostKind(StrEnum):
    """Who draws the icon; the value is its name in JSON."""

    STATUS_NOTIFIER = "status_notifier"
    XEMBED = "xembed"
    NATIVE = "native"
    NONE = "none"


STARTING = N_("the icon is just being set up")
DRAWN = {
    HostKind.STATUS_NOTIFIER: N_("the panel draws the icon (StatusNotifierItem)"),
    HostKind.XEMBED: N_("the panel draws the icon in its older tray (XEmbed)"),
    HostKind.NATIVE: N_("the system's own tray draws the icon"),
}

_ABSENT = {
    Absence.HIDDEN: STARTING,
    Absence.NO_BUS: N_("there is no session bus"),
    Absence.NO_WATCHER: N_("no panel with a tray is running"),
    Absence.UNANSWERED: N_("the panel does not answer"),
    Absence.NO_HOST: N_("no panel draws the tray's icons"),
}


def absence_words(absence: Absence, trouble: Exception | None) -> str:
    """Why no panel draws the icon, in plain words.

    Args:
        absence: What was found out about the session bus and its panels.
        trouble: Why there is no session bus; None if that is not known.
    """
    if absence is Absence.NO_BUS and trouble is not None:
        return tr("there is no session bus ({reason})", reason=why_no_bus(trouble))
    return tr(_ABSENT[absence])


def missing_host_reason(environment: Mapping[str, str], found: str) -> str:
    """Why there is no icon and what helps, on one line.

    Args:
        environment: The variables of the process.
        found: What was found out about the session bus and its panels.
    """
    desktops = environment.get("XDG_CURRENT_DESKTOP", "").lower().split(":")
    if not environment.get("DISPLAY") and not environment.get("WAYLAND_DISPLAY"):
        return tr(
            "{found}; Lull was started outside of a desktop: start it from inside of one",
            found=found,
        )
    if "gnome" in desktops:
        return tr(
            "GNOME shows tray icons only with an extension: install the package "
            "gnome-shell-extension-appindicator, log out and in again, and turn on AppIndicator "
            "in the Extensions app"
        )
    if "sway" in desktops or "hyprland" in desktops:
        return tr(
            '{found}; add the module "tray" to waybar, and the icon appears at once', found=found
        )
    return tr(
        "{found}; add a notification area (status tray) to the panel, and the icon appears at once",
        found=found,
    )
