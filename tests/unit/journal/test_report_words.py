"""The report in words: everything is told, nothing is judged, and what is left out is said."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from report_home import CORE, NOW, TODAY, WORDS, date, day, report, sleep, twitch

from config.profile import Profile
from journal.entries import Entry, EntryKind, new_id
from journal.report import Asked, Logged, make_report
from journal.report_facts import OwnWords
from journal.report_period import Period
from journal.report_signs import ONLY_NUMBERS
from journal.report_text import WIDTH, report_text
from journal.report_words import NO_SIDES, NOTHING, NOTICE, TITLE, write
from journal.report_written import DETAILS

if TYPE_CHECKING:
    from journal.report_facts import Report
    from journal.report_written import Section, Written
    from journal.store import Journal


def rows(section: Section) -> dict[str, str]:
    return {row.label: row.text for row in section.rows}


def part(written: Written, heading: str) -> Section:
    return next(one for one in written.sections if one.heading == heading)


def glance(found: Report) -> dict[str, str]:
    return rows(write(found, WORDS).glance)


# -- at a glance


def test_an_empty_journal_says_that_nothing_is_known(journal: Journal) -> None:
    found = report(journal)
    assert glance(found) == {
        "First noticed": "Not known: no twitch was ever logged.",
        "Twitches logged": f"{NOTHING} Nothing else was noted either.",
        "Where": "Not told.",
        "Warning signs": "Not asked in this period.",
        "Course": "Not told.",
    }
    written = write(found, WORDS)
    assert written.where.lead == (NOTHING,)
    assert part(written, "How often").bars == ()
    assert part(written, "Warning signs").lead == ("They were not asked about in this period.",)
    assert part(written, "The person's own words").lead == ("No notes in this period.",)
    assert written.sites == ()


def test_the_most_important_stands_first(journal: Journal) -> None:
    journal.add_twitch(twitch(9, since_days=7, sites=["eyelid", "calf"], trend="worse"))
    signs = {"_core": "all_no", "wasting": "unsure", "numbness": "sudden", "cramps": "yes"}
    journal.add_twitch(twitch(4, signs=signs, trend="same"))
    journal.add(sleep(6, 7))
    assert glance(report(journal)) == {
        "First noticed": (
            "At most 7 days before 1 Mar 2026, as the person said. "
            "First logged in Lull on 1 Mar 2026."
        ),
        "Twitches logged": (
            "On 2 of 10 days, 2 times in all. "
            "Something was noted on 3 days; of the other 7 nothing is known."
        ),
        "Where": "Eyelid (2 days); Calf or shin (1 day).",
        "Warning signs": "Yes: Numbness; Cramps. Not sure: Wasting.",
        "Course": "About the same, as last said on 6 Mar 2026.",
    }


def test_signs_that_were_never_answered_are_told_at_once(journal: Journal) -> None:
    journal.add_twitch(twitch(1, signs={"weakness": "no"}))
    assert glance(report(journal))["Warning signs"] == (
        'None answered with "yes" or "not sure". Never answered: 2 of 3; see below.'
    )
    journal.add_twitch(twitch(0, signs={"weakness": "long_standing"}))
    assert glance(report(journal))["Warning signs"].startswith("Unchanged from before: Weakness. ")


def test_every_day_noted_leaves_none_unknown(journal: Journal) -> None:
    journal.add_twitch(twitch(0, since_days=None))
    told = glance(report(journal))
    assert told["Twitches logged"] == "On 1 of 1 day, once in all. Something was noted on 1 day."
    assert told["First noticed"].startswith("Not told in this period. First logged in Lull on 10")


# -- where and how often


def test_places_are_numbered_as_on_the_map(journal: Journal) -> None:
    journal.add_twitch(twitch(9, kind="flicker", bout="seconds", since_days=1))
    journal.add_twitch(twitch(4, kind="jerk", sites=["eyelid", "calf"], spread="one_place"))
    journal.add_twitch(twitch(4, kind="cramp_lock", since_days=None))
    written = write(report(journal), WORDS)
    assert written.sites == ("eyelid", "calf")
    assert written.where.table is not None
    assert written.where.table.rows == (
        (
            "1",
            "Eyelid",
            "2",
            "1 Mar to 6 Mar 2026",
            "on 28 Feb 2026",
            "Flicker (1), jerk (1), 1 more",
            "Seconds (1)",
        ),
        ("2", "Calf or shin", "1", "6 Mar 2026", "on 6 Mar 2026", "Jerk (1)", "Not told"),
    )
    [after] = written.where.after
    assert after == f"{NO_SIDES} Spread, as told: In one place (1), not said (2)."


def test_a_place_without_a_beginning_and_a_twitch_without_a_place_are_told(
    journal: Journal,
) -> None:
    journal.add_twitch(twitch(1, sites=[], since_days=None))
    assert write(report(journal), WORDS).where.lead == ("No place was told.",)
    journal.add_twitch(twitch(0, since_days=None))
    table = write(report(journal), WORDS).where.table
    assert table is not None
    assert table.rows[0][4] == "not told"


def test_more_places_than_lull_knows_are_counted(journal: Journal) -> None:
    journal.add_twitch(twitch(0, sites=[f"place_{number}" for number in range(20)]))
    written = write(report(journal), WORDS)
    assert len(written.sites) == 13
    assert written.where.after[-1].endswith(" 7 more places left out.")


def test_how_often_is_told_in_numbers_and_in_the_persons_answers(journal: Journal) -> None:
    journal.add_twitch(twitch(9, kind="flicker", troublesome=True, worry_high=True))
    journal.add_twitch(twitch(8, kind="flicker", frequency="daily", troublesome=True))
    section = part(write(report(journal), WORDS), "How often")
    [bars] = section.bars
    assert bars.title.startswith("Days with a twitch by week (each from the day that is named)")
    assert bars.labels == ("1 Mar", "2 Mar", "9 Mar")
    assert bars.numbers == ("1 of 1", "1 of 7", "0 of 2")
    assert rows(section) == {
        "Comes, as told": "Every day (1), not said (1).",
        "Lasts, as told": "Not told.",
        "Kind, as told": "Flicker (2).",
        "Bother and worry": "It bothers them 2 times, much worry once (of 2).",
    }


def test_a_later_time_alone_in_the_period_is_not_called_none(journal: Journal) -> None:
    first = journal.add_twitch(twitch(10))
    journal.add_tally(first.id, day(2))
    written = write(report(journal, Asked(date(3).isoformat())), WORDS)
    assert "On 1 of 4 days" in rows(written.glance)["Twitches logged"]
    assert part(written, "How often").bars
    assert NOTHING not in report_text(written)


@pytest.mark.parametrize(
    ("since", "titles", "label"),
    [
        ("2025-01-01", ["month", "week"], "Jan 2025"),
        ("2016-01-01", ["year", "week"], "2016"),
    ],
)
def test_a_long_time_is_told_by_month_or_year_and_its_last_quarter_by_week(
    journal: Journal, since: str, titles: list[str], label: str
) -> None:
    journal.add_twitch(twitch(0))
    section = part(write(report(journal, Asked(since)), WORDS), "How often")
    assert [bars.title.split()[5].rstrip(",") for bars in section.bars] == titles
    assert section.bars[0].labels[0] == label
    assert rows(section)["Bother and worry"] == "Nothing was said."


# -- warning signs


def test_answers_that_are_not_no_come_first_with_their_days(journal: Journal) -> None:
    journal.add_twitch(twitch(9, signs={"_core": "all_no", "numbness": "days"}))
    journal.add_twitch(twitch(5, signs={"_core": "all_no", "wasting": "unsure"}))
    journal.add_twitch(twitch(4, signs={"numbness": "sudden", "wasting": "long_standing"}))
    section = part(write(report(journal), WORDS), "Warning signs")
    assert section.lead[0].startswith("Asked 3 times. ")
    assert [(row.label, row.text) for row in section.rows] == [
        (
            "Numbness",
            "Yes, over days: 1 Mar 2026; yes, on one side: 6 Mar 2026; no once.",
        ),
        (
            "Wasting",
            "Not sure: 5 Mar 2026; had it before: 6 Mar 2026; no once.",
        ),
        ('Always "no", 2 times', "Weakness."),
    ]


def test_what_was_left_open_is_never_taken_for_no(journal: Journal) -> None:
    journal.add_twitch(twitch(9, signs={"weakness": "sudden"}))
    journal.add_twitch(twitch(5, signs={}))
    section = part(write(report(journal), WORDS), "Warning signs")
    assert rows(section) == {
        "Weakness": "Yes, all of a sudden: 1 Mar 2026; left open once.",
        "Never answered": "Wasting; Numbness.",
    }


def test_with_little_room_each_sign_takes_one_line(journal: Journal) -> None:
    for ago, answer in ((9, "days"), (8, "sudden"), (7, "unsure"), (6, "no")):
        journal.add_twitch(twitch(ago, signs={"numbness": answer}))
    journal.add_twitch(twitch(5, signs={}))
    section = part(write(report(journal), WORDS, DETAILS[-1]), "Warning signs")
    assert section.lead[0].endswith(ONLY_NUMBERS)
    assert rows(section)["Numbness"] == (
        "Yes: 2, last on 2 Mar 2026; not sure 1; no 1; left open 1."
    )


def test_more_other_signs_than_lull_asks_about_are_counted(journal: Journal) -> None:
    journal.add_twitch(twitch(0, signs={f"sign_{number}": "yes" for number in range(30)}))
    section = part(write(report(journal), WORDS), "Warning signs")
    assert section.after == ("6 more signs left out.",)


# -- what changed, the person, habits, notes


def test_what_changed_is_told_with_its_days(journal: Journal) -> None:
    journal.add_twitch(twitch(9, medicine_change="none", trend="worse"))
    journal.add_twitch(twitch(5, medicine_change="started_or_increased", ms_relapse="unsure"))
    assert rows(part(write(report(journal), WORDS), "What changed")) == {
        "Course, as told": "It gets worse: 1 Mar 2026.",
        "Medicines, four weeks before": "No change: 1 Mar 2026; Started one: 5 Mar 2026.",
        "Thinks of an MS relapse": "Not sure: 5 Mar 2026.",
        "Seen by a doctor for this": "Not told.",
    }


def test_the_profile_tells_none_from_not_told(journal: Journal) -> None:
    profile = Profile(
        age_band="40_49", medicines=("statin", "statin", "lithium"), conditions=(), pregnant="yes"
    )
    heading = "Medicines and conditions"
    assert rows(part(write(report(journal, None, profile), WORDS), heading)) == {
        "Medicines": "Statins; Lithium.",
        "Conditions": "None, as told.",
        "Age": "40 to 49.",
        "Pregnant": "Yes.",
    }
    assert rows(part(write(report(journal), WORDS), heading)) == {
        "Medicines": "Not told.",
        "Conditions": "Not told.",
        "Age": "Not told.",
    }


def test_averages_say_on_how_many_days_they_stand(journal: Journal) -> None:
    journal.add_many(
        [
            sleep(9, 6),
            sleep(8, 7.5),
            Entry(new_id(), EntryKind.STRESS, day(8), "", 4),
            Entry(new_id(), EntryKind.DRINK, day(8), "coffee", 1250, 100.4, 1250),
        ]
    )
    section = part(write(report(journal), WORDS), "Sleep, caffeine and other habits")
    assert section.table is not None
    assert section.table.rows == (
        ("Sleep", "6.8 hours", "6 to 7.5", "2 of 10 days"),
        ("Caffeine", "100 mg", "100 to 100", "1 of 10 days"),
        ("Stress, 0 to 10", "4", "4 to 4", "1 of 10 days"),
        ("Alcohol", "not noted", "", "0 of 10 days"),
        ("Exercise", "not noted", "", "0 of 10 days"),
        ("Water and other drinks", "1,250 ml", "1,250 to 1,250", "1 of 10 days"),
    )
    assert rows(section) == {"Ticked as a trigger": "Not told."}


def test_notes_are_quoted_and_what_is_left_out_is_counted(journal: Journal) -> None:
    for ago in range(14):
        journal.add_twitch(twitch(ago, note=f"note {ago}"))
    found = report(journal)

    def own(detail: int) -> Section:
        return part(write(found, WORDS, DETAILS[detail]), "The person's own words")

    assert own(0).lead == ("14 notes; the newest 12 are quoted.",)
    assert own(0).rows[0].text == "\u201cnote 0\u201d"
    assert own(0).rows[0].label == "10 Mar 2026"
    assert own(-1).lead == ("14 notes; there is no room here to quote them.",)
    assert own(-1).rows == ()
    few = dataclasses.replace(found, notes=(OwnWords(TODAY, "one"),))
    assert part(write(few, WORDS), "The person's own words").lead == ("1 note, the newest first.",)
    none = dataclasses.replace(found, notes=None)
    assert part(write(none, WORDS), "The person's own words").lead == ("Left out by the person.",)


# -- as text


def test_the_text_says_the_same_in_lines_that_fit(journal: Journal) -> None:
    journal.add_twitch(twitch(1, kind="flicker", note="in bed"))
    journal.add(sleep(2, 7))
    text = report_text(write(report(journal), WORDS))
    lines = text.splitlines()
    assert lines[:4] == [
        TITLE,
        "=" * len(TITLE),
        "8 Mar to 10 Mar 2026 (3 days)",
        "Made with Lull on 10 Mar 2026 at 09:00.",
    ]
    assert " ".join(NOTICE.split()) in " ".join(text.split())
    assert "  8 Mar     0 of 1" in lines
    assert "  9 Mar     1 of 2, noted on 1  #" in lines
    assert "Sleep: average 7 hours; range 7 to 7; noted on 1 of 3 days" in lines
    assert any(line.startswith("1. Eyelid: days 1; logged 9 Mar 2026; first") for line in lines)
    assert "9 Mar 2026: \u201cin bed\u201d" in lines
    assert max(map(len, lines)) <= WIDTH


def test_bars_of_months_are_told_in_numbers_alone(journal: Journal) -> None:
    journal.add_twitch(twitch(0))
    text = report_text(write(report(journal, Asked("2025-01-01")), WORDS))
    assert "  Jan 2025  0 of 31, noted on 0\n" in text
    assert "  Mar 2026  1 of 10, noted on 1\n" in text


NOTES = st.text() | st.sampled_from(("x" * 2000, "\U0001f600" * 999, "\u202e\u05d0" * 500, "\0"))


@given(st.lists(st.tuples(st.integers(0, 80), NOTES), max_size=20), st.sampled_from(DETAILS))
def test_whatever_was_written_fits_the_lines(notes: list[tuple[int, str]], detail: Any) -> None:  # noqa: ANN401 - one of DETAILS
    twitches = [twitch(ago, note=text) for ago, text in sorted(notes, reverse=True)]
    found = make_report(Logged(twitches), Period(date(80), TODAY), NOW, Profile(), CORE)
    text = report_text(write(found, WORDS, detail))
    assert all(len(line) <= WIDTH for line in text.splitlines())
    assert text.replace("\n", "").replace("\N{ZERO WIDTH JOINER}", "").isprintable()


def test_no_level_and_no_rule_is_ever_told(journal: Journal) -> None:
    for ago in range(5):
        one = twitch(ago, kind="flicker", signs={"_core": "all_no", "numbness": "days"})
        journal.add_twitch(
            dataclasses.replace(one, level="urgent_same_day", rules=("U1", "SECRET_RULE"))
        )
    text = report_text(write(report(journal), WORDS)).lower()
    for word in ("urgent", "same day", "secret_rule", "u1", "self_care", "emergency", "level"):
        assert word not in text
