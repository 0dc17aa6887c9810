import { COLOUR_TITLES, type ColourWay } from "../../graph-picture/colour-ways.js";
import {
  type Colouring,
  colouringOf,
  colourWaysOf,
  edgeColoursOf,
  largestWalkIndex,
} from "../../graph-picture/colouring.js";
import { type Graph, nameOf, type Remainder, remainderOf } from "../../graph-picture/graph.js";
import { type GraphPanel, graphSvg } from "../../graph-picture/graph-svg.js";
import { canvasDrawing } from "./canvas-drawing.js";
import type { Drawing, Point } from "./drawing.js";
import { element } from "./element.js";
import { colourClass, currentPalette } from "./palette.js";
import type { PictureSource } from "./picture-source.js";
import { downloadPng, downloadText } from "./save-picture.js";
import { hasWebGl, sigmaDrawing } from "./sigma-drawing.js";

/** What of a picture can be chosen. */
export interface PictureState {
  /** of each drawing, the index of its order; -1 for all edges */
  readonly orders: readonly number[];
  readonly removed: number;
  readonly colour: ColourWay;
  readonly ghosts: boolean;
}

export interface LivePicture {
  readonly state: PictureState;
  /** Draws anew, after the page's colours changed. */
  redraw(): void;
  /** Called when something else was chosen. */
  onChange(listener: (state: PictureState) => void): void;
  /** The picture for papers. */
  svg(): string;
  end(): void;
}

/** A browser gives a page 16 WebGL contexts or so, and a picture's two drawings take six. */
const MOST_ALIVE = 2;
/** Seconds that a drawing may take while the slider moves, and milliseconds after which it rests. */
const AT_ONCE = 0.2;
const REST = 250;
/** The ends of the pictures that are drawn, the longest drawn first. */
const alive: (() => void)[] = [];

interface Panel {
  readonly root: HTMLElement;
  readonly method: HTMLSelectElement | null;
  readonly box: HTMLElement;
  readonly ring: HTMLElement;
  readonly tip: HTMLElement;
  drawing: Drawing | null;
  /** of the order that is drawn; null for all edges */
  places: Uint32Array | null;
  order: number;
  remainder: Remainder;
  colouring: Colouring;
}

/**
 * Brings the drawings of a graph and the slider over its removal orders to life; what is drawn is made when it is first to be seen.
 *
 * @param root the markup of `pictureSection`
 */
