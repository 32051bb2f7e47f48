'use client';

import { memo } from 'react';
import { useTranslations } from 'use-intl';
import { useWho } from '@/components/people/use-who';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { PageHeader } from '@/components/ui/page-header';
import { RelativeTime } from '@/components/ui/relative-time';
import { paths } from '@/lib/paths';
import { instanceIdOf } from '@/lib/restore/original';
import type { DialogName } from './dialogs';
import { useDraft } from './draft-context';
import { useEditor } from './editor-context';

/** What is being restored, who plans it, and the page's tools. */
export const Heading = memo(({ onOpen }: { readonly onOpen: (name: DialogName) => void }) => {
  const t = useTranslations('restore');
  const common = useTranslations('common');
  const { place, draft, user, whyNot } = useDraft();
  const who = useWho();
  const source = useEditor((state) => state.plan.source);
  const name = source.resourceName ?? instanceIdOf(source.resourceArn) ?? source.recoveryPointArn;
  const kept =
    draft.started !== null
      ? t('bar.keeps.started')
      : whyNot.plan !== null
        ? whyNot.plan
        : draft.owner !== user
          ? t('plannedBy', { user: who.inText(draft.owner) })
          : null;
  const tools = [
    ['presets', 'settings'],
    ['compare', 'both'],
    ['metadata', 'check'],
  ] as const;
  return (
    <PageHeader
      title={t('titleOf', { name })}
      trail={{
        label: t('trail'),
        steps: [
          { href: paths.points(place), text: t('toPoints') },
          { href: paths.point(place, source.recoveryPointArn, source.vault), text: t('toPoint') },
        ],
      }}
      about={
        <>
          {source.createdAt !== null && <span>{t.rich('pointOf', { time: () => <RelativeTime at={source.createdAt ?? ''} /> })}</span>}
          {draft.started === null ? (
            <Badge icon="user">{t('plannedBy', { user: who.inText(draft.owner) })}</Badge>
          ) : (
            <Badge icon="job">{t('bar.keeps.started')}</Badge>
          )}
        </>
      }
      actions={
        <>
          {tools.map(([key, icon]) => (
            <Button key={key} icon={icon} onClick={() => onOpen(key)}>
              {t(`actions.${key}`)}
            </Button>
          ))}
          <Button tone="quiet" reason={kept} onClick={() => onOpen('discard')}>
            {common('discard.action')}
          </Button>
        </>
      }
    />
  );
});
