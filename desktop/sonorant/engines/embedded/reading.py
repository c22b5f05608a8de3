"""The reading: what the alignment found, passed on as soon as nothing that follows can change it.

What is settled is cut where the text was read plainly and nobody goes back any more; a stretch between two cuts with
more than one word in it is looked at again (`second_look`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from sonorant.engines.embedded.acoustic_model import AcousticModel, Floats
from sonorant.engines.embedded.alignment import Aligner, Spoken, Unit
from sonorant.engines.embedded.claims import Heard
from sonorant.engines.embedded.frontend import CEPSTRA
from sonorant.engines.embedded.likelihoods import Likelihoods
from sonorant.engines.embedded.network import SILENT, Ints, Miscues, Words
from sonorant.engines.embedded.second_look import Aside, Stretch, look_again, squeezed, whole

_MOST_WAITING = 3000
"""Frames that may wait to be passed on."""


class Reading:
    """Aligns a take with the words of a text while its frames come in."""

    def __init__(
        self, model: AcousticModel, words: Words, likelihoods: Likelihoods, miscues: Miscues | None, deficit: float
    ) -> None:
        """Follow `words` in the frames of `likelihoods`.

        Args:
            model: the acoustic model.
            words: the words of the text.
            likelihoods: those of the frames, kept by who feeds them.
            miscues: what the reader may do besides reading; None: said all words, in order.
            deficit: how far the text's states lie below the best of all in this voice, see `beginning`.
        """
        self._model = model
        self._words = words
        self._likelihoods = likelihoods
        self._miscues = miscues.in_voice(deficit) if miscues else None
        self._deficit = deficit
        self._aligner = Aligner(model, words, miscues=self._miscues)
        # What the alignment has settled but is not passed on yet begins here: unit, spoken word, word of the text.
        self._unit, self._word, self._text = 0, 0, 0
        self._senones = np.empty(0, dtype=np.int32)
        self._states = np.empty(0, dtype=np.int32)
        self.units: list[Unit] = []
        """Stretches that are settled and over, in order of time."""
        self.spoken: list[Spoken] = []
        """The words that `units` speak of; no word broken off is among them."""
        self.asides: list[Aside] = []
        """What has a name among the speech that is not in the text."""
        self.senones: list[Ints] = []
        """Senones of the frames of `units`, in pieces; -1 for such speech."""
        self.states: list[Ints] = []
        """The state 0–2 of each of those frames within its unit, in pieces."""

    @property
    def reached(self) -> int:
        """Words of the text up to the one that the best path is in now."""
        return self._aligner.reached

    def advance(self, rows: Floats) -> None:
        """Take the next frames: `rows` (frames, senones) of log-likelihoods."""
        self._aligner.advance(rows)
        self._pass_on(last=False)

    def finish(self) -> None:
        """End the take: all frames become settled.

        Raises:
            NothingToJudge: no path reaches the end of the text.
        """
        self._aligner.finish()
        self._pass_on(last=True)

    def _pass_on(self, *, last: bool) -> None:
        aligner = self._aligner
        self._senones = np.concatenate([self._senones, *aligner.senones])
        self._states = np.concatenate([self._states, *aligner.states])
        aligner.senones.clear()
        aligner.states.clear()
        for unit, word in self._cuts(last=last):
            self._end_stretch(unit, word, aligner.spoken[word].text)
        waiting = aligner.units[self._unit :]
        if waiting and (last or waiting[-1].end - waiting[0].start > _MOST_WAITING):
            said = aligner.spoken[self._word :]
            end = len(self._words) if last else max((word.text + 1 for word in said), default=self._text)
            self._end_stretch(len(aligner.units), len(aligner.spoken), max(end, self._text))

    def _cuts(self, *, last: bool) -> list[tuple[int, int]]:
        """Where stretches end: the unit and the spoken word with which the next begins.

        Both words beside a cut are plain: whole, in their order, and nobody goes back to them or before them.
        """
        units, spoken = self._aligner.units, self._aligner.spoken
        plain = self._plain(last=last)
        cuts = []
        before = SILENT
        for index in range(self._unit, len(units)):
            word = units[index].word
            if word not in (before, SILENT):
                if word in plain and before in plain and spoken[word].text == spoken[before].text + 1:
                    cuts.append((index, word))
                before = word
        return cuts

    def _plain(self, *, last: bool) -> set[int]:
        """The spoken words, not passed on yet, that are plain; of the latest it is not known yet."""
        spoken, units = self._aligner.spoken[self._word :], self._aligner.units[self._unit :]
        ahead = self._miscues.most_repeated if self._miscues else 1
        complete = whole(self._words, spoken, units, self._word)
        short = squeezed(len(spoken), units, self._word) if self._miscues else set()
        texts = [word.text for word in spoken]
        return {
            self._word + index
            for index, text in enumerate(texts if last else texts[:-ahead])
            if complete[index]
            and index not in short
            and text > max(texts[:index], default=self._text - 1)
            and text < min(texts[index + 1 : index + 1 + ahead], default=len(self._words))
        }

    def _end_stretch(self, unit: int, word: int, text: int) -> None:
        """Pass on what waits before `unit`, where the spoken `word` begins and the words before `text` are over."""
        units = self._aligner.units[self._unit : unit]
        frames = units[-1].end - units[0].start
        stretch = Stretch(
            text=(self._text, text),
            units=_counted(units, -self._word),
            spoken=tuple(self._aligner.spoken[self._word : word]),
            senones=self._senones[:frames],
            states=self._states[:frames],
        )
        self._senones, self._states = self._senones[frames:], self._states[frames:]
        self._unit, self._word, self._text = unit, word, text
        if self._miscues is not None and not stretch.is_plain:
            start, end = stretch.start, stretch.end
            cepstra = self._likelihoods.features(start, end)[:, :CEPSTRA]
            heard = Heard(self._model, self._likelihoods.rows(start, end), cepstra, self._deficit)
            stretch = look_again(self._words, stretch, heard, self._miscues)
        self.units += _counted(stretch.units, len(self.spoken))
        self.spoken += stretch.spoken
        self.asides += stretch.asides
        self.senones.append(stretch.senones)
        self.states.append(stretch.states)


def _counted(units: Sequence[Unit], more: int) -> tuple[Unit, ...]:
    """The units with their words counted from elsewhere."""
    return tuple(replace(unit, word=unit.word + more) if unit.word >= 0 else unit for unit in units)
