"""Mouth shapes: what of a sound can be seen, for a drawn face and for pictures of how to make a sound."""

from __future__ import annotations

from enum import StrEnum

from sonorant.speech.phonemes import base


class Shape(StrEnum):
    """How the mouth looks; the values are names for files and settings."""

    REST = "rest"
    CLOSED = "closed"
    TEETH_ON_LIP = "teeth-on-lip"
    TONGUE_BETWEEN = "tongue-between"
    OPEN = "open"
    MID = "mid"
    SPREAD = "spread"
    ROUNDED = "rounded"
    PUCKERED = "puckered"
    HISS = "hiss"
    HUSH = "hush"
    TONGUE_UP = "tongue-up"
    TONGUE_BACK = "tongue-back"
    R = "r"


_SOUNDS = {
    Shape.CLOSED: "P B M",
    Shape.TEETH_ON_LIP: "F V",
    Shape.TONGUE_BETWEEN: "TH DH",
    Shape.OPEN: "AA AE",
    Shape.MID: "AH EH HH",
    Shape.SPREAD: "IY IH Y",
    Shape.ROUNDED: "AO UH",
    Shape.PUCKERED: "UW W",
    Shape.HISS: "S Z",
    Shape.HUSH: "SH ZH CH JH",
    Shape.TONGUE_UP: "T D N L",
    Shape.TONGUE_BACK: "K G NG",
    Shape.R: "R ER",
}
_GLIDES = {
    "AW": (Shape.OPEN, Shape.PUCKERED),
    "AY": (Shape.OPEN, Shape.SPREAD),
    "EY": (Shape.MID, Shape.SPREAD),
    "OW": (Shape.ROUNDED, Shape.PUCKERED),
    "OY": (Shape.ROUNDED, Shape.SPREAD),
}
_OF_PHONE = {phone: (shape,) for shape, phones in _SOUNDS.items() for phone in phones.split()} | _GLIDES

AZURE: tuple[tuple[Shape, ...], ...] = (
    (Shape.REST,),
    (Shape.MID,),
    (Shape.OPEN,),
    (Shape.ROUNDED,),
    (Shape.MID,),
    (Shape.R,),
    (Shape.SPREAD,),
    (Shape.PUCKERED,),
    (Shape.ROUNDED,),
    _GLIDES["AW"],
    _GLIDES["OY"],
    _GLIDES["AY"],
    (Shape.MID,),
    (Shape.R,),
    (Shape.TONGUE_UP,),
    (Shape.HISS,),
    (Shape.HUSH,),
    (Shape.TONGUE_BETWEEN,),
    (Shape.TEETH_ON_LIP,),
    (Shape.TONGUE_UP,),
    (Shape.TONGUE_BACK,),
    (Shape.CLOSED,),
)
"""The shapes, one after the other, of Azure's viseme ids 0 to 21 (Azure's table "Map phonemes to visemes")."""


def of_phone(arpabet: str) -> Shape:
    """The shape with which a sound begins (with or without stress digit). Raises KeyError if there is no such sound."""
    return shapes_of(arpabet)[0]


def shapes_of(arpabet: str) -> tuple[Shape, ...]:
    """The shapes of a sound, one after the other: two where a vowel glides. Raises KeyError as `of_phone` does."""
    return _OF_PHONE[base(arpabet)]
