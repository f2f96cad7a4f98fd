"""The small language in which the rules say when they apply; ``SPEC.md`` describes it whole.

Parsing checks every field, operator and value, and that the condition can be true at all; what was
parsed can then be asked about any facts without an error.
"""

from __future__ import annotations

import dataclasses
import operator
import re
from enum import StrEnum
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    Facts = Mapping[str, str | int | frozenset[str]]
    """What is known: a word, a number or a set of words for each field; `UNKNOWN` counts too."""

UNKNOWN: Final = "unknown"
"""The value of a field that nobody answered; every choice and every sign may have it."""

PRESENT: Final = "present"
"""Stands for every answer to a sign that says it is there, however fast it came."""

ABSENT_ANSWERS: Final = frozenset({"no", "unsure", "long_standing", UNKNOWN})
"""The answers to a sign that do not say it is there."""

_MAX_NESTING = 20


class FieldKind(StrEnum):
    """What a field may be asked."""

    CHOICE = "choice"
    """One word: ``is``."""
    SIGN = "sign"
    """One word: ``is``, with `PRESENT` as a shorthand."""
    LIST = "list"
    """Several words: ``has``, ``only``."""
    NUMBER = "number"
    """A whole number from 0: ``>``, ``>=``, ``<``, ``<=``."""


@dataclasses.dataclass(frozen=True, slots=True)
class Field:
    """A field that conditions may name.

    Attributes:
        kind: What may be asked of it.
        values: The words that it can have, without `UNKNOWN`; empty for a number.
        always_given: Whether it always holds something: a list is not empty, a number is known.
    """

    kind: FieldKind
    values: frozenset[str] = frozenset()
    always_given: bool = False


class ConditionError(ValueError):
    """A condition that says nothing sensible; the message says what and is for whoever wrote it."""


@dataclasses.dataclass(frozen=True, slots=True)
class Words:
    """Whether the field is (a list: has) one of ``values``."""

    field: str
    values: frozenset[str]


@dataclasses.dataclass(frozen=True, slots=True)
class Only:
    """Whether a list holds nothing but ``values``."""

    field: str
    values: frozenset[str]
    all_values: frozenset[str]

    def rest(self) -> Words:
        """Whether it holds one of the other words."""
        return Words(self.field, self.all_values - self.values)


@dataclasses.dataclass(frozen=True, slots=True)
class Compare:
    """Whether a number stands in this relation to ``limit``."""

    field: str
    sign: str
    limit: int


@dataclasses.dataclass(frozen=True, slots=True)
class Not:
    """The opposite."""

    part: Condition


@dataclasses.dataclass(frozen=True, slots=True)
class Every:
    """All parts hold."""

    parts: tuple[Condition, ...]


@dataclasses.dataclass(frozen=True, slots=True)
class Some:
    """One part holds, or more."""

    parts: tuple[Condition, ...]


Condition = Words | Only | Compare | Not | Every | Some

_RELATIONS: Final[Mapping[str, Callable[[int, int], bool]]] = {
    ">": operator.gt,
    ">=": operator.ge,
    "<": operator.lt,
    "<=": operator.le,
}
_TOKEN = re.compile(r"\s*(?:([A-Za-z0-9_]+(?:\s*\|\s*[A-Za-z0-9_]+)*)|(>=|<=|>|<|\(|\)))")
_KEYWORDS = frozenset({"and", "or", "not", "is", "has", "only"})


def holds(condition: Condition, facts: Facts) -> bool:
    """Whether ``condition`` is true of ``facts``; a field that is not in them is not known."""
    match condition:
        case Words(field, values):
            value = facts.get(field, UNKNOWN)
            return value in values if isinstance(value, str) else _has(value, values)
        case Every(parts):
            return all(holds(part, facts) for part in parts)
        case Some(parts):
            return any(holds(part, facts) for part in parts)
        case Not(part):
            return not holds(part, facts)
        case Only(field, values):
            value = facts.get(field, UNKNOWN)
            return isinstance(value, frozenset) and value <= values
    number = facts.get(condition.field, UNKNOWN)
    return isinstance(number, int) and _RELATIONS[condition.sign](number, condition.limit)


