"""Times NetworKit's edge scores on the edges given on standard input ("u v" a line), on one thread, and prints them.

Per score the median time of some runs, triangles included where the score needs them, and the scores in the order of the edges given
(base64 of float64, little endian); for randomised scores the time only.
"""

import base64
import json
import statistics
import sys
import time

import networkit
import numpy

networkit.setNumberOfThreads(1)
networkit.setSeed(1, False)
pairs = numpy.loadtxt(sys.stdin, dtype=numpy.uint64)
graph = networkit.GraphFromCoo((pairs[:, 0], pairs[:, 1]), n=int(pairs.max()) + 1, weighted=False, directed=False)
graph.indexEdges()
edge_ids = numpy.empty(len(pairs), dtype=numpy.int64)
for place, (u, v) in enumerate(pairs.tolist()):
    edge_ids[place] = graph.edgeId(u, v)

sparsification = networkit.sparsification


def triangles():
    score = sparsification.TriangleEdgeScore(graph)
    score.run()
    return score.scores()


def scores_of(score):
    score.run()
    return score.scores()


def algebraic_distance():
    distance = networkit.distance.AlgebraicDistance(graph, 10, 30, 0.5, 2, True)
    distance.preprocess()
    return distance.getEdgeScores()


cases = {
    "triangle": (triangles, True),
    "local-degree": (lambda: scores_of(sparsification.LocalDegreeScore(graph)), True),
    "local-similarity": (lambda: scores_of(sparsification.LocalSimilarityScore(graph, triangles())), True),
    "scan": (lambda: scores_of(sparsification.SCANStructuralSimilarityScore(graph, triangles())), True),
    "jaccard": (
        lambda: networkit.distance.JaccardSimilarityAttributizer(graph, triangles()).getAttribute(),
        True,
    ),
    "simmelian": (lambda: scores_of(sparsification.PrefixJaccardScore(graph, [float(t) for t in triangles()])), True),
    "algebraic-distance": (algebraic_distance, True),
    "forest-fire": (lambda: scores_of(sparsification.ForestFireScore(graph, 0.7, 5.0)), False),
    "random-node-edge": (lambda: scores_of(sparsification.RandomNodeEdgeScore(graph)), False),
}
results = {}
for name in sys.argv[1:] or list(cases):
    run, comparable = cases[name]
    times = []
    while len(times) < 3 and sum(times) < 20:
        start = time.perf_counter()
        scores = run()
        times.append(time.perf_counter() - start)
    ordered = numpy.asarray(scores, dtype="<f8")[edge_ids]
    results[name] = {"ms": 1000 * statistics.median(times)}
    if comparable:
        results[name]["scores"] = base64.b64encode(ordered.tobytes()).decode()
print(json.dumps({"version": networkit.__version__, "results": results}))
