"""The promises that are held against every nudge of a simulation, at the moment when it shows."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from config.kinds import NudgeKind
from tests.simulate.people import MINUTE
from tray import timetable
from tray.answers import Answer
from tray.holds import DONE_MINUTES, SHORT_GAP

if TYPE_CHECKING:
    from tests.simulate.world import World
    from tray.due import Due

AWAY = 5 * MINUTE


def check_quiet(world: World, due: Due) -> None:
    """What has to be so whenever something shows.

    Raises:
        AssertionError: A promise was broken.
    """
    now = world.now
    local = world.clock.local(now)
    settings, limits = world.settings, world.settings.limits
    assert not any((world.locked, world.busy, world.film, world.asleep)), (due, local)
    if world.person.told_of_idleness:
        assert world.there or now - world.left_at < AWAY, (due, local)
    assert now - world.slept_at >= MINUTE, "in the first minute after resume"
    assert now - world.back_at >= MINUTE, "in the first minute after the return"
    assert world.paused_until is None or now >= world.paused_until, "in a pause"
    follows_bedtime = settings.nudge(due.kind).before_bedtime_minutes is not None
    assert follows_bedtime or timetable.is_active(settings.day, world.clock.zone, now)
    if world.shown:
        gap = SHORT_GAP if due.asked_for else limits.gap_minutes * MINUTE
        assert now - world.shown[-1][0] >= gap, "too soon"
    today = [
        kind
        for at, kind, asked in world.shown[-2 * limits.nudges_per_day - 20 :]
        if not asked and world.clock.local(at).date() == local.date()
    ]
    assert due.asked_for or len(today) < limits.nudges_per_day, "over the day's limit"
    on_return = [at for at, *_ in world.shown[-3:] if at >= max(world.back_at, world.slept_at)]
    assert all(now - at >= SHORT_GAP for at in on_return), "more than one on return"


def check_heard(world: World, due: Due) -> None:
    """What was done already, or is not wanted again today, does not show.

    Raises:
        AssertionError: It does.
    """
    every = world.settings.nudge(NudgeKind.HYDRATION).every_minutes or 0
    counts = {**DONE_MINUTES, NudgeKind.HYDRATION: every}
    done_at = world.done.get(due.kind)
    assert done_at is None or world.now - done_at >= counts[due.kind] * MINUTE, "already done"
    refused = world.refused.get(due.kind)
    assert refused is None or refused != world.clock.today(), "not wanted again today"


def check_fresh(world: World, kind: NudgeKind, title: str) -> None:
    """No tip comes again within a week while another one rests.

    Raises:
        AssertionError: One does.
    """
    week = {text for at, text in world.titles[kind] if world.now - at < timedelta(days=7)}
    every = {tip.title for tip in world.catalog.tips(kind)}
    assert title not in week or week >= every, f"{title} again within a week"
    world.titles[kind] = [*world.titles[kind][-40:], (world.now, title)]


def note_answer(world: World, kind: NudgeKind, key: str) -> None:
    """Keep what `check_heard` compares with."""
    if key == Answer.NOT_TODAY and world.settings.nudge(kind).before_bedtime_minutes is None:
        world.refused[kind] = world.clock.today()
