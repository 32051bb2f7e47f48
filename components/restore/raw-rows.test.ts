import { describe, expect, it } from 'vitest';
import { applyAll } from '@/lib/restore/apply';
import { articlePlan } from '@/lib/restore/fixtures/article';
import template from '@/lib/restore/fixtures/metadata_template.json';
import { toMetadata } from '@/lib/restore/to-metadata';
import { rawRows } from './raw-rows';

const backup = articlePlan();

describe('rawRows', () => {
  it('tells of each key how it came about', () => {
    const edited = applyAll(backup, [
      { type: 'set-override', key: 'EbsOptimized', value: 'true' },
      { type: 'set-override', key: 'KeyName', value: null },
      { type: 'set-override', key: 'Extra', value: 'x' },
    ]);
    if (!edited.ok) throw new Error('does not apply');
    const rows = Object.fromEntries(rawRows(edited.value, toMetadata(edited.value, 'id')).map((row) => [row.key, row]));
    expect(rows.Architecture?.state).toBe('backup');
    expect(rows.NetworkInterfaces?.state).toBe('plan');
    expect(rows.SubnetId).toEqual({ key: 'SubnetId', value: null, state: 'removed', overridden: false });
    expect(rows.EbsOptimized).toEqual({ key: 'EbsOptimized', value: 'true', state: 'edited', overridden: true });
    expect(rows.KeyName).toEqual({ key: 'KeyName', value: null, state: 'removed', overridden: true });
    expect(rows.Extra?.state).toBe('edited');
    expect(rows['aws:backup:request-id']?.state).toBe('fresh');
  });

  it('keeps the order of the backup', () => {
    const keys = rawRows(backup, toMetadata(backup, 'id')).map(({ key }) => key);
    expect(keys).toEqual(Object.keys(template.RestoreMetadata));
  });
});
