"""Understands messages: features, network, training, calibration, gate, storage, measuring. Writes no prose.

Loading this package loads torch; `features` and `metrics` alone do not.
"""

from tutor.classifier.classifier import Classifier, load_classifier

__all__ = ["Classifier", "load_classifier"]
