from __future__ import annotations

import pytest

from tips.blocklist import broken_rules
from tips.nudge_words import NAMED_DISEASES, SYMPTOMS, TONE


@pytest.mark.parametrize(
    "text",
    [
        "Twitching?", "A spasm", "cramps", "Fasciculation", "jerking", "A tremor", "Trembling",
        "tingling", "Numb toes", "numbness", "your eyelid", "A symptom", "seizures", "weakness",
        "dizzy", "light-headed", "pain", "aches", "shaky hands", "pins and needles", "pee",
        "feel ill", "your nerves", "panic", "anxious", "MS", "ALS", "a stroke", "kidney disease",
        "thyroid", "a syndrome", "sclerosis", "sick", "swollen",
    ],
)  # fmt: skip
def test_symptoms_and_diseases_stay_out_of_notifications(text: str) -> None:
    assert broken_rules(text, SYMPTOMS)


@pytest.mark.parametrize(
    "text",
    [
        "Pick a number", "Paint something", "Still thirsty?", "A peek outside", "A cat on the lap",
        "Take your time", "Almonds also count", "Fill a glass", "Let muscles rest", "items",
        "false start", "A fluffy pillow", "Quick and easy", "Spain",
    ],
)  # fmt: skip
def test_ordinary_words_pass(text: str) -> None:
    assert broken_rules(text, SYMPTOMS) == ()


@pytest.mark.parametrize(
    "text",
    [
        "Well done!", "You should have slept", "Coffee again?", "Keep your streak", "Five in a row",
        "Don't forget", "Too many cups", "It causes trouble", "Warning: late", "You must drink",
        "No excuses", "Guilty", "A new record",
    ],
)  # fmt: skip
def test_scolding_counting_and_alarm_stay_out(text: str) -> None:
    assert broken_rules(text, TONE)


@pytest.mark.parametrize("text", ["Have a glass", "Try again later", "Go slowly", "Music"])
def test_a_calm_tone_passes(text: str) -> None:
    assert broken_rules(text, TONE) == ()


@pytest.mark.parametrize("text", ["MS team", "signs of a stroke", "kidney disease", "a syndrome"])
def test_disease_names_are_found_on_a_page(text: str) -> None:
    assert broken_rules(text, [NAMED_DISEASES])


def test_signs_are_not_disease_names() -> None:
    assert broken_rules("Your kidneys do not work well and you see items", [NAMED_DISEASES]) == ()
