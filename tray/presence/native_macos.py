"""Presence on macOS, by calls of its own frameworks.

Tried with stand-ins for the frameworks alone, never on a real macOS. Sources: developer.apple.com
on CGEventSourceSecondsSinceLastEventType and CGSessionCopyCurrentDictionary; the key that tells of
the lock is used widely and documented nowhere, and is absent while nothing is locked.
"""

from __future__ import annotations

import ctypes
import math
from typing import Any

from config.language import N_
from tray.presence.source import Fact, NotKnownError

_GRAPHICS = "/System/Library/Frameworks/ApplicationServices.framework/ApplicationServices"
_FOUNDATION = "/System/Library/Frameworks/CoreFoundation.framework/CoreFoundation"
_HID_SYSTEM_STATE = 1
_ANY_INPUT = 0xFFFFFFFF
_UTF8 = 0x08000100
_LOCKED_KEY = b"CGSSessionScreenIsLocked"


def _framework(path: str) -> Any:  # noqa: ANN401 - ctypes has no types for what a library holds
    """A framework.

    Raises:
        NotKnownError: This is another system.
    """
    try:
        return ctypes.CDLL(path)
    except OSError as error:
        raise NotKnownError(N_("this is not macOS")) from error


class MacIdle:
    """CGEventSourceSecondsSinceLastEventType."""

    fact = Fact.IDLE
    name = "macOS event source"

    async def ask(self) -> float:
        """Seconds since the last input."""
        ask = _framework(_GRAPHICS).CGEventSourceSecondsSinceLastEventType
        ask.restype = ctypes.c_double
        ask.argtypes = (ctypes.c_int32, ctypes.c_uint32)
        seconds = float(ask(_HID_SYSTEM_STATE, _ANY_INPUT))
        if not math.isfinite(seconds) or seconds < 0:
            raise NotKnownError(N_("macOS answered no time"))
        return seconds

    def stop(self) -> None:
        """Nothing is kept."""


class MacLock:
    """CGSessionCopyCurrentDictionary."""

    fact = Fact.LOCKED
    name = "macOS session"

    async def ask(self) -> bool:
        """Whether the session is locked."""
        graphics, foundation = _framework(_GRAPHICS), _framework(_FOUNDATION)
        pointer = ctypes.c_void_p
        graphics.CGSessionCopyCurrentDictionary.restype = pointer
        foundation.CFStringCreateWithCString.restype = pointer
        foundation.CFDictionaryGetValue.restype = pointer
        session = graphics.CGSessionCopyCurrentDictionary()
        if not session:
            raise NotKnownError(N_("there is no graphical session"))
        key = foundation.CFStringCreateWithCString(None, _LOCKED_KEY, _UTF8)
        try:
            value = foundation.CFDictionaryGetValue(pointer(session), pointer(key))
            if not value:
                return False
            read = foundation.CFBooleanGetValue
            read.restype = ctypes.c_ubyte  # what lies beyond that byte means nothing
            return bool(read(pointer(value)))
        finally:
            foundation.CFRelease(pointer(key))
            foundation.CFRelease(pointer(session))

    def stop(self) -> None:
        """Nothing is kept."""
