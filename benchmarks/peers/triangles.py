"""Times NetworKit's triangle edge score on the edges given on standard input ("u v" a line), on one thread."""

import json
import statistics
import sys
import time

import networkit

networkit.setNumberOfThreads(1)
pairs = [tuple(map(int, line.split())) for line in sys.stdin]
graph = networkit.Graph(1 + max(max(pair) for pair in pairs))
for u, v in pairs:
    graph.addEdge(u, v)
graph.indexEdges()
times = []
for _ in range(5):
    start = time.perf_counter()
    score = networkit.sparsification.TriangleEdgeScore(graph)
    score.run()
    times.append(time.perf_counter() - start)
print(json.dumps({"ms": 1000 * statistics.median(times), "total": sum(score.scores()), "version": networkit.__version__}))
