import { describe, expect, it } from 'vitest';
import { checkMetadata, checkRule } from './check';
import type { Diagnostic } from './diagnostic';
import { indexFacts } from './fact-index';
import { CASES, metadataOf } from './rules/cases/all';
import { CONTEXT, denied, FACTS, fixed, nic } from './rules/cases/fixture';
import { RULES } from './rules/table';

const isUnknown = ({ params }: Diagnostic): boolean => params.call !== undefined && params.reason !== 'undecided';
/** A call that was not answered, and why. */
const subject = ({ params, code }: Diagnostic): string => `${String(params.call)} ${code}`;

describe('checkMetadata', () => {
  it('says what its rules say one by one, and of each call that was not answered once', () => {
    for (const each of CASES) {
      const index = indexFacts({ ...FACTS, ...each.facts });
      const context = { ...CONTEXT, ...each.context };
      const whole = checkMetadata(metadataOf(each), index, context);
      const single = RULES.flatMap((rule) => checkRule(rule, metadataOf(each), index, context));
      const known = (found: readonly Diagnostic[]) =>
        found
          .filter((one) => !isUnknown(one))
          .map((one) => JSON.stringify(one))
          .sort();
      expect(known(whole), each.name).toEqual(known(single));
      expect(whole.filter(isUnknown).map(subject).sort(), each.name).toEqual([...new Set(single.filter(isUnknown).map(subject))].sort());
    }
  });

  it('sorts by place, then rule', () => {
    const found = checkMetadata(
      { NetworkInterfaces: JSON.stringify([nic(fixed('10.0.0.300')), nic({ DeviceIndex: 0, ...fixed('10.0.0.10') })]) },
      indexFacts(FACTS),
      CONTEXT,
    );
    const places = found.map(({ at, rule }) => `${at} ${rule}`);
    expect(places).toEqual([...places].sort());
    expect(places).toContain('/NetworkInterfaces/0/PrivateIpAddresses/0 V8');
    expect(places).toContain('/NetworkInterfaces/1/PrivateIpAddresses/0 V10');
  });

  it('names all rules that a call would have decided, at the place of the first', () => {
    const index = indexFacts({ ...FACTS, subnets: denied('ec2:DescribeSubnets') });
    const found = checkMetadata({ NetworkInterfaces: JSON.stringify([nic(fixed('10.0.0.100'))]) }, index, CONTEXT).filter(isUnknown);
    expect(found.map(({ at, params }) => [at, params.call, params.rules])).toEqual([
      ['/NetworkInterfaces/0/SubnetId', 'ec2:DescribeSubnets', 'V14, V15, V20, V30, V32, V8, V9, V10, V23, V24, V25'],
    ]);
  });
});
