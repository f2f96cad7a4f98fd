"""What a tip is made of: the sentence, where it comes from and how far to trust it."""

from __future__ import annotations

import dataclasses
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from config.kinds import NudgeKind


class Evidence(StrEnum):
    """How strong the evidence is for what a text says; the value is its name in the data files.

    It is about the text's own statement ("caffeine this late can disturb sleep"), not about an
    effect on muscles.
    """

    GOOD = "good"
    """Controlled studies in people."""
    FAIR = "fair"
    """Observations in people that agree with each other, or a mechanism measured in people."""
    WEAK = "weak"
    """What experts agree on, information pages for patients, reports of single cases."""
    CONFLICTING = "conflicting"
    """Studies that do not agree."""


@dataclasses.dataclass(frozen=True, slots=True)
class Source:
    """Where a statement comes from.

    Attributes:
        id: Its name in the data files.
        title: Who published it, what and when, as a person can look it up.
        url_or_doi: Its address or its DOI (without a resolver in front); empty if neither is known.
        short: Its title without the name of a disease; empty if the title has none.
    """

    id: str
    title: str
    url_or_doi: str = ""
    short: str = ""

    @property
    def calm_title(self) -> str:
        """The title to show beside somebody's own answers, where no disease is named."""
        return self.short or self.title


@dataclasses.dataclass(frozen=True, slots=True)
class Tip:
    """One notification's worth of advice.

    Attributes:
        id: Its name in the journal and in ``lull plan``; never given to another tip.
        kind: The nudge it belongs to.
        title: The notification's summary: at most 60 characters, one action.
        text: The notification's body: one or two sentences, at most 200 characters.
        sources: Where it comes from, the leading one first; never empty.
        checked: The day on which the text was last compared with its sources.
        evidence: How strong the evidence for the text is.
    """

    id: str
    kind: NudgeKind
    title: str
    text: str
    sources: tuple[Source, ...]
    checked: date
    evidence: Evidence

    @property
    def source(self) -> Source:
        """The leading source, for places with room for one."""
        return self.sources[0]
