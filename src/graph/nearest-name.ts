/**
 * The name with the smallest edit distance (insertions, deletions, substitutions; Levenshtein) to what was written, without
 * regard to case; the first of several.
 *
 * @param names at least one
 *
 * Complexity: O(length of `written` times the total length of `names`).
 */
export function nearestName(written: string, names: readonly string[]): string {
  let best = names[0];
  let bestDistance = Number.POSITIVE_INFINITY;
  for (const name of names) {
    const distance = editDistance(written.toLowerCase(), name.toLowerCase());
    if (distance < bestDistance) {
      best = name;
      bestDistance = distance;
    }
  }
  return best;
}

function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++)
      next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1));
    row = next;
  }
  return row[b.length];
}
