// biome-ignore-all lint/a11y/useSemanticElements: the parts of an ARIA grid, which is walked cell by cell; a table's elements would bring semantics of their own
// biome-ignore-all lint/a11y/useFocusableInteractive: in a grid the cells take the focus, not the rows
'use client';

import { memo } from 'react';
import type { CellLook } from './cell-look';
import styles from './map.module.css';
import { ReturnMark } from './return-mark';

interface RowProps {
  readonly looks: readonly CellLook[];
  /** Stands for `looks` and the names when it is decided whether to paint again. */
  readonly signature: string;
  /** The column with the grid's place in the tab order; -1: another row has it. */
  readonly cursorColumn: number;
  /** Its addresses that are selected (`heldAmong`). */
  readonly held: string;
  readonly locked: boolean;
  readonly nameOf: (look: CellLook) => string;
}

const NONE: readonly number[] = [];

/** It has a second line. */
const isMarked = ({ letters, returning }: CellLook): boolean => letters !== '' || returning;

const flag = (on: boolean): '' | undefined => (on ? '' : undefined);

const Row = ({ looks, cursorColumn, held, locked, nameOf }: RowProps) => {
  const selection = held === '' ? NONE : held.split(' ').map(Number);
  return (
    <div role="row" className={styles.row}>
      {looks.map((look, column) => (
        <div
          key={look.value}
          role="gridcell"
          tabIndex={column === cursorColumn ? 0 : -1}
          aria-label={nameOf(look)}
          aria-selected={selection.includes(look.value)}
          draggable={look.movable && !locked}
          data-value={look.value}
          data-state={look.state}
          data-conflict={flag(look.conflict)}
          data-held={flag(selection.includes(look.value))}
          data-changed={flag(look.changed)}
          data-marked={flag(isMarked(look))}
          className={styles.cell}
        >
          <span>{look.value & 255}</span>
          {isMarked(look) && (
            <span className={styles.mark}>
              {look.letters}
              {look.returning && <ReturnMark />}
            </span>
          )}
        </div>
      ))}
    </div>
  );
};

/** A row of addresses. Painted again only when it looks or is called different. */
export const CellRow = memo(
  Row,
  (before, after) =>
    before.signature === after.signature &&
    before.held === after.held &&
    before.cursorColumn === after.cursorColumn &&
    before.locked === after.locked,
);
