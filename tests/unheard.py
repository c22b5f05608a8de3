"""Flawless and planted sentences in voices of Festival, none of which took part in the training.

Needs the program `festival` with its voices (Debian: festvox-kallpc16k, festvox-kdlpc16k, festvox-us-slt-hts).
"""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np

from planting import chosen
from sonorant.audio.files import Audio, read
from sonorant.engines.embedded import EmbeddedAssessor
from sonorant.engines.embedded.dictionary import load_lexicon
from sonorant.speech import marks
from sonorant.speech.assessment import Assessment, ErrorType, PhonemeAlphabet
from sonorant.speech.config import AssessmentConfig, GradingSystem
from sonorant.speech.normalise import tokens
from sonorant.speech.phonemes import base, is_vowel
from sonorant.speech.scores import mark
from synthetic_speech import SENTENCES

VOICES = ("kal_diphone", "ked_diphone", "cmu_us_slt_arctic_hts")


def measure() -> None:
    """Print, per voice, planted substitutions found, other phonemes flagged, flawless words flagged, mean accuracy."""
    for voice in VOICES:
        found: list[bool] = []
        others: list[bool] = []
        words: list[bool] = []
        accuracies: list[float] = []
        for number, text in enumerate(SENTENCES):
            flawless = _assess(_say(text, voice, {}), text)
            words += [word.error is not ErrorType.NONE for word in flawless.words or ()]
            accuracies.append(flawless.scores.accuracy or np.nan)
            place, pronounced, _ = chosen(text, voice, number)
            for at, flagged in _flagged(_assess(_say(text, voice, pronounced), text)):
                if at == place:
                    found.append(flagged)
                elif at[0] != place[0]:
                    others.append(flagged)
        print(
            f"{voice:22} planted found {np.mean(found):4.0%} of {len(found)}  phonemes of other words flagged "
            f"{np.mean(others):5.2%}  flawless words flagged {np.mean(words):5.2%}  "
            f"accuracy {np.nanmean(accuracies):.1f}",
            flush=True,
        )


def _assess(audio: Audio, text: str) -> Assessment:
    config = AssessmentConfig(
        text, GradingSystem.HUNDRED_MARK, enable_miscue=True, phoneme_alphabet=PhonemeAlphabet.IPA
    )
    return mark(EmbeddedAssessor().assess(audio, config))


def _flagged(assessment: Assessment) -> Iterator[tuple[tuple[int, int], bool]]:
    """Each phoneme's place, word and phoneme, and whether it is marked."""
    for word, each in enumerate(assessment.words or ()):
        for place, phoneme in enumerate(each.phonemes or ()):
            yield (word, place), marks.of_phoneme(phoneme) is not None


def _say(text: str, voice: str, pronounced: Mapping[str, Sequence[str]]) -> Audio:
    """Let Festival say `text` as our dictionary has it, words in `pronounced` with those phonemes."""
    words = [token.word for token in tokens(text)]
    said = {word: pronounced.get(word, load_lexicon().pronunciations(word)[0]) for word in words}
    with tempfile.TemporaryDirectory() as folder:
        wav, script = Path(folder) / "said.wav", Path(folder) / "say.scm"
        lines = [f"(voice_{voice})", *(_entry(word, phones) for word, phones in said.items())]
        lines += [f'(set! said (utt.synth (Utterance Text "{" ".join(words)}")))', f'(utt.save.wave said "{wav}")']
        script.write_text("\n".join(lines), encoding="ascii")
        subprocess.run(["festival", "-b", str(script)], check=True, capture_output=True)
        return read(wav)


def _entry(word: str, phones: Sequence[str]) -> str:
    """A line of Festival's lexicon, in syllables that begin with one consonant at most."""
    vowels = [place for place, phone in enumerate(phones) if is_vowel(phone)]
    ends = [min(place + 2, following - 1) for place, following in pairwise(vowels)]
    ends = [max(end, place + 1) for end, place in zip(ends, vowels, strict=False)]
    edges = [0, *ends, len(phones)]
    syllables = [phones[start:end] for start, end in pairwise(edges)]
    spelled = " ".join(
        f"(({' '.join(_name(phone) for phone in syllable)}) {int(any(phone[-1] in '12' for phone in syllable))})"
        for syllable in syllables
    )
    return f'(lex.add.entry \'("{word}" nil ({spelled})))'


def _name(phone: str) -> str:
    return "ax" if phone == "AH0" else base(phone).lower()
