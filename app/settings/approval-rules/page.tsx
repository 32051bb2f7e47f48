import type { Metadata } from 'next';
import { RulesPage } from '@/components/approvals/rules-page';
import { PageProblem } from '@/components/layout/page-problem';
import { PageMessages } from '@/lib/i18n/page-messages';
import { getTranslator } from '@/lib/i18n/server';
import { listApprovalRulesOperation } from '@/lib/operations/approvals';
import { inPage } from '@/lib/operations/in-page';

export const generateMetadata = async (): Promise<Metadata> => ({ title: (await getTranslator('approvals'))('settings.title') });

/** The rules that say which restores other people approve. */
const ApprovalRulesPage = async () => {
  const rules = await inPage(listApprovalRulesOperation, {});
  if (!rules.ok) return <PageProblem problem={rules.error} />;
  return (
    <PageMessages namespaces={['approvals']}>
      <RulesPage rules={rules.value} />
    </PageMessages>
  );
};

export default ApprovalRulesPage;
