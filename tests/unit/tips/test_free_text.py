from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from config.errors import CatalogError
from config.profile import Profile
from tips.advice import Level, advise
from tips.free_text import load_words, signs_in
from tips.report import Report, TodayFacts

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.mark.parametrize(
    ("text", "signs"),
    [
        (None, {}),
        ("", {}),
        ("Left lid, after four coffees.", {}),
        ("My face dropped on the left.", {"face_droop": "yes"}),
        ("I can\u2019t   breathe", {"breathless": "yes"}),
        ("a bit short of breath", {"breathless": "unsure"}),
        ("short of breath, cannot breathe", {"breathless": "yes"}),
        ("had a seizure", {"seizure_or_blackout": "yes"}),
        ("Seizures?", {"seizure_or_blackout": "unsure"}),
        ("no chest pain", {}),
        ("I have never had chest pain", {}),
        ("I don't get any chest pain", {}),
        ("no coffee today, but chest pain", {"chest_pain": "yes"}),
        ("no coffee and no tea since then chest pain", {"chest_pain": "yes"}),
        ("no fever. Chest pain", {"chest_pain": "yes"}),
        ("no fever at first but then much later fever", {"fever_unwell": "unsure"}),
        ("feverfew tea", {}),
        ("seefever", {}),
        ("slurring a little", {"slurred_speech": "unsure"}),
        ("suicidal", {"suicidal": "yes"}),
        ("I don't want to live", {"suicidal": "yes"}),
        ("I do not want to live any more", {"suicidal": "yes"}),
        ("there is no reason to live", {"suicidal": "yes"}),
        ("I have a high temperature", {"fever_unwell": "yes"}),
        ("my arm suddenly went weak", {"weakness": "sudden"}),
        ("my leg went weak suddenly", {"weakness": "sudden"}),
        ("my mouth is hanging on one side", {"face_droop": "yes"}),
        ("half my face is hanging", {"face_droop": "yes"}),
        ("fighting for breath", {"breathless": "yes"}),
        ("struggling for breath", {"breathless": "yes"}),
        ("the muscle is shrinking", {"wasting": "unsure"}),
        ("my left calf looks thinner", {"wasting": "unsure"}),
        ("unsteady", {"balance": "yes"}),
        ("I keep losing my balance", {"balance": "yes"}),
        ("took too many tablets", {"poison_bite_overdose": "yes"}),
        ("too many pills", {"poison_bite_overdose": "yes"}),
        ("I cannot pee", {"bladder_bowel_saddle": "yes"}),
        ("I did not sleep and passed out", {"seizure_or_blackout": "yes"}),
        ("I did not sleep so I passed out", {"seizure_or_blackout": "yes"}),
        ("no appetite and chest pain", {"chest_pain": "yes"}),
        ("no sleep however chest pain", {"chest_pain": "yes"}),
        ("not only chest pain", {"chest_pain": "yes"}),
        ("not just a twitch but chest pain", {"chest_pain": "yes"}),
        ("I am not sure if chest pain counts", {"chest_pain": "yes"}),
        ("no fever or chest pain", {}),
        ("I want to die", {"suicidal": "yes"}),
        ("I can not breathe", {"breathless": "yes"}),
        ("I couldn`t breathe", {"breathless": "yes"}),
        ("cant even breathe", {"breathless": "yes"}),
        ("can hardly breathe", {"breathless": "yes"}),
        ("I was unable to properly swallow", {"swallowing": "cannot"}),
        ("no longer able to walk", {"weakness": "unsure"}),
        ("I can no longer lift it", {"weakness": "unsure"}),
        ("cannot lie flat", {"breathless": "unsure"}),
        ("can\u00b4t\nbreathe", {"breathless": "yes"}),
        ("c\u00adan\u02bct b\u200breathe", {"breathless": "yes"}),
        ("\uff23\uff21\uff2e\uff34 breathe", {"breathless": "yes"}),
        ("I blacked-out", {"seizure_or_blackout": "yes"}),
        ("my face has gone lopsided", {"face_droop": "yes"}),
        ("one side went numb", {"numbness": "unsure"}),
        ("I haven't been able to swallow", {"swallowing": "cannot"}),
        ("my arm is weak since yesterday", {"weakness": "unsure"}),
        ("my legs feel weak", {"weak_feeling": "yes"}),
        ("no strength in my hand", {"weakness": "unsure"}),
        ("no feeling in my legs", {"numbness": "unsure"}),
        ("I keep falling", {"drops_or_trips": "unsure"}),
        ("my calf has got thinner", {"wasting": "unsure"}),
        ("temperature 39.5", {"fever_unwell": "yes"}),
        ("snakebite", {"poison_bite_overdose": "unsure"}),
        ("I want to kill my self", {"suicidal": "yes"}),
        ("sometimes I wish to die", {"suicidal": "yes"}),
        ("my legs are not numb", {}),
        ("my hand was suddenly numb", {"numbness": "sudden"}),
        ("temperature of 39.4", {"fever_unwell": "yes"}),
        ("I wish I was dead", {"suicidal": "yes"}),
        ("self-harm", {"suicidal": "yes"}),
        ("I didn't want to live", {"suicidal": "yes"}),
        ("I couldn't sleep", {}),
        ("can breathe, no trouble breathing", {}),
        ("I haven't had a seizure", {}),
        ("havent had any chest pain", {}),
        ("no\nchest pain", {"chest_pain": "yes"}),
        ("no thoughts of self-harm", {}),
        ("my hair is thinner", {}),
        ("my arm suddenly went limp", {"weakness": "sudden"}),
        ("then my arm went limp", {"weakness": "unsure"}),
        ("lips are blue", {"breathless": "yes"}),
        ("can't catch a breath", {"breathless": "yes"}),
        ("my chest feels heavy", {"chest_pain": "unsure"}),
        ("my eyelid droops", {"face_droop": "unsure"}),
        ("my eyelid droops and my face has dropped", {"face_droop": "yes"}),
        ("swallowed a lot of pills", {"poison_bite_overdose": "unsure"}),
        ("I don't want to be here", {"suicidal": "unsure"}),
        ("I don't want to be here any more", {"suicidal": "yes"}),
        ("my heart is racing", {"palpitations": "unsure"}),
        ("no palpitations", {}),
        ("I lost weight", {"weight_loss_heat": "unsure"}),
        ("hand muscles are getting thinner", {"wasting": "unsure"}),
        ("Brown pee since the race", {"dark_urine_muscle_pain": "unsure"}),
    ],
)
def test_a_note_speaks_of_signs(text: str | None, signs: dict[str, str]) -> None:
    assert signs_in(text) == signs


