"""How each panel and each notification daemon is configured and started for a test."""

from __future__ import annotations

import shutil
from pathlib import Path

PACKAGES = {
    "Xvfb": "xvfb",
    "dbus-daemon": "dbus-daemon",
    "openbox": "openbox",
    "xdotool": "xdotool",
    "xwininfo": "x11-utils",
    "xfce4-panel": "xfce4-panel",
    "lxqt-panel": "lxqt-panel",
    "trayer": "trayer",
    "tint2": "tint2",
    "dunst": "dunst",
    "xfce4-notifyd": "xfce4-notifyd",
}
"""Program to Debian 12 package, for the reason of a skip."""

ALWAYS = ("Xvfb", "dbus-daemon", "openbox", "xdotool", "xwininfo")
PANEL_PROGRAMS = {
    "xfce": "xfce4-panel",
    "lxqt": "lxqt-panel",
    "trayer": "trayer",
    "tint2": "tint2",
}
NOTIFIER_PROGRAMS = {"xfce": "xfce4-notifyd", "dunst": "dunst"}
STATUS_NOTIFIER_PANELS = ("xfce", "lxqt")

_LIBRARY_FOLDERS = "/usr/lib/*/xfce4/notifyd"

_XFCE_PANEL = """\
<?xml version="1.0" encoding="UTF-8"?>
<channel name="xfce4-panel" version="1.0">
  <property name="configver" type="int" value="2"/>
  <property name="panels" type="array">
    <value type="int" value="1"/>
    <property name="panel-1" type="empty">
      <property name="position" type="string" value="p=6;x=0;y=0"/>
      <property name="position-locked" type="bool" value="true"/>
      <property name="length" type="uint" value="100"/>
      <property name="size" type="uint" value="32"/>
      <property name="plugin-ids" type="array"><value type="int" value="1"/></property>
    </property>
  </property>
  <property name="plugins" type="empty">
    <property name="plugin-1" type="string" value="systray">
      <property name="square-icons" type="bool" value="true"/>
      <property name="hide-new-items" type="bool" value="false"/>
    </property>
  </property>
</channel>
"""

_LXQT_PANEL = """\
[General]
__userfile__=true
panels=panel1

[panel1]
plugins=statusnotifier,tray
position=Top
panelSize=32
iconSize=22
width=100
width-percent=true
alignment=-1

[statusnotifier]
type=statusnotifier

[tray]
type=tray
"""

_TINT2 = """\
panel_items = S
panel_size = 100% 32
panel_position = top left horizontal
systray_padding = 4 4 4
systray_sort = left2right
panel_background_id = 0
"""

_DUNST = """\
[global]
    origin = top-right
    offset = 10x50
    width = 300
    font = DejaVu Sans 10
    dmenu = {picker}
    mouse_left_click = do_action, close_current
    mouse_right_click = close_current
"""

_XFCE_NOTIFYD = """\
<?xml version="1.0" encoding="UTF-8"?>
<channel name="xfce4-notifyd" version="1.0">
  <property name="do-fadeout" type="bool" value="false"/>
  <property name="do-slideout" type="bool" value="false"/>
  <property name="initial-opacity" type="double" value="1.0"/>
</channel>
"""


def program_path(program: str) -> str | None:
    """Where ``program`` is installed; xfce4-notifyd stands outside of PATH."""
    found = shutil.which(program)
    if found:
        return found
    return next((str(p) for p in Path("/").glob(f"{_LIBRARY_FOLDERS[1:]}/{program}")), None)


def missing_packages(panel: str | None, notifier: str | None) -> list[str]:
    """Debian packages that are needed for such a desktop and are not installed."""
    programs = [*ALWAYS]
    if panel is not None:
        programs.append(PANEL_PROGRAMS[panel])
    if notifier is not None:
        programs.append(NOTIFIER_PROGRAMS[notifier])
    return [PACKAGES[program] for program in programs if program_path(program) is None]


def _write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return path


def prepare_panel(panel: str, config: Path) -> tuple[str, ...]:
    """Write the panel's settings below ``config`` and return its command line."""
    program = PANEL_PROGRAMS[panel]
    if panel == "xfce":
        _write(config / "xfce4/xfconf/xfce-perchannel-xml/xfce4-panel.xml", _XFCE_PANEL)
        return (program, "--disable-wm-check")
    if panel == "lxqt":
        _write(config / "lxqt/panel.conf", _LXQT_PANEL)
        return (program,)
    if panel == "trayer":
        place = ("--edge", "top", "--align", "left", "--widthtype", "request", "--height", "24")
        return (program, *place)
    _write(config / "tint2/tint2rc", _TINT2)
    return (program,)


def prepare_notifier(notifier: str, config: Path, folder: Path) -> tuple[str, ...]:
    """Write the daemon's settings below ``config`` and return its command line.

    dunst has no buttons: its context menu pipes "#Label (Title) [id,key]" lines to a "dmenu",
    here a script that answers with the line holding the words in ``folder/wanted``.
    """
    path = program_path(NOTIFIER_PROGRAMS[notifier]) or notifier
    if notifier == "xfce":
        _write(config / "xfce4/xfconf/xfce-perchannel-xml/xfce4-notifyd.xml", _XFCE_NOTIFYD)
        return (path,)
    picker = _write(folder / "picker", f'#!/bin/sh\nexec grep -m1 -F -f "{folder}/wanted"\n')
    picker.chmod(0o700)
    settings = _write(config / "dunst/dunstrc", _DUNST.format(picker=picker))
    return (path, "-conf", str(settings))
