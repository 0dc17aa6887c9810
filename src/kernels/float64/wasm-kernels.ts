import { type WasmMemory, webAssembly } from "../wasm/web-assembly.js";
import type { Float64Kernels } from "./plain-kernels.js";
import { wasmBase64 } from "./wasm.generated.js";

/** The depth at which mat-mul.ts of the assembly cuts its panels, its tile's side, its panels of B, and its shift in numbers. */
const PANEL_DEPTH = 512;
const TILE = 4;
const PANELS = 4;
const SHIFT = 264;

let compiled: object | null | undefined;

/**
 * Numbers of scratch that a WebAssembly matrix product needs: an edge tile, some panels of B, and all panels of A.
 *
 * @param rows of the result
 */
export function matMulScratch(rows: number, inner: number): number {
  return (Math.ceil(rows / TILE) + PANELS) * TILE * Math.min(inner, PANEL_DEPTH) + SHIFT + TILE * TILE;
}

/** Whether WebAssembly with SIMD is there and compiles in place (a browser may refuse to, on its main thread). */
export function wasmAvailable(): boolean {
  return compiledModule() !== null;
}

/**
 * The WebAssembly float64 kernels over arrays that lie in `memory`, which does not grow.
 *
 * @param scratch byte offset of the scratch memory of the matrix products, {@link matMulScratch} numbers
 */
export function wasmKernels(memory: WasmMemory, scratch: number): Float64Kernels {
  const { exports } = new webAssembly.Instance(compiledModule()!, { env: { memory } });
  const wasm = exports as Readonly<Record<keyof Float64Kernels, (...parameters: number[]) => void>>;
  const product =
    (name: "matMul" | "matMulTransposedLeft" | "matMulTransposedRight"): Float64Kernels["matMul"] =>
    (a, b, out, rows, inner, columns) =>
      wasm[name](a.byteOffset, b.byteOffset, out.byteOffset, scratch, rows, inner, columns);
  return {
    laplacianProduct: (offsets, neighbors, weights, diagonal, x, y, products, count) =>
      wasm.laplacianProduct(
        offsets.byteOffset,
        neighbors.byteOffset,
        weights.byteOffset,
        diagonal.byteOffset,
        x.byteOffset,
        y.byteOffset,
        products.byteOffset,
        count,
      ),
    matMul: product("matMul"),
    matMulTransposedLeft: product("matMulTransposedLeft"),
    matMulTransposedRight: product("matMulTransposedRight"),
    matrixChains: (matrices, stages, count, depth, side) =>
      wasm.matrixChains(matrices.byteOffset, stages.byteOffset, count, depth, side),
    matrixChainsGradient: (matrices, stages, received, gradients, count, depth, side) =>
      wasm.matrixChainsGradient(
        matrices.byteOffset,
        stages.byteOffset,
        received.byteOffset,
        gradients.byteOffset,
        count,
        depth,
        side,
      ),
    multiplyRows: (left, leftRows, right, rightRows, out, count, width) =>
      wasm.multiplyRows(
        left.byteOffset,
        leftRows.byteOffset,
        right.byteOffset,
        rightRows.byteOffset,
        out.byteOffset,
        count,
        width,
      ),
    multiplyRowsGradient: (received, left, leftRows, right, rightRows, dLeft, dRight, count, width) =>
      wasm.multiplyRowsGradient(
        received.byteOffset,
        left.byteOffset,
        leftRows.byteOffset,
        right.byteOffset,
        rightRows.byteOffset,
        dLeft.byteOffset,
        dRight.byteOffset,
        count,
        width,
      ),
    nextDirection: (p, z, ratios, count) =>
      wasm.nextDirection(p.byteOffset, z.byteOffset, ratios.byteOffset, count),
    pairProducts: (left, right, starts, partners, places, out, rows, width) =>
      wasm.pairProducts(
        left.byteOffset,
        right.byteOffset,
        starts.byteOffset,
        partners.byteOffset,
        places.byteOffset,
        out.byteOffset,
        rows,
        width,
      ),
    pairSums: (weights, matrix, starts, partners, places, out, rows, width) =>
      wasm.pairSums(
        weights.byteOffset,
        matrix.byteOffset,
        starts.byteOffset,
        partners.byteOffset,
        places.byteOffset,
        out.byteOffset,
        rows,
        width,
      ),
    solveFactored: (starts, uppers, shares, inverses, r, z, products, count) =>
      wasm.solveFactored(
        starts.byteOffset,
        uppers.byteOffset,
        shares.byteOffset,
        inverses.byteOffset,
        r.byteOffset,
        z.byteOffset,
        products.byteOffset,
        count,
      ),
    stepAlong: (x, p, r, q, steps, products, count) =>
      wasm.stepAlong(
        x.byteOffset,
        p.byteOffset,
        r.byteOffset,
        q.byteOffset,
        steps.byteOffset,
        products.byteOffset,
        count,
      ),
    subtractScaled: (target, vector, factor, count) =>
      wasm.subtractScaled(target.byteOffset, vector.byteOffset, factor, count),
  };
}

function compiledModule(): object | null {
  if (compiled === undefined)
    try {
      compiled = new webAssembly.Module(
        Uint8Array.from(atob(wasmBase64), (character) => character.charCodeAt(0)),
      );
    } catch {
      compiled = null;
    }
  return compiled;
}
