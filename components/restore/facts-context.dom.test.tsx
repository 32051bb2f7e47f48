import { expect, it } from 'vitest';
import { NO_FACTS } from '@/lib/restore/fact-index';
import type { ClaimFact, Facts } from '@/lib/restore/facts';
import { withNames } from './facts-context';

const who = { inText: (id: string) => `the name of ${id}`, initials: (id: string) => id.slice(0, 1) };

const claim = (address: number, more: Partial<ClaimFact>): ClaimFact => ({
  address: `10.0.0.${address}` as ClaimFact['address'],
  subnetId: 'subnet-1',
  by: 'sato',
  restoreId: null,
  ...more,
});

const claims = (value: readonly ClaimFact[]): Facts => ({
  ...NO_FACTS,
  claims: { state: 'known', value, asOf: '2026-11-30T00:00:00Z', source: 'rehome:claims' },
});

it('holds nothing against a plan that its own start has claimed, waiting or under way', () => {
  const facts = claims([
    claim(1, { draftId: 'own' }),
    claim(2, { draftId: 'own', restoreId: 'restore-1' }),
    claim(3, { draftId: 'other', restoreId: 'restore-2' }),
    claim(4, { restoreId: 'restore-3', by: null }),
  ]);
  expect(withNames(facts, who, 'own').claims).toMatchObject({
    value: [
      { address: '10.0.0.3', shown: { name: 'the name of sato', initials: 's' } },
      { address: '10.0.0.4', by: null },
    ],
  });
});
