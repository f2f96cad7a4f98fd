"""The bytes of the few Wayland messages that presence needs.

Specifications: the core protocol (wayland.xml), ext-idle-notify-v1 (staging of wayland-protocols)
and idle.xml of plasma-wayland-protocols (``org_kde_kwin_idle``).
"""

from __future__ import annotations

import dataclasses
import struct

_HEAD = 8
DISPLAY = 1
"""The object that exists from the beginning."""


@dataclasses.dataclass(frozen=True, slots=True)
class Event:
    """One message of the compositor.

    Attributes:
        sender: The id of the object that sends it.
        opcode: Which of the object's events it is.
        body: Its arguments.
    """

    sender: int
    opcode: int
    body: bytes


def request(target: int, opcode: int, *arguments: int | str) -> bytes:
    """A request to the object ``target``."""
    body = b"".join(_argument(argument) for argument in arguments)
    return struct.pack("=II", target, (_HEAD + len(body)) << 16 | opcode) + body


def _argument(value: int | str) -> bytes:
    if isinstance(value, int):
        return struct.pack("=I", value)
    data = value.encode() + b"\0"
    return struct.pack("=I", len(data)) + data + bytes(-len(data) % 4)


def take_event(buffer: bytearray) -> Event | None:
    """Take one event off the beginning of ``buffer``; None if there is no whole one.

    Raises:
        ValueError: That is no Wayland.
    """
    if len(buffer) < _HEAD:
        return None
    sender, word = struct.unpack_from("=II", buffer)
    length = word >> 16
    if length < _HEAD:
        raise ValueError(f"a message of {length} bytes")
    if len(buffer) < length:
        return None
    event = Event(sender, word & 0xFFFF, bytes(buffer[_HEAD:length]))
    del buffer[:length]
    return event


def text_at(body: bytes, at: int) -> tuple[str, int]:
    """A string in a message, and where what follows it begins.

    Raises:
        struct.error: It is cut off.
    """
    (length,) = struct.unpack_from("=I", body, at)
    text = body[at + 4 : at + 4 + length].rstrip(b"\0").decode("utf-8", "replace")
    return text, at + 4 + (length + 3) // 4 * 4


def parse_global(body: bytes) -> tuple[int, str, int]:
    """The number, the interface and the version of something that the compositor offers.

    Raises:
        struct.error: It is cut off.
    """
    (number,) = struct.unpack_from("=I", body)
    interface, at = text_at(body, 4)
    (version,) = struct.unpack_from("=I", body, at)
    return number, interface, version
