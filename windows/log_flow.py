"""The way through the log window: which page comes when, and what keeps one from going on.

No Qt in here; the window shows what this tells it and hands it what the person does.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final

import msgspec

from config.language import N_, tr
from config.profile import Profile
from journal.repeats import SIGNS_HOLD
from tips.questions import context_questions, core_questions, other_questions
from tips.report import CORE_SIGNS
from windows.log_answers import Answers, answers_from_draft

if TYPE_CHECKING:
    from collections.abc import Callable

    from tips.advice import Advice
    from tips.questions import Question
    from tips.report import Report

EMERGENCY: Final = "emergency"


class PageName(StrEnum):
    """The pages, in their order; the first three are the three steps' first pages."""

    WHERE = "where"
    CORE = "core"
    OTHERS = "others"
    ADVICE = "advice"
    SAVED = "saved"


STEP_OF: Final = {
    PageName.WHERE: "where",
    PageName.CORE: "signs",
    PageName.OTHERS: "signs",
    PageName.ADVICE: "advice",
    PageName.SAVED: "advice",
}
"""What a draft calls the step that a page belongs to."""

MISSING_WORDS: Final = {
    "sites": N_("Choose where it is, on the body or in the list."),
    "since_days": N_("Choose when it began."),
    "kind": N_("Choose what it is like. \u201cNot sure\u201d is an answer too."),
}


@dataclasses.dataclass(frozen=True, slots=True)
class Problem:
    """What keeps a person from going on.

    Attributes:
        field: The question to go to: a field of a report, or ``signs``.
        words: What is wanted, for the person.
    """

    field: str
    words: str