export function livePicture(root: HTMLElement, source: PictureSource): LivePicture {
  const { graph, orders } = source;
  const slider = root.querySelector<HTMLInputElement>('input[type="range"]');
  const position = root.querySelector<HTMLOutputElement>(".position");
  const ghosts = root.querySelector<HTMLInputElement>(".ghosts");
  const colour = element<HTMLSelectElement>(root, ".colour");
  const ways = colourWaysOf(graph);
  let largest: number | undefined;
  const whole = remainderOf(graph, null, 0);
  const colouringFor = (remainder: Remainder): Colouring => {
    const way = colour.value as ColourWay;
    if (way === "walk-index") largest ??= largestWalkIndex(graph);
    return colouringOf(way, graph, remainder, largest ?? 1);
  };
  if (!ways.includes(colour.value as ColourWay)) colour.value = ways[0];
  const listeners: ((state: PictureState) => void)[] = [];
  const panels = [...root.querySelectorAll<HTMLElement>(".panel")].map((panel): Panel => {
    const method = panel.querySelector<HTMLSelectElement>(".method");
    return {
      root: panel,
      method,
      box: element(panel, ".drawing"),
      ring: element(panel, ".ring"),
      tip: element(panel, ".tip"),
      drawing: null,
      places: null,
      order: Number.NaN,
      remainder: whole,
      colouring: colouringFor(whole),
    };
  });
  const chosenOf = ({ method, root: { dataset } }: Panel) => Number(method?.value ?? dataset.order ?? -1);
  const state = (): PictureState => ({
    orders: panels.map(chosenOf),
    removed: Number(slider?.value ?? 0),
    colour: colour.value as ColourWay,
    ghosts: ghosts?.checked ?? false,
  });

  /** The vertex that is marked, in which drawing the pointer is over it. */
  let marked: number | null = null;
  const mark = (vertex: number | null, near: Panel | null) => {
    marked = vertex;
    for (const panel of panels) {
      panel.ring.hidden = vertex === null;
      panel.tip.hidden = vertex === null || (near !== null && panel !== near);
      if (vertex !== null)
        panel.tip.replaceChildren(...factsOf(graph, vertex, panel).map((fact) => textElement("div", fact)));
    }
    place();
  };
  const place = () => {
    if (marked === null) return;
    for (const panel of panels) placeMark(panel, panel.drawing?.placeOf(marked));
  };

  const update = () => {
    const { removed: count } = state();
    const text = `${grouped(count)} of ${grouped(graph.edgeCount)} (${share(count, graph.edgeCount)} %)`;
    if (position !== null) position.textContent = text;
    slider?.setAttribute("aria-valuetext", `${text} edges removed`);
    for (const button of root.querySelectorAll<HTMLButtonElement>(".jumps button"))
      button.setAttribute("aria-pressed", String(Number(button.dataset.level) === count));
    for (const panel of panels) {
      const order = orders[panel.order];
      const remainder = remainderOf(graph, panel.places, Math.min(count, order?.removable ?? 0));
      panel.remainder = remainder;
      for (const name of ["kept", "removed", "isolated", "components", "largest"] as const)
        element(panel.root, `[data-count="${name}"]`).textContent = grouped(remainder[name]);
      const accuracy = panel.root.querySelector('[data-count="accuracy"]');
      if (accuracy !== null) accuracy.textContent = accuracyNear(source, panel.order, count);
      panel.box.setAttribute(
        "aria-label",
        `The graph, ${order?.title ?? "all edges"}: ${remainder.kept} edges kept, ${remainder.isolated} isolated vertices`,
      );
    }
    clearTimeout(later);
    if (seconds < AT_ONCE) return drawNow();
    root.setAttribute("aria-busy", "true");
    later = setTimeout(drawNow, REST);
  };

  /** How long the last drawing took; where it is long, the next is made when the slider rests. */
  let seconds = 0;
  let later: ReturnType<typeof setTimeout> | undefined;
  const drawNow = () => {
    const palette = currentPalette(root);
    const start = performance.now();
    for (const panel of panels) {
      panel.colouring = colouringFor(panel.remainder);
      panel.drawing?.show({
        remainder: panel.remainder,
        vertexColours: panel.colouring.vertices,
        edgeColours: edgeColoursOf(graph, panel.colouring),
        ghosts: state().ghosts,
        palette,
      });
    }
    seconds = (performance.now() - start) / 1000;
    root.removeAttribute("aria-busy");
    slow.hidden = seconds < AT_ONCE;
    slow.textContent = `A drawing takes ${seconds.toFixed(1)} s here: it follows when the slider rests. The counts are those of the slider.`;
    legend(element(root, ".classes"), panels);
    if (marked !== null) mark(marked, null);
  };

  /** Takes the order that a drawing's choice names; where it has to be computed, the drawing stays as it is until it is there. */
  const take = (panel: Panel) => {
    const order = chosenOf(panel);
    const told = element<HTMLElement>(panel.root, ".told");
    const done = (places: Uint32Array | null, message: string) => {
      if (chosenOf(panel) !== order) return;
      panel.places = places;
      panel.order = order;
      panel.root.removeAttribute("aria-busy");
      told.textContent = message;
      told.hidden = message === "";
      soon();
    };
    if (order < 0) return done(null, "");
    const title = orders[order].title;
    const failed = (error: unknown) =>
      done(null, `All edges are shown. ${title}: ${error instanceof Error ? error.message : String(error)}`);
    try {
      const places = source.places(order);
      if (places instanceof Uint32Array) return done(places, "");
      panel.root.setAttribute("aria-busy", "true");
      told.textContent = `${title}: computing the order; until then the drawing is as it was.`;
      told.hidden = false;
      places.then((computed) => done(computed, ""), failed);
    } catch (error) {
      failed(error);
    }
  };

  const slow = textElement("p", "");
  slow.className = "absent slow";
  slow.hidden = true;
  element(root, ".panels").after(slow);
  let frame = 0;
  const soon = () => {
    cancelAnimationFrame(frame);
    frame = requestAnimationFrame(update);
  };
  const changed = () => {
    soon();
    for (const listener of listeners) listener(state());
  };
  slider?.addEventListener("input", changed);
  ghosts?.addEventListener("change", changed);
  colour.addEventListener("change", changed);
  for (const panel of panels)
    panel.method?.addEventListener("change", () => {
      take(panel);
      changed();
    });
  for (const button of root.querySelectorAll<HTMLButtonElement>(".jumps button"))
    button.addEventListener("click", () => {
      if (slider !== null) slider.value = button.dataset.level ?? "0";
      changed();
    });
  // One camera for both: the other follows.
  for (const button of root.querySelectorAll<HTMLButtonElement>(".zoom button"))
    button.addEventListener("click", () =>
      panels[0].drawing?.zoom((button.dataset.zoom ?? "reset") as Parameters<Drawing["zoom"]>[0]),
    );
  for (const panel of panels) liveBox(panel, (vertex) => mark(vertex, panel));
  search(root, graph, (vertex) => {
    mark(vertex, null);
    if (vertex !== null) panels[0].drawing?.centre(vertex);
    if (vertex === null) return "";
    const facts = panels.map((panel) => factsOf(graph, vertex, panel));
    if (facts.length === 1) return facts[0].join(", ");
    const told = facts.map(([, ...others], k) => `${panels[k].root.dataset.side}: ${others.join(", ")}`);
    return `${facts[0][0]}; ${told.join("; ")}`;
  });

  const svg = () => {
    const { colour: way, ghosts: isGhostly } = state();
    const drawn = panels.map(({ order, remainder, colouring }): GraphPanel => {
      const title = orders[order]?.title;
      const removed = `${grouped(remainder.removed)} of ${grouped(graph.edgeCount)} edges removed`;
      return { title: title === undefined ? "all edges" : `${title}: ${removed}`, remainder, colouring };
    });
    return graphSvg(graph, drawn, {
      description: drawn.map(({ title }) => title).join("; "),
      colourTitle: COLOUR_TITLES[way],
      ghosts: isGhostly,
    });
  };
  const name = root.dataset.name ?? "graph";
  root
    .querySelector(".save-svg")
    ?.addEventListener("click", () => downloadText(svg(), `${name}.svg`, "image/svg+xml"));
  root.querySelector(".save-png")?.addEventListener("click", () => void downloadPng(svg(), `${name}.png`));

  const scheme = matchMedia("(prefers-color-scheme: dark)");
  scheme.addEventListener("change", soon);
  for (const panel of panels) take(panel);
  update();

  const end = () => {
    for (const panel of panels) {
      panel.drawing?.end();
      panel.drawing = null;
    }
  };
  const observer = new IntersectionObserver(
    (entries) => {
      if (!entries.some(({ isIntersecting }) => isIntersecting) || panels[0].drawing !== null) return;
      while (alive.length >= MOST_ALIVE) alive.shift()?.();
      alive.push(end);
      draw(root, graph, panels);
      for (const { drawing } of panels) drawing?.onMove(place);
      update();
    },
    { rootMargin: "300px" },
  );
  observer.observe(root);
  const paper = onPaper(graph, panels, update);
  return {
    get state() {
      return state();
    },
    redraw: soon,
    onChange: (listener) => listeners.push(listener),
    svg,
    end() {
      cancelAnimationFrame(frame);
      clearTimeout(later);
      observer.disconnect();
      scheme.removeEventListener("change", soon);
      paper();
      if (alive.includes(end)) alive.splice(alive.indexOf(end), 1);
      end();
    },
  };
}

