"""The knobs of recommendation: what a learner may set, with ranges and every name it goes by. Trains nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from tutor.demos import knobs
from tutor.demos.recommendation_films import FILMS, number_of
from tutor.demos.same_knobs import like

NOT_SEEN = "not_seen"
STARS = {"loved": 5.0, "liked": 4.0, "disliked": 1.0}
"""What a verdict means in stars."""


def _film(default: str, title: str) -> Any:
    """A verdict on a film. The names of verdicts carry the film's title: "loved Quiet Orbit" means no other film."""
    film = FILMS[number_of(title)].title
    english, chinese = film["en"].lower(), film["zh"]
    verdicts = {
        "loved": (("★★★★★ loved it", "loved", "love", "adore"), ("★★★★★ 很喜欢", "很喜欢", "最喜欢", "爱看")),
        "liked": (("★★★★ liked it", "liked", "like", "enjoyed"), ("★★★★ 喜欢", "喜欢")),
        "disliked": (
            ("★ disliked it", "disliked", "dislike", "hated", "hate", "didn't like"),
            ("★ 不喜欢", "不喜欢", "讨厌"),
        ),
        NOT_SEEN: (("not seen", "have not seen", "haven't seen", "never saw"), ("没看过", "没看过")),
    }
    return knobs.choice(
        default,
        {"en": (film["en"], english), "zh": (f"《{chinese}》", chinese)},
        {
            verdict: {
                "en": (en[0], *(f"{said} {english}" for said in en[1:])),
                "zh": (zh[0], *(said + mark for said in zh[1:] for mark in (chinese, f"《{chinese}》"))),
            }
            for verdict, (en, zh) in verdicts.items()
        },
    )


@dataclass(frozen=True)
class Settings:
    """What a learner may set, with ranges and the names it goes by."""

    quiet_orbit: str = _film("loved", "Quiet Orbit")
    wrong_wedding: str = _film("liked", "The Wrong Wedding")
    thirteenth_lift: str = _film("disliked", "The Thirteenth Lift")
    two_umbrellas: str = _film(NOT_SEEN, "Two Umbrellas")
    points: int = knobs.integer(
        2000,
        200,
        4000,
        {
            "en": ("ratings", "number of ratings", "points", "data", "samples", "data points", "examples"),
            "zh": ("评分数", "评分", "打分", "数据点", "样本", "数据", "样本数", "数据量"),
        },
        units={
            "en": ("ratings", "rating", "points", "data points", "samples", "examples"),
            "zh": ("条评分", "个评分", "次打分", "个数据", "个样本", "条数据"),
        },
        log=True,
    )
    noise: float = like("noise", 0.5, high=2.0, step=0.1)
    learning_rate: float = like("learning_rate", 0.005)


RATED = {
    "quiet_orbit": number_of("Quiet Orbit"),
    "wrong_wedding": number_of("The Wrong Wedding"),
    "thirteenth_lift": number_of("The Thirteenth Lift"),
    "two_umbrellas": number_of("Two Umbrellas"),
}
"""The settings that are verdicts on films, and which film each means."""


def stars_of(settings: Settings) -> dict[int, float]:
    """The learner's stars by film, of those that were seen."""
    verdicts = {film: getattr(settings, key) for key, film in RATED.items()}
    return {film: STARS[verdict] for film, verdict in verdicts.items() if verdict != NOT_SEEN}
