import type { Metadata } from 'next';
import { cache } from 'react';
import { CompareView } from '@/components/history/compare-view';
import { PageProblem } from '@/components/layout/page-problem';
import { PageMessages } from '@/lib/i18n/page-messages';
import { getTranslator } from '@/lib/i18n/server';
import { getHistoryEntryOperation, listHistoryOperation } from '@/lib/operations/history';
import { inPage } from '@/lib/operations/in-page';
import type { PageSearch } from '@/lib/url-codecs';

interface Props {
  readonly searchParams: Promise<PageSearch>;
}

/** Once per request, for the title and the page. */
const load = cache((restore: string) => inPage(getHistoryEntryOperation, { restore }));

export const generateMetadata = async ({ searchParams }: Props): Promise<Metadata> => {
  const [t, { a }] = await Promise.all([getTranslator('history'), searchParams]);
  const first = await load(one(a));
  const entry = first.ok ? first.value.entry : null;
  const name = entry?.resourceName ?? entry?.resourceId;
  return { title: name == null ? t('compare.title') : t('compare.titleOf', { name }) };
};

const one = (value: string | string[] | undefined): string => (Array.isArray(value) ? value.at(-1) : value) ?? '';

/** Two restores side by side. Without a second one: those of the same resource to choose from. */
const ComparePage = async ({ searchParams }: Props) => {
  const { a, b } = await searchParams;
  const first = await load(one(a));
  if (!first.ok) return <PageProblem problem={first.error} />;
  const second = one(b) === '' ? null : await inPage(getHistoryEntryOperation, { restore: one(b) });
  if (second?.ok === false) return <PageProblem problem={second.error} />;
  const { resourceId, id } = first.value.entry;
  const others = await inPage(listHistoryOperation, resourceId === null ? {} : { text: resourceId });
  const choices = others.ok ? others.value.entries.filter((entry) => entry.id !== id) : [];
  return (
    <PageMessages namespaces={['history', 'jobs']}>
      <CompareView first={first.value} second={second?.value ?? null} choices={choices} />
    </PageMessages>
  );
};

export default ComparePage;