function draw(root: HTMLElement, graph: Graph, panels: readonly Panel[]): void {
  if (hasWebGl()) {
    const drawings = panels.map(({ box }) => sigmaDrawing(box, graph));
    const [left, right] = drawings;
    if (right !== undefined) {
      left.follow(right);
      right.follow(left);
    }
    for (const [k, panel] of panels.entries()) panel.drawing = drawings[k];
    return;
  }
  for (const panel of panels) panel.drawing = canvasDrawing(panel.box, graph);
  if (root.querySelector(".no-webgl") !== null) return;
  const note = textElement(
    "p",
    "This browser gives no WebGL: the pictures are drawn plainly and cannot be zoomed.",
  );
  note.className = "absent no-webgl";
  root.append(note);
}

/** WebGL is not printed: for the time of printing plain drawings take its place. @returns what ends that */
function onPaper(graph: Graph, panels: readonly Panel[], update: () => void): () => void {
  let screen: (Drawing | null)[] | null = null;
  const before = () => {
    screen ??= panels.map(({ drawing }) => drawing);
    for (const panel of panels) {
      panel.box.classList.add("on-paper");
      panel.drawing = canvasDrawing(panel.box, graph);
    }
    update();
  };
  const after = () => {
    for (const [k, panel] of panels.entries()) {
      panel.drawing?.end();
      panel.drawing = screen?.[k] ?? null;
      panel.box.classList.remove("on-paper");
    }
    screen = null;
    update();
  };
  addEventListener("beforeprint", before);
  addEventListener("afterprint", after);
  return () => {
    removeEventListener("beforeprint", before);
    removeEventListener("afterprint", after);
  };
}

