import { describe, expect, it } from 'vitest';
import { checkMetadata } from '../check';
import { indexFacts, NO_FACTS } from '../fact-index';
import finalMetadata from '../fixtures/article_final_metadata.json';
import answer from '../fixtures/metadata_template.json';
import { openJson } from '../json';
import type { RestoreMetadata } from '../plan';
import { correct, correctErrors, fileDifferences } from './correct';

const index = indexFacts(NO_FACTS);
const judge = (metadata: RestoreMetadata) => checkMetadata(metadata, index);
const errors = (metadata: RestoreMetadata) => judge(metadata).filter((finding) => finding.severity === 'error');
const corrected = (metadata: RestoreMetadata): RestoreMetadata => {
  const result = correctErrors(metadata, judge, 'fresh');
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
};
const nic = (members: Record<string, unknown>): string =>
  JSON.stringify([{ DeviceIndex: 0, Groups: ['sg-1'], SubnetId: 'subnet-1', ...members }]);

describe('correctErrors', () => {
  it('makes a backup’s own metadata fit to be sent', () => {
    expect(errors(answer.RestoreMetadata).length).toBeGreaterThan(0);
    const now = corrected(answer.RestoreMetadata);
    expect(errors(now)).toEqual([]);
    expect(now['aws:backup:request-id']).toBe('fresh');
    expect(now).not.toHaveProperty('SubnetId');
  });

  it('repairs what a hand-edited file gets wrong', () => {
    const broken = {
      InstanceType: 't3.micro',
      SubnetId: 'subnet-1',
      NetworkInterfaces: nic({
        SecondaryPrivateIpAddressCount: 0,
        PrivateIpAddresses: [
          { Primary: false, PrivateIpAddress: '10.0.0.9' },
          { Primary: false, PrivateIpAddress: '10.0.0.9' },
        ],
      }),
    };
    const now = corrected(broken);
    expect(errors(now)).toEqual([]);
    expect(openJson(now.NetworkInterfaces!)).toMatchObject([{ PrivateIpAddresses: [{ Primary: false, PrivateIpAddress: '10.0.0.9' }] }]);
  });

  it('closes JSON that somebody left open', () => {
    const open = { ...finalMetadata, NetworkInterfaces: JSON.parse(finalMetadata.NetworkInterfaces) } as RestoreMetadata;
    expect(errors(open).length).toBeGreaterThan(0);
    expect({ ...corrected(open), 'aws:backup:request-id': '' }).toEqual({ ...finalMetadata, 'aws:backup:request-id': '' });
  });

  it('leaves warnings to the person, and a file without errors as it is but for the request id', () => {
    expect(corrected(finalMetadata)).toEqual({ ...finalMetadata, 'aws:backup:request-id': 'fresh' });
  });

  it('says why where nothing can be done', () => {
    expect(correctErrors({ InstanceType: 't3.micro' }, judge, 'r')).toMatchObject({ ok: false, error: { code: 'no-subnet' } });
  });
});

describe('correct', () => {
  it('applies one fix', () => {
    const file = { ...finalMetadata, KeyName: 'gone' };
    const now = correct(file, [{ type: 'set-settings', settings: { keyPair: 'none' } }], 'r');
    expect(now.ok && 'KeyName' in now.value).toBe(false);
  });
});

describe('fileDifferences', () => {
  it('lists what a correction changed, with reasons', () => {
    const reasons = fileDifferences(answer.RestoreMetadata, corrected(answer.RestoreMetadata)).map((each) => `${each.at} ${each.reason}`);
    expect(reasons).toContain('/SubnetId clash-with-interfaces');
    expect(reasons).toContain('/CpuOptions cpu-options');
    expect(reasons).toContain('/NetworkInterfaces/0/NetworkInterfaceId new-interface');
  });

  it('has only the request id for a file that needed nothing', () => {
    expect(fileDifferences(finalMetadata, corrected(finalMetadata)).map((each) => each.at)).toEqual(['/aws:backup:request-id']);
  });
});
