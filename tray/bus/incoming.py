"""What comes in over a D-Bus connection, cut into messages; see `tray.bus.connection`.

Any client of the bus can send us anything that the bus takes for a message: 128 MB of numbers, or a
file descriptor that does not come with it. Neither may cost more than that message.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Final

from jeepney import Message
from jeepney.low_level import calc_msg_size

if TYPE_CHECKING:
    from collections.abc import Iterator

_log = logging.getLogger(__name__)

MOST_BYTES: Final = 256 * 1024
"""The longest message that is read; what a desktop sends to us is a few kilobytes."""
_START_BYTES: Final = 16
"""So many tell how long a message is (D-Bus Specification, "Message Format")."""


class Incoming:
    """The bytes of one connection; used in its thread alone."""

    def __init__(self) -> None:
        self._buffer = bytearray()
        self._passed_over = 0

    def messages(self, data: bytes) -> Iterator[Message]:
        """Take more bytes, and give the messages that are whole by now.

        A message that is too long, or that cannot be read, is passed over.

        Raises:
            Exception: What comes is no message at all; nothing that follows can be read.
        """
        over = min(self._passed_over, len(data))
        self._passed_over -= over
        self._buffer += data[over:]
        while len(self._buffer) >= _START_BYTES:
            size = calc_msg_size(bytes(self._buffer[:_START_BYTES]))
            if size > MOST_BYTES:
                _log.info("a message on the bus is too long and is not read")
                self._passed_over = max(0, size - len(self._buffer))
                del self._buffer[:size]
                continue
            if len(self._buffer) < size:
                return
            whole = bytes(self._buffer[:size])
            del self._buffer[:size]
            try:
                message = Message.from_buffer(whole)
            # Only that message: the connection belongs to everybody whom we talk to.
            except Exception as error:  # noqa: BLE001 - barrier: whatever a client makes it raise
                _log.info("a message on the bus cannot be read: %s", type(error).__name__)
                continue
            yield message
