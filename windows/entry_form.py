"""One entry as a person may change it, and what was told and advised of a twitch. No Qt."""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
from typing import TYPE_CHECKING, Any, Final

from config.clock import parse_time
from config.errors import InputError
from config.language import N_, NP_, tr, trn
from config.local_format import clock_time, sentence
from journal.day_words import date_words
from journal.entries import EntryKind, checked
from journal.entry_words import number
from tips.questions import options, shipped_questions
from tips.report import ALL_NO, CORE_KEY, CORE_SIGNS
from tips.rules import shipped_rules
from windows.look_back_rows import what

if TYPE_CHECKING:
    from collections.abc import Mapping

    from journal.entries import Entry
    from journal.entry_words import Named
    from journal.history import Logged
    from journal.twitches import TwitchRecord

LEVEL_WORDS: Final = {
    "emergency": N_("get emergency help at once"),
    "urgent_same_day": N_("speak to someone on the same day"),
    "soon_within_2_weeks": N_("get in touch within one to three days"),
    "routine_see_doctor": N_("see a doctor in the weeks after"),
    "self_care": N_("simple steps at home"),
}
"""What each level of advice came to, told afterwards."""

THEN: Final = N_(
    "This is what was told and shown then, and it stays as it was. It comes from published "
    "guidance. It is not a diagnosis, and no clinician has reviewed it. If something has changed "
    "since, log it anew: the questions are asked again."
)
_AMOUNTS: Final = {
    EntryKind.DRINK: (N_("How much?"), NP_("unit of a field", "ml")),
    EntryKind.SLEEP: (N_("How long?"), NP_("unit of a field", "hours")),
    EntryKind.STRESS: (N_("How much?"), NP_("unit of a field", "of 10")),
    EntryKind.EXERCISE: (N_("How long?"), NP_("unit of a field", "minutes")),
    EntryKind.BREATHE: (N_("How long?"), NP_("unit of a field", "minutes")),
}
_FIGURE: Final = re.compile(r"[0-9]{1,9}([.,][0-9]{1,9})?", re.ASCII)


@dataclasses.dataclass(frozen=True, slots=True)
class Filled:
    """What stands in the fields.

    Attributes:
        date: The day, as typed: ``2026-03-10``.
        time: The time of day, as typed: ``09:05``.
        amount: How much, as typed; empty where there is no such field.
        note: The person's own words.
        sites: Of a twitch, the places.
        kind: Of a twitch, what it was like; empty for not told.
        since: Of a twitch, how many days before it began, in digits; empty for as it is.
    """

    date: str
    time: str
    amount: str
    note: str
    sites: tuple[str, ...] = ()
    kind: str = ""
    since: str = ""


class FieldError(InputError):
    """A field that cannot be so.

    Attributes:
        field: Its name in `Filled`.
    """

    def __init__(self, field: str, words: str) -> None:
        """Say what is wrong with ``field``."""
        super().__init__(tr("This cannot be kept"), words)
        self.field = field


