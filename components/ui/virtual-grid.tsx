// biome-ignore-all lint/a11y/useSemanticElements: rows that are positioned one by one cannot be a table's; the roles are those of ARIA's grid pattern
// biome-ignore-all lint/a11y/useFocusableInteractive: in this grid rows take the focus, not cells
'use client';

import { type KeyboardEvent, type MouseEvent, memo, type ReactNode, useEffect, useId, useLayoutEffect, useRef, useState } from 'react';
import { cx } from './class-names';
import { type GridColumn, GridHead, type GridSort } from './grid-head';
import { useRowWindow } from './use-row-window';

const ROW_PX = 36;
const HEAD_PX = 32;

/** What the grid must know of a row besides its cells. */
interface GridRow {
  readonly selected?: boolean;
  /** In a tree: 1 for a row that folds, 2 for one inside it. */
  readonly level?: 1 | 2;
  /** In a tree: whether a row of level 1 is unfolded. */
  readonly expanded?: boolean;
}

interface VirtualGridProps {
  readonly label: string;
  /** How the keys are used, for screen readers. */
  readonly hint: string;
  /** Classes of what holds head and rows; the columns have theirs. */
  readonly inner: string;
  readonly columns: readonly GridColumn[];
  readonly sort?: GridSort;
  readonly count: number;
  readonly row: (index: number) => GridRow;
  /** The cells of a row, each a `GridCell`. */
  readonly cells: (index: number) => ReactNode;
  /** Enter, space or a click. */
  readonly onOpen: (index: number) => void;
  /** Right and left arrow in a tree: unfold or fold the row; left on an inner row asks for its parent's index. */
  readonly tree?: { readonly fold: (index: number, open: boolean) => void; readonly parentOf: (index: number) => number };
  readonly onVisible?: (first: number, last: number) => void;
  /** Another value means another list: back to its top. */
  readonly listKey: string;
  /** The rows are those of before; new ones are on their way. */
  readonly stale?: boolean;
  readonly className?: string;
}

/** A cell of a grid row; `span`: it stands for that many columns. */
export const GridCell = (props: { readonly className?: string; readonly span?: number; readonly children?: ReactNode }) => (
  <div role="gridcell" aria-colspan={props.span} className={cx('grid-cell', props.className)}>
    {props.children}
  </div>
);

const stepOf = (event: KeyboardEvent, current: number, count: number, pageRows: number): number | null => {
  const steps: Readonly<Record<string, number>> = {
    ArrowDown: current + 1,
    ArrowUp: current - 1,
    PageDown: current + pageRows,
    PageUp: current - pageRows,
    Home: 0,
    End: count - 1,
  };
  const step = steps[event.key];
  return step === undefined || event.altKey || event.ctrlKey || event.metaKey ? null : Math.max(0, Math.min(count - 1, step));
};

/** Which row has the focus, and how it moves; the focused row stays drawn while it is scrolled out of sight, so that focus is never lost. */
const useActiveRow = (count: number, listKey: string) => {
  const [active, setActive] = useState(0);
  const [list, setList] = useState(listKey);
  const pending = useRef(false);
  if (list !== listKey) {
    setList(listKey);
    setActive(0);
  }
  return { active: Math.max(0, Math.min(active, count - 1)), setActive, pending };
};

/** How many rows the box of a grid shows at once. */
const rowsIn = (box: HTMLElement | null): number => Math.max(1, Math.floor(((box?.clientHeight ?? 0) - HEAD_PX) / ROW_PX));

/** Scrolls no further than a row needs to be in sight. */
const scrollTo = (box: HTMLElement, row: number): void => {
  const below = HEAD_PX + (row + 1) * ROW_PX - box.clientHeight;
  if (row * ROW_PX < box.scrollTop) box.scrollTop = row * ROW_PX;
  else if (below > box.scrollTop) box.scrollTop = below;
};

/** What the keys do: arrows and their like move, Enter and space open, right and left unfold and fold in a tree. */
const useGridKeys = (props: VirtualGridProps, active: number, moveTo: (index: number) => void, pageRows: () => number) => {
  const { count, tree } = props;
  const fold = (open: boolean) => {
    const row = props.row(active);
    if (row.level === 1 && row.expanded !== open) tree?.fold(active, open);
    else if (row.level === 1 && open) moveTo(Math.min(count - 1, active + 1));
    else if (row.level === 2 && !open && tree !== undefined) moveTo(tree.parentOf(active));
  };
  return (event: KeyboardEvent<HTMLDivElement>) => {
    // Keys pressed on a button of the head are its own.
    if (!(event.target instanceof HTMLElement) || event.target.dataset.row === undefined) return;
    const step = stepOf(event, active, count, pageRows());
    if (step !== null) moveTo(step);
    else if (event.key === 'Enter' || event.key === ' ') props.onOpen(active);
    else if (tree !== undefined && (event.key === 'ArrowRight' || event.key === 'ArrowLeft')) fold(event.key === 'ArrowRight');
    else return;
    event.preventDefault();
  };
};

