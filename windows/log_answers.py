"""What a person has answered so far about one twitch: values without Qt, to and from a draft."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any, Final

from config.errors import InputError
from tips.report import ALL_NO, CORE_KEY, CORE_SIGNS, OTHER_SIGNS, SIGNS, decode_report

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from tips.report import Report

WORDS: Final = (
    "spread",
    "kind",
    "bout",
    "frequency",
    "trend",
    "checked_by_doctor",
    "medicine_change",
    "ms_relapse",
)


@dataclasses.dataclass(frozen=True, slots=True)
class SignAnswer:
    """What was said about one sign.

    Attributes:
        main: ``yes``, ``unsure`` or ``long_standing``.
        final: The answer to what was asked after it; empty if nothing was asked or answered.
    """

    main: str
    final: str = ""

    @property
    def value(self) -> str:
        """The answer as it stands in a report; an open tempo leaves "yes" (triage, section 4.4)."""
        return self.final or self.main


@dataclasses.dataclass(frozen=True, slots=True)
class Answers:
    """Everything answered so far; what is empty or None was not answered.

    Attributes:
        where: The fields of a report other than the signs, as plain JSON values.
        signs: The signs that were ticked.
        core_rest_no: Whether "None of these" was said of every core sign that is not ticked.
        others_denied: The other signs that were on the page when "None of these" was said there.
        note: The person's own words.
    """

    where: Mapping[str, Any] = dataclasses.field(default_factory=dict)
    signs: Mapping[str, SignAnswer] = dataclasses.field(default_factory=dict)
    core_rest_no: bool = False
    others_denied: tuple[str, ...] = ()
    note: str = ""

    # -- where and what

    def list_of(self, field: str) -> tuple[str, ...]:
        """What was chosen in a list."""
        return tuple(self.where.get(field, ()))

    def word(self, field: str) -> str:
        """What was chosen of several; empty for nothing."""
        return str(self.where.get(field, ""))

    def with_list(self, field: str, values: Iterable[str]) -> Answers:
        """The same with another list."""
        return self._with(field, list(values))

    def with_word(self, field: str, value: str) -> Answers:
        """The same with another word; an empty one takes the answer away."""
        return self._with(field, value)

    def with_feeling(self, field: str, *, said: bool | None) -> Answers:
        """The same with something said or denied; None leaves it open, it does not deny it."""
        return self._with(field, said)

    def with_since(self, days: int | None) -> Answers:
        """The same with another beginning, days ago."""
        where = {name: value for name, value in self.where.items() if name != "since_days"}
        if days is not None:
            where["since_days"] = days
        return dataclasses.replace(self, where=where)

    def toggled_site(self, site: str) -> Answers:
        """The same with a place chosen, or given back; "all over" and single places exclude."""
        sites = self.list_of("sites")
        if site in sites:
            return self.with_list("sites", [other for other in sites if other != site])
        if site == "all_over":
            return self.with_list("sites", ["all_over"])
        return self.with_list("sites", [*(s for s in sites if s != "all_over"), site])

    def with_note(self, note: str) -> Answers:
        """The same with other words of the person's own."""
        return dataclasses.replace(self, note=note)

    @property
    def since_days(self) -> int | None:
        """When it began, days ago; None if that was not answered."""
        days = self.where.get("since_days")
        return days if isinstance(days, int) else None

    def _with(self, field: str, value: object) -> Answers:
        where = {name: old for name, old in self.where.items() if name != field}
        if value or value is False:
            where[field] = value
        return dataclasses.replace(self, where=where)

    # -- the signs

    def with_sign(self, key: str, answer: SignAnswer | None) -> Answers:
        """The same with a sign answered, or, for None, no longer ticked."""
        signs = {name: old for name, old in self.signs.items() if name != key}
        if answer is not None:
            signs[key] = answer
        denied = tuple(name for name in self.others_denied if name != key)
        if answer is None and key in OTHER_SIGNS:
            # A tick that is taken away is no "no": it needs saying again.
            denied = ()
        core = self.core_rest_no and not (answer is None and key in CORE_SIGNS)
        return dataclasses.replace(self, signs=signs, others_denied=denied, core_rest_no=core)

    def with_core_rest_no(self) -> Answers:
        """The same with "no" for every core sign that is not ticked."""
        return dataclasses.replace(self, core_rest_no=True)

    def with_others_denied(self, asked: Iterable[str]) -> Answers:
        """The same with "no" for those of the other signs ``asked`` that are not ticked."""
        denied = tuple(key for key in asked if key not in self.signs)
        return dataclasses.replace(self, others_denied=denied)

    def without_signs(self) -> Answers:
        """The same with every safety question open again."""
        return dataclasses.replace(self, signs={}, core_rest_no=False, others_denied=())

    def sign_values(self) -> dict[str, str]:
        """The signs as they stand in a report."""
        values = {key: answer.value for key, answer in self.signs.items()}
        values.update(dict.fromkeys(self.others_denied, "no"))
        if self.core_rest_no:
            values[CORE_KEY] = ALL_NO
        return values

    # -- as a report, as a draft

    @property
    def missing(self) -> tuple[str, ...]:
        """What must be answered before anything can be said: of sites, kind and since_days."""
        return tuple(
            field
            for field, there in (
                ("sites", bool(self.list_of("sites"))),
                ("since_days", self.since_days is not None),
                ("kind", bool(self.word("kind"))),
            )
            if not there
        )

    def report(self) -> Report:
        """The answers as a report.

        Raises:
            InputError: Something is `missing`.
        """
        return decode_report(self.report_data())

    def report_data(self) -> dict[str, Any]:
        """The answers as the plain values of a report."""
        data = {**self.where, "signs": self.sign_values()}
        if self.note.strip():
            data["free_text"] = self.note.strip()
        return data

    @property
    def empty(self) -> bool:
        """Whether nothing was answered, so that there is nothing to keep."""
        return self == Answers()

    def draft_data(self) -> dict[str, Any]:
        """Everything, as plain JSON values."""
        return {
            "where": dict(self.where),
            "signs": {key: [answer.main, answer.final] for key, answer in self.signs.items()},
            "core_rest_no": self.core_rest_no,
            "others_denied": list(self.others_denied),
            "note": self.note,
        }


