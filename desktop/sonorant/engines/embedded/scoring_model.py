"""The trained models that turn evidence into expert-like scores, as one file."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np

from sonorant.assets import path as asset
from sonorant.engines.embedded.aggregates import take_features, word_features
from sonorant.engines.embedded.features import Norms, PhoneColumns, phone_columns
from sonorant.engines.embedded.frontend import Floats
from sonorant.engines.embedded.hearing import Hearing
from sonorant.engines.embedded.sequence import Network, Outputs
from sonorant.engines.embedded.sequence import from_arrays as network_from
from sonorant.engines.embedded.shares import BEST, score_of
from sonorant.engines.embedded.trees import Forest, from_arrays
from sonorant.speech.failures import SonorantError

FILE_NAME = "scoring.npz"
WORD_ASPECTS = ("word_accuracy", "word_total")
TAKE_ASPECTS = ("accuracy", "fluency", "prosody", "total")
MOST = {"phone": BEST, "gross": BEST, "word": 10.0, "take": 10.0}
"""The best score of each kind."""
PHONE_FORESTS = ("phone_learners", "phone_gross")
"""Forests that judge phones: one has heard learners only, one gross errors of synthetic and real voices as well."""
NETWORK_SHARE = {"phone": 0.45, "gross": 0.2, "word": 0.4, "take": 0.4}
"""Weight of the network in each kind of score; trees have the rest."""
_FORGIVEN = 0.08
"""By how much a phone may be scored better than those say that know gross errors."""
_TOGETHER = 1024
"""Phones whose features are put together at once: the memory for them does not grow with the take."""

_WALKS = 64
"""Takes that the network judges at once."""


@dataclass(frozen=True, eq=False)
class Judgement:
    """Scores as experts would give them.

    Attributes:
        phones: 0–2 per phone, shape (phones,).
        words: per aspect of `WORD_ASPECTS`, 0–10 per heard word.
        take: per aspect of `TAKE_ASPECTS`, 0–10.
    """

    phones: Floats
    words: dict[str, Floats]
    take: dict[str, float]


@dataclass(frozen=True, eq=False)
class ScoringModel:
    """Norms of good speech, the network, and one forest per score; `digest` names the file they came from."""

    norms: Norms
    network: Network
    forests: Mapping[str, Forest]
    digest: str

    def judge(self, heard: Hearing) -> Judgement:
        """Score what was heard."""
        return self.judge_each([heard])[0]

    def judge_each(self, takes: Sequence[Hearing]) -> list[Judgement]:
        """Score takes, each for itself; together, as a forest needs for many rows little more time than for one."""
        columns = [phone_columns(each, self.norms) for each in takes]
        networks = self._by_network(columns, takes)
        by_trees = self._phones_by_trees(columns, [len(each.phones) for each in takes])
        phones = [
            phone_scores(trees[0], trees[1], network.phones) for trees, network in zip(by_trees, networks, strict=True)
        ]
        words = self._judge_words(takes, phones, networks)
        table = np.stack(
            [
                take_features(each, phones[i], words[i]["word_accuracy"], networks[i], self.norms)
                for i, each in enumerate(takes)
            ]
        )
        scores = {name: self.forests[name].predict(table) for name in TAKE_ASPECTS}
        return [
            Judgement(
                phones[i],
                words[i],
                {
                    name: float(mixed("take", scores[name][i : i + 1], networks[i].take[column])[0])
                    for column, name in enumerate(TAKE_ASPECTS)
                },
            )
            for i in range(len(takes))
        ]

    def _by_network(self, columns: Sequence[PhoneColumns], takes: Sequence[Hearing]) -> list[Outputs]:
        """What the network makes of each take; a single one may be of any length."""
        if len(takes) == 1:
            return [self.network.judge_in_parts(columns[0].rows, takes[0].phones.label, takes[0].phones.word)]
        found: list[Outputs] = []
        for first in range(0, len(takes), _WALKS):
            chosen = zip(columns[first : first + _WALKS], takes[first : first + _WALKS], strict=True)
            found += self.network.judge_each(
                [(own.rows(0, len(each.phones)), each.phones.label, each.phones.word) for own, each in chosen]
            )
        return found

    def _phones_by_trees(self, columns: Sequence[PhoneColumns], counts: Sequence[int]) -> list[tuple[Floats, Floats]]:
        """Per take the scores of its phones by each of `PHONE_FORESTS`."""
        waiting: list[Floats] = []
        judged: list[list[Floats]] = []
        for own, count in zip(columns, counts, strict=True):
            for first in range(0, count, _TOGETHER):
                waiting.append(own.table(first, min(first + _TOGETHER, count)))
                if sum(map(len, waiting)) >= _TOGETHER:
                    judged.append(self._by_forests(waiting))
                    waiting = []
        if waiting:
            judged.append(self._by_forests(waiting))
        every = [np.concatenate(parts) for parts in zip(*judged, strict=True)]
        edges = np.cumsum(counts)[:-1]
        by_learners, by_gross = (np.split(each, edges) for each in every)
        return list(zip(by_learners, by_gross, strict=True))

    def _by_forests(self, tables: Sequence[Floats]) -> list[Floats]:
        table = np.concatenate(tables)
        return [score_of(self.forests[name].predict(table)) for name in PHONE_FORESTS]

    def _judge_words(
        self, takes: Sequence[Hearing], phones: Sequence[Floats], networks: Sequence[Outputs]
    ) -> list[dict[str, Floats]]:
        """Per take the scores of its words."""
        rows = [word_features(*each, self.norms) for each in zip(takes, phones, networks, strict=True)]
        edges = np.cumsum([len(each) for each in rows])[:-1]
        scores = {name: np.split(self.forests[name].predict(np.concatenate(rows)), edges) for name in WORD_ASPECTS}
        return [
            {name: mixed("word", scores[name][i], network.words[:, column]) for column, name in enumerate(WORD_ASPECTS)}
            for i, network in enumerate(networks)
        ]


def phone_scores(by_learners: Floats, by_gross: Floats, by_network: Floats) -> Floats:
    """The scores of phones, 0–2, from those of `PHONE_FORESTS` and of the network.

    Who has heard learners only is the more exact about them, but forgives a gross error of somebody who speaks well,
    since no learner makes one: there the forest is believed that knows such errors, and the network a little.
    """
    scores, gross = mixed("phone", by_learners, by_network), mixed("gross", by_gross, by_network)
    return np.asarray(np.minimum(scores, gross + np.float32(_FORGIVEN)), dtype=np.float32)


def mixed(kind: str, by_trees: Floats, by_network: Floats) -> Floats:
    """Scores of a kind in `NETWORK_SHARE`: trees and network err differently, and together less than either."""
    share = NETWORK_SHARE[kind]
    return np.clip((1.0 - share) * by_trees + share * by_network, 0.0, MOST[kind]).astype(np.float32)


def save(model: ScoringModel, file: Path, about: Mapping[str, object]) -> None:
    """Write the model; `about` says how it was trained and is kept inside."""
    arrays = {f"norms.{field.name}": getattr(model.norms, field.name) for field in fields(Norms)}
    arrays |= model.network.arrays("network")
    for name, forest in model.forests.items():
        arrays |= forest.arrays(name)
    arrays["about"] = np.frombuffer(json.dumps(about, sort_keys=True).encode(), dtype=np.uint8)
    file.parent.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(file, allow_pickle=False, **arrays)


def read(file: Path) -> ScoringModel:
    """Read a model.

    Raises:
        SonorantError: the file is missing or damaged.
    """
    try:
        data = file.read_bytes()
        with np.load(io.BytesIO(data), allow_pickle=False) as arrays:
            loaded = {name: arrays[name] for name in arrays.files}
        norms = Norms(**{field.name: loaded[f"norms.{field.name}"] for field in fields(Norms)})
        network = network_from(loaded, "network")
        forests = {name: from_arrays(loaded, name) for name in (*PHONE_FORESTS, *WORD_ASPECTS, *TAKE_ASPECTS)}
    except (OSError, EOFError, ValueError, KeyError, zipfile.BadZipFile, zlib.error) as error:
        raise SonorantError(
            f"The scoring model “{file.name}” is missing or damaged: install Sonorant again."
        ) from error
    return ScoringModel(norms, network, forests, hashlib.sha256(data).hexdigest()[:16])


def about() -> dict[str, Any]:
    """How the model that comes with the application was trained.

    Raises:
        SonorantError: the file is missing or damaged.
    """
    try:
        with np.load(asset("models", FILE_NAME), allow_pickle=False) as arrays:
            told: dict[str, Any] = json.loads(arrays["about"].tobytes())
            return told
    except (OSError, EOFError, ValueError, KeyError, zipfile.BadZipFile, zlib.error) as error:
        raise SonorantError(f"The scoring model “{FILE_NAME}” is damaged: install Sonorant again.") from error


@lru_cache(maxsize=1)
def load() -> ScoringModel:
    """The model that comes with the application."""
    return read(asset("models", FILE_NAME))
