"""Feeds what comes from outside with bytes that grow along the paths they take, by atheris.

``python benchmarks/fuzz.py WHAT [libFuzzer's options]``, where WHAT is settings, control, import,
advice or bus; for instance ``... import -max_total_time=600``. It needs atheris, which is no
dependency of Lull or of its tests: install it beside Lull's packages in an environment of its own.
It ends with the input as soon as anything but an error of ours is raised.
"""

from __future__ import annotations

import json
import logging
import struct
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import atheris

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

with atheris.instrument_imports(include=["config", "journal", "tips", "tray", "jeepney"]):
    from config import settings
    from config.errors import LullError
    from journal.archive_text import read_text
    from tips.report import decode_report
    from tray import messages
    from tray.bus.incoming import Incoming

if TYPE_CHECKING:
    from collections.abc import Callable


def _settings(data: bytes) -> None:
    settings.parse(data.decode(errors="replace"))


def _control(data: bytes) -> None:
    messages.decode_request(data)


def _import(data: bytes) -> None:
    for _ in read_text([data.decode(errors="replace")]):
        pass


def _advice(data: bytes) -> None:
    try:
        report = json.loads(data)
    except (ValueError, RecursionError):
        return  # `lull check` says so before it looks further
    decode_report(report)


def _bus(data: bytes) -> None:
    """A message of the size that it says, as a bus vouches for, with anything in it."""
    fields = data[:4096]
    fields += bytes(-len(fields) % 8)
    head = b"l" + data[:3].ljust(3, b"\1") + struct.pack("<III", 0, 7, len(fields))
    for _ in Incoming().messages(head + fields):
        pass


TARGETS: dict[str, Callable[[bytes], None]] = {
    "settings": _settings,
    "control": _control,
    "import": _import,
    "advice": _advice,
    "bus": _bus,
}


def main() -> None:
    """Fuzz until libFuzzer's own options end it."""
    if len(sys.argv) == 1 or sys.argv[1] not in TARGETS:
        sys.exit(__doc__)
    target = TARGETS[sys.argv.pop(1)]

    def once(data: bytes) -> None:
        try:
            target(data)
        except LullError:
            return

    logging.disable(logging.CRITICAL)
    atheris.Setup(sys.argv, once)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
