"""What the advice says around the reasons: headlines, steps, when to come back, and quotes."""

from __future__ import annotations

import dataclasses
from datetime import date
from typing import TYPE_CHECKING, Annotated, Final, Literal

import msgspec

from config.errors import CatalogError
from config.language import tr, trn
from config.per_language import per_language
from tips.conditions import ABSENT_ANSWERS, Field, FieldKind, holds
from tips.data_file import UNUSABLE, data_root, read_data
from tips.definitions import definitions_at, read_condition
from tips.facts import FIELDS
from tips.questions import shipped_options, shipped_questions
from tips.report import SIGNS
from tips.rules import Level, rules_at
from tips.sources import pick_sources, sources_at

if TYPE_CHECKING:
    from collections.abc import Mapping
    from importlib.resources.abc import Traversable

    from tips.conditions import Condition, Facts
    from tips.model import Source

TEXTS_FILE = "advice/texts.toml"

ADVICE_NEEDS: Final = ("age_band", "conditions", "medicines")
"""The fields of a profile without which advice never ends as self-care (rules L6 and L7)."""

Part = Literal["why", "what_to_do", "come_back_if"]
"""A part of the advice to which texts may be added."""

_Text = Annotated[str, msgspec.Meta(min_length=1)]
_Texts = Annotated[list[_Text], msgspec.Meta(min_length=1)]


