"""One training step of a GCN in PyTorch on one thread: with PyTorch Geometric's GCNConv, and written by hand on sparse matrices.

Reads the graph as JSON from standard input, writes rows {case, ms, note} as JSON to standard output.
"""

import json
import sys
import time

import torch
from torch import nn

HIDDEN = 64
LAYERS = 3


class SparseProduct(torch.autograd.Function):
    """matrix @ dense, with the transpose at hand for the gradient."""

    @staticmethod
    def forward(context, matrix, transpose, dense):
        context.transpose = transpose
        return matrix @ dense

    @staticmethod
    def backward(context, gradient):
        return None, None, context.transpose @ gradient


class HandWritten(nn.Module):
    def __init__(self, columns, classes, propagation, features):
        super().__init__()
        self.propagation = (propagation, propagation)
        self.features = (features, features.t().to_sparse_csr())
        widths = [columns] + [HIDDEN] * LAYERS
        self.weights = nn.ParameterList(
            nn.init.xavier_uniform_(torch.empty(a, b)) for a, b in zip(widths, widths[1:])
        )
        self.biases = nn.ParameterList(torch.zeros(HIDDEN) for _ in range(LAYERS))
        self.norms = nn.ModuleList(nn.LayerNorm(HIDDEN) for _ in range(LAYERS))
        self.head = nn.Linear(HIDDEN, classes)

    def forward(self):
        x = None
        for weight, bias, norm in zip(self.weights, self.biases, self.norms):
            projected = SparseProduct.apply(*self.features, weight) if x is None else x @ weight
            x = norm(torch.relu(SparseProduct.apply(*self.propagation, projected) + bias))
        return self.head(x)


def geometric(columns, classes, edge_index, features):
    from torch_geometric.nn import GCNConv

    class Geometric(nn.Module):
        def __init__(self):
            super().__init__()
            widths = [columns] + [HIDDEN] * LAYERS
            self.layers = nn.ModuleList(GCNConv(a, b, cached=True) for a, b in zip(widths, widths[1:]))
            self.norms = nn.ModuleList(nn.LayerNorm(HIDDEN) for _ in range(LAYERS))
            self.head = nn.Linear(HIDDEN, classes)

        def forward(self):
            x = features
            for layer, norm in zip(self.layers, self.norms):
                x = norm(torch.relu(layer(x, edge_index)))
            return self.head(x)

    return Geometric()


def measure(case, model, labels, train, warm_up, repeats):
    optimizer = torch.optim.Adam(model.parameters(), lr=5e-4, weight_decay=1e-3)
    times = []
    for _ in range(warm_up + repeats):
        start = time.perf_counter()
        optimizer.zero_grad()
        logits = model()
        nn.functional.cross_entropy(logits[train], labels[train]).backward()
        optimizer.step()
        # As in our step: the loss and the predictions are read out.
        logits.argmax(dim=1).numpy()
        times.append(1000 * (time.perf_counter() - start))
    times = sorted(times[warm_up:])
    note = f"median of {repeats} steps, fastest {times[0]:.2f}"
    return {"case": case, "ms": times[repeats // 2], "note": note}


def main():
    given = json.load(sys.stdin)
    torch.set_num_threads(1)
    torch.manual_seed(0)
    size = given["vertices"]
    forward = torch.tensor([given["sources"], given["targets"]])
    edge_index = torch.cat([forward, forward.flip(0)], dim=1)
    loops = torch.arange(size)
    with_loops = torch.cat([edge_index, torch.stack([loops, loops])], dim=1)
    scale = torch.bincount(with_loops[0], minlength=size).float().rsqrt()
    values = scale[with_loops[0]] * scale[with_loops[1]]
    propagation = torch.sparse_coo_tensor(with_loops, values, (size, size)).coalesce().to_sparse_csr()
    features = torch.sparse_csr_tensor(
        torch.tensor(given["offsets"]),
        torch.tensor(given["indices"]),
        torch.tensor(given["values"], dtype=torch.float32),
        (size, given["columns"]),
    )
    labels = torch.tensor(given["labels"])
    train = torch.tensor(given["train"])
    sizes = (given["columns"], given["classes"])
    setting = (labels, train, given["warmUp"], given["repeats"])
    by_hand = HandWritten(*sizes, propagation, features)
    rows = [measure(f"PyTorch {torch.__version__} by hand, sparse, one thread", by_hand, *setting)]
    try:
        import torch_geometric

        case = f"PyTorch Geometric {torch_geometric.__version__} GCNConv, one thread"
        rows.append(measure(case, geometric(*sizes, edge_index, features.to_dense()), *setting))
    except ImportError as error:
        rows.append({"case": "PyTorch Geometric", "ms": None, "note": f"peer absent: {error}"})
    json.dump(rows, sys.stdout)


main()
