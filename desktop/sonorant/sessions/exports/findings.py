"""What went wrong in a take, one plain sentence each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sonorant.sessions.exports.timeline import PhonemeUnit, Span, WordUnit
from sonorant.speech.assessment import Remark
from sonorant.speech.marks import Mark


@dataclass(frozen=True, slots=True)
class Finding:
    """One error: what to say of it, and where to hear it. `span` is None where nothing was said.

    `reliable` is false for a sound that is judged poorly.
    """

    mark: Mark
    sentence: str
    span: Span | None
    reliable: bool = True


_OF_WORD = {
    Mark.MISPRONOUNCED: "“{}” was not clear.",
    Mark.OMITTED: "“{}” was left out.",
    Mark.ADDED: "“{}” is not in the text.",
    Mark.REPEATED: "“{}” was said again.",
    Mark.MISSING_PAUSE: "A pause is missing before “{}”.",
}


_OF_REMARK: dict[Remark | None, str] = {
    Remark.SELF_CORRECTION: "“{}” was said wrong, and then put right.",
    Remark.FILLER: "“{}” fills a pause and is not in the text.",
    Remark.FALSE_START: "“{}” was begun and broken off.",
}


def findings(words: list[WordUnit], monotone: bool = False) -> list[Finding]:
    """Every error of a take in order of time; that the whole of it is monotone comes last."""
    found = [each for word in words for each in _of_word(word)]
    if monotone:
        found.append(Finding(Mark.MONOTONE, "The voice hardly rises and falls; let it move more.", None))
    return found


def _of_word(word: WordUnit) -> Iterator[Finding]:
    name = word.word.word
    if Mark.PAUSE in word.marks:
        pause = word.pause
        length = f" of {pause.end - pause.start:.1f} s" if pause else ""
        yield Finding(Mark.PAUSE, f"An unexpected pause{length} before “{name}”.", pause)
    for mark in word.own_marks:
        if mark in _OF_WORD:
            sentence = _OF_REMARK.get(word.word.remark) if mark in (Mark.ADDED, Mark.REPEATED) else None
            yield Finding(mark, (sentence or _OF_WORD[mark]).format(name), word.span)
    for each in word.wrong:
        assert each.mark
        doubt = "" if each.reliable else " (this sound cannot be judged reliably)"
        yield Finding(each.mark, f"“{name}”: {_of_phoneme(each)}{doubt}.", each.span or word.span, each.reliable)


def _of_phoneme(unit: PhonemeUnit) -> str:
    expected = unit.phoneme.phoneme or "a sound"
    if unit.mark == Mark.DELETION:
        return f"{expected} was left out"
    if unit.mark == Mark.INSERTION:
        return f"{unit.heard or expected} was added"
    return f"{expected} was said as {unit.heard}" if unit.heard else f"{expected} was not clear"
