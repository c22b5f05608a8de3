"""The acoustic model inside the installed `pocketsphinx` package: its files, its senones, their likelihoods.

A phonetically tied mixture: 42 codebooks (one per base phone) of 128 Gaussians in 3 streams of 13 dimensions, shared by
5126 senones (tied triphone states). Senones are renumbered here so that those of the same base phone and state stand
side by side; all senone numbers outside this module are these.
"""

from __future__ import annotations

import hashlib
import importlib.util
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from sonorant.speech.failures import SonorantError

Floats = NDArray[np.float32]
Ints = NDArray[np.int32]

SILENCE = "SIL"
STATES = 3
LOG_STAY, LOG_LEAVE = float(np.log(0.7)), float(np.log(0.3))
"""Transition probabilities of every state, the same for all: the model's own differ too little to matter."""

_STREAMS, _STREAM_SIZE = 3, 13
_WORD_POSITIONS = ("internal", "begin", "end", "single")
_VARIANCE_FLOOR = 1e-4
_WEIGHT_STEP = -1024.0 * np.log(1.0001)
"""Mixture weights are stored as bytes q: log weight = q times this."""


_TOGETHER = 200
"""Frames whose likelihoods are computed at once: the densities of more would take tens of megabytes."""


@dataclass(frozen=True, eq=False)
class AcousticModel:
    """Phones, triphones and Gaussians, ready for computing.

    Attributes:
        phones: the base phones, silence and noises among them.
        digest: SHA-256 over the model's files, shortened.
        monophones: context-free senones, shape (bases, 3).
        triphones: senone triple of a phone in context, shape (4 word positions, base, left, right, 3).
        first_of_state: first senone of each (base phone, state), shape (bases * 3 + 1,); bases in order.
        gaussians: per stream, coefficients of (x, x², 1) for all Gaussians, shape (3, 27, bases * 128).
        weights: per base phone, mixture weights of its senones, shape (3, 128, senones of the base).
    """

    phones: tuple[str, ...]
    digest: str
    monophones: Ints
    triphones: Ints
    first_of_state: Ints
    gaussians: Floats
    weights: tuple[Floats, ...]

    def index(self, phone: str) -> int:
        """Number of a base phone."""
        return self.phones.index(phone)

    def likelihoods(self, features: Floats) -> Floats:
        """Log-likelihoods of all senones; `features` (frames, 39) gives (frames, senones)."""
        out = np.empty((len(features), int(self.first_of_state[-1])), dtype=np.float32)
        for start in range(0, len(features), _TOGETHER):
            self._fill(out[start : start + _TOGETHER], features[start : start + _TOGETHER])
        return out

    def _fill(self, out: Floats, features: Floats) -> None:
        """Write the log-likelihoods of a few frames into `out`."""
        streams = self._densities(features)
        peaks = [stream.max(axis=2) for stream in streams]
        scaled = [np.exp(stream - peak[:, :, None]) for stream, peak in zip(streams, peaks, strict=True)]
        offset = peaks[0] + peaks[1] + peaks[2]
        for base, weights in enumerate(self.weights):
            first, last = self.first_of_state[base * STATES], self.first_of_state[(base + 1) * STATES]
            mixture = scaled[0][:, base] @ weights[0]
            mixture *= scaled[1][:, base] @ weights[1]
            mixture *= scaled[2][:, base] @ weights[2]
            np.log(mixture, out=mixture)
            out[:, first:last] = mixture + offset[:, base, None]

    def likelihoods_along(self, features: Floats, senones: Ints) -> Floats:
        """Log-likelihood of one senone per frame: `features` (frames, 39), `senones` (frames,) give (frames,)."""
        total = np.empty(len(features), dtype=np.float32)
        bases = np.searchsorted(self.first_of_state, senones, side="right").astype(np.int32) - 1
        bases //= STATES
        size = self.gaussians.shape[2] // len(self.phones)
        for base in np.unique(bases):
            rows = np.flatnonzero(bases == base)
            columns = senones[rows] - self.first_of_state[base * STATES]
            value = np.zeros(len(rows), dtype=np.float32)
            for stream in range(_STREAMS):
                densities = _expand(features[rows], stream) @ self.gaussians[stream][:, base * size : (base + 1) * size]
                densities += np.log(self.weights[base][stream][:, columns].T)
                peak = densities.max(axis=1)
                value += peak + np.log(np.exp(densities - peak[:, None]).sum(axis=1))
            total[rows] = value
        return total

    def state_maxima(self, likelihoods: Floats) -> Floats:
        """Best senone of each base phone and state: (frames, senones) gives (frames, bases, 3)."""
        best: Floats = np.maximum.reduceat(likelihoods, self.first_of_state[:-1], axis=1)
        return best.reshape(len(likelihoods), len(self.phones), STATES)

    def _densities(self, features: Floats) -> list[Floats]:
        shape = (len(features), len(self.phones), -1)
        return [(_expand(features, stream) @ self.gaussians[stream]).reshape(shape) for stream in range(_STREAMS)]