class _LevelRow(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    level: Level
    when: str
    headline: _Text
    what_to_do: _Texts
    come_back_if: _Texts


class _GeneralRow(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    text: _Text
    when: str


class _MoreRow(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    to: Part
    text: _Text
    when: str


class _FlagRow(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    text: _Text


class _TextsFile(msgspec.Struct, forbid_unknown_fields=True, frozen=True, kw_only=True):
    checked: date
    sources: Annotated[list[str], msgspec.Meta(min_length=1)]
    notice: _Text
    worry_offer: _Text
    from_note: _Text
    since_today: _Text
    since_yesterday: _Text
    since_longer: _Text
    tempo: dict[str, _Text]
    open: dict[str, _Text]
    red_flags: Annotated[list[_FlagRow], msgspec.Meta(min_length=1)]
    level: list[_LevelRow]
    steps: dict[str, _Text]
    more: list[_MoreRow]
    general: list[_GeneralRow]


@dataclasses.dataclass(frozen=True, slots=True)
class LevelText:
    """What is said at a level.

    Attributes:
        level: The level.
        when: When these words fit; of the rows of a level the first that does is taken.
        headline: The next step in a few words.
        what_to_do: The next step in sentences.
        come_back_if: What to look out for.
    """

    level: Level
    when: Condition
    headline: str
    what_to_do: tuple[str, ...]
    come_back_if: tuple[str, ...]


@dataclasses.dataclass(frozen=True, slots=True)
class Texts:
    """All texts around the reasons; ``{call}``, ``{open}`` and their like are filled in later.

    Attributes:
        checked: The day on which they were last compared with their sources.
        sources: Where the safety net comes from.
        notice: What the advice is not.
        worry_offer: What is offered to somebody who worries much.
        from_note: How signs are quoted that the free text speaks of, with ``{said}``.
        since: How the time is quoted: today, and yesterday.
        since_longer: How it is quoted where it is the last answer of the list, which has no end.
        tempo: How fast a sign came, by answer.
        open: What the person may not have told about themselves, by field of the profile.
        red_flags: The warning signs in short.
        levels: What is said at each level.
        steps: What rules add to what to do, by key.
        more: What is said besides: the part of the advice, the text, and when it fits.
        general: Simple steps for everyone, each with when it fits.
    """

    checked: date
    sources: tuple[Source, ...]
    notice: str
    worry_offer: str
    from_note: str
    since: tuple[str, str]
    since_longer: str
    tempo: Mapping[str, str]
    open: Mapping[str, str]
    red_flags: tuple[str, ...]
    levels: tuple[LevelText, ...]
    steps: Mapping[str, str]
    more: tuple[tuple[Part, str, Condition], ...]
    general: tuple[tuple[str, Condition], ...]


def advice_fields(rule_ids: frozenset[str]) -> Mapping[str, Field]:
    """The fields that conditions may name once the level is known."""
    return {
        **FIELDS,
        "level": Field(FieldKind.CHOICE, frozenset(Level)),
        "rules": Field(FieldKind.LIST, rule_ids, always_given=True),
        "fluids": Field(FieldKind.CHOICE, frozenset({"limited", "free"})),
        "caffeine_mg": Field(FieldKind.NUMBER),
        "sleep_minutes": Field(FieldKind.NUMBER),
        "exercise_minutes": Field(FieldKind.NUMBER),
        "alcohol_tenths": Field(FieldKind.NUMBER),
    }


def load_texts(root: Traversable | None = None) -> Texts:
    """Read the texts and check that each level, and each step of a rule, has words.

    Args:
        root: The folder that holds the data files; Lull's own by default.

    Raises:
        CatalogError: The file is damaged, a level lacks words that always fit, or a rule names a
            step that is not there.
    """
    rows = read_data(root or data_root(), TEXTS_FILE, _TextsFile)
    rules = rules_at(root)
    fields = advice_fields(frozenset(rule.id for rule in rules))
    defined = definitions_at(root)
    for rule in rules:
        for step in rule.steps:
            if step not in rows.steps:
                raise CatalogError(UNUSABLE, f"{TEXTS_FILE}: no step {step!r} of rule {rule.id}")
    for level in Level:
        if "always" not in [row.when for row in rows.level if row.level is level][-1:]:
            raise CatalogError(UNUSABLE, f"{TEXTS_FILE}: the last {level} has no when = 'always'")
    tempos = {answer for answers in SIGNS.values() for answer in answers} - ABSENT_ANSWERS - {"yes"}
    if set(rows.tempo) != tempos:
        raise CatalogError(UNUSABLE, f"{TEXTS_FILE}, tempo: not {', '.join(sorted(tempos))}")
    if set(rows.open) != set(ADVICE_NEEDS):
        raise CatalogError(UNUSABLE, f"{TEXTS_FILE}, open: not {', '.join(ADVICE_NEEDS)}")
    return Texts(
        rows.checked,
        pick_sources(rows.sources, sources_at(root), TEXTS_FILE),
        tr(rows.notice),
        tr(rows.worry_offer),
        tr(rows.from_note),
        (tr(rows.since_today), tr(rows.since_yesterday)),
        tr(rows.since_longer),
        _shown(rows.tempo),
        _shown(rows.open),
        tuple(tr(row.text) for row in rows.red_flags),
        tuple(
            LevelText(
                row.level,
                read_condition(row.when, f"{TEXTS_FILE}, {row.level}", defined, fields),
                tr(row.headline),
                tuple(map(tr, row.what_to_do)),
                tuple(map(tr, row.come_back_if)),
            )
            for row in rows.level
        ),
        _shown(rows.steps),
        tuple(
            (row.to, tr(row.text), read_condition(row.when, f"{TEXTS_FILE}, more", defined, fields))
            for row in rows.more
        ),
        tuple(
            (tr(row.text), read_condition(row.when, f"{TEXTS_FILE}, general", defined, fields))
            for row in rows.general
        ),
    )


def _shown(texts: Mapping[str, str]) -> Mapping[str, str]:
    return {key: tr(text) for key, text in texts.items()}


@per_language
def shipped_texts() -> Texts:
    """Lull's own texts, read once."""
    return load_texts()


_LIST_OF: Final[Mapping[str, str]] = {
    "places": "spread",
    "kind": "kinds",
    "age_band": "age_bands",
}
"""The list of answers of a field, where it has another name."""


def quote(field: str, value: str, texts: Texts) -> str:
    """An answer as the advice quotes it, without a capital; empty if it is never quoted.

    Args:
        field: A field of the conditions.
        value: Its value, or one of its values.
        texts: The words to use.
    """
    if field == "since_days":
        days = int(value)
        if days < len(texts.since):
            return texts.since[days]
        if days >= int(shipped_options()["since"][-1].value):
            return texts.since_longer
        # The answer was one of several ranges, or a number of days: both are the longest time.
        return trn("it began at most {n} day ago", "it began at most {n} days ago", days)
    if field in SIGNS:
        return _quote_sign(_said_of_signs()[field], value, texts)
    return _said_of_options().get((field, value), "")


def quote_noted(sign: str, answer: str, texts: Texts) -> str:
    """A sign that the free text speaks of, as the advice quotes it, without a capital.

    Args:
        sign: A sign.
        answer: What the words stand for; nobody said that they are "not sure".
        texts: The words to use.
    """
    return _quote_sign(_said_of_signs()[sign], "yes" if answer == "unsure" else answer, texts)


def _quote_sign(said: str, answer: str, texts: Texts) -> str:
    if answer == "unsure":
        # Translators: what follows is a whole sentence, such as "a muscle has got clearly smaller".
        return tr("you are not sure if {said}", said=said)
    if answer in ABSENT_ANSWERS:
        return ""
    if answer not in texts.tempo:
        return said
    return tr("{said} ({how_fast})", said=said, how_fast=texts.tempo[answer])


@per_language
def _said_of_signs() -> Mapping[str, str]:
    questions = shipped_questions()
    every = (*questions.core, *(question for question, _ in questions.other))
    return {question.key: question.said for question in every}


@per_language
def _said_of_options() -> Mapping[tuple[str, str], str]:
    lists = shipped_options()
    said = {
        (field, option.value): option.said
        for field in FIELDS
        for option in lists.get(_LIST_OF.get(field, field), ())
    }
    said["troublesome", "yes"] = tr("it bothers you")
    return said


def pick_level_text(level: Level, facts: Facts, texts: Texts) -> LevelText:
    """The words of ``level`` that fit what is known."""
    return next(row for row in texts.levels if row.level is level and holds(row.when, facts))
