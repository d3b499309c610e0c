"""Golden numbers from PyTorch in float64 for tests/numerics/golden.test.ts; usage: python3 tests/numerics/golden/make.py

Writes one JSON a file name below, beside this script. Inputs are explicit: bytes of pictures, labels, start parameters (layer by layer, W
row-major [in, out], then b; multiples of 1/64, so exact in float32) and vectors. A seed is passed over where a hidden unit comes near
ReLU's kink, a step of Adam or LAMB near 0/0, or huge logits near each other: there float32 may rightly go another way than float64.
"""
import itertools, json, math, pathlib
import torch
from torch.nn.functional import cross_entropy

torch.set_default_dtype(torch.float64)
FOLDER = pathlib.Path(__file__).parent
UPDATES = 10
# A unit's sum is at least so far from 0, in training and where second derivatives are asked for.
MARGIN, SMOOTH_MARGIN = 1e-4, 0.02
# Root mean square of (size of the gradient / an element of it): how much the division by √v̂ can make of a relative error.
SPREAD = 30
# What is smaller is 0 but for rounding, and of no account beside the epsilon of the case that has such elements.
NOTHING = 1e-12
# Least difference of the two largest logits where they are in the thousands: exp(−50) is lost beside 1 in float64.
GAP = 50

SGD = [
    {"name": "no hidden layer, whole batch", "widths": [12, 3], "batchSize": 9, "rate": 0.5},
    {"name": "one hidden layer, last batch of 1", "widths": [12, 5, 3], "batchSize": 4, "rate": 0.3},
    {"name": "two hidden layers, momentum, last batch of 1", "widths": [12, 5, 4, 3], "batchSize": 4, "rate": 0.1, "momentum": 0.9},
    {"name": "three hidden layers, momentum", "widths": [12, 6, 5, 4, 3], "batchSize": 9, "rate": 0.1, "momentum": 0.9},
    {"name": "a picture of 7 bytes, batch 1", "widths": [7, 5, 3], "batchSize": 1, "rate": 0.1, "momentum": 0.5},
    {"name": "weight decay", "widths": [12, 5, 3], "batchSize": 4, "rate": 0.3, "weightDecay": 0.1},
    {"name": "weight decay and momentum", "widths": [12, 5, 4, 3], "batchSize": 4, "rate": 0.1, "momentum": 0.9, "weightDecay": 0.1},
    {"name": "a schedule", "widths": [12, 5, 3], "batchSize": 2, "rate": 0.3,
     "schedule": [{"update": 0, "factor": 0.1}, {"update": 4, "factor": 1}, {"update": 7, "factor": 1}, {"update": 7, "factor": 0.25}]},
    {"name": "a schedule, momentum and weight decay", "widths": [12, 5, 3], "batchSize": 2, "rate": 0.1, "momentum": 0.9,
     "weightDecay": 0.05, "schedule": [{"update": 2, "factor": 1}, {"update": 8, "factor": 0.1}]},
    {"name": "logits in the thousands", "widths": [12, 3], "batchSize": 4, "rate": 50, "scale": 2048},
    {"name": "logits in the thousands behind a hidden layer", "widths": [12, 5, 3], "batchSize": 9, "rate": 0.02, "scale": 64},
]
ADAM = [
    {"name": "no hidden layer, last batch of 1", "widths": [12, 3], "batchSize": 4, "rate": 0.05},
    {"name": "one hidden layer", "widths": [12, 5, 3], "batchSize": 9, "rate": 0.02},
    {"name": "two hidden layers, weight decay, last batch of 1", "widths": [12, 5, 4, 3], "batchSize": 4, "rate": 0.02, "weightDecay": 0.1},
    {"name": "three hidden layers, other moments", "widths": [12, 6, 5, 4, 3], "batchSize": 5, "rate": 0.02, "beta1": 0.8, "beta2": 0.95, "epsilon": 1e-3},
    {"name": "a picture of 7 bytes, a schedule", "widths": [7, 5, 3], "batchSize": 3, "rate": 0.05,
     "schedule": [{"update": 0, "factor": 0.2}, {"update": 5, "factor": 1}]},
]
# "zero": a layer of zeros at the start. Behind it no gradient reaches the layers before: all cases of a norm of zero.
LARS = [
    {"name": "no hidden layer, usual trust, last batch of 1", "widths": [12, 3], "batchSize": 4, "rate": 5},
    {"name": "one hidden layer", "widths": [12, 5, 3], "batchSize": 9, "rate": 0.5, "trust": 0.1},
    {"name": "two hidden layers, momentum, last batch of 1", "widths": [12, 5, 4, 3], "batchSize": 4, "rate": 0.2, "momentum": 0.9, "trust": 0.1},
    {"name": "three hidden layers, momentum, weight decay and a schedule", "widths": [12, 6, 5, 4, 3], "batchSize": 5, "rate": 0.5, "momentum": 0.8,
     "weightDecay": 0.1, "trust": 0.05, "schedule": [{"update": 0, "factor": 0.1}, {"update": 4, "factor": 1}, {"update": 7, "factor": 0.25}]},
    {"name": "a layer of zeros", "widths": [12, 5, 3], "batchSize": 9, "rate": 0.5, "weightDecay": 0.1, "trust": 0.1, "zero": 1},
]
LAMB = [
    {"name": "no hidden layer, last batch of 1", "widths": [12, 3], "batchSize": 4, "rate": 0.05},
    {"name": "one hidden layer, weight decay", "widths": [12, 5, 3], "batchSize": 9, "rate": 0.02, "weightDecay": 0.1},
    {"name": "two hidden layers, large weight decay, last batch of 1", "widths": [12, 5, 4, 3], "batchSize": 4, "rate": 0.02, "weightDecay": 3},
    {"name": "three hidden layers, other moments", "widths": [12, 6, 5, 4, 3], "batchSize": 5, "rate": 0.02, "beta1": 0.8, "beta2": 0.95, "epsilon": 1e-3},
    {"name": "a picture of 7 bytes, a schedule", "widths": [7, 5, 3], "batchSize": 3, "rate": 0.05,
     "schedule": [{"update": 0, "factor": 0.2}, {"update": 5, "factor": 1}]},
    {"name": "a layer of zeros", "widths": [12, 5, 3], "batchSize": 9, "rate": 0.05, "weightDecay": 0.1, "epsilon": 0.01, "zero": 1},
]
HESSIAN = [{"name": "-".join(map(str, widths)), "widths": widths} for widths in ([12, 3], [12, 5, 3], [12, 5, 4, 3], [7, 6, 5, 4, 3])]


