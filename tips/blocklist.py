"""Advice that Lull must never give, as patterns that every shipped text is held against.

The fifteen groups are those of unsafe advice in the project's knowledge base; two more stand for
medical claims and for a tone that scolds. Patterns are matched against lower-case text with
straight apostrophes. A sentence that warns against the advice ("Do not stop a medicine") passes
where the rule says so.

A pattern is compiled only when one of its ``stems`` stands in the text, which keeps the start of
Lull quick: of clean texts few get that far.
"""

from __future__ import annotations

import dataclasses
import functools
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclasses.dataclass(frozen=True, slots=True)
class Rule:
    """One kind of text that is not allowed.

    Attributes:
        id: Its name, which begins with the group: ``"1-stop-medicine"``.
        why: What is wrong with such a text, as a noun phrase.
        stems: Plain strings of which every text that the pattern matches holds at least one.
        pattern: The regular expression.
        unless_warned: Whether a warning in the same clause ("never", "do not") lets it pass.
    """

    id: str
    why: str
    stems: tuple[str, ...]
    pattern: str
    unless_warned: bool = False


def word_rule(rule_id: str, why: str, *words: str) -> Rule:
    """A rule against ``words`` and all that begins with them, as "spasms" does with "spasm"."""
    return Rule(rule_id, why, words, rf"\b(?:{'|'.join(map(re.escape, words))})")


_MEDICINES = (
    r"(?:medicines?|medications?|meds|tablets?|pills?|doses?|prescriptions?|statins?|steroids?"
    r"|diuretics?|beta.?blockers?|lithium|baclofen|antidepressants?|treatments?)\b"
)
_SALTS = r"(?:magnesium|potassium|calcium|quinine|salt substitutes?|electrolytes?|salt tablets?)\b"
_DISEASES = r"(?:als|ms|mnd|bfs|multiple sclerosis|motor neurone? disease|cancer|a stroke)\b"

