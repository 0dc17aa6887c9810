/**
 * The house, from the ground up (docs/architecture.md). A floor is a list of corridors; a file imports from its own corridor, from the
 * corridors before it on its floor, and from the floors below that the floor names. `index.ts` is a floor's door: it stands last.
 */
const house = [
  {
    floor: "ground",
    corridors: ["src/errors.ts", "src/random.ts", "src/files.ts", "src/figure.ts", "src/rectangle.ts"],
    on: [],
  },
  {
    floor: "graph",
    corridors: [
      "src/graph",
      "src/graph/attributes",
      "src/graph/graphology",
      "src/graph/formats/compression",
      "src/graph/formats/text",
      "src/graph/formats/numpy",
      "src/graph/formats/matlab",
      "src/graph/formats/xml",
      "src/graph/formats/json",
      "src/graph/formats/binary",
      "src/graph/formats/tables",
      "src/graph/formats/folders",
      "src/graph/formats",
    ],
    on: ["ground"],
  },
  {
    floor: "kernels",
    corridors: ["src/kernels/float32", "src/kernels/wasm", "src/kernels/float64"],
    on: ["ground"],
  },
  { floor: "walks", corridors: ["src/walks"], on: ["ground", "graph", "kernels"] },
  { floor: "partitions", corridors: ["src/partitions"], on: ["ground", "graph", "kernels", "walks"] },
  { floor: "laplacian", corridors: ["src/laplacian"], on: ["ground", "graph", "kernels"] },
  { floor: "tensor", corridors: ["src/tensor"], on: ["ground", "graph", "kernels"] },
  {
    floor: "sparsify",
    corridors: [
      "src/sparsify/orders",
      "src/sparsify/structures",
      "src/sparsify/methods",
      "src/sparsify/wis",
      "src/sparsify",
    ],
    on: ["ground", "graph", "kernels", "walks", "partitions", "laplacian"],
  },
  {
    floor: "edge-index",
    corridors: ["src/edge-index"],
    on: ["ground", "graph", "sparsify"],
  },
  {
    floor: "factorization",
    corridors: [
      "src/factorization",
      "src/factorization/evaluators",
      "src/factorization/models",
      "src/factorization/initialization",
      "src/factorization/objectives",
      "src/factorization/dynamics",
      "src/factorization/probes",
      "src/factorization/descent",
      "src/factorization/theory",
    ],
    on: ["ground", "graph", "kernels", "tensor"],
  },
  {
    floor: "nn",
    corridors: [
      "src/nn/webgpu",
      "src/nn/tensorflow",
      "src/nn/backend",
      "src/nn/ops",
      "src/nn/losses",
      "src/nn/metrics",
      "src/nn/layers",
      "src/nn/models",
      "src/nn/training",
      "src/nn/images",
    ],
    on: ["ground", "graph", "kernels"],
  },
  {
    floor: "separation-rank",
    corridors: ["src/separation-rank"],
    on: ["ground", "graph", "kernels", "walks", "tensor", "factorization"],
  },
  { floor: "locality", corridors: ["src/locality"], on: ["ground", "kernels", "tensor", "factorization"] },
  {
    floor: "datasets",
    corridors: ["datasets/store", "datasets/images", "datasets/climate", "datasets/graphs", "datasets"],
    on: ["ground", "graph", "kernels"],
  },
  {
    floor: "evaluate",
    corridors: [
      "src/evaluate/plugins",
      "src/evaluate/trials",
      "src/evaluate/records",
      "src/evaluate/statistics",
      "src/evaluate/histories",
      "src/evaluate/orders",
      "src/evaluate/workers",
      "src/evaluate/queue",
      "src/evaluate/summaries",
      "src/evaluate/structure",
      "src/evaluate",
      "src/evaluate/recommend",
      "src/evaluate/leaderboard",
    ],
    on: ["ground", "graph", "kernels", "walks", "partitions", "laplacian", "sparsify", "nn", "datasets"],
  },
  {
    floor: "papers",
    corridors: [
      "src/papers/runs",
      "src/papers/locality-sweeps",
      "src/papers/hariz-2022",
      "src/papers/thesis/matrix-factorization",
      "src/papers/thesis/tensor-factorization",
      "src/papers/thesis/hierarchical-factorization",
      "src/papers/thesis/graph-networks",
      "src/papers",
    ],
    on: [
      ...["ground", "graph", "kernels", "walks", "partitions", "laplacian", "tensor", "sparsify"],
      ...["factorization", "nn", "separation-rank", "locality", "datasets", "evaluate"],
    ],
  },
  {
    floor: "completion",
    corridors: ["src/completion"],
    on: ["ground", "graph", "kernels", "tensor", "factorization", "evaluate"],
  },
  {
    floor: "report",
    corridors: [
      "src/report/wording",
      "src/report/tables",
      "src/report/figures",
      "src/report/graph-picture",
      "src/report/page/browser",
      "src/report/page",
      "src/report",
    ],
    on: ["ground", "graph", "walks", "factorization", "evaluate", "papers", "completion"],
  },
  {
    floor: "api",
    corridors: ["src/api"],
    on: ["ground", "graph", "walks", "partitions", "laplacian", "sparsify"],
  },
  {
    floor: "public-api",
    corridors: ["src/index.ts", "src/adjacency.ts"],
    on: ["ground", "graph", "walks", "partitions", "laplacian", "sparsify", "api", "datasets"],
  },
];

