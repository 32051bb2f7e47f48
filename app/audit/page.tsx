import type { Metadata } from 'next';
import { AuditView } from '@/components/audit/audit-view';
import { PageProblem } from '@/components/layout/page-problem';
import { firstPage, Prefetched } from '@/components/layout/prefetched';
import { PageMessages } from '@/lib/i18n/page-messages';
import { getTranslator, requestIntl } from '@/lib/i18n/server';
import { listAuditOperation } from '@/lib/operations/audit';
import { inPage } from '@/lib/operations/in-page';
import { auditQuery } from '@/lib/queries/audit';
import { AUDIT_SEARCH, auditFilterOf } from '@/lib/queries/audit-search';
import { type PageSearch, readPageSearch } from '@/lib/url-codecs';

interface Props {
  readonly searchParams: Promise<PageSearch>;
}

export const generateMetadata = async (): Promise<Metadata> => ({ title: (await getTranslator('audit'))('title') });

/** The events on record, of every chain that one may see. */
const AuditPage = async ({ searchParams }: Props) => {
  const [search, { timeZone }] = await Promise.all([searchParams, requestIntl()]);
  const filter = auditFilterOf(readPageSearch(AUDIT_SEARCH, search), timeZone);
  const page = await inPage(listAuditOperation, filter);
  if (!page.ok) return <PageProblem problem={page.error} />;
  return (
    <PageMessages namespaces={['audit', 'record']}>
      <Prefetched entries={[{ queryKey: auditQuery(filter).queryKey, data: firstPage(page.value) }]}>
        <AuditView />
      </Prefetched>
    </PageMessages>
  );
};

export default AuditPage;
