"""Half-given answers as a draft: kept, taken up again, shared with the window."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
from typing import Any

import pytest
from test_twitch_form import EARLIER, EYELID, KNOWN, after, fill

from config.profile import Profile
from journal.draft import Draft
from tips.advice import advise
from tips.report import TodayFacts
from tray.twitch_answers import Answers, profile_of, report_of
from tray.twitch_drafts import answers_from, draft_data
from tray.twitch_form import next_ask
from windows.log_answers import answers_from_draft
from windows.log_flow import LogFlow

NOW = dt.datetime(2026, 3, 10, 9, 0, tzinfo=dt.UTC)


def kept(data: dict[str, Any], age: dt.timedelta = dt.timedelta()) -> Draft:
    return Draft("0" * 32, "where", json.loads(json.dumps(data)), NOW - age)


def again(answers: Answers, **age: float) -> Answers | None:
    data = draft_data(answers, KNOWN, "")
    return answers_from(kept(data, dt.timedelta(**age)), KNOWN, "", NOW)


FULL = fill(
    KNOWN,
    {**EYELID, "core": ["weakness"], "sign.weakness": "yes", "sign.weakness.more": "weeks"}
    | {"core.rest": "none", "troublesome": "yes", "free_text": "after the gym"},
)


def test_answers_come_back_as_they_were_after_each_of_them() -> None:
    some: Answers = {}
    for key, value in FULL.items():
        some[key] = value
        taken = again(some)
        assert taken == some
        assert list(taken or ()) == list(some)


def test_safety_answers_that_are_a_day_old_are_asked_again() -> None:
    assert again(FULL, hours=23.9) == FULL
    old = again(FULL, hours=24)
    assert old is not None
    assert "core" not in old
    assert old["sites"] == ["eyelid"]
    ask = next_ask(old, KNOWN)
    assert ask is not None
    assert ask.key == "core"
    # A clock that was set back says nothing about their age.
    assert "core" not in (again(FULL, hours=-1) or {"core": 1})
    assert again(EYELID, days=30) == EYELID


def test_the_same_one_means_the_twitch_it_meant() -> None:
    known = after(EARLIER)
    answers = {"same": "changed", "trend": "worse"}
    draft = kept(draft_data(answers, known, "first"))
    assert answers_from(draft, known, "first", NOW) == answers
    # Another twitch was logged since: what was told of the first one is gone on with by itself.
    taken = answers_from(draft, known, "second", NOW)
    assert taken is not None
    assert (taken["same"], taken["sites"], taken["trend"]) == ("other", ["eyelid"], "worse")
    other = {"same": "other", **EYELID}
    draft = kept(draft_data(other, known, "first"))
    assert answers_from(draft, known, "second", NOW) == other


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"terminal": {}},
        {"terminal": 5},
        {"terminal": {"sites": 5}},
        {"terminal": {"sites": ["elbow"], "since_days": 1}},
        {"terminal": {"sites": ["eyelid"], "since_days": "1"}},
        {"terminal": {"same": "changed"}},
        {"terminal": {**EYELID, "core": ["elbow"]}},
        {"terminal": {**EYELID, "sign.weakness": "perhaps"}},
        {"terminal": {**EYELID, "conditions": ["flu"]}},
        {"where": {"sites": ["eyelid"], "since_days": 1}},
        {"where": [], "signs": {}, "core_rest_no": True},
        {"where": {"sites": ["eyelid"], "since_days": 1}, "signs": {"weakness": 5}},
    ],
    ids=range(13),
)
def test_a_draft_that_makes_no_sense_is_left_out(data: dict[str, Any]) -> None:
    assert answers_from(kept(data), KNOWN, "", NOW) is None


# -- shared with the window


def test_the_window_takes_up_what_was_answered_here() -> None:
    taken = answers_from_draft(kept(draft_data(FULL, KNOWN, "")).data)
    report = report_of(FULL, KNOWN)
    theirs = taken.report()
    assert theirs.sites == report.sites
    assert theirs.since_days == report.since_days
    assert theirs.troublesome is True
    assert theirs.free_text == "after the gym"
    assert theirs.signs["weakness"] == "weeks"
    assert theirs.signs["_core"] == "all_no"
    assert theirs.signs["cramps"] == "no"


def test_the_window_is_told_of_no_answer_that_was_not_given() -> None:
    answers = {**EYELID, "core": ["weakness"], "sign.weakness": "no", "core.rest": "open"}
    theirs = answers_from_draft(kept(draft_data(answers, KNOWN, "")).data)
    assert theirs.sign_values() == {}
    half = answers_from_draft(kept(draft_data({"sites": ["calf"]}, KNOWN, "")).data)
    assert half.missing == ("since_days", "kind")


def window_draft(**changes: object) -> Draft:
    return kept(
        {
            "where": {"sites": ["calf"], "kind": "flicker", "since_days": 0, "troublesome": True},
            "signs": {"weakness": ["yes", "weeks"], "breathless": ["unsure", ""]},
            "core_rest_no": True,
            "others_denied": [],
            "note": "",
            "page": "others",
            **changes,
        }
    )


def test_what_was_answered_in_the_window_is_taken_up_here() -> None:
    answers = answers_from(window_draft(), KNOWN, "", NOW)
    assert answers is not None
    report = report_of(answers, KNOWN)
    assert (report.sites, report.kind, report.since_days) == (("calf",), "flicker", 0)
    assert report.troublesome is True
    assert (report.signs["weakness"], report.signs["breathless"]) == ("weeks", "unsure")
    assert report.signs["wasting"] == "no"
    # What the window does not ask about is asked here, and never what was answered.
    finished = fill(KNOWN, {}, start=answers)
    assert report_of(finished, KNOWN).sites == ("calf",)


def test_ticks_of_the_window_without_a_word_on_the_rest_are_asked_for_again() -> None:
    answers = answers_from(window_draft(core_rest_no=False), KNOWN, "", NOW)
    assert answers is not None
    assert "core" not in answers
    assert report_of(answers, KNOWN).signs == {}


def test_none_of_these_in_the_window_is_none_of_these_here() -> None:
    answers = answers_from(window_draft(signs={}), after(EARLIER), "first", NOW)
    assert answers is not None
    assert (answers["same"], answers["core"]) == ("other", [])
    assert "core.rest" not in answers


def test_a_draft_of_the_same_one_tells_the_window_where_it_is() -> None:
    known = after(dataclasses.replace(EARLIER, days_ago=1))
    theirs = answers_from_draft(
        kept(draft_data({"same": "changed", "trend": "worse"}, known, "first")).data
    )
    assert theirs.list_of("sites") == ("eyelid",)
    assert theirs.since_days == 4
    assert theirs.word("trend") == "worse"
    assert theirs.sign_values() == {}


def test_the_signs_of_the_earlier_entry_are_asked_again_in_the_window() -> None:
    # Taken over in the terminal as long as they hold; "yes" must never come out as "no".
    earlier = dataclasses.replace(
        EARLIER,
        only_counts=False,
        signs_hold=True,
        report={**EARLIER.report, "signs": {"_core": "all_no", "weakness": "weeks"}},
    )
    known = after(earlier)
    answers = {"same": "unchanged", "triggers": []}
    assert report_of(answers, known).signs["weakness"] == "weeks"
    data = kept(draft_data(answers, known, "first")).data
    assert answers_from_draft(data).sign_values() == {}
    taken = answers_from(kept(data), known, "second", NOW)
    assert taken is not None
    assert report_of(taken, known).signs == {}


def test_what_was_told_about_the_person_is_shared_with_the_window() -> None:
    silent = dataclasses.replace(KNOWN, profile=Profile())
    told = {"age_band": "60_plus", "conditions": ["ms"], "medicines": [], "pregnant": None}
    data = kept(draft_data({**EYELID, **told}, silent, "")).data
    flow = LogFlow(Profile(), lambda report: advise(report, Profile(), TodayFacts()))
    assert flow.take_draft(data, dt.timedelta())
    assert flow.profile == Profile(age_band="60_plus", conditions=("ms",), medicines=())
    theirs = window_draft(person={"age_band": "60_plus", "medicines": ["lithium"]})
    answers = answers_from(theirs, silent, "", NOW)
    assert answers is not None
    assert profile_of(answers, silent) == Profile(age_band="60_plus", medicines=("lithium",))
    # What the settings have come to say goes first.
    assert profile_of(answers, KNOWN) == KNOWN.profile


def test_what_was_told_for_this_once_counts_in_either_form_until_the_settings_change() -> None:
    told = dataclasses.replace(KNOWN, profile=Profile(age_band="40_49", conditions=()))
    once = Profile(conditions=("ms",))
    flow = LogFlow(told.profile, lambda report: advise(report, once, TodayFacts()))
    assert flow.take_draft(window_draft().data, dt.timedelta())
    # A condition more, and an age that was taken back.
    flow.profile = once
    data = json.loads(json.dumps(flow.draft()[1]))
    answers = answers_from(kept(data), told, "", NOW)
    assert answers is not None
    assert profile_of(answers, told) == once
    # And back to the window, and to the terminal once more.
    data = json.loads(json.dumps(draft_data(answers, told, "")))
    again = LogFlow(told.profile, lambda report: advise(report, once, TodayFacts()))
    assert again.take_draft(data, dt.timedelta())
    assert again.profile == once
    assert profile_of(answers_from(kept(data), told, "", NOW) or {}, told) == once
    # Settings that were changed in the meantime go first.
    changed = dataclasses.replace(
        KNOWN, profile=Profile(age_band="40_49", conditions=("epilepsy",))
    )
    assert profile_of(answers, changed) == Profile(conditions=("epilepsy",))


@pytest.mark.parametrize("was", [5, [], {"age_band": "old"}, {"x": 1}])
def test_a_draft_that_tells_nonsense_of_the_settings_is_left_out(was: object) -> None:
    data = {**window_draft().data, "person_was": was}
    assert answers_from(kept(data), KNOWN, "", NOW) is None