const pattern = (corridor) =>
  corridor.endsWith(".ts")
    ? `^${corridor.replaceAll(".", "\\.")}$`
    : `^${corridor}/(?!index\\.ts)[^/]+\\.(ts|cjs|mjs)$`;
const whole = (name) => {
  const { corridors } = house.find(({ floor }) => floor === name);
  return corridors.every((corridor) => corridor.endsWith(".ts"))
    ? corridors.map(pattern)
    : [
        `^${
          corridors.map((corridor) =>
            corridor
              .split("/")
              .slice(0, corridor.startsWith("src") ? 2 : 1)
              .join("/"),
          )[0]
        }/`,
      ];
};
const doors = (corridors) =>
  corridors.some((corridor) => corridor.endsWith(".ts"))
    ? []
    : [
        `^${corridors[0]
          .split("/")
          .slice(0, corridors[0].startsWith("src") ? 2 : 1)
          .join("/")}/index\\.ts$`,
      ];

const rules = house.flatMap(({ floor, corridors, on }) => {
  const below = on.flatMap(whole);
  return [
    ...corridors.map((corridor, at) => ({
      name: `corridor-${corridor}`,
      comment: `${corridor} imports from ${[...corridors.slice(0, at + 1), ...on].join(", ")} only`,
      severity: "error",
      from: { path: pattern(corridor) },
      to: { path: ours(), pathNot: [...corridors.slice(0, at + 1).map(pattern), ...below] },
    })),
    ...doors(corridors).map((door) => ({
      name: `door-${floor}`,
      comment: `the door of ${floor} imports from its own floor and from ${on.join(", ")} only`,
      severity: "error",
      from: { path: door },
      to: { path: ours(), pathNot: [...whole(floor), ...below] },
    })),
  ];
});

const cli = [
  "cli/terminal",
  "cli/options",
  "cli/files",
  "cli/orders",
  "cli/queue",
  "cli/watch",
  "cli/completion",
  "cli/actions",
  "cli/commands",
  "cli",
];
const cliRules = cli.map((corridor, at) => ({
  name: `corridor-${corridor}`,
  comment: `${corridor} imports from ${cli.slice(0, at + 1).join(", ")} and from the floors of src and datasets`,
  severity: "error",
  from: { path: pattern(corridor) },
  to: { path: "^cli/", pathNot: cli.slice(0, at + 1).map(pattern) },
}));

function ours() {
  return "^(src|datasets|cli)/";
}

module.exports = {
  forbidden: [
    { name: "no-circle", severity: "error", from: {}, to: { circular: true } },
    ...rules,
    ...cliRules,
    {
      name: "every-file-in-a-corridor",
      severity: "error",
      from: {
        path: ours(),
        pathNot: [
          ...house.flatMap(({ corridors }) => [...corridors.map(pattern), ...doors(corridors)]),
          ...cli.map(pattern),
        ],
      },
      to: {},
    },
    {
      name: "browser-safe",
      comment: "graph, kernels, walks, tensor, sparsify, factorization and locality run in a browser",
      severity: "error",
      from: {
        path: "^src/(graph|kernels|walks|partitions|tensor|laplacian|sparsify|factorization|separation-rank|locality|api|adjacency|index|errors|random|rectangle)",
      },
      to: { dependencyTypes: ["core"] },
    },
    {
      name: "report-page",
      comment:
        "the script of our pages is bundled for browsers: it imports itself, what draws graphs, sigma and graphology only",
      severity: "error",
      from: { path: "^src/report/page/browser/" },
      to: {
        pathNot: "^src/report/(page/browser|graph-picture)/|(^|/)node_modules/(sigma|graphology)/",
      },
    },
    {
      name: "graph-picture-browser-safe",
      comment: "pictures of graphs are drawn in browsers, too",
      severity: "error",
      from: {
        path: "^src/report/(graph-picture|wording)/|^src/report/figures/(theme|method-style|curve-figure)",
      },
      to: { dependencyTypes: ["core"] },
    },
    {
      name: "not-installed",
      severity: "error",
      from: {},
      to: { couldNotResolve: true, pathNot: "tfjs-node" },
    },
    {
      name: "tensorflow-only-in-nn",
      severity: "error",
      from: { pathNot: "^src/nn/" },
      to: { path: "node_modules/@tensorflow" },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: {
      path: "^src/(kernels/(float(32|64)/assembly|build\\.mjs)|nn/backend/build\\.mjs|api/build\\.mjs|report/page/browser/build\\.mjs)",
    },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: { exportsFields: ["exports"], conditionNames: ["import", "node", "default"] },
  },
};

// For the picture of the house (docs/architecture/draw.mjs): not a part of the configuration.
Object.defineProperty(module.exports, "house", { value: house, enumerable: false });
Object.defineProperty(module.exports, "cli", { value: cli, enumerable: false });
