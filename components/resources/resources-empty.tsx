'use client';

import { useTranslations } from 'use-intl';
import { WithProblemWords } from '@/components/layout/worded-part';
import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { ProblemState } from '@/components/ui/problem-state';
import type { Tellable } from '@/components/ui/problem-words';
import type { AwsProblem } from '@/lib/aws-problem';
import type { Freshness } from '@/lib/data/inventory/views';
import type { Place } from '@/lib/paths';

/** A list of resources with none in it: not read yet, not readable, nothing that meets the filter, or really none. */
export const ResourcesEmpty = (props: {
  readonly place: Place;
  readonly freshness: Freshness;
  readonly filtered: boolean;
  readonly onClear: () => void;
  readonly onRetry: () => void;
}) => {
  const { freshness } = props;
  const t = useTranslations('points.empty');
  const actions = useTranslations('common.actions');
  if (freshness.asOf === null && freshness.problem !== null && !freshness.refreshing) {
    const problem: Tellable & { readonly problem: AwsProblem } = { code: 'aws', problem: freshness.problem };
    return (
      <WithProblemWords problem={problem}>
        <ProblemState problem={problem} actions={<Button onClick={props.onRetry}>{actions('retry')}</Button>} />
      </WithProblemWords>
    );
  }
  if (freshness.asOf === null)
    return (
      <EmptyState icon="refresh" title={t('first')}>
        <p role="status">{t('firstText', { read: freshness.read })}</p>
      </EmptyState>
    );
  if (props.filtered)
    return (
      <EmptyState icon="filter" title={t('filtered')} actions={<Button onClick={props.onClear}>{actions('clear')}</Button>}>
        {t('filteredResources')}
      </EmptyState>
    );
  return (
    <EmptyState icon="resource" title={t('resources')}>
      {t('resourcesText', { region: props.place.region })}
    </EmptyState>
  );
};
