"""One GCN (3 layers of width 64, layer norm, a linear head) in the ways in which PyTorch's libraries compute it on a CPU, and the time of its training steps.

Every network of a graph starts from the same weights, and must give what the first one gives.
"""

import os
import time

import torch
from torch import nn

HIDDEN = 64
LAYERS = 3


class Network(nn.Module):
    """Layers that take and give [V, width], each followed by the same norm."""

    def __init__(self, layers, classes, features):
        super().__init__()
        self.layers = nn.ModuleList(layers)
        self.norms = nn.ModuleList(nn.LayerNorm(HIDDEN) for _ in range(LAYERS))
        self.head = nn.Linear(HIDDEN, classes)
        self.features = features

    def forward(self):
        x = self.features
        for layer, norm in zip(self.layers, self.norms):
            x = norm(torch.relu(layer(x)))
        return self.head(x)


class SparseProduct(torch.autograd.Function):
    """matrix @ dense, with the transpose at hand for the gradient."""

    @staticmethod
    def forward(context, matrix, transpose, dense):
        context.transpose = transpose
        return matrix @ dense

    @staticmethod
    def backward(context, gradient):
        return None, None, context.transpose @ gradient


class SparseLayer(nn.Module):
    def __init__(self, weight, bias, propagation, features=None):
        super().__init__()
        self.weight, self.bias = nn.Parameter(weight.clone()), nn.Parameter(bias.clone())
        self.propagation, self.features = propagation, features

    def forward(self, x):
        projected = x @ self.weight if self.features is None else SparseProduct.apply(*self.features, self.weight)
        return SparseProduct.apply(self.propagation, self.propagation, projected) + self.bias


class OnGraph(nn.Module):
    """A layer of a library, with what it takes beside the features."""

    def __init__(self, layer, call):
        super().__init__()
        self.layer, self.call = layer, call

    def forward(self, x):
        return self.call(self.layer, x)


def networks(size, columns, classes, edge_index, features):
    """Functions that make the networks, by name. edge_index holds both directions; features are dense, or sparse CSR."""
    torch.manual_seed(0)
    widths = [columns] + [HIDDEN] * LAYERS
    weights = [nn.init.xavier_uniform_(torch.empty(a, b)) for a, b in zip(widths, widths[1:])]
    biases = [torch.zeros(HIDDEN) for _ in weights]
    is_sparse = features.layout == torch.sparse_csr
    dense = features.to_dense() if is_sparse else features
    loops = torch.arange(size)
    with_loops = torch.cat([edge_index, torch.stack([loops, loops])], dim=1)
    scale = torch.bincount(with_loops[0], minlength=size).float().rsqrt()
    values = scale[with_loops[0]] * scale[with_loops[1]]
    propagation = torch.sparse_coo_tensor(with_loops, values, (size, size)).coalesce().to_sparse_csr()

    def network(layers):
        torch.manual_seed(1)
        return Network(layers, classes, dense)

    def by_hand():
        sparse = (features, features.t().to_sparse_csr()) if is_sparse else None
        return network(
            SparseLayer(weight, bias, propagation, sparse if k == 0 else None)
            for k, (weight, bias) in enumerate(zip(weights, biases))
        )

    def compiled(make):
        return lambda: torch.compile(make())

    def geometric(graph, **options):
        from torch_geometric.nn import GCNConv

        layers = []
        for weight in weights:
            layer = GCNConv(*weight.shape, **options)
            layer.lin.weight.data.copy_(weight.T)
            layers.append(OnGraph(layer, graph))
        return network(layers)

    def of_edges():
        return geometric(lambda layer, x: layer(x, edge_index), cached=True)

    def of_sorted_edges():
        from torch_geometric import EdgeIndex

        # Normalised beforehand: GCNConv's own normalisation gives a plain tensor back.
        order = torch.argsort(with_loops[1] * size + with_loops[0])
        sorted_edges = EdgeIndex(with_loops[:, order], sparse_size=(size, size), sort_order="col", is_undirected=True)
        sorted_edges.fill_cache_()
        return geometric(lambda layer, x: layer(x, sorted_edges, values[order]), normalize=False)

    def of_rows():
        return geometric(lambda layer, x: layer(x, propagation), normalize=False)

    def of_sparse_features():
        made = of_rows()
        made.features = features
        return made

    def of_dgl():
        import dgl
        from dgl.nn import GraphConv

        graph = dgl.graph((with_loops[0], with_loops[1]), num_nodes=size).formats(["csr", "csc"])
        graph.create_formats_()
        layers = []
        for weight in weights:
            layer = GraphConv(*weight.shape, norm="both")
            layer.weight.data.copy_(weight)
            layers.append(OnGraph(layer, lambda layer, x: layer(graph, x)))
        return network(layers)

    found = {
        "PyTorch by hand, CSR": by_hand,
        "PyTorch by hand, CSR, torch.compile": compiled(by_hand),
        "PyTorch Geometric GCNConv": of_edges,
        "PyTorch Geometric GCNConv, torch.compile": compiled(of_edges),
        "PyTorch Geometric GCNConv, EdgeIndex": of_sorted_edges,
        "PyTorch Geometric GCNConv, torch.sparse_csr": of_rows,
        "DGL GraphConv": of_dgl,
    }
    if is_sparse:
        found["PyTorch Geometric GCNConv, torch.sparse_csr, features too"] = of_sparse_features
    return found


def versions():
    found = {"torch": torch.__version__}
    for name in ("torch_geometric", "dgl"):
        try:
            found[name] = __import__(name).__version__
        except ImportError:
            pass
    return ", ".join(f"{name} {version}" for name, version in found.items())


def measured(model, labels, train, warm_up, repeats):
    """Milliseconds of a training step, the medians: by the clock, and of all threads' processor time."""
    optimizer = torch.optim.Adam(model.parameters(), lr=5e-4, weight_decay=1e-3)
    clock, processor = [], []
    for _ in range(warm_up + repeats):
        start, used = time.perf_counter(), time.process_time()
        optimizer.zero_grad()
        logits = model()
        nn.functional.cross_entropy(logits[train], labels[train]).backward()
        optimizer.step()
        # As in our step: the loss and the predictions are read out.
        logits.argmax(dim=1).numpy()
        clock.append(1000 * (time.perf_counter() - start))
        processor.append(1000 * (time.process_time() - used))
    return sorted(clock[warm_up:])[repeats // 2], sorted(processor[warm_up:])[repeats // 2]


def rows(makers, labels, train, warm_up, repeats):
    """A row {case, clock, processor} for each network, or {case, absent} with the reason."""
    torch.set_num_threads(int(os.environ["OMP_NUM_THREADS"]))
    expected, found = None, []
    for case, make in makers.items():
        try:
            model = make()
            with torch.no_grad():
                given = model()
            expected = given if expected is None else expected
            if (given - expected).abs().max() > 1e-3 * expected.abs().max():
                raise ValueError("gives other numbers than the first network")
            clock, processor = measured(model, labels, train, warm_up, repeats)
            found.append({"case": case, "clock": clock, "processor": processor})
        except Exception as error:  # a peer that is not there or cannot do it is a row that says so
            found.append({"case": case, "absent": str(error).strip().split("\n")[0][:200]})
    return found
