import { expect, it } from 'vitest';
import type { Grant } from '@/lib/access/roles';
import { grantsAsText, grantsOfText } from './grants-text';

it('says the same roles again, in their order, and no others', () => {
  const grants: readonly Grant[] = [
    { role: 'viewer', account: null },
    { role: 'operator', account: '111122223333' },
    { role: 'viewer', account: null },
  ];
  expect(grantsOfText(grantsAsText(grants))).toEqual(grants);
  expect(grantsOfText(grantsAsText([]))).toEqual([]);
  expect(grantsOfText('owner *\nadministrator *')).toEqual([{ role: 'administrator', account: null }]);
});
