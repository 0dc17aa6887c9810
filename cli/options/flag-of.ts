/** An option's name as it is written on the command line: `minImprovement` is `--min-improvement`. */
export function flagOf(name: string): string {
  return `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}