UNSAFE = (
    Rule(
        "1-stop-medicine",
        "stopping or changing a prescribed medicine",
        (
            "stop",
            "skip",
            "halv",
            "half",
            "cut",
            "quit",
            "miss",
            "lower",
            "come off",
            "give up",
            "chang",
            "drop",
            "reduc",
            "leave o",
            "paus",
            "without",
            "doubl",
            "less of",
        ),
        r"\b(?:stop(?:ping)?|skip(?:ping)?|halv(?:e|ing)|take half|cut(?:ting)?|quit(?:ting)?"
        r"|miss|lower|com(?:e|ing) off|give up|chang(?:e|ing)|drop|reduc(?:e|ing)|leave (?:out|off)"
        r"|pause|go without|doubl(?:e|ing)|less of)\b"
        rf"(?! motor)[^.;:!?]{{0,40}}\b{_MEDICINES}",
        unless_warned=True,
    ),
    Rule(
        "1-keep-taking",
        "keeping on with a medicine whatever happens",
        ("keep", "carry on", "continue", "take"),
        r"\b(?:keep|carry on|continue|take)\b[^.;:!?]{0,50}"
        r"\b(?:no matter|whatever happens|regardless|in any case|at all costs)\b",
        unless_warned=True,
    ),
    Rule(
        "2-salts",
        "taking minerals, quinine or salt substitutes",
        ("magnesium", "potassium", "calcium", "quinine", "salt", "electrolyte", "tonic water"),
        r"\b(?:tak(?:e|ing)|try(?:ing)?|us(?:e|ing)|start|add(?:ing)?|buy|swallow|have|need|want"
        rf"|top up|load up on|drink)\b[^.;:!?]{{0,40}}\b(?:{_SALTS}|lo.?salt|tonic water)"
        r"|\b(?:magnesium|potassium|calcium|quinine|electrolyte)\s+"
        r"(?:tablets?|supplements?|pills?|powders?|sprays?|drops|capsules?|drinks?)\b"
        r"|\b(?:magnesium|potassium|calcium|quinine|electrolytes?) (?:will |can |may |might )?"
        r"(?:helps?|eases?|stops?|calms?|works?)\b",
        unless_warned=True,
    ),
    Rule(
        "2-salt-as-cause",
        "naming a lack of a mineral as the cause",
        ("magnesium", "potassium", "calcium"),
        r"\b(?:caused by|because of|due to|comes? from|means?|a sign of|you lack|low on)\b"
        r"[^.;:!?]{0,25}\b(?:magnesium|potassium|calcium)\b",
    ),
    Rule(
        "3-fluid-target",
        "a fixed amount to drink",
        ("litre", "liter", " l ", "glasses", "ounces", "ml a day"),
        r"(?:\d|\b(?:one|two|three|four|half a|a)\b)[^.;:!?]{0,12}\b(?:litres?|liters?)\b|\d l\b"
        r"|\b(?:\d+|six|seven|eight|nine|ten|twelve)(?: (?:or|to) \w+)? (?:full |big )?glasses\b"
        r"|\b\d+ ounces\b|\bml a day\b",
    ),
    Rule(
        "3-force-fluids",
        "drinking beyond thirst",
        ("as you can", "as possible", "flush", "plenty", "lots of", "force", "drink"),
        r"\bas much (?:\w+ )?as (?:possible|you can)\b|\bflush(?:es|ing)?\b[^.;:!?]{0,20}\bout\b"
        r"|\bflush out\b|\b(?:plenty|lots|loads) of (?:water|fluids?|liquids?|drinks)\b"
        r"|\bforce (?:down )?(?:fluids|water|yourself to drink)\b"
        r"|\bdrink more\b|\bdrink(?:ing)? (?:\w+ )?(?:until|all day)\b",
        unless_warned=True,
    ),
    Rule(
        "4-paper-bag",
        "breathing into a bag",
        ("bag", "paper sack"),
        r"\b(?:breath\w*|blow\w*|exhal\w*|puff\w*)\b[^.;:!?]{0,30}\b(?:bag|sack)\b|\bpaper bag\b",
        unless_warned=True,
    ),
    Rule(
        "5-alcohol-suddenly",
        "stopping alcohol all at once",
        ("alcohol", "drinking", "booze", "cold turkey", "the drink"),
        r"\b(?:stop|quit|give up|cut out|drop|end)\b[^.;:!?]{0,15}"
        r"\b(?:alcohol|drinking|booze|the drink)\b|\bcold turkey\b"
        r"|\b(?:alcohol|drinking)\b[^.;:!?]{0,20}"
        r"\b(?:at once|overnight|from today|starting (?:today|tonight|now)|completely)\b",
        unless_warned=True,
    ),
    Rule(
        "6-through-pain",
        "exercise through pain",
        ("through", "no pain", "ignore", "spite"),
        r"\b(?:push|work|train|exercise|run|walk|go|play|stretch|power|carry on|keep going)"
        r"(?: on| right)? through\b[^.;:!?]{0,15}\b(?:pain|ache|aches|soreness|hurt|burn)\b"
        r"|\b(?:despite|in spite of) (?:the|any|your)? ?(?:pain|ache|soreness)\b"
        r"|\bno pain,? no gain\b|\bignore (?:the|any|your) (?:pain|ache|soreness)",
        unless_warned=True,
    ),
    Rule(
        "7-hot-bath",
        "a hot bath, or rubbing cold limbs",
        ("hot bath", "hot shower", "hot tub", "hot soak", "rub", "hot water", "massag"),
        r"\bhot (?:bath|shower|tub|soak)\b|\b(?:soak|dip|hold)\b[^.;:!?]{0,30}\bhot water\b"
        r"|\b(?:massag(?:e|ing)) (?:\w+ )?(?:frozen|icy|freezing)\b"
        r"|\brub(?:bing)?\b[^.;:!?]{0,20}\b(?:arms?|legs?|hands?|feet|toes|fingers|limbs?|skin)\b",
        unless_warned=True,
    ),
    Rule(
        "8-only-stress",
        "explaining a sign away",
        ("only", "just", "simply", "merely", "nothing", "in your head", "in your mind"),
        r"\b(?:only|just|simply|merely|nothing but)\b (?:down to |because of |from )?"
        r"(?:your |the |some |a bit of |a little |too much )?"
        r"(?:stress|caffeine|panic|nerves|anxiety|tiredness|worry|coffee|imagination|age)\b"
        r"|\ball in your (?:head|mind)\b"
        r"|\b(?:stress|caffeine|panic|nerves|anxiety),? nothing more\b",
    ),
    Rule(
        "9-diagnosis",
        "saying what the person has or has not",
        ("als", "ms", "mnd", "bfs", "sclerosis", "motor neuron", "cancer", "stroke", "rule"),
        r"\b(?:this|that|it|yours)(?: is|'s| isn't| could be| may be| might be| looks like"
        rf"| points to| must be)(?: not| n't| probably| surely| likely)* {_DISEASES}"
        rf"|\byou (?:probably |may |might )?(?:have|do not have|don't have)(?: got)? {_DISEASES}"
        rf"|\b(?:not|probably|surely|certainly) (?:a sign of |caused by )?{_DISEASES}"
        rf"|{_DISEASES} is(?: not|n't) (?:the|a) (?:cause|reason)\b|\brul(?:e|es|ed|ing) out\b",
        unless_warned=True,
    ),
    Rule(
        "9-false-comfort",
        "a promise that all is well",
        (
            "you're",
            "you are",
            "nothing ",
            "worry",
            "assured",
            "be ok",
            "be fine",
            "be al",
            "concern",
            "harmless",
            "all is well",
        ),
        r"\byou(?:'re| are) (?:perfectly |absolutely |all |just |going to be |quite |completely )*"
        r"(?:fine|ok|okay|all right|alright|healthy|safe|normal)\b"
        r"|\bnothing (?:to worry about|to fear|serious|is wrong|wrong)\b"
        r"|\byou(?:'ll| will) be (?:fine|ok|okay|all right|alright)\b"
        r"|\bno (?:cause|reason) for concern\b"
        r"|\b(?:do not|don't|no need to|needn't|stop|no reason to) worry(?:ing)?\b"
        r"|\brest assured\b|\ball is well\b|\b(?:this|it|yours) is harmless\b",
    ),
    Rule(
        "10-self-test",
        "testing one's own muscles",
        ("strength", "muscle", "grip", "tongue", "reflex", "mirror", "weaker"),
        r"\b(?:test|check|measure|compare|inspect|examine)(?:ing)?\b[^.;:!?]{0,25}"
        r"\b(?:strength|muscles?|grip|tongue|reflex(?:es)?)\b"
        r"|\bstrength (?:tests?|checks?)\b|\bto see (?:if|whether) you(?:'re| are) weaker\b"
        r"|\b(?:photo\w*|picture|film|video|look at)\b[^.;:!?]{0,25}\b(?:tongue|muscles?)\b"
        r"|\b(?:tongue|muscles?)\b[^.;:!?]{0,20}\bin the mirror\b",
        unless_warned=True,
    ),
    Rule(
        "11-wait-and-see",
        "waiting where help is due",
        (
            "wait",
            "sleep it off",
            "give it",
            "see if",
            "see whether",
            "sleep on it",
            "how it goes",
            "if it goes",
            "passes by itself",
        ),
        r"\bwait (?:and|to|until you) see\b|\bwait (?:it out|a (?:day|week|bit|while|few \w+))\b"
        r"|\bwait (?:until|till) (?:tomorrow|monday|morning|next week)\b|\bsleep it off\b"
        r"|\bgive it (?:a|some|another|more) \w+|\bsee (?:if|whether) it (?:settles|stops|passes)\b"
        r"|\bsleep on it\b|\bsee (?:how it goes|if it goes)\b|\bif it passes by itself\b",
        unless_warned=True,
    ),
    Rule(
        "12-drive-yourself",
        "driving oneself to hospital",
        ("drive", "driving"),
        r"\bdriv(?:e|ing) (?:yourself|straight|in to|(?:in)?to (?:the |your |a )?"
        r"(?:hospital|a&e|er\b|emergency|doctor|clinic|nearest))",
        unless_warned=True,
    ),
    Rule(
        "13-other-drugs",
        "CBD, botulinum, sedatives or another person's tablets",
        (
            "cbd",
            "cannabis",
            "botox",
            "botulinum",
            "sedative",
            "sleeping",
            "valium",
            "diazepam",
            "else's",
            "friend's",
            "partner's",
            "borrow",
        ),
        r"\b(?:tak(?:e|ing)|try(?:ing)?|us(?:e|ing)|buy|get|ask for)\b[^.;:!?]{0,30}"
        r"\b(?:cbd|cannabis|botox|botulinum|sedatives?|sleeping (?:pills?|tablets?)|valium"
        r"|diazepam)\b"
        r"|\b(?:cbd|cannabis|botox|botulinum|sedatives?) (?:can|may|might|will|could)?\b ?"
        r"(?:helps?|calms?|eases?|works?)\b"
        r"|\b(?:someone else's|a friend's|your partner's|your friend's) "
        r"(?:tablets?|pills?|medicines?|prescription)\b|\bborrow\b[^.;:!?]{0,20}\b"
        rf"{_MEDICINES}|\bcbd (?:oil|drops|gummies)\b",
        unless_warned=True,
    ),
    Rule(
        "14-megadoses",
        "high-dose vitamins, detoxes and fasting",
        ("mega", "dose", "detox", "cleanse", "fasting", " fast", "vitamin", "b12", "supplement"),
        r"\bmega.?dos\w*|\bhigh.dose vitamins?\b|\bdetox\w*|\b(?:juice|body|liver) cleanse\b"
        r"|\b(?:try|start|do|go on|begin|consider)\b[^.;:!?]{0,20}"
        r"\b(?:a (?:juice |water |short |long )?fast\b(?! (?:pace|walk|game|song))|fasting\b)"
        r"|\b(?:tak(?:e|ing)|try|start|add|buy|use)\b[^.;:!?]{0,30}"
        r"\b(?:vitamins?|b12|supplements?)\b",
        unless_warned=True,
    ),
    Rule(
        "15-safe-for-all",
        "treating everyone like a healthy adult",
        (
            "safe",
            "fine",
            "ok ",
            "okay",
            "suitable",
            "good",
            "right",
            "works for",
            "even if",
            "or not",
            "whatever",
        ),
        r"\b(?:safe|fine|ok|okay|suitable|good|right|works) (?:for|in|during|with) "
        r"(?:adults and )?(?:everyone|everybody|anyone|all ages|children|kids|teens"
        r"|teenagers|babies|pregnan\w+"
        r"|(?:people with |those with )?(?:ms|multiple sclerosis|kidney|heart)\b)"
        r"|\bpregnant or not\b|\bwhatever your (?:health|age|condition)\b"
        r"|\beven if you(?:'re| are) (?:pregnant|a child|under 16)\b"
        r"|\beven if you have (?:kidney|heart|liver)\b",
        unless_warned=True,
    ),
)
"""Unsafe advice: one rule or more for each of the fifteen groups."""

