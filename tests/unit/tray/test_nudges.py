"""Nudges as the person meets them: shown, answered, closed, withdrawn."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from lull_parts import EVERYTHING, Lull, Time, collect_opened, lull, moment, play

from config.kinds import NudgeKind
from journal.records import Outcome
from tray import answers, gate, remembered
from tray.answers import Answer
from tray.icon.state import IconState
from tray.notify.base import Closed

if TYPE_CHECKING:
    from pathlib import Path


ALL_ON = "\n".join(f"[nudges.{kind}]\non = true" for kind in NudgeKind)
ALL_HOURS = '[day]\nactive_hours = ["00:00-24:00"]\n'
SHORT_GAP = "[limits]\ngap_minutes = 5\nnudges_per_day = 24\n"


def test_a_nudge_that_is_due_shows_with_a_tip_and_its_buttons(tmp_path: Path) -> None:
    async def scene() -> None:
        async with lull(tmp_path, Time()) as run:
            await run.due(NudgeKind.STRESS, at="16:00")

            [note] = run.screen.nudges
            [record] = run.records()
            tip = run.core.nudger.open.tip if run.core.nudger.open else None
            assert tip is not None
            assert (note.title, note.body) == (tip.title, tip.text)
            assert [button.label for button in note.buttons] == [
                "Breathe now",
                "Later",
                "Not today",
            ]
            assert note.stay_seconds == 60.0
            assert not note.quiet
            assert (record.outcome, record.tip, record.shown_by) == (
                Outcome.SHOWN,
                tip.id,
                "freedesktop",
            )
            assert record.shown_at == record.due_at == moment("16:00")
            assert run.icon == IconState.DUE
            assert run.menu.answer_title == tip.title
            assert [key for key, _ in run.menu.answers] == ["breathe", "later", "not_today"]

    play(scene())


def test_a_nudge_stays_until_it_is_answered_where_the_person_wants_that(tmp_path: Path) -> None:
    async def scene() -> None:
        async with lull(tmp_path, Time(), toml="[notifications]\nstay_seconds = 0") as run:
            await run.due(NudgeKind.STRESS, at="16:00")
            assert run.screen.nudges[0].stay_seconds is None

    play(scene())


@pytest.mark.parametrize("kind", list(NudgeKind))
@pytest.mark.parametrize("where", ["pop-up", "menu"])
def test_every_button_of_every_kind_does_what_it_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: NudgeKind, where: str
) -> None:
    opened = collect_opened(monkeypatch)

    async def scene(key: str, home: Path) -> None:
        opened.clear()
        async with lull(home, Time("05:00"), toml=SHORT_GAP + ALL_ON) as run:
            await run.due(kind, at="15:00")
            if where == "menu":
                await run.act(f"answer {key}")
                assert "nudge" in run.screen.withdrawn
            else:
                await run.press(key)

            [record] = run.records()
            assert (record.outcome, record.answer) == (Outcome.ANSWERED, key)
            assert run.icon == IconState.RESTING
            assert run.menu.answers == ()
            await check(run, key)

    async def check(run: Lull, key: str) -> None:
        logged = run.journal.entries(*EVERYTHING)
        assert [entry.item for entry in logged] == {
            "had_glass": ["water"],
            "had_one": ["coffee"],
        }.get(key, [])
        assert all(entry.source == "nudge" for entry in logged)
        assert run.later() == ({kind: moment("15:30")} if key == "later" else {})
        refused = remembered.not_today(run.journal, run.time.clock.today())
        refused |= remembered.not_tonight(run.journal, run.time.now)
        assert refused == ({kind} if key == "not_today" else frozenset())
        breathing = [note for note in run.screen.notes if note.slot == "breathe"]
        assert bool(breathing) is (key == "breathe")
        assert bool(opened) is (key == "fill_in")

    for number, button in enumerate(answers.buttons(kind)):
        play(scene(button.key, tmp_path / str(number)))


def test_the_check_in_opens_for_the_same_home(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = collect_opened(monkeypatch)

    async def scene() -> None:
        async with lull(tmp_path, Time("20:00"), toml=ALL_ON) as run:
            await run.due(NudgeKind.CHECK_IN)
            await run.press(Answer.FILL_IN)
            [command] = opened
            assert command[-3:] == ["--home", str(run.paths.home), "check-in"]

    play(scene())


def test_had_one_logs_the_drink_that_the_person_usually_has(tmp_path: Path) -> None:
    async def scene() -> None:
        async with lull(tmp_path, Time(), toml='[caffeine]\nusual_drink = "green_tea"') as run:
            await run.due(NudgeKind.CAFFEINE, at="14:30")
            await run.press(Answer.HAD_ONE)
            assert run.today()["caffeine_mg"] == 29
            assert run.screen.reply.title == "Green tea noted, about 29 mg of caffeine"

    play(scene())


def test_an_answer_with_a_stale_token_or_an_unknown_key_is_ignored(tmp_path: Path) -> None:
    async def scene() -> None:
        async with lull(tmp_path, Time(), toml=SHORT_GAP) as run:
            await run.due(NudgeKind.HYDRATION, at="10:00")
            first = run.screen.nudges[0]
            await run.due(NudgeKind.HYDRATION, at="12:00")

            run.core._on_answer(first, Answer.HAD_GLASS)
            await run.settle()
            run.core._on_answer(run.screen.nudges[1], "breathe")
            await run.act("answer fill_in")
            run.core._on_closed(first, Closed.DISMISSED)
            await run.settle()

            assert run.today()["water_ml"] == 0
            assert [record.outcome for record in run.records()] == [
                Outcome.WITHDRAWN,
                Outcome.SHOWN,
            ]
            assert run.icon == IconState.DUE

    play(scene())


def test_an_answer_to_nothing_is_ignored(tmp_path: Path) -> None:
    async def scene() -> None:
        async with lull(tmp_path, Time()) as run:
            await run.act("answer had_glass")
            assert run.journal.entries(*EVERYTHING) == ()

    play(scene())


def test_two_answers_to_one_nudge_count_once(tmp_path: Path) -> None:
    async def scene() -> None:
        async with lull(tmp_path, Time()) as run:
            await run.due(NudgeKind.HYDRATION, at="10:00")
            note = run.screen.nudges[0]
            run.core._on_answer(note, Answer.HAD_GLASS)
            run.core.act("answer had_glass")
            await run.settle()
            assert run.today()["water_ml"] == 250

    play(scene())


@pytest.mark.parametrize(
    ("how", "outcome"),
    [
        (Closed.EXPIRED, Outcome.EXPIRED),
        (Closed.LOST, Outcome.WITHDRAWN),
        (Closed.WITHDRAWN, Outcome.WITHDRAWN),
    ],
)
def test_a_nudge_that_the_desktop_took_away_can_be_answered_in_the_menu_until_its_time_has_passed(
    tmp_path: Path, how: Closed, outcome: Outcome
) -> None:
    async def scene() -> None:
        async with lull(tmp_path, Time()) as run:
            await run.due(NudgeKind.HYDRATION, at="10:00")
            run.time.set("10:01")
            await run.close_note(how)
            assert run.records()[0].outcome is outcome
            assert run.icon == IconState.DUE
            assert len(run.menu.answers) == 3

            await run.until("10:59")
            assert run.icon == IconState.DUE
            await run.until("11:00")
            assert run.icon == IconState.RESTING
            assert not run.menu.answers
            # How it left the screen is what became of it.
            assert run.records()[0].outcome is outcome

    play(scene())


def test_a_nudge_that_expired_is_answered_in_the_menu(tmp_path: Path) -> None:
    async def scene() -> None:
        async with lull(tmp_path, Time()) as run:
            await run.due(NudgeKind.HYDRATION, at="10:00")
            await run.close_note(Closed.EXPIRED)
            run.time.set("10:40")
            await run.act("answer had_glass")
            assert run.today()["water_ml"] == 250
            assert run.outcomes() == [("hydration", "answered")]

    play(scene())


def test_a_nudge_on_the_screen_is_withdrawn_when_its_time_has_passed(tmp_path: Path) -> None:
    async def scene() -> None:
        async with lull(tmp_path, Time(), toml="[notifications]\nstay_seconds = 0") as run:
            await run.due(NudgeKind.SLEEP, at="21:45")
            await run.until("22:29")
            assert "nudge" in run.screen.standing
            await run.until("22:30")
            assert "nudge" not in run.screen.standing
            assert run.outcomes() == [("sleep", "withdrawn")]
            assert run.icon == IconState.RESTING

    play(scene())


def test_a_nudge_that_is_dismissed_is_over(tmp_path: Path) -> None:
    async def scene() -> None:
        async with lull(tmp_path, Time()) as run:
            await run.due(NudgeKind.HYDRATION, at="10:00")
            await run.close_note(Closed.DISMISSED)
            assert run.outcomes() == [("hydration", "dismissed")]
            assert run.icon == IconState.RESTING
            await run.act("answer had_glass")
            assert run.today()["water_ml"] == 0

    play(scene())


def test_a_newer_nudge_takes_the_place_of_the_older_one(tmp_path: Path) -> None:
    async def scene() -> None:
        async with lull(tmp_path, Time(), toml=SHORT_GAP) as run:
            await run.due(NudgeKind.HYDRATION, at="14:00")
            await run.due(NudgeKind.CAFFEINE, at="14:30")
            assert [note.token for note in run.screen.standing.values()] == [
                run.screen.nudges[1].token
            ]
            assert run.outcomes() == [("hydration", "withdrawn"), ("caffeine", "shown")]
            assert [key for key, _ in run.menu.answers] == ["fine", "had_one", "later"]

    play(scene())


def test_no_tip_repeats_within_a_week_while_others_are_unused(tmp_path: Path) -> None:
    async def scene() -> None:
        async with lull(tmp_path, Time()) as run:
            for day in range(8):
                await run.due(NudgeKind.STRESS, at=f"+{day} 16:00")
                await run.close_note(Closed.EXPIRED)
            tips = [record.tip for record in run.records()]
            assert len(tips) == 8
            assert len(set(tips)) == 8

    play(scene())


def test_every_kind_has_a_deadline() -> None:
    assert set(gate.WAIT_MINUTES) == set(NudgeKind)
