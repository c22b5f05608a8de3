"""Written forms that are not read letter for letter: numbers, money, times, dates, units, abbreviations, symbols.

`FORMS` pairs each pattern, on text folded to ASCII, with the words that a match of it is read as. The first pattern
that matches at a place wins, so the more special ones come first.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TypeAlias

from sonorant.speech.numbers import cardinal, digits, ordinal, plural, spoken, year

Match: TypeAlias = "re.Match[str]"
Say: TypeAlias = Callable[[Match], list[str]]

_NUMBER = r"(?:[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])|[0-9]+)(?:\.[0-9]+)?"
_ALONE = r"(?<![A-Za-z0-9])"
_END = r"(?![A-Za-z0-9])"
_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip
_MONTH = r"(?:" + "|".join(f"{name}|{name[:3]}" for name in _MONTHS) + r"|sept)\b\.?"
_AM_PM = r"(?:\s?(?P<half>[ap])\.?m\b\.?)"


def spell(letters: str, ending: str = "") -> list[str]:
    """The names of letters, the last one in the plural ("s") or possessive ("'s") if such an `ending` is given.

    The letter A is "a.", since "a" is the article.
    """
    names = ["a." if letter == "a" else letter for letter in letters.lower()]
    return [*names[:-1], letters[-1].lower() + "." + ending] if ending else names


# --- money ---

_CURRENCIES = {
    "$": ("dollar", "dollars", "cent", "cents"),
    "£": ("pound", "pounds", "penny", "pence"),
    "€": ("euro", "euros", "cent", "cents"),
    "¥": ("yen", "yen", "sen", "sen"),
}
_SCALES = {"k": "thousand", "m": "million", "bn": "billion", "b": "billion", "t": "trillion"}


def _money(match: Match) -> list[str]:
    one, many, small, smalls = _CURRENCIES[match["currency"]]
    amount, scale = match["amount"], match["scale"]
    minus = ["minus"] if match["minus"] else []
    if scale:
        return [*minus, *spoken(amount, years=False), _SCALES.get(scale.lower(), scale.lower()), many]
    whole, _, cents = amount.partition(".")
    if cents and len(cents) != 2:
        return [*minus, *spoken(amount, years=False), many]
    coins = int(cents or 0)
    change = [*cardinal(coins), small if coins == 1 else smalls] if coins else []
    if change and not whole.strip("0,"):
        return minus + change
    notes = [*spoken(whole, years=False), one if whole == "1" else many]
    return [*minus, *notes, *(["and", *change] if change else [])]


def _money_after(match: Match) -> list[str]:
    if match["currency"] == "¢":
        return [*spoken(match["amount"], years=False), "cent" if match["amount"] == "1" else "cents"]
    return _money(match)


# --- dates and times ---


def _time(match: Match) -> list[str]:
    hour, minute, half = int(match["hour"]), int(match["minute"] or 0), match["half"]
    words = cardinal(hour)
    if minute:
        words += [*(["oh"] if minute < 10 else []), *cardinal(minute)]
    elif not half:
        words += ["o'clock"] if 1 <= hour <= 12 else ["hundred"]
    return [*words, *(spell(half + "m") if half else [])]


def _month(name: str) -> str:
    return next(month for month in _MONTHS if month.startswith(name.lower()[:3]))


def _date(match: Match) -> list[str]:
    """A date whose month is a name: the parts in the order in which they are written."""
    day, month = ordinal(int(match["day"])), [_month(match["month"])]
    first, second = (month, day) if match.start("month") < match.start("day") else (day, month)
    return [*first, *second, *(year(int(match["year"])) if match["year"] else [])]


def _numeric_date(match: Match) -> list[str]:
    first, second, last = int(match["first"]), int(match["second"]), match["year"]
    month, day = (second, first) if first > 12 >= second else (first, second)
    spoken_year = year(int(last)) if len(last) == 4 else spoken(last)
    if not 1 <= month <= 12:
        return [*cardinal(first), *cardinal(second), *spoken_year]
    return [_MONTHS[month - 1], *ordinal(day), *spoken_year]


# --- numbers ---

_UNITS = {
    "km/h": "kilometer per hour", "kmh": "kilometer per hour", "mph": "mile per hour", "km": "kilometer",
    "cm": "centimeter", "mm": "millimeter", "m": "meter", "kg": "kilogram", "mg": "milligram", "g": "gram",
    "lbs": "pound",
    "lb": "pound", "oz": "ounce", "ft": "foot", "mi": "mile", "yd": "yard", "ml": "milliliter", "l": "liter",
    "gb": "gigabyte",
    "mb": "megabyte", "kb": "kilobyte", "tb": "terabyte", "ghz": "gigahertz", "mhz": "megahertz", "khz": "kilohertz",
    "hz": "hertz", "kw": "kilowatt", "hrs": "hour", "hr": "hour", "mins": "minute", "min": "minute", "secs": "second",
    "sec": "second", "°c": "degree celsius", "°f": "degree fahrenheit", "°": "degree", "%": "percent",
}  # fmt: skip
_PLURALS = {"foot": "feet", "percent": "percent"}
_PARTS = {2: "half", 4: "quarter"}


def _minus(match: Match) -> list[str]:
    return ["minus"] if match["minus"] else []


def _quantity(match: Match) -> list[str]:
    name, *rest = _UNITS[match["unit"].lower()].split()
    if match["amount"] != "1":
        name = name if name.endswith("hertz") else _PLURALS.get(name, name + "s")
    return [*_minus(match), *spoken(match["amount"], years=False), name, *rest]


def _feet(match: Match) -> list[str]:
    feet = [*cardinal(int(match["feet"])), "foot" if match["feet"] == "1" else "feet"]
    return [*feet, *cardinal(int(match["inches"])), "inch" if match["inches"] == "1" else "inches"]


def _fraction(match: Match) -> list[str]:
    whole, over, under = match["whole"], int(match["over"]), int(match["under"])
    part = [_PARTS[under]] if under in _PARTS else ordinal(under)
    if over != 1:
        part = ["halves"] if under == 2 else plural(part)
    if not whole:
        return [*cardinal(over), *part]
    return [*spoken(whole, years=False), "and", *(["a"] if over == 1 else cardinal(over)), *part]


def _range(match: Match) -> list[str]:
    return [*spoken(match["low"]), "to", *spoken(match["high"])]


def _decade(match: Match) -> list[str]:
    return plural(spoken(match["number"]))


def _version(match: Match) -> list[str]:
    words = [word for part in match[0].split(".") for word in ["point", *spoken(part, years=False)]]
    return words[1:]


def _plain(match: Match) -> list[str]:
    return [*_minus(match), *spoken(match["number"])]


# --- abbreviations and symbols ---

_ABBREVIATIONS = {
    "mr": "mister", "mrs": "mrs", "ms": "ms", "prof": "professor", "jr": "junior", "sr": "senior", "vs": "versus",
    "etc": "etc", "e.g": "for example", "i.e": "that is", "approx": "approximately", "dept": "department",
    "inc": "incorporated", "ltd": "limited", "corp": "corporation", "ave": "avenue", "blvd": "boulevard", "rd": "road",
    "mt": "mount", "capt": "captain", "sgt": "sergeant", "ph.d": "p h d", "a.k.a": "also known as", "w/o": "without",
    "w/": "with",
}  # fmt: skip
_SYMBOLS = {
    "&": "and", "@": "at", "+": "plus", "=": "equals", "×": "times", "÷": "divided by", "%": "percent", "°": "degrees",
}  # fmt: skip


def _abbreviation(match: Match) -> list[str]:
    words = _ABBREVIATIONS[match["name"].lower()].split()
    return [word for each in words for word in (spell(each) if len(each) == 1 else [each])]


def _saint_or_doctor(match: Match) -> list[str]:
    return ["saint" if match["name"] == "St" else "doctor"]


def _street_or_drive(match: Match) -> list[str]:
    return ["street" if match["name"] == "St" else "drive"]


def _words(*words: str) -> Say:
    return lambda _match: list(words)


def _form(pattern: str, say: Say) -> tuple[re.Pattern[str], Say]:
    return re.compile(pattern, re.IGNORECASE), say


def _cased(pattern: str, say: Say) -> tuple[re.Pattern[str], Say]:
    return re.compile(pattern), say


_MINUS = r"(?P<minus>(?<![^\s(])-)?"
# "5 m" is a length, "5 M" is not.
_UNIT = "|".join(
    re.escape(unit) if len(unit) > 1 or not unit.isalpha() else f"(?-i:{unit})"
    for unit in sorted(_UNITS, key=len, reverse=True)
)
_DAY = r"(?:0?[1-9]|[12][0-9]|3[01])"
_YEAR = rf"(?:,?\s(?P<year>[12][0-9]{{3}}){_END})?"
_SCALE = r"thousand|million|billion|trillion"
_SHORT = "|".join(re.escape(name) for name in sorted(_ABBREVIATIONS, key=len, reverse=True) if not name.endswith("/"))

FORMS: tuple[tuple[re.Pattern[str], Say], ...] = (
    # Telephone numbers, digit by digit.
    _form(_ALONE + r"\+?(?:[0-9]{1,3}[-. ])?\(?[0-9]{3}\)?[-. ][0-9]{3}[-. ][0-9]{4}" + _END, lambda m: digits(m[0])),
    _form(_ALONE + r"[0-9]{3}-[0-9]{4}" + _END, lambda m: digits(m[0])),
    # 2026-11-21, 11/21/2026
    _form(rf"{_ALONE}(?P<year>[0-9]{{4}})-(?P<first>0?[1-9]|1[0-2])-(?P<second>{_DAY}){_END}", _numeric_date),
    _form(rf"{_ALONE}(?P<first>{_DAY})/(?P<second>{_DAY})/(?P<year>[0-9]{{4}}|[0-9]{{2}}){_END}", _numeric_date),
    # Nov 21, 2026 and 21 November 2026
    _form(rf"{_ALONE}(?P<month>{_MONTH})\s(?P<day>{_DAY})(?:st|nd|rd|th)?{_END}{_YEAR}", _date),
    _form(rf"{_ALONE}(?P<day>{_DAY})(?:st|nd|rd|th)?\s(?P<month>{_MONTH}){_YEAR}", _date),
    # 7:30, 7:05 pm, 5 p.m.
    _form(_ALONE + rf"(?P<hour>[01]?[0-9]|2[0-4]):(?P<minute>[0-5][0-9])(?![0-9:]){_AM_PM}?", _time),
    _form(_ALONE + rf"(?P<hour>1[0-2]|0?[1-9])(?P<minute>){_AM_PM}", _time),
    # $5, -$3.50, $1.5 million, 5 €, 50¢
    _form(
        rf"{_MINUS}(?P<currency>[$£€¥])\s?(?P<amount>{_NUMBER})(?:\s?(?P<scale>{_SCALE}|bn|k|m|b|t){_END})?",
        _money,
    ),
    _form(rf"{_ALONE}{_MINUS}(?P<amount>{_NUMBER})(?:\s(?P<scale>{_SCALE}))?\s?(?P<currency>[£€¥¢])", _money_after),
    # 3 1/2, 3/4, 24/7
    _form(rf"{_ALONE}24/7{_END}", _words("twenty", "four", "seven")),
    _form(
        rf"{_ALONE}(?:(?P<whole>[0-9]{{1,4}}) )?(?P<over>[1-9][0-9]?)/(?P<under>[2-9]|[1-9][0-9]|100)(?![0-9/A-Za-z])",
        _fraction,
    ),
    # 1st, 1980s, 90s
    _form(r"(?P<number>[0-9]{1,9})(?:st|nd|rd|th)" + _END, lambda m: ordinal(int(m["number"]))),
    _form(r"'?(?P<number>(?:1[1-9]|20)?[1-9]0|(?:1[1-9]|20)00)'?s" + _END, _decade),
    # 5 km, 20 %, -3°C
    _form(rf"{_MINUS}(?P<amount>{_NUMBER})\s?(?P<unit>{_UNIT}){_END}", _quantity),
    # 5'10", 10^6, C#
    _form(rf"{_ALONE}(?P<feet>[0-9]{{1,3}})' ?(?P<inches>[0-9]|1[01])(?:\"|'')", _feet),
    _form(r"(?<=[0-9A-Za-z])\^(?=-?[0-9A-Za-z])", _words("to", "the", "power", "of")),
    _form(r"(?<=\b[A-Ga-g])#(?![0-9A-Za-z])", _words("sharp")),
    # 10-20, and versions such as 3.11.2
    _form(rf"{_ALONE}(?P<low>{_NUMBER})\s?-\s?(?P<high>{_NUMBER})(?![-0-9A-Za-z])", _range),
    _form(r"[0-9]+(?:\.[0-9]+){2,}", _version),
    _form(r"#(?=[0-9])", _words("number")),
    _cased(r"\bN[or]\.\s?(?=[0-9])", _words("number")),
    _form(rf"{_MINUS}(?P<number>{_NUMBER}|\.[0-9]+)", _plain),
    # Elm Dr., Main St. before anything but a name; Dr. Lee, St. Mary
    _cased(r"(?<=[a-z] )(?P<name>St|Dr)\.(?!\s*[A-Z])", _street_or_drive),
    _cased(r"\b(?P<name>St(?=\.?\s[A-Z])|Dr(?=\.|\s[A-Z]))\.?", _saint_or_doctor),
    _form(rf"{_ALONE}(?P<name>w/o?)(?![A-Za-z])", _abbreviation),
    _form(rf"{_ALONE}(?P<name>{_SHORT})\.(?![0-9A-Za-z])", _abbreviation),
    _cased(r"\b(?P<name>(?:Mr|Mrs|Ms|Prof)(?=\s[A-Z])|vs\b)", _abbreviation),
    # U.S.A., a.m., J. Smith
    _form(_ALONE + r"(?:[A-Za-z]\.){2,}(?:[A-Za-z](?![A-Za-z]))?", lambda m: spell(m[0].replace(".", ""))),
    _cased(r"\b(?!I\b)[A-Z]\.(?=\s[A-Z])", lambda m: spell(m[0][0])),
    # example.com
    _form(r"(?<=[A-Za-z0-9])\.(?=(?:com|org|net|edu|gov|io|uk)\b)", _words("dot")),
    _form(r"(?<=[A-Za-z])\+\+", _words("plus", "plus")),
    _form("|".join(map(re.escape, _SYMBOLS)), lambda m: _SYMBOLS[m[0]].split()),
)
