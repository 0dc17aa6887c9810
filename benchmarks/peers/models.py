"""One training step, and the evaluation behind it, of models made of PyTorch Geometric's layers, on one thread.

Reads the graph and the model's name as JSON from standard input, writes rows {case, ms, note} as JSON to standard output.
"""

import json
import sys
import time

import torch
import torch_geometric
from torch import nn
from torch_geometric.nn import DeepGCNLayer, GATConv, GENConv, GINConv

HIDDEN = 64


def perceptron(inputs):
    return nn.Sequential(
        nn.Linear(inputs, HIDDEN),
        nn.BatchNorm1d(HIDDEN),
        nn.ReLU(),
        nn.Linear(HIDDEN, HIDDEN),
        nn.BatchNorm1d(HIDDEN),
        nn.ReLU(),
    )


class Classifier(nn.Module):
    """Three layers, each with a rectifier and a layer norm behind it, and a linear head."""

    def __init__(self, columns, classes, layer):
        super().__init__()
        self.layers = nn.ModuleList(layer(width) for width in (columns, HIDDEN, HIDDEN))
        self.norms = nn.ModuleList(nn.LayerNorm(HIDDEN) for _ in range(3))
        self.head = nn.Linear(HIDDEN, classes)

    def forward(self, x, edge_index):
        for layer, norm in zip(self.layers, self.norms):
            x = norm(torch.relu(layer(x, edge_index)))
        return self.head(x)


class Residual(nn.Module):
    """Ten generalised convolutions with the maximum, in blocks of norm, ReLU, dropout and convolution ("res+")."""

    def __init__(self, columns, classes):
        super().__init__()
        self.encoder = nn.Linear(columns, HIDDEN)
        self.layers = nn.ModuleList(
            DeepGCNLayer(
                GENConv(HIDDEN, HIDDEN, aggr="max", num_layers=1, bias=True),
                nn.BatchNorm1d(HIDDEN),
                nn.ReLU(),
                block="res+",
                dropout=0.5,
            )
            for _ in range(10)
        )
        self.head = nn.Linear(HIDDEN, classes)

    def forward(self, x, edge_index):
        x = self.layers[0].conv(self.encoder(x), edge_index)
        for layer in self.layers[1:]:
            x = layer(x, edge_index)
        x = torch.relu(self.layers[0].norm(x))
        return self.head(nn.functional.dropout(x, 0.5, self.training))


def build(name, columns, classes):
    if name == "gin":
        return Classifier(columns, classes, lambda width: GINConv(perceptron(width), train_eps=True)), True
    if name == "gat":
        return Classifier(columns, classes, lambda width: GATConv(width, HIDDEN // 4, heads=4)), False
    return Residual(columns, classes), True


def main():
    given = json.load(sys.stdin)
    torch.set_num_threads(1)
    torch.manual_seed(0)
    size = given["vertices"]
    forward = torch.tensor([given["sources"], given["targets"]])
    edge_index = torch.cat([forward, forward.flip(0)], dim=1)
    features = torch.sparse_csr_tensor(
        torch.tensor(given["offsets"]),
        torch.tensor(given["indices"]),
        torch.tensor(given["values"], dtype=torch.float32),
        (size, given["columns"]),
    ).to_dense()
    labels = torch.tensor(given["labels"])
    train = torch.tensor(given["train"])
    # Whether evaluation is a pass of its own.
    model, evaluates = build(given["model"], given["columns"], given["classes"])
    optimizer = torch.optim.Adam(model.parameters(), lr=5e-4, weight_decay=1e-3)
    times = []
    for _ in range(given["warmUp"] + given["repeats"]):
        start = time.perf_counter()
        model.train()
        optimizer.zero_grad()
        logits = model(features, edge_index)
        nn.functional.cross_entropy(logits[train], labels[train]).backward()
        optimizer.step()
        if evaluates:
            model.eval()
            with torch.no_grad():
                logits = model(features, edge_index)
        logits.argmax(dim=1).numpy()
        times.append(1000 * (time.perf_counter() - start))
    times = sorted(times[given["warmUp"] :])
    repeats = given["repeats"]
    row = {
        "case": f"{given['title']}: PyTorch Geometric {torch_geometric.__version__}, one thread",
        "ms": times[repeats // 2],
        "note": f"median of {repeats} steps, fastest {times[0]:.2f}",
    }
    json.dump([row], sys.stdout)


if __name__ == "__main__":
    main()
