"""The line between the solutions of small batches and of the full batch, and how sharp each is: the PyTorch twin of the figure.

Needs torch and torchvision. Run it with: python line.py
Prints for every pair the losses and accuracies along the line, from -1 through small (0) and full (1) to 2, and the largest eigenvalues.
Its random numbers are PyTorch's, and its digits are drawn from all 60,000, with 256 greys; the figure loads no more than it needs, with 16:
results differ as those of two seeds do, and on the first 6,000 digits accuracies may be a point higher.
"""
import math

import torch
from torch import nn
from torchvision import datasets

# settings: begin
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
lines = 5
tolerance = 0.05
iterations = 100
seed = 1
# settings: end

EVERY = 5
ALPHAS = torch.linspace(-1, 2, 25)


def load(train):
    digits = datasets.MNIST("data", train=train, download=True)
    return digits.data.reshape(-1, 784).float() / 255, digits.targets.clone()


def parts():
    """Training examples of every pair, no two with a common digit; some labels drawn at random."""
    pixels, labels = load(True)
    generator = torch.Generator().manual_seed(seed)
    rows = torch.randperm(len(labels), generator=generator)[: pairs * examples]
    drawn = torch.rand(len(rows), generator=generator) < labelNoise
    noisy = torch.where(drawn, torch.randint(10, (len(rows),), generator=generator), labels[rows])
    return list(zip(torch.split(pixels[rows], examples), torch.split(noisy, examples)))


def make_model(number):
    torch.manual_seed(seed + number)
    widths = [784] + [hidden] * layers
    modules = []
    for inputs, outputs in zip(widths, widths[1:]):
        modules += [nn.Linear(inputs, outputs), nn.ReLU()]
    model = nn.Sequential(*modules, nn.Linear(widths[-1], 10))
    for layer in model:
        if isinstance(layer, nn.Linear):
            nn.init.kaiming_normal_(layer.weight, nonlinearity="relu")
            nn.init.zeros_(layer.bias)
    return model


def batches(size, generator):
    """Endless batches of positions, shuffled every epoch; a smaller last batch is kept."""
    while True:
        yield from torch.split(torch.randperm(examples, generator=generator), size)


def train(size, number, pixels, labels):
    """A network trained until its loss is low enough, or to the cap."""
    model = make_model(number)
    make = torch.optim.Adam if optimiser == "adam" else torch.optim.SGD
    descent = make(model.parameters(), lr=rate)
    source = batches(size, torch.Generator().manual_seed(seed + number))
    for update in range(1, cap + 1):
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


def score(model, pixels, labels):
    with torch.no_grad():
        outputs = model(pixels)
        right = (outputs.argmax(1) == labels).float().mean().item()
        return nn.functional.cross_entropy(outputs, labels).item(), 100 * right


def leading_eigenvalue(model, pixels, labels):
    """By power iteration on products of the Hessian of the training loss; with the residual and the number of products."""
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
    return value, residual, products


def main():
    test = load(False)
    for number, (pixels, labels) in enumerate(parts()[:lines]):
        ends = [train(size, number, pixels, labels) for size in (batchSize, examples)]
        small, full = [nn.utils.parameters_to_vector(end.parameters()).detach() for end in ends]
        print(f"pair {number + 1}")
        walker = make_model(number)
        for alpha in ALPHAS.tolist():
            nn.utils.vector_to_parameters((1 - alpha) * small + alpha * full, walker.parameters())
            (loss, right), (test_loss, test_right) = score(walker, pixels, labels), score(walker, *test)
            print(f"  {alpha:6.3f}: training {loss:.3f} {right:.1f} %, test {test_loss:.3f} {test_right:.1f} %")
        for name, end in zip(("small", "full"), ends):
            value, residual, products = leading_eigenvalue(end, pixels, labels)
            print(f"  {name}: largest eigenvalue {value:.2f}, residual {residual:.3f} after {products} products")


if __name__ == "__main__":
    main()
