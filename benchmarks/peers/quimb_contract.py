"""Tensor networks from standard input contracted by quimb (one thread, float64), and singular values by NumPy: as JSON."""
import os

for name in ["OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"]:
    os.environ[name] = "1"

import json
import statistics
import sys
import time
import warnings

warnings.filterwarnings("ignore")

import numpy
import quimb
import quimb.tensor


def milliseconds(call, repeats):
    times = []
    for _ in range(repeats):
        start = time.perf_counter()
        call()
        times.append(1e3 * (time.perf_counter() - start))
    return statistics.median(times)


def contract(nodes):
    network = quimb.tensor.TensorNetwork(
        [
            quimb.tensor.Tensor(numpy.array(node["data"]).reshape(node["shape"]), node["legs"])
            for node in nodes
        ]
    )

    # A leg of three or more tensors is a hyperindex: which indices stay open has to be said.
    def search():
        return network.contraction_tree(output_inds=(), optimize="greedy")

    found = milliseconds(search, 3)
    tree = search()

    def run():
        return network.contract(output_inds=(), optimize=tree)

    value = float(run())
    return {"value": value, "search": found, "contract": milliseconds(run, 5)}


wanted = json.load(sys.stdin)
matrix = numpy.random.default_rng(1).standard_normal((wanted["side"], wanted["side"]))
print(
    json.dumps(
        {
            "quimb": quimb.__version__,
            "networks": [contract(nodes) for nodes in wanted["networks"]],
            "singularValues": milliseconds(lambda: numpy.linalg.svd(matrix, compute_uv=False), 5),
        }
    )
)
