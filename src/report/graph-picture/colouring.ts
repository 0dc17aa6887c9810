import { singletonWalkIndices } from "../../walks/singleton-walk-indices.js";
import { grouped } from "../wording/numbers.js";
import type { ColourWay } from "./colour-ways.js";
import { type Graph, type Remainder, remainingAdjacency } from "./graph.js";
import { CLASS_COLOURS, GREY_COLOUR, RAMP_COLOURS } from "./theme.js";

/** Colours of what is left of a graph. */
export interface Colouring {
  /** [V] index of a colour: those of classes, then those of the ramp; {@link GREY_COLOUR} for grey */
  readonly vertices: Int8Array;
  /** what the colours mean, in order */
  readonly entries: readonly { readonly name: string; readonly colour: number }[];
  /** [V] walk indices WI_{2,t}({t}) of what is left, where colours tell them; else null */
  readonly walkIndices: Float64Array | null;
}

/** The ways in which a graph can be coloured, the default first: classes where there are some. */
export function colourWaysOf({ labels, isSimple }: Pick<Graph, "labels" | "isSimple">): ColourWay[] {
  const ways: ColourWay[] = [];
  if (labels !== null) ways.push("class");
  if (isSimple) ways.push("walk-index");
  return [...ways, "component"];
}

/**
 * Colours for the vertices of what is left of a graph.
 *
 * - class: the most frequent eight have a colour each, the others are grey.
 * - component: the largest eight of at least two vertices, the others are grey.
 * - walk-index: the walk index of each vertex for walks of length 2, WI_{2,t}({t}) = 2 tri + 3 d + 1 in what is left, in steps of
 *   equal ratio up to the largest of the whole graph, so that a colour means the same all along the order.
 *
 * @param largest the largest walk index of the whole graph, see {@link largestWalkIndex}; for walk-index
 *
 * Complexity: O(V + E), for walk indices O(E^1.5).
 */
export function colouringOf(way: ColourWay, graph: Graph, remainder: Remainder, largest: number): Colouring {
  if (way === "class") return byClass(graph);
  return way === "component" ? byComponent(graph, remainder) : byWalkIndex(graph, remainder, largest);
}

/** The largest walk index of a vertex of the whole graph, at least 1. O(E^1.5). */
export function largestWalkIndex(graph: Graph): number {
  const whole = remainingAdjacency(graph, { gone: new Uint8Array(graph.edgeCount) });
  return singletonWalkIndices(whole, 2).reduce((a, b) => Math.max(a, b), 1);
}

/** [E] the colour of both ends where it is the same, grey elsewhere; grey where the colours tell amounts. O(E). */
export function edgeColoursOf(
  { sources, targets }: Pick<Graph, "sources" | "targets">,
  { vertices, walkIndices }: Colouring,
): Int8Array {
  const colours = new Int8Array(sources.length).fill(GREY_COLOUR);
  if (walkIndices !== null) return colours;
  for (let e = 0; e < sources.length; e++)
    if (vertices[sources[e]] === vertices[targets[e]]) colours[e] = vertices[sources[e]];
  return colours;
}

function byClass({ vertexCount, labels, classes }: Graph): Colouring {
  const colourOf = (t: number) => classes[labels?.[t] ?? -1]?.colour ?? GREY_COLOUR;
  return {
    vertices: Int8Array.from({ length: vertexCount }, (_, t) => colourOf(t)),
    entries: classes.map(({ name, colour }) => ({ name, colour: colour ?? GREY_COLOUR })),
    walkIndices: null,
  };
}

function byComponent({ vertexCount }: Graph, { roots, sizes }: Remainder): Colouring {
  const components: number[] = [];
  for (let t = 0; t < vertexCount; t++) if (roots[t] === t && sizes[t] > 1) components.push(t);
  // Sorting is stable: of equal ones the lowest root first.
  const largest = components.sort((a, b) => sizes[b] - sizes[a]).slice(0, CLASS_COLOURS.length);
  const colours = new Map(largest.map((root, k) => [root, k]));
  const entries = largest.map((root, k) => ({ name: `${grouped(sizes[root])} vertices`, colour: k }));
  const others = components.length - largest.length;
  if (others > 0) entries.push({ name: `${grouped(others)} others`, colour: GREY_COLOUR });
  return {
    vertices: Int8Array.from(roots, (root) => colours.get(root) ?? GREY_COLOUR),
    entries,
    walkIndices: null,
  };
}

function byWalkIndex(graph: Graph, remainder: Remainder, largest: number): Colouring {
  const walkIndices = singletonWalkIndices(remainingAdjacency(graph, remainder), 2);
  const steps = RAMP_COLOURS.length;
  const bounds = rampBounds(largest, steps);
  const first = CLASS_COLOURS.length;
  const stepOf = (index: number) => {
    let step = 0;
    while (step < steps - 1 && index >= bounds[step + 1]) step++;
    return step;
  };
  const present = new Uint8Array(steps);
  const vertices = Int8Array.from(walkIndices, (index) => {
    if (index === 0) return GREY_COLOUR;
    const step = stepOf(index);
    present[step] = 1;
    return first + step;
  });
  const range = (step: number) => {
    const [from, to] = [bounds[step], (bounds[step + 1] ?? largest + 1) - 1];
    return from >= to ? grouped(from) : `${grouped(from)} to ${grouped(to)}`;
  };
  return {
    vertices,
    entries: [...present.keys()]
      .filter((step) => present[step] === 1)
      .map((step) => ({ name: range(step), colour: first + step })),
    walkIndices,
  };
}

/** The smallest walk index of a vertex that has an edge: 3 d + 1 with d = 1. */
const LEAST = 4;

/** Where the steps of the ramp begin: integers, in equal ratios from the least to the largest walk index. */
function rampBounds(largest: number, steps: number): number[] {
  const ratio = Math.max(1, largest / LEAST) ** (1 / steps);
  return Array.from({ length: steps }, (_, step) => Math.ceil(LEAST * ratio ** step));
}
