import { expect, test } from "vitest";
import { readSweepFile } from "../../../cli/options/sweep-file.js";
import { FormatError, InputError } from "../../../src/errors.js";

function errorOf(read: () => unknown): Error {
  try {
    read();
  } catch (error) {
    return error as Error;
  }
  throw new Error("expected an error, got none");
}

const YAML = `# a sweep
datasets: [cora, dblp]
models: gcn
methods: 1-wis, random
sparsity: 0:1:0.25
seeds: 5
learning-rate: 1e-3
`;

test("keys are the flags' long names; lists may be written with commas, levels as the flag takes them", () => {
  expect(readSweepFile(YAML, "s.yaml")).toEqual({
    datasets: ["cora", "dblp"],
    models: ["gcn"],
    methods: ["1-wis", "random"],
    sparsity: [0, 0.25, 0.5, 0.75, 1],
    seeds: 5,
    "learning-rate": 0.001,
  });
  expect(readSweepFile("sparsity: [0, 50%, 0.8]", "s.yaml")).toEqual({ sparsity: [0, 0.5, 0.8] });
  expect(readSweepFile("", "s.yaml")).toEqual({});
});

test("JSON is read as it is", () => {
  const value = { datasets: ["cora"], sparsity: [0, 1], epochs: 3, "weight-decay": 0 };
  expect(readSweepFile(JSON.stringify(value, null, 2), "s.json")).toEqual(value);
});

test("settings go before the file, and are read as its values are", () => {
  const set = ["methods=[2-wis]", "seeds=7", "sparsity=0:1:0.5", "backend=wasm"];
  expect(readSweepFile(YAML, "s.yaml", set)).toMatchObject({
    methods: ["2-wis"],
    seeds: 7,
    sparsity: [0, 0.5, 1],
    backend: "wasm",
    models: ["gcn"],
  });
});

test.each([
  ["seeds: 5\nmethds: [1-wis]", "s.yaml:2:1: expected one of the keys", "did you mean methods?"],
  ["seeds: many", "s.yaml:1:8: seeds: expected number", "string"],
  ["seeds: 0", "s.yaml:1:8: seeds: ", ">0"],
  ["seeds: 5\nmodels:\n  - gcn\n  - 3", "s.yaml:4:5: models.1: expected string", "number"],
  ["sparsity: [0, x]", "s.yaml:1:11: sparsity: expected a number", ""],
  ["a: : b", "s.yaml:1:4: ", ""],
  ["seeds: 1\nseeds: 2", "s.yaml:2:1: ", "unique"],
  ["- cora", "s.yaml:1:1: expected keys with values", ""],
  ["just text", "s.yaml:1:1: expected keys with values", ""],
  ['{"seeds": 2,\n "out": 5}', "s.yaml:2:9: out: expected string", ""],
  ['{"seeds": 2', "s.yaml:1:12: ", ""],
  ["seeds: !!js/function 'x'", "s.yaml:1:8: ", ""],
])("%j says where and what", (text, begin, also) => {
  const error = errorOf(() => readSweepFile(text, "s.yaml"));
  expect(error).toBeInstanceOf(FormatError);
  expect(error.message.startsWith(begin), error.message).toBe(true);
  expect(error.message).toContain(also);
});

test("aliases that stand for more than anyone writes are refused", () => {
  const lines = ["a: &a [x, x, x, x, x, x, x, x, x]"];
  for (const [k, name] of ["b", "c", "d", "e"].entries())
    lines.push(`${name}: &${name} [${Array(9).fill(`*${"abcd"[k]}`).join(", ")}]`);
  expect(() => readSweepFile(lines.join("\n"), "bomb.yaml")).toThrow(/^bomb\.yaml: .*alias/);
});

test.each([
  ["epoch=3", "--set expected one of the keys", "did you mean epochs?"],
  ["epochs=x", "--set epochs: expected number", ""],
  ["epochs", "expected KEY=VALUE", ""],
  ["epochs=[", "expected a value as in a YAML file", ""],
])("setting %j is refused", (setting, message, also) => {
  const error = errorOf(() => readSweepFile("seeds: 1", "s.yaml", [setting]));
  expect(error).toBeInstanceOf(InputError);
  expect(error).not.toBeInstanceOf(FormatError);
  expect(error.message).toContain(message);
  expect(error.message).toContain(also);
});
