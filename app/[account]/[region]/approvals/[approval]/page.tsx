import type { Metadata } from 'next';
import { cache } from 'react';
import { ApprovalPage } from '@/components/approvals/approval-view';
import { PageProblem } from '@/components/layout/page-problem';
import { Prefetched } from '@/components/layout/prefetched';
import { PageMessages } from '@/lib/i18n/page-messages';
import { getTranslator } from '@/lib/i18n/server';
import { getApprovalOperation } from '@/lib/operations/approvals';
import { inPage } from '@/lib/operations/in-page';
import { decodeSegment } from '@/lib/paths';
import { approvalQuery } from '@/lib/queries/approvals';

interface Props {
  readonly params: Promise<{ readonly account: string; readonly region: string; readonly approval: string }>;
}

/** Once per request, for the title and the page. */
const load = cache((account: string, region: string, approval: string) =>
  inPage(getApprovalOperation, { place: { account, region }, approval }),
);

export const generateMetadata = async ({ params }: Props): Promise<Metadata> => {
  const { account, region, approval } = await params;
  const [t, found] = await Promise.all([getTranslator('approvals'), load(account, region, decodeSegment(approval))]);
  if (!found.ok) return { title: t('title') };
  const { state, resourceName, resourceId, recoveryPointArn } = found.value;
  return { title: t('documentTitle', { state: t(`state.${state}`), name: resourceName ?? resourceId ?? recoveryPointArn }) };
};

/** One request for approval. */
const Page = async ({ params }: Props) => {
  const { account, region, approval } = await params;
  const place = { account, region };
  const id = decodeSegment(approval);
  const found = await load(account, region, id);
  if (!found.ok) return <PageProblem problem={found.error} />;
  return (
    <PageMessages namespaces={['approvals', 'history', 'jobs', 'checks', 'explain']}>
      <Prefetched entries={[{ queryKey: approvalQuery(place, id).queryKey, data: found.value }]}>
        <ApprovalPage place={place} id={id} />
      </Prefetched>
    </PageMessages>
  );
};

export default Page;
