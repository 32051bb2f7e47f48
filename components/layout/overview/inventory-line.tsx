'use client';

import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import { flash } from '@/components/ui/flash';
import { problemWords } from '@/components/ui/problem-words';
import { refreshInventoryAction } from '@/lib/actions/vaults';
import { combined } from '@/lib/combined-freshness';
import type { Place } from '@/lib/paths';
import { inventoryQuery } from '@/lib/queries/inventory';
import { heard } from '@/lib/queries/signed-out';
import { vaultsQuery } from '@/lib/queries/vaults';
import { FreshnessLine } from '../freshness-line';

/** How fresh everything read from AWS Backup is, with a button that reads it again. */
export const InventoryLine = ({ place }: { readonly place: Place }) => {
  const tell = useTranslations('problems');
  const { data, error, refetch } = useQuery(inventoryQuery(place));
  const refresh = async (): Promise<void> => {
    const answer = await heard(refreshInventoryAction({ place: { account: place.account, region: place.region } }));
    if (!answer.ok) flash({ tone: 'warn', text: problemWords(tell, answer.error).title });
    await refetch();
  };
  const { data: vaults } = useQuery(vaultsQuery(place));
  // Before the first sweep has a row of its own, the list of vaults knows already that it began.
  const known = data === undefined || data.sweeps.length === 0 ? (vaults?.freshness ?? combined([])) : combined(data.sweeps);
  return <FreshnessLine freshness={known} error={error} onRefresh={refresh} />;
};