class Unsuitable(Exception):
    """Another seed is needed."""


def flat(tensors):
    """Ten significant digits: a thousand times finer than the float32 that engines give."""
    return [float(f"{value:.10g}") for tensor in tensors for value in tensor.detach().reshape(-1).tolist()]


def logits_of(parameters, pixels, margin):
    values = pixels
    for layer in range(0, len(parameters), 2):
        sums = values @ parameters[layer] + parameters[layer + 1]
        if layer + 2 < len(parameters) and sums.detach().abs().min() < margin:
            raise Unsuitable
        values = torch.relu(sums)
    return sums


def drawn(case, seed, examples=9):
    """Start parameters, bytes and labels. About half of the bytes are 0; labels take every class."""
    torch.manual_seed(seed)
    widths, grain = case["widths"], case.get("scale", 1) / 64
    shapes = [shape for inputs, outputs in zip(widths, widths[1:]) for shape in ((inputs, outputs), (outputs,))]
    start = [torch.round(torch.randn(shape) / math.sqrt(widths[0] / 4) * 64) * grain for shape in shapes]
    pictures = torch.randint(0, 256, (examples, widths[0])) * torch.randint(0, 2, (examples, widths[0]))
    labels = (torch.arange(examples) + torch.randint(0, 2, (examples,))) % widths[-1]
    if "zero" in case:
        for tensor in start[2 * case["zero"]:2 * case["zero"] + 2]:
            tensor.zero_()
        # Logits that are all equal have no largest: with as many labels of each class it does not matter which is taken.
        if len(set(labels.bincount().tolist())) > 1:
            raise Unsuitable
    return [tensor.requires_grad_() for tensor in start], pictures, labels


def factor_at(schedule, update):
    """Linear between knots, constant outside them; of two knots at one update the later one counts."""
    before = [knot for knot in schedule if knot["update"] <= update]
    after = [knot for knot in schedule if knot["update"] > update]
    if not before or not after:
        return (before[-1:] or after[:1])[0]["factor"]
    (left, right) = before[-1], after[0]
    share = (update - left["update"]) / (right["update"] - left["update"])
    return left["factor"] + share * (right["factor"] - left["factor"])


class Formula:
    """Momentum with the rate inside the movement, written out: torch.optim.SGD keeps a changing rate outside."""

    def __init__(self, parameters, lr, momentum, weight_decay):
        self.parameters, self.momentum, self.weight_decay = parameters, momentum, weight_decay
        self.param_groups = [{"lr": lr}]
        self.movement = [torch.zeros_like(parameter) for parameter in parameters]

    @torch.no_grad()
    def step(self):
        for parameter, movement in zip(self.parameters, self.movement):
            gradient = parameter.grad + self.weight_decay * parameter
            movement.mul_(self.momentum).sub_(self.param_groups[0]["lr"] * gradient)
            parameter.add_(movement)