TOLD = Profile(age_band="16_39", medicines=(), conditions=())


def level(signs: dict[str, str], text: str) -> tuple[Level, tuple[str, ...]]:
    report = Report(
        sites=("eyelid",),
        since_days=1,
        kind="flicker",
        signs={"_core": "all_no", **signs},
        free_text=text,
    )
    advice = advise(report, TOLD, TodayFacts())
    return advice.level, advice.rules


def test_a_note_raises_a_no_and_an_open_answer() -> None:
    assert level({}, "nothing else") == (Level.SELF_CARE, ("SC",))
    assert level({}, "tight chest")[1] == ("U15",)
    assert level({"chest_pain": "unsure"}, "chest pain")[1] == ("E6",)
    assert level({}, "cannot swallow")[0] is Level.EMERGENCY


def test_a_note_leaves_a_firmer_answer_alone() -> None:
    assert level({"breathless": "yes"}, "a bit breathless")[1] == ("E2",)
    assert level({"weakness": "weeks"}, "can't lift a cup")[1] == ("S1",)
    assert level({"breathless": "long_standing"}, "breathless")[1] == ("SC",)


def test_a_long_note_is_read_to_its_end() -> None:
    assert signs_in("tea and toast " * 1400 + "chest pain") == {"chest_pain": "yes"}


@pytest.mark.parametrize("answer", ["no", "long_standing", "loud"])
def test_a_phrase_that_could_lower_is_refused(
    data: Path, spoil: Callable[[str, str, str], None], answer: str
) -> None:
    spoil("advice/words.toml", 'answer = "unsure"', f'answer = "{answer}"')
    with pytest.raises(CatalogError, match=f"cannot be '{answer}'"):
        load_words(data)


def test_a_phrase_of_an_unknown_sign_is_refused(
    data: Path, spoil: Callable[[str, str, str], None]
) -> None:
    spoil("advice/words.toml", 'sign = "chest_pain"', 'sign = "itch"')
    with pytest.raises(CatalogError, match="itch"):
        load_words(data)


def test_a_phrase_that_no_note_can_hold_is_refused(
    data: Path, spoil: Callable[[str, str, str], None]
) -> None:
    spoil("advice/words.toml", '"cannot swallow"', '"can\'t swallow"')
    with pytest.raises(CatalogError, match="is read as 'cannot swallow'"):
        load_words(data)
