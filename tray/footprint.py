"""Keeps the resident small: what it never needs is not loaded, what it no longer needs is freed.

Measured with ``benchmarks/resident.py``; each step says what it saves on Debian 12.
"""

from __future__ import annotations

import ctypes
import gc
import sys

_M_ARENA_MAX = -8
"""mallopt(3): how many heaps glibc makes for the threads of a process."""


def keep_small() -> None:
    """Call before anything else is imported."""
    # OpenSSL, 4 MB: asyncio takes `ssl` and hashlib `_hashlib` where they exist and do without
    # where they do not. Lull never speaks over a network, and Python's own hashes are enough.
    for name in ("ssl", "_hashlib"):
        sys.modules.setdefault(name, None)  # type: ignore[arg-type] # None means "cannot be had"
    libc = _glibc()
    if libc is not None:
        libc.mallopt(_M_ARENA_MAX, 1)  # 0.5 MB: three mostly idle threads share one heap


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
