"""What the log window keeps, and what it does where something cannot be read."""

from __future__ import annotations

import dataclasses
import datetime as dt
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest

from config.errors import JournalError
from config.profile import Profile
from journal.draft import Draft, draft_path
from journal.entries import Entry, EntryKind, new_id
from journal.store import Journal
from tips.advice import Advice, advise
from tips.report import TodayFacts, decode_report
from windows.log_answers import Answers
from windows.log_book import Earlier, LogBook, fresh_id

if TYPE_CHECKING:
    from config.paths import Paths

ZONE = ZoneInfo("Europe/Vienna")
NOON = dt.datetime(2026, 3, 4, 12, tzinfo=ZONE)
REPORT = {
    "sites": ["eyelid"],
    "since_days": 0,
    "kind": "flicker",
    "signs": {"_core": "all_no"},
}


@dataclasses.dataclass
class Clock:
    now: dt.datetime = NOON

    def __call__(self) -> dt.datetime:
        return self.now

    def passes(self, **units: float) -> None:
        self.now += dt.timedelta(**units)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def book(paths: Paths, clock: Clock) -> LogBook:
    return LogBook(paths, clock)


def advice() -> Advice:
    told = Profile(age_band="16_39", medicines=(), conditions=())
    return advise(decode_report(REPORT), told, TodayFacts())


def settings(paths: Paths, text: str) -> None:
    paths.settings.parent.mkdir(parents=True, exist_ok=True)
    paths.settings.write_text(text)


def test_the_profile_is_that_of_the_settings(paths: Paths) -> None:
    assert LogBook(paths).profile == Profile()
    settings(paths, '[profile]\nage_band = "40_49"\nconditions = ["ms"]\nmedicines = ["statin"]\n')
    profile = LogBook(paths).profile
    assert (profile.age_band, profile.conditions, profile.medicines) == (
        "40_49",
        ("ms",),
        ("statin",),
    )


def test_settings_that_cannot_be_read_leave_the_last_good_ones(paths: Paths) -> None:
    settings(paths, "not toml at all [")
    assert LogBook(paths).profile == Profile()
    paths.last_good_settings.parent.mkdir(parents=True)
    paths.last_good_settings.write_text('[profile]\nage_band = "50_59"\n')
    assert LogBook(paths).profile.age_band == "50_59"


def test_where_no_settings_can_be_read_nothing_is_said_about_drinking(paths: Paths) -> None:
    settings(paths, "not toml at all [")
    paths.last_good_settings.parent.mkdir(parents=True)
    paths.last_good_settings.write_text("nor this [")
    book = LogBook(paths)
    assert book.profile == Profile()
    assert book.today().limit_fluids


def test_today_is_what_was_logged_today_and_what_still_matters_of_yesterday(
    paths: Paths, book: LogBook, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "de_AT.UTF-8")
    with Journal.open(paths.journal) as journal:
        for at, caffeine in ((NOON, 100.0), (NOON - dt.timedelta(days=1), 300.0)):
            journal.add(Entry(new_id(), EntryKind.DRINK, at, "coffee", 200, caffeine, 200))
        evening, day_before = NOON - dt.timedelta(hours=15), NOON - dt.timedelta(days=1)
        journal.add(Entry(new_id(), EntryKind.DRINK, evening, "wine", 175, alcohol_units=2))
        journal.add(Entry(new_id(), EntryKind.EXERCISE, day_before, "", 60))
    assert book.today() == TodayFacts(
        caffeine_mg=100, water_ml=200, alcohol_units=2, exercise_minutes=60, country="AT"
    )


def test_the_country_is_that_of_the_settings_else_of_the_computer(
    paths: Paths, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "de_AT.UTF-8")
    assert LogBook(paths).today().country == "AT"
    settings(paths, '[profile]\ncountry = "GB"\n')
    assert LogBook(paths).today().country == "GB"


