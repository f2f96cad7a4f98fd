"""The desktop entry and what a software centre is told of Lull.

Desktop Entry Specification 1.4 and newer; AppStream 1.0, https://www.freedesktop.org/software/appstream/docs/
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from xml.sax.saxutils import escape

from config.identity import APP_ID
from config.language import N_
from tray.autostart import exec_line, string_value
from tray.share.translated import translations

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

NAME: Final = "Lull"
SUMMARY: Final = N_("Calm nudges for everyday habits")
_GENERIC_NAME: Final = N_("Reminders and Diary")
_WINDOW_CLASS: Final = "Lull"
"""The class of its windows on X11, which Qt takes from the application's name."""
_ACTIONS: Final = (
    ("log", N_("Log a twitch"), ("run", "--open", "log")),
    ("pause", N_("Pause for an hour"), ("pause", "1h")),
)
"""What the desktop offers beside starting it: id, words, command."""


def desktop_entry(command: Sequence[str]) -> str:
    """The entry with which a desktop lists Lull among its programs.

    Args:
        command: The words that start this Lull.
    """
    lines = [
        "[Desktop Entry]",
        "Version=1.4",
        "Type=Application",
        f"Name={NAME}",
        *_in_all_languages("GenericName", _GENERIC_NAME),
        *_in_all_languages("Comment", SUMMARY),
        f"Icon={APP_ID}",
        # An entry whose program was removed is shown no more.
        f"TryExec={string_value(command[0])}",
        f"Exec={exec_line(command)}",
        "Terminal=false",
        "Categories=Utility;",
        "Keywords=reminder;break;caffeine;water;sleep;stress;breathing;diary;twitch;",
        # It opens no window by itself, for which a desktop would wait in vain.
        "StartupNotify=false",
        f"StartupWMClass={_WINDOW_CLASS}",
        "X-GNOME-UsesNotifications=true",
        f"Actions={''.join(f'{key};' for key, _, _ in _ACTIONS)}",
    ]
    for key, name, words in _ACTIONS:
        lines += [
            "",
            f"[Desktop Action {key}]",
            *_in_all_languages("Name", name),
            f"Exec={exec_line([*command, *words])}",
        ]
    return "\n".join([*lines, ""])


def _in_all_languages(key: str, text: str) -> Iterator[str]:
    """A key with its value, and with the value in each language that has one."""
    yield f"{key}={text}"
    for code, words in translations(text).items():
        yield f"{key}[{code}]={string_value(words)}"


def metainfo(version: str, released: date | None) -> str:
    """What a software centre shows of Lull.

    Args:
        version: Lull's version.
        released: The day of its release; None before it.
    """
    summaries = "".join(
        f'\n  <summary xml:lang="{code.replace("_", "-")}">{escape(words)}</summary>'
        for code, words in translations(SUMMARY).items()
    )
    releases = (
        f"""
  <releases>
    <release version="{version}" date="{released.isoformat()}"/>
  </releases>"""
        if released
        else ""
    )
    return f"""\
<?xml version="1.0" encoding="UTF-8"?>
<component type="desktop-application">
  <id>{APP_ID}</id>
  <name>{NAME}</name>
  <summary>{SUMMARY}</summary>{summaries}
  <metadata_license>CC0-1.0</metadata_license>
  <project_license>MIT</project_license>
  <developer id="{APP_ID.rpartition(".")[0]}">
    <name>The Lull authors</name>
  </developer>
  <description>
    <p>
      Lull sits in the tray and nudges gently about the everyday things that can make muscles
      twitch: caffeine, sleep, stress, water and others. When a twitch bothers you, it logs it in
      seconds and tells what published guidance suggests doing next.
    </p>
    <p>What it does:</p>
    <ul>
      <li>Few nudges, none piling up, each with buttons; it says why it is quiet</li>
      <li>One click logs a coffee, a glass of water, sleep or exercise</li>
      <li>A look back, patterns that say how sure they are, and a report for a doctor</li>
      <li>Everything stays on this computer: it never opens a network connection</li>
      <li>Keyboard, screen reader, high contrast and large text everywhere</li>
    </ul>
    <p>
      It is general information and not a diagnosis, and it has not been reviewed by a clinician.
    </p>
  </description>
  <launchable type="desktop-id">{APP_ID}.desktop</launchable>
  <icon type="stock">{APP_ID}</icon>
  <categories>
    <category>Utility</category>
  </categories>
  <provides>
    <binary>lull</binary>
  </provides>
  <supports>
    <control>keyboard</control>
    <control>pointing</control>
  </supports>
  <content_rating type="oars-1.1"/>{releases}
</component>
"""
