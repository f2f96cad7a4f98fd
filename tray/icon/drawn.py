"""The icon's pixels, drawn once by a short-lived process and then read from a file.

Pillow costs a resident process 4 MB, and drawing three states at six sizes a tenth of a second. The
pixels are 105 kB. So `tray.icon.art` draws in a child of its own, at the first start and after each
change of the drawing; every other start reads the file.

The file: a line with the drawing's key, then for each state and size, in the order of `IconState`
and `SIZES`, the ARGB pixels that the bus carries.
"""

from __future__ import annotations

import logging
import sys
import zlib
from pathlib import Path

from tray.icon.state import IconState
from tray.icon.status_notifier.pixmaps import SIZES, Pixmap, pixmaps

_log = logging.getLogger(__name__)

_BYTES_PER_PIXEL = 4
_CHILD_SECONDS = 10.0
_DEMO = "demo"


class DrawnIcons:
    """The pixels of every state."""

    def __init__(self, file: Path | None, *, demo: bool = False) -> None:
        """Read the pixels from ``file``, which is made where it is missing or out of date.

        Without a file, or where none can be made, they are drawn in this process.
        """
        data = _read(file) if file is not None else None
        if file is not None and data is None and _draw_in_child(file, demo=demo):
            data = _read(file)
        # A state is looked at a few times a day; packed, all of them are 10 kB.
        self._packed = None if data is None else zlib.compress(data, zlib.Z_BEST_SPEED)
        self._demo = demo

    def pixels(self, state: IconState) -> list[Pixmap]:
        """The pictures of ``state``, the smallest first."""
        if self._packed is None:
            return _draw(state, demo=self._demo)
        return _parts(zlib.decompress(self._packed), state)


def _draw(state: IconState, *, demo: bool) -> list[Pixmap]:
    from tray.icon.art import draw  # noqa: PLC0415 - it loads Pillow

    return pixmaps(lambda size: draw(state, size, demo=demo))


def key() -> bytes:
    """Changes with the drawing: a checksum of the modules that draw."""
    sources = [Path(__file__).with_name(name) for name in ("art.py", "shape.py")]
    # A frozen program has no source files; there the drawing changes with the program's file.
    paths = sources if sources[0].exists() else [Path(sys.executable)]
    return b"lull icon %08x" % zlib.crc32(b"".join(path.read_bytes() for path in paths))


def _size_of_all() -> int:
    return len(IconState) * sum(size * size * _BYTES_PER_PIXEL for size in SIZES)


def _read(file: Path) -> bytes | None:
    """The pixels in ``file``; None if it is missing, of another drawing or cut short."""
    try:
        head, _, data = file.read_bytes().partition(b"\n")
    except OSError:
        return None
    return data if head == key() and len(data) == _size_of_all() else None


def _parts(data: bytes, state: IconState) -> list[Pixmap]:
    start = list(IconState).index(state) * len(data) // len(IconState)
    pictures: list[Pixmap] = []
    for size in SIZES:
        end = start + size * size * _BYTES_PER_PIXEL
        pictures.append((size, size, data[start:end]))
        start = end
    return pictures


def _draw_in_child(file: Path, *, demo: bool) -> bool:
    import subprocess  # noqa: PLC0415 - at the first start; at every other one the icon waits for it

    command = [sys.executable, "-P", "-m", "tray.icon.drawn", str(file), *([_DEMO] if demo else [])]
    try:
        subprocess.run(  # noqa: S603 - this program itself
            command, check=True, stdin=subprocess.DEVNULL, timeout=_CHILD_SECONDS
        )
    except (OSError, subprocess.SubprocessError) as error:
        _log.warning("the icon's pixels are drawn at each start: %s", error)
        return False
    return True


def write(file: Path, *, demo: bool = False) -> None:
    """Draw everything into ``file``, and the picture for notifications beside it.

    Each is replaced in one step and is for its owner alone.

    Raises:
        OSError: It cannot be written.
    """
    from config.paths import write_private  # noqa: PLC0415 - for the child alone
    from tray.icon.art import write_icon  # noqa: PLC0415 - likewise

    write_icon(file.parent, demo=demo)
    pictures = [pixels for state in IconState for _, _, pixels in _draw(state, demo=demo)]
    write_private(file, key() + b"\n" + b"".join(pictures), follow=False)


if __name__ == "__main__":
    write(Path(sys.argv[1]), demo=_DEMO in sys.argv[2:])
