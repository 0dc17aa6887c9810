/** A dash from its tail to its head; x runs with the columns, y with the rows. */
export interface Paddle {
  readonly tailX: number;
  readonly tailY: number;
  readonly headX: number;
  readonly headY: number;
}

/** The paddles that stand on a canvas, and whether another one fits in. */
export interface PaddleClearance {
  readonly count: number;
  /** Whether a paddle keeps clear of the frame and of all others but `neighbor`, which it follows on a path. */
  fits(paddle: Paddle, neighbor?: Paddle): boolean;
  add(paddle: Paddle): void;
  /** Takes away all but the first `count`. */
  keep(count: number): void;
}

/**
 * An empty canvas.
 *
 * @param side of the square
 * @param frame least distance of a centre line from the border
 * @param clearance least distance between centre lines
 */
export function createPaddleClearance(side: number, frame: number, clearance: number): PaddleClearance {
  const paddles: Paddle[] = [];
  const inside = (z: number) => z >= frame && z <= side - frame;
  return {
    get count() {
      return paddles.length;
    },
    fits(paddle, neighbor) {
      const { tailX, tailY, headX, headY } = paddle;
      if (!(inside(tailX) && inside(tailY) && inside(headX) && inside(headY))) return false;
      return paddles.every((other) => other === neighbor || paddleDistance(paddle, other) >= clearance);
    },
    add(paddle) {
      paddles.push(paddle);
    },
    keep(count) {
      paddles.length = count;
    },
  };
}

/** Distance between the centre lines of two paddles: 0 where they cross. O(1). */
export function paddleDistance(a: Paddle, b: Paddle): number {
  if (sides(a, b) && sides(b, a)) return 0;
  return Math.min(
    pointDistance(a.tailX, a.tailY, b),
    pointDistance(a.headX, a.headY, b),
    pointDistance(b.tailX, b.tailY, a),
    pointDistance(b.headX, b.headY, a),
  );
}

/** Whether the ends of b lie on different sides of the line through a. */
function sides(a: Paddle, b: Paddle): boolean {
  const side = (x: number, y: number) =>
    (a.headX - a.tailX) * (y - a.tailY) - (a.headY - a.tailY) * (x - a.tailX);
  return side(b.tailX, b.tailY) * side(b.headX, b.headY) < 0;
}

function pointDistance(x: number, y: number, { tailX, tailY, headX, headY }: Paddle): number {
  const alongX = headX - tailX;
  const alongY = headY - tailY;
  const square = alongX * alongX + alongY * alongY;
  const place = ((x - tailX) * alongX + (y - tailY) * alongY) / square;
  const nearest = Math.min(1, Math.max(0, place));
  return Math.hypot(x - tailX - nearest * alongX, y - tailY - nearest * alongY);
}
