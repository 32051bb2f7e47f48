import { describe, expect, it } from 'vitest';
import { metadataFile } from '../exports';
import { faultInText, valueFaults } from './value-faults';

/** The article's own example of case 3 has a trailing comma. */
const NetworkInterfaces = '[{"DeviceIndex":0,"PrivateIpAddresses":[{"Primary":true,"PrivateIpAddress":"10.1.10.110"},]}]';
const metadata = { InstanceType: 't2.micro', NetworkInterfaces, Placement: '{}', KeyName: '{not json' };

describe('valueFaults', () => {
  it('says where JSON inside a string breaks, and leaves plain texts alone', () => {
    const offset = NetworkInterfaces.indexOf(',]');
    expect(valueFaults(metadata)).toEqual([
      {
        key: 'NetworkInterfaces',
        fault: { code: 'json-trailing-comma', offset, found: ',' },
        before: NetworkInterfaces.slice(offset - 24, offset),
        after: ',]}]',
      },
    ]);
  });

  it('finds the place in the file', () => {
    const text = metadataFile(metadata);
    const [fault] = valueFaults(metadata);
    const at = faultInText(text, NetworkInterfaces, fault!);
    expect(text.slice(at!, at! + 2)).toBe(',]');
    expect(faultInText('{}', NetworkInterfaces, fault!)).toBeNull();
  });
});
