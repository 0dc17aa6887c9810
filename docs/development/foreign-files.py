"""Counts of the graph files in a folder, as seprank, NetworKit and networkx read them: a row of a Markdown table for each file.

usage: python docs/development/foreign-files.py FOLDER    (npm run build comes first; pip install networkit networkx scipy)

Counted are vertices, and edges without loops and repetitions, (j, i) being (i, j) where the reader says that the graph is undirected.
"""

import json
import pathlib
import subprocess
import sys

import networkit
import networkx
import scipy.io
from networkit.graphio import Format

CLI = pathlib.Path(__file__).parents[2] / "dist/cli/main.js"

# NetworKit is told how an edge list is written; its own list of these files says so.
EDGE_LISTS = {
    "hamming6-4.edgelist": Format.EdgeListSpaceOne, "johnson8-4-4.edgelist": Format.EdgeListSpaceOne,
    "spaceseparated.edgelist": Format.EdgeListSpaceOne, "spaceseparated_weighted.edgelist": Format.EdgeListSpaceOne,
    "MIT8.edgelist": Format.EdgeListTabZero, "wiki-Vote.txt": Format.SNAP,
}
NETWORKIT = {
    ".graph": Format.METIS, ".gml": Format.GML, ".graphml": Format.GraphML, ".konect": Format.KONECT, ".thrill": Format.ThrillBinary,
    ".gexf": Format.GEXF, ".edgelist": Format.EdgeListTabOne, ".nkbg002": Format.NetworkitBinary, ".nkbg003": Format.NetworkitBinary,
    ".dat": Format.EdgeListTabOne, ".txt": Format.EdgeListTabOne, ".gt": Format.GraphToolBinary, ".mtx": Format.MatrixMarket, ".matrixmarket": Format.MatrixMarket, ".rb": Format.RB,
}
NETWORKX = {
    ".gml": lambda path: networkx.read_gml(path, label="id"), ".graphml": networkx.read_graphml, ".gexf": networkx.read_gexf,
    ".edgelist": lambda path: networkx.read_edgelist(path, data=False), ".txt": lambda path: networkx.read_edgelist(path, data=False),
    ".dat": lambda path: networkx.read_edgelist(path, data=False), ".net": networkx.read_pajek,
    ".mtx": lambda path: networkx.from_scipy_sparse_array(scipy.io.mmread(path)),
}


def counts(vertices, edges, directed):
    kept = {edge if directed else tuple(sorted(edge)) for edge in edges if edge[0] != edge[1]}
    return f"{vertices:,} / {len(kept):,}"


def line(error):
    return "refused: " + str(error).strip().split("\n")[0][:90].replace("|", "\\|")


def by_seprank(path, directed):
    options = ["--directed"] if directed else []
    run = subprocess.run(["node", CLI, "inspect", path, "--json", *options], capture_output=True, text=True)
    if run.returncode != 0:
        return line(run.stderr.splitlines()[-1].replace(str(path.parent) + "/", ""))
    graph = json.loads(run.stdout)
    return f"{graph['vertices']:,} / {graph['edges']:,}" + (" directed" if graph.get("directed") else "")


def by_networkit(path):
    kind = EDGE_LISTS.get(path.name, NETWORKIT.get(path.suffix))
    if kind is None:
        return "-"
    graph = networkit.graphio.readGraph(str(path), kind)
    graph = graph[0] if isinstance(graph, tuple) else graph
    return counts(graph.numberOfNodes(), graph.iterEdges(), graph.isDirected()) + (" directed" if graph.isDirected() else "")


def by_networkx(path):
    read = NETWORKX.get(path.suffix)
    if read is None:
        return "-"
    graph = read(path)
    edges = ((a, b) if graph.is_directed() else tuple(sorted((a, b), key=str)) for a, b in graph.edges())
    return counts(len(graph), ((str(a), str(b)) for a, b in edges), graph.is_directed()) + (
        " directed" if graph.is_directed() else "")


def tried(read, *arguments):
    try:
        return read(*arguments)
    except Exception as error:  # whatever a peer throws is its answer
        return line(error)


print("| file | seprank | NetworKit | networkx |\n| --- | --- | --- | --- |")
for path in sorted(pathlib.Path(sys.argv[1]).iterdir()):
    if path.suffix in {".md", ".png", ".json"} or not path.is_file():
        continue
    peers = [tried(by_networkit, path), tried(by_networkx, path)]
    # Where a peer reads directions, seprank is told to.
    directed = any(answer.endswith("directed") for answer in peers)
    print("| " + " | ".join([path.name, tried(by_seprank, path, directed), *peers]) + " |", flush=True)
