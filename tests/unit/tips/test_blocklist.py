"""Every rule of the block list catches bad advice in several wordings and lets good advice pass."""

from __future__ import annotations

import pytest

from tips.blocklist import CLAIMS, UNSAFE, broken_rules, word_rule

BAD = {
    "1-stop-medicine": [
        "Take less of your tablets.",
        "Leave off the pills for now.",
        "Pause your medicine.",
        "Double your dose.",
        "Stop your water pills for a few days.",
        "Skip the next dose and see.",
        "You can halve your tablets.",
        "Try cutting down on your steroids.",
        "Never mind; just quit the statin.",
        "Do not ask, stop the medicine.",
        "Come off lithium slowly.",
    ],
    "1-keep-taking": [
        "Take your pill no matter how you feel.",
        "Keep taking it no matter what.",
        "Carry on with the tablets, whatever happens.",
        "Continue your medicine regardless.",
    ],
    "2-salts": [
        "Magnesium will help.",
        "Take magnesium at night.",
        "Try a calcium tablet.",
        "A magnesium supplement helps.",
        "Use a salt substitute.",
        "Swallow quinine before bed.",
        "Have some electrolytes.",
        "Drink tonic water for it.",
        "Potassium tablets work.",
    ],
    "2-salt-as-cause": [
        "It is caused by low magnesium.",
        "This means too little potassium.",
        "It comes from a lack of calcium.",
    ],
    "3-fluid-target": [
        "Drink 2 litres a day.",
        "Aim for two liters.",
        "Have 2.5 l by night.",
        "Eight glasses a day keep you well.",
        "Drink 6 to 8 glasses.",
        "Get to 2000 ml a day.",
        "Have 64 ounces.",
    ],
    "3-force-fluids": [
        "Drink until you feel full.",
        "Keep drinking water all day.",
        "Drink as much as possible.",
        "Have as much water as you can.",
        "Flush it out.",
        "Flush the toxins out.",
        "Drink plenty of fluids.",
        "Drink more today.",
        "Force down water.",
    ],
    "4-paper-bag": [
        "Breathe in and out of a paper sack.",
        "Breathe into a paper bag.",
        "Try breathing slowly in and out of a bag.",
        "A paper bag helps.",
    ],
    "5-alcohol-suddenly": [
        "No more alcohol starting tonight.",
        "Stop drinking today.",
        "Quit all alcohol now.",
        "Go cold turkey.",
        "No alcohol from today.",
        "Cut out alcohol.",
        "Give up the drink.",
    ],
    "6-through-pain": [
        "Train on despite the pain.",
        "Push through the pain.",
        "Keep going through the ache.",
        "No pain, no gain.",
        "Ignore the soreness.",
        "Train right through it if the pain is bad, or run through pain.",
    ],
    "7-hot-bath": [
        "Massage frozen limbs.",
        "Have a hot bath to warm up.",
        "Rub your cold hands.",
        "Take a hot shower at once.",
        "Hold your feet in hot water.",
    ],
    "8-only-stress": [
        "This is stress, nothing more.",
        "It's only stress.",
        "That is just caffeine.",
        "This is simply panic.",
        "It is just a bit of stress.",
        "It is nothing but nerves.",
        "It's all in your head.",
        "It is just down to your coffee.",
    ],
    "9-diagnosis": [
        "ALS is not the cause.",
        "This is certainly not a sign of MS.",
        "This is not ALS.",
        "It could be MS.",
        "It isn't cancer.",
        "You don't have MND.",
        "You may have multiple sclerosis.",
        "That looks like a stroke.",
        "This rules out ALS.",
    ],
    "9-false-comfort": [
        "You'll be fine.",
        "There's no cause for concern.",
        "You are fine.",
        "You're perfectly healthy.",
        "There is nothing to worry about.",
        "Don\u2019t worry.",
        "It is nothing serious.",
        "Rest assured.",
        "It is harmless.",
    ],
    "10-self-test": [
        "Do a daily strength test.",
        "Squeeze a ball to see whether you are weaker.",
        "Test your strength each day.",
        "Check your muscles now.",
        "Photograph your tongue daily.",
        "Measure your calf muscle.",
        "Look at your tongue.",
        "See the tongue in the mirror.",
    ],
    "11-wait-and-see": [
        "Give it a week.",
        "Let's see if it settles first.",
        "Wait and see.",
        "You can wait until tomorrow.",
        "Sleep on it first.",
        "See how it goes.",
        "Wait a few days.",
        "Wait it out.",
    ],
    "12-drive-yourself": [
        "Drive yourself to the hospital.",
        "Drive to the nearest clinic.",
        "Driving straight there is quickest.",
        "Drive to A&E.",
    ],
    "13-other-drugs": [
        "CBD may help.",
        "Try CBD oil.",
        "Ask for botulinum shots.",
        "Take a sedative.",
        "Use a friend's tablets.",
        "Borrow a pill or some medicine.",
        "Get sleeping tablets.",
    ],
    "14-megadoses": [
        "Go on a juice fast.",
        "Take a megadose of B12.",
        "High-dose vitamin D helps.",
        "Try a detox.",
        "Start a fast today.",
        "Add a vitamin supplement.",
        "Do a juice cleanse.",
        "Consider fasting.",
    ],
    "15-safe-for-all": [
        "Suitable for adults and children.",
        "Pregnant or not, this works.",
        "It is safe whatever your health.",
        "This is safe for everyone.",
        "It is fine in pregnancy.",
        "Good for children too.",
        "Safe for people with MS.",
        "Do it even if you are pregnant.",
        "It works for anyone.",
        "Drink up even if you have kidney trouble.",
    ],
    "claim-medical": [
        "Clinically proven to calm.",
        "Lull detects disease.",
        "It prevents twitches.",
        "Doctor-approved.",
        "Your risk is low.",
        "That is abnormal.",
        "A habit that cures cramps.",
    ],
}

