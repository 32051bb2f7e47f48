import { describe, expect, it } from 'vitest';
import { parseIpv4 } from '@/lib/net/ipv4';
import { applyAll } from './apply';
import { explain } from './explain';
import cases from './fixtures/address_cases.json';
import { ARTICLE, articlePlan } from './fixtures/article';
import finalMetadata from './fixtures/article_final_metadata.json';
import { openJson } from './json';
import { parseTemplate } from './parse';
import type { RestorePlan } from './plan';
import { type AddressCase, addressCase, asInTheBackup } from './presets';
import { toMetadata } from './to-metadata';

const ip = (text: string) => parseIpv4(text)!;
const withCase = (wanted: AddressCase): RestorePlan => {
  const applied = applyAll(articlePlan(), addressCase('n0', wanted));
  if (!applied.ok) throw new Error(applied.error.code);
  return applied.value;
};
const sentNic = (plan: RestorePlan): Record<string, unknown> =>
  (openJson(toMetadata(plan, 'r').NetworkInterfaces!) as Record<string, unknown>[])[0]!;

describe('the article', () => {
  const wanted: [keyof typeof cases, AddressCase][] = [
    ['case1_primary_dynamic_no_secondary', { case: 1 }],
    ['case2_primary_fixed_no_secondary', { case: 2, primary: ip('10.1.10.100') }],
    ['case3_primary_fixed_secondary_dynamic', { case: 3, primary: ip('10.1.10.110'), secondaryCount: 1 }],
    ['case4_primary_fixed_secondary_fixed', { case: 4, primary: ip('10.1.10.100'), secondaries: [ip('10.1.10.101')] }],
    ['case5_primary_dynamic_secondary_fixed', { case: 5, secondaries: [ip('10.1.10.100')] }],
  ];
  it.each(wanted)('%s has exactly the members of the article', (name, preset) => {
    const nic = sentNic(withCase(preset));
    const members = Object.fromEntries(
      ['PrivateIpAddress', 'PrivateIpAddresses', 'SecondaryPrivateIpAddressCount'].filter((m) => m in nic).map((m) => [m, nic[m]]),
    );
    expect(members).toEqual(cases[name]);
  });

  it('case 5 equals the article’s final metadata, value for value and key for key, but for the request id', () => {
    const sent = toMetadata(withCase({ case: 5, secondaries: [ip('10.1.10.100')] }), 'fresh');
    expect(Object.keys(sent)).toEqual(Object.keys(finalMetadata));
    expect(sent).toEqual({ ...finalMetadata, 'aws:backup:request-id': 'fresh' });
  });

  it('explains each difference that the article makes by hand', () => {
    const reasons = Object.fromEntries(explain(withCase({ case: 5, secondaries: [ip('10.1.10.100')] })).map((d) => [d.at, d.reason]));
    expect(reasons).toEqual({
      '/CpuOptions': 'cpu-options',
      '/SecurityGroupIds': 'clash-with-interfaces',
      '/SubnetId': 'clash-with-interfaces',
      '/aws:backup:request-id': 'fresh-request-id',
      '/NetworkInterfaces/0/AssociatePublicIpAddress': 'public-ip-off',
      '/NetworkInterfaces/0/NetworkInterfaceId': 'new-interface',
      '/NetworkInterfaces/0/PrivateIpAddress': 'said-in-list',
      '/NetworkInterfaces/0/PrivateIpAddresses': 'addresses-edited',
      '/NetworkInterfaces/0/SecondaryPrivateIpAddressCount': 'count-with-list',
    });
  });

  it('goes back to the backup from any case', () => {
    const edited = withCase({ case: 1 });
    const commands = asInTheBackup(edited);
    if (!commands.ok) throw new Error('no preset');
    const back = applyAll(edited, commands.value);
    expect(back.ok && back.value).toEqual(articlePlan());
  });

  it('prints what it parsed again to the same bytes', () => {
    const sent = toMetadata(articlePlan(), 'r');
    const again = parseTemplate({ ...ARTICLE, template: sent });
    expect(again.ok && toMetadata(again.value, 'r')).toEqual(sent);
  });
});
