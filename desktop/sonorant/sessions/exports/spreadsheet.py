"""An assessment as a table for a spreadsheet."""

from __future__ import annotations

import csv
import io

from sonorant.sessions.exports import timeline
from sonorant.sessions.exports.timeline import PhonemeUnit, Span, WordUnit
from sonorant.speech.assessment import Assessment, ErrorType, Interval, PhonemeError, Scores

_OF_TAKE = {
    "overall": "pronunciation",
    "accuracy": "accuracy",
    "fluency": "fluency",
    "completeness": "completeness",
    "prosody": "prosody",
}
"""The scores of the take by their columns, and their fields in `Scores`."""
COLUMNS = (
    *("word", "syllable", "expected", "heard", "score", "start", "end", "error", "word_score", "word_error"),
    *("reliable", "word_score_low", "word_score_high"),
    *(f"{score}{part}" for score in _OF_TAKE for part in ("", "_low", "_high")),
    *("score_low", "score_high"),
)
"""In this order for good; new ones come last, so that what reads columns by their number goes on to."""
ENCODING = "utf-8-sig"
"""With a mark at the beginning, without which spreadsheets take a file for one of their own encoding."""


def csv_text(assessment: Assessment, scale: float = 100.0) -> str:
    """One line per phoneme, or per word where a word has no phonemes, under a line of column names.

    Times are in seconds from the start of the take, scores as the assessment has them, empty where there is none.
    "reliable" is "no" where the error is of a sound that cannot be judged reliably, "yes" for other errors of sounds.
    Between "_low" and "_high" the experts' own score lies in four of five cases. The scores of the whole take are the
    same on every line. `scale` is the best score of the assessment's grading (100 or 5). Several errors of a word are
    joined by a blank. A cell that a spreadsheet would take for a formula begins with "'".
    """
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    of_take = _of_take(assessment.scores)
    for word in timeline.words(assessment, scale):
        for phoneme in word.phonemes or (None,):
            ends = _range(phoneme.phoneme.interval if phoneme else None)
            writer.writerow([safe(cell) for cell in (*_row(word, phoneme), *of_take, *ends)])
    return out.getvalue()


def _row(word: WordUnit, phoneme: PhonemeUnit | None) -> tuple[str, ...]:
    of_word = (number_or_nothing(word.word.accuracy), _word_errors(word))
    range_ = _range(word.word.interval)
    if phoneme is None:
        return (word.word.word, "", "", "", "", *_times(word.span), "", *of_word, "", *range_)
    finding = phoneme.phoneme.finding
    if finding is None:
        error = "Mispronunciation" if phoneme.mark else ""
    else:
        error = "" if finding.error == PhonemeError.NONE else str(finding.error)
    return (
        word.word.word,
        phoneme.syllable.syllable if phoneme.syllable else "",
        phoneme.phoneme.phoneme or "",
        phoneme.heard or "",
        number_or_nothing(phoneme.phoneme.accuracy),
        *_times(phoneme.span),
        error,
        *of_word,
        ("yes" if phoneme.reliable else "no") if error else "",
        *range_,
    )


def _of_take(scores: Scores) -> list[str]:
    cells = []
    for field in _OF_TAKE.values():
        cells += [number_or_nothing(getattr(scores, field)), *_range(scores.intervals.get(field))]
    return cells


def _word_errors(word: WordUnit) -> str:
    pause = word.word.pause.error_types if word.word.pause else ()
    return " ".join(dict.fromkeys(str(each) for each in (word.word.error, *pause) if each != ErrorType.NONE))


def _times(span: Span | None) -> tuple[str, str]:
    return (f"{span.start:.3f}", f"{span.end:.3f}") if span else ("", "")


def _range(interval: Interval | None) -> tuple[str, str]:
    return (number_or_nothing(interval[0]), number_or_nothing(interval[1])) if interval else ("", "")


def number_or_nothing(value: float | None) -> str:
    """The cell of a score."""
    return "" if value is None else f"{value:g}"


def safe(cell: str) -> str:
    """The cell so that no spreadsheet takes it for a formula."""
    return f"'{cell}" if cell.startswith(("=", "+", "-", "@", "\t", "\r")) else cell
