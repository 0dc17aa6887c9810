import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { CITATIONS, type CitationsOptions, generateCitations } from "../../../datasets/graphs/citations.js";
import { datasetDigest } from "../../../datasets/store/digest.js";
import { InputError } from "../../../src/errors.js";
import { type Adjacency, degrees } from "../../../src/graph/adjacency.js";
import type { GraphDataset, SparseFeatures } from "../../../src/graph/dataset.js";

const citations = generateCitations();

const homophily = ({ adjacency, labels }: GraphDataset) =>
  adjacency.sources.reduce(
    (same, source, e) => same + Number(labels?.[source] === labels?.[adjacency.targets[e]]),
    0,
  ) / adjacency.edgeCount;

const classSizes = ({ labels }: GraphDataset) => {
  const sizes: number[] = [];
  for (const label of labels ?? []) sizes[label] = (sizes[label] ?? 0) + 1;
  return sizes;
};

function neighborSets({ vertexCount, sources, targets }: Adjacency): Set<number>[] {
  const sets = Array.from({ length: vertexCount }, () => new Set<number>());
  sources.forEach((source, e) => {
    sets[source].add(targets[e]);
    sets[targets[e]].add(source);
  });
  return sets;
}

const wordsOf = ({ features }: GraphDataset, vertex: number) => {
  const { indices, offsets } = features as SparseFeatures;
  return indices.subarray(offsets[vertex], offsets[vertex + 1]);
};

describe("with the default options", () => {
  const { adjacency, features, dropped } = citations;

  test("is the data set that results were recorded with", () => {
    expect(datasetDigest(citations)).toBe("04f5dc9767936df36676da60575def3412f65efb11cd26204c46014412d04746");
  });

  test("has Cora's counts", () => {
    expect(adjacency.vertexCount).toBe(2708);
    expect(adjacency.edgeCount).toBe(5278);
    expect([features?.rows, features?.columns]).toEqual([2708, 1433]);
    expect(classSizes(citations)).toEqual([351, 217, 418, 818, 426, 298, 180]);
    expect(dropped).toEqual({ selfLoops: 0, duplicates: 0 });
  });

  test("has about Cora's homophily, degrees and triangles", () => {
    expect(homophily(citations)).toBeGreaterThan(0.79);
    expect(homophily(citations)).toBeLessThan(0.83);
    const degree = [...degrees(adjacency)].sort((a, b) => a - b);
    expect(degree[0]).toBe(1);
    expect(degree.at(-1)).toBeGreaterThan(70);
    expect(degree[1354]).toBeLessThanOrEqual(3);
    const sets = neighborSets(adjacency);
    let corners = 0;
    adjacency.sources.forEach((source, e) => {
      for (const w of sets[source]) if (sets[adjacency.targets[e]].has(w)) corners++;
    });
    // Cora has 1,630 triangles; without the closing step there would be 271.
    expect(corners / 3).toBeGreaterThan(1200);
    expect(corners / 3).toBeLessThan(2000);
  });

  test("has rows of distinct ascending ones, 18 on average, frequent words first", () => {
    const { indices, offsets, values } = features as SparseFeatures;
    expect(values.every((value) => value === 1)).toBe(true);
    for (let v = 0; v < 2708; v++) {
      const words = [...wordsOf(citations, v)];
      expect(words).toEqual([...new Set(words)].sort((a, b) => a - b));
    }
    expect(offsets[2708]).toBe(indices.length);
    expect(indices.length / 2708).toBeCloseTo(18, 0);
    const frequency = new Uint32Array(1433);
    for (const word of indices) frequency[word]++;
    const sum = (from: number, to: number) => frequency.subarray(from, to).reduce((a, b) => a + b, 0);
    expect(sum(0, 100)).toBeGreaterThan(sum(100, 400));
    expect(sum(1333, 1433)).toBeGreaterThan(0);
  });

  test("has features that say little without the edges, and much with them", () => {
    expect(naiveBayesAccuracy(citations, (v) => [v])).toBeLessThan(0.6);
    expect(naiveBayesAccuracy(citations, (v) => [v])).toBeGreaterThan(0.4);
    const sets = neighborSets(adjacency);
    const twoSteps = (v: number) => [v, ...sets[v], ...[...sets[v]].flatMap((w) => [...sets[w]])];
    expect(naiveBayesAccuracy(citations, twoSteps)).toBeGreaterThan(0.75);
  });
});

/** Test accuracy of multinomial naive Bayes, fitted on four of five vertices, on the words of the vertices of each's field. */
function naiveBayesAccuracy(dataset: GraphDataset, field: (vertex: number) => number[]): number {
  const labels = dataset.labels as Int32Array;
  const counts = CITATIONS.classProportions.map(() => new Float64Array(1433).fill(1));
  const isTest = (v: number) => v % 5 === 0;
  for (let v = 0; v < 2708; v++)
    if (!isTest(v)) for (const word of wordsOf(dataset, v)) counts[labels[v]][word]++;
  const logs = counts.map((row) => {
    const total = row.reduce((a, b) => a + b, 0);
    return row.map((count) => Math.log(count / total));
  });
  let right = 0;
  let tested = 0;
  for (let v = 0; v < 2708; v++) {
    if (!isTest(v)) continue;
    const scores = logs.map((row, c) =>
      field(v).reduce(
        (score, w) => wordsOf(dataset, w).reduce((sum, word) => sum + row[word], score),
        Math.log(CITATIONS.classProportions[c]),
      ),
    );
    tested++;
    right += Number(scores.indexOf(Math.max(...scores)) === labels[v]);
  }
  return right / tested;
}

