"""The journal as JSON text: one record a line, read back with the line of whatever is refused."""

from __future__ import annotations

import codecs
import itertools
import json
import re
from typing import TYPE_CHECKING, Any, NoReturn

import msgspec

from config.errors import InputError
from config.language import tr
from config.syntax_words import json_words, name_that_stands_twice
from journal.archive_records import (
    FORMAT,
    OF_THIS_COMPUTER,
    PARTS,
    REFUSED,
    VERSION,
    Found,
    RecordError,
    read_record,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

MAX_BYTES = 1024 * 1024 * 1024
"""Ten years of far more than anybody logs are 80 MB."""
MAX_VALUE_CHARACTERS = 4 * 1024 * 1024
"""The longest record takes less than a million, with every letter written as an escape."""

_NO_SPACE = re.compile(r"[^ \t\r\n]")
_NUMBER_GOES_ON = 4
"""A number that is cut off may look whole: after ``1.5`` there may come ``e+3``."""
_QUOTED = 60
"""Characters of a name that a message repeats."""


def write_text(parts: Mapping[str, Iterable[msgspec.Struct]]) -> Iterator[str]:
    """The lines of a file, one after the other.

    Args:
        parts: The records of each of `journal.archive_records.PARTS`.
    """
    yield f'{{\n"format": "{FORMAT}",\n"version": {VERSION}'
    for part in PARTS:
        yield f',\n"{part}": ['
        separator = "\n"
        for record in parts[part]:
            yield separator + msgspec.json.encode(record).decode()
            separator = ",\n"
        yield "\n]"
    yield "\n}\n"


def decoded(chunks: Iterable[bytes], *, most: int = MAX_BYTES) -> Iterator[str]:
    """Decode a file that is read a piece at a time; a byte order mark at its beginning is left out.

    Raises:
        InputError: It is not UTF-8, or larger than ``most`` bytes.
    """
    decoder = codecs.getincrementaldecoder("utf-8-sig")()
    size, line = 0, 1
    # An empty piece at the end says that there is no more to come.
    for chunk in itertools.chain(chunks, [b""]):
        size += len(chunk)
        if size > most:
            raise InputError(tr(REFUSED), tr("it is larger than {n} bytes", n=most))
        try:
            text = decoder.decode(chunk, final=not chunk)
        except UnicodeDecodeError as error:
            line += error.object.count(b"\n", 0, error.start)
            raise InputError(tr(REFUSED), tr("line {n}: not UTF-8", n=line)) from error
        line += text.count("\n")
        yield text


def read_text(pieces: Iterable[str]) -> Iterator[Found]:
    """Each record of a file, checked; of the file only the piece at hand is kept in memory.

    The file may be laid out in any way that is JSON, not only as `write_text` does.

    Args:
        pieces: Its text, cut anywhere.

    Raises:
        InputError: It is no such file, it was written by a newer Lull, or a record says what none
            says; the detail names the line and the field.
    """
    reader = _Reader(pieces)
    seen: set[str] = set()
    for name in reader.members():
        if name in seen:
            reader.refuse(tr("{field}: stands twice", field=name))
        seen.add(name)
        if name == "format":
            if reader.value() != FORMAT:
                reader.refuse(
                    tr("format: expected {name}; this is no journal of Lull", name=repr(FORMAT))
                )
        elif name == "version":
            _check_version(reader)
        elif name in PARTS:
            # Before the records, so that those of a newer Lull are not called wrong.
            if not {"format", "version"} <= seen:
                reader.refuse(tr("format and version: must stand before everything else"))
            yield from _records(reader, name)
        else:
            reader.refuse(tr("{field}: there is no such field", field=name[:_QUOTED]))
    if not {"format", "version"} <= seen:
        reader.refuse(tr("format and version: missing; this is no journal of Lull"))


def _check_version(reader: _Reader) -> None:
    version = reader.value()
    if type(version) is not int or version < 1:
        reader.refuse(tr("version: expected a whole number from 1"))
    if version > VERSION:
        reader.refuse(
            tr(
                "version: {version} was written by a newer Lull; this one knows {known}",
                version=version,
                known=VERSION,
            )
        )


def _records(reader: _Reader, part: str) -> Iterator[Found]:
    for value in reader.elements():
        try:
            several = read_record(part, value)
        except RecordError as error:
            reader.refuse(tr("{field}: {problem}", field=part, problem=error.detail))
        # Lull exports none of these, so whoever wrote them would have it say what is not so.
        if part != "state" or several[0][0] not in OF_THIS_COMPUTER:
            yield Found(part, several, reader.line)


class _RefusedError(Exception):
    """What JSON could say and a file of ours does not; the message is for the person."""


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    # A file has a hundred thousand of them, and hardly one in which a name stands twice.
    if len(found) < len(pairs):
        twice = name_that_stands_twice(pairs)
        raise _RefusedError(tr("{field}: stands twice", field=twice[:_QUOTED]))
    return found


def _constant(name: str) -> NoReturn:
    raise _RefusedError(tr("{word} is no number", word=name))


_decoder = json.JSONDecoder(object_pairs_hook=_object, parse_constant=_constant)


class _Reader:
    """Goes through JSON text and knows the line at which it is.

    Attributes:
        line: Where the last value began, from 1.
    """

    def __init__(self, pieces: Iterable[str]) -> None:
        self._pieces = iter(pieces)
        self._text = ""
        self._at = 0
        self._begun = 0
        self.line = 1

    def members(self) -> Iterator[str]:
        """The names of the members of an object; the caller reads each one's value."""
        self._expect("{")
        separator = "}"
        while not self._skips("}"):
            if separator == ",":
                self._expect(",")
            separator = ","
            name = self.value()
            if not isinstance(name, str):
                self.refuse(tr("expected a name in quotes"))
            self._expect(":")
            yield name
        self._space()
        if self._at != len(self._text):
            self._mark()
            self.refuse(tr("there is something after its end"))

    def elements(self) -> Iterator[Any]:
        """The elements of a list."""
        self._expect("[")
        separator = "]"
        while not self._skips("]"):
            if separator == ",":
                self._expect(",")
            separator = ","
            yield self.value()

    def value(self) -> Any:  # noqa: ANN401 - whatever JSON says
        """The value at this place."""
        self._space()
        self._mark()
        while True:
            try:
                value, end = _decoder.raw_decode(self._text, self._at)
            except json.JSONDecodeError as error:
                if not self._reads_on():
                    self.line += self._text.count("\n", self._begun, error.pos)
                    self.refuse(tr("not JSON: {why}", why=json_words(error)))
            except RecursionError:
                self.refuse(tr("nested too deeply"))
            except _RefusedError as error:
                self.refuse(str(error))
            except ValueError:
                # Python refuses to read thousands of digits.
                self.refuse(tr("a number is too long"))
            else:
                if end + _NUMBER_GOES_ON <= len(self._text) or not self._reads_on():
                    self._at = end
                    return value

    def refuse(self, what: str) -> NoReturn:
        """Raise an InputError that names the line where the last value began."""
        raise InputError(tr(REFUSED), tr("line {n}: {what}", n=self.line, what=what))

    def _reads_on(self) -> bool:
        """Take in more of the text; False where there is none, or too much for one value."""
        if len(self._text) - self._at > MAX_VALUE_CHARACTERS:
            return False
        piece = next(filter(None, self._pieces), "")
        if piece:
            # What stands before the value at hand was read, and is not needed any more.
            self._text = self._text[self._begun :] + piece
            self._at -= self._begun
            self._begun = 0
        return bool(piece)

    def _mark(self) -> None:
        self.line += self._text.count("\n", self._begun, self._at)
        self._begun = self._at

    def _space(self) -> None:
        while True:
            found = _NO_SPACE.search(self._text, self._at)
            if found:
                self._at = found.start()
                return
            self._at = len(self._text)
            self._mark()
            if not self._reads_on():
                return

    def _skips(self, sign: str) -> bool:
        self._space()
        there = self._text.startswith(sign, self._at)
        self._at += there
        return there

    def _expect(self, sign: str) -> None:
        if not self._skips(sign):
            self._mark()
            self.refuse(tr("not JSON: expected {sign}", sign=repr(sign)))
