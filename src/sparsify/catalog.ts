/** By what a method chooses edges: the groups of help texts and tables. */
export const METHOD_FAMILIES = Object.freeze([
  "walk indices",
  "chance",
  "degrees",
  "shared neighbours",
  "weights",
  "distances",
  "training",
  "spectrum",
  "own",
] as const);

export type MethodFamily = (typeof METHOD_FAMILIES)[number];

/** A number that a method takes. */
export interface MethodParameter {
  readonly name: string;
  /** what it is, with its unit and what its extreme values mean */
  readonly summary: string;
  readonly default: number;
  /** the least value, itself allowed or not, and the largest */
  readonly range: { readonly least: number; readonly isOpen?: boolean; readonly most?: number };
  readonly integer?: boolean;
}

/**
 * What a method's function returns.
 *
 * - "scores": one number for each edge, higher = keep. One order serves all levels.
 * - "order": all edges, first removed first. One order serves all levels; protected edges are taken out afterwards.
 * - "greedy order": the same by a method that observes protected edges and degrees to keep itself, as its later choices depend on them.
 * - "edge set": the edges kept at one level. What is kept at one level need not be kept at a lower one.
 * - "training": an order from training a network, which needs features and labels: `seprank/evaluate` has the function.
 */
export type MethodResult = "scores" | "order" | "greedy order" | "edge set" | "training";

/** Options that some methods take and others do not, by their names in `OrderOptions` and on the command line. */
export type MethodOption =
  | "walkLength"
  | "partitions"
  | "orderBy"
  | "batch"
  | "parity"
  | "protect"
  | "keepDegree"
  | "removed"
  | "model"
  | "split";

/** All that is known of a method but its function. Plain data: it can be printed, sent to a worker and kept in a record. */
export interface MethodFacts {
  readonly family: MethodFamily;
  /** which edges it keeps, in one line for help texts */
  readonly summary: string;
  /** paper and section */
  readonly source: string;
  /** time in V vertices and E edges, and memory where it is more than O(V + E) */
  readonly cost: string;
  /** what it is a good choice for, by its definition; measurements stand beside it on the method's page */
  readonly good?: string;
  /** what it is a poor choice for */
  readonly poor?: string;
  readonly result: MethodResult;
  readonly parameters: readonly MethodParameter[];
  /** the options it takes; every method takes a seed, a timeout, the number of edges to remove, and its parameters */
  readonly options: readonly MethodOption[];
  /** whether the result depends on the seed */
  readonly randomised: boolean;
  /** whether it takes directed graphs */
  readonly directed: boolean;
  /** whether it takes more than one edge between two vertices, of different edge types */
  readonly parallelEdges: boolean;
  /** what it does with edge weights */
  readonly weights: "ignored" | "used" | "required";
}

const LIMITS = ["protect", "keepDegree", "removed"] as const;

/** What most methods have in common: they score the edges of an undirected simple graph, without weights. */
const USUAL = {
  result: "scores",
  parameters: [],
  options: LIMITS,
  randomised: false,
  directed: false,
  parallelEdges: false,
  weights: "ignored",
} as const;

const WIS = {
  ...USUAL,
  family: "walk indices",
  result: "greedy order",
  directed: true,
  parallelEdges: true,
} as const;

const HAMANN =
  'Hamann, Lindner, Meyerhenke, Staudt, Wagner, "Structure-preserving sparsification methods for social networks" (2016)';
const SATULURI =
  'Satuluri, Parthasarathy, Ruan, "Local graph sparsification for scalable clustering" (SIGMOD 2011)';
const SPIELMAN = 'Spielman, Srivastava, "Graph sparsification by effective resistances" (2011)';
const THESIS = 'Razin, "Understanding Deep Learning via Notions of Rank" (2024)';

const EPSILON = {
  name: "epsilon",
  summary:
    "precision of resistances: ln(V)/epsilon^2 projections, relative errors of epsilon/3 on average, some above 2 epsilon; 0: exact, dense",
  default: 0.5,
  range: { least: 0, most: 10 },
} as const;

const SAMPLES = {
  name: "samples",
  summary: "vertices that paths are counted from; 0: all",
  default: 0,
  range: { least: 0, most: 2 ** 31 - 1 },
  integer: true,
} as const;

const RESISTANCES = "O(E log V / epsilon^2) for estimates, O(V^3) time and O(V^2) memory for exact ones";

