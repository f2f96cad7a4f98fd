"""Keeps the resident small: what it never needs is not loaded, what it no longer needs is freed.

Measured with ``benchmarks/resident.py``; each step says what it saves on Debian 12.
"""

from __future__ import annotations

import gc
import importlib
import sys
from typing import TYPE_CHECKING, Final

from tray.stand_ins import standing_in

if TYPE_CHECKING:
    import ctypes

_M_ARENA_MAX: Final = -8
"""mallopt(3): how many heaps glibc makes for the threads of a process."""
_DONE_WITHOUT: Final = ("ssl", "_hashlib", "bz2", "lzma")
"""OpenSSL, 4 MB: asyncio takes `ssl` and hashlib `_hashlib` where they exist and do without where
they do not. Lull never speaks over a network, and Python's own hashes are enough. shutil takes the
other two, 0.2 MB, for archives, of which Lull makes none."""


def load_less() -> None:
    """Call before anything else is imported, also by a command: it saves time as well."""
    for name in _DONE_WITHOUT:
        sys.modules.setdefault(name, None)  # type: ignore[arg-type] # None means "cannot be had"
    # 0.5 MB: inspect, which dataclasses and asyncio want, derives a class of ast's for finding the
    # source of other classes.
    with standing_in({"ast": {"NodeVisitor": object}}):
        importlib.import_module("inspect")
    # 0.2 MB: urllib.parse, which pathlib wants, asks it about web addresses in brackets.
    with standing_in({"ipaddress": {}}):
        importlib.import_module("urllib.parse")


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
