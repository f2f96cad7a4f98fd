"""The journal as JSON text: one record a line, read back with the line of whatever is refused."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, NoReturn

import msgspec

from config.errors import InputError
from journal.archive_records import FORMAT, PARTS, VERSION, RecordError, read_record

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from journal import rows

MAX_BYTES = 1024 * 1024 * 1024
"""Ten years of entries are about 100 MB."""

_TITLE = "This file cannot be taken in"
_SPACE = re.compile(r"[ \t\r\n]*")
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


def read_text(text: str) -> Iterator[tuple[str, tuple[rows.Row, ...]]]:
    """Each record of a file: its list and its rows, checked.

    The file may be laid out in any way that is JSON, not only as `write_text` does.

    Raises:
        InputError: It is no such file, it was written by a newer Lull, or a record says what none
            says; the detail names the line and the field.
    """
    reader = _Reader(text)
    seen: set[str] = set()
    for name in reader.members():
        if name in seen:
            reader.refuse(f"{name}: stands twice")
        seen.add(name)
        if name == "format":
            if reader.value() != FORMAT:
                reader.refuse(f"format: expected {FORMAT!r}; this is no journal of Lull")
        elif name == "version":
            _check_version(reader)
        elif name in PARTS:
            # Before the records, so that those of a newer Lull are not called wrong.
            if not {"format", "version"} <= seen:
                reader.refuse("format and version: must stand before everything else")
            yield from _records(reader, name)
        else:
            reader.refuse(f"{name}: there is no such field")
    if not {"format", "version"} <= seen:
        reader.refuse("format and version: missing; this is no journal of Lull")


def _check_version(reader: _Reader) -> None:
    version = reader.value()
    if type(version) is not int or version < 1:
        reader.refuse("version: expected a whole number from 1")
    if version > VERSION:
        reader.refuse(f"version: {version} was written by a newer Lull; this one knows {VERSION}")


def _records(reader: _Reader, part: str) -> Iterator[tuple[str, tuple[rows.Row, ...]]]:
    for value in reader.elements():
        try:
            several = read_record(part, value)
        except RecordError as error:
            reader.refuse(f"{part}: {error.detail}")
        yield part, several


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object in which no name stands twice: of two values neither may be dropped in silence."""
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        message = f"{twice[:_QUOTED]} stands twice"
        raise ValueError(message)
    return found


def _constant(name: str) -> NoReturn:
    message = f"{name} is no number"
    raise ValueError(message)


_decoder = json.JSONDecoder(object_pairs_hook=_object, parse_constant=_constant)


class _Reader:
    """Goes through JSON text and knows the line at which it is."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._begun = 0

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
                self.refuse("expected a name in quotes")
            self._expect(":")
            yield name
        self._space()
        if self._at != len(self._text):
            self._mark()
            self.refuse("there is something after its end")

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
        try:
            value, self._at = _decoder.raw_decode(self._text, self._at)
        except json.JSONDecodeError as error:
            self._begun = error.pos
            self.refuse(f"not JSON: {error.msg}")
        except RecursionError:
            self.refuse("nested too deeply")
        except ValueError as error:
            self.refuse(str(error))
        return value

    def refuse(self, what: str) -> NoReturn:
        """Raise an InputError that names the line where the last value began."""
        line = self._text.count("\n", 0, self._begun) + 1
        raise InputError(_TITLE, f"line {line}: {what}")

    def _mark(self) -> None:
        self._begun = self._at

    def _space(self) -> None:
        found = _SPACE.match(self._text, self._at)
        self._at = found.end() if found else self._at

    def _skips(self, sign: str) -> bool:
        self._space()
        there = self._text.startswith(sign, self._at)
        self._at += there
        return there

    def _expect(self, sign: str) -> None:
        if not self._skips(sign):
            self._mark()
            self.refuse(f"not JSON: expected {sign!r}")
