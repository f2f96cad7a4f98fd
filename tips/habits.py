"""Habits to try that fit one entry and what the journal has for today."""

from __future__ import annotations

import dataclasses
import math
from datetime import date
from typing import TYPE_CHECKING, Annotated, Final

import msgspec

from config.errors import CatalogError
from config.language import fill_anyhow, tr
from config.local_format import date_with_year, number
from config.per_language import per_language
from tips.advice_texts import advice_fields
from tips.conditions import UNKNOWN, holds
from tips.data_file import UNUSABLE, data_root, read_data
from tips.definitions import definitions_at, read_condition
from tips.fluids import CARE_WITH_FLUIDS
from tips.rules import Level, rules_at
from tips.sources import pick_sources, sources_at

if TYPE_CHECKING:
    from collections.abc import Iterable
    from importlib.resources.abc import Traversable

    from tips.conditions import Condition, Facts
    from tips.model import Source
    from tips.report import TodayFacts
    from tips.rules import Rule

HABITS_FILE = "advice/habits.toml"

_NO_FIGURE: Final = "\N{HORIZONTAL ELLIPSIS}"
"""What stands in a place of a text that somebody wrote wrong."""
_MOST = 10**6  # beyond anything a day can hold, so that a damaged figure stays printable


@dataclasses.dataclass(frozen=True, slots=True)
class Habit:
    """One habit to try.

    Attributes:
        trigger: What it is about: a trigger of the report, "medication" or "nutrition".
        text: What to try.
        source: Where that comes from, with the day on which it was checked.
    """

    trigger: str
    text: str
    source: str


@dataclasses.dataclass(frozen=True, slots=True)
class HabitRule:
    """When which habit is shown.

    Attributes:
        trigger: What it is about.
        when: When it fits; of the rows of a trigger the first that does is taken.
        cause: What may lie behind it, said before the text at the two lowest levels; may be empty.
        text: What to try; ``{caffeine_mg}`` and ``{sleep_hours}`` stand for what was logged.
        sources: Where that comes from; never empty.
        checked: The day on which it was last compared with its sources.
    """

    trigger: str
    when: Condition
    cause: str
    text: str
    sources: tuple[Source, ...]
    checked: date


class _HabitRow(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    trigger: Annotated[str, msgspec.Meta(pattern="^[a-z_]+$")]
    when: str
    text: Annotated[str, msgspec.Meta(min_length=1)]
    sources: Annotated[list[str], msgspec.Meta(min_length=1)]
    cause: str = ""


class _HabitsFile(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    checked: date
    habit: list[_HabitRow]


def load_habits(root: Traversable | None = None) -> tuple[HabitRule, ...]:
    """Read all habits.

    Args:
        root: The folder that holds the data files; Lull's own by default.

    Raises:
        CatalogError: The file is damaged, a source is not known, or a condition has no sense.
    """
    file = read_data(root or data_root(), HABITS_FILE, _HabitsFile)
    fields = advice_fields(frozenset(rule.id for rule in rules_at(root)))
    sources = sources_at(root)
    defined = definitions_at(root)
    habits = []
    for place_in_file, row in enumerate(file.habit, start=1):
        place = f"{HABITS_FILE}, habit {place_in_file} ({row.trigger})"
        for name in ("caffeine_mg", "sleep_hours"):
            if f"{{{name}}}" in row.text and _LOGGED_AS[name] not in row.when:
                raise CatalogError(UNUSABLE, f"{place}: {name} is shown but not asked about")
        when = read_condition(row.when, place, defined, fields)
        picked = pick_sources(row.sources, sources, place)
        habits.append(
            HabitRule(row.trigger, when, tr(row.cause), tr(row.text), picked, file.checked)
        )
    return tuple(habits)


_LOGGED_AS: Final = {"caffeine_mg": "caffeine_mg", "sleep_hours": "sleep_minutes"}
"""The field that must be asked about before a figure is shown: nothing logged, nothing to show."""


@per_language
def shipped_habits() -> tuple[HabitRule, ...]:
    """Lull's own habits, read once."""
    return load_habits()


def pick_habits(facts: Facts, today: TodayFacts) -> tuple[Habit, ...]:
    """The habits that fit, one for each trigger, in the order of the file.

    Args:
        facts: What is known, with the fields that `facts_of_advice` adds.
        today: What the journal has for today.
    """
    calm = facts["level"] in {Level.ROUTINE_SEE_DOCTOR, Level.SELF_CARE}
    picked: dict[str, Habit] = {}
    for row in shipped_habits():
        if row.trigger not in picked and holds(row.when, facts):
            text = fill_anyhow(
                row.text,
                _NO_FIGURE,
                caffeine_mg=_about(today.caffeine_mg, 10),
                sleep_hours=_about(today.sleep_hours, 0.5),
            )
            if row.cause and calm:
                text = f"{row.cause} {text}"
            source = "; ".join(each.calm_title for each in row.sources)
            picked[row.trigger] = Habit(row.trigger, text, dated(source, row.checked))
    return tuple(picked.values())


def dated(title: str, checked: date) -> str:
    """The title of a source with the day on which it was checked."""
    return tr("{title} (checked {date})", title=title, date=date_with_year(checked))


def facts_of_advice(facts: Facts, rules: Iterable[Rule], today: TodayFacts) -> Facts:
    """``facts`` and what is known once rules have fired: the level, the rules and today's log.

    Args:
        facts: What the report and the profile say.
        rules: The rules that fired, the most urgent first; not empty.
        today: What the journal has for today. What is not a number, or below zero, is not known.
    """
    fired = tuple(rules)
    conditions = facts["conditions"]
    limited = today.limit_fluids or not CARE_WITH_FLUIDS.isdisjoint(
        conditions if isinstance(conditions, frozenset) else ()
    )
    return {
        **facts,
        "level": fired[0].level.value,
        "rules": frozenset(rule.id for rule in fired),
        "fluids": "limited" if limited else "free",
        "caffeine_mg": _whole(today.caffeine_mg),
        "sleep_minutes": _whole(today.sleep_hours, 60),
        "exercise_minutes": _whole(today.exercise_minutes),
        "alcohol_tenths": _whole(today.alcohol_units, 10),
    }


def _known(amount: float | None) -> float | None:
    if amount is None or not math.isfinite(amount) or amount < 0:
        return None
    return min(amount, _MOST)


def _whole(amount: float | None, times: int = 1) -> int | str:
    known = _known(amount)
    return UNKNOWN if known is None else round(known * times)


def _about(amount: float | None, step: float) -> str:
    known = _known(amount)
    return "" if known is None else number(round(known / step) * step)
