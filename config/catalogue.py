"""A compiled catalogue of gettext, asked text by text; loaded in no other language than its own.

`gettext.GNUTranslations` keeps every text of its file, which costs a program that shows some dozens
of them a megabyte. Here a text is found by a checksum and read from the file when it is shown.
"""

from __future__ import annotations

import bisect
import functools
import logging
import os
import struct
import threading
import weakref
import zlib
from array import array
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from io import FileIO
    from pathlib import Path

_log = logging.getLogger(__name__)

_BYTE_ORDERS: Final = {b"\xde\x12\x04\x95": "<", b"\x95\x04\x12\xde": ">"}
"""By the number that each catalogue begins with."""
_CONTEXT_ENDS: Final = "\4"
_KEPT: Final = 256
"""Texts that are not read again where they are shown again; they take 50 kB."""


class Catalogue:
    """The texts of one language."""

    def __init__(self, file: FileIO) -> None:
        """Look through a ``.mo`` file, which is closed when nobody holds this any more.

        It stays open: what is installed in its place meanwhile is another file. Of one that is
        written over as it stands nothing more is said.

        Raises:
            OSError: It cannot be read.
            ValueError: It is no catalogue, or is damaged.
        """
        self._file = file
        weakref.finalize(self, file.close)
        self._reading = threading.Lock()
        self._state = self._state_now()
        self._told = False
        rows = sorted(_rows(file.readall()))
        self._sums = array("I", [row[0] for row in rows])
        self._places = array("I", [number for row in rows for number in row[1:]])
        self._forms = functools.lru_cache(_KEPT)(self._read_forms)

    def one(self, text: str, context: str) -> str | None:
        """See `config.language.Words`."""
        return self.counted(f"{context}{_CONTEXT_ENDS}{text}" if context else text, "", 1)

    def counted(self, text: str, many: str, count: int) -> str | None:  # noqa: ARG002 - the English
        """See `config.language.Words`."""
        forms = self._forms(text)
        if len(forms) < 2:  # noqa: PLR2004 - no choice
            return forms[0] if forms else None
        # A damaged rule shows here alone.
        try:
            return forms[self._form(count)]
        except (ArithmeticError, LookupError, ValueError):
            return None

    @functools.cached_property
    def _form(self) -> Callable[[int], int]:
        """Which form goes with a number, by the rule in the catalogue's head."""
        from gettext import c2py  # noqa: PLC0415 - many a program that starts shows no number

        head = self._forms("")[0]
        return c2py(head.partition("plural=")[2].partition(";")[0])

    def _read_forms(self, text: str) -> tuple[str, ...]:
        """The forms of a text; none where the catalogue does not have it, or lost it."""
        # A name out of a file may hold half a letter, which no catalogue has.
        wanted = text.encode(errors="surrogatepass")
        checksum = zlib.crc32(wanted)
        at = bisect.bisect_left(self._sums, checksum)
        try:
            while at < len(self._sums) and self._sums[at] == checksum:
                places = self._places[4 * at : 4 * at + 4]
                if _first_form(self._read(*places[:2])) == wanted:
                    return tuple(self._read(*places[2:]).decode().split("\0"))
                at += 1
        except (OSError, ValueError) as error:
            # Once: the next texts will not be read either, and the log has room for more than that.
            if not self._told:
                self._told = True
                _log.warning("a translation cannot be read: %s", type(error).__name__)
        return ()

    def _read(self, length: int, offset: int) -> bytes:
        with self._reading:
            self._file.seek(offset)
            found = self._file.read(length)
        # Its texts may stand elsewhere now, and half a sentence may say the contrary of the whole.
        if self._state_now() != self._state:
            message = "the catalogue was changed"
            raise OSError(message)
        return found

    def _state_now(self) -> tuple[int, int]:
        """What is another one once somebody wrote into the file."""
        found = os.fstat(self._file.fileno())
        return found.st_size, found.st_mtime_ns


def _rows(data: bytes) -> Iterator[tuple[int, int, int, int, int]]:
    """Checksum of each text in a file, length and offset of what it is, and of its translation."""
    order = _BYTE_ORDERS.get(data[:4])
    if order is None:
        message = "it does not begin as a catalogue does"
        raise ValueError(message)
    try:
        # Then come its version, the number of texts, and where the tables of both begin.
        count, *tables = struct.unpack_from(f"{order}3I", data, 8)
        here, there = (_table(data, order, at, count) for at in tables)
    except struct.error as error:
        message = "it is cut short"
        raise ValueError(message) from error
    for (length, offset), place in zip(here, there, strict=True):
        end = offset + length
        if max(end, sum(place)) > len(data):
            message = "a text lies outside of it"
            raise ValueError(message)
        yield zlib.crc32(_first_form(data[offset:end])), length, offset, *place


def _table(data: bytes, order: str, at: int, count: int) -> Iterator[tuple[int, int]]:
    """Length and offset of each text."""
    struct.unpack_from(f"{8 * count}x", data, at)  # or it is not whole
    return struct.iter_unpack(f"{order}2I", data[at : at + 8 * count])


def _first_form(text: bytes) -> bytes:
    """A text is looked for by what it is for one; behind that stands what it is for more."""
    return text.partition(b"\0")[0]


def read_catalogue(path: Path) -> Catalogue:
    """Read a ``.mo`` file.

    Raises:
        OSError: It is not there, or cannot be read.
        ValueError: It is no catalogue, or is damaged.
    """
    file = path.open("rb", buffering=0)
    try:
        return Catalogue(file)
    except BaseException:
        file.close()
        raise
