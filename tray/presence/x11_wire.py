"""The bytes of the few X11 requests that presence needs, in the byte order of this machine.

Specifications: X Window System Protocol, X11R7.7 (core), MIT-SCREEN-SAVER 1.1, SYNC 3.1; and the
Xauthority file of libXau. Written out here because python-xlib costs the resident 2.9 MB, knows
no SYNC, and waits for an X server that hangs without end.
"""

from __future__ import annotations

import dataclasses
import struct
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

ANY_PROPERTY_TYPE = 0
PROPERTY_WORDS = 1024
"""The longest property that is read, in units of 4 bytes; real ones have a few."""

_FAMILY_LOCAL = 256
_FAMILY_WILD = 65535
_COOKIE = b"MIT-MAGIC-COOKIE-1"

_CREATE_ALARM = 8
_ALARM_VALUES = 0b111111
"""Counter, value type, value, test type, delta and events are all given."""
_ABSOLUTE = 0
_NEGATIVE_TRANSITION = 1


def _padded(data: bytes) -> bytes:
    return data + bytes(-len(data) % 4)


def _request(opcode: int, detail: int, body: bytes = b"") -> bytes:
    body = _padded(body)
    return struct.pack("=BBH", opcode, detail, 1 + len(body) // 4) + body


# -- the beginning of a connection


def cookie_for(data: bytes, host: str, display: int) -> bytes:
    """The cookie for a display of this machine out of an Xauthority file; empty if it has none."""
    wanted = {b"", str(display).encode()}
    for family, address, number, name, cookie in _authorities(data):
        here = family == _FAMILY_WILD or (family == _FAMILY_LOCAL and address == host.encode())
        if here and number in wanted and name == _COOKIE:
            return cookie
    return b""


def _authorities(data: bytes) -> Iterator[tuple[int, bytes, bytes, bytes, bytes]]:
    at = 0
    while at + 2 <= len(data):
        (family,) = struct.unpack_from(">H", data, at)
        at += 2
        parts = []
        for _ in range(4):
            if at + 2 > len(data):
                return
            (length,) = struct.unpack_from(">H", data, at)
            parts.append(data[at + 2 : at + 2 + length])
            at += 2 + length
        yield family, parts[0], parts[1], parts[2], parts[3]


def setup(cookie: bytes) -> bytes:
    """The first thing that a client says."""
    order = b"l" if sys.byteorder == "little" else b"B"
    name = _COOKIE if cookie else b""
    head = struct.pack("=cxHHHH2x", order, 11, 0, len(name), len(cookie))
    return head + _padded(name) + _padded(cookie)


@dataclasses.dataclass(frozen=True, slots=True)
class Setup:
    """What the server tells at the beginning.

    Attributes:
        root: The root window of the screen that was asked for.
        first_id: The first of the ids that this client may give away.
    """

    root: int
    first_id: int


def parse_setup(data: bytes, screen: int) -> Setup:
    """What the server answered to `setup`, without its first 8 bytes.

    Raises:
        ValueError: There is no such screen.
        struct.error: It is cut off.
    """
    first_id, _mask, _motion, vendor_length, _longest, screens, formats = struct.unpack_from(
        "=4xIIIHHBB", data
    )
    at = 32 + (vendor_length + 3) // 4 * 4 + formats * 8
    for number in range(screens):
        (root,) = struct.unpack_from("=I", data, at)
        if number == screen:
            return Setup(root, first_id)
        depths = data[at + 39]
        at += 40
        for _ in range(depths):
            (visuals,) = struct.unpack_from("=2xH", data, at)
            at += 8 + visuals * 24
    raise ValueError(f"the display has no screen {screen}")


# -- requests and their answers


def query_extension(name: str) -> bytes:
    """Ask for an extension by its name."""
    data = name.encode("ascii")
    return _request(98, 0, struct.pack("=H2x", len(data)) + data)


def parse_extension(reply: bytes) -> tuple[int, int] | None:
    """Its major opcode and the number of its first event; None if the server lacks it."""
    present, opcode, first_event = struct.unpack_from("=8xBBB", reply)
    return (opcode, first_event) if present else None


def intern_atom(name: str) -> bytes:
    """Ask for the number of a name; 0 if nobody has used the name yet."""
    data = name.encode("ascii")
    return _request(16, 1, struct.pack("=H2x", len(data)) + data)


def parse_atom(reply: bytes) -> int:
    """The number."""
    return int(struct.unpack_from("=8xI", reply)[0])


def get_property(window: int, atom: int) -> bytes:
    """Ask for a property of a window."""
    body = struct.pack("=IIIII", window, atom, ANY_PROPERTY_TYPE, 0, PROPERTY_WORDS)
    return _request(20, 0, body)


def parse_numbers(reply: bytes) -> tuple[int, ...] | None:
    """A property that is a list of windows or atoms; None if there is no such property."""
    bits, length = struct.unpack_from("=xB14xI", reply)
    if bits != 32:  # noqa: PLR2004 - the size of a window's and an atom's number; 0 if there is none
        return None
    return struct.unpack_from(f"={length}I", reply, 32)


def query_screen_saver(opcode: int, root: int) -> bytes:
    """Ask how long there has been no input."""
    return _request(opcode, 1, struct.pack("=I", root))


def parse_idle_milliseconds(reply: bytes) -> int:
    """The time since the last input."""
    return int(struct.unpack_from("=16xI", reply)[0])


def initialize_sync(opcode: int) -> bytes:
    """Say which version of SYNC is spoken."""
    return _request(opcode, 0, struct.pack("=BB2x", 3, 1))


def list_counters(opcode: int) -> bytes:
    """Ask for the counters that the server keeps."""
    return _request(opcode, 1)


def parse_counters(reply: bytes) -> dict[str, int]:
    """Their names and ids."""
    (count,) = struct.unpack_from("=8xI", reply)
    counters = {}
    at = 32
    for _ in range(count):
        counter, name_length = struct.unpack_from("=I8xH", reply, at)
        name = reply[at + 14 : at + 14 + name_length]
        counters[name.decode("latin-1")] = counter
        at += (14 + name_length + 3) // 4 * 4
    return counters


def create_alarm(opcode: int, alarm: int, counter: int, value: int) -> bytes:
    """Be told each time ``counter`` falls from above ``value`` to ``value`` or less."""
    body = struct.pack(
        "=IIIIiIIiII",
        alarm,
        _ALARM_VALUES,
        counter,
        _ABSOLUTE,
        value >> 32,
        value & 0xFFFFFFFF,
        _NEGATIVE_TRANSITION,
        0,
        0,
        1,
    )
    return _request(opcode, _CREATE_ALARM, body)


def alarm_of(event: bytes, first_event: int) -> int | None:
    """The alarm that an event is about; None if it is another event."""
    if event[0] & 0x7F != first_event + 1:
        return None
    return int(struct.unpack_from("=4xI", event)[0])
