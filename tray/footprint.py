"""Keeps the resident small: what it never needs is not loaded, what it no longer needs is freed.

Measured with ``benchmarks/resident.py``; each step says what it saves on Debian 12.
"""

from __future__ import annotations

import gc
import importlib
import queue
import sys
from typing import TYPE_CHECKING, Final

from tray.stand_ins import later, standing_in

if TYPE_CHECKING:
    import ctypes

_M_ARENA_MAX: Final = -8
"""mallopt(3): how many heaps glibc makes for the threads of a process."""
_DONE_WITHOUT: Final = ("ssl", "_hashlib", "bz2", "lzma", "typing_extensions")
"""OpenSSL, 4 MB: asyncio takes `ssl` and hashlib `_hashlib` where they exist and do without where
they do not. Lull never speaks over a network, and Python's own hashes are enough. shutil takes the
next two, 0.2 MB, for archives, of which Lull makes none. msgspec takes the last, 0.3 MB, where an
environment happens to have it; typing has what is asked of it."""


def load_less() -> None:
    """Call before anything else is imported, also by a command: it saves time as well."""
    for name in _DONE_WITHOUT:
        sys.modules.setdefault(name, None)  # type: ignore[arg-type] # None means "cannot be had"
    # 0.6 MB: inspect, which dataclasses and asyncio want, derives a class of ast's for finding the
    # source of other classes; with tokenize it and what writes tracebacks read source.
    with standing_in({"ast": {"NodeVisitor": object}, "tokenize": {}}):
        importlib.import_module("inspect")
    # 0.2 MB: urllib.parse, which pathlib wants, asks it about web addresses in brackets.
    with standing_in({"ipaddress": {}}):
        importlib.import_module("urllib.parse")
    # 0.3 MB, with random: platformdirs, which looks there where a login has no folder of its own.
    with standing_in({"tempfile": {"gettempdir": later("tempfile", "gettempdir")}}):
        importlib.import_module("platformdirs")


def load_less_for_the_icon() -> None:
    """Call before the icon is imported."""
    # 0.2 MB: six, of which pystray takes a name that the standard library has as well.
    with standing_in({"six": {}, "six.moves": {"queue": queue}}):
        importlib.import_module("tray.icon.status_notifier.pystray_loader")


def load_less_for_the_core() -> None:
    """Call before the core is imported, or what a command does."""
    # 0.8 MB: msgspec learns types to recognize of which Lull has none, and can tell in words how a
    # type is laid out.
    unknown = type("Unknown", (), {"unknown": None})
    types = {
        "decimal": {"Decimal": unknown},
        "uuid": {"UUID": unknown, "SafeUUID": unknown},
        "msgspec.inspect": {},
    }
    with standing_in(types):
        importlib.import_module("msgspec")
    # 0.2 MB: zoneinfo asks how Python was built for one word, and never again.
    with standing_in({"sysconfig": {}}):
        importlib.import_module("zoneinfo")
    built = [name for name in sys.modules if name.startswith("_sysconfigdata")]
    for name in built:
        del sys.modules[name]
    if built:
        gc.collect()
    # 0.2 MB: the names that Windows has for time zones, and calendars to print.
    with standing_in({"tzlocal.windows_tz": {}, "calendar": {}}):
        importlib.import_module("tzlocal")


def load_less_for_the_loop() -> None:
    """Call before asyncio is imported."""
    # 0.5 MB: what without OpenSSL is of no use, and the names of all locales, which subprocess asks
    # for an encoding where text is wanted of a child.
    with standing_in({"asyncio.sslproto": {}, "locale": {}}):
        importlib.import_module("asyncio")


def share_one_heap() -> None:
    """Call before any thread is started."""
    libc = _glibc()
    if libc is not None:
        libc.mallopt(_M_ARENA_MAX, 1)  # 0.5 MB: three mostly idle threads share one heap


def give_back() -> None:
    """Call once the start is over: free what only the start needed."""
    gc.collect()
    gc.freeze()
    trim()


def trim() -> None:
    """Call after something large: what was freed goes back to the system; from any thread."""
    libc = _glibc()
    if libc is not None:
        libc.malloc_trim(0)  # 0.5 MB after the start, 4 MB after a copy of a year's journal


def _glibc() -> ctypes.CDLL | None:
    if sys.platform != "linux":
        return None
    import ctypes  # noqa: PLC0415 - a command is without it

    libc = ctypes.CDLL(None)
    # musl (Alpine) has neither of the two calls.
    return libc if hasattr(libc, "mallopt") and hasattr(libc, "malloc_trim") else None
