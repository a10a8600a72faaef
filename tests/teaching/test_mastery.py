"""Beliefs about a learner, against Bayes' rule by hand and the FSRS scheduler itself."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
from fsrs import Card, Rating, Scheduler

from tutor.curriculum import Curriculum
from tutor.curriculum.teaching import Chances
from tutor.teaching.mastery import DAY, Evidence, Knowledge, Learner, faded, from_json, guess_of, to_json, traced

NOW = 1_700_000_000.0


@pytest.fixture(scope="module")
def chances(curriculum: Curriculum) -> Chances:
    return curriculum.teaching.chances


def test_an_answer_counts_as_bayes_says() -> None:
    chances = Chances(0.2, 0.1, 0.1, 0.05, 0.1, 0.5, 0.15, 0.3, 0.8, 0.5)
    right = traced(Knowledge(0.2), Evidence(True, 0.25), chances, NOW).chance
    posterior = 0.2 * 0.9 / (0.2 * 0.9 + 0.8 * 0.25)
    assert right == pytest.approx(posterior + (1 - posterior) * 0.1)
    wrong = traced(Knowledge(0.2), Evidence(False, 0.25), chances, NOW).chance
    posterior = 0.2 * 0.1 / (0.2 * 0.1 + 0.8 * 0.75)
    assert wrong == pytest.approx(posterior + (1 - posterior) * 0.1)


def test_right_answers_always_lead_to_mastery_and_hints_slow_it(chances: Chances) -> None:
    def answers_needed(guess: float) -> int:
        learner, count = Learner(), 0
        while learner.chance("x", chances, NOW) < chances.known:
            learner, count = learner.answered("x", Evidence(True, guess), chances, NOW), count + 1
        return count

    assert answers_needed(0.05) <= answers_needed(0.25) <= 4
    assert answers_needed(0.25) < answers_needed(0.7) < 20


def test_lucky_guesses_are_likelier_with_fewer_options_and_more_help(curriculum: Curriculum, chances: Chances) -> None:
    choice, fill_in, words, _ = curriculum.lessons["overfitting"].exercises
    assert guess_of(choice, chances) == 0.25
    assert guess_of(choice, chances, tries=1) == pytest.approx(1 / 3 + chances.second_try)
    assert guess_of(fill_in, chances, hints=2) == pytest.approx(chances.guess_fill_in + 2 * chances.hint)
    assert guess_of(words, chances, hints=3, tries=3) <= 1 - chances.slips


def test_memory_fades_and_comes_due_as_fsrs_says(chances: Chances) -> None:
    learner = Learner().answered("x", Evidence(True, 0.25, easy=True), chances, NOW)
    scheduler = Scheduler(learning_steps=(), relearning_steps=(), enable_fuzzing=False)
    moment = datetime.fromtimestamp(NOW, UTC)
    card, _ = scheduler.review_card(Card(card_id=0, due=moment), Rating.Good, moment)
    knowledge = learner.concepts["x"]
    assert knowledge.due == card.due.timestamp()
    later = NOW + 9 * DAY
    recall = scheduler.get_card_retrievability(card, datetime.fromtimestamp(later, UTC))
    assert faded(knowledge, later) == pytest.approx(knowledge.chance * recall)
    assert learner.due(NOW) == ()
    assert learner.due(card.due.timestamp()) == ("x",)


def test_a_second_review_goes_on_from_the_first(chances: Chances) -> None:
    learner = Learner().answered("x", Evidence(True, 0.25, easy=True), chances, NOW)
    first = learner.concepts["x"]
    assert first.due is not None
    again = learner.answered("x", Evidence(True, 0.25, easy=True), chances, first.due).concepts["x"]
    assert again.due is not None
    assert again.due - first.due > 2 * (first.due - NOW)


def test_a_learner_comes_back_from_json_and_strangers_do_no_harm(chances: Chances) -> None:
    learner = Learner().answered("x", Evidence(False, 0.25), chances, NOW).asked("x-1").asked("x-2").asked("x-1")
    assert learner.done == ("x-2", "x-1")
    assert from_json(json.loads(json.dumps(to_json(learner)))) == learner
    for stranger in (None, [], {"concepts": 3}, {"concepts": {"x": {"chance": "high"}, "y": {"chance": 2}}, "done": 7}):
        assert from_json(stranger) == Learner()
    odd = from_json({"concepts": {"x": {"chance": 0.5, "stability": -1, "reviewed": 1e99}}, "done": [1, "x-1"]})
    assert odd == Learner({"x": Knowledge(0.5)}, ("x-1",))
