"""Somebody on their way through the log, with their first answers given."""

from __future__ import annotations

from config.profile import Profile
from tips.advice import Advice, advise
from tips.report import Report, TodayFacts
from windows.log_flow import LogFlow


def new_flow(profile: Profile | None = None) -> LogFlow:
    person = profile or Profile(age_band="16_39", medicines=(), conditions=())

    def advice(report: Report) -> Advice:
        return advise(report, person, TodayFacts())

    return LogFlow(person, advice)


def answered(flow: LogFlow, site: str = "eyelid", kind: str = "flicker", days: int = 0) -> LogFlow:
    flow.answers = flow.answers.toggled_site(site).with_word("kind", kind).with_since(days)
    return flow
