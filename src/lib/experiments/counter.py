"""What speaks against flatness and against small batches: other rates, another recipe, and networks written otherwise. The PyTorch twin of the figure.

Needs torch and torchvision. Run it with: python counter.py
Prints, network by network, test accuracies and the largest eigenvalues of the Hessian; for networks written otherwise, that they are the same.
Its random numbers are PyTorch's, and its digits are drawn from all 60,000, with 256 greys; the figure loads no more than it needs, with 16:
results differ as those of two seeds do, and on the first 6,000 digits accuracies may be a point higher.
"""
import math

import torch
from torch import nn
from torchvision import datasets

# settings: begin
doubts = ["rates", "recipe", "rescaling"]
batchSize = 16
optimiser = "adam"
rate = 0.001
target = 0.01
labelNoise = 0
pairs = 5
examples = 2000
layers = 2
hidden = 256
cap = 20000
tolerance = 0.05
iterations = 100
seed = 1
# settings: end

EVERY = 5
FACTORS = [0.25, 1, 4, 8]
SCALES = [1, 2, 4, 8]
RECIPE = {"optimiser": "sgd", "batch": 16, "examples": 1000, "widths": [784, 64, 10], "noise": 0, "cap": 50000}


def own():
    return {"optimiser": optimiser, "batch": batchSize, "examples": examples, "widths": [784] + [hidden] * layers + [10], "noise": labelNoise, "cap": cap}


def load(train):
    digits = datasets.MNIST("data", train=train, download=True)
    return digits.data.reshape(-1, 784).float() / 255, digits.targets.clone()


def parts(recipe):
    """Training examples of every pair, no two with a common digit; some labels drawn at random."""
    pixels, labels = load(True)
    generator = torch.Generator().manual_seed(seed)
    rows = torch.randperm(len(labels), generator=generator)[: pairs * recipe["examples"]]
    drawn = torch.rand(len(rows), generator=generator) < recipe["noise"]
    noisy = torch.where(drawn, torch.randint(10, (len(rows),), generator=generator), labels[rows])
    return list(zip(torch.split(pixels[rows], recipe["examples"]), torch.split(noisy, recipe["examples"])))


def make_model(recipe, number):
    torch.manual_seed(seed + number)
    modules = []
    for inputs, outputs in zip(recipe["widths"], recipe["widths"][1:]):
        modules += [nn.Linear(inputs, outputs), nn.ReLU()]
    model = nn.Sequential(*modules[:-1])
    for layer in model[::2]:
        nn.init.kaiming_normal_(layer.weight, nonlinearity="relu")
        nn.init.zeros_(layer.bias)
    return model


def batches(count, size, generator):
    """Endless batches of positions, shuffled every epoch; a smaller last batch is kept."""
    while True:
        yield from torch.split(torch.randperm(count, generator=generator), size)


def train(recipe, size, learning_rate, number, pixels, labels):
    """A network trained until its loss is low enough, or to the cap."""
    model = make_model(recipe, number)
    make = torch.optim.Adam if recipe["optimiser"] == "adam" else torch.optim.SGD
    descent = make(model.parameters(), lr=learning_rate)
    source = batches(len(labels), size, torch.Generator().manual_seed(seed + number))
    for update in range(1, recipe["cap"] + 1):
        rows = next(source)
        descent.zero_grad()
        nn.functional.cross_entropy(model(pixels[rows]), labels[rows]).backward()
        descent.step()
        if update % EVERY == 0:
            with torch.no_grad():
                loss = nn.functional.cross_entropy(model(pixels), labels).item()
            if loss <= target or not math.isfinite(loss):
                break
    return model


def test_accuracy(model, pixels, labels):
    with torch.no_grad():
        return 100 * (model(pixels).argmax(1) == labels).float().mean().item()


def leading_eigenvalue(model, pixels, labels):
    """By power iteration on products of the Hessian of the training loss; with the residual."""
    parameters = list(model.parameters())
    gradients = torch.autograd.grad(nn.functional.cross_entropy(model(pixels), labels), parameters, create_graph=True)
    flat = torch.cat([gradient.reshape(-1) for gradient in gradients])
    vector = torch.randn(flat.numel())
    for products in range(1, iterations + 1):
        vector = vector / vector.norm()
        image = torch.cat([part.reshape(-1) for part in torch.autograd.grad(flat @ vector, parameters, retain_graph=True)])
        value = (vector @ image).item()
        residual = (image - value * vector).norm().item() / abs(value)
        if residual <= tolerance:
            break
        vector = image
    return value, residual


def show(name, models, data, test, sharp):
    accuracies = [test_accuracy(model, *test) for model in models]
    line = f"{name}: test " + " ".join(f"{value:.2f}" for value in accuracies) + " %"
    if sharp:
        found = [leading_eigenvalue(model, *part)[0] for model, part in zip(models, data)]
        line += ", largest eigenvalue " + " ".join(f"{value:.2f}" for value in found)
    print(line)


def rates(test):
    recipe, data = own(), parts(own())
    for factor in FACTORS:
        models = [train(recipe, examples, rate * factor, number, *part) for number, part in enumerate(data)]
        show(f"full batch, {factor} times the rate", models, data, test, True)
    models = [train(recipe, batchSize, rate, number, *part) for number, part in enumerate(data)]
    show("small batch", models, data, test, True)


def recipe(test):
    data = parts(RECIPE)
    for size, learning_rate in ((RECIPE["batch"], 0.1), (RECIPE["examples"], 0.1), (RECIPE["examples"], 0.5)):
        models = [train(RECIPE, size, learning_rate, number, *part) for number, part in enumerate(data)]
        show(f"plain descent, batch {size}, rate {learning_rate}", models, data, test, False)


def rescaling(test):
    """The first layer times c, the next one's weights divided by c: the same outputs."""
    data = parts(own())
    for number, part in enumerate(data):
        model = train(own(), batchSize, rate, number, *part)
        before = model(part[0]).detach()
        for scale in SCALES:
            with torch.no_grad():
                model[0].weight *= scale
                model[0].bias *= scale
                model[2].weight /= scale
            change = (model(part[0]) - before).abs().max().item()
            value, _ = leading_eigenvalue(model, *part)
            print(f"pair {number + 1}, c = {scale}: outputs change by {change:g}, largest eigenvalue {value:.2f}")
            with torch.no_grad():
                model[0].weight /= scale
                model[0].bias /= scale
                model[2].weight *= scale


def main():
    test = load(False)
    for doubt in doubts:
        {"rates": rates, "recipe": recipe, "rescaling": rescaling}[doubt](test)


if __name__ == "__main__":
    main()
