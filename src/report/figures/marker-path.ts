/** Half the height of a marker, in pixels. */
const RADIUS = 4.6;

/**
 * A marker around (x, y) as SVG path data, with about the same area whatever its shape.
 *
 * @param shape one of SHAPES; any other is drawn as a circle
 */
export function markerPath(shape: string, x: number, y: number, radius = RADIUS): string {
  const corners = CORNERS[shape];
  if (corners === undefined) {
    const r = number(radius);
    return `M${number(x - radius)},${number(y)}a${r},${r} 0 1,0 ${number(2 * radius)},0a${r},${r} 0 1,0 ${number(-2 * radius)},0Z`;
  }
  return `M${corners.map(([dx, dy]) => `${number(x + radius * dx)},${number(y + radius * dy)}`).join("L")}Z`;
}

const arm = 0.36;
const CORNERS: Readonly<Record<string, readonly (readonly [number, number])[]>> = {
  square: [
    [-0.89, -0.89],
    [0.89, -0.89],
    [0.89, 0.89],
    [-0.89, 0.89],
  ],
  diamond: [
    [0, -1.25],
    [1.05, 0],
    [0, 1.25],
    [-1.05, 0],
  ],
  "triangle-up": [
    [0, -1.2],
    [1.2, 0.9],
    [-1.2, 0.9],
  ],
  "triangle-down": [
    [0, 1.2],
    [1.2, -0.9],
    [-1.2, -0.9],
  ],
  "triangle-right": [
    [1.2, 0],
    [-0.9, 1.2],
    [-0.9, -1.2],
  ],
  "triangle-left": [
    [-1.2, 0],
    [0.9, 1.2],
    [0.9, -1.2],
  ],
  cross: [
    [-arm, -1.15],
    [arm, -1.15],
    [arm, -arm],
    [1.15, -arm],
    [1.15, arm],
    [arm, arm],
    [arm, 1.15],
    [-arm, 1.15],
    [-arm, arm],
    [-1.15, arm],
    [-1.15, -arm],
    [-arm, -arm],
  ],
};

/** Hundredths of a pixel are enough. */
function number(value: number): string {
  return String(Number(value.toFixed(2)));
}
