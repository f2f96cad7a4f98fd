"""``lull check --json``: answers from a file or a pipe to the advice, with nothing mixed in."""

from __future__ import annotations

import json
import os
import sys
from typing import TYPE_CHECKING, Any, Final

from config.country import country_to_call
from config.errors import InputError
from config.foreign_words import named, reason_of
from config.language import N_, code, tr
from config.syntax_words import json_words, name_that_stands_twice
from config.value_words import kind_of
from tips.advice import advise
from tips.report import TodayFacts, decode_inputs

if TYPE_CHECKING:
    from collections.abc import Sequence

    from config.profile import Profile
    from config.settings import Settings
    from tips.report import Report

MAX_BYTES: Final = 256 * 1024
"""Answers are a kilobyte, and their free text is limited; anything beyond is something else."""
STANDARD_INPUT: Final = "-"
KEYS: Final = (
    "level",
    "rules",
    "headline",
    "what_to_do",
    "why",
    "come_back_if",
    "habits",
    "sources",
    "notice",
)
"""What is printed, in this order: scripts may rely on these and meet no others."""

_TITLE: Final = N_("the answers cannot be used")
_NOT_READ: Final = N_("The answers cannot be read")
_LONGEST_INTEGER = 18
_QUOTED = 60
"""Characters of a name that a message repeats."""


def check_file(name: str, settings: Settings) -> int:
    """Print the advice for the answers in a file as JSON; returns the exit status.

    The person's own profile and journal stay out of it: the same file gives the same advice for
    everybody, but for the emergency number of the country.

    Args:
        name: The file, or "-" for standard input.
        settings: For the country alone.

    Raises:
        InputError: The answers cannot be read or used; the detail names the field.
    """
    report, profile = read_inputs(_bytes_of(name))
    country = country_to_call(os.environ, code(), settings.profile.country)
    advice = advise(report, profile, TodayFacts(country=country))
    told = advice.to_json()
    encoding = None if sys.stdout is None else sys.stdout.encoding
    utf8 = (encoding or "").lower().replace("-", "") == "utf8"
    # Elsewhere a letter that the output cannot say would become another one.
    print(json.dumps({key: told[key] for key in KEYS}, ensure_ascii=not utf8, indent=2))
    return 0


def _bytes_of(name: str) -> bytes:
    if name == STANDARD_INPUT:
        if sys.stdin is None:
            raise InputError(tr(_NOT_READ), tr("there is no standard input"))
        return sys.stdin.buffer.read(MAX_BYTES + 1)
    try:
        with open(name, "rb") as file:  # noqa: PTH123 - a name may be no valid path at all
            return file.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        raise InputError(tr(_NOT_READ), named(name, reason_of(error))) from error


def read_inputs(data: bytes) -> tuple[Report, Profile]:
    """Read answers, more strictly than JSON asks for: a name that stands twice is a mistake.

    Of "yes" and "no" for the same sign, neither may be dropped without a word.

    Raises:
        InputError: They are no JSON object, or no answers; the detail names the field.
    """
    if len(data) > MAX_BYTES:
        raise _refused("inputs", tr("larger than {n} bytes", n=MAX_BYTES))
    try:
        value = json.loads(
            data.decode(), object_pairs_hook=_object, parse_int=_integer, parse_float=_number
        )
    except UnicodeDecodeError as error:
        why = tr("byte {n} is not UTF-8 text", n=error.start + 1)
        raise InputError(tr(_TITLE), tr("not JSON: {why}", why=why)) from error
    except json.JSONDecodeError as error:
        detail = tr(
            "not JSON: {why} (line {line}, column {column})",
            why=json_words(error),
            line=error.lineno,
            column=error.colno,
        )
        raise InputError(tr(_TITLE), detail) from error
    except RecursionError as error:
        detail = tr("not JSON that can be read: nested too deeply")
        raise InputError(tr(_TITLE), detail) from error
    if not isinstance(value, dict):
        problem = tr("expected {wanted}, got {found}", wanted=kind_of({}), found=kind_of(value))
        raise _refused("inputs", problem)
    for field, content in value.items():
        _check_text(field, content)
    return decode_inputs(value)


def _object(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        twice = name_that_stands_twice(pairs)
        raise InputError(tr(_TITLE), tr("{field}: stands twice", field=twice[:_QUOTED]))
    return found


def _integer(digits: str) -> int | float:
    # Python refuses to read thousands of digits; as a fraction it is refused where it stands.
    return int(digits) if len(digits) <= _LONGEST_INTEGER else float(digits)


def _number(digits: str) -> int | float:
    """A number; JSON knows one kind of them, so that 3.0 is 3."""
    value = float(digits)
    return int(value) if value.is_integer() and abs(value) < 10**_LONGEST_INTEGER else value


def _check_text(field: str, content: object) -> None:
    try:
        json.dumps([field, content], ensure_ascii=False).encode()
    except UnicodeEncodeError as error:
        raise _refused(field, tr("holds half a character")) from error
    except RecursionError as error:
        raise _refused(field, tr("nested too deeply")) from error


def _refused(field: str, problem: str) -> InputError:
    return InputError.of_field(tr(_TITLE), field[:_QUOTED], problem)
