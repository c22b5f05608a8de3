"""Numbers as English words, the way they are read aloud in the United States."""

from __future__ import annotations

_SMALL = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS = ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_SCALES = (
    (10**18, "quintillion"), (10**15, "quadrillion"), (10**12, "trillion"), (10**9, "billion"), (10**6, "million"),
    (1000, "thousand"), (100, "hundred"),
)  # fmt: skip
_ORDINALS = {
    "one": "first",
    "two": "second",
    "three": "third",
    "five": "fifth",
    "eight": "eighth",
    "nine": "ninth",
    "twelve": "twelfth",
}
_LONGEST = 15
_LONGEST_GROUPED = 21
"""Digits; a longer number is read digit by digit. Commas show that it is meant as a quantity."""


def cardinal(number: int) -> list[str]:
    """A whole number from 0 to 10**21 - 1: 21 is ["twenty", "one"]."""
    if number < 20:
        return [_SMALL[number]]
    if number < 100:
        return [_TENS[number // 10], *(cardinal(number % 10) if number % 10 else [])]
    size, name = next(scale for scale in _SCALES if number >= scale[0])
    return [*cardinal(number // size), name, *(cardinal(number % size) if number % size else [])]


def ordinal(number: int) -> list[str]:
    """A whole number as a rank: 21 is ["twenty", "first"]."""
    *head, last = cardinal(number)
    if last.endswith("y"):
        return [*head, last[:-1] + "ieth"]
    return [*head, _ORDINALS.get(last) or last + "th"]


def year(number: int) -> list[str]:
    """A year: 1905 is ["nineteen", "oh", "five"], 2026 ["twenty", "twenty", "six"]."""
    century, rest = divmod(number, 100)
    if not 1100 <= number < 2100 or 2000 <= number < 2010:
        return cardinal(number)
    if rest == 0:
        return [*cardinal(century), "hundred"]
    return [*cardinal(century), *(["oh"] if rest < 10 else []), *cardinal(rest)]


def digits(text: str) -> list[str]:
    """Every digit in `text` by itself."""
    return [_SMALL[int(character)] for character in text if character in "0123456789"]


def spoken(text: str, *, years: bool = True) -> list[str]:
    """A number as written, such as "1,234.50" or "007": ASCII digits, thousands separated by commas or not at all.

    With `years`, four digits that can be a year are read as one.
    """
    whole, point, decimals = text.partition(".")
    words = _whole(whole, years=years and not point)
    return [*words, "point", *digits(decimals)] if decimals else words


def _whole(text: str, *, years: bool) -> list[str]:
    plain = text.replace(",", "")
    if not plain:
        return []
    if len(plain) > (_LONGEST if plain == text else _LONGEST_GROUPED) or (len(plain) > 1 and plain.startswith("0")):
        return digits(plain)
    number = int(plain)
    return year(number) if years and text == plain and 1100 <= number < 2100 else cardinal(number)


def plural(words: list[str]) -> list[str]:
    """The words with the last one in the plural: "eighty" becomes "eighties", "third" "thirds"."""
    *head, last = words
    if last.endswith("y"):
        return [*head, last[:-1] + "ies"]
    return [*head, last + ("es" if last.endswith("x") else "s")]
