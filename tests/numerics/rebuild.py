"""Rebuilds start weights and first order from a take-away's seed, by derivation.md; usage: python3 rebuild.py run.json"""
import json, math, struct, sys, zlib

START, ORDER = 1, 2
CENTRE = ([2509.0809287301226727, 33430.575583588128105, 67265.770927008700853, 45921.953931549871457,
           13731.693765509461125, 1971.5909503065514427, 133.14166789178437745, 3.387132872796366608],
          [5226.495278852854561, 28729.085735721942674, 39307.89580009271061, 21213.794301586595867,
           5394.1960214247511077, 687.1870074920579083, 42.313330701600911252, 1.0])
TAIL = ([7.7454501427834140764e-4, 0.0227238449892691845833, 0.24178072517745061177, 1.27045825245236838258,
         3.64784832476320460504, 5.7694972214606914055, 4.6303378461565452959, 1.42343711074968357734],
        [1.05075007164441684324e-9, 5.475938084995344946e-4, 0.0151986665636164571966, 0.14810397642748007459,
         0.68976733498510000455, 1.6763848301838038494, 2.05319162663775882187, 1.0])

def words(seed, purpose, index):
    block = 0
    while True:
        c0, c1, c2, c3, k0, k1 = block, index, 0, 0, seed, purpose
        for _ in range(10):
            a, b = c0 * 0xD2511F53, c2 * 0xCD9E8D57
            c0, c1, c2, c3 = (b >> 32) ^ c1 ^ k0, b & 0xFFFFFFFF, (a >> 32) ^ c3 ^ k1, a & 0xFFFFFFFF
            k0, k1 = (k0 + 0x9E3779B9) & 0xFFFFFFFF, (k1 + 0xBB67AE85) & 0xFFFFFFFF
        yield from (c0, c1, c2, c3)
        block += 1

def polynomial(coefficients, x):
    total = 0.0
    for coefficient in coefficients:
        total = total * x + coefficient
    return total

def normal(word):
    share = (word + 0.5) / 2**32
    if abs(share - 0.5) <= 0.425:
        r = 0.180625 - (share - 0.5) * (share - 0.5)
        return (share - 0.5) * polynomial(CENTRE[0], r) / polynomial(CENTRE[1], r)
    mantissa, exponent = min(share, 1 - share), 0
    while mantissa < 0.7071067811865476:
        mantissa, exponent = mantissa * 2, exponent - 1
    s = (mantissa - 1) / (mantissa + 1)
    atanh = s * polynomial([1 / odd for odd in range(23, 0, -2)], s * s)
    r = math.sqrt(-(exponent * 0.6931471805599453 + 2 * atanh)) - 1.6
    return math.copysign(polynomial(TAIL[0], r) / polynomial(TAIL[1], r), share - 0.5)

def start_weights(seed, widths):
    data = b""
    for layer, (inputs, outputs) in enumerate(zip(widths, widths[1:])):
        drawn, deviation = words(seed, START, layer), math.sqrt(2 / inputs)
        data += b"".join(struct.pack("<f", normal(next(drawn)) * deviation) for _ in range(inputs * outputs))
        data += bytes(4 * outputs)
    return data

def below(number, drawn):
    return next(word for word in drawn if word < 2**32 - 2**32 % number) % number

def first_order(seed, name, examples):
    order, drawn = list(range(examples)), words(seed, ORDER, 0)
    if name == "replacement":
        return [below(examples, drawn) for _ in order]
    for last in range(examples - 1, 0, -1) if name != "never" else ():
        chosen = below(last + 1, drawn)
        order[last], order[chosen] = order[chosen], order[last]
    return order

run = json.load(open(sys.argv[1], encoding="utf-8"))
settings, seed = run["settings"], run["seed"]
name = settings.get("orders", [settings.get("order", "epoch")])[0]
# A network's digits, and the fewer ones of what would take too long; a toy has twenty examples, and starts where its settings say.
counts = [settings[key] for key in ("examples", "fewer") if key in settings] or [20]
orders = [f"{zlib.crc32(struct.pack(f'<{count}I', *first_order(seed, name, count))):08x}" for count in counts]
order = run["order"] if run["order"] in orders else orders[0]
toy = "runs" in settings
start = run["start"] if toy else f"{zlib.crc32(start_weights(seed, [784] + [settings.get('hidden', 100)] * settings.get('layers', 1) + [10])):08x}"
print(start, order)
sys.exit([start, order] != [run["start"], run["order"]])