/** How far an arrow key moves the view, as a part of the box. */
const STEP = 0.1;
const ARROWS: Readonly<Record<string, readonly [right: number, down: number]>> = {
  ArrowLeft: [-STEP, 0],
  ArrowRight: [STEP, 0],
  ArrowUp: [0, -STEP],
  ArrowDown: [0, STEP],
};
const ZOOMS: Readonly<Record<string, "in" | "out" | "reset">> = {
  "+": "in",
  "=": "in",
  "-": "out",
  "0": "reset",
};

/** The pointer names vertices; keys move and zoom a drawing that has the focus. */
function liveBox(panel: Panel, mark: (vertex: number | null) => void): void {
  const { box } = panel;
  let frame = 0;
  box.addEventListener("pointermove", (event) => {
    cancelAnimationFrame(frame);
    frame = requestAnimationFrame(() => {
      const { left, top } = box.getBoundingClientRect();
      const at: Point = { x: event.clientX - left, y: event.clientY - top };
      mark(panel.drawing?.vertexAt(at) ?? null);
    });
  });
  box.addEventListener("pointerleave", () => {
    cancelAnimationFrame(frame);
    mark(null);
  });
  box.addEventListener("keydown", (event) => {
    const arrow = ARROWS[event.key];
    const zoom = ZOOMS[event.key];
    if (arrow !== undefined) panel.drawing?.pan(...arrow);
    else if (zoom !== undefined) panel.drawing?.zoom(zoom);
    else if (event.key === "Escape") mark(null);
    else return;
    event.preventDefault();
  });
}

/** A name typed marks its vertex; Enter goes to the next one that fits. */
function search(root: HTMLElement, graph: Graph, show: (vertex: number | null) => string): void {
  const field = root.querySelector<HTMLInputElement>(".search");
  if (field === null) return;
  const told = element<HTMLElement>(root, ".found");
  let at = 0;
  const find = () => {
    const wanted = field.value.trim().toLowerCase();
    if (wanted === "") {
      told.textContent = "";
      show(null);
      return;
    }
    const matches = matchingVertices(graph, wanted);
    if (matches.length === 0) {
      told.textContent = `No vertex has "${field.value.trim()}" in its name.`;
      show(null);
      return;
    }
    at %= matches.length;
    const facts = show(matches[at]);
    const which = matches.length === 1 ? "" : `${grouped(at + 1)} of ${grouped(matches.length)}: `;
    told.textContent = `${which}${facts}`;
  };
  field.addEventListener("input", () => {
    at = 0;
    find();
  });
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    at++;
    find();
  });
}

