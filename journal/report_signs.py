"""The answers about warning signs, as the report tells them; pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from config.language import N_, tr, trn
from config.local_format import capital, whole
from journal import report_phrases as say
from journal.report_facts import NO, Said
from journal.report_written import Row, Section

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from journal.report_facts import Report, Sign
    from journal.report_phrases import Words
    from journal.report_written import Detail

SIGNS: Final = N_("Warning signs")
NEW_OR_WORSE: Final = N_("Each question asks about what is new, or worse than usual.")
ONLY_NUMBERS: Final = N_("Numbers tell how often each answer was given.")
YES: Final = N_("Yes: {signs}.")
UNSURE: Final = N_("Not sure: {signs}.")
UNCHANGED: Final = N_("Unchanged from before: {signs}.")
_MOST_OTHER_SIGNS: Final = 24
"""More than Lull asks about."""
_FEW: Final = 4
_LAST: Final = {"unsure": 1, "long_standing": 2, NO: 3}
"""In which order answers are told; every "yes" comes before them."""
_NONE: Final = _LAST[NO]


def signs_in_short(report: Report, words: Words) -> str:
    """The signs of which something else than "no" was said, in one line or two."""
    if not report.asked:
        return tr("Not asked in this period.")
    groups: dict[str, list[str]] = {YES: [], UNSURE: [], UNCHANGED: []}
    for sign, name in _named(report, words):
        rank = _rank(sign)
        if rank < len(groups):
            groups[list(groups)[rank]].append(name)
    told = [tr(text, signs=say.listed(names, _FEW)) for text, names in groups.items() if names]
    if not told:
        told.append(tr('None answered with "yes" or "not sure".'))
    if never := sum(not sign.said for sign in report.core):
        of = len(report.core)
        told.append(tr("Never answered: {n} of {of}; see below.", n=never, of=of))
    return say.joined(told)


def _named(report: Report, words: Words) -> list[tuple[Sign, str]]:
    core = [(sign, say.label(words, "core", sign.key)) for sign in report.core]
    other = report.other[:_MOST_OTHER_SIGNS]
    return [*core, *((sign, say.label(words, "other", sign.key)) for sign in other)]


def _rank(sign: Sign) -> int:
    """0 for a sign of which "yes" was said, 1 for "not sure", 2 for unchanged, 3 for none."""
    return min((_LAST.get(one.value, 0) for one in sign.said), default=_NONE)


def signs_section(report: Report, words: Words, detail: Detail) -> Section:
    """All answers: first those that are not "no", with their days."""
    if not report.asked:
        return Section(tr(SIGNS), lead=(tr("They were not asked about in this period."),))
    named = _named(report, words)
    told = [pair for pair in named if _rank(pair[0]) < _NONE]
    core = {sign.key for sign in report.core}
    rows = [
        Row(name, _answers(sign, words, detail, report.asked if sign.key in core else 0))
        for sign, name in sorted(told, key=lambda pair: _rank(pair[0]))
    ]
    always: dict[int, list[str]] = {}
    for sign, name in named:
        if sign.only_no:
            always.setdefault(sum(len(one.dates) for one in sign.said), []).append(name)
    for count, names in sorted(always.items(), reverse=True):
        label = tr('Always "no", {times}', times=say.times(count))
        rows.append(Row(label, say.sentence(say.apart(names))))
    never = [name for sign, name in named if not sign.said]
    if never:
        rows.append(Row(tr("Never answered"), say.sentence(say.apart(never))))
    rest = len(report.other) - _MOST_OTHER_SIGNS
    asked = tr("Asked {times}.", times=say.times(report.asked))
    return Section(
        tr(SIGNS),
        lead=(say.joined((asked, tr(NEW_OR_WORSE), "" if detail.dates else tr(ONLY_NUMBERS))),),
        rows=tuple(rows),
        after=(trn("{n} more sign left out.", "{n} more signs left out.", rest),)
        if rest > 0
        else (),
        long_labels=True,
    )


def _answers(sign: Sign, words: Words, detail: Detail, asked: int) -> str:
    """What was said about a sign, "no" last, with the times it was left open.

    Args:
        sign: The sign.
        words: What the answers are called.
        detail: Up to how many days are told one by one.
        asked: How often it was asked; 0 where that is not known.
    """
    own = words.get(f"answers.{sign.key}", {})
    answers = sign.said if detail.dates else _together(sign.said)

    def one(said: Said) -> str:
        name = own.get(said.value) or say.label(words, "answers", said.value)
        if not detail.dates and said.value in _LAST:
            return tr("{answer} {n}", answer=name, n=whole(len(said.dates)))
        if said.value == NO:
            return tr("{answer} {times}", answer=name, times=say.times(len(said.dates)))
        return tr("{answer}: {when}", answer=name, when=say.when(said.dates, detail.dates))

    told = [one(said) for said in sorted(answers, key=lambda said: _LAST.get(said.value, 0))]
    left_open = asked - sum(len(said.dates) for said in sign.said)
    if left_open > 0:
        often = say.times(left_open) if detail.dates else whole(left_open)
        told.append(tr("left open {times}", times=often))
    return say.sentence(capital(say.apart(told)))


def _together(said: Sequence[Said]) -> list[Said]:
    """The same with every "yes" as one answer, however fast it came on."""
    days: dict[str, list[dt.date]] = {}
    for one in said:
        days.setdefault(one.value if one.value in _LAST else "yes", []).extend(one.dates)
    return [Said(value, tuple(sorted(dates))) for value, dates in days.items()]