GOOD = {
    "1-stop-medicine": [
        "Do not stop, skip or change a prescribed medicine on your own.",
        "Never halve a dose.",
        "Talk to a pharmacist before you stop a tablet.",
        "Stop for a moment and breathe.",
        "The lower motor neurones and some medicines are different things.",
    ],
    "1-keep-taking": [
        "Take two slow minutes.",
        "Keep a glass at hand, whatever you drink.",
        "Nobody should keep taking it no matter what.",
    ],
    "2-salts": [
        "It is not certain that magnesium is of use.",
        "Do not take magnesium tablets for this.",
        "Nuts and beans hold magnesium.",
        "Use your thirst as a guide.",
    ],
    "2-salt-as-cause": [
        "A lack of magnesium needs a blood test.",
        "Parathyroid glands steer the calcium in the blood.",
    ],
    "3-fluid-target": [
        "Have a glass if you are thirsty.",
        "A can is 330 ml.",
        "Jot down your cups and glasses.",
        "1.5 hours before bed.",
    ],
    "3-force-fluids": [
        "Drink to your thirst, with no need to force it.",
        "Do not drink more than you like.",
        "Breathe as slowly as feels good.",
    ],
    "4-paper-bag": [
        "Never breathe into a paper bag.",
        "Pack your bag for the morning.",
        "Bag packed? Take a slow breath.",
    ],
    "5-alcohol-suddenly": [
        "If you drink most days, do not stop alcohol suddenly.",
        "Cut down in small steps.",
        "Alcohol is not a sleep aid.",
        "You have stopped alcohol and are shaky.",
    ],
    "6-through-pain": [
        "Never push through pain.",
        "Walk through the park.",
        "Breathe out slowly through your nose.",
    ],
    "7-hot-bath": [
        "Have a warm drink.",
        "Do not rub cold feet.",
        "Hot tea is nice.",
    ],
    "8-only-stress": [
        "Stress can make it easier to notice.",
        "Just two slow minutes.",
        "Swap only the last coffee.",
    ],
    "9-diagnosis": [
        "MS is not the same for two people.",
        "MS rarely touches these nerves.",
        "No one can rule things out from here, and this app cannot rule out anything.",
        "The usual example is ALS.",
    ],
    "9-false-comfort": [
        "Most twitches are harmless and usually settle.",
        "If you are thirsty, have a glass.",
        "Put your worry on paper.",
    ],
    "10-self-test": [
        "Do not test your strength.",
        "Stretch a tired muscle gently.",
        "Check your tea before it gets cold.",
    ],
    "11-wait-and-see": [
        "See if there is a window to open.",
        "The next message can wait two minutes.",
        "Do not wait and see.",
        "The rest can wait a moment.",
    ],
    "12-drive-yourself": [
        "Do not drive yourself.",
        "If you are sleepy, do not drive.",
        "Drive less and walk more.",
    ],
    "13-other-drugs": [
        "Never take someone else's tablets.",
        "You have stopped alcohol or sleeping tablets.",
        "Use a sleeping mask.",
    ],
    "14-megadoses": [
        "Some people clear caffeine fast, some slowly.",
        "Breathing too fast is tiring.",
        "Do not start a vitamin on a guess.",
        "Break your fasting rhythm with care.",
    ],
    "15-safe-for-all": [
        "Hot or not, sip it slowly.",
        "It may not suit everyone.",
        "Ask a doctor if you are pregnant.",
        "This is not right for everyone, and nor is it safe for children.",
    ],
    "claim-medical": [
        "This is not a diagnosis.",
        "It is general information from published guidance.",
        "Never say that it cures cramps.",
    ],
}

