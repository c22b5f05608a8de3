"""What is known of a take while it is answered phrase by phrase: no phrase is worked on twice."""

from __future__ import annotations

from dataclasses import replace

from sonorant.engines import base
from sonorant.engines.azure import answers
from sonorant.engines.azure.answers import Answer, Heard
from sonorant.engines.azure.following import Follower
from sonorant.speech.assessment import Assessment, Scores
from sonorant.speech.config import AssessmentConfig
from sonorant.speech.merging import by_time, by_words


class SoFar:
    """Takes the answers as they come. For one thread at a time; only `partial` may be called from any."""

    def __init__(self, config: AssessmentConfig) -> None:
        self._config = config
        self._follower = Follower(config.reference_text, config.locale) if config.reference_text else None
        self._heard: list[Heard] = []
        self._unheard: list[Answer] = []
        self._new: list[Assessment] = []  # phrases that were not followed yet
        self._accuracy, self._fluency, self._prosody = _Mean(), _Mean(), _Mean()
        self._known = base.Partial(0)

    def add(self, answer: Answer) -> None:
        """Take the next answer; UnusableInput if it has not the shape that is documented."""
        if not answers.is_successful(answer):
            self._unheard.append(answer)
            return
        heard = answers.read(answer, self._config)
        phrase, scores = heard.phrase, heard.phrase.scores
        self._heard.append(heard)
        self._new.append(phrase)
        self._accuracy.add(scores.accuracy, by_words(phrase))
        self._fluency.add(scores.fluency, by_time(phrase))
        self._prosody.add(scores.prosody, by_time(phrase))

    @property
    def has_news(self) -> bool:
        """Whether phrases were added in which something was recognised, since it was last followed."""
        return bool(self._new)

    def follow(self) -> base.Partial:
        """Find out how far the speaker has come with the phrases that were added, and what they are worth together.

        The text is not at its end yet: nothing is said of what is missing from it.
        """
        if self._new:
            scores = Scores(self._accuracy.value, self._fluency.value, prosody=self._prosody.value)
            known = self._reached(" ".join(phrase.lexical or phrase.text for phrase in self._new))
            text = " ".join(text for text in (self._known.text, *(phrase.text for phrase in self._new)) if text)
            self._known = replace(known, scores=answers.completed(scores), text=text)
            self._new = []
        return self._known

    def partial(self, saying: str = "") -> base.Partial:
        """What was known when it was last followed and, in the phrase that is being said, is `saying`."""
        known = self._known
        return replace(self._reached(saying), text=f"{known.text} {saying}".strip()) if saying else known

    def verdict(self) -> Assessment:
        """The verdict on all that was added; NothingToJudge if nothing was recognised in it."""
        if not self._heard:
            raise answers.nothing_in(self._unheard)
        return answers.verdict_on(self._heard, self._config, one_shot=False)

    def _reached(self, said: str) -> base.Partial:
        """What is known, with the place that is reached once this, too, is said."""
        known = self._known
        if self._follower is None:
            return replace(known, words_read=known.words_read + len(said.split()))
        read = self._follower.after(known.words_read, said)
        return replace(known, words_read=read, span=self._follower.span(read))


class _Mean:
    """A weighted mean that grows; as `speech.merging.mean` gives it."""

    def __init__(self) -> None:
        self._sum = self._weight = 0.0

    def add(self, value: float | None, weight: float) -> None:
        if value is not None:
            self._sum += value * weight
            self._weight += weight

    @property
    def value(self) -> float | None:
        return round(self._sum / self._weight, 1) if self._weight else None
