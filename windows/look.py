"""One look: a palette and the sizes that follow from the size of text. No Qt in here."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from windows.palettes import Palette

TEXT_PX: Final = 16
"""Text at 100 %, in device-independent pixels."""

SMALLEST_TARGET_PX: Final = 44
"""The least height of whatever can be pressed (WCAG 2.2, 2.5.5)."""


@dataclasses.dataclass(frozen=True, slots=True)
class Look:
    """Colours and sizes. All sizes are device-independent pixels.

    Attributes:
        palette: The colours.
        scale: The size of text, 1.0 to 2.0.
        still: Whether nothing may glide, grow or fade.
    """

    palette: Palette
    scale: float = 1.0
    still: bool = False

    @property
    def text(self) -> int:
        """The height of ordinary text."""
        return round(TEXT_PX * self.scale)

    @property
    def small(self) -> int:
        """Help and sources; never below 14."""
        return round(14 * self.scale)

    @property
    def title(self) -> int:
        """A window's headline."""
        return round(25 * self.scale)

    @property
    def heading(self) -> int:
        """The heading of a part."""
        return round(18 * self.scale)

    @property
    def gap(self) -> int:
        """The unit of space; it grows half as fast as text, so that 200 % still fits."""
        return round(8 * (1 + (self.scale - 1) / 2))

    @property
    def target(self) -> int:
        """The least height of whatever can be pressed."""
        return max(SMALLEST_TARGET_PX, round(self.text * 1.6 + 2 * self.gap))

    @property
    def indicator(self) -> int:
        """The side of a check box, a little larger than the text beside it."""
        return round(self.text * 1.35)

    @property
    def ring(self) -> int:
        """The width of the focus ring."""
        return 3

    @property
    def outline(self) -> int:
        """The width of a control's outline."""
        return 2 if self.palette.high_contrast else 1

    @property
    def radius(self) -> int:
        """How round the corners of controls are."""
        return 4 if self.palette.high_contrast else 10
