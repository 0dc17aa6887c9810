import { Resvg } from "@resvg/resvg-js";
import { fontFiles } from "./fonts.js";
import { FONT_FAMILY } from "./theme.js";

/**
 * Draws an SVG document as a PNG image, with this package's own font.
 *
 * @param scale pixels of the image for one of the document's; default 2, sharp on screens of high density
 */
export function renderPng(svg: string, scale = 2): Uint8Array {
  const picture = new Resvg(svg, {
    fitTo: { mode: "zoom", value: scale },
    font: { loadSystemFonts: false, fontFiles: fontFiles(), defaultFontFamily: FONT_FAMILY },
  });
  return picture.render().asPng();
}
