import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type RestoreRequest, restoreRequestSha256, restoreRequestText } from './restore-request';

const text = fc.string({ unit: 'binary' });
const metadata = fc.dictionary(text, text, { noNullPrototype: true });
const requests: fc.Arbitrary<RestoreRequest> = fc.record({
  account: text,
  region: text,
  vault: text,
  recoveryPointArn: text,
  metadata,
  roleArn: fc.option(text),
  resourceType: text,
  copyTags: fc.boolean(),
});

const withId = (request: RestoreRequest, name: string, id: string): RestoreRequest => ({
  ...request,
  metadata: Object.fromEntries([...Object.entries(request.metadata), [name, id]]),
});

describe('the SHA-256 of a request', () => {
  it.each(['account', 'region', 'vault', 'recoveryPointArn', 'resourceType'] as const)('is another with another %s', (member) => {
    fc.assert(
      fc.property(requests, text, (request, other) => {
        fc.pre(other !== request[member]);
        expect(restoreRequestSha256({ ...request, [member]: other })).not.toBe(restoreRequestSha256(request));
      }),
    );
  });

  it('is another with another role, or none', () => {
    fc.assert(
      fc.property(requests, fc.option(text), (request, roleArn) => {
        fc.pre(roleArn !== request.roleArn);
        expect(restoreRequestSha256({ ...request, roleArn })).not.toBe(restoreRequestSha256(request));
      }),
    );
  });

  it('is another when tags are copied and were not', () => {
    fc.assert(
      fc.property(requests, (request) => {
        expect(restoreRequestSha256({ ...request, copyTags: !request.copyTags })).not.toBe(restoreRequestSha256(request));
      }),
    );
  });

  it('is another with any key of the metadata changed, added or taken away', () => {
    fc.assert(
      fc.property(requests, text, text, (request, name, value) => {
        fc.pre(name.toLowerCase() !== 'aws:backup:request-id');
        const { [name]: _before, ...without } = request.metadata;
        const absent = { ...request, metadata: without };
        const here = { ...request, metadata: Object.fromEntries([...Object.entries(without), [name, value]]) };
        const other = { ...request, metadata: Object.fromEntries([...Object.entries(without), [name, `${value}x`]]) };
        const hashes = [absent, here, other].map(restoreRequestSha256);
        expect(new Set(hashes).size).toBe(3);
        if (Object.hasOwn(request.metadata, name)) expect(restoreRequestSha256(request)).not.toBe(hashes[0]);
      }),
    );
  });

  it('stays the same with another request id, in whatever case its name is, and with none', () => {
    fc.assert(
      fc.property(requests, text, fc.constantFrom('aws:backup:request-id', 'AWS:Backup:Request-Id'), (request, id, name) => {
        expect(restoreRequestSha256(withId(request, name, id))).toBe(restoreRequestSha256(request));
      }),
    );
  });

  it('stays the same whatever the order of the keys', () => {
    fc.assert(
      fc.property(requests, (request) => {
        const turned = { ...request, metadata: Object.fromEntries(Object.entries(request.metadata).reverse()) };
        expect(restoreRequestSha256(turned)).toBe(restoreRequestSha256(request));
      }),
    );
  });

  it('keeps the spelling of the JSON inside the metadata, to the byte', () => {
    const request: RestoreRequest = {
      account: '123456789012',
      region: 'ap-northeast-1',
      vault: 'prod',
      recoveryPointArn: 'arn:aws:ec2:ap-northeast-1::image/ami-1',
      metadata: { NetworkInterfaces: '[{"DeviceIndex":0}]', 'aws:backup:request-id': 'a' },
      roleArn: null,
      resourceType: 'EC2',
      copyTags: true,
    };
    expect(restoreRequestText(request)).toBe(
      '{"account":"123456789012","copyTags":true,"metadata":{"NetworkInterfaces":"[{\\"DeviceIndex\\":0}]"},' +
        '"recoveryPointArn":"arn:aws:ec2:ap-northeast-1::image/ami-1","region":"ap-northeast-1","resourceType":"EC2","roleArn":null,"vault":"prod","version":1}',
    );
    const spaced = { ...request, metadata: { NetworkInterfaces: '[{ "DeviceIndex": 0 }]' } };
    expect(restoreRequestSha256(spaced)).not.toBe(restoreRequestSha256(request));
  });
});
