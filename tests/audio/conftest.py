"""A virtual microphone for the tests of this folder."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from sonorant.audio import files
from sonorant.audio.files import Audio
from sound_bench import RATE, chirp
from virtual_microphone import VirtualMicrophone, virtual_microphone


@pytest.fixture(scope="module")
def microphone() -> Iterator[VirtualMicrophone]:
    if sys.platform != "linux":
        pytest.skip("the virtual microphone is made of PulseAudio and ALSA")
    with virtual_microphone() as running:
        yield running


@pytest.fixture
def recording(tmp_path: Path) -> Path:
    """A file to play: the chirp."""
    path = tmp_path / "played.wav"
    files.write_wav(path, Audio(chirp(), RATE))
    return path
