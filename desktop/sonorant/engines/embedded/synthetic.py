"""Synthetic speech to train with: flawless but for errors planted in it.

A corpus of learners holds hardly any near-perfect speaker with one gross error, so a model trained on it alone learns
to forgive whatever a good speaker does, and to find fault with a clean voice that it does not know. Here the program
`flite` says sentences with pronunciations that we choose; its voices are varied in tract length, tempo and noise. The
program `espeak-ng`, whose voices sound quite different, says some of them without a fault.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from sonorant.audio.files import Audio, read, resample, write_wav
from sonorant.engines.embedded.corpus import LabelledWord, Origin, Utterance
from sonorant.engines.embedded.dictionary import load_lexicon
from sonorant.engines.embedded.frontend import RATE
from sonorant.speech.failures import UnusableInput
from sonorant.speech.normalise import tokens
from sonorant.speech.phonemes import PHONES, base, is_vowel

VOICES = ("slt", "rms", "awb", "kal16")
"""Those of flite."""
ESPEAK_VOICES = {"low": ("en-us", "en-us+m1", "en-us+m3", "en-us+m7"), "high": ("en-us+f1", "en-us+f2", "en-us+f4")}
"""Those of espeak-ng, by kind."""
SPEAKERS = (*(f"flite-{voice}" for voice in VOICES), *(f"espeak-{kind}" for kind in ESPEAK_VOICES))
FLAWLESS, CLEAR_ERROR, SLIGHT_ERROR = 2.0, 0.0, 0.6
"""Phone scores as experts give them: right, wrong or missing, and between wrong and accented."""

_CONFUSIONS = """
    TH:S TH:T TH:F DH:D DH:Z V:W V:F W:V R:L R:W L:R N:L NG:N N:NG S:SH SH:S Z:S CH:SH JH:CH JH:ZH ZH:SH P:B B:P T:D
    D:T K:G G:K F:P HH:F Y:JH M:N IY:IH IH:IY EH:AE AE:EH EH:IH AE:AH UH:UW UW:UH AA:AO AO:OW AH:AA OW:AO AY:AE EY:EH
    AW:AO OY:AO ER:AH
"""
_SLIGHT = {"Z:S", "JH:CH", "P:B", "B:P", "T:D", "D:T", "K:G", "G:K", "IY:IH", "IH:IY", "AA:AO", "UH:UW", "UW:UH", "V:F"}
_LIKELY = [tuple(pair.split(":")) for pair in _CONFUSIONS.split()]
_WARPS = (0.88, 0.94, 1.0, 1.0, 1.06, 1.14)
_LONGEST_EDGE = 0.6
"""Seconds of silence before and after, as learners leave them."""
_PLANTED_SHARE = 0.7
_RETRIES = 20


@dataclass(frozen=True, slots=True)
class _Planted:
    """A pronunciation to be said and, per phone of the right one, its score."""

    said: tuple[str, ...]
    scores: tuple[float, ...]


def is_likely(expected: str, said: str) -> bool:
    """Whether learners are known to say one phone for the other."""
    return (expected, said) in _LIKELY


def is_slight(expected: str, said: str) -> bool:
    """Whether one phone for the other is rather an accent than an error."""
    return f"{expected}:{said}" in _SLIGHT


def make(texts: Sequence[str], count: int, folder: Path, seed: int = 0) -> list[Utterance]:
    """Say `count` of `texts`, most with one or two planted errors, into files in `folder`.

    Voices count as speakers. Utterances with planted errors have no scores for the whole take (NaN).

    Raises:
        UnusableInput: the programs flite and espeak-ng are not installed.
    """
    for program in ("flite", "espeak-ng"):
        if shutil.which(program) is None:
            raise UnusableInput(f"Training needs the program “{program}”: install it (Debian package {program}).")
    random = np.random.default_rng(seed)
    made: list[Utterance] = []
    while len(made) < count:
        speaker = SPEAKERS[len(made) % len(SPEAKERS)]
        for _ in range(_RETRIES):
            utterance = _make(str(random.choice(texts)), speaker, folder / f"synthetic{len(made):05}.wav", random)
            if utterance is not None:
                made.append(utterance)
                break
        else:
            raise UnusableInput("flite does not say these texts as their pronunciations are written.")
    return made


def _make(text: str, speaker: str, file: Path, random: np.random.Generator) -> Utterance | None:
    """One utterance, or ``None`` where flite has its own mind about the pronunciation."""
    words = [token.word for token in tokens(text)]
    if not words or not all(load_lexicon().known(word) for word in words):
        return None
    right = {word: load_lexicon().pronunciations(word)[0] for word in words}
    wrong: dict[str, _Planted] = {}
    program, voice = speaker.split("-", 1)
    if program == "flite" and random.random() < _PLANTED_SHARE:
        for word in random.permutation(sorted(right))[: random.integers(1, 3)]:
            wrong[str(word)] = _plant(right[str(word)], random)
    said = {word: wrong[word].said if word in wrong else right[word] for word in right}
    if program == "flite":
        expected = [base(phone) for word in words for phone in said[word]]
        audio = _say(" ".join(words), voice, said, expected, random)
    else:
        audio = _say_flawlessly(" ".join(words), str(random.choice(ESPEAK_VOICES[voice])), random)
    if audio is None:
        return None
    write_wav(file, _varied(audio, random))
    flawless = not wrong
    labelled = tuple(_labelled(word, right[word], wrong.get(word)) for word in words)
    whole = 10.0 if flawless else float("nan")
    return Utterance(file.stem, speaker, text, file, labelled, whole, whole, whole, whole, Origin.SYNTHESISER)


def _labelled(word: str, phones: tuple[str, ...], planted: _Planted | None) -> LabelledWord:
    """Word scores are what the corpus' experts give on average for one or two wrong phones in a word of this size."""
    scores = planted.scores if planted else (FLAWLESS,) * len(phones)
    wrong = sum(score < FLAWLESS for score in scores)
    accuracy = 10.0 if not wrong else (3.0 if len(phones) <= 3 else 5.0)
    total = 10.0 if not wrong else accuracy + 0.9
    return LabelledWord(word, tuple(base(phone) for phone in phones), scores, accuracy, total)


