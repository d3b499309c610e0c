"""The loss of a network over a plane through its start, its solution and a third point, and two descents on it: the PyTorch twin of the figure.

Needs torch and torchvision. Run it with: python slice.py
Prints where training went as seen from the plane, with its losses, then both ways down, update by update.
Its random numbers are PyTorch's, and its digits are drawn from all 60,000, with 256 greys; the figure loads no more than it needs, with 16:
results differ as those of two seeds do, and on the first 6,000 digits accuracies may be a point higher.
"""
import torch
from torch import nn
from torchvision import datasets

# settings: begin
direction = "training"
examples = 1000
hidden = 32
epochs = 30
batchSize = 32
trainingRate = 0.1
rate = 0.05
momentum = 0.7
startX = 1
startY = 0
updates = 30
step = 4
seed = 1
# settings: end

LOOKS, MIDWAY = 10, 2
COLUMNS, ROWS = torch.linspace(-0.8, 1.8, 27), torch.linspace(-1, 1, 21)


def load():
    digits = datasets.MNIST("data", train=True, download=True)
    generator = torch.Generator().manual_seed(seed)
    rows = torch.randperm(len(digits), generator=generator)[:examples]
    return digits.data[rows].reshape(-1, 784).float() / 255, digits.targets[rows]


def make_model():
    torch.manual_seed(seed)
    model = nn.Sequential(nn.Linear(784, hidden), nn.ReLU(), nn.Linear(hidden, 10))
    for layer in (model[0], model[2]):
        nn.init.kaiming_normal_(layer.weight, nonlinearity="relu")
        nn.init.zeros_(layer.bias)
    return model


def flat(model):
    return nn.utils.parameters_to_vector(model.parameters()).detach().clone()


def loss_at(model, parameters, pixels, labels):
    with torch.no_grad():
        nn.utils.vector_to_parameters(parameters, model.parameters())
        return nn.functional.cross_entropy(model(pixels), labels)


def train(model, pixels, labels):
    """By plain descent; the parameters at evenly spaced looks, the start first."""
    generator = torch.Generator().manual_seed(seed)
    last = epochs * -(-examples // batchSize)
    points = [round(look / LOOKS * last) for look in range(LOOKS + 1)]
    looks, made = [flat(model)], 0
    while made < last:
        for rows in torch.split(torch.randperm(examples, generator=generator), batchSize):
            model.zero_grad()
            nn.functional.cross_entropy(model(pixels[rows]), labels[rows]).backward()
            with torch.no_grad():
                for parameter in model.parameters():
                    parameter -= trainingRate * parameter.grad
            made += 1
            looks += [flat(model)] * points.count(made)
    return looks


def plane(looks):
    """The solution, the way back to the start, and as long a way at right angles to it."""
    solution = looks[-1]
    back = looks[0] - solution
    aside = looks[MIDWAY] - solution if direction == "training" else torch.randn_like(solution)
    aside = aside - (aside @ back) / (back @ back) * back
    return solution, back, aside * back.norm() / aside.norm()


def shares(t):
    """Of four neighbours in the value between the middle two (Catmull and Rom)."""
    return torch.stack([-t + 2 * t**2 - t**3, 2 - 5 * t**2 + 3 * t**3, t + 4 * t**2 - 3 * t**3, t**3 - t**2]) / 2


def lengthened(grid):
    """With a row more at either end, on a straight line through the last two."""
    return torch.cat([2 * grid[:1] - grid[1:2], grid, 2 * grid[-1:] - grid[-2:-1]])


def surface(grid, x, y):
    """The measured loss between its places, by its logarithm. @param grid [rows, columns]"""
    padded = lengthened(lengthened(grid.double().log()).T).T
    cells = []
    for value, (first, last, count) in ((y, (-1, 1, len(ROWS))), (x, (-0.8, 1.8, len(COLUMNS)))):
        place = (value - first) / (last - first) * (count - 1)
        cell = min(max(int(place.item() // 1), 0), count - 2)
        cells.append((cell, shares(place - cell)))
    (row, up), (column, right) = cells
    return (up @ padded[row : row + 4, column : column + 4] @ right).exp()


def descend(grid, factor):
    """The movement as the book writes it, with the rate inside: m = factor * m - rate * gradient."""
    theta = torch.tensor([startX, startY], dtype=torch.float64, requires_grad=True)
    movement = torch.zeros(2, dtype=torch.float64)
    for update in range(updates + 1):
        loss = surface(grid, *theta)
        (gradient,) = torch.autograd.grad(loss, theta)
        downhill, carried = -rate * gradient, factor * movement
        yield update, theta, loss, downhill, carried
        movement = carried + downhill
        theta = (theta + movement).detach().requires_grad_()
        if not (-0.8 <= theta[0] <= 1.8 and -1 <= theta[1] <= 1):
            return


def shown(vector):
    return "(" + ", ".join(f"{value:.3f}" for value in vector.tolist()) + ")"


def main():
    pixels, labels = load()
    model = make_model()
    looks = train(model, pixels, labels)
    solution, back, aside = plane(looks)
    print(f"from solution to start: {back.norm():.1f}")
    for number, parameters in enumerate(looks):
        x, y = [((parameters - solution) @ way / (back @ back)).item() for way in (back, aside)]
        outside = (parameters - solution - x * back - y * aside).norm() / back.norm()
        loss = loss_at(model, parameters, pixels, labels)
        print(f"  training, look {number}: ({x:.3f}, {y:.3f}), {outside:.3f} outside, loss {loss:.4f}")
    at = lambda x, y: loss_at(model, solution + x * back + y * aside, pixels, labels)
    grid = torch.stack([torch.stack([at(x, y) for x in COLUMNS]) for y in ROWS])
    for name, factor in (("plain", 0), ("with momentum", momentum)):
        print(name)
        for update, theta, loss, downhill, carried in descend(grid, factor):
            print(f"  after {update}: {shown(theta)}, loss {loss.item():.4f}")
            if update == step - 1:
                print(f"    step {step}: downhill {shown(downhill)}, carried over {shown(carried)}, movement {shown(downhill + carried)}")


if __name__ == "__main__":
    main()
