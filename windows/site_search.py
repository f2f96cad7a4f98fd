"""Finding a place of the body by typing: labels, and the words that people have for its parts."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from config.language import NP_, trp

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tips.questions import Option

OTHER_WORDS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "eyelid": NP_("words to find a place of the body by, with spaces", "eye lid lash"),
        "face_other": NP_(
            "words to find a place of the body by, with spaces",
            "cheek mouth lip chin nose brow forehead temple ear scalp head",
        ),
        "tongue": NP_("words to find a place of the body by, with spaces", "mouth"),
        "jaw_neck": NP_("words to find a place of the body by, with spaces", "throat nape chin"),
        "shoulder_arm": NP_(
            "words to find a place of the body by, with spaces",
            "biceps triceps upper arm armpit elbow",
        ),
        "forearm": NP_(
            "words to find a place of the body by, with spaces", "lower arm wrist elbow"
        ),
        "hand": NP_(
            "words to find a place of the body by, with spaces", "thumb finger palm knuckle wrist"
        ),
        "chest_back": NP_(
            "words to find a place of the body by, with spaces",
            "rib breast spine shoulder blade upper lower trunk",
        ),
        "abdomen": NP_(
            "words to find a place of the body by, with spaces",
            "stomach tummy belly flank side waist",
        ),
        "thigh": NP_(
            "words to find a place of the body by, with spaces",
            "leg upper buttock bottom groin knee hamstring hip",
        ),
        "calf": NP_(
            "words to find a place of the body by, with spaces", "leg lower shin ankle knee"
        ),
        "foot": NP_("words to find a place of the body by, with spaces", "toe heel sole ankle"),
        "all_over": NP_(
            "words to find a place of the body by, with spaces", "everywhere whole body all"
        ),
    }
)
"""What else a place is called; a word may stand for several places."""


_NO_PLACE: Final = NP_(
    "words to leave out when a place of the body is searched, with spaces",
    "left right both my the in on of",
)
"""Words that tell no place from another: left and right are one."""


def find_sites(text: str, sites: Sequence[Option]) -> tuple[str, ...]:
    """The places that fit what was typed, best first; all of them for nothing.

    A place fits if each typed word begins a word of its label or of its other words; one whose
    label begins with the text comes first.
    """
    no_place = trp(
        "words to leave out when a place of the body is searched, with spaces", _NO_PLACE
    )
    left_out = no_place.casefold().split()
    typed = [word for word in text.casefold().split() if word not in left_out]
    begun = " ".join(typed)
    found = []
    for order, site in enumerate(sites):
        label = site.label.casefold()
        others = trp(
            "words to find a place of the body by, with spaces", OTHER_WORDS.get(site.value, "")
        ).casefold()
        words = f"{label} {others}".replace(",", " ").split()
        if all(any(word.startswith(part) for word in words) for part in typed):
            in_label = all(any(w.startswith(part) for w in label.split()) for part in typed)
            found.append((not label.startswith(begun), not in_label, order, site))
    return tuple(site.value for *_, site in sorted(found, key=lambda each: each[:3]))
