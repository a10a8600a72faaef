"""The curve's picture: small, wellformed, the network's line where it belongs."""

from __future__ import annotations

from xml.etree import ElementTree

import numpy as np

from tutor.demos.base import Words
from tutor.demos.curve_picture import backdrop, draw


def test_stays_small_and_wellformed_with_the_most_points(words: Words) -> None:
    random = np.random.default_rng(0)
    grid = np.linspace(-2, 2, 121)
    xs, ys = np.sort(random.uniform(-2, 2, 500)), random.normal(0, 3, 500)
    behind = backdrop(xs, ys, grid, np.sin(3 * grid), (-1.8, 1.8), words.legend())
    history = [(step * 1000, 10.0 ** (-step / 25)) for step in range(100)]
    svg = draw(behind, grid, random.normal(0, 1, (1, 121)), history, 100_000, "curve <fitting>")
    assert len(svg.encode()) < 12_800
    root = ElementTree.fromstring(svg)
    assert root[0].text == "curve <fitting>"
    assert "99000 / 100000" in (root[1].text or "")
    assert "id=" not in svg
    spans = [e for e in root.iter() if e.tag.endswith("tspan")]
    assert {span.attrib["lang"] for span in spans} == {"en", "zh"}


def test_draws_a_network_that_has_run_away(words: Words) -> None:
    grid = np.linspace(-2, 2, 121)
    behind = backdrop(grid[:10], grid[:10], grid, grid, (-2, 2), words.legend())
    svg = draw(behind, grid, np.full((1, 121), np.nan), [], 100, "")
    ElementTree.fromstring(svg)
    assert "nan" not in svg.split("</desc>")[1]


def test_of_many_networks_the_band_holds_nine_in_ten(words: Words) -> None:
    grid = np.linspace(-2, 2, 121)
    behind = backdrop(grid[:10], grid[:10], grid, grid, (-2, 2), words.legend())
    levels = np.linspace(0, 1, 101)[:, None] * np.ones(121)
    svg = draw(behind, grid, levels, [], 100, "")
    low, middle, high = behind.upwards(np.array([0.05, 0.5, 0.95]))
    assert f"{low:.1f}".rstrip("0").rstrip(".") in svg
    assert f"{middle:.1f}".rstrip("0").rstrip(".") in svg
    assert f"{high - low:.1f}" in svg or f"{low:.1f}" in svg
