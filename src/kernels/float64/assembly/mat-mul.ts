/** Rows and columns of a tile of the result that is held in registers. */
const TILE: usize = 4;
/** Bytes of a tile's row or column. */
const TILE_BYTES: usize = TILE << 3;
/** Inner indices taken at once: a packed panel of A, 4 rows high, stays in the first cache. */
const DEPTH: usize = 512;
/** Panels of B packed at once. */
const PANELS: usize = 4;
/** Bytes between the panels of B and of A: read side by side, they must not lie at one place of a page (4 KiB aliasing). */
const SHIFT: usize = 2048 + 64;

/** out = A B; see the plain kernels for the shapes. `scratch` holds the packed panels: its length is in ../../float64/wasm-kernels.ts. */
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
 * contiguously (after Goto and van de Geijn 2008): A by 4 rows, B by 4 columns, zeros where they end. Four panels of B
 * are packed at once, so that cache lines of B and of the result are used whole.
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
  const right = edge + TILE * TILE_BYTES;
  for (let from: usize = 0; from < inner; from += DEPTH) {
    const depth = min(DEPTH, inner - from);
    const panel = depth * TILE_BYTES;
    const left = right + PANELS * panel + SHIFT;
    packAll(a + from * aColumn, aRow, aColumn, rows, depth, left);
    for (let column: usize = 0; column < columns; column += PANELS * TILE) {
      const block = min(PANELS * TILE, columns - column);
      packAll(b + from * bRow + column * bColumn, bColumn, bRow, block, depth, right);
      for (let row: usize = 0; row < rows; row += TILE) {
        const height = min(TILE, rows - row);
        const source = left + row * (depth << 3);
        let target = out + row * stride + (column << 3);
        let packed = right;
        for (let done: usize = 0; done < block; done += TILE, target += TILE_BYTES, packed += panel) {
          const width = min(TILE, block - done);
          tile(source, packed, depth, edge);
          if (height === TILE && width === TILE) writeTile(edge, target, stride, from > 0);
          else
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

/** Packs any number of lines into panels of four, one after another; see `pack`. */
function packAll(from: usize, line: usize, step: usize, lines: usize, depth: usize, to: usize): void {
  const panel = depth * TILE_BYTES;
  let done: usize = 0;
  if (line === 8)
    for (
      ;
      done + PANELS * TILE <= lines;
      done += PANELS * TILE, from += PANELS * TILE * 8, to += PANELS * panel
    ) {
      let source = from;
      const end = to + panel;
      for (let at = to; at < end; at += TILE_BYTES, source += step) {
        let target = at;
        for (let byte: usize = 0; byte < PANELS * TILE_BYTES; byte += TILE_BYTES, target += panel) {
          v128.store(target, v128.load(source + byte));
          v128.store(target, v128.load(source + byte, 16), 16);
        }
      }
    }
  for (; done < lines; done += TILE, from += TILE * line, to += panel)
    pack(from, line, step, min(TILE, lines - done), depth, to);
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

/** A tile of the product of two packed panels, [4, 4]. */
function tile(a: usize, b: usize, depth: usize, out: usize): void {
  let c00 = f64x2.splat(0);
  let c01 = f64x2.splat(0);
  let c10 = f64x2.splat(0);
  let c11 = f64x2.splat(0);
  let c20 = f64x2.splat(0);
  let c21 = f64x2.splat(0);
  let c30 = f64x2.splat(0);
  let c31 = f64x2.splat(0);
  const end = a + depth * TILE_BYTES;
  // Two inner indices a turn, with an exit between them: side by side they would need more registers than there are.
  while (a < end) {
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
    if (a + TILE_BYTES >= end) break;
    const d0 = v128.load(b, 32);
    const d1 = v128.load(b, 48);
    const y0 = v128.load64_splat(a, 32);
    c00 = f64x2.add(c00, f64x2.mul(y0, d0));
    c01 = f64x2.add(c01, f64x2.mul(y0, d1));
    const y1 = v128.load64_splat(a, 40);
    c10 = f64x2.add(c10, f64x2.mul(y1, d0));
    c11 = f64x2.add(c11, f64x2.mul(y1, d1));
    const y2 = v128.load64_splat(a, 48);
    c20 = f64x2.add(c20, f64x2.mul(y2, d0));
    c21 = f64x2.add(c21, f64x2.mul(y2, d1));
    const y3 = v128.load64_splat(a, 56);
    c30 = f64x2.add(c30, f64x2.mul(y3, d0));
    c31 = f64x2.add(c31, f64x2.mul(y3, d1));
    a += 2 * TILE_BYTES;
    b += 2 * TILE_BYTES;
  }
  v128.store(out, c00);
  v128.store(out, c01, 16);
  v128.store(out, c10, 32);
  v128.store(out, c11, 48);
  v128.store(out, c20, 64);
  v128.store(out, c21, 80);
  v128.store(out, c30, 96);
  v128.store(out, c31, 112);
}

/** Writes a whole tile to its place in the result, or adds it. */
function writeTile(from: usize, out: usize, stride: usize, add: boolean): void {
  const end = from + TILE * TILE_BYTES;
  for (; from < end; from += TILE_BYTES, out += stride) {
    const low = v128.load(from);
    const high = v128.load(from, 16);
    v128.store(out, add ? f64x2.add(v128.load(out), low) : low);
    v128.store(out, add ? f64x2.add(v128.load(out, 16), high) : high, 16);
  }
}
