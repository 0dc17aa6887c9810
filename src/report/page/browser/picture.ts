import { canvasDrawing } from "./canvas-drawing.js";
import type { Drawing } from "./drawing.js";
import { element } from "./element.js";
import { type Graph, graphOf, remainderOf } from "./graph.js";
import { currentPalette } from "./palette.js";
import type { PictureData } from "./picture-data.js";
import { hasWebGl, sigmaDrawing } from "./sigma-drawing.js";

/** A browser gives a page 16 WebGL contexts or so, and a picture's two drawings take six. */
const MOST_ALIVE = 2;
/** The ends of the pictures that are drawn, the longest drawn first. */
const alive: (() => void)[] = [];

/** Brings the two pictures of a graph and the slider over its removal orders to life, when they are first to be seen. */
export function livePicture(root: HTMLElement): void {
  const data: PictureData = JSON.parse(
    document.getElementById(root.dataset.picture ?? "")?.textContent ?? "null",
  );
  const graph = graphOf(data);
  const slider = element<HTMLInputElement>(root, 'input[type="range"]');
  const position = element<HTMLOutputElement>(root, ".position");
  const ghosts = element<HTMLInputElement>(root, ".ghosts");
  const panels = [...root.querySelectorAll<HTMLElement>(".panel")].map((panel) => ({
    panel,
    method: element<HTMLSelectElement>(panel, ".method"),
    box: element<HTMLElement>(panel, ".drawing"),
    drawing: null as Drawing | null,
  }));
  // Before and after: all edges, and the first method.
  panels[0].method.value = "-1";
  panels[1].method.value = "0";

  const update = () => {
    const count = Number(slider.value);
    const text = `${grouped(count)} of ${grouped(data.edgeCount)} (${share(count, data.edgeCount)} %)`;
    position.textContent = text;
    slider.setAttribute("aria-valuetext", `${text} edges removed`);
    for (const button of root.querySelectorAll<HTMLButtonElement>(".jumps button"))
      button.setAttribute("aria-pressed", String(Number(button.dataset.level) === count));
    const palette = currentPalette();
    for (const { panel, method, box, drawing } of panels) {
      const chosen = Number(method.value);
      const order = data.orders[chosen];
      const remainder = remainderOf(
        graph,
        graph.places[chosen] ?? null,
        Math.min(count, order?.removable ?? 0),
      );
      for (const name of ["kept", "removed", "isolated", "components", "largest"] as const)
        element(panel, `[data-count="${name}"]`).textContent = grouped(remainder[name]);
      element(panel, '[data-count="accuracy"]').textContent = accuracyNear(data, chosen, count);
      const title = order?.title ?? "all edges";
      box.setAttribute(
        "aria-label",
        `The graph, ${title}: ${remainder.kept} edges kept, ${remainder.isolated} isolated vertices`,
      );
      drawing?.show({ remainder, ghosts: ghosts.checked, palette });
    }
  };

  let frame = 0;
  const soon = () => {
    cancelAnimationFrame(frame);
    frame = requestAnimationFrame(update);
  };
  slider.addEventListener("input", soon);
  ghosts.addEventListener("change", soon);
  for (const { method } of panels) method.addEventListener("change", soon);
  for (const button of root.querySelectorAll<HTMLButtonElement>(".jumps button"))
    button.addEventListener("click", () => {
      slider.value = button.dataset.level ?? "0";
      soon();
    });
  // One camera for both: the other follows.
  for (const button of root.querySelectorAll<HTMLButtonElement>(".zoom button"))
    button.addEventListener("click", () =>
      panels[0].drawing?.zoom((button.dataset.zoom ?? "reset") as Parameters<Drawing["zoom"]>[0]),
    );
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", soon);
  legend(element(root, ".classes"), data);
  update();

  const end = () => {
    for (const panel of panels) {
      panel.drawing?.end();
      panel.drawing = null;
    }
  };
  new IntersectionObserver(
    (entries) => {
      if (!entries.some(({ isIntersecting }) => isIntersecting) || panels[0].drawing !== null) return;
      while (alive.length >= MOST_ALIVE) alive.shift()?.();
      alive.push(end);
      draw(root, graph, panels);
      update();
    },
    { rootMargin: "300px" },
  ).observe(root);
  onPaper(graph, panels, update);
}

interface Panel {
  readonly box: HTMLElement;
  drawing: Drawing | null;
}

function draw(root: HTMLElement, graph: Graph, panels: readonly Panel[]): void {
  if (hasWebGl()) {
    const [left, right] = panels.map(({ box }) => sigmaDrawing(box, graph));
    left.follow(right);
    right.follow(left);
    panels[0].drawing = left;
    panels[1].drawing = right;
    return;
  }
  for (const panel of panels) panel.drawing = canvasDrawing(panel.box, graph);
  if (root.querySelector(".no-webgl") !== null) return;
  const note = document.createElement("p");
  note.className = "absent no-webgl";
  note.textContent = "This browser gives no WebGL: the pictures are drawn plainly and cannot be zoomed.";
  root.append(note);
}

/** WebGL is not printed: for the time of printing plain drawings take its place. */
function onPaper(graph: Graph, panels: readonly Panel[], update: () => void): void {
  let screen: (Drawing | null)[] | null = null;
  addEventListener("beforeprint", () => {
    screen ??= panels.map(({ drawing }) => drawing);
    for (const panel of panels) {
      panel.box.classList.add("on-paper");
      panel.drawing = canvasDrawing(panel.box, graph);
    }
    update();
  });
  addEventListener("afterprint", () => {
    for (const [k, panel] of panels.entries()) {
      panel.drawing?.end();
      panel.drawing = screen?.[k] ?? null;
      panel.box.classList.remove("on-paper");
    }
    screen = null;
    update();
  });
}

/** The accuracy of the measured level nearest to a count: it says which level that is. */
function accuracyNear({ orders, levels }: PictureData, order: number, count: number): string {
  const { accuracies } = orders[Math.max(0, order)];
  const measured = (order < 0 ? levels.slice(0, 1).filter((level) => level === 0) : levels).filter(
    (level) => accuracies[level] !== undefined,
  );
  const near = measured.reduce(
    (best, level) => (Math.abs(level - count) < Math.abs(best - count) ? level : best),
    measured[0] ?? Number.NaN,
  );
  return accuracies[near] ?? "not measured";
}

function legend(box: HTMLElement, { classes }: PictureData): void {
  for (const { name, colour } of classes) {
    const entry = document.createElement("span");
    entry.className = `class ${colour === null ? "baseline" : `c${colour}`}`;
    entry.textContent = name;
    box.append(entry);
  }
}

function share(count: number, of: number): string {
  return of === 0 ? "0.0" : ((100 * count) / of).toFixed(1);
}

function grouped(count: number): string {
  return count.toLocaleString("en-US");
}
