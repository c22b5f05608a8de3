"""The lessons that come with Sonorant, read once; not for the GUI thread at the first call."""

from __future__ import annotations

from functools import cache

from sonorant import assets
from sonorant.practice import lessons
from sonorant.practice.drill_forgetting import Given
from sonorant.practice.lessons import Lessons


@cache
def all_lessons() -> Lessons:
    """The lessons by their sounds.

    Raises:
        SonorantError: they cannot be read.
    """
    return lessons.load(assets.path("lessons"))


def given() -> Given:
    """What comes with all lessons: it is said in drills, and nobody's own."""
    found = all_lessons()
    sentences = frozenset(each for lesson in found.values() for each in lesson.sentences)
    return Given(sentences, {phone: frozenset(lesson.words) for phone, lesson in found.items()})
