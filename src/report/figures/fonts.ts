import { createRequire } from "node:module";

/** The font of all pictures. It comes with this package's dependencies, so that text shows on systems without any font. */
export const FONT_FAMILY = "DejaVu Sans";

/** The files of {@link FONT_FAMILY}, regular and bold. */
export function fontFiles(): string[] {
  const { resolve } = createRequire(import.meta.url);
  return ["DejaVuSans.ttf", "DejaVuSans-Bold.ttf"].map((file) => resolve(`dejavu-fonts-ttf/ttf/${file}`));
}
