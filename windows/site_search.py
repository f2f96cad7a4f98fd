"""Finding a place of the body by typing: labels, and the words that people have for its parts."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tips.questions import Option

OTHER_WORDS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "eyelid": "eye lid lash",
        "face_other": "cheek mouth lip chin nose brow forehead temple ear scalp head",
        "tongue": "mouth",
        "jaw_neck": "throat nape chin",
        "shoulder_arm": "biceps triceps upper arm armpit elbow",
        "forearm": "lower arm wrist elbow",
        "hand": "thumb finger palm knuckle wrist",
        "chest_back": "rib breast spine shoulder blade upper lower trunk",
        "abdomen": "stomach tummy belly flank side waist",
        "thigh": "leg upper buttock bottom groin knee hamstring hip",
        "calf": "leg lower shin ankle knee",
        "foot": "toe heel sole ankle",
        "all_over": "everywhere whole body all",
    }
)
"""What else a place is called; a word may stand for several places."""


_NO_PLACE: Final = frozenset({"left", "right", "both", "my", "the", "in", "on", "of"})
"""Words that tell no place from another: left and right are one."""


def find_sites(text: str, sites: Sequence[Option]) -> tuple[str, ...]:
    """The places that fit what was typed, best first; all of them for nothing.

    A place fits if each typed word begins a word of its label or of its other words; one whose
    label begins with the text comes first.
    """
    typed = [word for word in text.casefold().split() if word not in _NO_PLACE]
    begun = " ".join(typed)
    found = []
    for order, site in enumerate(sites):
        label = site.label.casefold()
        words = f"{label} {OTHER_WORDS.get(site.value, '')}".replace(",", " ").split()
        if all(any(word.startswith(part) for word in words) for part in typed):
            in_label = all(any(w.startswith(part) for w in label.split()) for part in typed)
            found.append((not label.startswith(begun), not in_label, order, site))
    return tuple(site.value for *_, site in sorted(found, key=lambda each: each[:3]))
