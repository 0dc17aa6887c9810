import { parse, View } from "vega";
import { compile, type TopLevelSpec } from "vega-lite";

/**
 * Draws a Vega-Lite specification as an SVG document, without a browser. Characters that XML has not become U+FFFD.
 *
 * @throws Error where Vega cannot draw it, or only a part of it
 */
export async function renderSvg(specification: TopLevelSpec): Promise<string> {
  const faults: unknown[] = [];
  const view = new View(parse(compile(specification).spec), {
    renderer: "none",
    logger: faultCollector(faults),
  });
  try {
    const svg = await view.toSVG();
    if (faults.length > 0) throw faults[0] instanceof Error ? faults[0] : new Error(String(faults[0]));
    return svg.replace(/(?![\t\n\r])[\p{Cc}\p{Cs}\ufffe\uffff]/gu, "\ufffd");
  } finally {
    view.finalize();
  }
}

/** Vega tells its errors to a logger and goes on: a picture with a part missing would pass for whole. */
function faultCollector(faults: unknown[]) {
  const logger = {
    level: (_?: number) => logger,
    error: (...values: readonly unknown[]) => {
      faults.push(...values);
      return logger;
    },
    warn: () => logger,
    info: () => logger,
    debug: () => logger,
  };
  // Its types have two calls of `level`, one to ask and one to set.
  return logger as unknown as ReturnType<View["logger"]>;
}
