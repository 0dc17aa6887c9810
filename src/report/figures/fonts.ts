import { createRequire } from "node:module";

/** The files of the theme's font, regular and bold. It comes with this package's dependencies, so that text shows on systems without any font. */
export function fontFiles(): string[] {
  const { resolve } = createRequire(import.meta.url);
  return ["DejaVuSans.ttf", "DejaVuSans-Bold.ttf"].map((file) => resolve(`dejavu-fonts-ttf/ttf/${file}`));
}
