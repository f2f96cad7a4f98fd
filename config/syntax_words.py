"""Why a text is no JSON or no TOML, in the person's language: what Python's own readers say."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from config.foreign_words import in_our_words, places_in
from config.language import N_, tr

if TYPE_CHECKING:
    import json
    import tomllib
    from collections.abc import Sequence

_JSON: Final = (
    N_("Expecting value"),
    N_("Expecting property name enclosed in double quotes"),
    N_("Expecting ':' delimiter"),
    N_("Expecting ',' delimiter"),
    N_("Illegal trailing comma before end of object"),
    N_("Illegal trailing comma before end of array"),
    N_("Invalid control character at"),
    N_("Invalid \\escape"),
    N_("Invalid \\uXXXX escape"),
    N_("Unterminated string starting at"),
    N_("Extra data"),
    N_("Unexpected UTF-8 BOM (decode using utf-8-sig)"),
)
"""What ``json`` of Python 3.11 to 3.14 says."""

_TOML: Final = (
    N_("Invalid statement"),
    N_("Invalid value"),
    N_("Invalid date or datetime"),
    N_("Invalid hex value"),
    N_("Invalid initial character for a key part"),
    N_("Expected newline or end of document after a statement"),
    N_("Expected '=' after a key in a key/value pair"),
    N_("Expected ']' at the end of a table declaration"),
    N_("Expected ']]' at the end of an array declaration"),
    N_("Expected {sign}"),
    N_("Found invalid character {sign}"),
    N_("Illegal character {sign}"),
    N_("Cannot declare {key} twice"),
    N_("Cannot overwrite a value"),
    N_("Cannot mutate immutable namespace {key}"),
    N_("Cannot redefine namespace {key}"),
    N_("Duplicate inline table key {key}"),
    N_("Unclosed array"),
    N_("Unclosed inline table"),
    N_("Unescaped '\\' in a string"),
    N_("Unterminated string"),
    N_("Escaped character is not a Unicode scalar value"),
)
"""What ``tomllib`` says, before the place."""

_AT: Final = N_("{why} (at line {line}, column {column})")
_AT_END: Final = N_("{why} (at end of document)")


def name_that_stands_twice(pairs: Sequence[tuple[str, object]]) -> str:
    """The first name that an object of JSON has again: of two values neither may be dropped.

    Args:
        pairs: Its names and values, as ``object_pairs_hook`` is given them; one stands twice.
    """
    names = [name for name, _ in pairs]
    return next(name for name in names if names.count(name) > 1)


def json_words(error: json.JSONDecodeError) -> str:
    """Why a text is no JSON; where it is, the caller says."""
    # The scanner in C ends some of them with a colon and nothing after it.
    return in_our_words(error.msg.rstrip(": "), _JSON)


def toml_words(error: tomllib.TOMLDecodeError) -> str:
    """Why a text is no TOML, and where."""
    message = str(error)
    for form in (_AT, _AT_END):
        places = places_in(message, form)
        if places is not None:
            return tr(form, **{**places, "why": in_our_words(places["why"], _TOML)})
    return in_our_words(message, _TOML)
