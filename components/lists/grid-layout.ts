import type { CSSProperties } from 'react';

/** A column of a grid whose columns can be chosen. Widths are in rem. */
export interface SizedColumn {
  readonly key: string;
  /** `null`: it takes what the others leave; a grid has one of these, which always shows. */
  readonly width: number | null;
  /** The lower, the longer it stays while a grid becomes narrower. */
  readonly rank: number;
}

/** How wide a grid is at least at each step, in rem; the first is a phone's. As Tailwind's container queries are called, in `TEMPLATE` and `SHOWN_FROM`. */
export const STEPS = [20, 32, 42, 56] as const;
/** What is left at least for the column that takes the rest, and what it has in a grid that scrolls. */
const REST = 7;
const REST_SCROLLING = 11;

/** The columns of the grid's rows and head at each step. */
const TEMPLATE =
  'grid-cols-(--c0) @lg/grid:grid-cols-(--c1) @2xl/grid:grid-cols-(--c2) @4xl/grid:grid-cols-(--c3) @4xl/grid:min-w-(--whole)';
const SHOWN_FROM = ['', 'hidden @lg/grid:flex', 'hidden @2xl/grid:flex', 'hidden @4xl/grid:flex'] as const;

/** How a grid is laid out: classes and variables for it, and for each column from which width on it shows. */
export interface GridLayout {
  readonly template: string;
  readonly style: CSSProperties;
  readonly classOf: (key: string) => string;
}

/**
 * The step from which on each column shows: by rank, as many as there is room for beside what the rest needs. At the last step, a window's of a laptop, all do; where that is more
 * than there is room for, the grid scrolls sideways.
 */
export const stepsOf = (columns: readonly SizedColumn[]): ReadonlyMap<string, number> => {
  const last = STEPS.length - 1;
  let needed = REST;
  return new Map(
    columns
      .toSorted((a, b) => (a.width === null ? -1 : b.width === null ? 1 : a.rank - b.rank))
      .map(({ key, width }) => {
        needed += width ?? 0;
        const step = STEPS.findIndex((room) => needed <= room);
        return [key, step === -1 ? last : step] as const;
      }),
  );
};

const track = ({ width }: SizedColumn): string => (width === null ? `minmax(${REST}rem,1fr)` : `${width}rem`);

/** Lays out columns, given in the order in which they stand. */
export const gridLayout = (columns: readonly SizedColumn[]): GridLayout => {
  const steps = stepsOf(columns);
  const stepOf = (key: string): number => steps.get(key) ?? 0;
  const variables = STEPS.map((_, step) => [
    `--c${step}`,
    columns
      .filter(({ key }) => stepOf(key) <= step)
      .map(track)
      .join(' '),
  ]);
  const others = columns.reduce((sum, { width }) => sum + (width ?? 0), 0);
  const fits = others + REST <= (STEPS.at(-1) ?? 0);
  return {
    template: TEMPLATE,
    style: Object.fromEntries([...variables, ['--whole', fits ? '0' : `${others + REST_SCROLLING}rem`]]) as CSSProperties,
    classOf: (key) => SHOWN_FROM[stepOf(key)] ?? '',
  };
};