def _expand(features: Floats, stream: int) -> Floats:
    x = features[:, stream * _STREAM_SIZE : (stream + 1) * _STREAM_SIZE]
    return np.concatenate([x, x * x, np.ones((len(x), 1), dtype=np.float32)], axis=1)


@lru_cache(maxsize=1)
def load() -> AcousticModel:
    """The US English model of the installed package.

    Raises:
        SonorantError: the package or its model is not installed.
    """
    folder = _folder()
    names = ("mdef", "means", "variances", "sendump")
    data = {name: (folder / name).read_bytes() for name in names}
    digest = hashlib.sha256(b"".join(data[name] for name in names)).hexdigest()[:16]
    definition = _read_definition(data["mdef"])
    order = np.lexsort((definition.state_of, definition.base_of))
    renumber = np.empty_like(order)
    renumber[order] = np.arange(len(order))
    keys = definition.base_of[order] * STATES + definition.state_of[order]
    first = np.searchsorted(keys, np.arange(len(definition.phones) * STATES + 1)).astype(np.int32)
    raw_weights = _read_weights(data["sendump"], len(order))[:, :, order]
    weights = tuple(
        np.ascontiguousarray(raw_weights[:, :, first[base * STATES] : first[(base + 1) * STATES]])
        for base in range(len(definition.phones))
    )
    return AcousticModel(
        phones=definition.phones,
        digest=digest,
        monophones=renumber[definition.monophones].astype(np.int32),
        triphones=renumber[definition.sequences].astype(np.int32)[definition.triphones],
        first_of_state=first,
        gaussians=_gaussians(_read_parameters(data["means"]), _read_parameters(data["variances"])),
        weights=weights,
    )


def _folder() -> Path:
    """Found without importing the package, whose native part is not needed."""
    found = importlib.util.find_spec("pocketsphinx")
    locations = list(found.submodule_search_locations or ()) if found else []
    for location in locations:
        folder = Path(location) / "model" / "en-us" / "en-us"
        if (folder / "mdef").is_file():
            return folder
    raise SonorantError("The speech model is missing: install the package “pocketsphinx” again.")


@dataclass(frozen=True, eq=False)
class _Definition:
    """What the file says: `triphones` are rows of `sequences`, whose columns are the three states."""

    phones: tuple[str, ...]
    sequences: NDArray[np.int64]
    monophones: NDArray[np.int64]
    triphones: NDArray[np.int32]
    base_of: NDArray[np.int64]
    state_of: NDArray[np.int64]


