from itertools import pairwise

import numpy as np
import pytest

from sonorant.engines.embedded.alignment import Aligner, Spoken, align, omitted
from sonorant.engines.embedded.frontend import features, power_spectrum
from sonorant.engines.embedded.network import INSERTED, SILENT, Miscues
from sonorant.speech.failures import NothingToJudge

READER = Miscues().in_voice(2.0)


def numbers(model, *words: str) -> list[list[list[int]]]:
    """Words as pronunciations; "/" divides the ways to say a word."""
    return [[[model.index(phone) for phone in way.split()] for way in word.split("/")] for word in words]


def likely(model, path: list[tuple[str, int]]) -> np.ndarray:
    """Likelihoods of a take in which each phone (context-free) lasts that many frames."""
    rows = []
    for phone, frames in path:
        for frame in range(frames):
            row = np.full(5126, -200.0, dtype=np.float32)
            row[model.monophones[model.index(phone)][min(2, frame * 3 // frames)]] = -100.0
            rows.append(row)
    return np.array(rows)


def found(model, table, words, **options):
    alignment = align(model, words, table, context=False, **options)
    names = {SILENT: "SIL", INSERTED: "?"}
    units = alignment.units
    return alignment, [(names.get(unit.word, model.phones[unit.phone]), unit.start, unit.end) for unit in units]


def texts(alignment) -> list[int]:
    return [word.text for word in alignment.spoken]


def test_phones_lie_where_they_are_likely(model):
    table = likely(model, [("SIL", 9), ("K", 6), ("AE", 12), ("T", 6), ("SIL", 9)])
    _, units = found(model, table, numbers(model, "K AE T"))
    assert units == [("SIL", 0, 9), ("K", 9, 15), ("AE", 15, 27), ("T", 27, 33), ("SIL", 33, 42)]


def test_silence_between_words_is_found_and_not_required(model):
    table = likely(model, [("K", 6), ("IY", 6), ("SIL", 12), ("T", 6), ("IY", 6), ("M", 6), ("IY", 6)])
    _, units = found(model, table, numbers(model, "K IY", "T IY", "M IY"))
    assert [name for name, _, _ in units] == ["K", "IY", "SIL", "T", "IY", "M", "IY"]


def test_the_more_likely_pronunciation_is_chosen(model):
    table = likely(model, [("IY", 9), ("DH", 6), ("ER", 9)])
    assert found(model, table, numbers(model, "AY DH ER/IY DH ER"))[0].spoken == [Spoken(text=0, variant=1)]


def test_a_word_left_out_is_skipped_when_that_is_allowed(model):
    table = likely(model, [("K", 9), ("IY", 9), ("M", 9), ("IY", 9)])
    words = numbers(model, "K IY", "T AA P", "M IY")
    alignment = found(model, table, words, miscues=READER)[0]
    assert texts(alignment) == [0, 2]
    assert omitted(alignment.spoken, 3) == [1]
    assert texts(found(model, table, words)[0]) == [0, 1, 2]


def test_a_reading_may_begin_late_and_break_off(model):
    table = likely(model, [("M", 9), ("IY", 9), ("SIL", 9)])
    words = numbers(model, "K IY", "T AA P", "M IY", "S UW", "T UW")
    assert texts(found(model, table, words, miscues=READER)[0]) == [2]


def test_words_said_again_are_there_twice(model):
    said = [("K", 9), ("IY", 9), ("M", 9), ("AA", 9)]
    table = likely(model, [*said, *said, ("T", 9), ("UW", 9)])
    words = numbers(model, "K IY", "M AA", "T UW")
    assert texts(found(model, table, words, miscues=READER)[0]) == [0, 1, 0, 1, 2]


def test_a_word_of_one_phone_said_again_is_there_twice(model):
    table = likely(model, [("AY", 12), ("AY", 12), ("T", 9), ("UW", 9)])
    assert texts(found(model, table, numbers(model, "AY", "T UW"), miscues=READER)[0]) == [0, 0, 1]


def test_speech_that_is_not_in_the_text_is_an_insertion(model):
    table = likely(model, [("K", 9), ("IY", 9), ("S", 12), ("AA", 12), ("SH", 12), ("M", 9), ("IY", 9)])
    _, units = found(model, table, numbers(model, "K IY", "M IY"), miscues=READER)
    assert units == [("K", 0, 9), ("IY", 9, 18), ("?", 18, 54), ("M", 54, 63), ("IY", 63, 72)]


def test_the_sizes_of_the_pieces_do_not_matter(model):
    names = ["K", "IY", "M", "AA", "S", "UW"]
    table = likely(model, [(names[index % 6], 7) for index in range(60)])
    words = numbers(model, *[f"{names[index % 6]} {names[index % 6 + 1]}" for index in range(0, 60, 2)])
    whole = align(model, words, table, context=False)
    pieces = Aligner(model, words, context=False)
    for start in range(0, len(table), 50):
        pieces.advance(table[start : start + 50])
    pieces.finish()
    assert pieces.units == whole.units
    assert pieces.spoken == whole.spoken


def test_what_is_certain_is_settled_before_the_end(model):
    table = likely(model, [("K", 9), ("IY", 9), ("M", 9), ("AA", 9), ("T", 9), ("UW", 9)])
    aligner = Aligner(model, numbers(model, "K IY", "M AA", "T UW"), context=False)
    aligner.advance(table[:40])
    assert [word.text for word in aligner.spoken] == [0, 1]


def test_units_cover_the_take_without_gaps(model, said):
    spoken = said("The old clock on the wall has stopped again.", "slt")
    table = model.likelihoods(features(power_spectrum(spoken.audio.samples), 1.0))
    words = numbers(
        model, "DH AH", "OW L D", "K L AA K", "AA N", "DH AH", "W AO L", "HH AE Z", "S T AA P T", "AH G EH N"
    )
    units = align(model, words, table).units
    assert units[0].start == 0
    assert units[-1].end == len(table)
    assert all(left.end == right.start for left, right in pairwise(units))


def test_a_take_shorter_than_its_text_is_refused(model):
    table = likely(model, [("K", 5)])
    with pytest.raises(NothingToJudge, match="too short"):
        found(model, table, numbers(model, "K AE T"))


def test_a_long_text_is_aligned_within_the_beam(model):
    names = ["K", "IY", "M", "AA", "S", "UW"]
    path = [(names[index % 6], 6) for index in range(600)]
    table = likely(model, path)
    words = numbers(model, *[f"{names[index % 6]} {names[index % 6 + 1]}" for index in range(0, 600, 2)])
    _, units = found(model, table, words)
    assert [(name, end - start) for name, start, end in units] == path
