"""Notices that the wall clock jumped: it was set, or the machine slept. Linux only, no polling.

A timer file descriptor with ``TFD_TIMER_CANCEL_ON_SET`` becomes readable (with ECANCELED) when the
realtime clock changes discontinuously, which the kernel also reports when it resumes from suspend
(timerfd_create(2)). Python has calls of its own for this only from 3.13 on.
"""

from __future__ import annotations

import contextlib
import ctypes
import errno
import logging
import os
import sys
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Callable

_log = logging.getLogger(__name__)

_CLOCK_REALTIME = 0
_TFD_NONBLOCK_CLOEXEC = 0o4000 | 0o2000000
_TFD_TIMER_ABSTIME = 1
_TFD_TIMER_CANCEL_ON_SET = 2
_FAR_AHEAD_SECONDS = 10 * 366 * 24 * 3600
"""The timer's own end, which only has to lie beyond the life of the process."""


class _Timespec(ctypes.Structure):
    _fields_ = (("seconds", ctypes.c_long), ("nanoseconds", ctypes.c_long))


class _Itimerspec(ctypes.Structure):
    _fields_ = (("interval", _Timespec), ("value", _Timespec))


class ClockWatch:
    """Calls back on the loop after each jump of the wall clock."""

    def __init__(self, loop: asyncio.AbstractEventLoop, on_jump: Callable[[], None]) -> None:
        """Begin to watch; where the system cannot, nothing is ever reported."""
        self._loop = loop
        self._on_jump = on_jump
        self._descriptor: int | None = None
        if sys.platform != "linux":
            return
        self._libc = ctypes.CDLL(None, use_errno=True)
        descriptor = self._libc.timerfd_create(_CLOCK_REALTIME, _TFD_NONBLOCK_CLOEXEC)
        if descriptor < 0:
            _log.warning("the clock cannot be watched: %s", os.strerror(ctypes.get_errno()))
            return
        self._descriptor = descriptor
        self._arm()
        loop.add_reader(descriptor, self._readable)

    @property
    def watching(self) -> bool:
        """Whether jumps are reported."""
        return self._descriptor is not None

    def _arm(self) -> None:
        spec = _Itimerspec(value=_Timespec(seconds=int(time.time()) + _FAR_AHEAD_SECONDS))
        flags = _TFD_TIMER_ABSTIME | _TFD_TIMER_CANCEL_ON_SET
        self._libc.timerfd_settime(self._descriptor, flags, ctypes.byref(spec), None)

    def _readable(self) -> None:
        if self._descriptor is None:
            return
        try:
            os.read(self._descriptor, 8)
        except BlockingIOError:
            return
        except OSError as error:
            if error.errno != errno.ECANCELED:
                # It would be told again without end.
                _log.warning("the clock is not watched any more: %s", error.strerror)
                self.stop()
                return
        self._arm()
        self._on_jump()

    def stop(self) -> None:
        """Stop watching."""
        if self._descriptor is not None:
            self._loop.remove_reader(self._descriptor)
            with contextlib.suppress(OSError):
                os.close(self._descriptor)
            self._descriptor = None