class Layerwise:
    """Steps that are sized layer by layer, written out; a layer's W and b are one vector."""

    def __init__(self, parameters, lr, weight_decay):
        self.layers = list(zip(parameters[::2], parameters[1::2]))
        self.weight_decay, self.param_groups = weight_decay, [{"lr": lr}]
        self.movement, self.squares = ([torch.zeros(sum(map(torch.numel, layer))) for layer in self.layers] for _ in range(2))

    @torch.no_grad()
    def step(self):
        for layer, movement, squares in zip(self.layers, self.movement, self.squares):
            theta = torch.cat([parameter.reshape(-1) for parameter in layer])
            gradient = torch.cat([parameter.grad.reshape(-1) for parameter in layer])
            self.turn(theta, gradient, movement, squares, self.param_groups[0]["lr"])
            torch.nn.utils.vector_to_parameters(theta, layer)


class Lars(Layerwise):
    """You, Gitman, Ginsburg 2017, algorithm 1, with the rate inside the movement."""

    def __init__(self, parameters, lr, momentum, weight_decay, trust):
        super().__init__(parameters, lr, weight_decay)
        self.momentum, self.trust, self.squares = momentum, trust, [None] * len(self.layers)

    def turn(self, theta, gradient, movement, _, rate):
        ratio = 1
        if theta.norm() > 0 and gradient.norm() > 0:
            ratio = self.trust * theta.norm() / (gradient.norm() + self.weight_decay * theta.norm())
        movement.mul_(self.momentum).sub_(rate * ratio * (gradient + self.weight_decay * theta))
        theta.add_(movement)


class Lamb(Layerwise):
    """You et al. 2020, algorithm 2 with the identity for phi."""

    def __init__(self, parameters, lr, betas, eps, weight_decay):
        super().__init__(parameters, lr, weight_decay)
        self.betas, self.eps, self.turns = betas, eps, 0

    def step(self):
        self.turns += 1
        super().step()

    def turn(self, theta, gradient, movement, squares, rate):
        beta1, beta2 = self.betas
        movement.mul_(beta1).add_((1 - beta1) * gradient)
        squares.mul_(beta2).add_((1 - beta2) * gradient ** 2)
        first, second = movement / (1 - beta1 ** self.turns), squares / (1 - beta2 ** self.turns)
        direction = first / (second.sqrt() + self.eps) + self.weight_decay * theta
        ratio = theta.norm() / direction.norm() if theta.norm() > 0 and direction.norm() > 0 else 1
        theta.sub_(rate * ratio * direction)


def spec_of(case, kind="sgd"):
    """As src/lib/engine/engine.ts has it, all but the data; the seed is not used, since start and order are given."""
    numbers = {key: case[key] for key in ("weightDecay", "beta1", "beta2", "epsilon", "trust") if key in case}
    model = {"seed": 0, "rate": case.get("rate", 0), "momentum": case.get("momentum", 0)}
    schedule = {"schedule": case["schedule"]} if "schedule" in case else {}
    return {"widths": case["widths"], "models": [model], "optimiser": {"name": kind, **numbers},
            "batchSize": case.get("batchSize", 1), "order": "never", **schedule}


# Makers and the usual epsilon.
ADAPTIVE = {"adam": ("torch.optim.Adam", 1e-8), "lamb": ("Lamb", 1e-6)}


def call_of(case, kind):
    decay = case.get("weightDecay", 0)
    if kind in ADAPTIVE:
        maker, eps = ADAPTIVE[kind]
        betas = (case.get("beta1", 0.9), case.get("beta2", 0.999))
        return f"{maker}(parameters, lr={case['rate']}, betas={betas}, eps={case.get('epsilon', eps)}, weight_decay={decay})"
    momentum = case.get("momentum", 0)
    if kind == "lars":
        return f"Lars(parameters, lr={case['rate']}, momentum={momentum}, weight_decay={decay}, trust={case.get('trust', 0.001)})"
    maker = "Formula" if momentum and "schedule" in case else "torch.optim.SGD"
    return f"{maker}(parameters, lr={case['rate']}, momentum={momentum}, weight_decay={decay})"


