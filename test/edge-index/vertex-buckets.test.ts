import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createVertexBuckets } from "../../src/edge-index/vertex-buckets.js";

describe("createVertexBuckets", () => {
  it("hands out all work, that of one vertex in its order, whatever number of buckets there is", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 5000 }),
        fc.constantFrom(0, 2 ** 20, 2 ** 22, 2 ** 40),
        fc.constantFrom<1 | 2>(1, 2),
        fc.integer({ min: 0, max: 10_000 }),
        (vertexCount, bytes, values, count) => {
          const vertices = Array.from({ length: count }, (_, k) => (k * 7919 + (k >> 3)) % vertexCount);
          const taken: number[][] = Array.from({ length: vertexCount }, () => []);
          const buckets = createVertexBuckets({
            vertexCount,
            bytes,
            values,
            take(work, begin, end) {
              for (let k = begin; k < end; k += 1 + values)
                taken[work[k]].push(...work.subarray(k + 1, k + 1 + values));
            },
          });
          vertices.forEach((vertex, k) => void buckets.put(vertex, k, -k - 1));
          buckets.flush();
          buckets.flush(); // nothing is handed out twice
          const expected: number[][] = Array.from({ length: vertexCount }, () => []);
          vertices.forEach((vertex, k) => void expected[vertex].push(...(values === 1 ? [k] : [k, -k - 1])));
          expect(taken).toEqual(expected);
        },
      ),
      { numRuns: 10 },
    );
  });

  it("hands out neighbouring vertices together", () => {
    const ranges: number[] = [];
    const vertexCount = 2 ** 20;
    const buckets = createVertexBuckets({
      vertexCount,
      bytes: 2 ** 23,
      values: 1,
      take(work, begin, end) {
        const vertices = work.subarray(begin, end).filter((_, k) => k % 2 === 0);
        if (vertices.length > 0) ranges.push(Math.max(...vertices) - Math.min(...vertices));
      },
    });
    for (let k = 0; k < 50_000; k++) buckets.put((k * 7919) % vertexCount, k);
    buckets.flush();
    expect(ranges.length).toBeGreaterThanOrEqual(8);
    expect(Math.max(...ranges)).toBeLessThan(vertexCount / 8);
  });

  it("takes no vertices", () => {
    const take = () => expect.unreachable();
    createVertexBuckets({ vertexCount: 0, bytes: 0, values: 1, take }).flush();
  });
});