/**
 * All methods that seprank has, by name, with all that is known of them. Help texts, tables, checks and error messages are made of
 * this; `registry.ts` has the functions. This file imports nothing, so that a help text loads nothing.
 */
export const METHODS = Object.freeze({
  "1-wis": {
    ...WIS,
    summary:
      "1-Walk Index Sparsification: keeps the walk indices of vertices, walks of length 1, from degrees; also directed",
    source: `${THESIS}, section 5.5.1, Algorithm 2`,
    cost: "O(E log E + E times the degeneracy)",
    good: "vertex classification on a graph of any size. It needs degrees only, takes nearly linear time, and spares vertices of low degree. Begin with it.",
    poor: "tasks that depend on a few edges between dense parts: it looks at single vertices, not at what connects parts.",
    options: [...LIMITS, "batch", "parity"],
  },
  "2-wis": {
    ...WIS,
    summary:
      "2-Walk Index Sparsification: keeps the walk indices of vertices, walks of length 2, from degrees and triangles, exact; also directed",
    source: `${THESIS}, section 5.5.1, Algorithm 1`,
    cost: "O(E^1.5) for the triangles, and re-evaluations, 5 to 40 E on real graphs; 36 bytes a triangle",
    good: "vertex classification by networks of three layers, where triangles matter: it counts the walks that such a network uses.",
    poor: "graphs with many millions of triangles, in time and memory.",
    options: [...LIMITS, "batch", "parity"],
  },
  wis: {
    ...WIS,
    summary:
      "Walk Index Sparsification for walks of any length: keeps the walk indices of vertices, exact; also directed",
    source: `${THESIS}, section 5.5.1, Algorithm 1`,
    cost: "O(R (L B + log E)), R evaluations of edges with B edges within (L - 1) / 2 steps",
    good: "deep networks on small graphs: walks as long as the network is deep are counted exactly.",
    poor: "large or dense graphs: the number of edges within reach of a removal grows with the walk length.",
    options: [...LIMITS, "walkLength", "batch", "parity"],
  },
  gwis: {
    ...WIS,
    summary:
      "General Walk Index Sparsification: keeps the walk indices of chosen partitions, exact; also directed",
    source: `${THESIS}, appendix D.4, Algorithm 3`,
    cost: "O(R M L^2 + E M L (V + E)), R evaluations of edges, M partitions; O(M L V + E M) memory",
    good: "tasks that depend on the interaction between known groups of vertices: you name the groups, it keeps what lets them interact.",
    poor: "ordinary vertex classification: with groups in place of single vertices it was worse than random removal in the record below.",
    options: [...LIMITS, "walkLength", "partitions", "orderBy"],
  },
  random: {
    ...USUAL,
    family: "chance",
    summary: "edges uniformly at random",
    source: "a uniform permutation (Fisher, Yates; Durstenfeld 1964)",
    cost: "O(E)",
    good: "a baseline. A method that takes time has to do better.",
    poor: "anything else: it isolates vertices of low degree as readily as it thins out hubs.",
    result: "order",
    randomised: true,
    directed: true,
    parallelEdges: true,
  },
  "random-node-edge": {
    ...USUAL,
    family: "chance",
    summary: "a random edge at a random vertex, drawn again and again (RNE)",
    source: 'Leskovec, Faloutsos, "Sampling from large graphs" (KDD 2006), section 3.2',
    cost: "O(V + E)",
    good: "a baseline that spares the edges of vertices of low degree without computing anything about the graph.",
    poor: "tasks that depend on dense parts: edges between vertices of high degree go first.",
    result: "order",
    randomised: true,
    parallelEdges: true,
    parameters: [
      {
        name: "ratio",
        summary: "share of draws by vertex, the rest by edge; 0.8 is the authors' hybrid",
        default: 1,
        range: { least: 0, most: 1 },
      },
    ],
  },
  "k-neighbor": {
    ...USUAL,
    family: "chance",
    summary: "k random edges of every vertex, heavier ones likelier",
    source:
      'Sadhanala, Wang, Tibshirani, "Graph sparsification approaches for Laplacian smoothing" (AISTATS 2016), section 3',
    cost: "O(V + E)",
    good: "keeping every vertex joined to something: each keeps k of its edges, so that few vertices are isolated.",
    poor: "keeping the distribution of degrees: hubs lose most of their edges.",
    randomised: true,
    weights: "used",
  },
  "rank-degree": {
    ...USUAL,
    family: "chance",
    summary: "edges towards hubs on walks from random seeds",
    source:
      'Voudigari, Salamanos, Papageorgiou, Yannakoudakis, "Rank degree: an efficient algorithm for graph sampling" (ASONAM 2016), algorithm 1',
    cost: "O(V + E log d / rho), d the highest degree",
    good: "samples that keep hubs and their neighbours.",
    poor: "vertices far from hubs, which lose their edges early.",
    result: "order",
    randomised: true,
    parallelEdges: true,
    parameters: [
      {
        name: "rho",
        summary: "share of a vertex's edges taken at once",
        default: 0.1,
        range: { least: 0, isOpen: true, most: 1 },
      },
      {
        name: "seeds",
        summary: "share of the vertices to start from",
        default: 0.01,
        range: { least: 0, isOpen: true, most: 1 },
      },
    ],
  },
  "forest-fire": {
    ...USUAL,
    family: "chance",
    summary: "edges that burn most often in random fires",
    source: `Leskovec, Kleinberg, Faloutsos, "Graph evolution: densification and shrinking diameters" (TKDD 2007), section 4.2; ${HAMANN}, section 3`,
    cost: "O(ratio E d), d the mean degree of burning vertices",
    good: "keeping the edges that random spreading uses most, in dense social networks.",
    poor: "small graphs, where which edges burn is mostly chance.",
    randomised: true,
    parameters: [
      {
        name: "burn",
        summary: "probability of burning one more neighbour",
        default: 0.7,
        range: { least: 0, isOpen: true, most: 0.99 },
      },
      {
        name: "ratio",
        summary: "edges burnt in all, in multiples of E",
        default: 5,
        range: { least: 0, isOpen: true, most: 1000 },
      },
    ],
  },
  "local-degree": {
    ...USUAL,
    family: "degrees",
    summary: "every vertex's edges to its neighbours of highest degree",
    source: `${HAMANN}, section 3`,
    cost: "O(V + E)",
    good: "keeping paths through hubs: every vertex keeps its edge to its neighbour of highest degree longest.",
    poor: "keeping communities: edges within a group of equals go before edges to hubs.",
  },
  dspar: {
    ...USUAL,
    family: "degrees",
    summary:
      "edges drawn in proportion to 1 / degree at both ends, a bound on their effective resistance (DSpar)",
    source:
      'Liu, Zhou, Jiang, Li, Chen, Choi, Hu, "DSpar: an embarrassingly simple strategy for efficient GNN training and inference via degree-based sparsification" (TMLR 2023), section 3',
    cost: "O(E)",
    good: "a cheap stand-in for spectral sampling on graphs of any size: degrees bound the effective resistances.",
    poor: "edges between hubs, which are drawn last, bridges among them.",
    randomised: true,
  },
  degree: {
    ...USUAL,
    family: "degrees",
    summary: "edges between vertices of low degree with neighbours of low degree (TEDDY's score)",
    source:
      'Seo, Yun, Yang, "TEDDY: trimming edges with degree-based discrimination strategy" (ICLR 2024), section 5.1',
    cost: "O(V + E)",
    good: "a cheap score without labels: what vertices of low degree have is kept.",
    poor: "graphs in which edges between hubs carry the signal: these go first.",
  },
  triangle: {
    ...USUAL,
    family: "shared neighbours",
    summary: "edges in many triangles",
    source: `${HAMANN}, section 3`,
    cost: "O(E^1.5)",
    good: "keeping dense groups.",
    poor: "edges that join groups: they lie in few triangles and go first. Without triangles all scores are equal.",
  },
  jaccard: {
    ...USUAL,
    family: "shared neighbours",
    summary: "edges between vertices of similar neighbourhoods (G-Spar)",
    source: `${SATULURI}, section 3, equation 1`,
    cost: "O(E^1.5)",
    good: "clustering: edges within clusters are kept, edges between clusters go.",
    poor: "graph neural networks on sparse graphs: edges without a common neighbour go first, and in the record below it is no better than random removal.",
  },
  "local-similarity": {
    ...USUAL,
    family: "shared neighbours",
    summary: "every vertex's edges to its neighbours of most similar neighbourhood (L-Spar)",
    source: `${SATULURI}, section 3.1, algorithm 2`,
    cost: "O(E^1.5)",
    good: "clustering of graphs whose clusters differ in density: every vertex keeps its most similar neighbours.",
    poor: "keeping edges that join clusters.",
  },
  scan: {
    ...USUAL,
    family: "shared neighbours",
    summary: "edges of high structural similarity (SCAN)",
    source:
      'Xu, Yuruk, Feng, Schweiger, "SCAN: a structural clustering algorithm for networks" (KDD 2007), definition 2',
    cost: "O(E^1.5)",
    good: "finding clusters, with hubs and outliers left over.",
    poor: "sparse graphs with few triangles, where most scores are small.",
  },
  simmelian: {
    ...USUAL,
    family: "shared neighbours",
    summary: "edges whose ends agree on their strongest neighbours (Simmelian backbone)",
    source:
      'Nick, Lee, Cunningham, Brandes, "Simmelian backbones: amplifying hidden homophily in Facebook networks" (ASONAM 2013), section III',
    cost: "O(E^1.5 + sum of squared degrees)",
    good: "social networks in which strong ties are embedded in groups: it finds the groups.",
    poor: "graphs without triangles, and very large hubs: its time grows with squared degrees.",
  },
  forman: {
    ...USUAL,
    family: "shared neighbours",
    summary: "edges of low augmented Forman-Ricci curvature: bottlenecks between dense parts",
    source:
      'Fesser, Weber, "Mitigating over-smoothing and over-squashing using augmentations of Forman-Ricci curvature" (LoG 2023), AFR-3',
    cost: "O(E^1.5)",
    good: "keeping bottlenecks: edges between dense parts, with few triangles and ends of high degree, go last.",
    poor: "keeping dense groups, which it thins out first.",
  },
  disparity: {
    ...USUAL,
    family: "weights",
    summary: "edges of significant weight at an end (multiscale backbone); needs weights",
    source:
      'Serrano, Boguna, Vespignani, "Extracting the multiscale backbone of complex weighted networks" (PNAS 2009), equation 2',
    cost: "O(V + E)",
    good: "graphs whose weights differ by orders of magnitude: it keeps what is significant at a vertex of any size.",
    poor: "graphs without weights (refused), or with weights that hardly differ.",
    weights: "required",
  },
  "noise-corrected": {
    ...USUAL,
    family: "weights",
    summary:
      "edges of weight above what both ends' totals explain (noise-corrected backbone); needs weights that are counts",
    source: 'Coscia, Neffke, "Network backboning with noisy data" (ICDE 2017), section IV',
    cost: "O(V + E)",
    good: "weights that are counts, such as traffic or co-occurrences: an edge is kept where its ends' totals do not explain it.",
    poor: "weights that are no counts. Graphs without weights are refused.",
    weights: "required",
  },
  "maximum-spanning-forest": {
    ...USUAL,
    family: "weights",
    summary: "the spanning forest of highest weight, then the heaviest other edges; needs weights",
    source:
      'Kruskal, "On the shortest spanning subtree of a graph and the traveling salesman problem" (1956)',
    cost: "O(V + E) times the inverse Ackermann function",
    good: "keeping a weighted graph connected by its heaviest edges.",
    poor: "keeping more than one way between two vertices: a forest has one. Graphs without weights are refused.",
    result: "order",
    weights: "required",
  },
  "metric-backbone": {
    ...USUAL,
    family: "distances",
    summary: "edges with no shorter way around, lengths 1 / weight (metric backbone); needs weights",
    source: 'Simas, Correia, Rocha, "The distance backbone of complex networks" (2021), sections 2 and 3',
    cost: "O(V (V + E) log V) at most, a search around every vertex",
    good: "keeping all shortest-path distances of a weighted graph with far fewer edges.",
    poor: "large graphs: it searches around every vertex. Graphs without weights are refused.",
    weights: "required",
  },
  "ultrametric-backbone": {
    ...USUAL,
    family: "distances",
    summary:
      "edges with no way around of shorter edges, lengths 1 / weight (ultrametric backbone); needs weights",
    source: 'Simas, Correia, Rocha, "The distance backbone of complex networks" (2021), section 3',
    cost: "O(E log V)",
    good: "keeping the widest paths of a weighted graph: the smallest backbone of its kind.",
    poor: "keeping distances that add up along a path. Graphs without weights are refused.",
    weights: "required",
  },
  "high-salience": {
    ...USUAL,
    family: "distances",
    summary:
      "edges in most vertices' shortest-path trees, lengths 1 / weight (high-salience skeleton); needs weights",
    source:
      'Grady, Thiemann, Brockmann, "Robust classification of salient links in complex networks" (2012), equations 1 and 2',
    cost: "O(samples (V + E) log V), V samples where all are asked for",
    good: "weighted graphs in which the shortest paths from most vertices run over the same few edges.",
    poor: "large graphs, unless vertices are sampled. Graphs without weights are refused.",
    // Which vertices are sampled depends on the seed; with all of them nothing does.
    randomised: true,
    weights: "required",
    parameters: [SAMPLES],
  },
  "edge-betweenness": {
    ...USUAL,
    family: "distances",
    summary: "edges on most shortest paths, in hops",
    source:
      'Girvan, Newman, "Community structure in social and biological networks" (2002); Brandes, "On variants of shortest-path betweenness centrality and their generic computation" (2008), algorithm 8',
    cost: "O(samples E), V samples where all are asked for",
    good: "keeping edges that carry shortest paths, bridges between communities among them.",
    poor: "keeping communities, and large graphs, unless vertices are sampled.",
    randomised: true,
    parameters: [SAMPLES],
  },
  "spanning-forest": {
    ...USUAL,
    family: "distances",
    summary: "a random spanning forest, then other edges at random",
    source:
      'Kruskal, "On the shortest spanning subtree of a graph and the traveling salesman problem" (1956)',
    cost: "O(V + E) times the inverse Ackermann function",
    good: "keeping all components connected as long as the number of edges allows.",
    poor: "keeping anything but connectivity: which edges a random forest takes is chance.",
    result: "order",
    randomised: true,
    parallelEdges: true,
  },
  spanner: {
    ...USUAL,
    family: "distances",
    summary: "a greedy spanner: no distance grows more than t-fold; one edge set for each level",
    source:
      'Althofer, Das, Dobkin, Joseph, Soares, "On sparse spanners of weighted graphs" (1993), section 2',
    cost: "O(E (V + S) log V) at most, S the spanner's edges",
    good: "keeping distances: none grows more than t-fold.",
    poor: "comparisons along one order: every level is chosen anew.",
    result: "edge set",
    randomised: true,
    options: [],
    parameters: [
      {
        name: "stretch",
        summary: "t; 0: the smallest odd t whose spanner fits",
        default: 0,
        range: { least: 0, most: 2 ** 31 - 1 },
        integer: true,
      },
    ],
  },
  "algebraic-distance": {
    ...USUAL,
    family: "distances",
    summary: "edges within dense parts, by relaxed random vectors",
    source:
      'Ron, Safro, Brandt, "Relaxation-based coarsening and multiscale graph organization" (2011), section 2.2; Chen, Safro, "Algebraic distance on graphs" (2011), algorithm 1',
    cost: "O(systems iterations (V + E)), O(systems V) memory",
    good: "keeping edges within dense parts in time linear in the number of edges.",
    poor: "edges between parts, which go first.",
    randomised: true,
    weights: "used",
    parameters: [
      {
        name: "systems",
        summary: "random vectors",
        default: 10,
        range: { least: 1, most: 10_000 },
        integer: true,
      },
      {
        name: "iterations",
        summary: "relaxations of each",
        default: 30,
        range: { least: 1, most: 10_000 },
        integer: true,
      },
      {
        name: "omega",
        summary: "weight of the neighbours' mean",
        default: 0.5,
        range: { least: 0, isOpen: true, most: 1 },
      },
    ],
  },
  "effective-resistance": {
    ...USUAL,
    family: "spectrum",
    summary: "edges of highest leverage w R: those with the weakest ways around them",
    source: `${SPIELMAN}, section 3`,
    cost: RESISTANCES,
    good: "keeping edges without a good way around them, bridges first: the graph stays connected longest.",
    poor: "dense parts, which it thins out before anything else.",
    // Estimates depend on the seed; exact resistances (epsilon 0) do not.
    randomised: true,
    weights: "used",
    parameters: [EPSILON],
  },
  spectral: {
    ...USUAL,
    family: "spectrum",
    summary: "edges drawn in proportion to their leverage (Spielman and Srivastava), weights as they were",
    source: `${SPIELMAN}, section 3`,
    cost: RESISTANCES,
    good: "a general baseline with a theory behind it: edges are drawn as for a sample that keeps the Laplacian's quadratic form.",
    poor: "results that must not depend on a seed: it is a sample.",
    randomised: true,
    weights: "used",
    parameters: [EPSILON],
  },
  "spectral-reweighted": {
    ...USUAL,
    family: "spectrum",
    summary: "the same with new weights, which keep x'Lx; one edge set for each level",
    source: `${SPIELMAN}, section 3`,
    cost: RESISTANCES,
    good: "solvers, cuts and clustering by the Laplacian: x'Lx is kept in expectation.",
    poor: "networks that ignore edge weights, and comparisons along one order: every level is chosen anew.",
    result: "edge set",
    randomised: true,
    weights: "used",
    options: [],
    parameters: [EPSILON],
  },
  "proxy-delete": {
    ...USUAL,
    family: "spectrum",
    summary:
      "removes, one by one, the edge whose removal is predicted to raise the spectral gap most (ProxyDelete)",
    source:
      'Jamadandi, Rubio-Madrigal, Burkholz, "Spectral graph pruning against over-squashing and over-smoothing" (NeurIPS 2024), ProxyDelete',
    cost: "O(E / batch) second eigenvectors, each from the last one in steps of O(V + E)",
    good: "removing the few edges that hinder mixing, or that hold it back least: no component is split while another edge can go.",
    poor: "removing most edges, which it was not made for, and large graphs, unless edges are removed in batches.",
    result: "greedy order",
    options: [...LIMITS, "batch"],
    parameters: [
      {
        name: "loops",
        summary: "self-loops of every vertex in the normalised Laplacian, 1 as in GCN, 0: none",
        default: 1,
        range: { least: 0, most: 1 },
        integer: true,
      },
      {
        name: "rows",
        summary: "1: eigenvectors' rows scaled to length 1, as in the authors' program; 0: the formula alone",
        default: 0,
        range: { least: 0, most: 1 },
        integer: true,
      },
    ],
  },
  ugs: {
    ...USUAL,
    family: "training",
    summary:
      "edges whose weights, trained together with a network, stay large (UGS); needs features and labels",
    source: `Chen, Sui, Chen, Zhang, Wang, "A Unified Lottery Ticket Hypothesis for Graph Neural Networks" (2021), Algorithms 1 and 2; ${THESIS}, appendix D.6.2.2`,
    cost: "1 / share trainings",
    good: "a graph with features and labels, when the same network is trained afterwards and time does not matter.",
    poor: "large graphs and quick answers: it trains a network once for every share of the edges that it removes.",
    result: "training",
    randomised: true,
    options: [...LIMITS, "model", "split"],
    parameters: [
      {
        name: "l1",
        summary: "weight of the mask's l1 norm in the loss; Table D.2 of the thesis has others for some data",
        default: 0.01,
        range: { least: 0 },
      },
      {
        name: "share",
        summary: "share of the original edges that a round removes",
        default: 0.05,
        range: { least: 0, isOpen: true, most: 1 },
      },
      { name: "epochs", summary: "of a round at most", default: 10_000, range: { least: 1 }, integer: true },
      {
        name: "patience",
        summary: "epochs without improvement that end a round",
        default: 1000,
        range: { least: 1 },
        integer: true,
      },
    ],
  },
} as const satisfies Readonly<Record<string, MethodFacts>>);

