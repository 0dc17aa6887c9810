/** More ranges would write to more pages of memory at once than the processor knows the places of. */
const MOST_RANGES = 1024;

/** Ranges of 2^shift vertices each, for work that is done range by range, as memory is fast in what lies near. */
export interface VertexRanges {
  /** vertex v lies in range v >>> shift */
  readonly shift: number;
  /** how many ranges there are */
  readonly count: number;
}

/** As many ranges as are wanted, or fewer: at most 1024. O(log V). */
export function vertexRanges(vertexCount: number, wanted: number): VertexRanges {
  const most = Math.max(1, Math.min(MOST_RANGES, Math.ceil(wanted)));
  let shift = 0;
  while (Math.ceil(vertexCount / 2 ** shift) > most) shift++;
  return { shift, count: Math.ceil(vertexCount / 2 ** shift) };
}
