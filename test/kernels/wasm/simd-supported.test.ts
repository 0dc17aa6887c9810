import { expect, test, vi } from "vitest";
import { simdSupported } from "../../../src/kernels/wasm/simd-supported.js";
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
