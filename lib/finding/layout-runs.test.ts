import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addressesIn, type Layout, type LayoutInterface } from './layout';
import { layoutChanges, layoutRuns } from './layout-runs';

const nic = (
  deviceIndex: number,
  primary: string | null,
  secondaries: readonly string[] = [],
  more: Partial<LayoutInterface> = {},
): LayoutInterface => ({
  deviceIndex,
  interfaceId: null,
  subnetId: 'subnet-a',
  groups: ['sg-a'],
  primary,
  secondaries,
  ipv6: [],
  prefixes: [],
  ...more,
});

describe('what changed between two layouts', () => {
  it('names addresses that came, went and are something else', () => {
    expect(layoutChanges([nic(0, '10.0.0.1', ['10.0.0.2'])], [nic(0, '10.0.0.2', ['10.0.0.3'])])).toEqual([
      { what: 'address', address: '10.0.0.1', before: { role: 'primary', deviceIndex: 0 }, after: null },
      { what: 'address', address: '10.0.0.2', before: { role: 'secondary', deviceIndex: 0 }, after: { role: 'primary', deviceIndex: 0 } },
      { what: 'address', address: '10.0.0.3', before: null, after: { role: 'secondary', deviceIndex: 0 } },
    ]);
  });

  it('names interfaces, subnets and groups', () => {
    const before = [nic(0, '10.0.0.1')];
    const after = [nic(0, '10.0.0.1', [], { subnetId: 'subnet-b', groups: ['sg-b'] }), nic(1, '10.0.1.1')];
    expect(layoutChanges(before, after)).toEqual([
      { what: 'subnet', deviceIndex: 0, before: 'subnet-a', after: 'subnet-b' },
      { what: 'groups', deviceIndex: 0, added: ['sg-b'], removed: ['sg-a'] },
      { what: 'interface', deviceIndex: 1, change: 'added' },
      { what: 'address', address: '10.0.1.1', before: null, after: { role: 'primary', deviceIndex: 1 } },
    ]);
  });
});

const address = fc.constantFrom('10.0.0.1', '10.0.0.2', '10.0.0.3', '10.0.0.4');
const layout: fc.Arbitrary<Layout> = fc
  .uniqueArray(address, { maxLength: 4 })
  .map(([primary = null, ...secondaries]) => [nic(0, primary, secondaries)]);
const look = fc.record({ atMs: fc.nat(1_000), layout: fc.option(layout, { nil: null }) });

describe('layouts one after another', () => {
  it('hold every look that could be read once, in order, and differ from run to run', () => {
    fc.assert(
      fc.property(fc.uniqueArray(look, { selector: ({ atMs }) => atMs, maxLength: 30 }), (looks) => {
        const given = looks.map((each) => ({ ...each, evidence: each.atMs }));
        const runs = layoutRuns(given);
        const read = given.filter((each) => each.layout !== null).sort((a, b) => a.atMs - b.atMs);
        expect(runs.flatMap((run) => run.looks)).toEqual(read);
        for (const [at, run] of runs.entries()) {
          for (const each of run.looks) expect(layoutChanges(run.layout, each.layout ?? [])).toEqual([]);
          expect(run.changes.length > 0).toBe(at > 0);
        }
      }),
    );
  });

  it('change by what is told: applied to the addresses before, it gives those after', () => {
    fc.assert(
      fc.property(layout, layout, (before, after) => {
        const now = new Map(addressesIn(before).map((each) => [each.address, each.role]));
        for (const change of layoutChanges(before, after)) {
          if (change.what !== 'address') continue;
          if (change.after === null) now.delete(change.address);
          else now.set(change.address, change.after.role);
        }
        expect([...now].sort()).toEqual(
          addressesIn(after)
            .map((each) => [each.address, each.role])
            .sort(),
        );
      }),
    );
  });
});
