from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.kinds import NudgeKind
from tips.model import Evidence, Source, Tip
from tips.rotation import choose_tip

NOW = datetime(2026, 3, 4, 14, 30, tzinfo=UTC)
WEEK = timedelta(days=7)


def tip(name: str) -> Tip:
    return Tip(
        name,
        NudgeKind.STRESS,
        name,
        name,
        (Source("s", "S"),),
        date(2026, 1, 1),
        Evidence.WEAK,
    )


TIPS = tuple(tip(f"stress-{number}") for number in range(8))


def test_a_tip_that_was_never_shown_comes_first() -> None:
    shown = {each.id: NOW - 50 * WEEK for each in TIPS[1:]}
    assert choose_tip(TIPS, shown, NOW, "2026-03-04") is TIPS[0]


def test_the_longest_rested_tip_comes_next() -> None:
    shown = {each.id: NOW - timedelta(hours=n + 1) for n, each in enumerate(TIPS)}
    assert choose_tip(TIPS, shown, NOW, "x") is TIPS[-1]


def test_a_single_tip_comes_again_and_again() -> None:
    assert choose_tip(TIPS[:1], {TIPS[0].id: NOW}, NOW, "x") is TIPS[0]


def test_no_tips_are_an_error() -> None:
    with pytest.raises(ValueError, match="no tips"):
        choose_tip((), {}, NOW, "x")


def test_the_seed_settles_ties_whatever_the_order() -> None:
    first = choose_tip(TIPS, {}, NOW, "2026-03-04")
    assert choose_tip(tuple(reversed(TIPS)), {}, NOW, "2026-03-04") is first
    assert len({choose_tip(TIPS, {}, NOW, str(day)).id for day in range(40)}) > 4


def test_ties_are_settled_alike_in_every_process() -> None:
    # Python's own hash of a string differs between processes; this one may not.
    assert choose_tip(TIPS, {}, NOW, "2026-03-04").id == "stress-3"


def test_a_clock_that_was_set_back_keeps_nobody_waiting() -> None:
    ahead = {each.id: NOW + WEEK for each in TIPS[:4]}
    shown = {**ahead, **{each.id: NOW - timedelta(hours=1) for each in TIPS[4:]}}
    assert choose_tip(TIPS, shown, NOW, "x") in TIPS[4:]
    # All of the first four count as shown right now: the seed decides, not the size of the error.
    uneven = {each.id: NOW + (n + 1) * WEEK for n, each in enumerate(TIPS)}
    chosen = {choose_tip(TIPS, uneven, NOW, str(seed)).id for seed in range(40)}
    assert len(chosen) > 4


def test_the_repeated_hour_of_autumn_is_told_apart() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    # 02:10 after the change is later than 02:50 before it, though the wall clock says otherwise.
    before = datetime(2026, 10, 25, 2, 50, fold=0, tzinfo=berlin)
    after = datetime(2026, 10, 25, 2, 10, fold=1, tzinfo=berlin)
    shown = {TIPS[0].id: after, TIPS[1].id: before}
    now = datetime(2026, 10, 25, 12, 0, tzinfo=berlin)
    assert choose_tip(TIPS[:2], shown, now, "x") is TIPS[1]


@given(
    gaps=st.lists(st.integers(min_value=1, max_value=60 * 24 * 3), min_size=1, max_size=60),
    count=st.integers(min_value=1, max_value=8),
)
def test_no_tip_repeats_within_a_week_while_another_is_unused(gaps: list[int], count: int) -> None:
    tips = TIPS[:count]
    now = NOW
    shown: dict[str, datetime] = {}
    for minutes in gaps:
        now += timedelta(minutes=minutes)
        unused = {t.id for t in tips if t.id not in shown or now - shown[t.id] > WEEK}
        chosen = choose_tip(tips, shown, now, now.date().isoformat())
        assert not unused or chosen.id in unused
        # And nothing rests longer than what was chosen.
        if chosen.id in shown:
            assert all(each.id in shown for each in tips)
            assert shown[chosen.id] == min(shown.values())
        shown[chosen.id] = now


@given(st.text(max_size=20), st.dictionaries(st.sampled_from([t.id for t in TIPS]), st.integers(0)))
def test_the_choice_depends_on_its_arguments_alone(seed: str, minutes: dict[str, int]) -> None:
    shown = {name: NOW - timedelta(minutes=ago % 50_000) for name, ago in minutes.items()}
    assert choose_tip(TIPS, shown, NOW, seed) is choose_tip(TIPS, dict(shown), NOW, seed)
