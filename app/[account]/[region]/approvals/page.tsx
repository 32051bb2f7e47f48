import type { Metadata } from 'next';
import { ApprovalsView } from '@/components/approvals/approvals-view';
import { PageProblem } from '@/components/layout/page-problem';
import { PageMessages } from '@/lib/i18n/page-messages';
import { getTranslator } from '@/lib/i18n/server';
import { listApprovalsOperation } from '@/lib/operations/approvals';
import { inPage } from '@/lib/operations/in-page';

interface Props {
  readonly params: Promise<{ readonly account: string; readonly region: string }>;
}

export const generateMetadata = async (): Promise<Metadata> => ({ title: (await getTranslator('approvals'))('title') });

/** The requests for approval of an account and region. Which of them are shown is a matter of the address, so the browser reads them. */
const ApprovalsPage = async ({ params }: Props) => {
  const { account, region } = await params;
  const place = { account, region };
  const list = await inPage(listApprovalsOperation, { place, states: 'waiting' });
  if (!list.ok) return <PageProblem problem={list.error} />;
  return (
    <PageMessages namespaces={['approvals']}>
      <ApprovalsView place={place} />
    </PageMessages>
  );
};

export default ApprovalsPage;
