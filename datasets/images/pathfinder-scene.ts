import { InputError } from "../../src/errors.js";
import type { Random } from "../../src/random.js";
import { createPaddleClearance, type Paddle, type PaddleClearance } from "./paddle-clearance.js";
import type { PathfinderOptions } from "./pathfinder-options.js";

/** What a Pathfinder image shows, as geometry in units of its canvas. */
export interface PathfinderScene {
  /** 1 where one path joins the two circles, else 0 */
  readonly label: number;
  /** paddles in order; the two target paths first, then the distractors */
  readonly paths: readonly (readonly Paddle[])[];
  /** centres: the tail of a target path's first paddle, and the head of the last one of the same or of the other path */
  readonly circles: readonly [Point, Point];
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Draws before a direction is given up, a path is begun again (a distractor: left out), and a scene is impossible. */
const TURNS = 12;
const PLACES = 60;
const DISTRACTOR_TRIES = 5;
const SCENE_TRIES = 20_000;

/**
 * Draws a scene of the Pathfinder challenge.
 *
 * Two target paths begin `seedDistance` apart, in any directions, and grow paddle by paddle, in turn. A path's next paddle turns about a
 * point `innerPaddleMargin` ahead of the last one, by an angle d with density proportional to cos^2(continuity * d) on |d| <= 90 degrees /
 * continuity, and begins `innerPaddleMargin` behind it. Distractors, a third as long, follow wherever there is room. A circle marks the
 * beginning of one target path, another the end of the same (label 1) or of the other (label 0), so that neither the circles nor the
 * paths alone tell the label. Source: Linsley et al. (2018), section 4 and their published generator; thesis appendix C.4.2.2.
 *
 * Deviations from that generator: coordinates and directions are real numbers, not pixels; every paddle keeps 2 * innerPaddleMargin from
 * every other but its neighbours on a path, also from the last ones of the target paths, which that generator may run into.
 *
 * Complexity: O(paddles^2) expected where there is room.
 * @throws InputError where two paths of that length do not fit on the canvas
 */
export function drawPathfinderScene(
  options: PathfinderOptions,
  label: number,
  random: Random,
): PathfinderScene {
  const { canvas, padding, innerPaddleMargin, paddleThickness, circleRadius, pathLength } = options;
  const frame = padding + innerPaddleMargin + paddleThickness / 2;
  const clearance = createPaddleClearance(canvas, frame, 2 * innerPaddleMargin + paddleThickness);
  for (let attempt = 0; attempt < SCENE_TRIES; attempt++) {
    const targets = drawTargets(options, clearance, random);
    if (targets !== undefined) {
      const first = random.integer(2);
      const [{ tailX, tailY }] = targets[first];
      const { headX, headY } = targets[label === 1 ? first : 1 - first][pathLength - 1];
      if (Math.hypot(headX - tailX, headY - tailY) >= 2 * circleRadius)
        return {
          label,
          paths: [...targets, ...drawDistractors(options, clearance, random)],
          circles: [
            { x: tailX, y: tailY },
            { x: headX, y: headY },
          ],
        };
    }
    clearance.keep(0);
  }
  throw new InputError(
    `pathfinder: expected a canvas on which two paths of ${pathLength} paddles fit, found no place on one of ${canvas} in ${SCENE_TRIES} attempts; take a larger canvas or a shorter path`,
  );
}

type Path = Paddle[];

function drawTargets(
  options: PathfinderOptions,
  clearance: PaddleClearance,
  random: Random,
): [Path, Path] | undefined {
  const { canvas, seedDistance, seedBorder, pathLength } = options;
  const place = () => seedBorder + (canvas - 2 * seedBorder) * random.uniform();
  const first = placePaddle({ x: place(), y: place() }, options, clearance, random);
  if (first === undefined) return undefined;
  const angle = 2 * Math.PI * random.uniform();
  const second = placePaddle(
    { x: first.tailX + seedDistance * Math.cos(angle), y: first.tailY + seedDistance * Math.sin(angle) },
    options,
    clearance,
    random,
  );
  if (second === undefined) return undefined;
  const paths: [Path, Path] = [[first], [second]];
  for (let length = 1; length < pathLength; length++)
    for (const path of paths) if (!extend(path, options, clearance, random)) return undefined;
  return paths;
}

function drawDistractors(options: PathfinderOptions, clearance: PaddleClearance, random: Random): Path[] {
  const { pathLength, distractorPaddles } = options;
  const length = Math.max(1, Math.floor(pathLength / 3));
  const count = Math.ceil((3 * distractorPaddles) / pathLength);
  const paths: Path[] = [];
  for (let distractor = 0; distractor < count; distractor++)
    for (let attempt = 0; attempt < DISTRACTOR_TRIES; attempt++) {
      const before = clearance.count;
      const path = drawPath(length, options, clearance, random);
      if (path !== undefined) {
        paths.push(path);
        break;
      }
      clearance.keep(before);
    }
  return paths;
}

function drawPath(
  length: number,
  options: PathfinderOptions,
  clearance: PaddleClearance,
  random: Random,
): Path | undefined {
  const { canvas } = options;
  for (let attempt = 0; attempt < PLACES; attempt++) {
    const seed = placePaddle(
      { x: canvas * random.uniform(), y: canvas * random.uniform() },
      options,
      clearance,
      random,
    );
    if (seed === undefined) continue;
    const path = [seed];
    while (path.length < length) if (!extend(path, options, clearance, random)) return undefined;
    return path;
  }
  return undefined;
}

/** A path's first paddle, with its tail at a point, in any direction; undefined where that direction is blocked. */
function placePaddle(
  { x, y }: Point,
  { paddleLength }: PathfinderOptions,
  clearance: PaddleClearance,
  random: Random,
): Paddle | undefined {
  const angle = 2 * Math.PI * random.uniform();
  const paddle = {
    tailX: x,
    tailY: y,
    headX: x + paddleLength * Math.cos(angle),
    headY: y + paddleLength * Math.sin(angle),
  };
  if (!clearance.fits(paddle)) return undefined;
  clearance.add(paddle);
  return paddle;
}

function extend(path: Path, options: PathfinderOptions, clearance: PaddleClearance, random: Random): boolean {
  const { paddleLength, innerPaddleMargin, continuity } = options;
  const last = path[path.length - 1];
  const heading = Math.atan2(last.headY - last.tailY, last.headX - last.tailX);
  const pivotX = last.headX + innerPaddleMargin * Math.cos(heading);
  const pivotY = last.headY + innerPaddleMargin * Math.sin(heading);
  for (let turn = 0; turn < TURNS; turn++) {
    const angle = heading + drawTurn(continuity, random);
    const [x, y] = [Math.cos(angle), Math.sin(angle)];
    const paddle = {
      tailX: pivotX + innerPaddleMargin * x,
      tailY: pivotY + innerPaddleMargin * y,
      headX: pivotX + (innerPaddleMargin + paddleLength) * x,
      headY: pivotY + (innerPaddleMargin + paddleLength) * y,
    };
    if (!clearance.fits(paddle, last)) continue;
    clearance.add(paddle);
    path.push(paddle);
    return true;
  }
  return false;
}

/** An angle of density proportional to cos^2(continuity * angle) where the cosine's argument is within a right angle. */
function drawTurn(continuity: number, random: Random): number {
  const most = Math.min(Math.PI, Math.PI / 2 / continuity);
  for (;;) {
    const angle = most * (2 * random.uniform() - 1);
    if (random.uniform() < Math.cos(continuity * angle) ** 2) return angle;
  }
}
