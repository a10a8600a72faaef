"""A copy of the tutor's own network learns its topics from random weights, and a phrase of the learner's own with them.

It learns from a part of the questions only and knows neither acts nor demos nor what is foreign. While a phrase is
taught, a twin goes on without it on the very same batches: what differs between the two is the phrase's doing, and
forgetting the phrase means going on with the twin. Nothing is kept beyond the run.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import numpy as np
import torch
from torch import Tensor

from tutor.classifier.features import Ids
from tutor.classifier.model import collate
from tutor.demos import stage
from tutor.demos.base import Controls, Pace, Words
from tutor.demos.train_picture import Confusion, Lesson, draw
from tutor.demos.train_pupil import Pupil
from tutor.demos.train_questions import Corpus, HeldOut, corpus, encode, held_out, topics
from tutor.demos.train_settings import Settings
from tutor.demos.tutor_model import classifier, fitted, percent, titles
from tutor.device import Device, single_thread
from tutor.language import normalise
from tutor.types import LANGUAGES, Frame, Language

__all__ = ["Settings", "frames", "worked"]

NAME = "train_tutor"
STEPS = 400
BATCH = 64
LEFT_OUT = 0.3
"""The share of a question's features that are left out at random each time, so that it learns to do without any."""
WARM_UP = 20
GOOD_ACCURACY, GOOD_TIMES_CHANCE = 0.5, 10
"""`worked` from this share of held-out questions right, and from so many times what guessing would get."""
REPEATS = 8
"""How often a taught phrase stands in each batch."""
LESSON, LESSON_RATE = 40, 0.25
"""In its first steps a phrase is learnt at no less than this share of the learning rate: late in a run the rate has
fallen to nearly nothing."""
EXACT, EVERY = 40, 10
"""Questions are asked after each of the first EXACT steps, then after every step that EVERY divides: to ask them all is
a third of the work of a step. So answers may be a few steps old, but never depend on when a picture is due."""
HISTORY = 100
CONFUSIONS = 5


