"""How hard a text is to read: the Flesch-Kincaid grade, with a small syllable counter for English.

The formula is from Kincaid, Fishburne, Rogers and Chissom, 1975, "Derivation of new readability
formulas for Navy enlisted personnel". Syllables are counted by rule (runs of vowels, silent
endings, vowels that do not merge), with a list of words that the rules get wrong.
"""

from __future__ import annotations

import functools
import re

_WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:['\u2019][^\W\d_]+)*")
_SENTENCE_END = re.compile(r"[.!?]+(?=[\s)\"'\u2019\u201d]|$)")
# Full stops that end an abbreviation and no sentence.
_SHORT_FORMS = re.compile(r"\b(?:dr|mr|mrs|prof|st|vs|e\.g|i\.e|a\.m|p\.m)\.", re.IGNORECASE)

_VOWELS = re.compile(r"[aeiouy\u00e0-\u00f6\u00f8-\u00fd]+")

# The e of "make", "makes", "tired" and "likely" is silent; that of "table", "litre", "dishes" and
# "wanted" is heard.
_SILENT = re.compile(
    r"(?<=[^aeiouy])(?<![bcdfgkptvz][lr])"
    r"(?:e$|e(?=(?:ly|ful|ments?|less|ness)$)|(?<![sxzcg])(?<![cs]h)es$|(?<![dt])ed$)"
)
# Two syllables without a consonant between them: "being", "diary", "usual", "going", "quiet",
# "easier", "fluid", "rhythm", "spasm".
_SPLIT = re.compile(
    r"(?<=[aeiouy])ing|(?<![cstxg])i[aou]|(?<![qg])ua(?!r)|[ao]e(?=[nt]i)|(?<![ct])i(?=et|en[ct])"
    r"|i(?=er$|est$)|(?<![gq])u(?=ids?$)|[st]h?(?=ms?$)"
)

# What the rules miscount; units, which are said in full; telephone numbers, said digit by digit.
_KNOWN = {
    "111": 3,
    "112": 3,
    "911": 3,
    "999": 3,
    "anyone": 3,
    "area": 3,
    "areas": 3,
    "beyond": 2,
    "business": 2,
    "calcium": 3,
    "chocolate": 2,
    "create": 2,
    "diarrhoea": 4,
    "every": 2,
    "everyone": 3,
    "everything": 3,
    "everywhere": 3,
    "evening": 2,
    "evenings": 2,
    "fatigue": 2,
    "guidance": 2,
    "guide": 1,
    "guided": 2,
    "guideline": 2,
    "guidelines": 2,
    "idea": 3,
    "ideas": 3,
    "language": 2,
    "layer": 2,
    "layers": 2,
    "lifestyle": 2,
    "magnesium": 4,
    "mg": 3,
    "ml": 4,
    "nausea": 3,
    "potassium": 4,
    "react": 2,
    "reassure": 3,
    "reassures": 3,
    "reassuring": 4,
    "safety": 2,
    "society": 4,
    "someone": 2,
    "something": 2,
    "sometimes": 2,
    "somewhere": 2,
    "timeline": 2,
    "tongue": 1,
    "uneasy": 3,
    "video": 3,
    "wholegrain": 2,
    "widespread": 2,
}

# Syllables of zero to nineteen, and of twenty to ninety.
_ONES = (2, 1, 1, 1, 1, 1, 1, 2, 1, 1, 1, 3, 1, 2, 2, 2, 2, 3, 2, 2)
_TENS = (0, 0, 2, 2, 2, 2, 2, 3, 2, 2)
_SIZE_WORD = 2  # "hundred", "thousand"
_LONGEST_NUMBER = 4  # digits that are said as one number
_LONGEST_ACRONYM = 5  # letters that are spelled out


def flesch_kincaid_grade(text: str) -> float:
    """The school grade (US) that ``text`` asks for; very short words and sentences go below 0.

    0.39 * words / sentences + 11.8 * syllables / words - 15.59. A text without a full stop is one
    sentence, as a title is. A text without words has grade 0.
    """
    words = words_of(text)
    if not words:
        return 0.0
    syllables = sum(map(count_syllables, words))
    return 0.39 * len(words) / count_sentences(text) + 11.8 * syllables / len(words) - 15.59


def words_of(text: str) -> list[str]:
    """The words and numbers of ``text``; a hyphen parts two words."""
    return _WORD.findall(text)


def count_sentences(text: str) -> int:
    """How many sentences ``text`` holds, at least 1; decimal points and "Dr." end none."""
    plain = _SHORT_FORMS.sub(lambda form: form[0].replace(".", ""), text).strip()
    if not plain:
        return 1
    ends = [end.end() for end in _SENTENCE_END.finditer(plain)]
    # Words after the last full stop are a sentence of their own.
    return len(ends) + (1 if not ends or words_of(plain[ends[-1] :]) else 0)


@functools.lru_cache(maxsize=2048)
def count_syllables(word: str) -> int:
    """The syllables of one word or number as it is said aloud, at least 1.

    Two to five capital letters ("NHS") are said letter by letter; so are numbers of five digits
    and more.
    """
    plain = word.lower().replace("\u2019", "'").removesuffix("'s").replace("'", "")
    if plain in _KNOWN:
        return _KNOWN[plain]
    if word[0].isdecimal():
        parts = re.split("[.,]", word)
        # "Four point five": each point is a syllable too.
        return sum(map(_number_syllables, parts)) + len(parts) - 1
    if 1 < len(word) <= _LONGEST_ACRONYM and word.isupper():
        return len(word) + 2 * word.count("W")
    return max(1, _count_by_rule(plain))


def _number_syllables(digits: str) -> int:
    number = int(digits)
    if len(digits) > _LONGEST_NUMBER:
        return sum(_ONES[int(digit)] for digit in digits)
    if number < len(_ONES):
        return _ONES[number]
    for size, join in ((1000, 0), (100, 1)):
        if number >= size:
            # "nine thousand five", but "five hundred and five".
            rest = join + _number_syllables(str(number % size)) if number % size else 0
            return _ONES[number // size] + _SIZE_WORD + rest
    return _TENS[number // 10] + (_ONES[number % 10] if number % 10 else 0)


def _count_by_rule(word: str) -> int:
    return len(_VOWELS.findall(word)) - len(_SILENT.findall(word)) + len(_SPLIT.findall(word))
