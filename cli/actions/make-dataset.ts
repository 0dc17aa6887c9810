import { contactSheet } from "../../datasets/images/contact-sheet.js";
import { type BinaryImageBytes, writeImageFile } from "../../datasets/images/image-file.js";
import { type ImageSource, openImagePools } from "../../datasets/images/image-pools.js";
import { isSameClass } from "../../datasets/images/is-same-class.js";
import { type ImageSupply, pathfinder } from "../../datasets/images/pathfinder.js";
import type { PathfinderOptions } from "../../datasets/images/pathfinder-options.js";
import { InputError } from "../../src/errors.js";
import { writeFileAtomic } from "../../src/files.js";
import type { Globals } from "../options/globals.js";
import { releaseSignals } from "../terminal/interrupt.js";

interface MakeOptions extends Pick<ImageSupply, "count" | "part"> {
  readonly out: string;
  readonly contactSheet?: string;
}

export interface MakePathfinderOptions
  extends MakeOptions,
    Partial<
      Pick<
        PathfinderOptions,
        "canvas" | "circleRadius" | "paddleLength" | "paddleThickness" | "continuity" | "padding"
      >
    > {
  readonly length: number;
  readonly size: number;
  readonly margin?: number;
  readonly distractors?: number;
}

export interface MakeIsSameClassOptions extends MakeOptions {
  readonly images: ImageSource;
  readonly distance: number;
  readonly height: number;
  readonly width: number;
}

/** Writes images of the Pathfinder task. */
export async function makePathfinder(options: MakePathfinderOptions, globals: Globals): Promise<void> {
  const { out, contactSheet: sheet, count, part, length, margin, distractors, ...given } = options;
  checkNames(options);
  await releaseSignals();
  const named = { ...given, innerPaddleMargin: margin, distractorPaddles: distractors };
  const settings = Object.fromEntries(Object.entries(named).filter(([, value]) => value !== undefined));
  const images = pathfinder({ pathLength: length, ...settings }, { count, part, seed: globals.seed });
  await save(images, options, globals);
}

/** Writes images of the Is-Same-Class task. */
export async function makeIsSameClass(options: MakeIsSameClassOptions, globals: Globals): Promise<void> {
  const { count, part, images: source, distance, height, width } = options;
  checkNames(options);
  await releaseSignals();
  const pools = await openImagePools(source, globals.dataDir);
  globals.console.message(`${source}: ${pools.origin}; ${pools[part].count} images to draw from`);
  const supply = { count, part, seed: globals.seed };
  await save(isSameClass(pools[part], { distance, height, width }, supply), options, globals);
}

/** @throws InputError where a name does not end as what is written */
function checkNames({ out, contactSheet: sheet }: MakeOptions): void {
  if (!/\.npz$/i.test(out)) throw new InputError(`-o ${out}: expected a file name ending in .npz`);
  if (sheet !== undefined && !/\.png$/i.test(sheet))
    throw new InputError(`--contact-sheet ${sheet}: expected a file name ending in .png`);
}

async function save(images: BinaryImageBytes, options: MakeOptions, { console }: Globals): Promise<void> {
  const { name, count, height, width, channels, labels } = images;
  const archive = writeImageFile(images);
  await writeFileAtomic(options.out, archive);
  if (options.contactSheet !== undefined) await writeFileAtomic(options.contactSheet, contactSheet(images));
  const ones = labels.reduce((sum, label) => sum + label, 0);
  const lines = [
    `${name}, ${options.part}: ${count} images of ${height} x ${width} x ${channels}, ${ones} of them with label 1`,
    `written to ${options.out} (${archive.length} bytes)`,
    ...(options.contactSheet === undefined ? [] : [`contact sheet: ${options.contactSheet}`]),
  ];
  console.result(lines.join("\n"), {
    name,
    part: options.part,
    images: count,
    shape: [height, width, channels],
    ones,
    output: { file: options.out, bytes: archive.length, contactSheet: options.contactSheet ?? null },
  });
}
