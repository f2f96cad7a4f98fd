"""What msgspec finds wrong, as a person reads it."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Annotated, Any, Literal

import msgspec
import pytest
from hard_coded import hard_coded

from config.errors import InputError
from config.language import PSEUDO
from config.value_words import _TYPES, complaint_of, kind_of

if TYPE_CHECKING:
    from collections.abc import Callable


class Inner(msgspec.Struct, forbid_unknown_fields=True):
    """A table within another."""

    word: Annotated[str, msgspec.Meta(pattern="^[a-z]+$")] = "a"
    must: int = 0


class Strange:
    """Read by a reader of ours."""


class Holds(msgspec.Struct):
    """What only our reader knows."""

    strange: Strange


class Whole(msgspec.Struct, forbid_unknown_fields=True):
    """A field of each kind."""

    needed: bool
    inner: Inner = msgspec.field(default_factory=Inner)
    short: Annotated[str, msgspec.Meta(min_length=1, max_length=3)] = "a"
    some: Annotated[list[int], msgspec.Meta(min_length=1, max_length=2)] = msgspec.field(
        default_factory=lambda: [1]
    )
    number: Annotated[int, msgspec.Meta(ge=1, le=9)] = 1
    figure: Annotated[float, msgspec.Meta(ge=0)] | None = None
    day: dt.date | None = None
    choice: Literal["yes", "no"] = "yes"
    said: dict[str, str] = msgspec.field(default_factory=dict)
    own: dt.timedelta = dt.timedelta()
    bytes_: bytes = b""


def complaint(wrong: dict[str, Any] | list[int]) -> tuple[str, str]:
    def own(_wanted: type, value: object) -> object:
        message = f"not {value}, said Lull"
        raise ValueError(message)

    data = {"needed": True} | wrong if isinstance(wrong, dict) else wrong
    with pytest.raises(msgspec.ValidationError) as caught:
        msgspec.convert(data, Whole, dec_hook=own, builtin_types=(bytes, dt.timedelta))
    field, words, _ = complaint_of(caught.value)
    return field, words


WRONG: list[tuple[dict[str, Any], str, str]] = [
    ({"needed": 1}, "needed", "expected true or false, got a whole number"),
    ({"needed": None}, "needed", "expected true or false, got null"),
    ({"number": "1"}, "number", "expected a whole number, got text"),
    ({"number": 1.5}, "number", "expected a whole number, got a number"),
    ({"number": 0}, "number", "expected 1 or more"),
    ({"number": 10}, "number", "expected 9 or less"),
    ({"figure": -0.5}, "figure", "expected 0.0 or more"),
    ({"figure": dt.date(2026, 5, 1)}, "figure", "expected a number or null, got a date"),
    ({"day": "2026-13-01"}, "day", "expected a date such as 2026-03-01"),
    ({"short": ""}, "short", "expected text that is not empty"),
    ({"short": "abcd"}, "short", "expected text of 3 characters at most"),
    ({"some": []}, "some", "expected a list that is not empty"),
    ({"some": [1, 2, 3]}, "some", "expected a list of 2 at most"),
    ({"some": [1, "2"]}, "some[1]", "expected a whole number, got text"),
    ({"some": {}}, "some", "expected a list, got an object"),
    ({"choice": "x" * 90}, "choice", f"it cannot be '{'x' * 59}"),
    ({"inner": {"word": "A"}}, "inner.word", "expected text that fits '^[a-z]+$'"),
    ({"inner": {"work": "a"}}, "inner.work", "there is no such field"),
    ({"other": 1}, "other", "there is no such field"),
    ({"said": {"a": 1}}, "said[...]", "expected text, got a whole number"),
    ({"bytes_": 1}, "bytes_", 'expected "bytes", got a whole number'),
]


@pytest.mark.parametrize(("wrong", "field", "words"), WRONG)
def test_what_is_wrong_is_said_of_its_field(
    wrong: dict[str, Any], field: str, words: str, speak: Callable[[str], None]
) -> None:
    assert complaint(wrong) == (field, words)
    speak(PSEUDO)
    _, told = complaint(wrong)
    assert hard_coded(told, "x" * 59, "'^[a-z]+$'", "bytes") == []


def test_what_is_missing_is_named() -> None:
    with pytest.raises(msgspec.ValidationError) as caught:
        msgspec.convert({}, Whole)
    assert complaint_of(caught.value)[:2] == ("needed", "this field is needed")


def test_the_whole_may_be_wrong() -> None:
    assert complaint([1]) == ("", "expected an object, got a list")
    with pytest.raises(msgspec.ValidationError) as caught:
        msgspec.convert([1], Whole)
    error = complaint_of(caught.value).error(InputError, "Not taken")
    assert (str(error), error.field) == ("Not taken: expected an object, got a list", "")


def test_the_field_of_an_error_is_known_to_whoever_shows_it() -> None:
    with pytest.raises(msgspec.ValidationError) as caught:
        msgspec.convert({"needed": 1}, Whole)
    error = complaint_of(caught.value).error(InputError, "Not taken")
    assert str(error) == "Not taken: needed: expected true or false, got a whole number"
    assert (error.field, error.problem) == ("needed", "expected true or false, got a whole number")


def test_what_a_reader_of_lull_found_is_said_as_it_is() -> None:
    def read(_wanted: type, _value: object) -> object:
        message = "no such thing - at `home`"
        raise ValueError(message)

    with pytest.raises(msgspec.ValidationError) as caught:
        msgspec.convert({"strange": "x"}, Holds, dec_hook=read)
    assert complaint_of(caught.value) == ("strange", "no such thing - at `home`", True)


def test_a_sentence_that_is_new_is_quoted() -> None:
    assert complaint_of(msgspec.ValidationError("Something new")) == ("", '"Something new"', False)


def test_every_kind_of_value_has_its_name() -> None:
    values = (True, 1, 1.5, "a", [], {}, None, dt.datetime.now(dt.UTC), dt.date.min, dt.time())
    assert {type(value) for value in values} == set(_TYPES)
    assert len({kind_of(value) for value in values}) == len(values)
