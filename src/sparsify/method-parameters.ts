/** A number that a method may be told. */
export interface MethodParameter {
  readonly name: string;
  /** what it is, with unit and meaning of its ends */
  readonly summary: string;
  readonly default: number;
  /** the least value, itself allowed or not, and the largest */
  readonly range: { readonly least: number; readonly isOpen?: boolean; readonly most?: number };
  readonly integer?: boolean;
}

const EPSILON: MethodParameter = {
  name: "epsilon",
  summary: "error of resistances by ln(V)/epsilon^2 projections; 0: exact, dense",
  default: 0.5,
  range: { least: 0, most: 10 },
};

/** The parameters of the methods that have some. Without the methods themselves, so that help texts load nothing. */
export const METHOD_PARAMETERS: Readonly<Record<string, readonly MethodParameter[]>> = Object.freeze({
  "random-node-edge": [
    {
      name: "ratio",
      summary: "share of draws by vertex, the rest by edge; 0.8 is the authors' hybrid",
      default: 1,
      range: { least: 0, most: 1 },
    },
  ],
  "rank-degree": [
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
  "forest-fire": [
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
  "algebraic-distance": [
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
  spanner: [
    {
      name: "stretch",
      summary: "t; 0: the smallest odd t whose spanner fits",
      default: 0,
      range: { least: 0, most: 2 ** 31 - 1 },
      integer: true,
    },
  ],
  "effective-resistance": [EPSILON],
  spectral: [EPSILON],
  "spectral-reweighted": [EPSILON],
  ugs: [
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
});
