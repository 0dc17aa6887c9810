"""Training steps of one GCN as PyTorch's libraries compute it, on the graph given as JSON on standard input, on OMP_NUM_THREADS threads.

Writes {"versions", "rows": [{case, clock, processor} or {case, absent}]} as JSON to standard output.
"""

import json
import sys

import torch
from gcn_networks import networks, rows, versions

given = json.load(sys.stdin)
forward = torch.tensor([given["sources"], given["targets"]])
features = torch.sparse_csr_tensor(
    torch.tensor(given["offsets"]),
    torch.tensor(given["indices"]),
    torch.tensor(given["values"], dtype=torch.float32),
    (given["vertices"], given["columns"]),
)
edge_index = torch.cat([forward, forward.flip(0)], dim=1)
makers = networks(given["vertices"], given["columns"], given["classes"], edge_index, features)
labels, train = torch.tensor(given["labels"]), torch.tensor(given["train"])
found = rows(makers, labels, train, given["warmUp"], given["repeats"])
json.dump({"versions": versions(), "rows": found}, sys.stdout)