def test_a_journal_that_cannot_be_read_costs_no_advice(paths: Paths, book: LogBook) -> None:
    paths.journal.parent.mkdir(parents=True)
    paths.journal.write_bytes(b"something else entirely, and long enough to be read as a file" * 9)
    assert book.today().caffeine_mg is None
    assert book.earlier() == Earlier()
    with pytest.raises(JournalError):
        book.save(REPORT, advice(), fresh_id(), "")
    with pytest.raises(JournalError):
        book.take_break()


def test_without_a_journal_nothing_is_offered_and_none_is_made(paths: Paths, book: LogBook) -> None:
    assert book.earlier() == Earlier()
    assert not paths.journal.exists()


def test_saving_twice_keeps_it_once(book: LogBook) -> None:
    twitch_id = fresh_id()
    kept = book.save(REPORT, advice(), twitch_id, "note")
    assert not kept.counted
    assert kept.record.id == twitch_id
    assert kept.record.level == "self_care"
    assert kept.record.advice_shown
    assert kept.record.note == "note"
    again = book.save(REPORT, advice(), twitch_id, "note")
    assert again.record.id == twitch_id
    assert again.record.tally == 0


def test_the_same_twitch_on_the_same_day_adds_to_its_tally(book: LogBook, clock: Clock) -> None:
    first = book.save(REPORT, advice(), fresh_id(), "")
    clock.passes(hours=3)
    second = book.save(REPORT, advice(), fresh_id(), "")
    assert second.counted
    assert second.record.id == first.record.id
    assert second.record.tally == 1
    third = book.count_again(first.record.id, fresh_id())
    assert third.record.tally == 2


@pytest.mark.parametrize(
    ("changed", "hours"),
    [({"sites": ["hand"]}, 1), ({"signs": {"_core": "all_no", "cramps": "yes"}}, 1), ({}, 24)],
)
def test_another_place_a_changed_sign_or_another_day_is_a_twitch_of_its_own(
    book: LogBook, clock: Clock, changed: dict[str, object], hours: int
) -> None:
    book.save(REPORT, advice(), fresh_id(), "")
    clock.passes(hours=hours)
    assert not book.save({**REPORT, **changed}, advice(), fresh_id(), "").counted


def test_earlier_entries_offer_the_same_again_on_their_day_alone(
    book: LogBook, clock: Clock
) -> None:
    kept = book.save(REPORT, advice(), fresh_id(), "")
    clock.passes(hours=1)
    assert book.earlier() == Earlier(kept.record, again=True)
    clock.passes(hours=20)
    earlier = book.earlier()
    assert earlier.last == kept.record
    assert not earlier.again


def test_the_note_about_logging_often_comes_after_the_third_in_a_day(book: LogBook) -> None:
    first = book.save(REPORT, advice(), fresh_id(), "")
    often = [book.count_again(first.record.id, fresh_id()).often for _ in range(4)]
    assert not first.often
    assert often == [False, False, True, True]


def test_a_break_lasts_two_days_in_the_zone_of_the_person(book: LogBook, clock: Clock) -> None:
    book.take_break()
    until = book.earlier().break_end
    assert until is not None
    assert until == NOON + dt.timedelta(hours=48)
    assert until.utcoffset() == NOON.utcoffset()
    clock.passes(hours=49)
    assert book.earlier().break_end is None


def test_a_draft_is_kept_offered_and_forgotten(book: LogBook, clock: Clock) -> None:
    assert book.drafts() == ()
    data = Answers().toggled_site("hand").draft_data()
    draft_id = fresh_id()
    book.keep_draft(draft_id, "where", data)
    assert book.drafts() == (Draft(draft_id, "where", data, clock.now),)
    book.forget_draft(draft_id)
    book.forget_draft(draft_id)
    assert book.drafts() == ()


def test_a_draft_that_cannot_be_taken_away_is_no_error(paths: Paths, book: LogBook) -> None:
    draft_path(paths.journal.parent, "0" * 32).mkdir(parents=True)
    book.forget_draft("0" * 32)


def test_the_time_is_told_in_a_zone_by_itself(paths: Paths) -> None:
    now = LogBook(paths).now()
    assert now.utcoffset() is not None
    assert abs(now - dt.datetime.now(dt.UTC)) < dt.timedelta(minutes=1)
