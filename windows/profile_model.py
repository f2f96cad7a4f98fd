"""What Lull knows about the person: as words, as ticks, as changes to the settings. No Qt here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from config.language import N_, tr, trn
from tips.questions import options

if TYPE_CHECKING:
    from config.profile import Profile

NONE: Final = "none"
"""The choice that stands for an empty list: the person lives with, or takes, none of these."""

ASKED: Final = ("age_band", "conditions", "medicines")
"""The fields of a profile that advice hangs on, in the order in which they are asked."""

TOLD: Final = (*ASKED, "pregnant")
"""All that the panel asks; the last one only where it can matter, and its absence is no gap."""

_MOST_NAMED: Final = 2
"""So many conditions or medicines are named in one line; the others are counted."""

_NOT_TOLD: Final = {
    "conditions": N_("conditions not told"),
    "medicines": N_("medicines not told"),
}
_HAS_NONE: Final = {"conditions": N_("no conditions"), "medicines": N_("no medicines")}


AGE: Final = N_("How old are you?")
CONDITIONS: Final = N_("Do you live with one of these?")
MEDICINES: Final = N_("Do you take one of these?")
PREGNANT: Final = N_("Are you pregnant?")
MEDICINES_HELP: Final = N_(
    "Please do not stop or change a medicine because of anything that Lull says."
)
LEAD: Final = N_(
    "What is right to do can depend on these. They stay on this computer. What you leave open "
    "counts as not known."
)
KEPT: Final = N_("Your other answers stay as they are.")
REMEMBER: Final = N_("Remember this about me for next time")
REMEMBER_HELP: Final = N_("In your settings on this computer, for you alone to read.")
REMEMBERED: Final = N_("Remembered in your settings, on this computer.")


def to_choices(values: tuple[str, ...] | None) -> tuple[str, ...]:
    """A list of the profile as ticks: `NONE` for an empty one, no tick where nothing is known."""
    return (NONE,) if values == () else values or ()


def from_choices(ticked: tuple[str, ...]) -> tuple[str, ...] | None:
    """Ticks as a list of the profile; None where nothing is ticked."""
    return tuple(value for value in ticked if value != NONE) if ticked else None


def agreeing(ticked: tuple[str, ...], before: tuple[str, ...]) -> tuple[str, ...]:
    """The ticks without what the newest one excludes: "none" and one of the list do not agree."""
    if NONE not in ticked or len(ticked) == 1:
        return ticked
    return tuple(v for v in ticked if v != NONE) if NONE in before else (NONE,)


def unknown(profile: Profile) -> tuple[str, ...]:
    """Which of `ASKED` the person has not told."""
    return tuple(name for name in ASKED if getattr(profile, name) is None)


def summary(profile: Profile) -> str:
    """What is known, in one line for the person."""
    if unknown(profile) == ASKED:
        return tr("About you: not told yet. It can change the advice.")
    ages = {option.value: option.label for option in options("age_bands")}
    told = ages[profile.age_band] if profile.age_band else tr("age not told")
    more = [_named("conditions", profile.conditions), _named("medicines", profile.medicines)]
    if profile.pregnant in {"yes", "postpartum"}:
        pregnant = profile.pregnant == "yes"
        more.append(tr("pregnant") if pregnant else tr("gave birth in the last six weeks"))
    for part in more:
        told = tr("{others}; {next}", others=told, next=part)
    return tr("About you: {told}.", told=told)


def changes(before: Profile, after: Profile) -> dict[str, object]:
    """What has to be written, by the settings' full names; empty if nothing changed."""
    found: dict[str, object] = {}
    for name in TOLD:
        told = getattr(after, name)
        if told != getattr(before, name):
            found[f"profile.{name}"] = list(told) if isinstance(told, tuple) else told
    return found


def _named(name: str, values: tuple[str, ...] | None) -> str:
    if values is None:
        return tr(_NOT_TOLD[name])
    if not values:
        return tr(_HAS_NONE[name])
    labels = {option.value: option.label for option in options(name)}
    first, *second = [labels[value] for value in values[:_MOST_NAMED]]
    named = tr("{first}, {second}", first=first, second=second[0]) if second else first
    more = len(values) - _MOST_NAMED
    if more <= 0:
        return named
    return trn("{named} and {n} more", "{named} and {n} more", more, named=named)
