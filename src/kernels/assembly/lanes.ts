/** The upper two lanes in the place of the lower. */
export function high(v: v128): v128 {
  return v128.shuffle<f32>(v, v, 2, 3, 2, 3);
}

/** One of the four numbers of two pairs. */
export function pick(low: v128, upper: v128, lane: i32): f64 {
  const pair = lane < 2 ? low : upper;
  return (lane & 1) === 0 ? f64x2.extract_lane(pair, 0) : f64x2.extract_lane(pair, 1);
}
