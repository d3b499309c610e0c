"""An epoch on 24 digits, batch by batch: the PyTorch twin of the figure.

Needs torch and torchvision. Run it with: python epoch.py
Prints every update: the labels in its batch, the batch's loss before it, and the loss on all 24 digits after it.
Its order of the digits is PyTorch's, so other batches than in the figure. The figure's digits have 16 greys, these all 256.
"""
import torch
from torch import nn
from torchvision import datasets

# settings: begin
batchSize = 6
last = "keep"
shuffle = "epoch"
epochs = 2
rate = 0.05
seed = 1
# settings: end

COUNT = 24
mnist = datasets.MNIST("data", train=True, download=True)
inputs = mnist.data[:COUNT].reshape(COUNT, 784).float() / 255
labels = mnist.targets[:COUNT]

model = nn.Linear(784, 10)
nn.init.zeros_(model.weight)
nn.init.zeros_(model.bias)
optimiser = torch.optim.SGD(model.parameters(), lr=rate)
loss_of = nn.CrossEntropyLoss()

generator = torch.Generator().manual_seed(seed)
order = torch.arange(COUNT)
updates = 0
for epoch in range(epochs):
    if shuffle == "epoch" or (shuffle == "once" and epoch == 0):
        order = torch.randperm(COUNT, generator=generator)
    for batch in order.split(batchSize):
        if len(batch) < batchSize and last == "drop":
            continue
        loss = loss_of(model(inputs[batch]), labels[batch])
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        updates += 1
        with torch.no_grad():
            whole = loss_of(model(inputs), labels)
        print(f"epoch {epoch + 1}, update {updates}: batch {labels[batch].tolist()}, its loss {loss:.3f}, all {whole:.3f}")
