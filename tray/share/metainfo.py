"""What a software centre is told of Lull.

AppStream 1.0, https://www.freedesktop.org/software/appstream/docs/
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from xml.sax.saxutils import escape

from config.identity import APP_ID
from config.language import N_
from tray.share.entry import NAME, SUMMARY
from tray.share.translated import translations

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

_ABOUT: Final = N_(
    "Lull sits in the tray and nudges gently about the everyday things that can make muscles "
    "twitch: caffeine, sleep, stress, water and others. When a twitch bothers you, it logs it in "
    "seconds and tells what published guidance suggests doing next."
)
_HEADING: Final = N_("What it does:")
_POINTS: Final = (
    N_("Few nudges, none piling up, each with buttons; it says why it is quiet"),
    N_("One click logs a coffee, a glass of water, sleep or exercise"),
    N_("A look back, patterns that say how sure they are, and a report for a doctor"),
    N_("Everything stays on this computer: it never opens a network connection"),
    N_("Keyboard, screen reader, high contrast and large text everywhere"),
)
_LIMITS: Final = N_(
    "It is general information and not a diagnosis, and it has not been reviewed by a clinician."
)


def metainfo(version: str, released: date | None) -> str:
    """What a software centre shows of Lull.

    Args:
        version: Lull's version.
        released: The day of its release; None before it.
    """
    points = "\n".join(_in_all_languages("li", point, 6) for point in _POINTS)
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
{_in_all_languages("summary", SUMMARY, 2)}
  <metadata_license>CC0-1.0</metadata_license>
  <project_license>MIT</project_license>
  <developer id="{APP_ID.rpartition(".")[0]}">
    <name>The Lull authors</name>
  </developer>
  <description>
{_in_all_languages("p", _ABOUT, 4)}
{_in_all_languages("p", _HEADING, 4)}
    <ul>
{points}
    </ul>
{_in_all_languages("p", _LIMITS, 4)}
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


def _in_all_languages(element: str, text: str, indent: int) -> str:
    """An element with its text, and one like it for each language that has the text."""
    return "\n".join(" " * indent + line for line in _elements(element, text))


def _elements(element: str, text: str) -> Iterator[str]:
    yield f"<{element}>{escape(text)}</{element}>"
    for code, words in translations(text).items():
        yield f'<{element} xml:lang="{code.replace("_", "-")}">{escape(words)}</{element}>'
