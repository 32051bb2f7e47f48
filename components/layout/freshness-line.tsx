'use client';

import { Suspense, useState } from 'react';
import { useTranslations } from 'use-intl';
import { Button } from '@/components/ui/button';
import { Icon } from '@/components/ui/icon';
import { lazyComponent } from '@/components/ui/lazy-component';
import type { Tellable } from '@/components/ui/problem-words';
import { RelativeTime } from '@/components/ui/relative-time';
import { problemOf } from '@/lib/queries/problem-error';
import { useOverdue } from './overdue';
import { WithProblemWords } from './worded-part';

/** How fresh something is. An inventory's `Freshness` and a job list's `JobFreshness` both fit. */
export interface Fresh {
  /** ISO 8601; `null`: never read. */
  readonly asOf: string | null;
  readonly problem: Tellable | null;
  readonly refreshing?: boolean;
  /** Items that the sweep under way has read. */
  readonly read?: number;
}

const NOT_FOLLOWED: Tellable = { code: 'not-followed' };

/** Loaded where something keeps what is shown from being newer, which is seldom. */
const Why = lazyComponent(() => import('./freshness-why').then((file) => file.FreshnessWhy));

const Words = ({ freshness }: { readonly freshness: Fresh }) => {
  const t = useTranslations('common.freshness');
  const { asOf, problem, refreshing = false, read = 0 } = freshness;
  const age = asOf === null ? t('neverRead') : t.rich('asOf', { when: () => <RelativeTime at={asOf} /> });
  if (refreshing) return <span>{asOf === null ? t('first', { read }) : t('refreshing', { read })}</span>;
  if (problem === null) return <span>{age}</span>;
  return (
    <span className="inline-flex flex-wrap items-center gap-x-1.5 text-warn">
      <Icon name="warning" />
      <span>{age}</span>
      <span aria-hidden="true">·</span>
      <Suspense>
        <WithProblemWords problem={problem}>
          <Why problem={problem} />
        </WithProblemWords>
      </Suspense>
    </span>
  );
};

/**
 * One line that says how old what is shown is, whether it is being read again, and what keeps it from being newer ("As of 2 minutes ago"). Its height is the
 * same in every state, so that a refresh moves nothing. `onRefresh` adds a button, which stays busy until the promise settles and the sweep has ended.
 * `error` is that of the query that polls. Where there is one it counts, as the nearer reason: a console that does not answer says nothing of AWS. `overdueMs`: where
 * a worker reads AWS again and again, it has not for so long without anything known to be in its way; then that is said.
 */
export const FreshnessLine = (props: {
  readonly freshness: Fresh;
  readonly error?: unknown;
  readonly overdueMs?: number | null;
  readonly onRefresh?: (() => Promise<unknown> | undefined) | undefined;
}) => {
  const { error = null, onRefresh, overdueMs = null } = props;
  const overdue = useOverdue(props.freshness.asOf, overdueMs);
  const problem = error === null ? (props.freshness.problem ?? (overdue ? NOT_FOLLOWED : null)) : problemOf(error);
  const freshness = { ...props.freshness, problem, ...(error === null ? {} : { refreshing: false }) };
  const t = useTranslations('common.actions');
  const [asked, setAsked] = useState(false);
  const refresh = () => {
    setAsked(true);
    Promise.resolve(onRefresh?.())
      .catch(() => undefined)
      .finally(() => setAsked(false));
  };
  return (
    <div className="flex min-h-7 flex-wrap items-center gap-x-2 gap-y-1 text-text-dim">
      <Words freshness={freshness} />
      {onRefresh !== undefined && (
        <Button tone="quiet" size="small" icon="refresh" busy={asked || freshness.refreshing === true} onClick={refresh}>
          {t('refresh')}
        </Button>
      )}
    </div>
  );
};
