"""The embedded engine: acoustic model, alignment, evidence, and the models that turn evidence into scores."""

from sonorant.engines.embedded.assessor import EmbeddedAssessor

__all__ = ["EmbeddedAssessor"]
