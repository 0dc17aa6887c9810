/** Rows and columns of a tile of the result that is held in registers. */
const TILE: usize = 4;
/** Bytes of a tile's row or column. */
const TILE_BYTES: usize = TILE << 3;
/** Inner indices taken at once: a packed panel of B, 4 columns wide, and 4 rows of A stay in the first cache. */
const DEPTH: usize = 512;

/** out = A B; see the plain twins for the shapes. `scratch` holds the packed panels: its length is in ../../float64/wasm-kernels.ts. */
export function matMul(
  a: usize,
  b: usize,
  out: usize,
  scratch: usize,
  rows: usize,
  inner: usize,
  columns: usize,
): void {
  multiply(a, inner << 3, 8, b, columns << 3, 8, out, scratch, rows, inner, columns);
}

/** out = A^T B. */
export function matMulTransposedLeft(
  a: usize,
  b: usize,
  out: usize,
  scratch: usize,
  rows: usize,
  inner: usize,
  columns: usize,
): void {
  multiply(a, 8, rows << 3, b, columns << 3, 8, out, scratch, rows, inner, columns);
}

/** out = A B^T. */
export function matMulTransposedRight(
  a: usize,
  b: usize,
  out: usize,
  scratch: usize,
  rows: usize,
  inner: usize,
  columns: usize,
): void {
  multiply(a, inner << 3, 8, b, 8, inner << 3, out, scratch, rows, inner, columns);
}

/**
 * The product by tiles of 4 x 4 held in registers, from panels packed so that the innermost loop reads both operands
 * contiguously (after Goto and van de Geijn 2008): A by 4 rows, zeros where they end, B by 4 columns.
 *
 * Strides are in bytes, from an entry to the next row's and to the next column's.
 */
function multiply(
  a: usize,
  aRow: usize,
  aColumn: usize,
  b: usize,
  bRow: usize,
  bColumn: usize,
  out: usize,
  scratch: usize,
  rows: usize,
  inner: usize,
  columns: usize,
): void {
  const stride = columns << 3;
  const edge = scratch;
  const panel = edge + TILE * TILE_BYTES;
  for (let from: usize = 0; from < inner; from += DEPTH) {
    const depth = min(DEPTH, inner - from);
    const left = panel + depth * TILE_BYTES;
    for (let row: usize = 0; row < rows; row += TILE)
      pack(
        a + row * aRow + from * aColumn,
        aRow,
        aColumn,
        min(TILE, rows - row),
        depth,
        left + row * (depth << 3),
      );
    for (let column: usize = 0; column < columns; column += TILE) {
      const width = min(TILE, columns - column);
      pack(b + from * bRow + column * bColumn, bColumn, bRow, width, depth, panel);
      for (let row: usize = 0; row < rows; row += TILE) {
        const height = min(TILE, rows - row);
        const source = left + row * (depth << 3);
        const target = out + row * stride + (column << 3);
        if (height === TILE && width === TILE) tile(source, panel, depth, target, stride, from > 0);
        else {
          tile(source, panel, depth, edge, TILE_BYTES, false);
          for (let i: usize = 0; i < height; i++)
            for (let j: usize = 0; j < width; j++) {
              const at = target + i * stride + (j << 3);
              const value = load<f64>(edge + i * TILE_BYTES + (j << 3));
              store<f64>(at, from > 0 ? load<f64>(at) + value : value);
            }
        }
      }
    }
  }
}

/** Packs `lines` <= 4 lines of `depth` entries so that the entries of one place stand side by side: [depth, 4]. */
function pack(from: usize, line: usize, step: usize, lines: usize, depth: usize, to: usize): void {
  const end = to + depth * TILE_BYTES;
  if (lines < TILE) {
    for (; to < end; to += TILE_BYTES, from += step)
      for (let i: usize = 0; i < TILE; i++)
        store<f64>(to + (i << 3), i < lines ? load<f64>(from + i * line) : 0);
  } else if (line === 8) {
    for (; to < end; to += TILE_BYTES, from += step) {
      v128.store(to, v128.load(from));
      v128.store(to, v128.load(from, 16), 16);
    }
  } else {
    const f1 = from + line;
    const f2 = f1 + line;
    const f3 = f2 + line;
    let at: usize = 0;
    if (step === 8) {
      // Transposed two entries of four lines at a time.
      const pairs = to + (depth & ~1) * TILE_BYTES;
      for (; to < pairs; to += 2 * TILE_BYTES, at += 16) {
        const x0 = v128.load(from + at);
        const x1 = v128.load(f1 + at);
        const x2 = v128.load(f2 + at);
        const x3 = v128.load(f3 + at);
        v128.store(to, v128.shuffle<f64>(x0, x1, 0, 2));
        v128.store(to, v128.shuffle<f64>(x2, x3, 0, 2), 16);
        v128.store(to, v128.shuffle<f64>(x0, x1, 1, 3), 32);
        v128.store(to, v128.shuffle<f64>(x2, x3, 1, 3), 48);
      }
    }
    for (; to < end; to += TILE_BYTES, at += step) {
      store<f64>(to, load<f64>(from + at));
      store<f64>(to, load<f64>(f1 + at), 8);
      store<f64>(to, load<f64>(f2 + at), 16);
      store<f64>(to, load<f64>(f3 + at), 24);
    }
  }
}

/** A tile of the product of two packed panels, written or added to the result. */
function tile(a: usize, b: usize, depth: usize, out: usize, stride: usize, add: boolean): void {
  let c00 = f64x2.splat(0);
  let c01 = f64x2.splat(0);
  let c10 = f64x2.splat(0);
  let c11 = f64x2.splat(0);
  let c20 = f64x2.splat(0);
  let c21 = f64x2.splat(0);
  let c30 = f64x2.splat(0);
  let c31 = f64x2.splat(0);
  const end = a + depth * TILE_BYTES;
  for (; a < end; a += TILE_BYTES, b += TILE_BYTES) {
    const b0 = v128.load(b);
    const b1 = v128.load(b, 16);
    const x0 = v128.load64_splat(a);
    c00 = f64x2.add(c00, f64x2.mul(x0, b0));
    c01 = f64x2.add(c01, f64x2.mul(x0, b1));
    const x1 = v128.load64_splat(a, 8);
    c10 = f64x2.add(c10, f64x2.mul(x1, b0));
    c11 = f64x2.add(c11, f64x2.mul(x1, b1));
    const x2 = v128.load64_splat(a, 16);
    c20 = f64x2.add(c20, f64x2.mul(x2, b0));
    c21 = f64x2.add(c21, f64x2.mul(x2, b1));
    const x3 = v128.load64_splat(a, 24);
    c30 = f64x2.add(c30, f64x2.mul(x3, b0));
    c31 = f64x2.add(c31, f64x2.mul(x3, b1));
  }
  writeRow(out, c00, c01, add);
  writeRow(out + stride, c10, c11, add);
  writeRow(out + 2 * stride, c20, c21, add);
  writeRow(out + 3 * stride, c30, c31, add);
}

// @ts-expect-error: decorator
function writeRow(out: usize, low: v128, high: v128, add: boolean): void {
  v128.store(out, add ? f64x2.add(v128.load(out), low) : low);
  v128.store(out, add ? f64x2.add(v128.load(out, 16), high) : high, 16);
}
