// Blocks of eight vectors side by side: the eight numbers of a vertex stand next to each other, 64 bytes. See the plain kernels.

const BLOCK: usize = 64;

function storeBlock(at: usize, a: v128, b: v128, c: v128, d: v128): void {
  v128.store(at, a);
  v128.store(at, b, 16);
  v128.store(at, c, 32);
  v128.store(at, d, 48);
}

/** y = L x; products = <x, y>, lane by lane. */
export function laplacianProduct(
  offsets: usize,
  neighbors: usize,
  weights: usize,
  diagonal: usize,
  x: usize,
  y: usize,
  products: usize,
  count: usize,
): void {
  let p0 = f64x2.splat(0);
  let p1 = f64x2.splat(0);
  let p2 = f64x2.splat(0);
  let p3 = f64x2.splat(0);
  let k = <usize>load<u32>(offsets);
  const last = offsets + (count << 2);
  for (let row = x; offsets < last; offsets += 4, diagonal += 8, row += BLOCK, y += BLOCK) {
    const end = <usize>load<u32>(offsets, 4);
    const d = v128.load64_splat(diagonal);
    let s0 = f64x2.mul(d, v128.load(row));
    let s1 = f64x2.mul(d, v128.load(row, 16));
    let s2 = f64x2.mul(d, v128.load(row, 32));
    let s3 = f64x2.mul(d, v128.load(row, 48));
    for (; k < end; k++) {
      const w = v128.load64_splat(weights + (k << 3));
      const v = x + ((<usize>load<u32>(neighbors + (k << 2))) << 6);
      s0 = f64x2.sub(s0, f64x2.mul(w, v128.load(v)));
      s1 = f64x2.sub(s1, f64x2.mul(w, v128.load(v, 16)));
      s2 = f64x2.sub(s2, f64x2.mul(w, v128.load(v, 32)));
      s3 = f64x2.sub(s3, f64x2.mul(w, v128.load(v, 48)));
    }
    storeBlock(y, s0, s1, s2, s3);
    p0 = f64x2.add(p0, f64x2.mul(s0, v128.load(row)));
    p1 = f64x2.add(p1, f64x2.mul(s1, v128.load(row, 16)));
    p2 = f64x2.add(p2, f64x2.mul(s2, v128.load(row, 32)));
    p3 = f64x2.add(p3, f64x2.mul(s3, v128.load(row, 48)));
  }
  storeBlock(products, p0, p1, p2, p3);
}

/** z = U^-T D^-1 U^-1 r; products = <r, z>, lane by lane. */
export function solveFactored(
  starts: usize,
  uppers: usize,
  shares: usize,
  inverses: usize,
  r: usize,
  z: usize,
  products: usize,
  count: usize,
): void {
  const bytes = count << 6;
  memory.copy(z, r, bytes);
  let k: usize = 0;
  for (let u: usize = 0, row = z; u < count; u++, row += BLOCK) {
    const end = <usize>load<u32>(starts + (u << 2), 4);
    const a = v128.load(row);
    const b = v128.load(row, 16);
    const c = v128.load(row, 32);
    const d = v128.load(row, 48);
    for (; k < end; k++) {
      const w = v128.load64_splat(shares + (k << 3));
      const v = z + ((<usize>load<u32>(uppers + (k << 2))) << 6);
      v128.store(v, f64x2.add(v128.load(v), f64x2.mul(w, a)));
      v128.store(v, f64x2.add(v128.load(v, 16), f64x2.mul(w, b)), 16);
      v128.store(v, f64x2.add(v128.load(v, 32), f64x2.mul(w, c)), 32);
      v128.store(v, f64x2.add(v128.load(v, 48), f64x2.mul(w, d)), 48);
    }
  }
  let p0 = f64x2.splat(0);
  let p1 = f64x2.splat(0);
  let p2 = f64x2.splat(0);
  let p3 = f64x2.splat(0);
  r += bytes;
  for (let u = count, row = z + bytes; u-- > 0; ) {
    row -= BLOCK;
    r -= BLOCK;
    const i = v128.load64_splat(inverses + (u << 3));
    let a = f64x2.mul(i, v128.load(row));
    let b = f64x2.mul(i, v128.load(row, 16));
    let c = f64x2.mul(i, v128.load(row, 32));
    let d = f64x2.mul(i, v128.load(row, 48));
    const from = <usize>load<u32>(starts + (u << 2));
    while (k > from) {
      k--;
      const w = v128.load64_splat(shares + (k << 3));
      const v = z + ((<usize>load<u32>(uppers + (k << 2))) << 6);
      a = f64x2.add(a, f64x2.mul(w, v128.load(v)));
      b = f64x2.add(b, f64x2.mul(w, v128.load(v, 16)));
      c = f64x2.add(c, f64x2.mul(w, v128.load(v, 32)));
      d = f64x2.add(d, f64x2.mul(w, v128.load(v, 48)));
    }
    storeBlock(row, a, b, c, d);
    p0 = f64x2.add(p0, f64x2.mul(a, v128.load(r)));
    p1 = f64x2.add(p1, f64x2.mul(b, v128.load(r, 16)));
    p2 = f64x2.add(p2, f64x2.mul(c, v128.load(r, 32)));
    p3 = f64x2.add(p3, f64x2.mul(d, v128.load(r, 48)));
  }
  storeBlock(products, p0, p1, p2, p3);
}

