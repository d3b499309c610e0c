"""Four momenta at one rate for all, and at one effective rate: the PyTorch twin of the figure.

Needs torch and torchvision. Run it with: python momentum-mnist.py
Prints how accuracy and, in brackets, loss on validation examples go on, network by network.
PyTorch keeps the rate outside of the movement. As long as the rate is constant, that makes the same updates.
Its random numbers are PyTorch's, and its digits are drawn from all 60,000, with 256 greys; the figure loads no more than it needs, with 16:
results differ as those of two seeds do, and on the first 6,000 digits accuracies may be a point higher.
"""
import torch
from torch import nn
from torchvision import datasets

# settings: begin
comparisons = ["fixed", "effective"]
momenta = ["0", "0.5", "0.9", "0.99"]
batchSizes = [16, 256]
rate = 0.02
effectiveRate = 0.2
epochs = 2
seeds = 3
examples = 6000
hidden = 100
validation = 5000
perEpoch = 5
seed = 1
# settings: end


def split():
    """Training and validation examples: the first and the last of the shuffled training set."""
    digits = datasets.MNIST("data", train=True, download=True)
    shuffled = torch.randperm(len(digits.data), generator=torch.Generator().manual_seed(seed))
    pixels = digits.data.reshape(-1, 784).float() / 255
    return [(pixels[rows], digits.targets[rows]) for rows in (shuffled[:examples], shuffled[-validation:])]


def make_model(number):
    torch.manual_seed(seed + number)
    model = nn.Sequential(nn.Linear(784, hidden), nn.ReLU(), nn.Linear(hidden, 10))
    for layer in (model[0], model[2]):
        nn.init.kaiming_normal_(layer.weight, nonlinearity="relu")
        nn.init.zeros_(layer.bias)
    return model


def score(model, inputs, labels):
    """Accuracy in percent, and mean loss in nats."""
    with torch.no_grad():
        outputs = model(inputs)
        hits = (outputs.argmax(1) == labels).float().mean().item()
        return 100 * hits, nn.functional.cross_entropy(outputs, labels).item()


def train(comparison, momentum, size, number, training, held_back):
    model = make_model(number)
    learning_rate = rate if comparison == "fixed" else effectiveRate * (1 - momentum)
    optimiser = torch.optim.SGD(model.parameters(), lr=learning_rate, momentum=momentum)
    generator, update = torch.Generator().manual_seed(seed + number), 0
    last = epochs * -(-examples // size)
    points = {round(index / (epochs * perEpoch) * last) for index in range(1, epochs * perEpoch + 1)}
    for _ in range(epochs):
        for rows in torch.split(torch.randperm(examples, generator=generator), size):
            optimiser.zero_grad()
            nn.functional.cross_entropy(model(training[0][rows]), training[1][rows]).backward()
            optimiser.step()
            update += 1
            if update in points:
                yield score(model, *held_back)


def main():
    training, held_back = split()
    for size in sorted({min(size, examples) for size in batchSizes}, reverse=True):
        for comparison in comparisons:
            for momentum in map(float, momenta):
                for number in range(seeds):
                    curve = train(comparison, momentum, size, number, training, held_back)
                    told = " ".join(f"{accuracy:.1f} ({loss:.2f})" for accuracy, loss in curve)
                    print(f"batch {size}, equal {comparison} rate, momentum {momentum:g}, seed {seed + number}: {told}")


if __name__ == "__main__":
    main()
