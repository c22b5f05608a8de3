"""Two verdicts side by side."""

from __future__ import annotations

from sonorant.speech.assessment import Assessment, ErrorType, Word
from sonorant.speech.comparison import Row, compare


def verdict(*words: Word) -> Assessment:
    return Assessment(words=words)


def word(name: str, start: int, accuracy: float = 90.0, error: ErrorType = ErrorType.NONE) -> Word:
    return Word(name, accuracy=accuracy, error=error, span=(start, start + len(name)))


def added(name: str) -> Word:
    return Word(name, error=ErrorType.INSERTION)


def shown(rows: tuple[Row, ...]) -> list[tuple[str, bool, bool, bool]]:
    return [(row.word, row.first is not None, row.second is not None, row.disagree) for row in rows]


def test_the_same_words_stand_side_by_side() -> None:
    one = verdict(word("the", 0, 95), word("river", 4, 90))
    other = verdict(word("the", 0, 90), word("river", 4, 80))
    rows = compare(one, other)
    assert [(row.first, row.second) for row in rows] == list(zip(one.words or (), other.words or (), strict=True))
    assert not any(row.disagree for row in rows)


def test_they_disagree_by_mark_or_by_many_points() -> None:
    one = verdict(word("the", 0, 61), word("river", 4, 95), word("is", 10))
    other = verdict(word("the", 0, 59, ErrorType.MISPRONUNCIATION), word("river", 4, 75), word("is", 10))
    assert [row.disagree for row in compare(one, other)] == [True, True, False]
    assert [row.disagree for row in compare(one, other, apart=30)] == [True, False, False]


def test_what_only_one_heard_has_a_row_in_its_place() -> None:
    one = verdict(word("the", 0), added("very"), word("river", 4))
    other = verdict(added("well"), word("the", 0), word("river", 4))
    assert shown(compare(one, other)) == [
        ("well", False, True, True),
        ("the", True, True, False),
        ("very", True, False, True),
        ("river", True, True, False),
    ]


def test_a_word_left_out_for_one_is_a_disagreement() -> None:
    one = verdict(word("the", 0), word("river", 4))
    other = verdict(word("the", 0), word("river", 4, 0.0, ErrorType.OMISSION))
    assert [row.disagree for row in compare(one, other)] == [False, True]


def test_one_written_form_may_be_several_words() -> None:
    one = verdict(Word("five", span=(0, 2)), Word("dollars", span=(0, 2)), word("now", 3))
    assert [row.word for row in compare(one, one)] == ["five", "dollars", "now"]
    assert not any(row.disagree for row in compare(one, one))


def test_without_words_there_are_no_rows() -> None:
    assert compare(Assessment(), Assessment()) == ()
