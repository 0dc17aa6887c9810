"""One training step of a GCN of PyTorch Geometric's GCNConv on a graph read from a file, on one thread.

Reads sizes and the file of edges as JSON from standard input, writes {ms, peakMiB, note} as JSON to standard output.
"""

import json
import resource
import sys
import time

import numpy
import torch
from torch import nn
from torch_geometric.nn import GCNConv

HIDDEN = 64


class Network(nn.Module):
    def __init__(self, columns, classes):
        super().__init__()
        widths = [columns, HIDDEN, HIDDEN, HIDDEN]
        self.layers = nn.ModuleList(GCNConv(a, b, cached=True) for a, b in zip(widths, widths[1:]))
        self.norms = nn.ModuleList(nn.LayerNorm(HIDDEN) for _ in range(3))
        self.head = nn.Linear(HIDDEN, classes)

    def forward(self, x, edge_index):
        for layer, norm in zip(self.layers, self.norms):
            x = norm(torch.relu(layer(x, edge_index)))
        return self.head(x)


def main():
    given = json.load(sys.stdin)
    torch.set_num_threads(1)
    torch.manual_seed(0)
    size, classes = given["vertices"], given["classes"]
    numbers = numpy.fromfile(given["file"], dtype=numpy.uint32).astype(numpy.int64)
    forward = torch.from_numpy(numbers[1:].reshape(2, numbers[0]))
    edge_index = torch.cat([forward, forward.flip(0)], dim=1)
    features = torch.rand(size, given["columns"]) - 0.5
    labels = torch.randint(classes, (size,))
    train = torch.arange(round(0.54 * size))
    model = Network(given["columns"], classes)
    optimizer = torch.optim.Adam(model.parameters(), lr=5e-4, weight_decay=1e-3)
    times = []
    for _ in range(given["warmUp"] + given["repeats"]):
        start = time.perf_counter()
        optimizer.zero_grad()
        logits = model(features, edge_index)
        nn.functional.cross_entropy(logits[train], labels[train]).backward()
        optimizer.step()
        logits.argmax(dim=1).numpy()
        times.append(1000 * (time.perf_counter() - start))
    times = sorted(times[given["warmUp"] :])
    repeats = given["repeats"]
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    note = f"torch {torch.__version__}, median of {repeats} steps, fastest {times[0]:.0f}"
    json.dump({"ms": times[repeats // 2], "peakMiB": peak, "note": note}, sys.stdout)


main()
