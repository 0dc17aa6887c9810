"""Times backbones and other edge scores of other libraries on the weighted edges given on standard input ("u v weight" a line).

Every case is the fastest way that was found to it with public libraries, on one thread: igraph, NetworKit, SciPy, NumPy. The first
argument holds the cases, {"name": [...]}, with the vertices to search from of those that sum over vertices, and how many edges proxy-delete removes. Printed are processor milliseconds, the median of some runs, and, where
there is one definition, the scores in the order of the edges (base64 of float64, little endian).
"""

import base64
import json
import os
import statistics
import sys
import time

for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[variable] = "1"

import igraph
import networkit
import numpy
import scipy
from scipy.sparse import csgraph, csr_array, diags_array, eye_array
from scipy.sparse.linalg import eigsh

networkit.setNumberOfThreads(1)
given = json.loads(sys.argv[1])
rows = numpy.loadtxt(sys.stdin)
u, v, weight = rows[:, 0].astype(numpy.int64), rows[:, 1].astype(numpy.int64), rows[:, 2]
count = int(max(u.max(), v.max())) + 1


def symmetric(values):
    return csr_array(
        (numpy.concatenate([values, values]), (numpy.concatenate([u, v]), numpy.concatenate([v, u]))),
        shape=(count, count),
    )


lengths = symmetric(1 / weight)
plain = networkit.GraphFromCoo((u.astype(numpy.uint64), v.astype(numpy.uint64)), n=count, weighted=False, directed=False)
plain.indexEdges()
edge_ids = numpy.array([plain.edgeId(a, b) for a, b in zip(u.tolist(), v.tolist())])
edges_of_igraph = igraph.Graph(n=count, edges=numpy.stack([u, v], axis=1))


def dspar():
    degree = numpy.bincount(u, minlength=count) + numpy.bincount(v, minlength=count)
    rate = 1 / degree[u] + 1 / degree[v]
    return -numpy.random.default_rng(0).exponential(size=len(u)) / rate


def noise_corrected():
    strength = numpy.bincount(u, weight, count) + numpy.bincount(v, weight, count)
    ni, nj, total = strength[u], strength[v], 2 * weight.sum()
    product = ni * nj
    kappa = total / product
    lift = (kappa * weight - 1) / (kappa * weight + 1)
    mean = product / total**2
    variance = product * (total - ni) * (total - nj) / (total**4 * (total - 1))
    concentration = mean * (1 - mean) / variance - 1
    probability = (weight + mean * concentration) / (total + concentration)
    slope = 1 / product - total * (ni + nj) / product**2
    return lift / numpy.sqrt(
        total * probability * (1 - probability) * (2 * (kappa + weight * slope) / (kappa * weight + 1) ** 2) ** 2
    )


def forman():
    score = networkit.sparsification.TriangleEdgeScore(plain)
    score.run()
    triangles = numpy.asarray(score.scores())[edge_ids]
    degree = numpy.bincount(u, minlength=count) + numpy.bincount(v, minlength=count)
    return degree[u] + degree[v] - 4 - 3 * triangles


def metric_backbone(sources):
    # Of the vertices given: searches that go no farther than the longest edge at each.
    done = 0
    for source in sources:
        near = lengths.indices[lengths.indptr[source] : lengths.indptr[source + 1]]
        direct = lengths.data[lengths.indptr[source] : lengths.indptr[source + 1]]
        if len(near) == 0:
            continue
        distance = csgraph.dijkstra(lengths, indices=source, limit=direct.max())
        done += (distance[near] / direct).sum()
    return done