@dataclass
class _Act:
    """The pupil on its way, and while a phrase is taught its twin without it."""

    settings: Settings
    corpus: Corpus
    tests: HeldOut
    pupil: Pupil
    random: np.random.Generator
    legend: stage.Legend
    twin: Pupil | None = None
    phrase: Ids | None = None
    step: int = 0
    lesson_since: int = 0
    asked: bool = False
    order: np.ndarray = field(default_factory=lambda: np.zeros(0, dtype=int))
    history: list[tuple[int, float, float]] = field(default_factory=list)
    confusions: list[Confusion] = field(default_factory=list)
    lesson: Lesson | None = None
    changed: tuple[int, int] = 0, 0
    numbers: dict[str, float] = field(default_factory=dict)

    def train(self, steps: int, share: float) -> None:
        """Mini-batches, one a step; the phrase is in all of them."""
        last = last_asked(self.step + steps)
        for _ in range(steps):
            chosen, texts = self._batch()
            targets, rate = self.corpus.targets[chosen], self._rate(share)
            if self.twin is None or self.phrase is None:
                self.pupil.learn(texts, targets, rate)
            else:
                self.twin.learn(texts, targets, rate)
                if self.step - self.lesson_since < LESSON:
                    rate = max(rate, LESSON_RATE * self.settings.learning_rate)
                wanted = torch.full((REPEATS,), topics().index(self.settings.label))
                self.pupil.learn([*texts, *[self.phrase] * REPEATS], torch.cat([targets, wanted]), rate)
            self.step += 1
            if self.step == last:
                self._ask()
        self.pupil.finish()

    def _batch(self) -> tuple[np.ndarray, list[Ids]]:
        """The numbers of the next questions, each seen once before any comes again, and what is left of them."""
        while len(self.order) < BATCH:
            self.order = np.concatenate([self.order, self.random.permutation(len(self.corpus.texts))])
        chosen, self.order = self.order[:BATCH], self.order[BATCH:]
        texts = [self.corpus.texts[i] for i in chosen]
        return chosen, [ids[self.random.random(len(ids)) >= LEFT_OUT] for ids in texts]

    def _rate(self, share: float) -> float:
        """The learning rate now: a short rise, then half a cosine to nearly nothing."""
        rise = min(1.0, (self.step + 1) / WARM_UP)
        return self.settings.learning_rate * rise * (0.505 + 0.495 * math.cos(math.pi * share))

    def look(self) -> dict[str, float]:
        """Accuracy and loss on held-out questions, accuracy in training, and what the phrase has changed."""
        if not self.asked:
            self._ask()
        self.lesson = self._lesson()
        lesson = self.lesson or Lesson("", "", 0, 0.0, 0.0, 0, 0)
        self.numbers |= {
            "before": lesson.before,
            "after": lesson.after,
            "better": float(lesson.better),
            "worse": float(lesson.worse),
        }
        return dict(self.numbers)

    @single_thread()
    def _ask(self) -> None:
        """Let the pupil answer, and its twin if there is one: all that is measured on many questions."""
        probabilities = self.pupil.judge(self.tests.bags)
        right = self._right(probabilities)
        known = self.pupil.judge(self.corpus.sample).argmax(dim=1) == self.corpus.targets[self.corpus.sampled]
        accuracy, training = float(right.float().mean()), float(known.float().mean())
        loss = -probabilities[torch.arange(len(right)), self.tests.targets].clamp(min=1e-12).log().mean()
        self.numbers |= {
            "accuracy": accuracy,
            "training_accuracy": training,
            "loss": float(loss) if torch.isfinite(probabilities).all() else math.nan,
            "chance": 1 / len(topics()),
        }
        self.confusions = self._confused(probabilities)
        if self.twin is not None:
            without = self._right(self.twin.judge(self.tests.bags))
            self.changed = int((right & ~without).sum()), int((~right & without).sum())
        if not self.history or self.history[-1][0] < self.step:
            self.history.append((self.step, accuracy, training))
            if len(self.history) > HISTORY:
                self.history[1:-1] = self.history[2:-1:2]
        self.asked = True

    def _right(self, probabilities: Tensor) -> Tensor:
        """Which held-out questions are answered right, (n,)."""
        return self.tests.right[torch.arange(len(probabilities)), probabilities.argmax(dim=1)]

    def _confused(self, probabilities: Tensor) -> list[Confusion]:
        """The pairs of topics of which the first one's questions put most probability on the second."""
        number = len(topics())
        wrong = probabilities.masked_fill(self.tests.right, 0.0)
        found = (self.tests.by_topic @ wrong).flatten().topk(CONFUSIONS)
        return [
            Confusion(f"topic/{topics()[at // number]}", f"topic/{topics()[at % number]}", share)
            for at, share in zip(found.indices.tolist(), found.values.tolist(), strict=True)
        ]

    def _lesson(self) -> Lesson | None:
        """What the phrase has changed so far, the twin being what would be without it."""
        if self.twin is None or self.phrase is None:
            return None
        bags, label = collate([self.phrase]), topics().index(self.settings.label)
        before, after = (float(one.judge(bags)[0, label]) for one in (self.twin, self.pupil))
        return Lesson(
            self.settings.text, f"topic/{self.settings.label}", self.lesson_since, before, after, *self.changed
        )

    def draw(self, step: int, steps: int, title: str) -> str:  # noqa: ARG002
        """Accuracy by step, the most confused pairs, the phrase."""
        return draw(self.history, steps, self.numbers["chance"], self.confusions, self.lesson, self.legend, title)

    def blanks(self) -> stage.Blanks:
        """Shares as per cents, how much there is of everything, and a sentence on the phrase."""
        shares = ("accuracy", "training_accuracy", "before", "after")
        return {
            **{key: percent(self.numbers[key]) for key in shares},
            "chance": f"{100 / len(topics()):.1f}%",
            "shipped": percent(self.tests.shipped),
            "label": titles(f"topic/{self.settings.label}"),
            "topics": str(len(topics())),
            "questions": f"{len(self.corpus.texts):,}",
            "all_questions": f"{self.corpus.of:,}",
            "tests": f"{len(self.tests.targets):,}",
            "batch": str(BATCH),
            "parameters": f"{self.pupil.parameters:,}",
            "lesson": self._told(),
        }

    def _told(self) -> dict[Language, str]:
        """A sentence on what the phrase has changed, or nothing."""
        lesson = self.lesson
        if lesson is None:
            return dict.fromkeys(LANGUAGES, "")
        values = {"before": percent(lesson.before), "after": percent(lesson.after)}
        counts = {"better": str(lesson.better), "worse": str(lesson.worse), "text": fitted(lesson.text, 300)}
        counts["tests"] = str(len(self.tests.targets))
        said = {
            language: self.legend["lesson"][language].format(title=titles(lesson.label)[language], **values, **counts)
            for language in LANGUAGES
        }
        return {"en": f" {said['en']}", "zh": said["zh"]}

    def adjust(self, settings: Settings) -> None:
        """Go on at another learning rate; forget the phrase where it has changed, and teach the new one."""
        old, self.settings = self.settings, settings
        if (old.text, old.label) != (settings.text, settings.label):
            self.pupil, self.twin = self.twin or self.pupil, None
            self.teach()
            self.asked = False

    def teach(self) -> None:
        """From here on learn the phrase, if there is one, and keep a twin that does not."""
        text = normalise(self.settings.text)
        self.phrase = encode(text) if text else None
        if self.phrase is not None:
            self.twin, self.lesson_since = self.pupil, self.step
            self.pupil = self.twin.copy()


def last_asked(step: int) -> int:
    """The last step, up to `step`, after which questions are asked: see EXACT and EVERY."""
    return step if step <= EXACT else step // EVERY * EVERY


def worked(numbers: Mapping[str, float]) -> bool:
    """Whether it has learnt to tell topics apart: see GOOD_ACCURACY."""
    accuracy = numbers.get("accuracy", 0.0)
    return accuracy >= GOOD_ACCURACY and accuracy >= GOOD_TIMES_CHANCE * numbers["chance"]


def _begin(settings: Settings, device: Device, seed: int, legend: stage.Legend) -> _Act:
    """The questions and an untrained network: the same for the same settings and seed."""
    features = classifier().trained.features.size
    pupil = Pupil(features, len(topics()), settings.width, seed, device.torch_name)
    act = _Act(settings, corpus(settings.points), held_out(), pupil, np.random.default_rng(seed), legend)
    act.teach()
    return act


PLAY = stage.Play(NAME, _begin, worked, STEPS, live=frozenset({"text", "label", "learning_rate"}))


def frames(
    settings: Settings, device: Device, seed: int, controls: Controls, pace: Pace, words: Words
) -> Iterator[Frame]:
    """The run, as the stage performs it."""
    return stage.perform(PLAY, settings, device, seed, controls, pace, words)
