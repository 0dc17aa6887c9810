import { METHODS } from "seprank";
import type { Job, Told } from "./messages.js";

const element = <T extends HTMLElement>(id: string) => document.getElementById(id) as T;
const file = element<HTMLInputElement>("file");
const method = element<HTMLSelectElement>("method");
const removed = element<HTMLInputElement>("removed");
const stop = element<HTMLButtonElement>("stop");
const status = element("status");
const progress = element<HTMLProgressElement>("progress");
const results = element("results");
const pruned = element<HTMLAnchorElement>("pruned");

// Methods that make an order of all edges, by the graph alone.
for (const [name, { result, weights }] of Object.entries(METHODS))
  if (result !== "training" && result !== "edge set" && weights !== "required") method.add(new Option(name));
method.value = "1-wis";

let chosen: File | undefined;
let worker: Worker | undefined;

const choose = (next: File | undefined) => {
  chosen = next ?? chosen;
  start();
};
file.addEventListener("change", () => choose(file.files?.[0]));
method.addEventListener("change", start);
removed.addEventListener("change", start);
stop.addEventListener("click", () => {
  end();
  status.textContent = "Stopped.";
});
document.body.addEventListener("dragover", (event) => event.preventDefault());
document.body.addEventListener("drop", (event) => {
  event.preventDefault();
  choose(event.dataTransfer?.files[0]);
});

/** A worker does one job and is ended: by its end, by the button, or by the next job. */
async function start(): Promise<void> {
  if (chosen === undefined) return;
  const { name } = chosen;
  const bytes = new Uint8Array(await chosen.arrayBuffer());
  end();
  results.replaceChildren();
  pruned.hidden = true;
  progress.value = 0;
  stop.disabled = false;
  status.textContent = `${name}: reading`;
  worker = new Worker(new URL("./worker.ts", import.meta.url), { type: "module" });
  worker.onmessage = ({ data }: MessageEvent<Told>) => show(name, data);
  worker.onerror = ({ message }) => show(name, { kind: "failed", message });
  const job: Job = {
    name,
    bytes,
    method: method.value,
    remove: Number(removed.value) / 100,
    wasmFolder: new URL("wasm/", document.baseURI).href,
  };
  worker.postMessage(job, [bytes.buffer]);
}

function end(): void {
  worker?.terminate();
  worker = undefined;
  stop.disabled = true;
}

let backend = "";

function show(name: string, told: Told): void {
  switch (told.kind) {
    case "read":
      status.textContent = [`${name}: ${told.vertices} vertices, ${told.edges} edges`, ...told.notices].join(
        "; ",
      );
      return;
    case "pruned":
      URL.revokeObjectURL(pruned.href);
      pruned.href = URL.createObjectURL(new Blob([told.csv], { type: "text/csv" }));
      pruned.download = `${name.replace(/\.[^.]*$/, "")}-${method.value}-${removed.value}.csv`;
      pruned.hidden = false;
      return;
    case "backend":
      backend = told.reason === null ? told.name : `${told.name} (${told.reason})`;
      return;
    case "epoch":
      progress.value = told.share;
      status.textContent = `${name}: epoch ${told.epoch}, loss ${told.loss.toFixed(3)}, on ${backend}`;
      return;
    case "trained": {
      const row = document.createElement("tr");
      const label = told.edges === "all" ? "all" : `left by ${method.value}`;
      const accuracy = `${(100 * told.testAccuracy).toFixed(1)} %`;
      for (const [k, text] of [label, told.count, told.epochs, accuracy].entries()) {
        const cell = document.createElement(k === 0 ? "th" : "td");
        cell.textContent = `${text}`;
        row.append(cell);
      }
      results.append(row);
      if (told.edges === "all") return;
      progress.value = 1;
      status.textContent = `${name}: trained on ${backend}`;
      end();
      return;
    }
    case "failed":
      status.textContent = told.message;
      end();
  }
}
