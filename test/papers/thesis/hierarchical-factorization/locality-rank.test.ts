import { expect, test } from "vitest";
import { trajectoryColumn } from "../../../../src/factorization/index.js";
import { drawGlyphPairs, drawGlyphs, glyphInputs } from "../../../../src/papers/runs/glyph-pairs.js";
import { localityRank } from "../../../../src/papers/thesis/hierarchical-factorization/locality-rank.js";
import { createRandom } from "../../../../src/random.js";
import { both, experimentContext } from "../../../support/experiment-context.js";

const task = { places: 4, size: 3, glyphs: 3, noise: 0 };

test("glyph pairs: halves are glyphs, the label says whether they are one; classes are balanced", () => {
  const random = createRandom(2);
  const glyphs = drawGlyphs(task, random);
  const { inputs, labels, count } = drawGlyphPairs(task, glyphs, 600, random);
  const seen = new Map<string, number>();
  for (let s = 0; s < count; s++) {
    const halves = [0, 1].map((half) =>
      glyphs.findIndex((glyph) =>
        glyph.every((numbers, n) => {
          const at = (s * 4 + 2 * half + n) * 3;
          return inputs[at] === 1 && numbers[0] === inputs[at + 1] && numbers[1] === inputs[at + 2];
        }),
      ),
    );
    expect(labels[s]).toBe(Number(halves[0] === halves[1]));
    seen.set(halves.join(), (seen.get(halves.join()) ?? 0) + 1);
  }
  expect(labels.reduce((sum, label) => sum + label, 0)).toBe(300);
  // 300 rows of three equal pairs, 300 of six others.
  for (let a = 0; a < 3; a++)
    for (let b = 0; b < 3; b++) {
      const expected = a === b ? 100 : 50;
      expect(Math.abs((seen.get(`${a},${b}`) ?? 0) - expected)).toBeLessThan(5 * Math.sqrt(expected));
    }
  const { vectors } = glyphInputs({ inputs, labels, count }, task);
  expect([...(vectors?.[3].data.subarray(3, 6) ?? [])]).toEqual([...inputs.subarray(21, 24)]);
});

test("locality-rank: runs of one seed begin alike, and what is told is what the trajectories hold", async () => {
  const plan = {
    ...task,
    noise: 0.3,
    train: 20,
    test: 30,
    width: 3,
    deviation: 0.5,
    learningRate: 0.01,
    batch: 8,
    iterations: 20,
    recordEvery: 10,
    coefficients: [0, 0.1],
    promoted: 0.1,
    seeds: 2,
  };
  const result = await localityRank(both(plan))(experimentContext());
  const [plain, regularized] = result.trajectories?.map(({ trajectory }) => trajectory) ?? [];
  for (const column of ["test accuracy", "effective rank {0,1}", "rank {0}"])
    expect(trajectoryColumn(plain, column)[0]).toBe(trajectoryColumn(regularized, column)[0]);
  expect(trajectoryColumn(plain, "iteration")).toEqual(Float64Array.of(0, 10, 20));
  expect(trajectoryColumn(plain, "effective rank {0,1}").at(-1)).not.toBe(
    trajectoryColumn(regularized, "effective rank {0,1}").at(-1),
  );
  // For four places the first quarter {0, 1} is the half: every node of the tree has its two columns.
  expect(plain.columns).toHaveLength(2 + 3 + 2 * 6);
  expect(result.comparisons).toHaveLength(7);
  expect(result.tables?.[0].rows.map(([coefficient]) => coefficient)).toEqual([0, 0.1]);
  const [{ series }] = result.figures[0].figure.panels;
  expect(series.map(({ name }) => name)).toEqual(["coefficient 0", "coefficient 0.1"]);
  // The same again, bit for bit.
  expect(await localityRank(both(plan))(experimentContext())).toEqual(result);
});
