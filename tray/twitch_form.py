"""The questions about a twitch, one after the other: which comes next.

Pure. The window asks the same questions, from the same data (`tips.questions`), on pages; here they
come one by one, for a terminal.
"""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any

from config.language import N_, tr
from config.local_format import in_a_row, small
from tips.free_text import known_in_english_alone
from tips.questions import (
    MAY_BE_PREGNANT,
    Option,
    context_questions,
    core_questions,
    options,
    other_questions,
    shipped_questions,
)
from tray.twitch_answers import (
    AGAIN,
    CHANGED,
    CORE,
    MORE,
    NONE,
    OPEN,
    OTHER,
    OTHERS,
    REST,
    SAME,
    SIGN,
    UNCHANGED,
    WORDS,
    Answers,
    Ask,
    Earlier,
    Known,
    Step,
    before,
    only_counts,
    profile_of,
    report_of,
    signs_before,
    takes_signs,
    told_before,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from tips.questions import Question

_ROUNDS = 4
"""A tick can make another sign matter, and that one another; no chain in the data is longer."""
_NOT_ASKED_ON_BOTH_SIDES = frozenset({"eyelid", "tongue", "all_over"})


def next_ask(answers: Answers, known: Known) -> Ask | None:
    """The first question that has no answer yet; None when nothing more is to be asked.

    That is so too as soon as the answers call for help now, but for what makes the last of them
    clear: how fast a sign came can tell an emergency from something slower.
    """
    ask = next((ask for ask in asks(answers, known) if ask.key not in answers), None)
    if ask is None or ask.step is Step.WHERE or ask.key.endswith(MORE):
        return ask
    report, profile = report_of(answers, known), profile_of(answers, known)
    return None if known.is_emergency(report, profile) else ask


def asks(answers: Answers, known: Known) -> Iterator[Ask]:
    """The questions in their order.

    What comes after a question may hang on its answer, so a caller stops at the first one that has
    none.
    """
    same = OTHER
    if known.earlier is not None:
        yield _same_ask(known.earlier)
        same = answers[SAME]
    if only_counts(answers, known):
        return
    if same == OTHER:
        yield from _where(answers)
    elif same == CHANGED:
        yield _list_ask("trend", tr("Is it getting better or worse?"), "trend")
    yield _list_ask(
        "triggers",
        tr("Could any of these play a part?"),
        "triggers",
        many=True,
        none=tr("None of these"),
    )
    yield from _about_you(answers, known)
    yield from _context(answers, known)
    if not takes_signs(answers, known):
        yield from _sign_asks(
            CORE,
            tr("Do you have any of these, new or worse than your usual?"),
            core_questions(),
            answers,
        )
    yield from _other_signs(answers, known)
    yield Ask(WORDS, Step.SIGNS, _words_text(), optional=True)


# -- step 1


def _same_ask(earlier: Earlier) -> Ask:
    text = tr(
        "Last time, {when}: {what}. Is it the same one?",
        when=earlier.when,
        what=in_words(earlier.report),
    )
    return Ask(
        SAME,
        Step.WHERE,
        text,
        (
            Option(UNCHANGED, tr("Yes, and nothing has changed")),
            Option(CHANGED, tr("Yes, but it is worse or has changed")),
            Option(OTHER, tr("No, another place or another kind")),
        ),
    )


def in_words(report: Mapping[str, Any]) -> str:
    """Where and what of a report, in the words of the lists."""
    sites = {option.value: option.label for option in options("sites")}
    kinds = {option.value: option.label for option in options("kinds")}
    said = [sites.get(site, site) for site in report.get("sites", ())]
    kind = report.get("kind")
    return in_a_row([*said, *([small(kinds.get(kind, kind))] if kind else [])])


def _where(answers: Answers) -> Iterator[Ask]:
    yield _list_ask("sites", tr("Where is it?"), "sites", many=True)
    sites = set(answers["sites"])
    if "all_over" not in sites and (len(sites) > 1 or not sites <= _NOT_ASKED_ON_BOTH_SIDES):
        yield _list_ask("spread", tr("Is it in one place?"), "spread")
    yield _list_ask("kind", tr("What is it like?"), "kinds")
    yield dataclasses.replace(
        _list_ask("since_days", tr("When did it begin?"), "since"), in_days=True, optional=False
    )
    yield _list_ask("bout", tr("How long does it go on at a time?"), "bout", optional=True)
    yield _list_ask("frequency", tr("How often does it come?"), "frequency", optional=True)
    if answers["since_days"]:
        yield _list_ask("trend", tr("Is it getting better or worse?"), "trend", optional=True)
    yield _yes_no("troublesome", tr("Does it bother you a lot?"))
    yield _yes_no("worry_high", tr("Do you worry about it a lot?"))


def _yes_no(key: str, text: str) -> Ask:
    return Ask(key, Step.WHERE, text, no_or_yes(), optional=True)


def no_or_yes() -> tuple[Option, Option]:
    """The two answers of a plain question."""
    return (Option("no", tr("No")), Option("yes", tr("Yes")))


def _words_text() -> str:
    asked, limit = tr("Anything else, in your own words?"), known_in_english_alone()
    return f"{asked} {limit}" if limit else asked


def _list_ask(
    key: str, text: str, name: str, *, many: bool = False, none: str = "", optional: bool = False
) -> Ask:
    return Ask(
        key,
        Step.WHERE,
        text,
        options(name),
        many=many,
        none=none,
        optional=optional or bool(none),
    )


def _about_you(answers: Answers, known: Known) -> Iterator[Ask]:
    """What the settings do not say about the person; all of it may be left open."""
    profile = known.profile
    if profile.age_band is None:
        yield _list_ask("age_band", tr("How old are you?"), "age_bands", optional=True)
    if profile.conditions is None:
        yield _list_ask(
            "conditions",
            tr("Do you live with any of these?"),
            "conditions",
            many=True,
            none=tr("None"),
        )
    if profile.medicines is None:
        yield _list_ask(
            "medicines",
            tr("Do you take any of these?"),
            "medicines",
            many=True,
            none=tr("None"),
        )
    age = profile_of(answers, known).age_band
    if profile.pregnant is None and age in MAY_BE_PREGNANT:
        yield _list_ask("pregnant", tr("Are you pregnant?"), "pregnant", optional=True)


_CONTEXT_TEXTS = {
    "medicine_change": N_("Have your medicines changed in the last four weeks?"),
    "ms_relapse": N_("Do you think that this is a relapse?"),
    "checked_by_doctor": N_("Has a doctor looked at this twitch?"),
}


def _context(answers: Answers, known: Known) -> Iterator[Ask]:
    for name in context_questions(report_of(answers, known), profile_of(answers, known)):
        if name not in told_before(answers, known):
            yield _list_ask(name, tr(_CONTEXT_TEXTS[name]), name, optional=True)


# -- step 2


def _sign_asks(
    name: str, text: str, questions: Iterable[Question], answers: Answers
) -> Iterator[Ask]:
    """A list of signs to choose from, then each chosen one, then the rest."""
    asked = {question.key: question for question in questions}
    listed = tuple(Option(q.key, q.text, q.help) for q in asked.values())
    yield Ask(
        name,
        Step.SIGNS,
        text,
        listed,
        many=True,
        none=tr("None of these"),
        can_skip=True,
        denies=tuple(asked),
    )
    chosen = answers[name] or ()
    for key in chosen:
        yield from _one_sign(asked[key], answers)
    if 0 < len(chosen) < len(asked):
        yield Ask(
            f"{name}{REST}",
            Step.SIGNS,
            tr("And none of the others?"),
            (
                Option(NONE, tr("None of the others")),
                Option(OPEN, tr("I leave the others open")),
                Option(AGAIN, tr("There are more: back to the list")),
            ),
            denies=tuple(key for key in asked if key not in chosen),
        )


def _one_sign(question: Question, answers: Answers) -> Iterator[Ask]:
    key = f"{SIGN}{question.key}"
    labelled = tuple(Option(value, label) for value, label in question.answers)
    # What was chosen from the list is most often a "yes"; "no" comes last, for a slip.
    in_order = sorted(labelled, key=lambda option: option.value == "no")
    yield Ask(key, Step.SIGNS, question.text, tuple(in_order))
    follow_up = {"yes": question.follow_up, "unsure": question.unsure_follow_up}.get(answers[key])
    if follow_up is not None:
        labelled = tuple(Option(value, label) for value, label in follow_up.answers)
        yield Ask(f"{key}{MORE}", Step.SIGNS, follow_up.text, labelled, optional=True)


def _other_signs(answers: Answers, known: Known) -> Iterator[Ask]:
    asked: set[str] = set()
    for number in range(_ROUNDS):
        name = f"{OTHERS}{number or ''}"
        # What the list said when it was shown: an answer to it may make more signs matter, and
        # those must not count as denied by "none of the others".
        then = before(answers, name) if name in answers else answers
        wanted = [
            question
            for question in _wanted_signs(then, known)
            if question.key not in asked | set(signs_before(then, known))
        ]
        if not wanted:
            return
        asked |= {question.key for question in wanted}
        yield from _sign_asks(name, tr("And do you have any of these?"), wanted, answers)


def _wanted_signs(answers: Answers, known: Known) -> list[Question]:
    wanted = list(other_questions(report_of(answers, known), profile_of(answers, known)))
    if known.often and not any(question.key == "suicidal" for question in wanted):
        # Triage, section 2: this one is asked where somebody worries much or logs often.
        wanted += [q for q, _ in shipped_questions().other if q.key == "suicidal"]
    return wanted
