"""Pictures as the bus carries them: ARGB, eight bits each, in network byte order."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from PIL import Image

SIZES = (16, 22, 24, 32, 48, 64)
"""In pixels: what panels ask for at usual and at double density (22 and 24: Plasma, GNOME)."""

Pixmap: TypeAlias = tuple[int, int, bytes]
"""Width, height and pixels."""

Drawing: TypeAlias = "Image.Image | Mapping[int, Image.Image] | Callable[[int], Image.Image]"
"""One image for all sizes, images by size, or a function that draws a size."""

Picture: TypeAlias = "Sequence[Pixmap] | Drawing"
"""Finished pixels, or something to make them from."""


def pixmaps(picture: Picture, sizes: tuple[int, ...] = SIZES) -> list[Pixmap]:
    """The value of a property of type ``a(iiay)``: width, height and pixels, the smallest first.

    Only a single image is scaled; a drawing made for a size is sharper than a scaled one. Pillow is
    loaded for images alone, not for finished pixels.
    """
    if isinstance(picture, Sequence):
        return list(picture)
    if isinstance(picture, Mapping):
        images = [picture[size] for size in sorted(picture)]
    elif callable(picture):
        images = [picture(size) for size in sizes]
    else:
        images = [_scaled(picture, size) for size in sizes]
    return [(*image.size, _argb(image)) for image in images]


def _scaled(image: Image.Image, size: int) -> Image.Image:
    if image.size == (size, size):
        return image
    from PIL import Image  # noqa: PLC0415 - see pixmaps

    return image.convert("RGBA").resize((size, size), Image.Resampling.LANCZOS)


def _argb(image: Image.Image) -> bytes:
    from PIL import Image  # noqa: PLC0415 - see pixmaps

    red, green, blue, alpha = image.convert("RGBA").split()
    return Image.merge("RGBA", (alpha, red, green, blue)).tobytes()
