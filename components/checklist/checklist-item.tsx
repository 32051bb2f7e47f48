'use client';

import { useTranslations } from 'use-intl';
import { useWho } from '@/components/people/use-who';
import { Badge, type Tone } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { CodeBlock } from '@/components/ui/code-block';
import { Collapsible } from '@/components/ui/collapsible';
import type { IconName } from '@/components/ui/icon';
import { RelativeTime } from '@/components/ui/relative-time';
import { Tabs } from '@/components/ui/tabs';
import { disagrees, stateOf, type Tick, type Ticked } from '@/lib/jobs/checklist/checklist';
import { GUEST_PLATFORMS, type GuestSteps } from '@/lib/jobs/checklist/guest';
import type { ChecklistItem, ItemState } from '@/lib/jobs/checklist/item';
import { itemWords, whyWords } from './item-words';

const MARKS: Readonly<Record<ItemState, readonly [Tone, IconName]>> = {
  open: ['warn', 'warning'],
  done: ['ok', 'done'],
  'not-applicable': ['neutral', 'minus'],
  unknown: ['info', 'unknown'],
};

const StateBadge = ({ state }: { readonly state: ItemState }) => {
  const t = useTranslations('checklist.state');
  const [tone, icon] = MARKS[state];
  return (
    <Badge tone={tone} icon={icon}>
      {t(state)}
    </Badge>
  );
};

/** Commands to run in the machine: of its system, or where that is not known of each that it may be. */
const Guest = ({ steps }: { readonly steps: GuestSteps }) => {
  const t = useTranslations('checklist');
  const tabs = GUEST_PLATFORMS.flatMap((platform) => {
    const text = steps.commands[platform];
    return text === undefined || text === ''
      ? []
      : [
          {
            key: platform,
            title: t(`platforms.${platform}`),
            content: <CodeBlock text={text} label={t(`platforms.${platform}`)} className="mt-2" />,
          },
        ];
  });
  return tabs.length === 0 ? null : <Tabs label={t('guest')} tabs={tabs} />;
};

/** What AWS shows, and what somebody said. */
const Evidence = ({ item, ticked }: { readonly item: ChecklistItem; readonly ticked: Ticked | null }) => {
  const t = useTranslations('checklist');
  const who = useWho();
  const why = whyWords(t, item);
  return (
    <div className="flex flex-col text-xs text-text-dim">
      <p>{item.evidence === null ? t('person') : t('shown', { state: t(`state.${item.state}`), source: item.evidence.source })}</p>
      {why !== null && <p>{why}</p>}
      {ticked !== null && (
        <p>{t.rich(`marked.${ticked.state}`, { name: who.label(ticked.by), time: () => <RelativeTime at={ticked.at} /> })}</p>
      )}
      {disagrees(item, ticked) && <p className="text-warn">{t('disagrees')}</p>}
    </div>
  );
};

interface ItemProps {
  readonly item: ChecklistItem;
  readonly ticked: Ticked | null;
  /** Why nobody may tick here; `null`: they may. */
  readonly whyNot: string | null;
  readonly busy: boolean;
  readonly onTick: (state: Tick) => void;
}

const ticksFor = (state: ItemState, ticked: Ticked | null): readonly Tick[] => {
  if (ticked !== null && ticked.state !== 'open') return ['open'];
  return state === 'open' || state === 'unknown' ? ['done', 'not-applicable'] : [];
};

/** One thing to see to after a restore. */
export const ChecklistLine = ({ item, ticked, whyNot, busy, onTick }: ItemProps) => {
  const t = useTranslations('checklist');
  const { title, text } = itemWords(t, item);
  const state = stateOf(item, ticked);
  return (
    <li className="flex flex-col gap-1 border-t border-line py-2" data-item={item.key}>
      <div className="flex flex-wrap items-start justify-between gap-x-3 gap-y-1 sm:flex-nowrap">
        <h3 className="flex min-w-0 items-start gap-2">
          <span className="flex min-w-32 shrink-0">
            <StateBadge state={state} />
          </span>
          <span className="min-w-0 wrap-anywhere">{title}</span>
        </h3>
        <span className="ml-auto flex shrink-0 gap-2">
          {ticksFor(state, ticked).map((tick) => (
            <Button
              key={tick}
              size="small"
              tone={tick === 'done' ? 'secondary' : 'quiet'}
              busy={busy}
              reason={whyNot}
              aria-label={t('mark.of', { action: t(`mark.${tick}`), item: title })}
              onClick={() => onTick(tick)}
            >
              {t(`mark.${tick}`)}
            </Button>
          ))}
        </span>
      </div>
      {text !== '' && <p className="text-text-dim">{text}</p>}
      <Evidence item={item} ticked={ticked} />
      {item.command !== null && state !== 'done' && state !== 'not-applicable' && (
        <Collapsible title={<span className="whitespace-nowrap">{t('command')}</span>} summary={item.command}>
          {() => <CodeBlock text={item.command ?? ''} label={t('commandOf', { item: title })} />}
        </Collapsible>
      )}
      {item.guest !== null && state === 'open' && <Guest steps={item.guest} />}
    </li>
  );
};