class EntryForm:
    """The fields of one entry.

    Attributes:
        logged: The entry as it is kept.
        filled: What stands in the fields at first.
    """

    def __init__(self, logged: Logged, drinks: Mapping[str, Named], now: dt.datetime) -> None:
        """Begin with an entry; ``now`` is the present in the person's zone."""
        self.logged = logged
        self._now = now
        self.name, self.about = what(logged, drinks)
        entry = self.entry
        kind, since = logged.report.get("kind"), logged.report.get("since_days")
        places = {option.value for option in options("sites")}
        kinds = [option.value for option in options("kinds")]
        # A place of a newer Lull cannot be chosen here, and stays.
        self._other_sites = [site for site in logged.sites if site not in places]
        self.filled = Filled(
            entry.at.date().isoformat(),
            f"{entry.at:%H:%M}",
            number(self._shown_amount) if entry.kind in _AMOUNTS else "",
            entry.note,
            tuple(site for site in logged.sites if site in places) if self.has_report else (),
            kind if self.has_report and kind in kinds else "",
            str(since) if isinstance(since, int) and self.has_report else "",
        )

    @property
    def entry(self) -> Entry:
        """The entry as it is kept."""
        return self.logged.entry

    @property
    def heading(self) -> str:
        """What it is and when it was."""
        return tr(
            "{what}, {date}, {time}",
            what=self.name,
            date=date_words(self.entry.at.date()),
            time=clock_time(self.entry.at),
        )

    @property
    def amount(self) -> tuple[str, str]:
        """The question for its amount, and the unit; empty where it has none to change."""
        if self.entry.alcohol_units:
            return N_("How much?"), NP_("unit of a field", "units")
        return _AMOUNTS.get(self.entry.kind, ("", ""))

    @property
    def has_report(self) -> bool:
        """Whether it is a twitch of its own, whose place, kind and beginning can be changed."""
        return self.entry.kind is EntryKind.TWITCH and not self.entry.item

    @property
    def _shown_amount(self) -> float:
        return self.entry.alcohol_units or self.entry.amount

    def read(self, filled: Filled) -> tuple[Entry, dict[str, Any]]:
        """The entry as the fields have it, and what is new in a twitch's report.

        Raises:
            FieldError: A field cannot be so.
        """
        changes: dict[str, Any] = {}
        if (filled.date, filled.time) != (self.filled.date, self.filled.time):
            changes["at"] = self._moment(filled)
        if filled.amount != self.filled.amount:
            changes |= self._amounts(filled.amount)
        if filled.note != self.filled.note:
            changes["note"] = filled.note
        try:
            entry = checked(dataclasses.replace(self.entry, **changes))
        except InputError as error:
            # What a drink holds hangs on its amount.
            field = "note" if error.field == "note" else "amount"
            raise FieldError(field, sentence(error.problem)) from error
        return entry, self._told(filled)

    def _told(self, filled: Filled) -> dict[str, Any]:
        told: dict[str, Any] = {}
        if self.has_report:
            if not filled.sites and not self._other_sites:
                raise FieldError("sites", tr("Choose at least one place."))
            # The order in which they were told is not that in which they are offered.
            if set(filled.sites) != set(self.filled.sites):
                told["sites"] = [*filled.sites, *self._other_sites]
            if filled.kind != self.filled.kind:
                told["kind"] = filled.kind or None
            if filled.since and filled.since != self.filled.since:
                told["since_days"] = int(filled.since)
        return told

    def _moment(self, filled: Filled) -> dt.datetime:
        try:
            date = dt.date.fromisoformat(filled.date.strip())
        except ValueError as error:
            words = tr("Write the day as 2026-03-10: year, month, day.")
            raise FieldError("date", words) from error
        try:
            minutes = parse_time(filled.time.strip()).minutes
        except ValueError as error:
            raise FieldError("time", tr("Write the time as 09:05.")) from error
        hour, minute = divmod(minutes, 60)
        at = dt.datetime.combine(date, dt.time(hour, minute), self._zone())
        try:
            utc = at.astimezone(dt.UTC)
        except OverflowError as error:
            raise FieldError("date", tr("That is too far away.")) from error
        if utc > self._now.astimezone(dt.UTC):
            raise FieldError("date", tr("That is still to come."))
        if date.year < _FIRST_YEAR:
            raise FieldError("date", tr("Lull keeps nothing from before {year}.", year=_FIRST_YEAR))
        return at

    def _zone(self) -> dt.tzinfo:
        """The clocks by which the entry was made: the person's, or those of another place."""
        at, here = self.entry.at, self._now.tzinfo
        if here is not None and at.astimezone(here).utcoffset() == at.utcoffset():
            return here
        return at.tzinfo or dt.UTC

    def _amounts(self, text: str) -> dict[str, float]:
        if _FIGURE.fullmatch(text.strip()) is None:
            raise FieldError("amount", tr("Write a number, such as 250 or 6.5."))
        wanted = float(text.strip().replace(",", "."))
        entry = self.entry
        if entry.kind is not EntryKind.DRINK:
            return {"amount": wanted}
        # What is in a drink grows with it.
        share = wanted / self._shown_amount
        return {
            "amount": entry.amount * share,
            "caffeine_mg": entry.caffeine_mg * share,
            "water_ml": entry.water_ml * share,
            "alcohol_units": entry.alcohol_units * share,
        }


_FIRST_YEAR: Final = 1970


def since_choices(told: str) -> list[tuple[str, str]]:
    """When a twitch may have begun, with what was told where it is none of the usual answers."""
    offered = [(option.value, option.label) for option in options("since")]
    if told and told not in dict(offered):
        offered.append((told, trn("{n} day before", "{n} days before", int(told))))
    return offered


def record_lines(record: TwitchRecord) -> tuple[str, ...]:
    """What was answered about warning signs, and what was suggested then, in sentences."""
    at = record.signs_at
    lines = [
        # Translators: {answers} is a sentence, or a few.
        tr(
            "Warning signs, answered on {date} at {time}: {answers}",
            date=date_words(at.date()),
            time=clock_time(at),
            answers=_sign_words(record.report.get("signs")),
        )
    ]
    level = LEVEL_WORDS.get(record.level)
    if level is not None:
        lines.append(
            tr("Suggested then: {advice}.", advice=tr(level))
            if record.advice_shown
            else tr("Worked out then, and not shown: {advice}.", advice=tr(level))
        )
    reasons = {rule.id: rule.reason for rule in shipped_rules()}
    # In quotation marks: "today" in it is the day on which it was shown.
    lines += [
        tr("The reason given then: \u201c{reason}\u201d", reason=reasons[r])
        for r in record.rules
        if r in reasons
    ]
    return tuple(lines)


def _sign_words(signs: object) -> str:
    told = {str(key): str(value) for key, value in signs.items()} if isinstance(signs, dict) else {}
    questions = shipped_questions()
    asked = {question.key: question for question in questions.core}
    asked |= {question.key: question for question, _ in questions.other}
    answers = []
    for key, question in asked.items():
        answer = told.get(key)
        if answer is not None and answer != "no":
            labels = dict(question.answers)
            for more in (question.follow_up, question.unsure_follow_up):
                labels |= {
                    value: label
                    for value, label in (more.answers if more else ())
                    if value not in labels
                }
            answers.append(
                tr(
                    "{question} {answer}.",
                    question=question.text,
                    answer=labels.get(answer, answer),
                )
            )
    if answers:
        return " ".join(answers)
    none = told.get(CORE_KEY) == ALL_NO or all(told.get(sign) == "no" for sign in CORE_SIGNS)
    return tr("none of them.") if none else tr("not all of them were answered.")
