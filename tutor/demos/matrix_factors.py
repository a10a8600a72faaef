"""Matrix factorisation: a table of ratings as the product of two thin tables, learned by gradient descent.

A rating is the mean of all, plus what this viewer and this film usually add, plus the product of the viewer's vector
and the film's. Gradients are written by hand; a little weight decay holds vectors in place that few ratings hold.
All ratings in every step, Adam. Knows no films and draws nothing.
"""

from __future__ import annotations

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from tutor.demos.drawing import Floats
from tutor.demos.optimisers import Adam
from tutor.device import single_thread

DECAY = 1.0
"""What a squared parameter costs, when a rating's squared error costs 1."""
FIRST_SPREAD = 0.1


class Factors:
    """Vectors and usual plus or minus of every viewer and film, with the known ratings and an optimiser.

    `stars` is (viewers, films), of which only those that are `known` count. The same seed gives the same start on
    every device.
    """

    def __init__(
        self, stars: Floats, known: NDArray[np.bool_], *, dimensions: int = 2, seed: int = 0, device: str = "cpu"
    ) -> None:
        self.mean = float(stars[known].mean())
        viewers, films = stars.shape
        self._shapes = [(viewers, dimensions), (films, dimensions), (viewers, 1), (1, films)]
        sizes = [rows * columns for rows, columns in self._shapes]
        self.flat = torch.zeros(sum(sizes), device=device)
        self.gradient = torch.zeros_like(self.flat)
        self._viewers, self._films, self._viewers_add, self._films_add = self._views(self.flat, sizes)
        self._gradients = self._views(self.gradient, sizes)
        random = torch.Generator().manual_seed(seed)
        vectors = sizes[0] + sizes[1]
        self.flat[:vectors] = FIRST_SPREAD * torch.randn(vectors, generator=random).to(device)
        self._known = torch.from_numpy(known).float().to(device)
        self._goal = torch.from_numpy(stars - self.mean).float().to(device) * self._known
        self._count = float(known.sum())
        self._optimiser = Adam(self.flat, self.gradient)

    def _views(self, flat: Tensor, sizes: list[int]) -> list[Tensor]:
        return [part.view(shape) for part, shape in zip(torch.split(flat, sizes), self._shapes, strict=True)]

    def train(self, steps: int, learning_rate: float) -> None:
        """Take `steps` steps on all known ratings."""
        with torch.inference_mode(), single_thread():
            for _ in range(steps):
                self.compute_gradient()
                self._optimiser.step(learning_rate)
            if self.flat.is_cuda:
                torch.cuda.synchronize()

    def compute_gradient(self) -> Tensor:
        """The gradient, for `flat`, of half the squared errors plus half the squared parameters times DECAY, divided
        by the number of known ratings."""
        with torch.inference_mode():
            error = self._sums().mul_(self._known).sub_(self._goal)
            by_viewer, by_film, by_viewer_add, by_film_add = self._gradients
            torch.mm(error, self._films, out=by_viewer)
            torch.mm(error.T, self._viewers, out=by_film)
            torch.sum(error, 1, keepdim=True, out=by_viewer_add)
            torch.sum(error, 0, keepdim=True, out=by_film_add)
            self.gradient.add_(self.flat, alpha=DECAY).div_(self._count)
        return self.gradient

    def _sums(self) -> Tensor:
        return (self._viewers @ self._films.T).add_(self._viewers_add).add_(self._films_add)

    def predict(self) -> Floats:
        """What it expects everybody to give every film, (viewers, films), in stars."""
        with torch.inference_mode(), single_thread():
            return self._sums().cpu().numpy().astype(float) + self.mean

    @property
    def viewers(self) -> Floats:
        """Every viewer's vector, (viewers, dimensions)."""
        return self._viewers.cpu().numpy().astype(float)

    @property
    def films(self) -> Floats:
        """Every film's vector, (films, dimensions)."""
        return self._films.cpu().numpy().astype(float)

    def add_viewer(self, films: NDArray[np.int_], stars: Floats) -> tuple[Floats, Floats]:
        """The vector of one more viewer who gave `films` these `stars`, and what to expect of them for every film.

        Least squares with the same decay: what training would find for this viewer while all films stay in place.
        """
        vectors, add = self.films, self._films_add[0].cpu().numpy().astype(float)
        table = np.concatenate([vectors, np.ones((len(vectors), 1))], axis=1)
        seen = table[films]
        left = seen.T @ seen + DECAY * np.eye(table.shape[1])
        with np.errstate(all="ignore"):
            own = np.linalg.solve(np.nan_to_num(left), seen.T @ (stars - self.mean - add[films]))
            return own[:-1], self.mean + add + table @ own
