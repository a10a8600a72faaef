"""Moves of a round, one by one: what is asked, what is believed, what is over."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tutor.curriculum import Curriculum
from tutor.teaching import quiz
from tutor.teaching.mastery import DAY, Evidence, Knowledge, Learner
from tutor.teaching.quiz import Move, Round

NOW = 1_700_000_000.0


@pytest.fixture
def opened(curriculum: Curriculum) -> Move:
    return quiz.begin("overfitting", Learner(), curriculum, NOW)


def answered(move: Move, text: str, curriculum: Curriculum) -> Move:
    assert move.round is not None
    return quiz.answer(move.round, text, "en", move.learner, curriculum, NOW)


def chance(move: Move) -> float:
    return move.learner.concepts["overfitting"].chance


def test_three_right_answers_end_the_round_and_the_topic_is_known(curriculum: Curriculum, opened: Move) -> None:
    move = opened
    for text in ("c", "c", "17"):
        move = answered(move, text, curriculum)
        assert move.verdict is not None
        assert move.verdict.grade == "right"
    assert move.round is None
    assert move.ended is not None
    assert (move.ended.right, len(move.ended.asked)) == (3, 3)
    assert move.learner.knows("overfitting", curriculum.teaching.chances, NOW)


def test_a_wrong_answer_has_a_second_try_with_a_hint_that_counts_less(curriculum: Curriculum, opened: Move) -> None:
    wrong = answered(opened, "b", curriculum)
    assert wrong.round is not None
    assert (wrong.round.tries, wrong.hint, wrong.following) == (1, 1, None)
    assert "overfitting" not in wrong.learner.concepts
    helped, alone = answered(wrong, "c", curriculum), answered(opened, "c", curriculum)
    assert curriculum.teaching.chances.start < chance(helped) < chance(alone)


def test_two_wrong_answers_or_giving_up_tell_the_answer_and_go_on(curriculum: Curriculum, opened: Move) -> None:
    assert opened.round is not None
    given_up = quiz.give_up(opened.round, opened.learner, curriculum, NOW)
    twice = answered(answered(opened, "b", curriculum), "a", curriculum)
    for move in (given_up, twice):
        assert move.revealed
        assert move.following is not None
        assert chance(move) < curriculum.teaching.chances.start


def test_skipping_concludes_nothing_and_stopping_leaves_the_open_question_out(
    curriculum: Curriculum, opened: Move
) -> None:
    assert opened.round is not None
    skipped = quiz.skip(opened.round, opened.learner, curriculum, NOW)
    assert skipped.learner.concepts == {}
    assert skipped.round is not None
    assert skipped.round.exercise != opened.round.exercise
    stopped = quiz.stop(opened.round, opened.learner)
    assert stopped.ended is not None
    assert stopped.ended.asked == ()


@pytest.mark.parametrize(("known", "hints"), [(0.3, 3), (0.8, 2), (0.95, 1)])
def test_hints_fade_as_the_topic_is_known_better(
    curriculum: Curriculum, opened: Move, known: float, hints: int
) -> None:
    assert opened.round is not None
    learner, state, given = Learner({"overfitting": Knowledge(known)}), opened.round, 0
    while not (move := quiz.hint(state, learner, curriculum, NOW)).spent:
        assert move.round is not None
        state, given = move.round, given + 1
    assert given == hints


def test_an_explanation_may_come_in_parts(curriculum: Curriculum, opened: Move) -> None:
    assert opened.round is not None
    state = replace(opened.round, exercise="overfitting-3")
    first = quiz.answer(state, "it memorised everything", "en", Learner(), curriculum, NOW)
    assert first.verdict is not None
    assert first.verdict.grade == "near"
    second = answered(first, "and it fails on new data", curriculum)
    assert second.verdict is not None
    assert second.verdict.grade == "right"


def test_a_review_asks_what_is_due_and_nothing_else(curriculum: Curriculum) -> None:
    learner = Learner().answered("gpu", Evidence(True, 0.1, easy=True), curriculum.teaching.chances, NOW)
    later = NOW + 60 * DAY
    move = quiz.begin("", learner, curriculum, later, review=True)
    assert move.following is not None
    assert move.following.topic == "gpu"
    assert move.round is not None
    over = quiz.give_up(move.round, move.learner, curriculum, later)
    assert over.round is None


def test_a_round_comes_back_from_json_and_strangers_make_none(opened: Move) -> None:
    assert opened.round is not None
    assert Round.from_json(opened.round.to_json()) == opened.round
    for stranger in (None, [], {}, {"exercise": 4}):
        assert Round.from_json(stranger) is None
    odd = Round.from_json({"exercise": "x-1", "hints": 99, "tries": -2, "asked": "no", "right": True, "made": {}})
    assert odd == Round("x-1", hints=3)
