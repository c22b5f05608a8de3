"""The engine that asks Azure Speech, through its SDK, when the user brings a key.

`AzureAssessor` is in `engines.azure.assessor`, which loads the SDK; what is needed to set it up is here and does not.
"""

from sonorant.engines.azure.failures import AzureFailure, Trouble
from sonorant.engines.azure.options import Options, Profanity

__all__ = ["AzureFailure", "Options", "Profanity", "Trouble"]
