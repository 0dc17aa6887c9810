import { FormatError, type FormatLocation } from "../../errors.js";

/** Finds vertices by name while a file is read. */
export interface VertexIndex {
  /** Declares the next vertex. @throws FormatError where the name is declared already */
  declare(name: string, location?: FormatLocation): void;
  /** The index of a vertex that an edge names. @throws FormatError where no vertex has the name */
  find(name: string, location?: FormatLocation): number;
}

/** Rule for unknown vertices: an edge may only name vertices that the file declares. */
export function createVertexIndex(): VertexIndex {
  const index = new Map<string, number>();
  return {
    declare(name, location) {
      if (index.has(name))
        throw new FormatError(`the vertex ${JSON.stringify(name)} is declared twice`, location);
      index.set(name, index.size);
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