/** The vertices of a name first, then those whose names begin with it, then those that have it within. O(V). */
function matchingVertices(graph: Graph, wanted: string): number[] {
  const ranks: number[][] = [[], [], []];
  for (let t = 0; t < graph.vertexCount; t++) {
    const name = nameOf(graph, t).toLowerCase();
    const found = name.indexOf(wanted);
    if (found >= 0) ranks[name === wanted ? 0 : found === 0 ? 1 : 2].push(t);
  }
  return ranks.flat();
}

/** What is told of a vertex, a line for each fact. */
function factsOf(graph: Graph, t: number, { remainder, colouring }: Panel): string[] {
  const whole = degreeIn(graph, t);
  const size = remainder.sizes[remainder.roots[t]];
  const label = graph.labels?.[t] ?? -1;
  return [
    nameOf(graph, t),
    ...(label < 0 ? [] : [`class ${graph.classes[label].name}`.replace(/^class class /, "class ")]),
    `${grouped(remainder.degrees[t])} of ${grouped(whole)} ${whole === 1 ? "edge" : "edges"}`,
    ...(colouring.walkIndices === null ? [] : [`walk index ${grouped(colouring.walkIndices[t])}`]),
    size === 1 ? "isolated" : `in a component of ${grouped(size)} vertices`,
  ];
}

function degreeIn({ edgeCount, sources, targets }: Graph, t: number): number {
  let degree = 0;
  for (let e = 0; e < edgeCount; e++) degree += (sources[e] === t ? 1 : 0) + (targets[e] === t ? 1 : 0);
  return degree;
}

/** The ring around a vertex, and what is said of it beside, within the box. */
function placeMark({ box, ring, tip }: Panel, at: Point | undefined): void {
  if (at === undefined) return;
  const { clientWidth: width, clientHeight: height } = box;
  const isInside = at.x >= 0 && at.y >= 0 && at.x <= width && at.y <= height;
  ring.hidden = !isInside;
  if (!isInside) tip.hidden = true;
  ring.style.left = `${at.x}px`;
  ring.style.top = `${at.y}px`;
  const right = at.x + 14 + tip.offsetWidth < width ? at.x + 14 : at.x - 14 - tip.offsetWidth;
  tip.style.left = `${Math.max(0, right)}px`;
  tip.style.top = `${Math.max(0, Math.min(at.y - tip.offsetHeight / 2, height - tip.offsetHeight))}px`;
}

/** The accuracy of the measured level nearest to a count: it says which level that is. */
function accuracyNear({ orders, levels }: PictureSource, order: number, count: number): string {
  const accuracies = orders[Math.max(0, order)]?.accuracies ?? {};
  const measured = (order < 0 ? levels.slice(0, 1).filter((level) => level === 0) : levels).filter(
    (level) => accuracies[level] !== undefined,
  );
  const near = measured.reduce(
    (best, level) => (Math.abs(level - count) < Math.abs(best - count) ? level : best),
    measured[0] ?? Number.NaN,
  );
  return accuracies[near] ?? "not measured";
}

/** What the colours mean, in any of the drawings. */
function legend(box: HTMLElement, panels: readonly Panel[]): void {
  const names = new Map<number, Set<string>>();
  for (const { colouring } of panels)
    for (const { name, colour } of colouring.entries)
      names.set(colour, (names.get(colour) ?? new Set()).add(name));
  const entries = [...names].sort(([a], [b]) => Number(a < 0) - Number(b < 0) || a - b);
  const texts = entries.flatMap(([colour, of]) =>
    // Several classes are grey; a component's colour is told for each drawing.
    (colour < 0 ? [...of] : [[...of].join(" / ")]).map((text) => ({ colour, text })),
  );
  box.replaceChildren(
    ...texts.map(({ colour, text }) => {
      const entry = textElement("span", text);
      entry.className = `class ${colourClass(colour)}`;
      return entry;
    }),
  );
}

function textElement(tag: string, text: string): HTMLElement {
  const made = document.createElement(tag);
  made.textContent = text;
  return made;
}

function share(count: number, of: number): string {
  return of === 0 ? "0.0" : ((100 * count) / of).toFixed(1);
}

function grouped(count: number): string {
  return count.toLocaleString("en-US");
}
