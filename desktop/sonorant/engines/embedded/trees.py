"""Boosted regression trees, applied with numpy: training needs a library, judging does not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

_BLOCK = 128
_SHALLOW = 4
"""Steps in which few walks arrive, so that looking for them does not pay."""
_MOST_KINDS = 63
"""Kinds that a feature may name: they are the bits of one number."""


@dataclass(frozen=True, eq=False)
class Forest:
    """Trees whose values add up. A leaf leads to itself, so all trees are walked in step.

    Attributes:
        feature, threshold: a row goes left where its feature is at most the threshold, shape (nodes,).
        kinds: for a node whose feature names a kind (a phone, say), the kinds that go left as bits of a number; 0 for
            nodes that compare with the threshold, shape (nodes,).
        left, right: the nodes that follow, shape (nodes,).
        value: what a leaf adds, shape (nodes,).
        roots: first node of each tree, shape (trees,).
        depth: steps from a root to the deepest leaf, shape ().
    """

    feature: NDArray[np.int16]
    threshold: Floats
    kinds: NDArray[np.int64]
    left: NDArray[np.int32]
    right: NDArray[np.int32]
    value: Floats
    roots: NDArray[np.int32]
    depth: NDArray[np.int32]

    def predict(self, rows: Floats) -> Floats:
        """The sum over all trees for each row; `rows` (n, features) gives (n,)."""
        out = np.empty(len(rows), dtype=np.float32)
        children = np.stack([self.left, self.right], axis=1).ravel()
        # Blocks keep the walk within the processor's cache and the memory of a long take bounded.
        for start in range(0, len(rows), _BLOCK):
            block = np.ascontiguousarray(rows[start : start + _BLOCK])
            leaves = self._leaves(block, children)
            out[start : start + _BLOCK] = self.value.take(leaves).sum(axis=1, dtype=np.float64)
        return out

    def _leaves(self, block: Floats, children: NDArray[np.int32]) -> NDArray[np.int32]:
        """The leaf of each row in each tree, shape (rows, trees); walks that have arrived are left behind."""
        count, width = block.shape
        values = block.ravel()
        node = np.tile(self.roots, count)
        row = np.repeat(np.arange(count, dtype=np.int32) * np.int32(width), len(self.roots))
        walk = np.arange(len(node))
        leaf = np.empty(len(node), dtype=np.int32)
        for step in range(int(self.depth)):
            held = values.take(row + self.feature.take(node))
            goes_right = held > self.threshold.take(node)
            kinds = self.kinds.take(node)
            naming = np.flatnonzero(kinds)
            goes_right[naming] = (kinds[naming] >> held[naming].astype(np.int64)) & 1 == 0
            following = children.take(2 * node + goes_right)
            if step % 2 and step >= _SHALLOW:
                moving = following != node
                leaf[walk] = following
                following, row, walk = following[moving], row[moving], walk[moving]
            node = following
        leaf[walk] = node
        return leaf.reshape(count, -1)

    def arrays(self, prefix: str) -> dict[str, NDArray[Any]]:
        """The forest as named arrays for saving."""
        return {f"{prefix}.{field.name}": getattr(self, field.name) for field in fields(self)}


def from_arrays(arrays: Mapping[str, NDArray[Any]], prefix: str) -> Forest:
    """The forest that `Forest.arrays` gave."""
    return Forest(**{field.name: arrays[f"{prefix}.{field.name}"] for field in fields(Forest)})


def from_lightgbm(dumps: Sequence[Mapping[str, Any]]) -> Forest:
    """One forest out of the dumps of several LightGBM models, which are averaged.

    Categorical features must have values from 0 to 62.
    """
    nodes: list[tuple[int, float, int, int, int, float]] = []
    roots: list[int] = []
    deepest = 0

    def add(tree: Mapping[str, Any], depth: int) -> int:
        nonlocal deepest
        deepest = max(deepest, depth)
        number = len(nodes)
        nodes.append((0, np.inf, 0, number, number, 0.0))
        if "leaf_value" in tree:
            nodes[number] = (0, np.inf, 0, number, number, float(tree["leaf_value"]) / len(dumps))
        else:
            left = add(tree["left_child"], depth + 1)
            right = add(tree["right_child"], depth + 1)
            nodes[number] = (int(tree["split_feature"]), *_split(tree), left, right, 0.0)
        return number

    for dump in dumps:
        roots.extend(add(tree["tree_structure"], 0) for tree in dump["tree_info"])
    feature, threshold, kinds, left, right, value = zip(*nodes, strict=True)
    return Forest(
        feature=np.array(feature, dtype=np.int16),
        threshold=np.array(threshold, dtype=np.float32),
        kinds=np.array(kinds, dtype=np.int64),
        left=np.array(left, dtype=np.int32),
        right=np.array(right, dtype=np.int32),
        value=np.array(value, dtype=np.float32),
        roots=np.array(roots, dtype=np.int32),
        depth=np.array(deepest, dtype=np.int32),
    )


def _split(tree: Mapping[str, Any]) -> tuple[float, int]:
    """The threshold of a node and the kinds that go left, as in `Forest`."""
    if tree["decision_type"] != "==":
        return float(tree["threshold"]), 0
    kinds = [int(kind) for kind in str(tree["threshold"]).split("||")]
    assert max(kinds) < _MOST_KINDS
    return np.inf, sum(1 << kind for kind in kinds)
