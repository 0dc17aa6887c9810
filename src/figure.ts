/** An axis of a panel. */
export interface Axis {
  readonly title: string;
  /** default "linear"; values that a logarithmic axis cannot show are left out */
  readonly scale?: "linear" | "log";
  /** default: what the series need */
  readonly domain?: readonly [number, number];
}

/** Points that belong together: a run, a method, a quantity. */
export interface Series {
  /** the legend's text; series of one name share a colour, and an empty one is left out of the legend */
  readonly name: string;
  /** the sparsifier that it is of: it has the colour and the mark that this method has in every picture */
  readonly method?: string;
  /** [points] */
  readonly x: ArrayLike<number>;
  /** [points] */
  readonly y: ArrayLike<number>;
  /** [points] ends of the error bars, both or none */
  readonly low?: ArrayLike<number>;
  readonly high?: ArrayLike<number>;
  /** [points] numbers that colours stand for, in a panel with `colour` */
  readonly colour?: ArrayLike<number>;
  /** default "line" */
  readonly mark?: "line" | "dashed-line" | "points" | "line-points" | "bars";
}

/** One plot of a figure. */
export interface Panel {
  readonly title: string;
  readonly x: Axis;
  readonly y: Axis;
  /** what colours stand for; series without `colour` are drawn in ink, and names are told by shape. Default: names */
  readonly colour?: Axis;
  readonly series: readonly Series[];
}

/** A picture with panels, as data: what is drawn, not how. */
export interface Figure {
  readonly title: string;
  readonly subtitle: string;
  readonly panels: readonly Panel[];
  /** panels side by side, default all up to 3 */
  readonly columns?: number;
}
