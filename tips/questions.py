"""What a person is asked about a twitch: the warning signs and the answers to choose from.

The window and the terminal form are both built from this.
"""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Annotated, Final, get_args

import msgspec

from config import profile as person
from config.errors import CatalogError
from config.language import tr
from config.per_language import per_language
from tips import report as shapes
from tips.conditions import holds
from tips.data_file import UNUSABLE, data_root, read_data
from tips.definitions import definitions_at, read_condition
from tips.facts import facts_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from importlib.resources.abc import Traversable

    from config.profile import Profile
    from tips.conditions import Condition
    from tips.report import Report

QUESTIONS_FILE = "advice/questions.toml"
OPTIONS_FILE = "advice/options.toml"

TWO_WEEKS: Final = 14
"""Days; after that guidance says to see a doctor, so that it matters whether one was seen."""

MAIN_ANSWERS: Final = ("no", "yes", "unsure", "long_standing")
"""What every sign can be answered with before any follow-up."""

_LISTS: Final[Mapping[str, tuple[str, ...]]] = {
    "sites": get_args(shapes.Site),
    "spread": get_args(shapes.Spread),
    "kinds": get_args(shapes.Kind),
    "since": (),
    "bout": get_args(shapes.Bout),
    "frequency": get_args(shapes.Frequency),
    "trend": get_args(shapes.Trend),
    "checked_by_doctor": get_args(shapes.CheckedByDoctor),
    "triggers": get_args(shapes.Trigger),
    "medicines": get_args(person.Medicine),
    "medicine_change": get_args(shapes.MedicineChange),
    "conditions": get_args(person.Condition),
    "ms_relapse": get_args(shapes.Relapse),
    "pregnant": get_args(person.Pregnant),
    "age_bands": get_args(person.AgeBand),
}

_Text = Annotated[str, msgspec.Meta(min_length=1)]


@dataclasses.dataclass(frozen=True, slots=True)
class Question:
    """One warning sign.

    Attributes:
        key: The sign's name in a report.
        text: The question.
        help: A line below it; may be empty.
        answers: What can be chosen, as value and label.
        follow_up: What to ask after "yes", with the final answers; None if "yes" is final. If it
            is left open, "yes" stands, and the rules assume the faster course.
        unsure_follow_up: What to ask once after "unsure", with the final answers; None likewise.
        said: The sign as the advice quotes it: "You said that SAID."
    """

    key: str
    text: str
    help: str
    answers: tuple[tuple[str, str], ...]
    follow_up: Question | None
    unsure_follow_up: Question | None
    said: str