def _read_definition(data: bytes) -> _Definition:
    """The binary model definition ("BMDF"): phones, triphones and their senone sequences."""
    described = int(np.frombuffer(data, "<i4", 1, 8)[0])
    at = 12 + described
    counts = np.frombuffer(data, "<i4", 10, at)
    n_base, n_phone, n_states, _, n_senones, _, n_sequences, _, n_tree, _ = (int(count) for count in counts)
    at += 40
    names = []
    for _ in range(n_base):
        end = data.index(b"\0", at)
        names.append(data[at:end].decode("ascii"))
        at = end + 1
    at = (at + 3) // 4 * 4 + n_tree * 8
    entry = np.dtype([("sequence", "<i4"), ("transitions", "<i4"), ("attributes", "u1", 4)])
    entries = np.frombuffer(data, entry, n_phone, at)
    at += n_phone * entry.itemsize + 4
    sequences = np.frombuffer(data, "<u2", n_sequences * n_states, at).reshape(n_sequences, n_states).astype(np.int64)

    of_phone = sequences[entries["sequence"]]
    base = np.concatenate([np.arange(n_base), entries["attributes"][n_base:, 1]]).astype(np.int64)
    base_of = np.zeros(n_senones, dtype=np.int64)
    state_of = np.zeros(n_senones, dtype=np.int64)
    for state in range(n_states):
        base_of[of_phone[:, state]] = base
        state_of[of_phone[:, state]] = state
    number = entries["sequence"].astype(np.int32)
    return _Definition(
        phones=tuple(names),
        sequences=sequences,
        monophones=of_phone[:n_base],
        triphones=_triphone_table(entries["attributes"], number, n_base, names.index(SILENCE)),
        base_of=base_of,
        state_of=state_of,
    )


def _triphone_table(
    attributes: NDArray[np.uint8], sequences: NDArray[np.int32], n_base: int, silence: int
) -> NDArray[np.int32]:
    """The sequence of every (word position, base, left, right); the first `n_base` phones are without context.

    A triphone that the model lacks is taken from another word position, then from one with silence as its context,
    then from the context-free phone.
    """
    known = np.full((len(_WORD_POSITIONS), n_base, n_base, n_base), -1, dtype=np.int32)
    position, base, left, right = (attributes[n_base:, column].astype(np.int64) for column in range(4))
    known[position, base, left, right] = sequences[n_base:]
    table = known.copy()

    def fill(source: NDArray[np.int32]) -> None:
        np.copyto(table, source, where=table < 0)

    for place in range(len(_WORD_POSITIONS)):
        fill(known[place])
    for place in range(len(_WORD_POSITIONS)):
        fill(known[place][:, silence : silence + 1])
        fill(known[place][:, :, silence : silence + 1])
    fill(sequences[:n_base, None, None])
    return table


def _read_parameters(data: bytes) -> Floats:
    """A parameter file ("s3"): shape (codebooks, streams, Gaussians, 13)."""
    at = data.index(b"endhdr\n") + 7 + 4
    codebooks, streams, densities = (int(value) for value in np.frombuffer(data, "<i4", 3, at))
    at += 4 * (3 + streams + 1)
    count = codebooks * streams * densities * _STREAM_SIZE
    return np.frombuffer(data, "<f4", count, at).reshape(codebooks, streams, densities, _STREAM_SIZE)


def _read_weights(data: bytes, senones: int) -> Floats:
    """The mixture weights ("sendump"), shape (streams, Gaussians, senones)."""
    at = 0
    while length := int(np.frombuffer(data, "<i4", 1, at)[0]):
        at += 4 + length
    densities, columns = (int(value) for value in np.frombuffer(data, "<i4", 2, at + 4))
    if columns != senones:
        raise SonorantError("The speech model is damaged: install the package “pocketsphinx” again.")
    stored = np.frombuffer(data, "u1", _STREAMS * densities * columns, at + 12)
    weights: Floats = np.exp(np.arange(256) * _WEIGHT_STEP).astype(np.float32)[stored]
    return weights.reshape(_STREAMS, densities, columns)


def _gaussians(means: Floats, variances: Floats) -> Floats:
    """Log densities as a linear function of (x, x², 1), so that all come out of one matrix product per stream."""
    variances = np.maximum(variances, _VARIANCE_FLOOR)
    constant = -0.5 * (np.log(2.0 * np.pi * variances) + means**2 / variances).sum(axis=3, keepdims=True)
    coefficients = np.concatenate([means / variances, -0.5 / variances, constant], axis=3)
    return np.ascontiguousarray(coefficients.transpose(1, 3, 0, 2).reshape(_STREAMS, 2 * _STREAM_SIZE + 1, -1))
