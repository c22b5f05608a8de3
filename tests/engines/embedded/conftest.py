import functools
import shutil

import pytest

import synthetic_speech
from sonorant.engines.embedded import acoustic_model
from sonorant.engines.embedded.acoustic_model import AcousticModel
from synthetic_speech import Spoken


@pytest.fixture(scope="session")
def model() -> AcousticModel:
    return acoustic_model.load()


@functools.cache
def _said(text: str, voice: str) -> Spoken:
    return synthetic_speech.say(text, voice)


@pytest.fixture(scope="session")
def said():
    """`said(text, voice)`: speech by flite; every sentence is said only once."""
    if shutil.which("flite") is None:
        pytest.fail("the tests need the program flite: packaging/dev.py test installs it")
    return _said
