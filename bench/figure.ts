/** One measured figure of a claim: what was measured, how much, in which unit, and the bound that the issue sets where it sets one. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** The value may not be above this. */
  readonly atMost?: number;
  /** The value may not be below this. */
  readonly atLeast?: number;
  /** How it was measured, or what it does not say. */
  readonly note?: string;
}

/** The value at a fraction of sorted `values` (0.5: median, 0.95: 95th percentile). Throws on an empty list: a figure of nothing is none. */
export const quantile = (values: readonly number[], fraction: number): number => {
  const sorted = [...values].sort((a, b) => a - b);
  const value = sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * fraction))];
  if (value === undefined) throw new Error('no values');
  return value;
};