def answers_from_draft(data: Mapping[str, Any]) -> Answers:
    """The answers of a draft; one that no longer fits the questions is left out as a whole.

    Half of an old answer could say something that the person never said.
    """
    try:
        signs = {key: SignAnswer(str(main), str(final)) for key, (main, final) in _pairs(data)}
        answers = Answers(
            where=dict(data["where"]),
            signs=signs,
            core_rest_no=data["core_rest_no"] is True,
            others_denied=tuple(map(str, data["others_denied"])),
            note=str(data["note"]),
        )
        decode_report({"sites": ["hand"], "since_days": 0, **answers.report_data()})
    except (KeyError, TypeError, ValueError, AttributeError, InputError):
        return Answers()
    known = all(key in SIGNS for key in (*signs, *answers.others_denied))
    return answers if known else Answers()


def _pairs(data: Mapping[str, Any]) -> Iterable[tuple[str, Any]]:
    signs: Mapping[str, Any] = data["signs"]
    return signs.items()


def where_again(report: Mapping[str, Any], days_passed: int) -> Answers:
    """The "same as before": where and what of an earlier report, and never a safety answer.

    Args:
        report: The earlier report, as the journal keeps it.
        days_passed: Local days between then and now; it began that much longer ago.
    """
    kept = {name: report[name] for name in ("sites", "spread", "kind", "bout") if report.get(name)}
    since = report.get("since_days")
    answers = answers_from_draft(
        {"where": kept, "signs": {}, "core_rest_no": False, "others_denied": [], "note": ""}
    )
    if isinstance(since, int) and not answers.empty:
        return answers.with_since(since + max(0, days_passed))
    return answers


def says_the_same(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Whether two reports tell of the same twitch with the same safety answers.

    A new place, another kind, "worse", or any sign that changed makes it another one (triage,
    sections 4.6 and 8).
    """
    if "worse" in (one.get("trend"), other.get("trend")):
        return False
    same_place = _places(one) == _places(other)
    same_kind = one.get("kind") == other.get("kind")
    return same_place and same_kind and one.get("signs") == other.get("signs")


def _places(report: Mapping[str, Any]) -> frozenset[str]:
    # A file that was taken in may say anything.
    sites = report.get("sites")
    return frozenset(map(str, sites)) if isinstance(sites, list | tuple) else frozenset()
