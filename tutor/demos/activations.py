"""What follows a layer's sums: each activation as a plain function, in place, and backwards. No autograd."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Literal, get_args

import torch
from torch import Tensor

Activation = Literal["none", "relu", "tanh", "sigmoid", "gelu"]
ACTIVATIONS: tuple[Activation, ...] = get_args(Activation)

GAINS: dict[Activation, float] = {"none": 1.0, "relu": math.sqrt(2), "tanh": 5 / 3, "sigmoid": 4.0, "gelu": 1.5}
PLAIN: dict[Activation, Callable[[Tensor], Tensor]] = {
    "none": lambda z: z,
    "relu": torch.relu,
    "tanh": torch.tanh,
    "sigmoid": torch.sigmoid,
    "gelu": torch.nn.functional.gelu,
}
_aten = torch.ops.aten
# Forward: from z into h; z and h are the same buffer, except for GELU, whose derivative needs z.
FORWARD: dict[Activation, Callable[[Tensor, Tensor], object]] = {
    "none": lambda _z, _h: None,
    "relu": lambda z, _h: z.relu_(),
    "tanh": lambda z, _h: z.tanh_(),
    "sigmoid": lambda z, _h: z.sigmoid_(),
    "gelu": lambda z, h: _aten.gelu.out(z, out=h),
}
# Backward: the delta at h becomes the delta at z, in place, by the formulas autograd itself uses.
BACKWARD: dict[Activation, Callable[[Tensor, Tensor, Tensor], object]] = {
    "none": lambda _d, _z, _h: None,
    "relu": lambda d, _z, h: _aten.threshold_backward.grad_input(d, h, 0, grad_input=d),
    "tanh": lambda d, _z, h: _aten.tanh_backward.grad_input(d, h, grad_input=d),
    "sigmoid": lambda d, _z, h: _aten.sigmoid_backward.grad_input(d, h, grad_input=d),
    "gelu": lambda d, z, _h: _aten.gelu_backward.grad_input(d, z, grad_input=d),
}
