import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shownColumns } from './columns';
import { gridLayout, type SizedColumn, STEPS, stepsOf } from './grid-layout';

const name: SizedColumn = { key: 'name', width: null, rank: 0 };
const column = (key: string, width: number, rank: number): SizedColumn => ({ key, width, rank });

const anyColumns = fc
  .uniqueArray(fc.record({ key: fc.stringMatching(/^[a-m]{1,4}$/), width: fc.integer({ min: 4, max: 14 }), rank: fc.nat(20) }), {
    maxLength: 11,
    selector: ({ key }) => key,
  })
  .map((columns): readonly SizedColumn[] => [name, ...columns]);

describe('a grid’s layout', () => {
  it('shows at each width by rank what there is room for, and everything in the end', () => {
    const steps = stepsOf([
      name,
      column('addresses', 9.5, 3),
      column('status', 7.5, 2),
      column('created', 11.5, 1),
      column('vault', 40, 4),
    ]);
    expect(Object.fromEntries(steps)).toEqual({ name: 0, created: 0, status: 1, addresses: 2, vault: 3 });
  });

  it('never takes more room than there is, but at the last step, and takes nothing away as it becomes wider', () => {
    fc.assert(
      fc.property(anyColumns, (columns) => {
        const steps = stepsOf(columns);
        expect(steps.size).toBe(columns.length);
        expect(steps.get('name')).toBe(0);
        STEPS.slice(0, -1).forEach((room, step) => {
          const shown = columns.filter(({ key }) => (steps.get(key) ?? 0) <= step);
          expect(shown.reduce((sum, { width }) => sum + (width ?? 7), 0)).toBeLessThanOrEqual(room);
        });
        const ranked = columns.slice(1).toSorted((a, b) => a.rank - b.rank);
        ranked.reduce((before, { key }) => {
          expect(steps.get(key) ?? 0).toBeGreaterThanOrEqual(before);
          return steps.get(key) ?? 0;
        }, 0);
      }),
    );
  });

  it('gives each step a track for each column that shows there, in the order in which they stand', () => {
    const { style, classOf } = gridLayout([name, column('type', 5, 2), column('created', 11, 1)]);
    expect(style).toMatchObject({ '--c0': 'minmax(7rem,1fr) 11rem', '--c1': 'minmax(7rem,1fr) 5rem 11rem', '--whole': '0' });
    expect([classOf('name'), classOf('created'), classOf('type')]).toEqual(['', '', 'hidden @lg/grid:flex']);
  });
});

it('scrolls, with room for names, where more is chosen than a laptop shows', () => {
  const { style } = gridLayout([name, column('a', 20, 1), column('b', 20, 2), column('c', 20, 3)]);
  expect(style).toMatchObject({ '--c2': 'minmax(7rem,1fr) 20rem', '--c3': 'minmax(7rem,1fr) 20rem 20rem 20rem', '--whole': '71rem' });
});

describe('columns that are chosen', () => {
  const columns = [
    { key: 'size', standard: true },
    { key: 'scan', standard: false },
  ];

  it('are those that a list comes with where nothing was chosen, and none that it does not have', () => {
    expect([...shownColumns(columns, null)]).toEqual(['size']);
    expect([...shownColumns(columns, ['scan', 'gone'])]).toEqual(['scan']);
    expect([...shownColumns(columns, [])]).toEqual([]);
  });
});
