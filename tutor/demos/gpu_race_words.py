"""What the race's times say, in both languages: who was faster, by how much, and what the GPU made of it.

The rest of the demo's words stands in data/; these sentences depend on who wins. Measures nothing.
"""

from __future__ import annotations

from collections.abc import Mapping

from tutor.types import Language

Blank = str | Mapping[Language, str]
CLOSE = 1.15
"""Speeds within this factor of each other count as about equal: other work on the machine moves them by as much."""


def blanks(speeds: Mapping[str, float], seconds: Mapping[str, float]) -> dict[str, Blank]:
    """Blanks for `speeds` (network-steps a second) and `seconds` of each lane: one, all, and gpu if it ran."""
    found: dict[str, Blank] = {}
    for name in ("one", "all"):
        found |= {f"speed_{name}": f"{speeds[name]:,.0f}", f"seconds_{name}": f"{seconds[name]:.2f}"}
    return {**found, "verdict": _together(speeds), "gpu": _gpu(speeds)}


def _times(quick: float, slow: float) -> str:
    """How many times as fast, with two digits."""
    ratio = quick / slow if slow else 0.0
    return f"{ratio:,.0f}" if ratio >= 9.95 else f"{ratio:.1f}"


def _together(speeds: Mapping[str, float]) -> dict[Language, str]:
    one, together = speeds["one"], speeds["all"]
    if together > CLOSE * one:
        times = _times(together, one)
        return {
            "en": f"All at once was {times} times as fast, on the same core: "
            "one large job needs far fewer orders than many small ones.",
            "zh": f"一起算快到 {times} 倍，用的还是同一个核：一件大活儿要下的指令，比许多件小活儿少得多。",
        }
    if one > CLOSE * together:
        times = _times(one, together)
        return {
            "en": f"This time one after another won, {times} times as fast, most likely because a stack this "
            "large no longer fits into the core's quick memory.",
            "zh": f"这次反而是逐个算赢了，快到 {times} 倍：多半是摞得太大，核里的高速缓存装不下了。",
        }
    return {
        "en": "The two came out about even: each network alone gives the core enough to do.",
        "zh": "两种办法差不多快：单个网络就已经让这个核忙得过来了。",
    }


def _gpu(speeds: Mapping[str, float]) -> dict[Language, str]:
    if "gpu" not in speeds:
        return {
            "en": "The GPU's lane stayed empty: no GPU takes part in this run.",
            "zh": "GPU 那条道一直空着：这一次没有 GPU 参加。",
        }
    gpu, cpu, speed = speeds["gpu"], max(speeds["one"], speeds["all"]), f"{speeds['gpu']:,.0f}"
    if gpu > CLOSE * cpu:
        times = _times(gpu, cpu)
        return {
            "en": f"The GPU did {speed}, {times} times the CPU's best: thousands of small cores share the stack.",
            "zh": f"GPU 每秒 {speed} 步，是 CPU 最好成绩的 {times} 倍：成千上万个小核分着算这一摞。",
        }
    if cpu > CLOSE * gpu:
        times = _times(cpu, gpu)
        return {
            "en": f"The GPU did only {speed} and lost, the CPU was {times} times as fast: with so little to do in each "
            "step, handing out the work takes longer than the work.",
            "zh": f"GPU 每秒只有 {speed} 步，输给了 CPU，CPU 快到 {times} 倍："
            "每一步的活儿太少，派活儿比干活儿还费时间。",
        }
    return {
        "en": f"The GPU did {speed}, about as much as the CPU at its best; with more networks it pulls ahead.",
        "zh": f"GPU 每秒 {speed} 步，和 CPU 的最好成绩差不多；网络再多些，它就会领先。",
    }
