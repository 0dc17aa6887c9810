"""Training steps of one of the networks of gcn_networks.py on a graph read from a file, on OMP_NUM_THREADS threads, and the memory of the process.

Reads sizes, the network and the file of edges as JSON from standard input, writes {versions, peakMiB, rows: [{case, clock, processor} or {case, absent}]}.
"""

import json
import resource
import sys

import numpy
import torch
from gcn_networks import networks, rows, versions

given = json.load(sys.stdin)
size, classes = given["vertices"], given["classes"]
numbers = numpy.fromfile(given["file"], dtype=numpy.uint32).astype(numpy.int64)
forward = torch.from_numpy(numbers[1:].reshape(2, numbers[0]))
edge_index = torch.cat([forward, forward.flip(0)], dim=1)
features = torch.rand(size, given["columns"]) - 0.5
makers = networks(size, given["columns"], classes, edge_index, features)
labels, train = torch.randint(classes, (size,)), torch.arange(round(0.54 * size))
found = rows({given["network"]: makers[given["network"]]}, labels, train, given["warmUp"], given["repeats"])
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
json.dump({"versions": versions(), "peakMiB": peak, "rows": found}, sys.stdout)
