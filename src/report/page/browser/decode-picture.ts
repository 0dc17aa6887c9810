import { placesOf } from "../../graph-picture/graph.js";
import type { PictureData } from "./picture-data.js";
import type { PictureSource } from "./picture-source.js";

/** Reads {@link PictureData}. O(V + E orders). */
export function decodePicture(data: PictureData): PictureSource {
  const { vertexCount, edgeCount, bytes, classes, names, isSimple, levels } = data;
  const none = 2 ** (8 * bytes) - 1;
  const labels = data.labels === null ? null : integers(data.labels, bytes);
  const places = data.orders.map(({ edges }) => placesOf(integers(edges, bytes)));
  return {
    graph: {
      vertexCount,
      edgeCount,
      x: integers(data.x, 2),
      y: integers(data.y, 2),
      sources: integers(data.sources, bytes),
      targets: integers(data.targets, bytes),
      labels: labels === null ? null : Int32Array.from(labels, (label) => (label === none ? -1 : label)),
      classes,
      names,
      isSimple,
    },
    orders: data.orders,
    levels,
    places: (order) => places[order],
  };
}

/** Base64 of little-endian integers. */
function integers(base64: string, size: 2 | 4): Uint32Array {
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  const view = new DataView(bytes.buffer);
  return Uint32Array.from({ length: bytes.length / size }, (_, k) =>
    size === 2 ? view.getUint16(2 * k, true) : view.getUint32(4 * k, true),
  );
}
