import { describe, expect, it } from "vitest";
import { leadingComponent } from "../../../../src/factorization/index.js";
import { drawProblem } from "../../../../src/papers/thesis/tensor-factorization/rank-one-problem.js";
import { createRandom } from "../../../../src/random.js";

describe("drawProblem", () => {
  it("draws problems that meet Assumptions 1 to 3", () => {
    for (const shape of [
      [2, 2, 2],
      [2, 3, 2, 2],
    ])
      for (let seed = 0; seed < 10; seed++) {
        const problem = { name: "", shape, rank: 2, componentCount: 4, observations: 5 };
        const { factorization, task, delta, radius, start, truth } = drawProblem(problem, createRandom(seed));
        const least = Math.min(...task.targets.map(Math.abs));
        expect(delta).toBeLessThan(least);
        expect(radius).toBeLessThan(least - delta);
        expect(task.targets.every((value) => truth.data.includes(value))).toBe(true);
        expect(factorization.unbalancedness(start)).toBeLessThan(1e-12);
        expect(leadingComponent(factorization, task, start)?.component).toBe(0);
        expect(Math.hypot(...factorization.endTensor(start).data)).toBeLessThan(radius);
      }
  });
});
