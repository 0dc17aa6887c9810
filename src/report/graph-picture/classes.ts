import type { PicturedGraph } from "../../evaluate/structure/removal-picture.js";
import { shownName } from "../wording/titles.js";
import type { Graph } from "./graph.js";
import { CLASS_COLOURS } from "./theme.js";

/** The classes that a graph's vertices have, by their numbers: the most frequent have a colour each, the others are grey. */
export function classesOf({
  labels,
  classNames,
}: Pick<PicturedGraph, "labels" | "classNames">): Pick<Graph, "labels" | "classes"> {
  const counts = new Map<number, number>();
  for (const label of labels ?? []) if (label !== -1) counts.set(label, (counts.get(label) ?? 0) + 1);
  if (labels === null || counts.size === 0) return { labels: null, classes: [] };
  const present = [...counts.keys()].sort((a, b) => a - b);
  const frequent = [...present].sort((a, b) => counts.get(b)! - counts.get(a)! || a - b);
  const coloured = new Set(frequent.slice(0, CLASS_COLOURS.length));
  const place = new Map(present.map((label, k) => [label, k]));
  let colour = 0;
  return {
    labels: labels.map((label) => place.get(label) ?? -1),
    classes: present.map((label) => ({
      name: shownName(classNames?.[label] ?? `class ${label}`),
      colour: coloured.has(label) ? colour++ : null,
    })),
  };
}
