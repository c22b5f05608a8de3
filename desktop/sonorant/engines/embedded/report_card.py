"""The report card: how well the engine was measured to judge, and what that does not cover."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

from sonorant import __version__
from sonorant.engines.embedded import certainty, scoring_model
from sonorant.engines.embedded.boundaries import boundary_errors, summary
from sonorant.engines.embedded.certainty import Reliability
from sonorant.engines.embedded.corpus import read_corpus
from sonorant.speech.failures import SonorantError

FILE_NAME = "report_card.json"
CORPUS = "Read English sentences of speakers of Mandarin, adults and children (speechocean762, train split)."
NOT_COVERED = (
    "Learners of other first languages than Mandarin.",
    "Free speech: all sentences were read.",
    "Other microphones, rooms and networks than those of the corpus.",
    "Accents of English other than that of the United States as the model to compare with.",
)
_SENTENCES = 10
_LEAST_WORDS = 7


@dataclass(frozen=True, slots=True)
class ReportCard:
    """What was measured.

    Attributes:
        version, model, day: which program and models were measured, and when.
        corpus: what they were measured on, and `utterances`, how much of it the models were validated on.
        correlations: with the experts' scores, by score, on speakers that the models had not heard.
        sounds: how well errors of each sound are found, on speakers that the models had not heard.
        noise: how far scores move when one take is recorded a little otherwise; see `certainty.Certainty`.
        boundaries: how exactly starts of phonemes are found in synthetic speech; ``None`` where it was not measured.
        shipped: what `sonorant benchmark` measured with the models that ship, trained on these speakers too.
        not_covered: sentences that say what all this does not tell.
    """

    version: str
    model: str
    day: str
    corpus: str
    utterances: int
    correlations: Mapping[str, float]
    sounds: Mapping[str, Reliability]
    noise: Mapping[str, float]
    boundaries: Mapping[str, float] | None
    shipped: Mapping[str, object]
    not_covered: tuple[str, ...] = NOT_COVERED


def make(labels: Path, audio: Path, figures: Mapping[str, object]) -> ReportCard:
    """Put the card together; `figures` are those of `benchmark.run` on the same corpus.

    Raises:
        UnusableInput: the corpus cannot be read.
    """
    model = scoring_model.load()
    about = scoring_model.about()
    texts = [utterance.text for utterance in read_corpus(labels, audio) if len(utterance.words) >= _LEAST_WORDS]
    errors = boundary_errors(texts[:_SENTENCES])
    return ReportCard(
        version=__version__,
        model=model.digest,
        day=date.today().isoformat(),
        corpus=CORPUS,
        utterances=int(about["utterances"]),
        correlations=about["cross_validation"],
        sounds=certainty.load().sounds,
        noise=certainty.load().noise,
        boundaries=summary(errors) if errors else None,
        shipped=figures,
    )


def to_json(card: ReportCard) -> str:
    """The card as JSON."""
    return json.dumps(asdict(card), indent=1, ensure_ascii=False) + "\n"


def read(file: Path) -> ReportCard:
    """Read a card.

    Raises:
        SonorantError: the file is missing or damaged.
    """
    try:
        content = json.loads(file.read_text(encoding="utf-8"))
        sounds = {phone: Reliability(**each) for phone, each in content.pop("sounds").items()}
        return ReportCard(**{**content, "sounds": sounds, "not_covered": tuple(content["not_covered"])})
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise SonorantError(f"The report card “{file.name}” is missing or damaged: install Sonorant again.") from error