CLAIMS = (
    Rule(
        "claim-medical",
        "a claim that only a medical device may make",
        (
            "proven",
            "approved",
            "diagnos",
            "detect",
            "your risk",
            "abnormal",
            "treats",
            "cures",
            "prevents",
            "guarantee",
        ),
        r"\bclinically (?:proven|tested)\b|\b(?:doctor|physician|nhs|fda).approved\b"
        r"|\b(?:lull|this app|it) (?:diagnoses|detects|screens|treats|cures|prevents)\b"
        r"|\byour risk is\b|\babnormal\b|\bguaranteed?\b"
        r"|\b(?:treats|cures|prevents|detects) (?:\w+ )?(?:twitch|cramp|spasm|disease)\w*",
        unless_warned=True,
    ),
)
"""What Lull may not say about itself or about the person."""

_WARNING = re.compile(
    r"(?:\b(?:(?:do|does|must|should|can|could|may|need|please|is|are) not|never|cannot|avoid|nor"
    r"|nobody should|before you|rather than|instead of)|n't)\b[^.;:!?,]*$"
)


def broken_rules(text: str, rules: Iterable[Rule]) -> tuple[tuple[Rule, str], ...]:
    """Every rule that ``text`` breaks, with the words that broke it; empty for a good text."""
    plain = " ".join(text.lower().replace("\u2019", "'").split())
    broken = []
    for rule in rules:
        if any(stem in plain for stem in rule.stems):
            words = _offence(rule, plain)
            if words:
                broken.append((rule, words))
    return tuple(broken)


def _offence(rule: Rule, plain: str) -> str:
    for match in _compiled(rule.pattern).finditer(plain):
        if not (rule.unless_warned and _WARNING.search(plain[: match.start()])):
            return match[0]
    return ""


@functools.cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)