/** x += steps p, r -= steps q; products = <r, r>, lane by lane. */
export function stepAlong(
  x: usize,
  p: usize,
  r: usize,
  q: usize,
  steps: usize,
  products: usize,
  count: usize,
): void {
  const a = v128.load(steps);
  const b = v128.load(steps, 16);
  const c = v128.load(steps, 32);
  const d = v128.load(steps, 48);
  let p0 = f64x2.splat(0);
  let p1 = f64x2.splat(0);
  let p2 = f64x2.splat(0);
  let p3 = f64x2.splat(0);
  const end = x + (count << 6);
  for (; x < end; x += BLOCK, p += BLOCK, r += BLOCK, q += BLOCK) {
    v128.store(x, f64x2.add(v128.load(x), f64x2.mul(a, v128.load(p))));
    v128.store(x, f64x2.add(v128.load(x, 16), f64x2.mul(b, v128.load(p, 16))), 16);
    v128.store(x, f64x2.add(v128.load(x, 32), f64x2.mul(c, v128.load(p, 32))), 32);
    v128.store(x, f64x2.add(v128.load(x, 48), f64x2.mul(d, v128.load(p, 48))), 48);
    const r0 = f64x2.sub(v128.load(r), f64x2.mul(a, v128.load(q)));
    const r1 = f64x2.sub(v128.load(r, 16), f64x2.mul(b, v128.load(q, 16)));
    const r2 = f64x2.sub(v128.load(r, 32), f64x2.mul(c, v128.load(q, 32)));
    const r3 = f64x2.sub(v128.load(r, 48), f64x2.mul(d, v128.load(q, 48)));
    storeBlock(r, r0, r1, r2, r3);
    p0 = f64x2.add(p0, f64x2.mul(r0, r0));
    p1 = f64x2.add(p1, f64x2.mul(r1, r1));
    p2 = f64x2.add(p2, f64x2.mul(r2, r2));
    p3 = f64x2.add(p3, f64x2.mul(r3, r3));
  }
  storeBlock(products, p0, p1, p2, p3);
}

/** p = z + ratios p, lane by lane. */
export function nextDirection(p: usize, z: usize, ratios: usize, count: usize): void {
  const r0 = v128.load(ratios);
  const r1 = v128.load(ratios, 16);
  const r2 = v128.load(ratios, 32);
  const r3 = v128.load(ratios, 48);
  const end = p + (count << 6);
  for (; p < end; p += BLOCK, z += BLOCK) {
    v128.store(p, f64x2.add(v128.load(z), f64x2.mul(r0, v128.load(p))));
    v128.store(p, f64x2.add(v128.load(z, 16), f64x2.mul(r1, v128.load(p, 16))), 16);
    v128.store(p, f64x2.add(v128.load(z, 32), f64x2.mul(r2, v128.load(p, 32))), 32);
    v128.store(p, f64x2.add(v128.load(z, 48), f64x2.mul(r3, v128.load(p, 48))), 48);
  }
}
