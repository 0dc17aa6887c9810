/**
 * How the vertices to train on, to choose by and to test on are told apart: `random` draws 80/10/10 of the labelled ones anew for every
 * seed, `given` takes a split that came with the data set.
 */
export const SPLIT_CHOICES = ["random", "given"] as const;

export type SplitChoice = (typeof SPLIT_CHOICES)[number];
