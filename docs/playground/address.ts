import { deflateSync, inflateSync, strFromU8, strToU8 } from "fflate";
import { COLOUR_WAYS, type ColourWay } from "../../src/report/graph-picture/colour-ways.js";

/** What of the playground stands in its address, behind the "#": no server is told. */
export interface AddressState {
  /** the name of an example, or of a file */
  readonly graph: string;
  /** an own graph's edges as lines of CSV, where they are few enough for an address */
  readonly edges: string | null;
  /** methods; "" for all edges */
  readonly left: string;
  readonly right: string;
  /** edges removed; null for half of them */
  readonly removed: number | null;
  readonly colour: ColourWay | null;
  readonly ghosts: boolean;
  readonly levels: string;
  readonly seeds: number;
  readonly epochs: number;
}

export const ADDRESS_START: AddressState = Object.freeze({
  graph: "citations",
  edges: null,
  left: "2-wis",
  right: "random",
  removed: null,
  colour: null,
  ghosts: false,
  levels: "0, 0.3, 0.6, 0.9, 1",
  seeds: 2,
  epochs: 200,
});

/** Longer addresses are cut by mail programs and servers of links. */
const LONGEST = 6000;
const MOST_SEEDS = 10;
const MOST_EPOCHS = 10_000;
/** What edges from an address may take once they are unpacked. */
const MOST_BYTES = 1 << 20;

/** The part of an address behind the "#". What is as at the start is left out. */
export function writeAddress(state: AddressState): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(state)) {
    if (name === "edges" || value === null || value === ADDRESS_START[name as keyof AddressState]) continue;
    parameters.set(name, String(value));
  }
  if (state.edges !== null) {
    const packed = base64Url(deflateSync(strToU8(state.edges), { level: 9 }));
    if (packed.length <= LONGEST) parameters.set("edges", packed);
  }
  return parameters.toString();
}

/** Reads an address; what cannot be read there is as at the start. */
export function readAddress(hash: string): AddressState {
  const parameters = new URLSearchParams(hash.replace(/^#/, ""));
  const text = (name: keyof AddressState) => parameters.get(name) ?? String(ADDRESS_START[name]);
  const integer = (name: "seeds" | "epochs", most: number) => {
    const value = Number(parameters.get(name));
    return Number.isInteger(value) && value >= 1 && value <= most ? value : ADDRESS_START[name];
  };
  const removed = parameters.get("removed");
  const colour = parameters.get("colour") as ColourWay | null;
  return {
    graph: text("graph"),
    edges: unpacked(parameters.get("edges")),
    left: text("left"),
    right: text("right"),
    removed: removed !== null && /^\d+$/.test(removed) ? Number(removed) : null,
    colour: colour !== null && COLOUR_WAYS.includes(colour) ? colour : null,
    ghosts: parameters.get("ghosts") === "true",
    levels: text("levels"),
    seeds: integer("seeds", MOST_SEEDS),
    epochs: integer("epochs", MOST_EPOCHS),
  };
}

function unpacked(packed: string | null): string | null {
  if (packed === null) return null;
  try {
    const bytes = Uint8Array.from(atob(packed.replaceAll("-", "+").replaceAll("_", "/")), (c) =>
      c.charCodeAt(0),
    );
    // Into a room of its own: what does not fit is no graph for an address.
    const text = inflateSync(bytes, { out: new Uint8Array(MOST_BYTES) });
    return text.length === 0 || text.length === MOST_BYTES ? null : strFromU8(text);
  } catch {
    return null;
  }
}

function base64Url(bytes: Uint8Array): string {
  const text = Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
  return btoa(text).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}
