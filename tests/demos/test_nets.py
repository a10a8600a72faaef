"""The engine against autograd and torch.optim, which share no code with it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import torch
from torch import nn

from tutor.demos.capture import DeviceOptimiser
from tutor.demos.losses import LossName
from tutor.demos.nets import ACTIVATIONS, Activation, Network, Shape
from tutor.demos.optimisers import OPTIMISERS, optimiser_for
from tutor.device import single_thread

MODULES: dict[str, Callable[[], nn.Module]] = {
    "none": nn.Identity,
    "relu": nn.ReLU,
    "tanh": nn.Tanh,
    "sigmoid": nn.Sigmoid,
    "gelu": nn.GELU,
}


def twin(weights: list[torch.Tensor], activation: str) -> nn.Sequential:
    """The same network as a framework builds it."""
    layers: list[nn.Module] = []
    for weight in weights:
        linear = nn.Linear(weight.shape[1] - 1, weight.shape[0])
        with torch.no_grad():
            linear.weight.copy_(weight[:, :-1])
            linear.bias.copy_(weight[:, -1])
        layers += [linear, MODULES[activation]()]
    return nn.Sequential(*layers[:-1])


def flat(model: nn.Sequential, gradient: bool = False) -> torch.Tensor:
    parts = []
    for layer in model:
        if isinstance(layer, nn.Linear):
            weight = layer.weight.grad if gradient else layer.weight
            bias = layer.bias.grad if gradient else layer.bias
            parts.append(torch.cat([weight, bias[:, None]], 1).flatten())
    return torch.cat(parts).detach()


def data(points: int = 40) -> tuple[torch.Tensor, torch.Tensor]:
    random = torch.Generator().manual_seed(3)
    return torch.randn(points, 2, generator=random), torch.randn(points, 3, generator=random)


@pytest.mark.parametrize("activation", ACTIVATIONS)
@pytest.mark.parametrize("sizes", [(2, 3), (2, 8, 3), (2, 8, 5, 3)])
def test_gradient_and_loss_agree_with_autograd(activation: Activation, sizes: tuple[int, ...]) -> None:
    inputs, targets = data()
    network = Network(Shape(sizes, activation), inputs, targets, seed=1)
    model = twin(network.weights, activation)
    loss = nn.functional.mse_loss(model(inputs), targets)
    loss.backward()
    torch.testing.assert_close(network.loss(), loss.detach(), atol=1e-5, rtol=1e-5)
    torch.testing.assert_close(network.compute_gradient(), flat(model, gradient=True), atol=1e-5, rtol=1e-5)
    torch.testing.assert_close(network.predict(inputs), model(inputs).detach(), atol=1e-5, rtol=1e-5)


@pytest.mark.parametrize("loss", ["logistic", "softmax"])
def test_losses_agree_with_autograd(loss: LossName) -> None:
    inputs, _ = data()
    random = torch.Generator().manual_seed(4)
    classes = torch.randint(0, 3, (len(inputs),), generator=random)
    targets = nn.functional.one_hot(classes, 3).float()
    network = Network(Shape((2, 8, 3), "tanh"), inputs, targets, seed=1, loss=loss)
    model = twin(network.weights, "tanh")
    scores = model(inputs)
    if loss == "softmax":
        wanted, outputs = nn.functional.cross_entropy(scores, classes), scores.softmax(1)
    else:
        wanted, outputs = nn.functional.binary_cross_entropy_with_logits(scores, targets), scores.sigmoid()
    wanted.backward()
    torch.testing.assert_close(network.loss(), wanted.detach(), atol=1e-5, rtol=1e-5)
    torch.testing.assert_close(network.compute_gradient(), flat(model, gradient=True), atol=1e-5, rtol=1e-5)
    torch.testing.assert_close(network.predict(inputs), outputs.detach(), atol=1e-5, rtol=1e-5)


@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_dropout_agrees_with_autograd_under_the_same_masks(activation: Activation) -> None:
    inputs, targets = data()
    network = Network(Shape((2, 8, 5, 3), activation), inputs, targets, seed=1, dropout=0.4)
    gradient = network.compute_gradient().clone()
    model, values, hidden = twin(network.weights, activation), inputs, 0
    for layer in model:
        values = layer(values)
        if not isinstance(layer, nn.Linear):
            values, hidden = values * network._masks[hidden].T, hidden + 1
    nn.functional.mse_loss(values, targets).backward()
    torch.testing.assert_close(gradient, flat(model, gradient=True), atol=1e-5, rtol=1e-5)
    silenced = torch.cat([mask.flatten() == 0 for mask in network._masks]).float().mean()
    assert silenced.item() == pytest.approx(0.4, abs=0.08)


def test_decay_agrees_with_adamw() -> None:
    inputs, targets = data()
    network = Network(Shape((2, 8, 3), "tanh"), inputs, targets, seed=2, decay=0.5)
    model = twin(network.weights, "tanh")
    names = dict(model.named_parameters())
    groups = [
        {"params": [p for name, p in names.items() if name.endswith("weight")], "weight_decay": 0.5},
        {"params": [p for name, p in names.items() if name.endswith("bias")], "weight_decay": 0.0},
    ]
    optimiser = torch.optim.AdamW(groups, lr=0.01)
    for _ in range(10):
        optimiser.zero_grad()
        nn.functional.mse_loss(model(inputs), targets).backward()
        optimiser.step()
    network.train(10, 0.01)
    torch.testing.assert_close(network.flat, flat(model), atol=1e-5, rtol=1e-5)


def test_layers_are_those_of_the_framework_and_other_points_can_follow() -> None:
    inputs, targets = data()
    network = Network(Shape((2, 8, 5, 3), "relu"), inputs, targets)
    model = twin(network.weights, "relu")
    for index, mine in enumerate(network.layers(inputs)):
        torch.testing.assert_close(mine, model[: 2 * index + 2](inputs).detach(), atol=1e-5, rtol=1e-5)
    network.teach(inputs[20:27], targets[20:27])
    network.teach(inputs[:7], targets[:7])  # as many: in place
    nn.functional.mse_loss(model(inputs[:7]), targets[:7]).backward()
    torch.testing.assert_close(network.compute_gradient(), flat(model, gradient=True), atol=1e-5, rtol=1e-5)


@pytest.mark.parametrize("name", OPTIMISERS)
def test_the_gpus_optimisers_agree_with_the_cpus(name: str) -> None:
    random = torch.Generator().manual_seed(1)
    first, second = torch.randn(50, generator=random), torch.zeros(50)
    second.copy_(first)
    gradient = torch.zeros(50)
    ours, theirs = DeviceOptimiser(name, first, gradient), optimiser_for(name, second, gradient)
    for step in range(20):
        gradient.copy_(torch.randn(50, generator=random))
        ours.step(0.01 / (step + 1))
        theirs.step(0.01 / (step + 1))
    torch.testing.assert_close(first, second, atol=1e-6, rtol=1e-5)


@pytest.mark.parametrize("name", OPTIMISERS)
def test_steps_agree_with_torch_optim(name: str) -> None:
    inputs, targets = data()
    network = Network(Shape((2, 8, 8, 3), "tanh"), inputs, targets, optimiser=name, seed=2)
    model = twin(network.weights, "tanh")
    optimiser: torch.optim.Optimizer = {
        "sgd": lambda p: torch.optim.SGD(p, lr=0.01),
        "momentum": lambda p: torch.optim.SGD(p, lr=0.01, momentum=0.9),
        "adam": lambda p: torch.optim.Adam(p, lr=0.01),
    }[name](model.parameters())
    for _ in range(10):
        optimiser.zero_grad()
        nn.functional.mse_loss(model(inputs), targets).backward()
        optimiser.step()
    network.train(10, 0.01)
    torch.testing.assert_close(network.flat, flat(model), atol=1e-5, rtol=1e-5)


def test_several_networks_at_once_learn_as_each_would_alone() -> None:
    inputs, targets = data()
    shape = Shape((2, 6, 3), "relu")
    many = Network(shape, inputs, targets, seed=5, networks=3)
    alone = [Network(shape, inputs, targets) for _ in range(3)]
    for index, network in enumerate(alone):
        for mine, theirs in zip(network.weights, many.weights, strict=True):
            mine.copy_(theirs[index])
        network.train(20, 0.01)
    many.train(20, 0.01)
    torch.testing.assert_close(many.loss(), torch.stack([n.loss() for n in alone]), atol=1e-5, rtol=1e-5)
    assert many.predict(inputs).shape == (3, 40, 3)


def test_the_same_seed_gives_the_same_network() -> None:
    first, second = (Network(Shape((2, 4, 3)), *data(), seed=7) for _ in range(2))
    first.train(30, 0.01)
    second.train(30, 0.01)
    assert torch.equal(first.flat, second.flat)


def test_refuses_data_that_does_not_fit() -> None:
    with pytest.raises(ValueError, match="does not fit"):
        Network(Shape((1, 4, 1)), *data())


def test_threads_are_left_as_they_were() -> None:
    before = torch.get_num_threads()
    with single_thread():
        assert torch.get_num_threads() == 1
    assert torch.get_num_threads() == before


@pytest.mark.skipif(not torch.cuda.is_available(), reason="needs a GPU")
@pytest.mark.parametrize("name", OPTIMISERS)
@pytest.mark.parametrize("networks", [1, 5])
def test_gpu_learns_the_same(name: str, networks: int) -> None:
    made = [
        Network(Shape((2, 8, 3)), *data(), optimiser=name, seed=1, device=device, networks=networks, decay=0.1)
        for device in ("cpu", "cuda")
    ]
    for network in made:
        network.train(7, 0.01)
        network.train(45, 0.003)
    torch.testing.assert_close(made[1].flat.cpu(), made[0].flat, atol=1e-4, rtol=1e-3)


@pytest.mark.skipif(not torch.cuda.is_available(), reason="needs a GPU")
def test_gpu_silences_other_outputs_each_step() -> None:
    network = Network(Shape((2, 64, 3)), *data(), device="cuda", dropout=0.5)
    network.train(1, 0.0)
    first = network._masks[0].clone()
    network.train(21, 0.0)
    assert not torch.equal(first, network._masks[0])
    assert network._masks[0].eq(0).float().mean().item() == pytest.approx(0.5, abs=0.05)
