import { describe, expect, it } from 'vitest';
import { readNicOption } from './nic-option';

describe('readNicOption', () => {
  it('reads every part', () => {
    expect(readNicOption('index=1,primary=10.0.0.5,secondary=10.0.0.6+10.0.0.7,subnet=subnet-1,groups=sg-a+sg-b')).toEqual({
      ok: true,
      value: {
        index: 1,
        primary: { kind: 'fixed', address: '10.0.0.5' },
        secondaries: { kind: 'fixed', values: ['10.0.0.6', '10.0.0.7'] },
        subnetId: 'subnet-1',
        groups: ['sg-a', 'sg-b'],
      },
    });
  });

  it('leaves what is not named as in the backup, and reads the words', () => {
    expect(readNicOption('index=0, primary = auto, secondary=auto:3')).toEqual({
      ok: true,
      value: { index: 0, primary: { kind: 'automatic' }, secondaries: { kind: 'automatic', count: 3 }, subnetId: null, groups: null },
    });
    expect(readNicOption('index=0,secondary=none')).toMatchObject({ value: { primary: null, secondaries: { kind: 'fixed', values: [] } } });
  });

  it.each([
    ['', 'part'],
    ['index=0,', 'part'],
    ['index=0,prim=auto', 'unknown-part'],
    ['index=0,index=1', 'twice'],
    ['primary=auto', 'no-index'],
    ['index=first', 'index'],
    ['index=-1', 'index'],
    ['index=0,primary=10.0.0', 'primary'],
    ['index=0,primary=none', 'primary'],
    ['index=0,secondary=10.0.0.1+', 'secondary'],
    ['index=0,secondary=10.0.0.256', 'secondary'],
    ['index=0,secondary=auto', 'count'],
    ['index=0,secondary=auto:0', 'count'],
    ['index=0,secondary=auto:1.5', 'count'],
    ['index=0,secondary=auto:1001', 'count'],
    [`index=0,secondary=${Array.from({ length: 1_001 }, () => '10.0.0.1').join('+')}`, 'count'],
    ['index=0,subnet=10.0.0.0/24', 'subnet'],
    ['index=0,groups=sg-a+default', 'groups'],
  ])('%j is refused as %s', (spec, code) => {
    expect(readNicOption(spec)).toMatchObject({ ok: false, error: { code } });
  });
});
