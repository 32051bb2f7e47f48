import { describe, expect, it } from 'vitest';
import { devicesIn, withEncryption } from './block-devices';

const text = JSON.stringify([
  { DeviceName: '/dev/xvda', Ebs: { VolumeSize: 8, Encrypted: false } },
  { DeviceName: '/dev/sdb', VirtualName: 'ephemeral0' },
  { DeviceName: '/dev/sdc', Ebs: { Encrypted: true, KmsKeyId: 'alias/old', Iops: 3000 } },
]);

describe('devicesIn', () => {
  it('lists volumes, not instance stores', () => {
    expect(devicesIn(text)).toEqual([
      { position: 0, name: '/dev/xvda', encrypted: false, kmsKeyId: '' },
      { position: 2, name: '/dev/sdc', encrypted: true, kmsKeyId: 'alias/old' },
    ]);
  });

  it.each([[null], ['{'], ['{}'], ['[1, null]']])('lists none of %s', (odd) => {
    expect(devicesIn(odd)).toEqual([]);
  });
});

describe('withEncryption', () => {
  it('changes one volume and leaves the rest', () => {
    const changed = JSON.parse(withEncryption(text, 0, { encrypted: true, kmsKeyId: 'alias/new' }));
    expect(changed[0]).toEqual({ DeviceName: '/dev/xvda', Ebs: { VolumeSize: 8, Encrypted: true, KmsKeyId: 'alias/new' } });
    expect(changed.slice(1)).toEqual(JSON.parse(text).slice(1));
  });

  it('takes the key away with the encryption', () => {
    expect(JSON.parse(withEncryption(text, 2, { encrypted: false, kmsKeyId: 'alias/old' }))[2].Ebs).toEqual({
      Encrypted: false,
      Iops: 3000,
    });
  });
});
