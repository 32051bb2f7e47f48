'use client';

import { useTranslations } from 'use-intl';
import type { Found } from '@/lib/restore/address-map/find';
import { claimantOf, holderName, instanceStateWords, type MapWords } from './words';

const wordsOf = (t: MapWords, found: Found): string => {
  switch (found.kind) {
    case 'address':
      return t('find.address');
    case 'claim':
      return t('find.claim', { by: claimantOf(t, found.claim) });
    case 'range':
      return [t('find.range', { cidr: found.cidr }), found.description].filter(Boolean).join(' ');
    case 'holder':
      return holderName(t, found.holder);
  }
};

const idOf = (t: MapWords, found: Found): string | null => {
  if (found.kind !== 'holder') return null;
  const { holder, fact } = found;
  if (holder.kind === 'instance') return `${holder.instanceId ?? fact.id}, ${instanceStateWords(t, holder.instance?.state)}`;
  return fact.description === '' ? fact.id : fact.description;
};

/** One result of a search. */
export const FoundLine = ({ found, several }: { readonly found: Found; readonly several: boolean }) => {
  const t = useTranslations('restore.map');
  const id = idOf(t, found);
  return (
    <>
      <span className="flex items-baseline gap-2">
        <span className="mono shrink-0 font-semibold">{found.address}</span>
        <span className="min-w-0 flex-1 truncate">{wordsOf(t, found)}</span>
        {found.kind === 'holder' && found.more > 0 && (
          <span className="shrink-0 text-xs text-text-dim">{t('find.others', { count: found.more })}</span>
        )}
      </span>
      {(id !== null || several) && (
        <span className="block truncate text-xs text-text-dim">
          {[id, several ? t('find.in', { subnet: found.subnetId }) : null].filter(Boolean).join(' ')}
        </span>
      )}
    </>
  );
};