def _plant(phones: tuple[str, ...], random: np.random.Generator) -> _Planted:
    """Change or drop one phone."""
    place = int(random.integers(len(phones)))
    scores = [FLAWLESS] * len(phones)
    droppable = len(phones) > 2 and not is_vowel(phones[place])
    if droppable and random.random() < 0.3:
        scores[place] = CLEAR_ERROR
        return _Planted((*phones[:place], *phones[place + 1 :]), tuple(scores))
    instead, score = _substitute(base(phones[place]), random)
    scores[place] = score
    stress = phones[place][-1] if is_vowel(phones[place]) else ""
    said = instead + (stress or "0" if is_vowel(instead) else "")
    return _Planted((*phones[:place], said, *phones[place + 1 :]), tuple(scores))


def _substitute(phone: str, random: np.random.Generator) -> tuple[str, float]:
    likely = [other for own, other in _LIKELY if own == phone]
    if likely and random.random() < 0.7:
        other = str(random.choice(likely))
        return other, SLIGHT_ERROR if is_slight(phone, other) else CLEAR_ERROR
    same_kind = [
        other
        for other in PHONES
        if other != phone and is_vowel(other) == is_vowel(phone) and not is_slight(phone, other)
    ]
    return str(random.choice(same_kind)), CLEAR_ERROR


def _say(
    text: str, voice: str, said: dict[str, tuple[str, ...]], expected: list[str], random: np.random.Generator
) -> Audio | None:
    stretch = float(random.uniform(0.85, 1.35))
    with tempfile.TemporaryDirectory() as folder:
        lexicon, wav = Path(folder) / "lexicon.txt", Path(folder) / "said.wav"
        entries = [f"{word} 0 : {' '.join(_flite_name(phone) for phone in phones)}" for word, phones in said.items()]
        lexicon.write_text("\n".join(entries) + "\n", encoding="ascii")
        command = ["flite", "-voice", voice, "-add_lex", str(lexicon), "--setf", f"duration_stretch={stretch:.2f}"]
        command += ["-ps", "-t", text, "-o", str(wav)]
        printed = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()
        if [_arpabet(name) for name in printed if name != "pau"] != expected:
            return None
        return read(wav)


def _say_flawlessly(text: str, voice: str, random: np.random.Generator) -> Audio:
    """Let espeak-ng say `text` at some tempo and pitch."""
    with tempfile.TemporaryDirectory() as folder:
        wav = Path(folder) / "said.wav"
        tempo, pitch = int(random.integers(120, 190)), int(random.integers(30, 70))
        command = ["espeak-ng", "-v", voice, "-s", str(tempo), "-p", str(pitch), "-w", str(wav), text]
        subprocess.run(command, check=True, capture_output=True)
        return resample(read(wav), RATE)


def _varied(audio: Audio, random: np.random.Generator) -> Audio:
    """Another length of the vocal tract, another level, some noise, and more or less of it before and after."""
    warped = resample(Audio(audio.samples, round(RATE * float(random.choice(_WARPS)))), RATE)
    samples = warped.samples * float(random.uniform(0.2, 0.9) / max(np.abs(warped.samples).max(), 1e-3))
    before, after = (round(RATE * seconds) for seconds in random.uniform(0.0, _LONGEST_EDGE, 2))
    samples = np.concatenate([np.zeros(before), samples, np.zeros(after)])
    noise = random.standard_normal(len(samples)) * float(samples.std() * 10 ** (-random.uniform(15, 50) / 20))
    return Audio(np.clip(samples + noise, -1.0, 1.0).astype(np.float32), RATE)


def _flite_name(phone: str) -> str:
    return "ax0" if phone == "AH0" else phone.lower().replace("2", "1")


def _arpabet(name: str) -> str:
    return {"ax": "AH"}.get(name, name.upper())
