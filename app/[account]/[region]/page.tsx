import type { Metadata } from 'next';
import { OverviewApprovals } from '@/components/layout/overview/approvals-panel';
import { InventoryLine } from '@/components/layout/overview/inventory-line';
import { OverviewSearch } from '@/components/layout/overview/overview-search';
import { PlannedPanel } from '@/components/layout/overview/planned-panel';
import { RestoresPanel } from '@/components/layout/overview/restores-panel';
import { RiskPanel } from '@/components/layout/overview/risk-panel';
import { Summary } from '@/components/layout/overview/summary';
import { VaultsPanel } from '@/components/layout/overview/vaults-panel';
import { PageProblem } from '@/components/layout/page-problem';
import { Prefetched, type PrefetchedEntry } from '@/components/layout/prefetched';
import { PageHeader } from '@/components/ui/page-header';
import { PageMessages } from '@/lib/i18n/page-messages';
import { getTranslator } from '@/lib/i18n/server';
import { inPage } from '@/lib/operations/in-page';
import { listVaultsOperation, protectionOperation } from '@/lib/operations/inventory';
import { listJobsOperation } from '@/lib/operations/jobs';
import { listDraftsOperation } from '@/lib/operations/plans';
import { decodeSegment } from '@/lib/paths';
import { jobsQuery } from '@/lib/queries/jobs';
import { plannedQuery } from '@/lib/queries/planned';
import { protectionQuery } from '@/lib/queries/protection';
import { vaultsQuery } from '@/lib/queries/vaults';
import type { Result } from '@/lib/result';

export const generateMetadata = async (): Promise<Metadata> => ({ title: (await getTranslator('overview'))('title') });

/** What was read goes to its query; what was not is asked for again by the browser, and its panel says why not. */
const entry = (queryKey: PrefetchedEntry['queryKey'], answer: Result<unknown, unknown>): readonly PrefetchedEntry[] =>
  answer.ok ? [{ queryKey, data: answer.value }] : [];

/** The overview of an account and region: what is protected, what is at risk, what is running, who waits for whom. */
const OverviewPage = async (props: { readonly params: Promise<{ readonly account: string; readonly region: string }> }) => {
  const { account, region } = await props.params;
  const place = { account: decodeSegment(account), region: decodeSegment(region) };
  const [t, vaults, jobs, drafts, protection] = await Promise.all([
    getTranslator('overview'),
    inPage(listVaultsOperation, { place }),
    inPage(listJobsOperation, { place }),
    inPage(listDraftsOperation, { place }),
    inPage(protectionOperation, { place }),
  ]);
  if (!vaults.ok) return <PageProblem problem={vaults.error} />;
  const entries = [
    ...entry(vaultsQuery(place).queryKey, vaults),
    ...entry(jobsQuery(place).queryKey, jobs),
    ...entry(plannedQuery(place).queryKey, drafts),
    ...entry(protectionQuery(place).queryKey, protection),
  ];
  return (
    <PageMessages namespaces={['approvals', 'overview', 'jobs']}>
      <Prefetched entries={entries}>
        <PageHeader title={t('title')} about={<InventoryLine place={place} />} />
        <OverviewSearch place={place} />
        <Summary place={place} />
        <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_minmax(18rem,24rem)]">
          <div className="flex min-w-0 flex-col gap-4">
            <div id="at-risk" className="scroll-mt-16">
              <RiskPanel place={place} />
            </div>
            <div id="restores" className="scroll-mt-16">
              <RestoresPanel place={place} />
            </div>
          </div>
          <div id="waiting" className="flex min-w-0 scroll-mt-16 flex-col gap-4">
            <OverviewApprovals place={place} />
            <PlannedPanel place={place} />
            <VaultsPanel place={place} />
          </div>
        </div>
      </Prefetched>
    </PageMessages>
  );
};

export default OverviewPage;
