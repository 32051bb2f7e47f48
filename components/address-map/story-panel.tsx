'use client';

import { memo, Suspense } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { SeverityMark } from '@/components/nic-editor/severity-mark';
import { useFindingWords } from '@/components/people/use-finding-words';
import { Badge, type Tone } from '@/components/ui/badge';
import { CopyButton } from '@/components/ui/copy-button';
import { lazyComponent } from '@/components/ui/lazy-component';
import { RelativeTime } from '@/components/ui/relative-time';
import { TextLink } from '@/components/ui/text-link';
import { useAfterPaint } from '@/components/ui/use-after-paint';
import type { AddressState } from '@/lib/restore/address-map/states';
import type { Story } from '@/lib/restore/address-map/story';
import type { Diagnostic } from '@/lib/restore/diagnostic';
import { type MapModel, storyIn } from './map-model';
import { useToldValue } from './map-pointer';
import { StoryActions } from './story-actions';
import { StoryText } from './story-text';
import { storyLines } from './words';

/** Only a subnet of several blocks is drawn as tiles. */
const TileStory = lazyComponent(() => import('./tile-story').then((module) => module.TileStory));

const TONES: Readonly<Record<AddressState, Tone>> = {
  free: 'ok',
  'reserved-explicit': 'ok',
  'reserved-prefix': 'info',
  unknown: 'neutral',
  claimed: 'violet',
  delegated: 'info',
  used: 'neutral',
  'used-running': 'neutral',
  original: 'warn',
  aws: 'neutral',
  placed: 'accent',
};

/** Findings that the story itself does not tell: who holds an address, and what reserves it, is told already. */
const isNews = ({ code }: Diagnostic): boolean => !/^(in-|claimed|address-reserved)/.test(code);

const Heading = ({ story }: { readonly story: Story }) => {
  const t = useTranslations('restore.map');
  return (
    <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
      <h3 className="mono text-md font-semibold">{story.address}</h3>
      <CopyButton text={story.address} />
      {story.conflict ? (
        <Badge tone="danger" icon="error">
          {t('states.conflict')}
        </Badge>
      ) : (
        <Badge tone={TONES[story.state]}>{t(`states.${story.state}`)}</Badge>
      )}
    </div>
  );
};

/** When AWS told it, whether it changed since one began to look, and where to read more. */
const Sources = ({ model, story }: { readonly model: MapModel; readonly story: Story }) => {
  const t = useTranslations('restore.map');
  const format = useFormatter();
  const changedAt = model.changedAt.get(story.value);
  return (
    <p className="text-xs text-text-dim">
      {story.asOf === null ? t('notRead') : t.rich('readAt', { time: () => <RelativeTime at={story.asOf ?? ''} /> })}
      {story.heldBy?.original === true && model.originalPath !== null && (
        <TextLink href={model.originalPath} className="ml-2 underline">
          {t('story.open')}
        </TextLink>
      )}
      {changedAt !== undefined && (
        <span className="ml-2 text-warn">
          {t('story.taken', { time: format.dateTime(new Date(changedAt), { timeStyle: 'medium', hourCycle: 'h23' }) })}
        </span>
      )}
    </p>
  );
};

const AddressStory = ({ model, story, own }: { readonly model: MapModel; readonly story: Story; readonly own: boolean }) => {
  const t = useTranslations('restore.map');
  const words = useFindingWords();
  return (
    <>
      <Heading story={story} />
      <div className="flex h-7 shrink-0 items-center gap-2">
        {own ? <StoryActions model={model} story={story} /> : <Sources model={model} story={story} />}
      </div>
      <StoryText own={own}>
        {storyLines(t, story).map((line) => (
          <p key={line.key} className="wrap-anywhere">
            {line.text}
          </p>
        ))}
        {story.findings.filter(isNews).map((finding) => (
          <p key={`${finding.rule} ${finding.code}`} className="wrap-anywhere">
            <span className="mr-1.5 inline-block align-top">
              <SeverityMark severity={finding.severity} />
            </span>
            {words(finding)}
          </p>
        ))}
        {own && <Sources model={model} story={story} />}
      </StoryText>
    </>
  );
};

/**
 * All that is known of the address (or block) pointed at, else of the one the cursor stands on, with what can be done with that one.
 * Its height never changes, so nothing jumps when the pointer moves.
 */
export const StoryPanel = ({ model }: { readonly model: MapModel }) => {
  // The words at the pointer come first, this after them; while something is dragged only they tell what would come of it.
  const value = useAfterPaint(useToldValue(model.pointer) ?? model.view.cursor);
  return <StoryOf model={model} value={value} />;
};

const StoryOf = memo(({ model, value }: { readonly model: MapModel; readonly value: number }) => {
  const t = useTranslations('restore.map.story');
  const { cursor, open } = model.view;
  const story = storyIn(model, value);
  return (
    <section
      aria-label={t('label')}
      className="own-layout isolate flex h-41 flex-col gap-1 @min-[38rem]/map:h-64 rounded-md border border-line bg-surface-0 px-3 py-2"
    >
      {open ? (
        story !== null && <AddressStory model={model} story={story} own={value === cursor} />
      ) : (
        <Suspense>
          <TileStory model={model} value={value} />
        </Suspense>
      )}
    </section>
  );
});
