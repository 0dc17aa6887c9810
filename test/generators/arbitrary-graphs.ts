import fc from "fast-check";
import { buildAdjacency } from "../../src/graph/adjacency.js";
import { featuresFromDense } from "../../src/graph/attributes/features.js";
import { compactNames, vertexName } from "../../src/graph/attributes/vertex-names.js";
import type { Attributes, GraphDataset } from "../../src/graph/dataset.js";

/** Names that readers trip over: separators, quotes, comments, headers, numbers that are none, keys of objects. */
const ODD_NAMES = [
  ...[
    "",
    " ",
    "a b",
    "a,b",
    "a;b",
    "a\tb",
    "a\nb",
    "a\r\nb",
    " a",
    "a ",
    '"',
    '""',
    '"a"',
    "'",
    "#a",
    "%a",
    "#",
    "\\",
  ],
  ...[
    "source",
    "target",
    "u",
    "v",
    "from",
    "to",
    "weight",
    "0",
    "1",
    "2",
    "007",
    "-1",
    "1e5",
    "1.5",
    "NaN",
    "Infinity",
  ],
  ...[
    "__proto__",
    "constructor",
    "toString",
    "é",
    "日本",
    "😀",
    "\u00a0",
    "\ufeff",
    "<&>",
    "]]>",
    "&amp;",
    "null",
    "[]",
    "{}",
  ],
];

export const oddName = fc.oneof(
  fc.constantFrom(...ODD_NAMES),
  fc.string({ unit: "binary", maxLength: 6 }),
  fc.string(),
);

const number = fc.oneof(
  fc.integer({ min: -1000, max: 1000 }),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0),
);

interface DatasetParts {
  /** names that the format can hold */
  readonly name?: (name: string) => boolean;
  readonly attributes?: boolean;
  readonly splits?: boolean;
}

/** Small data sets with odd names, isolated vertices, weights, features, labels, in one direction or none. */
export function dataset({
  name = () => true,
  attributes = false,
  splits = false,
}: DatasetParts = {}): fc.Arbitrary<GraphDataset> {
  return fc.integer({ min: 1, max: 9 }).chain((vertexCount) => {
    const vertex = fc.nat({ max: vertexCount - 1 });
    const perVertex = <T>(value: fc.Arbitrary<T>) =>
      fc.option(fc.array(value, { minLength: vertexCount, maxLength: vertexCount }), { nil: null });
    return fc
      .record({
        directed: fc.boolean(),
        names: fc.option(
          fc.uniqueArray(oddName.filter(name), { minLength: vertexCount, maxLength: vertexCount }),
          { nil: null },
        ),
        edges: fc.array(fc.tuple(vertex, vertex, number), { maxLength: 14 }),
        weighted: fc.boolean(),
        labels: perVertex(fc.integer({ min: -1, max: 1 })),
        namedClasses: fc.boolean(),
        columns: fc.integer({ min: 1, max: 4 }),
        features: perVertex(fc.array(fc.constantFrom(0, 0, 0, 1, -2.5), { minLength: 4, maxLength: 4 })),
        parts: fc.array(
          fc.array(fc.integer({ min: 0, max: 3 }), { minLength: vertexCount, maxLength: vertexCount }),
          {
            maxLength: splits ? 3 : 0,
          },
        ),
        vertexColors: attributes
          ? perVertex(fc.string({ maxLength: 4 }).filter(isXmlText))
          : fc.constant(null),
        vertexSizes: attributes ? perVertex(fc.boolean()) : fc.constant(null),
        edgeAge: attributes ? fc.option(number, { nil: null }) : fc.constant(null),
      })
      .map((parts): GraphDataset => {
        const { adjacency } = buildAdjacency({
          vertexCount,
          sources: parts.edges.map(([source]) => source),
          targets: parts.edges.map(([, target]) => target),
          weights: parts.weighted ? parts.edges.map(([, , weight]) => weight) : null,
          directed: parts.directed,
        });
        // Class 0 comes before class 1, so that numbers stay as they are.
        const labels = parts.labels?.includes(0) ? Int32Array.from(parts.labels) : null;
        const flat = parts.features?.flatMap((row) => row.slice(0, parts.columns));
        const vertexAttributes = Array.from({ length: vertexCount }, (_, k) => ({
          ...(parts.vertexColors === null ? {} : { 'ca&r "x"': parts.vertexColors[k] }),
          ...(parts.vertexSizes === null ? {} : { flag: parts.vertexSizes[k] }),
        }));
        return {
          name: "sample",
          adjacency,
          vertexNames: parts.names === null ? null : compactNames(parts.names),
          vertexAttributes: someAttributes(vertexAttributes),
          edgeAttributes:
            parts.edgeAge === null || adjacency.edgeCount === 0
              ? null
              : new Map([["age", new Float64Array(adjacency.edgeCount).fill(parts.edgeAge)]]),
          graphAttributes: {},
          features: flat === undefined ? null : featuresFromDense(flat, vertexCount, parts.columns),
          labels,
          classNames: labels !== null && parts.namedClasses ? ["A", "b c"] : null,
          splits: parts.parts.map((part) => {
            const of = (k: number) => Uint32Array.from(part.flatMap((p, v) => (p === k ? [v] : [])));
            return { train: of(0), validation: of(1), test: of(2) };
          }),
          dropped: { selfLoops: 0, duplicates: 0 },
        };
      });
  });
}

function someAttributes(records: readonly Attributes[]): readonly Attributes[] | null {
  return records.some((record) => Object.keys(record).length > 0) ? records : null;
}

/** Whether XML 1.0 can hold all characters. */
export function isXmlText(text: string): boolean {
  return Array.from(text).every((character) => {
    const code = character.codePointAt(0) as number;
    return (
      [9, 10, 13].includes(code) ||
      (code >= 0x20 && code <= 0xd7ff) ||
      (code >= 0xe000 && code <= 0xfffd) ||
      code >= 0x10000
    );
  });
}

/** A data set as plain values in terms of names, for comparisons; vertices in order unless told otherwise. */
export function plain(graph: GraphDataset) {
  const { adjacency, features, labels, classNames } = graph;
  const vertices = Array.from({ length: adjacency.vertexCount }, (_, v) => vertexName(graph, v));
  return {
    directed: adjacency.directed,
    vertices,
    edges: edgesOf(graph),
    classes: vertices.map((_, v) => {
      const label = labels?.[v] ?? -1;
      return label < 0 ? null : `${classNames?.[label] ?? label}`;
    }),
    features: features === null ? null : { ...features, values: Array.from(features.values) },
    vertexAttributes: graph.vertexAttributes,
    edgeAttributes: graph.edgeAttributes,
    splits: graph.splits,
  };
}

/** [source, target, weight] of each edge by name, in order. */
export function edgesOf(graph: GraphDataset): [source: string, target: string, weight: number | null][] {
  const { sources, targets, weights } = graph.adjacency;
  return Array.from(sources, (source, e) => [
    vertexName(graph, source),
    vertexName(graph, targets[e]),
    weights === null ? null : weights[e],
  ]);
}
