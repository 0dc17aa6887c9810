/**
 * An estimate of the time left, for a progress line: as long for each trial to come as for those of this run, "" before the first.
 *
 * @param elapsed milliseconds
 */
export function timeLeft(done: number, left: number, elapsed: number): string {
  if (done === 0 || left === 0) return "";
  const seconds = (elapsed * left) / done / 1000;
  if (seconds < 90) return `, about ${Math.ceil(seconds)} s left`;
  if (seconds < 90 * 60) return `, about ${Math.round(seconds / 60)} min left`;
  return `, about ${(seconds / 3600).toFixed(1)} h left`;
}