RULES = {rule.id: rule for rule in (*UNSAFE, *CLAIMS)}


def test_every_rule_has_bad_and_good_wordings_to_prove_it() -> None:
    assert set(BAD) == set(GOOD) == set(RULES)
    assert min(map(len, BAD.values())) >= 3
    assert min(map(len, GOOD.values())) >= 2


def test_all_fifteen_groups_of_unsafe_advice_have_a_rule() -> None:
    assert {rule.id.split("-")[0] for rule in UNSAFE} == {str(n) for n in range(1, 16)}


def test_rule_ids_are_unique() -> None:
    assert len(RULES) == len(UNSAFE) + len(CLAIMS)


@pytest.mark.parametrize(
    ("rule_id", "text"), [(rule_id, text) for rule_id, texts in BAD.items() for text in texts]
)
def test_bad_advice_is_caught(rule_id: str, text: str) -> None:
    assert rule_id in [rule.id for rule, _ in broken_rules(text, UNSAFE + CLAIMS)]


@pytest.mark.parametrize(
    ("rule_id", "text"), [(rule_id, text) for rule_id, texts in GOOD.items() for text in texts]
)
def test_good_advice_passes(rule_id: str, text: str) -> None:
    assert broken_rules(text, [RULES[rule_id]]) == ()


def test_upper_case_curly_apostrophes_and_line_breaks_hide_nothing() -> None:
    assert broken_rules("PUSH\nTHROUGH   THE PAIN", UNSAFE)
    assert broken_rules("Don\u2019t worry", UNSAFE)


def test_a_warning_in_another_clause_does_not_excuse_bad_advice() -> None:
    assert broken_rules("Do not sit still, stop your tablets.", UNSAFE)
    assert broken_rules("Do not wait. Breathe into a bag.", UNSAFE)


def test_a_second_offence_is_seen_behind_an_excused_one() -> None:
    text = "Never breathe into a paper bag. Later, breathe into a bag."
    assert [words for _, words in broken_rules(text, UNSAFE)] == ["breathe into a bag"]


def test_the_offending_words_are_named() -> None:
    ((rule, words),) = broken_rules("Please breathe into a paper bag.", UNSAFE)
    assert (rule.id, words) == ("4-paper-bag", "breathe into a paper bag")


def test_a_word_rule_catches_word_beginnings_only() -> None:
    rule = word_rule("x", "x", "cramp")
    assert broken_rules("Cramps?", [rule])
    assert not broken_rules("encrampment", [rule])
