"""Names of X displays, as in ``DISPLAY``; without any X library."""

from __future__ import annotations

import re

from config.errors import DesktopError
from config.language import tr

_DISPLAY_NAME = re.compile(r"(?:unix/)?(?:unix)?:(\d+)(?:\.(\d+))?")


def display_numbers(name: str) -> tuple[int, int]:
    """The numbers of the display and of its screen.

    Args:
        name: As in ``DISPLAY``, such as ``:0`` or ``unix:0.1``.

    Raises:
        DesktopError: There is no name, or it is that of a display on another machine.
    """
    if not name:
        raise DesktopError(tr("No X display"), tr("DISPLAY is not set"))
    match = _DISPLAY_NAME.fullmatch(name)
    if match is None:
        raise DesktopError(
            tr("No X display on this computer"),
            tr("DISPLAY is {name}; Lull uses none", name=name),
        )
    return int(match[1]), int(match[2] or 0)


def unix_display_name(name: str) -> str:
    """A display's name in the form for which python-xlib uses nothing but the Unix socket.

    Args:
        name: As in ``DISPLAY``, such as ``:0`` or ``unix:0.1``.

    Raises:
        DesktopError: There is no name, or it is that of a display on another machine.
    """
    display, screen = display_numbers(name)
    return f"unix/:{display}.{screen}" if screen else f"unix/:{display}"
