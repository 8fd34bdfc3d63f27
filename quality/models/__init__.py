from quality.models.review import Answer, Deviation, Review
from quality.models.sampling import Round, RoundSeed, Sample, SamplingRule
from quality.models.standard import Criterion, Standard

__all__ = [
    "Answer",
    "Criterion",
    "Deviation",
    "Review",
    "Round",
    "RoundSeed",
    "Sample",
    "SamplingRule",
    "Standard",
]
