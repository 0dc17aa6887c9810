import { expect, test, vi } from "vitest";
import { relaxedSimdSupported, simdSupported } from "../../../src/kernels/wasm/simd-supported.js";
import { webAssembly } from "../../../src/kernels/wasm/web-assembly.js";

test("the probe is a module that Node's engine takes, and what the engine says is passed on", async () => {
  const validate = vi.spyOn(webAssembly, "validate");
  expect(simdSupported()).toBe(true);
  const [[probe]] = validate.mock.calls;
  // With SIMD's prefix byte replaced, the same module is turned down: the answer hangs on that instruction.
  const without = probe.with(probe.indexOf(253), 252);
  expect(webAssembly.validate(without)).toBe(false);
  validate.mockReturnValue(false);
  expect(simdSupported()).toBe(false);
  validate.mockRestore();
});

test("relaxed SIMD is there from Node 22 on, and hangs on its one instruction", () => {
  const validate = vi.spyOn(webAssembly, "validate");
  const [major] = process.versions.node.split(".").map(Number);
  expect(relaxedSimdSupported()).toBe(major >= 22);
  const [[probe]] = validate.mock.calls;
  validate.mockRestore();
  // With the plain f32x4.add (fd e4 01) of two of the three constants, and the third dropped as well, every engine takes it: the
  // bytes around the instruction are right.
  const at = probe.length - 5;
  expect([...probe.slice(at)]).toEqual([253, 133, 2, 26, 11]);
  const plain = Uint8Array.of(...probe.slice(0, at), 253, 228, 1, 26, 26, 11);
  const body = plain.indexOf(10, 8) + 1;
  plain.set([63, 1, 61], body);
  expect(webAssembly.validate(plain)).toBe(true);
});
