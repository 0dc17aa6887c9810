"""Training steps of models made of PyTorch Geometric's layers on a random graph on a CUDA device, a line of JSON after each.

Reads sizes, names of models and numbers of steps as JSON from standard input. Losses and outputs are read back in every step, as
those of seprank are.
"""

import json
import resource
import sys
import time

import numpy
import torch
from models import HIDDEN, Classifier, build
from torch import nn
from torch_geometric.nn import GCNConv


def main():
    given = json.load(sys.stdin)
    if not torch.cuda.is_available():
        raise SystemExit("Error: torch finds no CUDA device")
    device = torch.device("cuda")
    torch.manual_seed(0)
    size, count, classes = given["vertices"], given["edges"], given["classes"]
    draw = numpy.random.default_rng(0)
    # Expected degree of vertex t proportional to (t + 10)^(-1/2), as in the graphs of the other side.
    low, high = numpy.sqrt(10), numpy.sqrt(size + 10)
    ends = ((low + draw.random((2, count)) * (high - low)) ** 2 - 10).astype(numpy.int64).clip(0, size - 1)
    forward = torch.from_numpy(ends[:, ends[0] != ends[1]])
    edge_index = torch.cat([forward, forward.flip(0)], dim=1).to(device)
    features = (torch.rand(size, given["columns"]) - 0.5).to(device)
    labels = torch.randint(classes, (size,)).to(device)
    train = torch.arange(round(0.54 * size), device=device)
    for name in given["models"]:
        try:
            row = measure(name, given, (features, edge_index, labels, train))
        except torch.cuda.OutOfMemoryError as error:
            row = {"ms": None, "fastest": None, "steps": 0, "mebibytes": None, "failure": str(error).split("\n")[0]}
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(json.dumps({"model": name, **row, "peakMebibytes": peak}), flush=True)


def measure(name, given, task):
    features, edge_index, labels, train = task
    columns, classes = given["columns"], given["classes"]
    if name == "gcn":
        made, evaluates = Classifier(columns, classes, lambda width: GCNConv(width, HIDDEN, cached=True)), False
    else:
        made, evaluates = build(name, columns, classes)
    model = made.to(features.device)
    optimizer = torch.optim.Adam(model.parameters(), lr=5e-4, weight_decay=1e-3)
    torch.cuda.reset_peak_memory_stats()
    times = []
    for _ in range(given["warmUp"] + given["repeats"]):
        torch.cuda.synchronize()
        start = time.perf_counter()
        model.train()
        optimizer.zero_grad()
        logits = model(features, edge_index)
        loss = nn.functional.cross_entropy(logits[train], labels[train])
        loss.backward()
        optimizer.step()
        if evaluates:
            model.eval()
            with torch.no_grad():
                logits = model(features, edge_index)
        loss.item()
        logits.detach().cpu().numpy()
        times.append(1000 * (time.perf_counter() - start))
    times = sorted(times[given["warmUp"] :])
    return {
        "ms": times[len(times) // 2],
        "fastest": times[0],
        "steps": len(times),
        "mebibytes": torch.cuda.max_memory_allocated() / 2**20,
        "failure": None,
    }


main()
