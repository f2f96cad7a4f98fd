"""What becomes of everything that is due: one shows, the others wait or lapse."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from local_days import BERLIN, MINUTE, berlin, random_settings

from config.kinds import NudgeKind
from config.settings import Settings, parse
from tray import gate, holds
from tray.due import Due, Reason, Situation
from tray.gate import WAIT_MINUTES, Verdict


def situation(now: str = "16:00", text: str = "", **facts: Any) -> Situation:  # noqa: ANN401 - any field
    return Situation(berlin(now), BERLIN, parse(text), **facts)


# -- deadlines


def test_every_kind_waits_for_a_while_and_has_its_rank() -> None:
    assert set(WAIT_MINUTES) == set(NudgeKind) == set(gate.USEFULNESS)
    assert len(gate.USEFULNESS) == len(NudgeKind)


@pytest.mark.parametrize(
    ("kind", "text", "minutes"),
    [
        ("stress", "", 180),
        ("hydration", "", 60),
        # What leads up to the bedtime has passed when the bedtime comes.
        ("sleep", "", 45),
        ("sleep", "nudges.sleep.before_bedtime_minutes = 20", 20),
        ("sleep", "nudges.sleep.before_bedtime_minutes = 0", 1),
        ("caffeine", "", 120),
        ("stress", "nudges.stress.before_bedtime_minutes = 60", 60),
    ],
)
def test_a_nudge_is_of_use_for_its_time(kind: str, text: str, minutes: int) -> None:
    due = Due(NudgeKind(kind), berlin("16:00"))
    assert gate.deadline(due, parse(text)) == due.at + minutes * MINUTE


def test_later_is_waited_for_beyond_the_bedtime() -> None:
    due = Due(NudgeKind.SLEEP, berlin("22:15"), asked_for=True)
    chosen = parse("nudges.sleep.before_bedtime_minutes = 20")
    assert gate.deadline(due, chosen) == berlin("23:00")


# -- decisions


def decide(present: Situation, *dues: tuple[str, str] | Due) -> Verdict:
    return gate.decide(
        [d if isinstance(d, Due) else Due(NudgeKind(d[0]), berlin(d[1])) for d in dues], present
    )


def test_nothing_due_is_nothing_to_do() -> None:
    assert decide(situation()) == Verdict(None, (), (), None)


def test_what_is_due_and_free_shows() -> None:
    verdict = decide(situation(), ("stress", "16:00"))
    assert verdict == Verdict(Due(NudgeKind.STRESS, berlin("16:00")), (), (), None)


def test_of_several_the_one_bound_to_its_time_shows_and_water_lapses() -> None:
    verdict = decide(
        situation("16:00"), ("hydration", "15:30"), ("stress", "15:00"), ("caffeine", "15:50")
    )
    assert verdict.show == Due(NudgeKind.CAFFEINE, berlin("15:50"))
    ((waits, (hold,)),) = verdict.waiting
    assert waits.kind is NudgeKind.STRESS
    assert hold.reason is Reason.TOO_SOON
    assert hold.until == berlin("17:30")
    ((gone, (why,)),) = verdict.lapsed
    assert gone.kind is NudgeKind.HYDRATION
    assert why.reason is Reason.TOO_SOON
    assert verdict.wake_at == berlin("17:30")


def test_water_that_was_asked_for_waits_for_its_turn() -> None:
    water = Due(NudgeKind.HYDRATION, berlin("16:00"), asked_for=True)
    verdict = decide(situation("16:00"), ("stress", "16:00"), water)
    assert verdict.show is not None
    assert verdict.show.kind is NudgeKind.STRESS
    assert [due for due, _ in verdict.waiting] == [water]
    assert verdict.lapsed == ()


def test_of_one_kind_the_earlier_shows_first() -> None:
    first, second = Due(NudgeKind.STRESS, berlin("15:00")), Due(NudgeKind.STRESS, berlin("15:30"))
    assert decide(situation(), second, first).show == first


def test_a_held_nudge_waits_until_its_hold_ends() -> None:
    present = situation("16:00", paused_until=berlin("16:30"))
    verdict = decide(present, ("stress", "16:00"))
    assert verdict.show is None
    assert verdict.wake_at == berlin("16:30")
    free = dataclasses.replace(present, now=berlin("16:30"))
    assert decide(free, ("stress", "16:00")).show is not None


def test_it_is_decided_again_when_the_last_of_the_holds_ends() -> None:
    present = situation(
        "16:00", paused_until=berlin("16:30"), last_shown_at=berlin("15:30"), shown_today=1
    )
    assert decide(present, ("stress", "16:00")).wake_at == berlin("17:00")


def test_a_nudge_lapses_when_its_time_has_passed_with_what_held_it_last() -> None:
    present = situation("19:00", paused_until=berlin("20:00"))
    verdict = decide(present, ("stress", "16:00"))
    ((gone, (hold,)),) = verdict.lapsed
    assert gone.kind is NudgeKind.STRESS
    assert hold.reason is Reason.PAUSED
    assert verdict.wake_at is None
    before = dataclasses.replace(present, now=berlin("18:59"))
    assert decide(before, ("stress", "16:00")).lapsed == ()
    assert decide(before, ("stress", "16:00")).wake_at == berlin("19:00")


def test_a_nudge_that_comes_back_too_late_was_missed() -> None:
    verdict = decide(situation("19:00"), ("stress", "16:00"))
    assert verdict.show is None
    ((_, (hold,)),) = verdict.lapsed
    assert hold.reason is Reason.MISSED
    assert hold.text == "its time had passed before it could show"
    assert hold.until is None


def test_a_hold_that_ends_with_the_deadline_claims_no_absence_of_the_computer() -> None:
    # Water due at 15:00 waits an hour; the gap after 14:30 ends at 16:00 as well.
    text = "limits.gap_minutes = 90"
    held = decide(situation("15:00", text, last_shown_at=berlin("14:30")), ("hydration", "15:00"))
    assert held.wake_at == berlin("16:00")
    late = decide(situation("16:00", text, last_shown_at=berlin("14:30")), ("hydration", "15:00"))
    ((_, (hold,)),) = late.lapsed
    assert "computer" not in hold.text


def test_a_hold_without_an_end_is_looked_at_again_when_the_nudges_time_has_passed() -> None:
    present = situation("15:00", "profile.limit_fluids = true", paused_until=berlin("15:10"))
    assert decide(present, ("hydration", "15:00")).wake_at == berlin("16:00")


@settings(deadline=None)
@given(chosen=random_settings(), data=st.data())
def test_each_decision_sorts_everything_and_asks_to_be_woken_later_only(
    chosen: Settings, data: st.DataObject
) -> None:
    now = berlin("12:00")
    near = st.integers(-900, 900).map(lambda minutes: now + minutes * MINUTE)
    past = st.integers(-900, 0).map(lambda minutes: now + minutes * MINUTE)
    kinds = st.sampled_from(NudgeKind)
    dues = data.draw(
        st.lists(
            st.builds(Due, kinds, past, st.booleans()), max_size=6, unique_by=lambda due: due.kind
        )
    )
    present = Situation(
        now,
        BERLIN,
        chosen,
        paused_until=data.draw(st.none() | near),
        last_shown_at=data.draw(st.none() | near),
        shown_today=data.draw(st.integers(0, 24)),
        kept=tuple(data.draw(st.lists(near.filter(lambda m: m >= now), max_size=3))),
        not_today=data.draw(st.frozensets(kinds, max_size=3)),
        done_at=data.draw(st.dictionaries(kinds, near, max_size=3)),
    )
    verdict = gate.decide(dues, present)
    sorted_out = [due for due, _ in (*verdict.waiting, *verdict.lapsed)]
    sorted_out += [verdict.show] if verdict.show else []
    assert sorted(sorted_out, key=str) == sorted(dues, key=str)
    assert (verdict.wake_at is None) == (verdict.waiting == ())
    assert verdict.wake_at is None or verdict.wake_at > now
    for _, held in (*verdict.waiting, *verdict.lapsed):
        assert held
        assert all(hold.text and (hold.until is None or hold.until > now) for hold in held)
    if verdict.show is not None:
        assert holds.holding(verdict.show, present) == ()
        assert now < gate.deadline(verdict.show, chosen)
