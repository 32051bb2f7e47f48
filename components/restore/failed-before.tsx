'use client';

import { useMemo } from 'react';
import { useTranslations } from 'use-intl';
import { focusPlace } from '@/components/nic-editor/places';
import { EncodedMessage } from '@/components/problems/encoded-message';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { Icon } from '@/components/ui/icon';
import { LinkButton } from '@/components/ui/link-button';
import { Panel } from '@/components/ui/panel';
import { RelativeTime } from '@/components/ui/relative-time';
import { fixWords, placeWords } from '@/lib/i18n/words';
import { failureInPlan } from '@/lib/jobs/failure-in-plan';
import { paths } from '@/lib/paths';
import type { Fix } from '@/lib/restore/diagnostic';
import type { FailedBefore } from '@/lib/restore/failed-before';
import { announce } from './announcer';
import { useDraft } from './draft-context';
import { useEditorLater, useEditorStore } from './editor-context';
import { useSummary } from './summary';
import { useFixReason } from './use-keeps';

type Known = NonNullable<FailedBefore['known']>;

/** What would go round the failure, each one click; where it lies in the plan. */
const Alternatives = ({ known }: { readonly known: Known }) => {
  const t = useTranslations('restore');
  const checks = useTranslations('checks');
  const failures = useTranslations('jobs.failure');
  const summary = useSummary();
  const store = useEditorStore();
  const reason = useFixReason();
  const plan = useEditorLater((state) => state.plan);
  const index = useEditorLater((state) => state.index);
  const { at, fixes } = useMemo(() => failureInPlan(plan, index, known), [plan, index, known]);
  const take = (fix: Fix): void => {
    if (store.perform({ label: 'fix', commands: fix.commands }).ok)
      announce(t('announce.fixed', { fix: fixWords(checks, fix), summary: summary(store.read().diagnostics) }));
  };
  const show = (place: string): void => {
    store.point({ kind: 'place', at: place });
    focusPlace(place);
  };
  const todo = `${known.code}.todo` as const;
  return (
    <>
      {at !== null && at !== '' && (
        <p>
          {t('failed.where')}{' '}
          <button type="button" className="rounded-sm text-accent hover:underline" onClick={() => show(at)}>
            {placeWords(checks, at)}
          </button>
        </p>
      )}
      {failures.has(todo) && <p>{failures(todo)}</p>}
      {fixes.length > 0 && (
        <ul aria-label={t('failed.instead')} className="flex flex-wrap items-center gap-1.5">
          <li aria-hidden="true" className="text-text-dim">
            {t('failed.instead')}
          </li>
          {fixes.map((fix) => (
            <li key={`${fix.code} ${JSON.stringify(fix.params)}`}>
              <Button size="small" reason={reason} onClick={() => take(fix)}>
                {fixWords(checks, fix)}
              </Button>
            </li>
          ))}
        </ul>
      )}
    </>
  );
};

const Means = ({ known }: { readonly known: Known }) => {
  const t = useTranslations('jobs.failure');
  const means = `${known.code}.means` as const;
  // A newer version of the console may have told a failure that this one has no words for.
  return (
    <>
      {t.has(means) && <p className="text-md">{t(means, { subject: known.subject ?? 'none' })}</p>}
      {known.denial !== undefined && <p>{t(`denied.${known.denial}`)}</p>}
    </>
  );
};

/** What failed when this plan was tried before, why, and what would go round it. It stays with the plan; once nothing of it is asked for again, that is said. */
export const FailedBeforePanel = () => {
  const t = useTranslations('restore.failed');
  const { place } = useDraft();
  const failed = useEditorLater((state) => state.plan.source.failed);
  const again = useEditorLater((state) => state.diagnostics.some(({ code }) => code === 'failed-before'));
  const jobs = useTranslations('jobs.failure');
  const notices = useTranslations('restore.notices');
  if (failed === undefined) return null;
  const { known, message, at, jobId, restoreId } = failed;
  return (
    <Panel
      title={t('title')}
      className="mb-4"
      actions={
        <span className="flex flex-wrap items-center gap-2">
          {known !== null && <Badge>{jobs('rule', { rule: known.rule })}</Badge>}
          <LinkButton
            size="small"
            icon={jobId === null ? 'history' : 'job'}
            href={jobId === null ? paths.historyEntry(restoreId) : paths.job(place, jobId)}
          >
            {notices(jobId === null ? 'toHistory' : 'toJob')}
          </LinkButton>
        </span>
      }
    >
      <div className="flex flex-col gap-2">
        {known !== null && <Means known={known} />}
        <figure className="border-l-2 border-line-strong pl-3">
          <figcaption className="text-xs text-text-dim">
            {t('quote')}
            {at !== null && (
              <>
                {' · '}
                <RelativeTime at={at} />
              </>
            )}
          </figcaption>
          <blockquote className="mono wrap-anywhere">{message}</blockquote>
        </figure>
        {known?.encoded !== undefined && <EncodedMessage encoded={known.encoded} />}
        <div role="status" className="flex flex-col gap-2">
          {known !== null && again && <Alternatives known={known} />}
          {known !== null && !again && (
            <p className="flex items-start gap-2">
              <Icon name="done" className="mt-0.5 text-ok" />
              {t('changed')}
            </p>
          )}
          {known === null && <p className="text-text-dim">{jobs('unknown')}</p>}
        </div>
      </div>
    </Panel>
  );
};
