"""Every sound has its mouth shape, and so has every viseme of Azure."""

from __future__ import annotations

import pytest

from sonorant.speech.phonemes import PHONE, PHONES
from sonorant.speech.visemes import AZURE, Shape, of_phone, shapes_of


def test_every_phoneme_has_a_shape_with_or_without_stress() -> None:
    assert all(of_phone(phone) is of_phone(f"{phone}1") is not Shape.REST for phone in PHONES)


def test_every_shape_but_rest_is_that_of_a_phoneme() -> None:
    assert {shape for phone in PHONES for shape in shapes_of(phone)} == set(Shape) - {Shape.REST}


def test_exactly_the_gliding_vowels_have_two_shapes() -> None:
    assert {phone for phone in PHONES if len(shapes_of(phone)) == 2} == {p for p in PHONES if PHONE[p].diphthong}


def test_the_lips_close_for_bilabial_sounds_only() -> None:
    assert {phone for phone in PHONES if of_phone(phone) is Shape.CLOSED} == {"P", "B", "M"}


@pytest.mark.parametrize(("id_", "example"), [(0, None), (2, "AA"), (6, "IY"), (9, "AW"), (17, "TH"), (21, "M")])
def test_azures_visemes_are_the_shapes_of_their_sounds(id_: int, example: str | None) -> None:
    assert AZURE[id_] == (shapes_of(example) if example else (Shape.REST,))
    assert len(AZURE) == 22


def test_what_is_no_phoneme_has_no_shape() -> None:
    with pytest.raises(KeyError):
        of_phone("XX")
