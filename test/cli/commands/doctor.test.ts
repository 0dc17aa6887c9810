import { expect, test } from "vitest";
import { runCli } from "../../support/run-cli.js";

test("doctor names every backend, with a reason or a time, in text and as JSON", async () => {
  const [text, json] = await Promise.all([runCli(["doctor"]), runCli(["doctor", "--json"])]);
  expect([text.code, json.code]).toEqual([0, 0]);
  const report = JSON.parse(json.stdout);
  expect(report).toMatchObject({ node: process.versions.node, simd: true });
  const names = report.backends.map(({ name }: { name: string }) => name);
  expect(names).toEqual(["tensorflow", "wasm", "wasm-relaxed", "webgpu", "cpu"]);
  for (const { name, loads, reason, stepTime, passed } of report.backends) {
    expect(passed).toBe(loads);
    const line = text.stdout.split("\n").find((one) => one.startsWith(name));
    if (loads) expect(stepTime).toBeGreaterThan(0);
    else expect(reason).toMatch(/npm install|no adapter|relaxed SIMD/);
    expect(line).toContain(loads ? "ms a training step" : `does not load: ${reason}`);
  }
  expect(report.backends[1]).toMatchObject({ loads: true, kernels: "wasm" });
  expect(report.auto).toBe(report.backends[0].loads ? "tensorflow" : "wasm");
});

test("doctor --help has an example", async () => {
  const { code, stdout } = await runCli(["doctor", "--help"]);
  expect(code).toBe(0);
  expect(stdout).toContain("$ seprank doctor --json");
});