def _has(value: object, values: frozenset[str]) -> bool:
    return isinstance(value, frozenset) and not value.isdisjoint(values)


def matched(condition: Condition, facts: Facts) -> Iterator[tuple[str, str]]:
    """The answers that make ``condition`` true, as field and value, in its order.

    What a "not" asks about is no answer that speaks for a rule, and is left out. A number comes
    as its digits. Nothing comes of a condition that does not hold.
    """
    if not holds(condition, facts):
        return
    match condition:
        case Words(field, values) | Only(field, values):
            value = facts.get(field, UNKNOWN)
            if isinstance(value, frozenset):
                yield from ((field, word) for word in sorted(value & values))
            else:
                yield field, str(value)
        case Compare(field):
            yield field, str(facts[field])
        case Every(parts) | Some(parts):
            for part in parts:
                yield from matched(part, facts)


def parse_condition(
    text: str, fields: Mapping[str, Field], defined: Mapping[str, Condition]
) -> Condition:
    """Read a condition and check it.

    Args:
        text: The condition, as ``SPEC.md`` describes it.
        fields: The fields that it may name.
        defined: What its bare names stand for.

    Raises:
        ConditionError: It cannot be read, names what is not there, or can never be true.
    """
    reader = _Reader(_tokens(text), fields, defined)
    condition = reader.some()
    reader.finish()
    if not _can_hold(condition, fields):
        raise ConditionError("this can never be true")
    return condition


def _tokens(text: str) -> list[str]:
    tokens = []
    place = 0
    while text[place:].strip():
        token = _TOKEN.match(text, place)
        if token is None:
            raise ConditionError(f"cannot read {text[place:].strip()[:20]!r}")
        tokens.append("".join(token[0].split()) if "|" in token[0] else token[0].strip())
        place = token.end()
    return tokens


class _Reader:
    """Recursive descent over the tokens: some = every (or every)*, every = one (and one)*."""

    def __init__(
        self, tokens: list[str], fields: Mapping[str, Field], defined: Mapping[str, Condition]
    ) -> None:
        self._tokens = tokens
        self._fields = fields
        self._defined = defined
        self._next = 0
        self._depth = 0

    def some(self) -> Condition:
        parts = [self._every()]
        while self._take("or"):
            parts.append(self._every())
        return parts[0] if len(parts) == 1 else Some(tuple(parts))

    def finish(self) -> None:
        if self._next < len(self._tokens):
            raise ConditionError(f"{self._tokens[self._next]!r} stands where nothing should")

    def _every(self) -> Condition:
        parts = [self._one()]
        while self._take("and"):
            parts.append(self._one())
        return parts[0] if len(parts) == 1 else Every(tuple(parts))

    def _one(self) -> Condition:
        self._depth += 1
        if self._depth > _MAX_NESTING:
            raise ConditionError("nested too deep")
        if self._take("not"):
            condition: Condition = Not(self._one())
        elif self._take("("):
            condition = self.some()
            if not self._take(")"):
                raise ConditionError("a bracket is not closed")
        else:
            condition = self._test(self._word())
        self._depth -= 1
        return condition

    def _test(self, name: str) -> Condition:
        if name in self._defined:
            return self._defined[name]
        field = self._fields.get(name)
        if field is None or name in _KEYWORDS:
            raise ConditionError(f"there is no field {name!r}")
        asked = self._word()
        match field.kind, asked:
            case FieldKind.NUMBER, ">" | ">=" | "<" | "<=":
                limit = self._word()
                if not limit.isdecimal():
                    raise ConditionError(f"{name} {asked}: {limit!r} is not a number")
                return Compare(name, asked, int(limit))
            case (FieldKind.CHOICE | FieldKind.SIGN, "is") | (FieldKind.LIST, "has"):
                return Words(name, self._values(name, field))
            case FieldKind.LIST, "only":
                return Only(name, self._values(name, field), field.values)
        raise ConditionError(f"{name} cannot be asked {asked!r}")

    def _values(self, name: str, field: Field) -> frozenset[str]:
        allowed = _domain(field)
        values: set[str] = set()
        for word in self._word().split("|"):
            if field.kind is FieldKind.SIGN and word == PRESENT:
                values |= allowed - ABSENT_ANSWERS
            elif word in allowed:
                values.add(word)
            else:
                raise ConditionError(f"{name} cannot be {word!r}")
        return frozenset(values)

    def _take(self, token: str) -> bool:
        if self._next < len(self._tokens) and self._tokens[self._next] == token:
            self._next += 1
            return True
        return False

    def _word(self) -> str:
        if self._next == len(self._tokens):
            raise ConditionError("it ends too early")
        self._next += 1
        return self._tokens[self._next - 1]


