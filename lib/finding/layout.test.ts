import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseCidr } from '@/lib/net/cidr';
import { parseIpv4 } from '@/lib/net/ipv4';
import { parseIpv6, parseIpv6Cidr } from '@/lib/net/ipv6';
import { ARTICLE } from '@/lib/restore/fixtures/article';
import { addressesIn, readLayout } from './layout';

const of = (interfaces: unknown): Readonly<Record<string, string>> => ({ NetworkInterfaces: JSON.stringify(interfaces) });

describe('reading the interfaces of a backup', () => {
  it('takes the article as it came', () => {
    const read = readLayout(ARTICLE.template);
    expect(read).toEqual({
      ok: true,
      value: {
        skipped: 0,
        layout: [
          {
            deviceIndex: 0,
            interfaceId: 'eni-0196b22fc136f1f81',
            subnetId: 'subnet-0bdb9444b6747e0d6',
            groups: ['sg-06d3f4fca2b07b915'],
            primary: '10.1.10.115',
            secondaries: ['10.1.10.100'],
            ipv6: [],
            prefixes: [],
          },
        ],
      },
    });
  });

  it('puts interfaces in the order of their device index and brings addresses into one form', () => {
    const read = readLayout(
      of([
        { DeviceIndex: 1, Ipv6Addresses: [{ Ipv6Address: '2001:DB8:0:0:0:0:0:1' }], Ipv6Prefixes: [{ Ipv6Prefix: '2001:db8:0:0::/80' }] },
        { DeviceIndex: 0, PrivateIpAddress: '10.0.0.9', Ipv4Prefixes: ['10.0.0.16/28'] },
      ]),
    );
    expect(read.ok && addressesIn(read.value.layout)).toEqual([
      { address: '10.0.0.9', role: 'primary', nic: 0 },
      { address: '10.0.0.16/28', role: 'prefix', nic: 0 },
      { address: '2001:db8::1', role: 'ipv6', nic: 1 },
      { address: '2001:db8::/80', role: 'prefix', nic: 1 },
    ]);
  });

  it('leaves out and counts what is no address, and takes a second primary for a secondary', () => {
    const read = readLayout(
      of([
        {
          PrivateIpAddress: '10.0.0.300',
          PrivateIpAddresses: [
            { Primary: true, PrivateIpAddress: '10.0.0.1' },
            { Primary: true, PrivateIpAddress: '10.0.0.2' },
            { Primary: false, PrivateIpAddress: 7 },
          ],
          Ipv4Prefixes: [{ Ipv4Prefix: '10.0.0.17/28' }],
        },
      ]),
    );
    expect(read).toMatchObject({
      ok: true,
      value: { skipped: 3, layout: [{ primary: '10.0.0.1', secondaries: ['10.0.0.2'], prefixes: [] }] },
    });
  });

  it.each(['[{"DeviceIndex":0,"SubnetId":"subnet-0bdb94', '{}', '["eni-1"]', 'null'])('calls %s malformed', (NetworkInterfaces) => {
    expect(readLayout({ NetworkInterfaces })).toEqual({ ok: false, error: 'malformed' });
  });

  it('finds no interface where the metadata names none', () => {
    for (const metadata of [{}, { NetworkInterfaces: '' }, { NetworkInterfaces: '[]' }])
      expect(readLayout(metadata)).toEqual({ ok: true, value: { layout: [], skipped: 0 } });
  });

  it('gives for any JSON only addresses that are some, each once', () => {
    fc.assert(
      fc.property(
        fc.array(fc.dictionary(fc.constantFrom('PrivateIpAddress', 'PrivateIpAddresses', 'Ipv6Addresses', 'Ipv4Prefixes'), fc.jsonValue())),
        (any) => {
          const read = readLayout(of(any));
          if (!read.ok) return;
          const addresses = addressesIn(read.value.layout).map(({ address }) => address);
          expect(new Set(addresses).size).toBe(addresses.length);
          for (const address of addresses)
            expect(parseIpv4(address) ?? parseIpv6(address) ?? parseCidr(address) ?? parseIpv6Cidr(address)).not.toBeNull();
        },
      ),
    );
  });
});
