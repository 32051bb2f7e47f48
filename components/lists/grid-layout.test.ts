import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shownColumns } from './columns';
import { gridLayout, type SizedColumn, STEPS, stepsOf } from './grid-layout';

const name: SizedColumn = { key: 'name', width: null, rank: 0 };
type Width = NonNullable<SizedColumn['width']>;
const ANY: readonly Width[] = [5.5, 6, 7.5, 8.5, 9, 9.5, 10.5, 11.5, 14];
const column = (key: string, width: Width, rank: number): SizedColumn => ({ key, width, rank });

const anyColumns = fc
  .uniqueArray(fc.record({ key: fc.stringMatching(/^[a-m]{1,4}$/), width: fc.constantFrom(...ANY), rank: fc.nat(20) }), {
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
      column('vault', 14, 4),
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

  it('gives each column its width, and the rest to the one that takes it', () => {
    const { inner, classOf } = gridLayout([name, column('type', 14, 2), column('created', 11.5, 1)]);
    expect([inner, classOf('name'), classOf('created')]).toEqual(['', 'w-[7rem] grow', 'w-[11.5rem]']);
    expect(classOf('type')).toBe('w-[14rem] hidden @2xl/grid:flex');
  });

  it('scrolls, with room for names, where more is chosen than a laptop shows', () => {
    const { inner, classOf } = gridLayout([name, ...[1, 2, 3, 4].map((rank) => column(`c${rank}`, 14, rank))]);
    expect(inner).toContain('@4xl/grid:w-max');
    expect(classOf('name')).toBe('w-[7rem] grow @4xl/grid:w-[16rem]');
  });
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
