'use client';

import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import { useWho } from '@/components/people/use-who';
import { Notice } from '@/components/ui/notice';
import { ShortTime } from '@/components/ui/relative-time';
import { TextLink } from '@/components/ui/text-link';
import type { DraftHeadView } from '@/lib/data/drafts/views';
import { type Place, paths } from '@/lib/paths';
import { plannedRestoresQuery } from '@/lib/queries/points';

const MOST_AT_ONCE = 3;

const Plans = ({ place, drafts }: { readonly place: Place; readonly drafts: readonly DraftHeadView[] }) => {
  const t = useTranslations('points.planned');
  const who = useWho();
  return (
    <ul className="flex flex-col gap-0.5">
      {drafts.map((draft) => (
        <li key={draft.id} className="flex flex-wrap gap-x-3">
          <span>{t.rich('by', { user: who.inText(draft.owner), when: () => <ShortTime at={draft.createdAt} /> })}</span>
          <TextLink href={paths.restore(place, draft.id)}>{t('open')}</TextLink>
        </li>
      ))}
    </ul>
  );
};

/** Who is planning a restore of a point, since when, and the way there; nothing where nobody is. */
export const PlannedBy = ({ place, arn }: { readonly place: Place; readonly arn: string }) => {
  const t = useTranslations('points.planned');
  const { data: drafts = [] } = useQuery(plannedRestoresQuery(place, arn));
  if (drafts.length === 0) return null;
  const more = drafts.slice(MOST_AT_ONCE);
  return (
    <Notice tone="info" title={t('title')} live>
      <Plans place={place} drafts={drafts.slice(0, MOST_AT_ONCE)} />
      {more.length > 0 && (
        <details>
          <summary className="text-text-dim">{t('more', { count: more.length })}</summary>
          <Plans place={place} drafts={more} />
        </details>
      )}
    </Notice>
  );
};
