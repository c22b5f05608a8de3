"""The engine is loaded when it is first needed, as the SDK takes its time; where that fails, it is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sonorant.engines.azure import failures

if TYPE_CHECKING:
    from sonorant.engines.azure.assessor import AzureAssessor


def assessor() -> type[AzureAssessor]:
    """The engine's class. Raises AzureFailure where the SDK, or what it needs of the system, is missing."""
    try:
        from sonorant.engines.azure.assessor import AzureAssessor  # noqa: PLC0415
    except (ImportError, OSError) as reason:
        raise failures.without_library(reason) from None
    return AzureAssessor