def ultrametric():
    """A minimum spanning forest, rooted, and for every edge the longest edge on the way between its ends: by doubling, for all edges at once."""
    forest = csgraph.minimum_spanning_tree(lengths)
    roots = numpy.unique(csgraph.connected_components(lengths, directed=False)[1], return_index=True)[1]
    # One more vertex, which joins the components by edges longer than any.
    rows_, columns = forest.nonzero()
    joined = csr_array(
        (
            numpy.concatenate([forest.data, numpy.full(len(roots), 2 * lengths.data.max())]),
            (numpy.concatenate([rows_, numpy.full(len(roots), count)]), numpy.concatenate([columns, roots])),
        ),
        shape=(count + 1, count + 1),
    )
    order, parent = csgraph.breadth_first_order(joined, count, directed=False)
    parent[count] = count
    longest = numpy.zeros(count + 1)
    below = order[1:]
    both = (joined + joined.T).tocsr()
    longest[below] = both[below, parent[below]]
    # depths, level by level
    depth = numpy.zeros(count + 1, dtype=numpy.int64)
    for vertex in order[1:].tolist():
        depth[vertex] = depth[parent[vertex]] + 1
    ups, tops = [parent.astype(numpy.int64)], [longest]
    while 2 ** len(ups) <= depth.max():
        up, top = ups[-1], tops[-1]
        ups.append(up[up])
        tops.append(numpy.maximum(top, top[up]))
    low = numpy.where(depth[u] >= depth[v], u, v)
    high = numpy.where(depth[u] >= depth[v], v, u)
    bottleneck = numpy.zeros(len(u))
    lift = depth[low] - depth[high]
    for level, (up, top) in enumerate(zip(ups, tops)):
        lifted = numpy.flatnonzero((lift >> level) & 1)
        bottleneck[lifted] = numpy.maximum(bottleneck[lifted], top[low[lifted]])
        low[lifted] = up[low[lifted]]
    apart = numpy.flatnonzero(low != high)
    for up, top in zip(reversed(ups), reversed(tops)):
        a, b = low[apart], high[apart]
        differ = up[a] != up[b]
        some, a, b = apart[differ], a[differ], b[differ]
        bottleneck[some] = numpy.maximum(bottleneck[some], numpy.maximum(top[a], top[b]))
        low[some], high[some] = up[a], up[b]
    a, b = low[apart], high[apart]
    bottleneck[apart] = numpy.maximum(bottleneck[apart], numpy.maximum(longest[a], longest[b]))
    return bottleneck * weight


def high_salience(sources):
    vertices = numpy.arange(count)
    seen = []
    for source in sources:
        _, before = csgraph.dijkstra(lengths, indices=source, return_predecessors=True)
        reached = before >= 0
        ends = vertices[reached], before[reached]
        seen.append(numpy.minimum(*ends) * count + numpy.maximum(*ends))
    keys = numpy.minimum(u, v) * count + numpy.maximum(u, v)
    order = numpy.argsort(keys)
    return numpy.bincount(order[numpy.searchsorted(keys[order], numpy.concatenate(seen))], minlength=len(u)) / len(sources)


def edge_betweenness(sources):
    # Each pair is met from its source only, and counted once where it is met from both.
    return edges_of_igraph.edge_betweenness(directed=False, sources=sources)


def proxy_delete(removals):
    """Removes edges from the graph, which is connected, as ProxyDelete does: eigenvectors from the last ones, to the same residual as ours, and no bridge."""
    alive = numpy.arange(len(u))
    graph = edges_of_igraph.copy()
    is_bridge = numpy.zeros(len(u), dtype=bool)
    gap, before = 0.01, None
    for _ in range(removals[0]):
        is_bridge[alive[graph.bridges()]] = True
        a, b = u[alive], v[alive]
        ones = numpy.ones(2 * len(alive))
        ends = numpy.concatenate([a, b]), numpy.concatenate([b, a])
        adjacency = csr_array((ones, ends), shape=(count, count)) + eye_array(count, format="csr")
        root = 1 / numpy.sqrt(adjacency.sum(axis=1))
        scale = diags_array(root)
        # The largest eigenvalues of the normalised adjacency are the smallest of the normalised Laplacian.
        values, vectors = eigsh(scale @ adjacency @ scale, k=2, which="LA", tol=1e-5 * gap, v0=before)
        gap, before, x = 1 - values[0], vectors.sum(axis=1), vectors[:, 0] * root
        score = (x[a] - x[b]) ** 2 - gap * (x[a] ** 2 + x[b] ** 2)
        score[is_bridge[alive]] = numpy.inf
        lowest = int(score.argmin())
        graph.delete_edges(lowest)
        alive = numpy.delete(alive, lowest)
    return alive


CASES = {
    "dspar": (dspar, False),
    "noise-corrected": (noise_corrected, True),
    "forman": (forman, True),
    "metric-backbone": (metric_backbone, False),
    "ultrametric-backbone": (ultrametric, True),
    "high-salience": (high_salience, True),
    "edge-betweenness": (edge_betweenness, True),
    "proxy-delete": (proxy_delete, False),
}
results = {}
for name, sources in given.items():
    run, comparable = CASES[name]
    times = []
    while len(times) < 3 and sum(times) < 3:
        start = time.process_time()
        scores = run(sources) if sources else run()
        times.append(time.process_time() - start)
    results[name] = {"ms": 1000 * statistics.median(times)}
    if comparable:
        results[name]["scores"] = base64.b64encode(numpy.asarray(scores, dtype="<f8").tobytes()).decode()
versions = f"NetworKit {networkit.__version__}, igraph {igraph.__version__}, SciPy {scipy.__version__}, NumPy {numpy.__version__}"
print(json.dumps({"versions": versions, "results": results}))
