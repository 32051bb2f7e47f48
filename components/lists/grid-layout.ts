/** The widths that a column can have, in rem, each with its class. */
const WIDTHS = {
  5.5: 'w-[5.5rem]',
  6: 'w-[6rem]',
  7.5: 'w-[7.5rem]',
  8.5: 'w-[8.5rem]',
  9: 'w-[9rem]',
  9.5: 'w-[9.5rem]',
  10.5: 'w-[10.5rem]',
  11.5: 'w-[11.5rem]',
  14: 'w-[14rem]',
} as const;

/** A column of a grid whose columns can be chosen. Widths are in rem. */
export interface SizedColumn {
  readonly key: string;
  /** `null`: it takes what the others leave; a grid has one of these, which always shows. */
  readonly width: keyof typeof WIDTHS | null;
  /** The lower, the longer it stays while a grid becomes narrower. */
  readonly rank: number;
}

/** How wide a grid is at least at each step, in rem; the first is a phone's. As Tailwind's container queries are called, in `SHOWN_FROM`. */
export const STEPS = [20, 32, 42, 56] as const;
/** What is left at least for the column that takes the rest. */
const REST = 7;
const REST_CLASS = 'w-[7rem] grow';
/** At the last step of a grid that scrolls sideways: it is as wide as its columns, and the one that takes the rest has more. */
const SCROLLING = '@4xl/grid:w-max @4xl/grid:min-w-full';
const REST_SCROLLING = '@4xl/grid:w-[16rem]';

const SHOWN_FROM = ['', 'hidden @lg/grid:flex', 'hidden @2xl/grid:flex', 'hidden @4xl/grid:flex'] as const;

/** How a grid is laid out: the classes of what holds head and rows, and of each column its width and from which width of the grid on it shows. */
export interface GridLayout {
  readonly inner: string;
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

/** Lays out columns, given in the order in which they stand. */
export const gridLayout = (columns: readonly SizedColumn[]): GridLayout => {
  const steps = stepsOf(columns);
  const widths = new Map(columns.map(({ key, width }) => [key, width]));
  const all = columns.reduce((sum, { width }) => sum + (width ?? REST), 0);
  const scrolls = all > (STEPS.at(-1) ?? 0);
  const widthOf = (key: string): string => {
    const width = widths.get(key) ?? null;
    if (width !== null) return WIDTHS[width];
    return scrolls ? `${REST_CLASS} ${REST_SCROLLING}` : REST_CLASS;
  };
  return {
    inner: scrolls ? SCROLLING : '',
    classOf: (key) => `${widthOf(key)} ${SHOWN_FROM[steps.get(key) ?? 0] ?? ''}`.trim(),
  };
};
