import { expect, it } from 'vitest';
import { compareMetadata } from './compare-metadata';
import type { RestoreMetadata } from './plan';

const compare = (before: object, after: object) => compareMetadata(before as RestoreMetadata, after as RestoreMetadata);

it('tells each place that differs, also within JSON values, and leaves the request id out', () => {
  const nics = (address: string, more: object = {}) =>
    JSON.stringify([{ DeviceIndex: 0, PrivateIpAddresses: [{ PrivateIpAddress: address }], ...more }]);
  expect(
    compare(
      { InstanceType: 't3.small', NetworkInterfaces: nics('10.0.0.1'), KeyName: 'k', 'aws:backup:request-id': '1' },
      { InstanceType: 't3.small', NetworkInterfaces: nics('10.0.0.2', { Groups: [] }), UserData: '{broken', 'aws:backup:request-id': '2' },
    ),
  ).toEqual([
    { at: 'NetworkInterfaces/0/PrivateIpAddresses/0/PrivateIpAddress', before: '10.0.0.1', after: '10.0.0.2' },
    { at: 'KeyName', before: 'k', after: null },
    { at: 'NetworkInterfaces/0/Groups', before: null, after: '[]' },
    { at: 'UserData', before: null, after: '{broken' },
  ]);
});

it('finds nothing between a request and itself, however its JSON is spaced', () => {
  expect(compare({ Placement: '{"a":1,"b":null}' }, { Placement: '{ "b": null, "a": 1 }' })).toEqual([]);
});