class Option(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One answer of a list.

    Attributes:
        value: Its name in a report or a profile; of "since" the days, in digits.
        label: What is shown.
        help: A line beside it; may be empty.
        said: The answer as the advice quotes it; empty if it never does.
    """

    value: _Text
    label: _Text
    help: str = ""
    said: str = ""


class _FollowUpRow(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    text: _Text
    answers: Annotated[list[tuple[_Text, _Text]], msgspec.Meta(min_length=2)]


class _CoreRow(msgspec.Struct, forbid_unknown_fields=True, frozen=True, kw_only=True):
    key: str
    text: _Text
    said: _Text
    help: str = ""
    follow_up: _FollowUpRow | None = None
    unsure_follow_up: _FollowUpRow | None = None


class _OtherRow(_CoreRow, forbid_unknown_fields=True, frozen=True, kw_only=True):
    when: str


class _QuestionsFile(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    answers: dict[str, _Text]
    core: list[_CoreRow]
    other: list[_OtherRow]


@dataclasses.dataclass(frozen=True, slots=True)
class Questions:
    """All questions about signs.

    Attributes:
        core: The core safety signs, in the order they are asked.
        other: The other signs, each with when it is asked.
    """

    core: tuple[Question, ...]
    other: tuple[tuple[Question, Condition], ...]


def core_questions() -> tuple[Question, ...]:
    """The core safety signs: all of them, for every new twitch, on one calm page."""
    return shipped_questions().core


def other_questions(report: Report, profile: Profile) -> tuple[Question, ...]:
    """The other signs that matter after the answers so far."""
    facts = facts_of(report, profile)
    return tuple(question for question, when in shipped_questions().other if holds(when, facts))


def options(name: str) -> tuple[Option, ...]:
    """The answers of one list, in the order they are shown.

    Args:
        name: "sites", "spread", "kinds", "since", "bout", "frequency", "trend",
            "checked_by_doctor", "triggers", "medicines", "medicine_change", "conditions",
            "ms_relapse", "pregnant" or "age_bands".
    """
    return shipped_options()[name]


MAY_BE_PREGNANT: Final[frozenset[str | None]] = frozenset({None, "16_39", "40_49"})
"""The age bands in which pregnancy is asked about; None is an age that was not told."""


@per_language
def shipped_questions() -> Questions:
    """Lull's own questions, read once."""
    return load_questions()


@per_language
def shipped_options() -> Mapping[str, tuple[Option, ...]]:
    """Lull's own lists of answers, read once."""
    return load_options()


def load_questions(root: Traversable | None = None) -> Questions:
    """Read the questions and check that every sign has exactly one.

    Args:
        root: The folder that holds the data files; Lull's own by default.

    Raises:
        CatalogError: The file is damaged, a sign is missing, unknown or stands twice, or a
            follow-up has an answer that its sign does not take.
    """
    rows = read_data(root or data_root(), QUESTIONS_FILE, _QuestionsFile)
    if tuple(rows.answers) != MAIN_ANSWERS:
        raise CatalogError(UNUSABLE, f"{QUESTIONS_FILE}, answers: not {', '.join(MAIN_ANSWERS)}")
    for part, keys, wanted in (
        ("core", [row.key for row in rows.core], list(shapes.CORE_SIGNS)),
        ("other", sorted(row.key for row in rows.other), sorted(shapes.OTHER_SIGNS)),
    ):
        if keys != wanted:
            wrong = set(keys) ^ set(wanted)
            what = ", ".join(sorted(wrong)) or "one stands twice, or the order differs"
            raise CatalogError(UNUSABLE, f"{QUESTIONS_FILE}, {part}: not the known signs: {what}")
    answers = tuple((value, tr(label)) for value, label in rows.answers.items())
    defined = definitions_at(root)
    return Questions(
        tuple(_to_question(row, answers) for row in rows.core),
        tuple(
            (
                _to_question(row, answers),
                read_condition(row.when, f"{QUESTIONS_FILE}, {row.key}", defined),
            )
            for row in rows.other
        ),
    )


def _to_question(row: _CoreRow, answers: tuple[tuple[str, str], ...]) -> Question:
    return Question(
        row.key,
        tr(row.text),
        tr(row.help),
        answers,
        _to_follow_up(row, row.follow_up),
        _to_follow_up(row, row.unsure_follow_up),
        tr(row.said),
    )


def _to_follow_up(row: _CoreRow, asked: _FollowUpRow | None) -> Question | None:
    if asked is None:
        return None
    for value, _ in asked.answers:
        if value not in shapes.SIGNS[row.key]:
            place = f"{QUESTIONS_FILE}, {row.key}"
            raise CatalogError(UNUSABLE, f"{place}: the sign cannot be {value!r}")
    answers = tuple((value, tr(label)) for value, label in asked.answers)
    return Question(row.key, tr(asked.text), "", answers, None, None, tr(row.said))


def load_options(root: Traversable | None = None) -> Mapping[str, tuple[Option, ...]]:
    """Read the lists of answers and check that each holds exactly what a report can say.

    Args:
        root: The folder that holds the data files; Lull's own by default.

    Raises:
        CatalogError: The file is damaged, or a list or a value is missing, unknown or stands twice.
    """
    lists = read_data(root or data_root(), OPTIONS_FILE, dict[str, list[Option]])
    if set(lists) != set(_LISTS):
        wrong = ", ".join(sorted(set(lists) ^ set(_LISTS)))
        raise CatalogError(UNUSABLE, f"{OPTIONS_FILE}: not the known lists: {wrong}")
    for name, values in _LISTS.items():
        given = [option.value for option in lists[name]]
        if name == "since":
            if not all(value.isdecimal() for value in given):
                raise CatalogError(UNUSABLE, f"{OPTIONS_FILE}, since: a value is not in days")
        elif sorted(given) != sorted(values):
            wrong = ", ".join(sorted(set(given) ^ set(values))) or "one stands twice"
            raise CatalogError(UNUSABLE, f"{OPTIONS_FILE}, {name}: not the known values: {wrong}")
    return {name: tuple(map(_shown, chosen)) for name, chosen in lists.items()}


def _shown(option: Option) -> Option:
    return msgspec.structs.replace(
        option, label=tr(option.label), help=tr(option.help), said=tr(option.said)
    )


def context_questions(report: Report, profile: Profile) -> tuple[str, ...]:
    """Which of the lists that only some are asked about matter now: names for `options`."""
    asked = []
    if profile.medicines or report.medicine_change is not None:
        asked.append("medicine_change")
    if "ms" in (profile.conditions or ()):
        asked.append("ms_relapse")
    if report.since_days > TWO_WEEKS or "bfs_diagnosed" in (profile.conditions or ()):
        asked.append("checked_by_doctor")
    return tuple(asked)
