"""Stand-ins for an X server and for a Wayland compositor, each on a socket of a test's own."""

from __future__ import annotations

import abc
import asyncio
import struct
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

ROOT = 0x123
SECOND_ROOT = 0x456
FIRST_ID = 0x2000000
SAVER, SYNC = 150, 151
SYNC_EVENT = 90
COUNTER = 77
ATOMS = {"_NET_ACTIVE_WINDOW": 301, "_NET_WM_STATE": 302, "_NET_WM_STATE_FULLSCREEN": 303}


def screen(root: int) -> bytes:
    """A screen with one depth of two visuals."""
    depth = struct.pack("=BxH4x", 24, 2) + bytes(48)
    return struct.pack("=I35xB", root, 1) + depth


def hello(*, status: int = 1) -> bytes:
    """What an X server says first: two screens, a format, and a vendor whose name is padded."""
    vendor = b"nobody"
    head = struct.pack("=IIIIHHBB10x", 1, FIRST_ID, 0xFFFF, 0, len(vendor), 65535, 2, 1)
    body = head + vendor + bytes(2) + bytes(8) + screen(ROOT) + screen(SECOND_ROOT)
    return struct.pack("=BBHHH", status, 0, 11, 0, len(body) // 4) + body


def refusal(text: str) -> bytes:
    """What an X server says to whom it turns away."""
    data = text.encode()
    data += bytes(-len(data) % 4)
    return struct.pack("=BBHHH", 0, len(text), 11, 0, len(data) // 4) + data


class SmallDisplay(abc.ABC):
    """A display server on a socket.

    Attributes:
        clients: How many connected so far.
        reached: Set once somebody has.
    """

    def __init__(self) -> None:
        self.clients = 0
        self.reached = asyncio.Event()
        self._writers: list[asyncio.StreamWriter] = []
        self._server: asyncio.Server | None = None

    async def start(self, path: Path) -> None:
        self._server = await asyncio.start_unix_server(self._serve, path)

    async def stop(self) -> None:
        if self._server is not None:
            self._server.close()
            self.hang_up()

    def hang_up(self) -> None:
        """Close every connection."""
        for writer in self._writers:
            writer.transport.abort()
        self._writers.clear()

    def _connected(self, writer: asyncio.StreamWriter) -> None:
        self.clients += 1
        self.reached.set()
        self._writers.append(writer)

    @abc.abstractmethod
    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Speak with one client."""


class SmallX(SmallDisplay):
    """An X server that knows as much as presence asks.

    Attributes:
        hello: What it says first; empty for one that hangs.
        idle: The time since the last input, in milliseconds.
        extensions: Name to major opcode and first event.
        counters: Names of the counters that SYNC has.
        properties: Window and atom to the numbers that a property has.
        refused: Major opcodes that are answered with an error.
        silent: Major opcodes that are not answered.
        cookie: The cookie that the client showed.
        alarms: The body of each alarm that was made.
    """

    def __init__(self) -> None:
        self.hello = hello()
        self.idle = 61_500
        self.extensions = {"MIT-SCREEN-SAVER": (SAVER, 80), "SYNC": (SYNC, SYNC_EVENT)}
        self.counters = {"SERVERTIME": 5, "IDLETIME": COUNTER}
        self.properties: dict[tuple[int, int], tuple[int, ...]] = {}
        self.refused: set[int] = set()
        self.silent: set[int] = set()
        self.cookie = b""
        self.alarms: list[tuple[int, ...]] = []
        self.alarmed = asyncio.Event()
        super().__init__()

    def send(self, data: bytes) -> None:
        """Send bytes to every client."""
        for writer in self._writers:
            writer.write(data)

    def fire(self, alarm: int, *, event: int = SYNC_EVENT + 1) -> None:
        """Tell that an alarm went off."""
        self.send(struct.pack("=BxHI24x", event, 0, alarm))

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._connected(writer)
        number = 0
        try:
            *_, name, cookie = struct.unpack("=cxHHHH2x", await reader.readexactly(12))
            rest = await reader.readexactly((name + 3) // 4 * 4 + (cookie + 3) // 4 * 4)
            self.cookie = rest[(name + 3) // 4 * 4 :][:cookie]
            # Byte by byte, as a socket may bring it.
            for at in range(len(self.hello)):
                writer.write(self.hello[at : at + 1])
            while True:
                opcode, detail, words = struct.unpack("=BBH", await reader.readexactly(4))
                body = await reader.readexactly(words * 4 - 4)
                number += 1
                self._answer(writer, number, opcode, detail, body)
        except (asyncio.IncompleteReadError, ConnectionError):
            writer.transport.abort()

    def _answer(
        self, writer: asyncio.StreamWriter, number: int, opcode: int, detail: int, body: bytes
    ) -> None:
        if opcode in self.silent:
            return
        if opcode in self.refused:
            writer.write(struct.pack("=BBH28x", 0, 3, number))
            return
        if (opcode, detail) == (SYNC, 8):
            self.alarms.append(struct.unpack("=IIIIiIIiII", body))
            self.alarmed.set()
            return
        if opcode == 20:
            writer.write(self._property(number, *struct.unpack_from("=II", body)))
            return
        fixed, more = self._facts(opcode, detail, body)
        head = struct.pack("=BBHI", 1, 0, number, len(more) // 4)
        writer.write(head + fixed + bytes(24 - len(fixed)) + more)

    def _property(self, number: int, window: int, atom: int) -> bytes:
        numbers = self.properties.get((window, atom))
        if numbers is None:
            return struct.pack("=BBHIIII12x", 1, 0, number, 0, 0, 0, 0)
        head = struct.pack("=BBHIIII12x", 1, 32, number, len(numbers), 33, 0, len(numbers))
        return head + struct.pack(f"={len(numbers)}I", *numbers)

    def _facts(self, opcode: int, detail: int, body: bytes) -> tuple[bytes, bytes]:
        """What stands in the reply's own 24 bytes, and what follows them."""
        if opcode in {16, 98}:
            name = body[4 : 4 + struct.unpack_from("=H", body)[0]].decode()
            if opcode == 16:
                return struct.pack("=I", ATOMS.get(name, 0)), b""
            found = self.extensions.get(name)
            return struct.pack("=BBB", found is not None, *(found or (0, 0))), b""
        if opcode == SAVER:
            assert detail == 1
            return struct.pack("=III", 0, 0, self.idle), b""
        assert opcode == SYNC
        if detail == 0:
            return struct.pack("=BB", 3, 1), b""
        assert detail == 1
        more = b""
        for name, counter in self.counters.items():
            entry = struct.pack("=IIIH", counter, 0, 1, len(name)) + name.encode()
            more += entry + bytes(-len(entry) % 4)
        return struct.pack("=I", len(self.counters)), more


class SmallCompositor(SmallDisplay):
    """A Wayland compositor that offers what a test says.

    Attributes:
        offers: Interface to version.
        requests: Every request: object, opcode and body.
    """

    def __init__(self, offers: dict[str, int]) -> None:
        self.offers = offers
        self.requests: list[tuple[int, int, bytes]] = []
        super().__init__()

    def send(self, sender: int, opcode: int, body: bytes = b"") -> None:
        """Send an event to every client."""
        for writer in self._writers:
            writer.write(struct.pack("=II", sender, (8 + len(body)) << 16 | opcode) + body)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._connected(writer)
        try:
            while True:
                target, word = struct.unpack("=II", await reader.readexactly(8))
                body = await reader.readexactly((word >> 16) - 8)
                self.requests.append((target, word & 0xFFFF, body))
                if (target, word & 0xFFFF) == (1, 0):  # wl_display.sync
                    self._offer(struct.unpack("=I", body)[0])
        except (asyncio.IncompleteReadError, ConnectionError):
            writer.transport.abort()

    def _offer(self, callback: int) -> None:
        for number, (interface, version) in enumerate(self.offers.items(), 1):
            name = interface.encode() + b"\0"
            text = struct.pack("=I", len(name)) + name + bytes(-len(name) % 4)
            self.send(2, 0, struct.pack("=I", number) + text + struct.pack("=I", version))
        self.send(callback, 0, struct.pack("=I", 9))