test("same seed, same data; another seed, other data of the same counts", () => {
  expect(datasetDigest(generateCitations({ seed: 7 }))).toBe(datasetDigest(generateCitations({ seed: 7 })));
  const other = generateCitations({ seed: 7 });
  expect(other.adjacency.sources).not.toEqual(citations.adjacency.sources);
  expect(other.labels).not.toEqual(citations.labels);
  expect(other.adjacency.edgeCount).toBe(5278);
  expect(classSizes(other)).toEqual(classSizes(citations));
});

test("features of another kind leave classes and edges as they are", () => {
  const other = generateCitations({ features: 50, featuresPerVertex: 3, topicality: 0.9 });
  expect(other.labels).toEqual(citations.labels);
  expect(other.adjacency).toEqual(citations.adjacency);
});

test.each([0, 0.3, 0.6, 1])("homophily %d is met, with and without triangles", (wanted) => {
  for (const closure of [0, 1])
    expect(homophily(generateCitations({ homophily: wanted, closure }))).toBeCloseTo(wanted, 1);
});

test("words are of the own topic as often as topicality says", () => {
  const share = (topicality: number) => {
    const dataset = generateCitations({ topicality, features: 1400, classProportions: [1, 1, 1, 1] });
    const { indices } = dataset.features as SparseFeatures;
    let own = 0;
    dataset.labels?.forEach((label, v) => {
      own += wordsOf(dataset, v).filter((word) => word % 4 === label).length;
    });
    return own / indices.length;
  };
  expect(share(0)).toBeCloseTo(0.25, 2);
  expect(share(0.5)).toBeCloseTo(0.5 + 0.5 / 4, 1);
  expect(share(1)).toBe(1);
});

test("any options that fit give a simple graph of exactly these counts", () => {
  const options = fc
    .record({
      classProportions: fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 4 }),
      vertices: fc.integer({ min: 2, max: 40 }),
      edges: fc.integer({ min: 0, max: 120 }),
      homophily: fc.constantFrom(0, 0.2, 0.5, 0.9, 1),
      closure: fc.constantFrom(0, 0.5, 1),
      degreeExponent: fc.constantFrom(1.5, 2, 3),
      seed: fc.nat({ max: 1000 }),
    })
    .map((drawn) => ({ ...drawn, features: 30, featuresPerVertex: 5 }));
  let made = 0;
  fc.assert(
    fc.property(options, (drawn) => {
      let dataset: GraphDataset;
      try {
        dataset = generateCitations(drawn);
      } catch (error) {
        expect((error as Error).message).toMatch(/^edges: expected at most \d+/);
        return;
      }
      made++;
      const { adjacency, dropped, labels } = dataset;
      expect(adjacency.vertexCount).toBe(drawn.vertices);
      expect(adjacency.edgeCount).toBe(drawn.edges);
      expect(dropped).toEqual({ selfLoops: 0, duplicates: 0 });
      expect(labels).toHaveLength(drawn.vertices);
    }),
    { numRuns: 400 },
  );
  expect(made).toBeGreaterThan(40);
});

const bad: [option: Partial<CitationsOptions>, message: string][] = [
  [{ vertices: 1 }, "vertices: expected an integer >= 2, got 1"],
  [{ vertices: 10.5 }, "vertices: expected an integer >= 2, got 10.5"],
  [{ edges: -1 }, "edges: expected an integer >= 0, got -1"],
  [{ edges: 1e6 }, "edges: expected at most"],
  [{ classProportions: [] }, "classProportions: expected numbers > 0, got "],
  [{ classProportions: [1, 0] }, "classProportions: expected numbers > 0, got 1,0"],
  [{ classProportions: [1], homophily: 0.5 }, "edges: expected at most 0"],
  [{ features: 6 }, "features: expected an integer >= 7, the classes, got 6"],
  [{ featuresPerVertex: 300 }, "featuresPerVertex: expected a number from 0 to 204, got 300"],
  [{ topicality: 1.5 }, "topicality: expected a number from 0 to 1, got 1.5"],
  [{ homophily: Number.NaN }, "homophily: expected a number from 0 to 1, got NaN"],
  [{ closure: -0.1 }, "closure: expected a number from 0 to 1, got -0.1"],
  [{ degreeExponent: 1 }, "degreeExponent: expected a number > 1, got 1"],
  [{ maxAttractiveness: 0.5 }, "maxAttractiveness: expected a number >= 1, got 0.5"],
  [{ seed: -1 }, "seed: expected an integer"],
];
test.each(bad)("%o is refused", (options, message) => {
  expect(() => generateCitations(options)).toThrow(InputError);
  expect(() => generateCitations(options)).toThrow(message);
});
