"""What can be typed or clicked to log something, and how it reads afterwards."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lull_parts import Time, drinks, moment

from config.errors import InputError
from journal.entries import Entry, EntryKind, new_id
from journal.entry_words import number
from tray import menu, quick_log

BERLIN = ZoneInfo("Europe/Berlin")
NOW = moment("14:00")


def parse(*words: str) -> Entry:
    return quick_log.parse(words, drinks(), NOW, "command")


@pytest.mark.parametrize(
    ("words", "title", "phrase"),
    [
        (["coffee"], "Coffee noted, about 100 mg of caffeine", "Coffee, about 100 mg of caffeine"),
        (["COFFEE"], "Coffee noted, about 100 mg of caffeine", "Coffee, about 100 mg of caffeine"),
        (["coffee", "125"], "Coffee noted, about 50 mg of caffeine", None),
        (["water"], "Water noted, 250 ml", "Water, 250 ml"),
        (["water", "330,5"], "Water noted, 330.5 ml", None),
        (["energy-drink"], "Energy drink noted, about 80 mg of caffeine", None),
        (["energy", "drink"], "Energy drink noted, about 80 mg of caffeine", None),
        (["green tea"], "Green tea noted, about 29 mg of caffeine", None),
        (["alcohol"], "Alcohol noted, 1 unit", "Alcohol, 1 unit"),
        (["alcohol", "2.5"], "Alcohol noted, 2.5 units", None),
        (["sleep", "6.25"], "Sleep noted, 6.25 hours", "Sleep, 6.25 hours"),
        (["sleep", "1"], "Sleep noted, 1 hour", None),
        (["stress", "0"], "Stress noted, 0 of 10", "Stress, 0 of 10"),
        (["exercise", "90"], "Exercise noted, 90 minutes", None),
        (["breathe", "2"], "Slow breathing noted, 2 minutes", None),
    ],
)
def test_what_was_typed_reads_back(words: list[str], title: str, phrase: str | None) -> None:
    entry = parse(*words)
    assert quick_log.title(entry, drinks()) == title
    assert quick_log.sentence(entry, drinks()) == f"{title}."
    if phrase is not None:
        assert quick_log.phrase(entry, drinks()) == phrase
    assert (entry.at, entry.source) == (NOW, "command")


def test_a_drink_in_another_size_has_its_share_of_everything() -> None:
    entry = parse("tea", "500")
    assert (entry.amount, entry.caffeine_mg, entry.water_ml) == (500, 150, 500)
    beer = parse("alcohol", "2")
    assert (beer.amount, beer.alcohol_units, beer.water_ml) == (500, 2, 0)


def test_a_drink_that_is_not_known_any_more_is_called_by_its_id() -> None:
    entry = Entry("1", EntryKind.DRINK, NOW, "yerba_mate", 300, caffeine_mg=80)
    assert quick_log.title(entry, drinks()) == "Yerba mate noted, about 80 mg of caffeine"


def test_the_id_is_the_callers_or_a_new_one() -> None:
    assert quick_log.parse(["tea"], drinks(), NOW, "menu", "abc").id == "abc"
    assert parse("tea").id != parse("tea").id


@pytest.mark.parametrize("what", quick_log.names(drinks()))
def test_everything_that_is_offered_can_be_logged(what: str) -> None:
    words = [what] if what in drinks() else [what, "5"]
    assert parse(*words).amount > 0


def test_every_row_of_the_menu_that_logs_can_be_logged() -> None:
    found = []

    def collect(rows: tuple[menu.Row, ...]) -> None:
        for row in rows:
            if row.action.startswith("log "):
                found.append(parse(*row.action.split()[1:]))
            collect(row.children)

    collect(menu.rows(menu.MenuState()))
    assert len(found) == 6 + 12 + 11 + 7


NASTY = [
    "1e9",
    "nan",
    "inf",
    "-5",
    "+5",
    "\u0663",
    "\uff15",
    "",
    " ",
    "☕",
    "1_000",
    "0x10",
    "1,000,000",
    "1.",
    ".5",
    "5 ml",
    "9" * 10,
    "9" * 1_000_000,
    "0.001",
    "1\n",
    "\0",
    "½",
]


@pytest.mark.parametrize("amount", NASTY, ids=range(len(NASTY)))
@pytest.mark.parametrize("what", ["water", "alcohol", "sleep", "stress", "exercise"])
def test_what_is_no_amount_is_refused_in_one_short_line(what: str, amount: str) -> None:
    with pytest.raises(InputError) as caught:
        parse(what, amount)
    assert caught.value.exit_code == 2
    assert caught.value.title == "Not an amount"
    assert len(str(caught.value)) < 150
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("words", "title"),
    [
        ([], "Nothing to log"),
        (["water", "250", "ml"], "Nothing to log"),
        ([""], "Nothing of that name"),
        (["☕"], "Nothing of that name"),
        (["beer"], "Nothing of that name"),
        (["energy", "shake"], "Nothing of that name"),
        (["x" * 10_000], "Nothing of that name"),
        (["sleep"], "No amount"),
        (["stress"], "No amount"),
        (["water", "0"], "Not an amount"),
        (["water", "5001"], "Not an amount"),
        (["alcohol", "21"], "Not an amount"),
        (["alcohol", "0"], "Not an amount"),
        (["sleep", "0"], "This entry cannot be logged"),
        (["sleep", "25"], "This entry cannot be logged"),
        (["stress", "11"], "This entry cannot be logged"),
        (["exercise", "1441"], "This entry cannot be logged"),
        (["energy_shot", "5000"], "This entry cannot be logged"),
    ],
)
def test_what_makes_no_sense_is_refused(words: list[str], title: str) -> None:
    with pytest.raises(InputError) as caught:
        parse(*words)
    assert caught.value.title == title
    assert len(str(caught.value)) < 300


def test_an_unknown_name_is_answered_with_all_that_are_known() -> None:
    with pytest.raises(InputError, match=r'"mate"; known: coffee, .*energy-drink.*, breathe$'):
        parse("mate")


@given(st.lists(st.text(max_size=20), max_size=3))
def test_whatever_is_typed_is_an_entry_or_bad_input(words: list[str]) -> None:
    try:
        entry = parse(*words)
    except InputError:
        return
    assert quick_log.title(entry, drinks())


@given(st.decimals(0, 100, places=2))
def test_a_figure_reads_as_it_was_typed(value: float) -> None:
    assert float(number(float(value))) == float(value)


# -- when


def at(text: str, now: str, zone: ZoneInfo = BERLIN) -> datetime:
    return quick_log.parse_at(text, Time(now, zone).clock)


@pytest.mark.parametrize(
    ("text", "now", "wanted"),
    [
        ("08:10", "09:00", "08:10"),
        ("9:00", "09:00", "09:00"),
        (" 8:10 ", "09:00", "08:10"),
        ("23:50", "00:10", "-1 23:50"),
        ("09:01", "09:00", "-1 09:01"),
        ("2026-03-09T08:00", "09:00", "-1 08:00"),
        ("2026-03-10T08:00:30+01:00", "09:00", "08:00:30"),
        ("2026-03-10T07:00Z", "09:00", "08:00"),
        # Skipped in spring: the moment of the change.
        ("02:30", "2026-03-29T04:00", "2026-03-29T03:00"),
        ("02:30", "2026-03-30T01:00", "2026-03-29T03:00"),
        # Repeated in autumn: the last time the clock showed it.
        ("02:30", "2026-10-25T04:00", "2026-10-25T02:30+01:00"),
        ("01:30", "2026-10-25T04:00", "2026-10-25T01:30"),
    ],
)
def test_a_time_is_understood(text: str, now: str, wanted: str) -> None:
    expected = datetime.fromisoformat(wanted) if "+" in wanted else moment(wanted)
    assert at(text, now) == expected


def test_a_repeated_time_means_the_first_one_until_it_comes_again() -> None:
    first = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)  # 02:30, for the first time
    time = Time()
    time.now = first + timedelta(minutes=10)
    assert quick_log.parse_at("02:30", time.clock) == first
    time.now = first + timedelta(minutes=70)
    assert quick_log.parse_at("02:30", time.clock) == first + timedelta(hours=1)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "now",
        "25:00",
        "24:00",
        "8:5",
        "\u0660\u0668:\u0661\u0660",
        "2026-03-10T09:01",
        "2027-01-01",
        "2025-03-01T10:00",
        "0001-01-01T00:00",
        "9999-12-31T23:59-12:00",
        "9" * 1_000_000,
        "☕",
    ],
)
def test_what_is_no_past_time_is_refused(text: str) -> None:
    with pytest.raises(InputError) as caught:
        at(text, "09:00")
    assert caught.value.title == "Not a time"
    assert len(str(caught.value)) < 150


def test_a_check_in_is_told_by_its_answers() -> None:
    mark = Entry(new_id(), EntryKind.CHECK_IN, moment("20:00"), "sleep water", 2)
    assert quick_log.phrase(mark, drinks()) == "Check-in, 2 answers"
    assert quick_log.sentence(mark, drinks()) == "Check-in noted."


ZONES = ["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "America/St_Johns", "UTC"]


@given(
    st.sampled_from(ZONES),
    st.datetimes(datetime(2005, 1, 1), datetime(2027, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001 - UTC is given beside
    st.integers(0, 24 * 60 - 1),
)
def test_a_time_of_day_is_never_in_the_future_nor_two_days_ago(
    name: str, now: datetime, minutes: int
) -> None:
    time = Time("12:00", ZoneInfo(name))
    time.now = now
    found = quick_log.parse_at(f"{minutes // 60}:{minutes % 60:02}", time.clock)
    assert now - timedelta(hours=25) <= found <= now


@pytest.mark.parametrize(
    ("words", "ml"),
    [
        (["coffee", "2"], 500),
        (["water", "1"], 250),
        (["tea", "10"], 2500),
        (["water", "20"], 20),
        (["water", "250"], 250),
        (["espresso", "40"], 40),
    ],
)
def test_small_whole_numbers_are_servings_and_larger_ones_are_ml(
    words: list[str], ml: float
) -> None:
    entry = quick_log.parse(words, drinks(), datetime(2026, 3, 10, 9, tzinfo=UTC), "command")

    assert entry.amount == ml


@pytest.mark.parametrize("amount", ["0", "0.5", "1.5", "11", "19", "19.9"])
def test_what_is_neither_servings_nor_ml_is_refused(amount: str) -> None:
    with pytest.raises(InputError, match="servings, or ml"):
        quick_log.parse(
            ["coffee", amount], drinks(), datetime(2026, 3, 10, 9, tzinfo=UTC), "command"
        )
