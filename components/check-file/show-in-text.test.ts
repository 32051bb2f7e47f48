import { describe, expect, it } from 'vitest';
import { placeInText } from './show-in-text';

const text = JSON.stringify(
  {
    InstanceType: 't3.micro',
    NetworkInterfaces: '[{"DeviceIndex":0,"SubnetId":"subnet-1"},{"DeviceIndex":1,"SubnetId":"subnet-2"}]',
    SubnetId: 'subnet-1',
  },
  null,
  2,
);
const shown = (pointer: string): string | null => {
  const place = placeInText(text, pointer);
  return place === null ? null : text.slice(place.offset, place.offset + place.length + 14);
};

describe('placeInText', () => {
  it('finds a key, and a member inside its escaped JSON', () => {
    expect(shown('/InstanceType')).toBe('InstanceType": "t3.micro",');
    expect(shown('/SubnetId')).toMatch(/^SubnetId": "subnet-1"/);
    expect(shown('/NetworkInterfaces/0/SubnetId')).toMatch(/^SubnetId\\":\\"subnet-1/);
    expect(shown('/NetworkInterfaces/1/SubnetId')).toMatch(/^SubnetId\\":\\"subnet-2/);
    expect(shown('/NetworkInterfaces/1')).toMatch(/^NetworkInterfaces/);
  });

  it('falls back to what it finds', () => {
    expect(shown('/NetworkInterfaces/0/Groups/1')).toMatch(/^NetworkInterfaces/);
    expect(shown('/KeyName')).toBeNull();
    expect(shown('')).toBeNull();
  });
});