/** Memoised: while one scrolls, only rows that come into sight are drawn. */
const RowBox = memo(
  (props: {
    readonly grid: VirtualGridProps;
    readonly index: number;
    readonly top: number;
    readonly active: boolean;
    readonly onActive: (index: number) => void;
  }) => {
    const { grid, index, top } = props;
    const row = grid.row(index);
    const box = useRef<HTMLDivElement>(null);
    useLayoutEffect(() => {
      if (box.current !== null) box.current.style.transform = `translateY(${top}px)`;
    }, [top]);
    const onClick = (event: MouseEvent) => {
      // A link or button inside the row does its own work.
      if (event.target instanceof Element && event.target.closest('a,button') !== null) return;
      props.onActive(index);
      grid.onOpen(index);
    };
    return (
      // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are heard by the grid
      <div
        ref={box}
        role="row"
        data-row={index}
        tabIndex={props.active ? 0 : -1}
        aria-rowindex={index + 2}
        aria-selected={row.selected ?? false}
        {...(grid.tree === undefined ? {} : { 'aria-level': row.level ?? 1 })}
        {...(row.level === 1 ? { 'aria-expanded': row.expanded ?? false } : {})}
        className={cx('fc-edge grid-line', row.selected && 'fc-selected')}
        onFocus={(event) => {
          if (event.target === event.currentTarget) props.onActive(index);
        }}
        onClick={onClick}
      >
        {grid.cells(index)}
      </div>
    );
  },
);

/**
 * A grid of any number of 36 px rows, of which only those in sight are drawn. One tab stop: arrow keys, Page Up and Down, Home and End move between rows,
 * Enter opens one; in a tree, right and left unfold and fold. What is inside cells takes no tab stop of its own (`tabIndex={-1}`).
 */
export const VirtualGrid = (props: VirtualGridProps) => {
  const { count, columns, listKey, onVisible } = props;
  const hintId = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const { active, setActive, pending } = useActiveRow(count, listKey);
  const body = useRef<HTMLDivElement>(null);
  const { first, last, drawn } = useRowWindow(body, { count, rowPx: ROW_PX, keep: active, box: { ref: scroller, headPx: HEAD_PX } });
  useEffect(() => onVisible?.(first, last), [onVisible, first, last]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another list begins at its top
  useEffect(() => {
    scroller.current?.scrollTo({ top: 0 });
  }, [listKey]);
  useLayoutEffect(() => {
    if (!pending.current) return;
    pending.current = false;
    scroller.current?.querySelector<HTMLElement>(`[data-row="${active}"]`)?.focus({ preventScroll: true });
  });
  const moveTo = (index: number) => {
    pending.current = true;
    setActive(index);
    if (scroller.current !== null) scrollTo(scroller.current, index);
  };
  const onKeyDown = useGridKeys(props, active, moveTo, () => Math.max(1, rowsIn(scroller.current) - 1));
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it always has a role, grid or treegrid
    // biome-ignore lint/a11y/useAriaPropsSupportedByRole: both roles take these
    <div
      role={props.tree === undefined ? 'grid' : 'treegrid'}
      aria-label={props.label}
      aria-rowcount={count + 1}
      aria-colcount={columns.length}
      aria-describedby={hintId}
      aria-busy={props.stale || undefined}
      onKeyDown={onKeyDown}
      className={cx('@container/grid flex min-h-0 flex-col overflow-hidden rounded-md border border-line bg-surface-1', props.className)}
    >
      <div ref={scroller} role="presentation" className="min-h-0 overflow-auto overscroll-contain">
        <div role="presentation" className={props.inner}>
          <GridHead columns={columns} sort={props.sort} />
          <div ref={body} role="rowgroup" className={cx('relative flow-root transition-opacity', props.stale && 'opacity-60')}>
            {/* As high as all rows, of which few are drawn. */}
            <svg aria-hidden="true" height={count * ROW_PX} className="float-left w-0" />
            {/* Keyed by place, not by content: a row whose page arrives keeps its element, and with it the focus. */}
            {drawn.map((index) => (
              <RowBox key={index} grid={props} index={index} top={index * ROW_PX} active={index === active} onActive={setActive} />
            ))}
          </div>
        </div>
      </div>
      <span id={hintId} hidden>
        {props.hint}
      </span>
    </div>
  );
};
