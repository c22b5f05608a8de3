"""Find the sentences that rooms without Qt say to the user: failures and advice, as they stand in the code.

What is put into a sentence is numbered: f"“{name}” is empty" is found as "“{0}” is empty". The window translates them
by their shape (`sonorant.ui.words.Catalogue`), so nothing else has to be done where they are raised.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

ROOMS = ("audio", "engines", "practice", "sessions", "speech", "voices")
IN_UI = ("ui/settings.py",)
"""What works without Qt there, and speaks as the rooms do."""
LEAST_WORDS = 3
_ENDED = re.compile(r"(?:[.?]|[.:] \{\d+\})$")
"""With a full stop, or with another sentence that is put in."""


def sentences(source: Path) -> list[str]:
    """All of them under a folder of packages, sorted, each once."""
    files = [file for room in ROOMS for file in sorted((source / room).rglob("*.py"))]
    files += [*sorted(source.glob("*.py")), *(source / each for each in IN_UI)]
    return sorted({each for file in files for each in of_module(ast.parse(file.read_text(encoding="utf-8")))})


def of_module(tree: ast.Module) -> Iterator[str]:
    """The sentences of one module: what failures are raised with, itself or by a function that does nothing else, and
    what is returned, kept or named as a sentence."""
    named = {
        target.id: node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    raising = {each.name for each in ast.walk(tree) if isinstance(each, ast.FunctionDef) and _never_returns(each)}
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Attribute(attr=name) | ast.Name(id=name), args=given) if name in raising:
                yield from (each for one in given for each in _said(one, named))
            case ast.Call(func=ast.Attribute(ast.Call(func=ast.Name("super")), "__init__"), args=[first, *_]):
                yield from (each for each in _said(first, named) if _is_sentence(each))
            case ast.Raise(exc=ast.Call(args=[first, *_])):
                yield from (each for each in _said(first, named) if "\n" not in each)
            case ast.Return(value=ast.Call(func=ast.Name(id=name), args=[first, *_])) if name[:1].isupper():
                yield from (each for each in _said(first, named) if _is_sentence(each))
            case ast.Return(value=value) | ast.Assign(value=value) | ast.AnnAssign(value=value) if value is not None:
                yield from (each for each in _said(value, named) if _is_sentence(each))


def _said(node: ast.expr, named: dict[str, ast.expr]) -> Iterator[str]:
    """The texts that an expression can be, and those that are put into them."""
    match node:
        case ast.Constant(value=str(text)) if len(text.split()) >= LEAST_WORDS:
            yield text
        case ast.JoinedStr(values=parts):
            places = [part for part in parts if isinstance(part, ast.FormattedValue)]
            words = [f"{{{places.index(part)}}}" if part in places else part.value for part in parts]  # type: ignore[attr-defined]
            if len("".join(words).split()) >= LEAST_WORDS:
                yield "".join(words)
            for place in places:
                yield from _said(place.value, named)
        case ast.IfExp(body=one, orelse=other):
            yield from _said(one, named)
            yield from _said(other, named)
        case ast.BoolOp(values=several) | ast.Tuple(elts=several) | ast.List(elts=several):
            for each in several:
                yield from _said(each, named)
        case ast.Dict(values=several):
            for value in several:
                yield from _said(value, named)
        case ast.Name(id=name) if name in named:
            yield from _said(named[name], {})


def _never_returns(function: ast.FunctionDef) -> bool:
    return isinstance(function.returns, ast.Name) and function.returns.id == "NoReturn"


def _is_sentence(text: str) -> bool:
    return _ENDED.search(text) is not None and "\n" not in text and not text.startswith(" ")
