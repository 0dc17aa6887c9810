/**
 * When a method is a good choice and when it is not: what follows from its definition, in a sentence each. What was measured comes from
 * the records and stands beside it on the method's page.
 */
export const ADVICE = {
  "1-wis": {
    good: "vertex classification on a graph of any size. It needs degrees only, takes nearly linear time, and spares vertices of low degree. Begin with it.",
    poor: "tasks that depend on a few edges between dense parts: it looks at single vertices, not at what connects parts.",
  },
  "2-wis": {
    good: "vertex classification by networks of three layers, where triangles matter: it counts the walks that such a network uses.",
    poor: "graphs with many millions of triangles, in time and memory.",
  },
  wis: {
    good: "deep networks on small graphs: walks as long as the network is deep are counted exactly.",
    poor: "large or dense graphs: the number of edges within reach of a removal grows with the walk length.",
  },
  gwis: {
    good: "tasks that depend on the interaction between known groups of vertices: you name the groups, it keeps what lets them interact.",
    poor: "ordinary vertex classification: with groups in place of single vertices it was worse than random removal in the record below.",
  },
  random: {
    good: "a baseline. A method that takes time has to do better.",
    poor: "anything else: it isolates vertices of low degree as readily as it thins out hubs.",
  },
  "random-node-edge": {
    good: "a baseline that spares the edges of vertices of low degree without computing anything about the graph.",
    poor: "tasks that depend on dense parts: edges between vertices of high degree go first.",
  },
  "k-neighbor": {
    good: "keeping every vertex joined to something: each keeps k of its edges, so that few vertices are isolated.",
    poor: "keeping the distribution of degrees: hubs lose most of their edges.",
  },
  "rank-degree": {
    good: "samples that keep hubs and their neighbours.",
    poor: "vertices far from hubs, which lose their edges early.",
  },
  "forest-fire": {
    good: "keeping the edges that random spreading uses most, in dense social networks.",
    poor: "small graphs, where which edges burn is mostly chance.",
  },
  "local-degree": {
    good: "keeping paths through hubs: every vertex keeps its edge to its neighbour of highest degree longest.",
    poor: "keeping communities: edges within a group of equals go before edges to hubs.",
  },
  degree: {
    good: "a cheap score without labels: what vertices of low degree have is kept.",
    poor: "graphs in which edges between hubs carry the signal: these go first.",
  },
  triangle: {
    good: "keeping dense groups.",
    poor: "edges that join groups: they lie in few triangles and go first. Without triangles all scores are equal.",
  },
  jaccard: {
    good: "clustering: edges within clusters are kept, edges between clusters go.",
    poor: "graph neural networks on sparse graphs: edges without a common neighbour go first, and in the record below it is no better than random removal.",
  },
  "local-similarity": {
    good: "clustering of graphs whose clusters differ in density: every vertex keeps its most similar neighbours.",
    poor: "keeping edges that join clusters.",
  },
  scan: {
    good: "finding clusters, with hubs and outliers left over.",
    poor: "sparse graphs with few triangles, where most scores are small.",
  },
  simmelian: {
    good: "social networks in which strong ties are embedded in groups: it finds the groups.",
    poor: "graphs without triangles, and very large hubs: its time grows with squared degrees.",
  },
  disparity: {
    good: "graphs whose weights differ by orders of magnitude: it keeps what is significant at a vertex of any size.",
    poor: "graphs without weights (refused), or with weights that hardly differ.",
  },
  "maximum-spanning-forest": {
    good: "keeping a weighted graph connected by its heaviest edges.",
    poor: "keeping more than one way between two vertices: a forest has one. Graphs without weights are refused.",
  },
  "spanning-forest": {
    good: "keeping all components connected as long as the number of edges allows.",
    poor: "keeping anything but connectivity: which edges a random forest takes is chance.",
  },
  spanner: {
    good: "keeping distances: none grows more than t-fold.",
    poor: "comparisons along one order: every level is chosen anew.",
  },
  "algebraic-distance": {
    good: "keeping edges within dense parts in time linear in the number of edges.",
    poor: "edges between parts, which go first.",
  },
  "effective-resistance": {
    good: "keeping edges without a good way around them, bridges first: the graph stays connected longest.",
    poor: "dense parts, which it thins out before anything else.",
  },
  spectral: {
    good: "a general baseline with a theory behind it: edges are drawn as for a sample that keeps the Laplacian's quadratic form.",
    poor: "results that must not depend on a seed: it is a sample.",
  },
  "spectral-reweighted": {
    good: "solvers, cuts and clustering by the Laplacian: x'Lx is kept in expectation.",
    poor: "networks that ignore edge weights, and comparisons along one order: every level is chosen anew.",
  },
  dspar: {
    good: "a cheap stand-in for spectral sampling on graphs of any size: degrees bound the effective resistances.",
    poor: "edges between hubs, which are drawn last, bridges among them.",
  },
  forman: {
    good: "keeping bottlenecks: edges between dense parts, with few triangles and ends of high degree, go last.",
    poor: "keeping dense groups, which it thins out first.",
  },
  "noise-corrected": {
    good: "weights that are counts, such as traffic or co-occurrences: an edge is kept where its ends' totals do not explain it.",
    poor: "weights that are no counts. Graphs without weights are refused.",
  },
  "metric-backbone": {
    good: "keeping all shortest-path distances of a weighted graph with far fewer edges.",
    poor: "large graphs: it searches around every vertex. Graphs without weights are refused.",
  },
  "ultrametric-backbone": {
    good: "keeping the widest paths of a weighted graph: the smallest backbone of its kind.",
    poor: "keeping distances that add up along a path. Graphs without weights are refused.",
  },
  "high-salience": {
    good: "weighted graphs in which the shortest paths from most vertices run over the same few edges.",
    poor: "large graphs, unless vertices are sampled. Graphs without weights are refused.",
  },
  "edge-betweenness": {
    good: "keeping edges that carry shortest paths, bridges between communities among them.",
    poor: "keeping communities, and large graphs, unless vertices are sampled.",
  },
  ugs: {
    good: "a graph with features and labels, when the same network is trained afterwards and time does not matter.",
    poor: "large graphs and quick answers: it trains a network once for every share of the edges that it removes.",
  },
};
