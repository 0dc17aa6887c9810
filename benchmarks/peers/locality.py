"""One training step of seprank's small residual network in PyTorch on one thread, without and with the locality regulariser (double
backward). Reads sizes as JSON from standard input, writes {torch, rows: [{coefficient, ms}]} as JSON to standard output.
"""

import json
import sys
import time

import torch
import torch.nn.functional as F
from torch import nn

torch.set_num_threads(1)
given = json.load(sys.stdin)
batch, height, width, repeats = (given[key] for key in ("batch", "height", "width", "repeats"))


class Block(nn.Module):
    def __init__(self, inputs, filters, stride):
        super().__init__()
        self.conv1 = nn.Conv2d(inputs, filters, 3, stride, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(filters)
        self.conv2 = nn.Conv2d(filters, filters, 3, 1, 1, bias=False)
        self.bn2 = nn.BatchNorm2d(filters)
        self.downsample = None
        if stride != 1 or inputs != filters:
            project = nn.Conv2d(inputs, filters, 1, stride, bias=False)
            self.downsample = nn.Sequential(project, nn.BatchNorm2d(filters))

    def forward(self, x):
        around = x if self.downsample is None else self.downsample(x)
        inner = F.relu(self.bn1(self.conv1(x)))
        return F.relu(self.bn2(self.conv2(inner)) + around)


class Network(nn.Module):
    def __init__(self):
        super().__init__()
        stem = [nn.Conv2d(1, 8, 3, 2, 1, bias=False), nn.BatchNorm2d(8), nn.ReLU()]
        blocks = [Block(8, 8, 1), Block(8, 16, 2)]
        blocks += [Block(16, 32, 2), Block(32, 32, 1), Block(32, 64, 2), Block(64, 64, 1)]
        self.layers = nn.Sequential(*stem, *blocks)
        self.fc = nn.Linear(64, 1)

    def forward(self, x):
        return self.fc(self.layers(x).mean((2, 3)))[:, 0]


def step(network, optimizer, x, other, labels, region, coefficient):
    optimizer.zero_grad()
    logits = network(x)
    loss = F.binary_cross_entropy_with_logits(logits, labels)
    if coefficient > 0:
        rows = []
        for at, outputs in ((x, logits), (other, network(other))):
            (gradient,) = torch.autograd.grad(outputs.sum(), at, create_graph=True)
            rows.append((gradient * region).flatten(1))
        loss = loss + coefficient * F.cosine_similarity(*rows).abs().mean()
    loss.backward()
    optimizer.step()


found = []
for coefficient in (0, 1):
    network = Network()
    assert sum(p.numel() for p in network.parameters()) == 169817
    optimizer = torch.optim.SGD(network.parameters(), lr=0.01, momentum=0.9)
    x, other = (torch.rand(batch, 1, height, width).requires_grad_(coefficient > 0) for _ in range(2))
    labels = (torch.arange(batch) % 2).float()
    region = (torch.arange(width) < width / 4).float().reshape(1, 1, 1, width)
    times = []
    for k in range(repeats + 3):
        start = time.perf_counter()
        step(network, optimizer, x, other, labels, region, coefficient)
        if k >= 3:
            times.append(1000 * (time.perf_counter() - start))
    found.append({"coefficient": coefficient, "ms": sorted(times)[len(times) // 2]})
json.dump({"torch": torch.__version__, "rows": found}, sys.stdout)
