"""What to learn next: reachable from the start, in an order in which each step can be understood."""

from __future__ import annotations

from tutor.curriculum import Curriculum
from tutor.teaching.mastery import DAY, Evidence, Knowledge, Learner
from tutor.teaching.path import needs, next_exercise, next_steps, ready

NOW = 1_700_000_000.0
KNOWN = Knowledge(0.95)


def test_the_path_is_about_twelve_steps_and_each_can_be_understood(curriculum: Curriculum) -> None:
    teaching = curriculum.teaching
    assert 11 <= len(teaching.article) <= 13
    assert len(teaching.path) == 68
    for number, topic in enumerate(teaching.path):
        assert set(needs(topic, curriculum)) <= set(teaching.path[:number]), topic


def test_every_topic_is_reached_from_the_start_by_learning_what_is_ready(curriculum: Curriculum) -> None:
    known: set[str] = set()
    order = []
    while steps := next_steps(Learner(dict.fromkeys(known, KNOWN)), curriculum, NOW):
        assert ready(steps[0].topic, known, (), curriculum)
        known.add(steps[0].topic)
        order.append(steps[0].topic)
    assert tuple(order) == curriculum.teaching.path


def test_each_step_has_its_reason(curriculum: Curriculum) -> None:
    (first, *_) = next_steps(Learner(), curriculum, NOW)
    assert (first.topic, first.reason) == ("artificial_intelligence", "start")
    (second, *_) = next_steps(Learner({"artificial_intelligence": KNOWN}), curriculum, NOW)
    assert (second.topic, second.reason, second.because) == (
        "machine_learning", "builds_on", ("artificial_intelligence",),
    )  # fmt: skip
    elsewhere = next_steps(Learner({"gpu": KNOWN}), curriculum, NOW)[0]
    assert (elsewhere.topic, elsewhere.reason) == ("artificial_intelligence", "next")
    begun = Learner({"artificial_intelligence": KNOWN, "machine_learning": Knowledge(0.4)})
    assert next_steps(begun, curriculum, NOW)[0].reason == "begun"
    due = Learner().answered("machine_learning", Evidence(True, 0.1, easy=True), curriculum.teaching.chances, NOW)
    assert next_steps(due, curriculum, NOW + 30 * DAY)[0].reason == "review"
    assert next_steps(due, curriculum, NOW)[0].reason != "review"


def test_what_was_read_opens_the_way_too(curriculum: Curriculum) -> None:
    learner = Learner()
    assert not ready("deep_learning", set(), (), curriculum)
    assert ready("deep_learning", set(), ("machine_learning",), curriculum)
    steps = [step.topic for step in next_steps(learner, curriculum, NOW, ("artificial_intelligence",))]
    assert steps[:2] == ["artificial_intelligence", "machine_learning"]


def test_exercises_are_asked_in_turn_choices_first(curriculum: Curriculum) -> None:
    learner, asked = Learner(), []
    for _ in range(5):
        exercise = next_exercise("overfitting", learner, curriculum, NOW)
        assert exercise is not None
        asked.append(exercise.id)
        learner = learner.asked(exercise.id)
    assert asked == ["overfitting-1", "overfitting-4", "overfitting-2", "overfitting-3", "overfitting-1"]
    knows = Learner({"overfitting": Knowledge(0.7)})
    exercise = next_exercise("overfitting", knows, curriculum, NOW)
    assert exercise is not None
    assert exercise.kind == "fill_in"
