"""What is wrong with a value that stands in a file, in the person's language: what msgspec found.

msgspec says ``Expected `int`, got `str` - at `$.nudges.stress.every_minutes```; a person reads
which field it is, and "expected a whole number, got text".
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final, NamedTuple, TypeVar

from config.errors import LullError
from config.foreign_words import places_in, quoted
from config.language import N_, NP_, tr, trp
from config.local_format import listed_or

if TYPE_CHECKING:
    import msgspec

Error = TypeVar("Error", bound=LullError)

_QUOTED: Final = 60
"""Characters that a message repeats of what stands in a file."""

# Translators: kinds of value; they stand after "expected" and "got", and after a colon.
_KINDS: Final = {
    "array": NP_("a kind of value", "a list"),
    "bool": NP_("a kind of value", "true or false"),
    "date": NP_("a kind of value", "a date"),
    "datetime": NP_("a kind of value", "a date with a time"),
    "float": NP_("a kind of value", "a number"),
    "int": NP_("a kind of value", "a whole number"),
    "null": NP_("a kind of value", "null"),
    "object": NP_("a kind of value", "an object"),
    "str": NP_("a kind of value", "text"),
    "time": NP_("a kind of value", "a time of day"),
}
_TYPES: Final[dict[type, str]] = {
    bool: "bool",
    int: "int",
    float: "float",
    str: "str",
    list: "array",
    dict: "object",
    type(None): "null",
    dt.datetime: "datetime",
    dt.date: "date",
    dt.time: "time",
}


_OF_FIELD: Final = {
    "Object missing required field `{field}`": N_("this field is needed"),
    "Object contains unknown field `{field}`": N_("there is no such field"),
}
"""What msgspec says of a field within a value, and how Lull says it of the field."""
_SAID: Final = {
    "Expected `array` of length >= 1": N_("expected a list that is not empty"),
    "Expected `array` of length <= {n}": N_("expected a list of {n} at most"),
    "Expected `str` of length >= 1": N_("expected text that is not empty"),
    "Expected `str` of length <= {n}": N_("expected text of {n} characters at most"),
    "Expected `str` matching regex {pattern}": N_("expected text that fits {pattern}"),
    "Expected `{kind}` >= {n}": N_("expected {n} or more"),
    "Expected `{kind}` <= {n}": N_("expected {n} or less"),
    # Translators: kinds of values, as in "expected a whole number, got text".
    "Expected `{wanted}`, got `{found}`": N_("expected {wanted}, got {found}"),
    "Invalid enum value {value}": N_("it cannot be {value}"),
    # In quotes, and no day of the calendar.
    "Invalid RFC3339 encoded date": N_("expected a date such as 2026-03-01"),
}
"""What msgspec says, and how Lull does."""


class Complaint(NamedTuple):
    """What is wrong with a value.

    Attributes:
        field: The field's path, such as ``nudges.stress.at[0]``; empty for the whole.
        words: What is wrong, without a capital and a full stop.
        ours: Whether a reader of Lull found it, and not msgspec.
    """

    field: str
    words: str
    ours: bool = False

    def error(self, family: type[Error], title: str) -> Error:
        """The error to raise, of a family and with a title."""
        if not self.field:
            return family(title, self.words)
        return family.of_field(title, self.field, self.words)


def kind_of(value: object) -> str:
    """What kind of value it is: "a whole number", "text"; as JSON and TOML know them."""
    return _kind(_TYPES[type(value)])


def complaint_of(error: msgspec.ValidationError) -> Complaint:
    """What is wrong with what a file says.

    Args:
        error: What msgspec raised while it converted that.
    """
    before, at, place = str(error).rpartition(" - at `")
    message = before if at else place
    place = place if at else ""
    field = place.removeprefix("key` in `").removeprefix("$").removeprefix(".").rstrip("`")
    if isinstance(error.__cause__, ValueError):
        return Complaint(field, message, ours=True)
    for form, said in _OF_FIELD.items():
        places = places_in(message, form)
        if places is not None:
            inner = places["field"][:_QUOTED]
            return Complaint(f"{field}.{inner}" if field else inner, tr(said))
    return Complaint(field, _words(message))


def _words(message: str) -> str:
    for form, said in _SAID.items():
        places = places_in(message, form)
        if places is not None:
            return tr(said, **{name: _in_place(name, told) for name, told in places.items()})
    return quoted(message)


def _in_place(name: str, told: str) -> str:
    if name in {"wanted", "found"}:
        return listed_or([_kind(one) for one in told.split(" | ")])
    return told[:_QUOTED]


def _kind(name: str) -> str:
    return trp("a kind of value", _KINDS[name]) if name in _KINDS else quoted(name)
