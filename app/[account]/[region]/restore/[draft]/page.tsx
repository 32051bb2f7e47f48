import { setTimeout as sleep } from 'node:timers/promises';
import type { Metadata } from 'next';
import { cache } from 'react';
import { PageProblem } from '@/components/layout/page-problem';
import { Prefetched, type PrefetchedEntry } from '@/components/layout/prefetched';
import { BrokenDraftPage } from '@/components/restore/broken-draft-page';
import { RestorePage } from '@/components/restore/restore-page';
import { PageMessages } from '@/lib/i18n/page-messages';
import { getTranslator } from '@/lib/i18n/server';
import { frameOperation, startNeedsOperation } from '@/lib/operations/console';
import { inPage } from '@/lib/operations/in-page';
import { factsOperation, getDraftOperation } from '@/lib/operations/plans';
import type { Place } from '@/lib/paths';
import { draftQuery } from '@/lib/queries/drafts';
import { factsQuery } from '@/lib/queries/facts';
import { factsSubject } from '@/lib/restore/facts-subject';
import { instanceIdOf } from '@/lib/restore/original';
import { planAt } from '@/lib/restore/undo';

interface Props {
  readonly params: Promise<{ readonly account: string; readonly region: string; readonly draft: string }>;
}

const NAMESPACES = ['approvals', 'attempt', 'restore', 'checks', 'explain', 'waits', 'ways'] as const;

/** Once per request, for the title and the page. */
const load = cache((account: string, region: string, draft: string) => inPage(getDraftOperation, { place: { account, region }, draft }));

export const generateMetadata = async ({ params }: Props): Promise<Metadata> => {
  const { account, region, draft: id } = await params;
  const [t, draft] = await Promise.all([getTranslator('restore'), load(account, region, id)]);
  if (!draft.ok) return { title: t('title') };
  const { resourceName, resourceArn } = draft.value.history.base.source;
  const name = resourceName ?? instanceIdOf(resourceArn);
  return { title: name === null ? t('title') : t('titleOf', { name }) };
};

/** Plans the restore of one draft. Draft and first facts come with the page, so that its first paint has a verdict. */
const Page = async ({ params }: Props) => {
  const { draft: id, ...place } = await params;
  const draft = await load(place.account, place.region, id);
  if (!draft.ok && 'recoveryPointArn' in draft.error)
    return (
      <PageMessages namespaces={NAMESPACES}>
        <BrokenDraftPage place={place} problem={draft.error} />
      </PageMessages>
    );
  if (!draft.ok) return <PageProblem problem={draft.error} />;
  // Only a plan that is tried again after a failure tells of a job.
  const namespaces = draft.value.history.base.source.failed === undefined ? NAMESPACES : ([...NAMESPACES, 'jobs'] as const);
  const [frame, required] = await Promise.all([inPage(frameOperation, {}), inPage(startNeedsOperation, {})]);
  if (!frame.ok) return <PageProblem problem={frame.error} />;
  if (!required.ok) return <PageProblem problem={required.error} />;
  const entries: PrefetchedEntry[] = [{ queryKey: draftQuery(place, draft.value.id).queryKey, data: draft.value }];
  entries.push(...(await firstFacts(place, factsSubject(planAt(draft.value.history)))));
  return (
    <PageMessages namespaces={namespaces}>
      <Prefetched entries={entries}>
        <RestorePage place={place} draftId={draft.value.id} user={frame.value.user} required={required.value} />
      </Prefetched>
    </PageMessages>
  );
};

/** Whoever plans can look at the plan meanwhile. */
const PATIENCE_MS = 2_000;

/** Without an answer of AWS, or with a slow one, the page opens all the same: its checks then say "unknown", and it asks again. */
const firstFacts = async (place: Place, subject: ReturnType<typeof factsSubject>): Promise<readonly PrefetchedEntry[]> => {
  const facts = await Promise.race([inPage(factsOperation, { place, subject }), sleep(PATIENCE_MS, null)]);
  return facts?.ok ? [{ queryKey: factsQuery(place, subject).queryKey, data: facts.value }] : [];
};

export default Page;
