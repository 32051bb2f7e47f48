import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readInterfaces } from './read-interfaces';

const read = (...raw: object[]) => readInterfaces(JSON.stringify(raw));

describe('readInterfaces', () => {
  it("reads the article's interface and leaves nothing over", () => {
    const [nic] =
      read({
        AssociatePublicIpAddress: true,
        DeleteOnTermination: true,
        Description: '',
        DeviceIndex: 0,
        Groups: ['sg-1'],
        Ipv6AddressCount: 0,
        Ipv6Addresses: [],
        NetworkInterfaceId: 'eni-1',
        PrivateIpAddress: '10.1.10.115',
        PrivateIpAddresses: [
          { Primary: true, PrivateIpAddress: '10.1.10.115' },
          { Primary: false, PrivateIpAddress: '10.1.10.100' },
        ],
        SecondaryPrivateIpAddressCount: 1,
        SubnetId: 'subnet-1',
        InterfaceType: 'interface',
        Ipv4Prefixes: [],
        Ipv6Prefixes: [],
      }) ?? [];
    expect(nic).toEqual({
      deviceIndex: 0,
      id: 'eni-1',
      subnet: 'subnet-1',
      groups: ['sg-1'],
      primary: '10.1.10.115',
      secondaries: ['10.1.10.100'],
      automaticSecondaries: 0,
      ipv6: [],
      prefixes: [],
      publicIp: true,
      deleteOnTermination: true,
      description: '',
      other: [],
    });
  });

  it('reads addresses that AWS is to choose, IPv6, prefixes and bare lists', () => {
    expect(
      read({
        DeviceIndex: 1,
        SecondaryPrivateIpAddressCount: 3,
        Ipv6Addresses: [{ Ipv6Address: '2406::1' }],
        Ipv4Prefixes: ['10.0.0.0/28'],
      }),
    ).toMatchObject([{ primary: null, automaticSecondaries: 3, ipv6: ['2406::1'], prefixes: ['10.0.0.0/28'] }]);
  });

  it('keeps what has no place or another form, by name', () => {
    expect(read({ EnaSrdSpecification: { EnaSrdEnabled: true }, SubnetId: 7, InterfaceType: 'efa', KmsKeyId: null })?.[0]?.other).toEqual([
      ['EnaSrdSpecification', '{"EnaSrdEnabled":true}'],
      ['SubnetId', '7'],
      ['InterfaceType', '"efa"'],
    ]);
  });

  it.each(['', '[{"DeviceIndex":0,"SubnetId":"subnet-0bdb94', '{}', '[1]', 'null'])('gives up on %s', (value) => {
    expect(readInterfaces(value)).toBeNull();
  });

  it('never throws', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.json(),
          fc.string(),
          fc
            .array(fc.dictionary(fc.constantFrom('PrivateIpAddresses', 'Groups', 'Ipv6Addresses', 'SubnetId'), fc.jsonValue()))
            .map((value) => JSON.stringify(value)),
        ),
        (value) => {
          readInterfaces(value);
        },
      ),
    );
  });
});
