import { type Trajectory, trajectoryColumn } from "../factorization/index.js";
import type { Figure, Series } from "../figure.js";
import type { Watched } from "./completion-model.js";
import type { FactorizeSettings } from "./settings.js";

/** The run as a picture: errors, then what the model watches (singular values or norms of components), against iterations. */
export function factorizeFigure(
  settings: FactorizeSettings,
  shape: readonly number[],
  trajectory: Trajectory,
  watched: readonly Watched[],
): Figure {
  const { model, width, depth, initScale } = settings;
  const x = trajectoryColumn(trajectory, "iteration");
  const column = (name: string, label = name): Series => ({
    name: label,
    x,
    y: trajectoryColumn(trajectory, name),
  });
  const time = { title: "iteration" };
  const tested = trajectory.columns.includes("held-out error");
  const ranks = trajectory.columns.includes("effective rank");
  return {
    title: `Completion of a tensor of shape ${shape.join(" × ")} by a ${model} factorization`,
    subtitle: `width ${width}${depth === null ? "" : `, depth ${depth}`}, initial scale ${initScale}; values in units of the observed entries' root mean square`,
    panels: [
      {
        title: "error",
        x: time,
        y: { title: "relative error", scale: "log" },
        series: [
          { name: "observed entries", x, y: trajectoryColumn(trajectory, "loss").map(Math.sqrt) },
          ...(tested ? [column("held-out error", "held-out entries")] : []),
        ],
      },
      ...watched.map(({ title, axis, probe }) => ({
        title,
        x: time,
        y: { title: axis },
        series: probe.columns
          .filter((name) => name !== "effective rank")
          .map((name) => column(name, place(name))),
      })),
      ...(ranks
        ? [
            {
              title: "effective rank",
              x: time,
              y: { title: "effective rank" },
              series: [column("effective rank")],
            },
          ]
        : []),
    ],
  };
}

/** "block 3" as "3": the panel's title says the rest. */
function place(column: string): string {
  return column.slice(column.lastIndexOf(" ") + 1);
}
