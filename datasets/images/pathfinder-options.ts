import { InputError } from "../../src/errors.js";

/** What a Pathfinder image looks like; lengths in units of the canvas, which are pixels unless `size` says otherwise. */
export interface PathfinderOptions {
  /** paddles of either target path, at least 2 */
  readonly pathLength: number;
  /** side of the square that is drawn on */
  readonly canvas: number;
  /** side of the image in pixels: the canvas is drawn at the scale size / canvas */
  readonly size: number;
  readonly circleRadius: number;
  readonly paddleLength: number;
  readonly paddleThickness: number;
  /** a paddle keeps this far around it free, so that two are at least twice as far apart */
  readonly innerPaddleMargin: number;
  /** paths turn by at most 90 degrees / continuity from paddle to paddle */
  readonly continuity: number;
  /** width of the empty frame */
  readonly padding: number;
  /** between the beginnings of the two target paths */
  readonly seedDistance: number;
  /** least distance of the first path's beginning from the canvas's border */
  readonly seedBorder: number;
  /** paddles of all distractors together, about */
  readonly distractorPaddles: number;
}

/** The published generator's canvas, and what belongs to it. */
const PUBLISHED = Object.freeze({
  canvas: 300,
  padding: 22,
  seedDistance: 27,
  seedBorder: 54,
  distractorPaddles: 30,
});

/**
 * Fills in what is not given: the thesis's circle radius 3, paddle length 5, thickness 2, inner margin 3 and continuity 1.8 (appendix
 * C.4.2.2), an image as large as the canvas, and, as the thesis leaves them open, the padding 22, the distance 27 between the target
 * paths' beginnings, 54 from the border, and the 30 distractor paddles of the published generator of Linsley et al. (2018) for a canvas of
 * 300, in proportion to the canvas's side; two beginnings are never so near that their paddles could not lie in a row.
 *
 * @throws InputError where a value is out of its range
 */
export function pathfinderOptions(
  given: Partial<PathfinderOptions> & Pick<PathfinderOptions, "pathLength">,
): PathfinderOptions {
  const canvas = given.canvas ?? given.size ?? 224;
  const share = canvas / PUBLISHED.canvas;
  const paddle = { paddleLength: 5, paddleThickness: 2, innerPaddleMargin: 3, ...given };
  const apart = paddle.paddleLength + 2 * paddle.innerPaddleMargin + paddle.paddleThickness;
  const options = {
    canvas,
    size: canvas,
    circleRadius: 3,
    continuity: 1.8,
    padding: Math.round(PUBLISHED.padding * share),
    seedDistance: Math.max(PUBLISHED.seedDistance * share, apart),
    seedBorder: PUBLISHED.seedBorder * share,
    distractorPaddles: Math.round(PUBLISHED.distractorPaddles * share),
    ...paddle,
  };
  checkOptions(options);
  return options;
}

function checkOptions(options: PathfinderOptions): void {
  const expect = (name: keyof PathfinderOptions, fits: boolean, range: string) => {
    if (!fits) throw new InputError(`pathfinder ${name}: expected ${range}, got ${options[name]}`);
  };
  const positive = ["circleRadius", "paddleLength", "paddleThickness", "continuity", "canvas"] as const;
  expect(
    "pathLength",
    Number.isInteger(options.pathLength) && options.pathLength >= 2 && options.pathLength <= 1000,
    "an integer from 2 to 1000",
  );
  for (const name of positive)
    expect(name, options[name] > 0 && Number.isFinite(options[name]), "a number > 0");
  for (const name of ["innerPaddleMargin", "padding", "seedDistance", "seedBorder"] as const)
    expect(name, options[name] >= 0 && Number.isFinite(options[name]), "a number >= 0");
  expect(
    "seedBorder",
    2 * options.seedBorder <= options.canvas,
    `at most half the canvas of ${options.canvas}`,
  );
  expect("size", Number.isInteger(options.size) && options.size >= 1, "an integer >= 1");
  expect(
    "distractorPaddles",
    Number.isInteger(options.distractorPaddles) && options.distractorPaddles >= 0,
    "an integer >= 0",
  );
}