def state_of(optimiser, parameters, rate):
    """Movement (Adam, LAMB: first moment; without momentum zeros) and squares (Adam, LAMB: second moment, else none)."""
    if isinstance(optimiser, Lamb):
        return flat(optimiser.movement), flat(optimiser.squares)
    if isinstance(optimiser, (Formula, Lars)):
        return flat(optimiser.movement if optimiser.momentum else map(torch.zeros_like, optimiser.movement)), []
    states = [optimiser.state[parameter] for parameter in parameters]
    if "exp_avg" in states[0]:
        return flat([state["exp_avg"] for state in states]), flat([state["exp_avg_sq"] for state in states])
    buffers = [state.get("momentum_buffer") for state in states]
    return flat([torch.zeros_like(p) if b is None else -rate * b for p, b in zip(parameters, buffers)]), []


def check_spread(parameters):
    gradient = torch.cat([parameter.grad.reshape(-1) for parameter in parameters])
    gradient = gradient[gradient.abs() > NOTHING]
    if (gradient.square().mean() * gradient.pow(-2).mean()).sqrt() > SPREAD:
        raise Unsuitable


def trained(case, kind, seed):
    parameters, pictures, labels = drawn(case, seed)
    pixels, start = pictures / 255, flat(parameters)
    logits = logits_of(parameters, pixels, MARGIN)
    check_gap(case, logits)
    whole = cross_entropy(logits, labels)
    gradient = flat(torch.autograd.grad(whole, parameters))
    call = call_of(case, kind)
    optimiser = eval(call)
    losses, right, seen, begin = [], 0, 0, 0
    for update in range(UPDATES):
        part = slice(begin, begin + case["batchSize"])
        begin = part.stop if part.stop < len(labels) else 0
        for parameter in parameters:
            parameter.grad = None
        logits = logits_of(parameters, pixels[part], MARGIN)
        check_gap(case, logits)
        loss = cross_entropy(logits, labels[part])
        loss.backward()
        if kind in ADAPTIVE:
            check_spread(parameters)
        optimiser.param_groups[0]["lr"] = case["rate"] * factor_at(case.get("schedule", [{"update": 0, "factor": 1}]), update)
        optimiser.step()
        losses.append(loss.item())
        right, seen = right + (logits.argmax(1) == labels[part]).sum().item(), seen + len(logits)
    movement, squares = state_of(optimiser, parameters, case["rate"])
    return {"name": case["name"], "call": call, "spec": spec_of(case, kind), "seed": seed, "pixels": pictures.flatten().tolist(), "labels": labels.tolist(),
            "start": start, "loss": whole.item(), "gradient": gradient, "updates": UPDATES, "meanLoss": sum(losses) / UPDATES,
            "accuracy": right / seen, "parameters": flat(parameters), "movement": movement, "squares": squares}


def curved(case, seed):
    """Hessian of the mean loss times a vector of multiples of 1/64."""
    parameters, pictures, labels = drawn(case, seed, examples=6)
    vectors = [torch.round(torch.randn_like(parameter) * 64) / 64 for parameter in parameters]
    loss = lambda *values: cross_entropy(logits_of(values, pictures / 255, SMOOTH_MARGIN), labels)
    _, product = torch.autograd.functional.hvp(loss, tuple(parameters), tuple(vectors))
    return {"name": case["name"], "call": "torch.autograd.functional.hvp(loss, parameters, vectors)", "spec": spec_of(case), "seed": seed,
            "pixels": pictures.flatten().tolist(), "labels": labels.tolist(), "start": flat(parameters), "vector": flat(vectors), "product": flat(product)}


def check_gap(case, logits):
    """Scaled logits leave no doubt about the largest: softmax is then exactly 0 or 1 in either precision."""
    largest, second = logits.detach().topk(2, dim=1).values.unbind(1)
    if "scale" in case and (largest - second).min() < GAP:
        raise Unsuitable


def suitable(make):
    for seed in itertools.count():
        try:
            return make(seed)
        except Unsuitable:
            pass


def write(name, cases):
    """One line an entry of a case, so that a difference can be read."""
    lines = [",\n".join(f"      {json.dumps(key)}: {json.dumps(value)}" for key, value in case.items()) for case in cases]
    head = f'  "made": "python3 tests/numerics/golden/make.py",\n  "torch": {json.dumps(torch.__version__)},\n  "cases": [\n    {{\n'
    (FOLDER / name).write_text("{\n" + head + "\n    },\n    {\n".join(lines) + "\n    }\n  ]\n}\n", encoding="utf-8")


write("sgd.json", [suitable(lambda seed: trained(case, "sgd", seed)) for case in SGD])
write("adam.json", [suitable(lambda seed: trained(case, "adam", seed)) for case in ADAM])
write("lars.json", [suitable(lambda seed: trained(case, "lars", seed)) for case in LARS])
write("lamb.json", [suitable(lambda seed: trained(case, "lamb", seed)) for case in LAMB])
write("hessian-vector.json", [suitable(lambda seed: curved(case, seed)) for case in HESSIAN])
