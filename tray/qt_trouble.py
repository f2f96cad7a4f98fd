"""Why a window could not open: which library is missing, and which package brings it."""

from __future__ import annotations

import dataclasses
import importlib.util
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

from config.language import tr, trn

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

PYTHON_PACKAGE: Final = "PySide6-Essentials"

_PACKAGES: Final = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libGLX.so.0": "libglx0",
    "libOpenGL.so.0": "libopengl0",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libX11.so.6": "libx11-6",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgthread-2.0.so.0": "libglib2.0-0",
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libwayland-egl.so.1": "libwayland-egl1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxcb.so.1": "libxcb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libzstd.so.1": "libzstd1",
}
"""The libraries that Qt 6 loads from the system, with Debian 12's names of their packages."""

_SONAME = re.compile(r"(lib[\w.+-]+?\.so(?:\.\d+)*)(?=: cannot open| => not found)")
_MODULE = re.compile(r"No module named '(?:PySide6|shiboken6|windows)")
_NO_PLATFORM = "no Qt platform plugin could be initialized"
_CURSOR = "libxcb-cursor0"
_NO_DISPLAY = "could not connect to display"
_LDD_SECONDS = 10.0


@dataclasses.dataclass(frozen=True, slots=True)
class Trouble:
    """Why a window could not open.

    Attributes:
        say: Says the reason and what to do about it, for the person.
        packages: The Debian packages that would help; empty where that is not known.
    """

    say: Callable[[], str]
    packages: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """The reason in the language that is spoken now."""
        return self.say()


def trouble_of(status: int | None, errors: str, platform_plugin: Path | None = None) -> Trouble:
    """Why the process of a window ended without one.

    Args:
        status: Its exit status, below zero for a signal; None if it could not be started.
        errors: The end of what it wrote on standard error.
        platform_plugin: Qt's plugin for this desktop, whose own libraries Qt does not name.
    """
    if _MODULE.search(errors):
        return no_toolkit()
    if _NO_DISPLAY in errors:
        return Trouble(lambda: tr("The desktop could not be reached."))
    missing: list[str] | None = _SONAME.findall(errors)
    if missing and platform_plugin is not None:
        # Python stops at the first one.
        missing += missing_libraries(platform_plugin) or ()
    if not missing and _NO_PLATFORM in errors:
        missing = missing_libraries(platform_plugin) if platform_plugin is not None else None
        # Qt 6.5 and later say this whatever is missing, so it is the last that is believed.
        if missing is None and _CURSOR in errors:
            missing = ["libxcb-cursor.so.0"]
    if missing:
        return trouble_without(missing)
    if status is None:
        return Trouble(lambda: tr("Its program could not be started."))
    return Trouble(lambda: tr("Its program ended with status {status}.", status=status))


def no_toolkit() -> Trouble:
    """The toolkit itself is not there."""
    return Trouble(
        lambda: tr(
            "The Python package {name} is missing. Install Lull again, with all that belongs "
            "to it.",
            name=PYTHON_PACKAGE,
        )
    )


def trouble_without(libraries: Sequence[str]) -> Trouble:
    """What comes of it that ``libraries``, at least one, are missing."""
    found = tuple(dict.fromkeys(_PACKAGES[name] for name in libraries if name in _PACKAGES))
    if not found:
        return Trouble(lambda: tr("The library {name} is missing.", name=libraries[0]))

    def say() -> str:
        return trn(
            "{names} is missing. On Debian and Ubuntu: sudo apt install {packages}",
            "{names} are missing. On Debian and Ubuntu: sudo apt install {packages}",
            len(found),
            names=", ".join(found),
            packages=" ".join(found),
        )

    return Trouble(say, found)


def platform_plugin(wayland: bool) -> Path | None:  # noqa: FBT001 - of the two kinds of desktop
    """Qt's plugin for the desktop, looked for without loading Qt; None where there is none.

    Args:
        wayland: Whether the desktop speaks Wayland, or X11.
    """
    return _plugin("libqwayland*.so" if wayland else "libqxcb.so")


def offscreen_plugin() -> Path | None:
    """Qt's plugin for doing without a desktop; see `platform_plugin`."""
    return _plugin("libqoffscreen.so")


def _plugin(pattern: str) -> Path | None:
    spec = importlib.util.find_spec("PySide6")
    if spec is None or not spec.submodule_search_locations:
        return None
    plugins = Path(spec.submodule_search_locations[0]) / "Qt" / "plugins" / "platforms"
    return next(iter(sorted(plugins.glob(pattern))), None)


def missing_libraries(file: Path) -> list[str] | None:
    """Which libraries that ``file`` wants are not there, by the dynamic linker's own word.

    Returns:
        Their names; None where that cannot be found out.
    """
    ldd = shutil.which("ldd")
    if ldd is None:
        return None
    try:
        done = subprocess.run(  # noqa: S603 - a list, never a shell
            [ldd, str(file)],
            env=_environ(),
            capture_output=True,
            text=True,
            errors="replace",
            timeout=_LDD_SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return list(dict.fromkeys(_SONAME.findall(done.stdout)))


def _environ() -> dict[str, str]:
    # A self-contained Lull brings libraries along, where its windows look first.
    bundle = getattr(sys, "_MEIPASS", None)
    return {**os.environ, "LD_LIBRARY_PATH": bundle} if bundle else dict(os.environ)