def _domain(field: Field) -> frozenset[str]:
    return field.values if field.kind is FieldKind.LIST else field.values | {UNKNOWN}


# -- whether a condition can be true: walk the ways to make it so, keeping what each leaves possible

_Claim = tuple[bool, "Words | Compare"]


def _can_hold(condition: Condition, fields: Mapping[str, Field]) -> bool:
    return any(True for _ in _ways(condition, wanted=True, claims=(), fields=fields))


def _ways(
    condition: Condition, *, wanted: bool, claims: tuple[_Claim, ...], fields: Mapping[str, Field]
) -> Iterator[tuple[_Claim, ...]]:
    match condition:
        case Not(part):
            yield from _ways(part, wanted=not wanted, claims=claims, fields=fields)
        case Every(parts) | Some(parts):
            if isinstance(condition, Every) is wanted:
                yield from _all_ways(parts, wanted=wanted, claims=claims, fields=fields)
            else:
                for part in parts:
                    yield from _ways(part, wanted=wanted, claims=claims, fields=fields)
        case test:
            # To hold nothing but some words is to hold none of the others.
            claim = (not wanted, test.rest()) if isinstance(test, Only) else (wanted, test)
            added = (*claims, claim)
            if _agree([each for each in added if each[1].field == test.field], fields):
                yield added


def _all_ways(
    parts: tuple[Condition, ...],
    *,
    wanted: bool,
    claims: tuple[_Claim, ...],
    fields: Mapping[str, Field],
) -> Iterator[tuple[_Claim, ...]]:
    if parts:
        for way in _ways(parts[0], wanted=wanted, claims=claims, fields=fields):
            yield from _all_ways(parts[1:], wanted=wanted, claims=way, fields=fields)
    else:
        yield claims


def _agree(claims: list[_Claim], fields: Mapping[str, Field]) -> bool:
    """Whether one value of one field can meet all ``claims``, which are all about that field."""
    field = fields[claims[0][1].field]
    if field.kind is FieldKind.LIST:
        barred = {word for wanted, test in claims if not wanted for word in _words(test)}
        needed = [_words(test) for wanted, test in claims if wanted]
        needed += [field.values] if field.always_given else []
        return all(any_of - barred for any_of in needed)
    name = claims[0][1].field
    candidates: set[str | int]
    if field.kind is FieldKind.NUMBER:
        # Between two limits nothing changes, so that the limits and their neighbours stand for all.
        limits = [test.limit for _, test in claims if isinstance(test, Compare)]
        candidates = {limit + step for limit in limits for step in (-1, 0, 1) if limit + step >= 0}
        candidates |= set() if field.always_given else {UNKNOWN}
    else:
        candidates = set(_domain(field))
    return any(
        all(holds(test, {name: value}) is wanted for wanted, test in claims) for value in candidates
    )


def _words(test: Words | Compare) -> frozenset[str]:
    """What a test of a list asks for; no list is ever compared with a number."""
    return test.values if isinstance(test, Words) else frozenset()
