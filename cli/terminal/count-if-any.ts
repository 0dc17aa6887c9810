/** "1 self-loop", "3 self-loops"; nothing where there is none. */
export function countIfAny(count: number, one: string, many = `${one}s`): string {
  return count === 0 ? "" : `${count} ${count === 1 ? one : many}`;
}
