"""Times approximate Cholesky solvers on the Laplacian of the edges given on standard input ("u v" a line), on one thread: they factor it, and
solve for as many right-hand sides as the first argument says, each to the relative residual of the second."""

import json
import os
import sys
import time

for name in ("OMP_NUM_THREADS", "RAYON_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
    os.environ[name] = "1"

import approx_chol
import apxchol
import numpy
import scipy.sparse
import scipy.sparse.linalg
from importlib.metadata import version

count, tolerance = int(sys.argv[1]), float(sys.argv[2])
pairs = numpy.array([line.split() for line in sys.stdin], dtype=numpy.int64)
vertices = 1 + int(pairs.max())
ones = numpy.ones(len(pairs))
half = scipy.sparse.csr_matrix((ones, (pairs[:, 0], pairs[:, 1])), shape=(vertices, vertices))
adjacency = half + half.T
laplacian = scipy.sparse.csr_matrix(scipy.sparse.diags(numpy.asarray(adjacency.sum(axis=1)).ravel()) - adjacency)
random = numpy.random.default_rng(0)


def right_hand_side():
    signs = random.integers(0, 2, len(pairs)) * 2.0 - 1
    return numpy.bincount(pairs[:, 0], signs, vertices) - numpy.bincount(pairs[:, 1], signs, vertices)


sides = [right_hand_side() for _ in range(count)]


def check(x, b):
    residual = numpy.linalg.norm(b - laplacian @ x) / numpy.linalg.norm(b)
    assert residual < 1.01 * tolerance, residual


def measure(factorize, solve):
    """Processor time of factorize() and of solve(factor, b) -> (x, steps) for every right-hand side."""
    start = time.process_time()
    factor = factorize()
    factored = time.process_time()
    solutions = [solve(factor, b) for b in sides]
    end = time.process_time()
    for (x, _), b in zip(solutions, sides):
        check(x, b)
    return {
        "ms": 1000 * (end - start),
        "factorMs": 1000 * (factored - start),
        "steps": int(sum(steps for _, steps in solutions)),
    }


def solve_apxchol(factor, b):
    result = factor.solve(b, tol=tolerance)
    return result.x, result.iters


def solve_approx_chol(factor, b):
    steps = [0]

    def count_step(_):
        steps[0] += 1

    preconditioner = scipy.sparse.linalg.LinearOperator(laplacian.shape, factor.solve, dtype=numpy.float64)
    x, _ = scipy.sparse.linalg.cg(laplacian, b, rtol=tolerance, atol=0, M=preconditioner, callback=count_step)
    return x, steps[0]


apx = measure(lambda: apxchol.factorize(laplacian, seed=0, keep_factor=False), solve_apxchol)
approx = measure(lambda: approx_chol.factorize(laplacian), solve_approx_chol)
solvers = [
    {"name": "apxchol", "version": version("apxchol"), **apx},
    {"name": "approx-chol and SciPy's conjugate gradients", "version": version("approx-chol"), **approx},
]
print(json.dumps({"solvers": solvers}))
