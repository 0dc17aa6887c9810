/** The house: every folder on its floor; a file imports from its own floor's siblings or below (see CONTRIBUTING.md). */
const floors = [
  { name: "errors-random-files", path: "^src/(errors|random|files)\\.ts$", below: [] },
  { name: "graph", path: "^src/graph/", below: ["^src/(errors|random)\\.ts$"] },
  { name: "kernels", path: "^src/kernels/", below: ["^src/(errors|random)\\.ts$"] },
  { name: "walks", path: "^src/walks/", below: ["^src/(errors|random)\\.ts$", "^src/(graph|kernels)/"] },
  { name: "tensor", path: "^src/tensor/", below: ["^src/(errors|random)\\.ts$", "^src/(graph|kernels)/"] },
  {
    name: "laplacian",
    path: "^src/laplacian/",
    below: ["^src/(errors|random)\\.ts$", "^src/(graph|kernels)/"],
  },
  {
    name: "factorization",
    path: "^src/factorization/",
    below: ["^src/(errors|random)\\.ts$", "^src/(graph|kernels|tensor)/"],
  },
  {
    name: "sparsify",
    path: "^src/sparsify/",
    below: ["^src/(errors|random)\\.ts$", "^src/(graph|kernels|walks|laplacian)/"],
  },
  {
    name: "separation-rank",
    path: "^src/separation-rank/",
    below: ["^src/(errors|random)\\.ts$", "^src/(graph|kernels|walks|tensor|factorization)/"],
  },
  {
    name: "locality",
    path: "^src/locality/",
    below: ["^src/(errors|random)\\.ts$", "^src/(kernels|tensor|factorization)/"],
  },
  { name: "nn", path: "^src/nn/", below: ["^src/(errors|random)\\.ts$", "^src/(graph|kernels)/"] },
  {
    name: "datasets",
    path: "^datasets/",
    below: ["^src/(errors|random|files)\\.ts$", "^src/(graph|kernels)/"],
  },
  {
    name: "experiments",
    path: "^src/experiments/",
    below: [
      "^src/(errors|random|files)\\.ts$",
      "^src/(graph|kernels|walks|laplacian|tensor|sparsify|factorization|separation-rank|locality|nn)/",
      "^datasets/",
    ],
  },
  {
    name: "report",
    path: "^src/report/",
    below: ["^src/(errors|random|files)\\.ts$", "^src/(experiments|factorization)/"],
  },
  {
    name: "public-api",
    path: "^src/index\\.ts$",
    below: ["^src/(errors|random)\\.ts$", "^src/(graph|walks|sparsify)/"],
  },
  { name: "cli", path: "^cli/", below: ["^src/", "^datasets/", "^package\\.json$"] },
];

const ours = "^(src|datasets|cli)/";

module.exports = {
  forbidden: [
    { name: "no-circle", severity: "error", from: {}, to: { circular: true } },
    ...floors.map(({ name, path, below }) => ({
      name: `floor-${name}`,
      comment: `${path} may import from itself and ${below.join(", ") || "nothing of ours"} only`,
      severity: "error",
      from: { path },
      to: { path: ours, pathNot: [path, ...below] },
    })),
    {
      name: "every-file-on-a-floor",
      severity: "error",
      from: { path: ours, pathNot: floors.map(({ path }) => path) },
      to: {},
    },
    {
      name: "browser-safe",
      comment: "graph, kernels, walks, tensor, sparsify, factorization and locality run in a browser",
      severity: "error",
      from: {
        path: "^src/(graph|kernels|walks|tensor|laplacian|sparsify|factorization|separation-rank|locality|index|errors|random)",
      },
      to: { dependencyTypes: ["core"] },
    },
    {
      name: "report-page",
      comment:
        "the script of a report's page is bundled for browsers: it imports itself, sigma and graphology only",
      severity: "error",
      from: { path: "^src/report/browser/" },
      to: { pathNot: "^(src/report/browser/|node_modules/(sigma|graphology)/)" },
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
    exclude: { path: "^src/(kernels/(assembly|build\\.mjs)|report/browser/build\\.mjs)" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: { exportsFields: ["exports"], conditionNames: ["import", "node", "default"] },
  },
};