/** The names of the methods that seprank has. Own ones come beside them, see `registerSparsifier`. */
export type BuiltInMethod = keyof typeof METHODS;

const known = new Map<string, MethodFacts>(Object.entries(METHODS));

/**
 * The names of all methods, the user's own ones last.
 *
 * @example
 * ```ts
 * import { methodNames } from "seprank";
 *
 * methodNames().includes("2-wis"); // => true
 * ```
 */
export function methodNames(): string[] {
  return [...known.keys()];
}

/**
 * What is known of a method, undefined for a name that is none.
 *
 * @example
 * ```ts
 * import { methodFacts } from "seprank";
 *
 * methodFacts("jaccard")?.directed; // => false
 * ```
 */
export function methodFacts(name: string): MethodFacts | undefined {
  return known.get(name);
}

/** The methods that take an option, in words: "1-wis, 2-wis, wis", or "all methods but spanner" where most do. */
export function methodsTaking(option: MethodOption): string {
  const takes = (name: string) => known.get(name)?.options.includes(option) === true;
  const takers = methodNames().filter(takes);
  const others = methodNames().filter((name) => !takes(name));
  return takers.length <= others.length ? takers.join(", ") : `all methods but ${others.join(", ")}`;
}

/** Adds a method of the user's own, whose name is free; `registerSparsifier` checks that. */
export function addMethodFacts(name: string, facts: MethodFacts): void {
  known.set(name, facts);
}
