"""One gradient step of each factorization in PyTorch (CPU, one thread, float64): medians in milliseconds, as JSON."""
import json
import statistics
import time

import torch

torch.set_num_threads(1)
torch.set_default_dtype(torch.float64)
torch.manual_seed(1)


def normal(*shape):
    return (0.1 * torch.randn(*shape)).requires_grad_()


def median_step(weights, predict, targets, repeats):
    optimizer = torch.optim.SGD(weights, lr=1e-6)

    def step():
        optimizer.zero_grad()
        (0.5 * ((predict() - targets) ** 2).mean()).backward()
        optimizer.step()

    for _ in range(3):
        step()
    times = []
    for _ in range(repeats):
        start = time.perf_counter()
        step()
        times.append(1e3 * (time.perf_counter() - start))
    return statistics.median(times)


def sample(size, count):
    return torch.randperm(size)[:count], torch.randn(count)


def matrix(side, depth, count, repeats):
    layers = [normal(side, side) for _ in range(depth)]
    places, targets = sample(side * side, count)

    def predict():
        end = layers[0]
        for layer in layers[1:]:
            end = layer @ end
        return end.reshape(-1)[places]

    return median_step(layers, predict, targets, repeats)


def indices_of(places, side, order):
    return [(places // side ** (order - 1 - n)) % side for n in range(order)]


def cp_dense(factors):
    return torch.einsum("ar,br,cr,dr->abcd", *factors).reshape(-1)


def cp_pairs(factors):
    a, b, c, d = factors
    left = (a[:, None] * b[None]).reshape(-1, a.shape[1])
    right = (c[:, None] * d[None]).reshape(-1, c.shape[1])
    return (left @ right.T).reshape(-1)


def cp_gathered(factors, indices):
    product = factors[0][indices[0]]
    for factor, index in zip(factors[1:], indices[1:]):
        product = product * factor[index]
    return product.sum(1)


def cp(form, repeats, rank=1000, side=10, order=4, count=2000):
    factors = [normal(side, rank) for _ in range(order)]
    places, targets = sample(side**order, count)
    indices = indices_of(places, side, order)
    predict = {
        "dense einsum": lambda: cp_dense(factors)[places],
        "dense, pairs of modes": lambda: cp_pairs(factors)[places],
        "gathered": lambda: cp_gathered(factors, indices),
    }[form]
    return median_step(factors, predict, targets, repeats)


def deep_cp(form, repeats, rank=500, side=10, order=4, depth=3, count=2000):
    vectors = [normal(rank, side) for _ in range(order)]
    matrices = [[normal(rank, side, side) for _ in range(depth)] for _ in range(order)]
    places, targets = sample(side**order, count)
    indices = indices_of(places, side, order)

    def factors():
        columns = []
        for vector, stack in zip(vectors, matrices):
            column = vector[:, :, None]
            for layer in reversed(stack):
                column = torch.bmm(layer, column)
            columns.append(column[:, :, 0].T)
        return columns

    predict = {
        "dense, pairs of modes": lambda: cp_pairs(factors())[places],
        "gathered": lambda: cp_gathered(factors(), indices),
    }[form]
    weights = vectors + [layer for stack in matrices for layer in stack]
    return median_step(weights, predict, targets, repeats)


def hierarchical(form, repeats, width=512, side=8, count=2048):
    leaves = [normal(side, width) for _ in range(4)]
    inner = [normal(width, width) for _ in range(2)]
    root = normal(width)
    places, targets = sample(side**4, count)
    indices = indices_of(places, side, 4)

    def dense():
        values = [
            (left[:, None] * right[None]).reshape(-1, width) @ mixing
            for left, right, mixing in zip(leaves[::2], leaves[1::2], inner)
        ]
        return ((values[0] * root) @ values[1].T).reshape(-1)[places]

    def gathered():
        products = [leaf[index] for leaf, index in zip(leaves, indices)]
        return ((products[0] * products[1] @ inner[0]) * (products[2] * products[3] @ inner[1])) @ root

    return median_step(leaves + inner + [root], {"dense": dense, "gathered": gathered}[form], targets, repeats)


def gemm_gflops(rows, inner, columns, repeats=30):
    a, b = torch.randn(rows, inner), torch.randn(inner, columns)
    torch.mm(a, b)
    times = []
    for _ in range(repeats):
        start = time.perf_counter()
        torch.mm(a, b)
        times.append(time.perf_counter() - start)
    return 2e-9 * rows * inner * columns / statistics.median(times)


print(
    json.dumps(
        {
            "torch": torch.__version__,
            "steps": {
                "matrix 2x2": {"dense": matrix(2, 3, 3, 500)},
                "matrix 64x64": {"dense": matrix(64, 3, 2048, 200)},
                "cp": {form: cp(form, 15) for form in ["dense einsum", "dense, pairs of modes", "gathered"]},
                "hierarchical": {form: hierarchical(form, 15) for form in ["dense", "gathered"]},
                "deep cp": {form: deep_cp(form, 15) for form in ["dense, pairs of modes", "gathered"]},
            },
            "gflops": {
                f"{rows}x{inner}x{columns}": gemm_gflops(rows, inner, columns)
                for rows, inner, columns in [(64, 64, 64), (100, 1000, 100), (64, 512, 512), (512, 64, 512)]
            },
        }
    )
)
