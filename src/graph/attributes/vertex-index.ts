import { FormatError, type FormatLocation } from "../../errors.js";
import { OBJECT_BYTES, takeObjects } from "../read-budget.js";
import { createLargeMap } from "./large-map.js";

/** Finds vertices by name while a file is read. */
export interface VertexIndex {
  /** Declares the next vertex. @throws FormatError where the name is declared already */
  declare(name: string, location?: FormatLocation): void;
  /** The index of a vertex that an edge names. @throws FormatError where no vertex has the name */
  find(name: string, location?: FormatLocation): number;
}

/** Rule for unknown vertices: an edge may only name vertices that the file declares. */
export function createVertexIndex(): VertexIndex {
  const index = createLargeMap<string, number>();
  return {
    declare(name, location) {
      if (index.get(name) !== undefined)
        throw new FormatError(`the vertex ${JSON.stringify(name)} is declared twice`, location);
      takeObjects(1, 2 * OBJECT_BYTES.entry, "names of vertices");
      index.add(name, index.size);
    },
    find(name, location) {
      const vertex = index.get(name);
      if (vertex === undefined)
        throw new FormatError(
          `an edge names the vertex ${JSON.stringify(name)}, which is not declared`,
          location,
        );
      return vertex;
    },
  };
}
