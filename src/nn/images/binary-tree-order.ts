/**
 * The cells of a grid in the order of the leaves of a perfect binary tree, each of whose nodes is a rectangle that its
 * children halve along its longer side (its columns where both are equal).
 *
 * @param rows a power of two
 * @param columns a power of two
 * @returns row * columns + column of each leaf
 *
 * Complexity: O(rows * columns * log(rows * columns)).
 */
export function binaryTreeOrder(rows: number, columns: number): number[] {
  const visit = (top: number, left: number, height: number, width: number): number[] => {
    if (height * width === 1) return [top * columns + left];
    if (width >= height)
      return [...visit(top, left, height, width / 2), ...visit(top, left + width / 2, height, width / 2)];
    return [...visit(top, left, height / 2, width), ...visit(top + height / 2, left, height / 2, width)];
  };
  return visit(0, 0, rows, columns);
}