class LogFlow:
    """One person's way through the pages, from nothing answered to advice.

    Attributes:
        profile: What is known about the person.
        answers: Everything answered so far.
        page: Where they are.
        asked: The other signs that the page `PageName.OTHERS` asks about now.
        advice: What was advised last; None before `PageName.ADVICE` was reached.
        signs_again: Whether the core signs are asked again because something else changed.
    """

    def __init__(self, profile: Profile, advise: Callable[[Report], Advice]) -> None:
        """Begin with nothing answered.

        Args:
            profile: What is known about the person.
            advise: Gives the advice for a report of this person, now.
        """
        self.profile = profile
        self._profile_before = profile
        self._advise = advise
        self.answers = Answers()
        self.page = PageName.WHERE
        self.asked: tuple[Question, ...] = ()
        self.advice: Advice | None = None
        self.signs_again = False
        self._asked_before: set[str] = set()
        self._signs_for: object = None
        self._came_from_advice = False

    # -- what is asked

    @property
    def core(self) -> tuple[Question, ...]:
        """The core safety signs."""
        return core_questions()

    def context(self) -> tuple[str, ...]:
        """Which of the lists that only some are asked about matter after the answers so far."""
        if self.answers.missing:
            # The places and the kind change nothing about these; only the time does.
            stand_in = {"sites": ["hand"], "since_days": 0, "kind": "unsure"}
            where = {**stand_in, **self.answers.where}
            return context_questions(Answers(where=where).report(), self.profile)
        return context_questions(self.answers.report(), self.profile)

    @property
    def several_places(self) -> bool:
        """Whether it matters if these are the same muscles on both sides."""
        sites = self.answers.list_of("sites")
        return len(sites) > 1 or ("exercise" in self.answers.list_of("triggers") and bool(sites))

    @property
    def bout_matters(self) -> bool:
        """Whether how long it goes on at a time can make it urgent (rules U16 and S5)."""
        face = {"eyelid", "face_other"} & set(self.answers.list_of("sites"))
        return self.answers.word("kind") in {"jerk", "rhythmic_shake", "unsure"} or (
            "face_other" in face
        )

    @property
    def none_said(self) -> bool:
        """Whether "None of these" holds for every sign of this page that is not ticked."""
        if self.page is PageName.CORE:
            return self.answers.core_rest_no
        answered = {*self.answers.signs, *self.answers.others_denied}
        return bool(self.answers.others_denied) and all(each.key in answered for each in self.asked)

    # -- going on and back

    def go_on(self, *, leave_open: bool = False) -> Problem | None:
        """Go to the next page, or tell what is wanted first.

        Once what is answered calls for help now, the next page is that advice, whatever is open.

        Args:
            leave_open: Whether signs that were not answered may stay so.
        """
        match self.page:
            case PageName.WHERE:
                return self._leave_where()
            case PageName.CORE:
                return self._leave_core(leave_open=leave_open)
            case PageName.OTHERS:
                return self._leave_others(leave_open=leave_open)
            case _:
                return None

    def none_of_these(self) -> None:
        """Say "no" to every sign on the page that is not ticked, and go on."""
        if self.page is PageName.CORE:
            self.answers = self.answers.with_core_rest_no()
        elif self.page is PageName.OTHERS:
            keys = [question.key for question in self.asked]
            denied = [*self.answers.others_denied, *keys]
            self.answers = self.answers.with_others_denied(denied)
        self.go_on(leave_open=True)

    def go_back(self) -> bool:
        """Go to the page before; False on the first."""
        before = {
            PageName.CORE: PageName.WHERE,
            PageName.OTHERS: PageName.CORE,
            PageName.ADVICE: PageName.CORE,
        }
        if self.page is PageName.ADVICE and self.asked:
            # All that was asked stands on one page when it is looked at again.
            self.asked = other_questions(self.answers.report(), self.profile)
            self.page = PageName.OTHERS
            return True
        if self.page not in before:
            return False
        self.page = before[self.page]
        return True

    def ask_about_person(self) -> None:
        """Go from the advice to what is known about the person; `look_again` comes back."""
        self.page = PageName.WHERE
        self._came_from_advice = True

    def look_again(self) -> bool:
        """Go back to the advice past what was answered, after the person told about themselves.

        Signs that matter only since then are asked first.

        Returns:
            Whether there was a way: not for somebody who did not come from the advice, and not
            past a list on the first page that matters only now.
        """
        came, self._came_from_advice = self._came_from_advice, False
        if not came or any(not self.answers.word(name) for name in self.context()):
            return False
        if self._leave_where() is not None:
            return False
        if self.answers.core_rest_no:
            self._leave_core(leave_open=False)
        if self.page is PageName.OTHERS:
            answered = {*self.answers.signs, *self.answers.others_denied}
            self.asked = tuple(each for each in self.asked if each.key not in answered)
            self._asked_before |= answered
            if not self.asked:
                self._leave_others(leave_open=False)
        return True

    def _leave_where(self) -> Problem | None:
        self._came_from_advice = False
        for field in self.answers.missing:
            return Problem(field, tr(MISSING_WORDS[field]))
        now_for = self._what_signs_are_for()
        self.signs_again = self._signs_for not in (None, now_for)
        if self.signs_again:
            self.answers = dataclasses.replace(self.answers, core_rest_no=False, others_denied=())
        self._signs_for = now_for
        self.page = PageName.CORE
        # Ticks of before, or a note. Without a sign no rule calls for help now, and the first page
        # goes on without reading the rules.
        told = bool(self.answers.signs or self.answers.note)
        if told and self._advise(self.answers.report()).level == EMERGENCY:
            return self._leave_core(leave_open=False)
        return None

    def _leave_core(self, *, leave_open: bool) -> Problem | None:
        advice = self._advise(self.answers.report())
        # Nobody has to finish a list before they are told to call; what is open on it stays so.
        emergency = advice.level == EMERGENCY
        if not (emergency or leave_open or self.answers.core_rest_no):
            return _signs_open(sum(key in CORE_SIGNS for key in self.answers.signs))
        self.advice = advice
        self._asked_before = set()
        self.asked = () if emergency else other_questions(self.answers.report(), self.profile)
        self.page = PageName.OTHERS if self.asked else PageName.ADVICE
        return None

    def _leave_others(self, *, leave_open: bool) -> Problem | None:
        advice = self._advise(self.answers.report())
        emergency = advice.level == EMERGENCY
        answered = {*self.answers.signs, *self.answers.others_denied}
        is_open = any(question.key not in answered for question in self.asked)
        if is_open and not (emergency or leave_open):
            return _signs_open(sum(q.key in self.answers.signs for q in self.asked))
        self._asked_before |= {question.key for question in self.asked}
        self.advice = advice
        # A tick may make another question matter, which is then asked by itself.
        new = tuple(
            question
            for question in other_questions(self.answers.report(), self.profile)
            if question.key not in self._asked_before
        )
        if new and not emergency:
            self.asked = new
        else:
            self.page = PageName.ADVICE
        return None

    def _what_signs_are_for(self) -> tuple[frozenset[str], str, bool]:
        worse = self.answers.word("trend") == "worse"
        return frozenset(self.answers.list_of("sites")), self.answers.word("kind"), worse

    # -- the draft

    @property
    def empty(self) -> bool:
        """Whether nothing was answered, so that there is nothing to keep."""
        return self.answers.empty and self.profile == self._profile_before

    def draft(self) -> tuple[str, dict[str, Any]]:
        """The step and the data of a draft of this moment."""
        before = msgspec.to_builtins(self._profile_before)
        said = {
            name: value
            for name, value in msgspec.to_builtins(self.profile).items()
            if value != before[name]
        }
        data = {
            **self.answers.draft_data(),
            "person": said,
            "person_was": {name: before[name] for name in said},
            "page": str(self.page),
        }
        return STEP_OF[self.page], data

    def take_draft(self, data: dict[str, Any], age: dt.timedelta) -> bool:
        """Go on where a draft was left; False where it can no longer be used.

        Args:
            data: The draft's data.
            age: How old it is; answers about signs that are older than a day are asked again.
        """
        answers = answers_from_draft(data)
        said = data.get("person", {})
        try:
            told = msgspec.convert(said, Profile)
            was = msgspec.convert(data.get("person_was", {}), Profile)
        except msgspec.ValidationError:
            return False
        if answers.empty and not said:
            return False
        # What the profile has come to say in the meantime goes before the answers of then.
        before = self._profile_before
        still = [name for name in said if getattr(was, name) == getattr(before, name)]
        self.profile = msgspec.structs.replace(
            before, **{name: getattr(told, name) for name in still}
        )
        page = PageName.WHERE
        if dt.timedelta() <= age < SIGNS_HOLD:
            page = next((p for p in PageName if p == data.get("page")), PageName.WHERE)
        else:
            answers = answers.without_signs()
        self.answers = answers
        # Page by page, so that everything that a page needs is worked out as it would have been.
        self.page = PageName.WHERE
        for _ in PageName:
            if self.page is page or self.go_on(leave_open=True) is not None:
                break
        return True


def _signs_open(ticked: int) -> Problem:
    if ticked:
        return Problem("signs", tr("Is it none of the others? Please say so, or leave them open."))
    return Problem("signs", tr("Tick what fits, or choose \u201cNone of these\u201d."))
