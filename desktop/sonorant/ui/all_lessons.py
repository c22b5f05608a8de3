"""The lessons that come with Sonorant, read once; not for the GUI thread at the first call."""

from __future__ import annotations

from functools import cache

from sonorant import assets
from sonorant.practice import lessons
from sonorant.practice.lessons import Lessons


@cache
def all_lessons() -> Lessons:
    """The lessons by their sounds.

    Raises:
        SonorantError: they cannot be read.
    """
    return lessons.load(assets.path("lessons"))


def given_sentences() -> frozenset[str]:
    """The sentences of all lessons: they are said in drills, and nobody's own."""
    return frozenset(each for lesson in all_lessons().values() for each in lesson.sentences)
