"""The one door to pystray: imported without opening a display; its types stand in the stub file.

``import pystray`` (0.19.5) chooses a backend at once: on Linux it tries GTK and then opens an X
display, and fails where there is none. Here the base classes are wanted and nothing else, so the
backend is named for the time of the import.
"""

from __future__ import annotations

import os
import sys

__all__ = ["BaseIcon", "Menu", "MenuItem", "native_icon_class"]

_VARIABLE = "PYSTRAY_BACKEND"
_HAS_NATIVE_BACKEND = sys.platform in {"win32", "darwin"}

_before = os.environ.get(_VARIABLE)
if not _HAS_NATIVE_BACKEND:
    os.environ[_VARIABLE] = "dummy"
try:
    import pystray
    from pystray import Menu, MenuItem
    from pystray._base import Icon as BaseIcon
finally:
    if _before is None:
        os.environ.pop(_VARIABLE, None)
    else:
        os.environ[_VARIABLE] = _before


def native_icon_class() -> type[BaseIcon]:
    """The icon of pystray's own backend for this platform: Windows' or macOS'."""
    return pystray.Icon
