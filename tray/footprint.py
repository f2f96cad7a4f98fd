"""Keeps the resident small: what it never needs is not loaded, what it no longer needs is freed.

Measured with ``benchmarks/resident.py``; each step says what it saves on Debian 12.
"""

from __future__ import annotations

import ctypes
import gc
import importlib.util
import sys
from typing import Final

_M_ARENA_MAX: Final = -8
"""mallopt(3): how many heaps glibc makes for the threads of a process."""
_DONE_WITHOUT: Final = ("ssl", "_hashlib", "bz2", "lzma")
"""OpenSSL, 4 MB: asyncio takes `ssl` and hashlib `_hashlib` where they exist and do without where
they do not. Lull never speaks over a network, and Python's own hashes are enough. shutil takes the
other two, 0.2 MB, for archives, of which Lull makes none."""
_LOADED_WHEN_USED: Final = ("ipaddress", "pickle")
"""0.4 MB: urllib.parse, which pathlib wants, uses the first for addresses of the web in brackets;
logging.handlers the second to send what is logged elsewhere. Nobody here asks for either."""


def keep_small() -> None:
    """Call before anything else is imported."""
    for name in _DONE_WITHOUT:
        sys.modules.setdefault(name, None)  # type: ignore[arg-type] # None means "cannot be had"
    for name in _LOADED_WHEN_USED:
        _load_when_used(name)
    libc = _glibc()
    if libc is not None:
        libc.mallopt(_M_ARENA_MAX, 1)  # 0.5 MB: three mostly idle threads share one heap


def _load_when_used(name: str) -> None:
    """Have a module of the standard library run at the first look into it, see `LazyLoader`."""
    spec = None if name in sys.modules else importlib.util.find_spec(name)
    if spec is None or spec.loader is None:
        return
    spec.loader = importlib.util.LazyLoader(spec.loader)
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)


def give_back() -> None:
    """Call once the start is over: free what only the start needed."""
    gc.collect()
    gc.freeze()
    libc = _glibc()
    if libc is not None:
        libc.malloc_trim(0)  # 0.5 MB


def _glibc() -> ctypes.CDLL | None:
    if sys.platform != "linux":
        return None
    libc = ctypes.CDLL(None)
    # musl (Alpine) has neither of the two calls.
    return libc if hasattr(libc, "mallopt") and hasattr(libc, "malloc_trim") else None
