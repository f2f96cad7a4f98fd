"""All files below ``share``, and which of them one person's own folders can hold."""

from __future__ import annotations

import io
import tomllib
from importlib.resources import files as resources
from typing import TYPE_CHECKING, Final

from config.identity import APP_ID
from config.kinds import NudgeKind
from tray.commands.line import build_parser
from tray.share import command_tree, completions, entry
from tray.share.man_page import man_page
from tray.share.metainfo import metainfo

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

ENTRY: Final = f"applications/{APP_ID}.desktop"
_SCALABLE: Final = f"icons/hicolor/scalable/apps/{APP_ID}.svg"
_SYMBOLIC: Final = f"icons/hicolor/symbolic/apps/{APP_ID}-symbolic.svg"
_PICTURES: Final = {
    f"icons/hicolor/{pixels}x{pixels}/apps/{APP_ID}.png": pixels
    for pixels in (16, 22, 24, 32, 48, 64, 128, 256)
}
"""The icon's sides by its file; each size is drawn for itself."""
_MAN: Final = "man/man1/lull.1"
_BASH: Final = "bash-completion/completions/lull"
_ZSH: Final = "zsh/site-functions/_lull"
_FISH: Final = "fish/vendor_completions.d/lull.fish"
PERSON_PATHS: Final = (ENTRY, _SCALABLE, _SYMBOLIC, *_PICTURES, _MAN, _BASH, _ZSH, _FISH)
"""What a person's own ``share`` (``~/.local/share``) can hold, by its path in there."""
ZSH_FOLDER: Final = _ZSH.rpartition("/")[0]
"""zsh alone does not look into a person's own ``share`` by itself."""
_MEASURES: Final = ("sleep", "stress", "exercise", "breathe", "twitch")
"""What can be logged that is not a drink."""


def person_files(command: Sequence[str], version: str) -> dict[str, bytes]:
    """The contents of all `PERSON_PATHS`.

    Args:
        command: The words that start this Lull.
        version: Its version.
    """
    program = command_tree.read(build_parser(), known_words())
    return {
        ENTRY: entry.entry_bytes(entry.desktop_entry(command)),
        **icon_files(),
        _MAN: man_page(program, version).encode(),
        _BASH: completions.bash(program).encode(),
        _ZSH: completions.zsh(program).encode(),
        _FISH: completions.fish(program).encode(),
    }


def system_files(version: str, released: date | None) -> dict[str, bytes]:
    """What belongs below the ``share`` of a prefix whose ``bin`` is on the search path.

    Args:
        version: Lull's version.
        released: The day of its release; None before it.
    """
    return {
        **person_files(["lull"], version),
        f"metainfo/{APP_ID}.metainfo.xml": metainfo(version, released).encode(),
    }


def icon_files() -> dict[str, bytes]:
    """The application's icon as the Icon Theme Specification 0.13 has it, by its path."""
    # Drawing needs Pillow, which who only asks for the paths of the files has no need of.
    from tray.icon.art import app_icon  # noqa: PLC0415 - see above
    from tray.icon.vector import application_svg, symbolic_svg  # noqa: PLC0415 - like it

    found = {_SCALABLE: application_svg().encode(), _SYMBOLIC: symbolic_svg().encode()}
    for path, pixels in _PICTURES.items():
        picture = io.BytesIO()
        app_icon(pixels).save(picture, format="PNG", optimize=True)
        found[path] = picture.getvalue()
    return found


def known_words() -> dict[str, tuple[str, ...]]:
    """What the command line leaves to its commands to understand."""
    with (resources("tips") / "drinks.toml").open("rb") as file:
        drinks = [drink["id"].replace("_", "-") for drink in tomllib.load(file)["drink"]]
    return {
        "WHAT [AMOUNT]": (*drinks, *_MEASURES),
        "KIND": tuple(kind.replace("_", "-") for kind in NudgeKind),
    }
