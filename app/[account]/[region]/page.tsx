import type { Metadata } from 'next';
import { OverviewApprovals } from '@/components/layout/overview/approvals-panel';
import { InventoryLine } from '@/components/layout/overview/inventory-line';
import { PlannedPanel } from '@/components/layout/overview/planned-panel';
import { RestoresPanel } from '@/components/layout/overview/restores-panel';
import { VaultsPanel } from '@/components/layout/overview/vaults-panel';
import { PageProblem } from '@/components/layout/page-problem';
import { Prefetched, type PrefetchedEntry } from '@/components/layout/prefetched';
import { LinkButton } from '@/components/ui/link-button';
import { PageHeader } from '@/components/ui/page-header';
import { PageMessages } from '@/lib/i18n/page-messages';
import { getTranslator } from '@/lib/i18n/server';
import { inPage } from '@/lib/operations/in-page';
import { listVaultsOperation } from '@/lib/operations/inventory';
import { listJobsOperation } from '@/lib/operations/jobs';
import { listDraftsOperation } from '@/lib/operations/plans';
import { decodeSegment, paths } from '@/lib/paths';
import { jobsQuery } from '@/lib/queries/jobs';
import { plannedQuery } from '@/lib/queries/planned';
import { vaultsQuery } from '@/lib/queries/vaults';
import type { Result } from '@/lib/result';

export const generateMetadata = async (): Promise<Metadata> => ({ title: (await getTranslator('overview'))('title') });

/** What was read goes to its query; what was not is asked for again by the browser, and its panel says why not. */
const entry = (queryKey: PrefetchedEntry['queryKey'], answer: Result<unknown, unknown>): readonly PrefetchedEntry[] =>
  answer.ok ? [{ queryKey, data: answer.value }] : [];

/** The overview of an account and region: what runs, what is planned, what there is to restore from. */
const OverviewPage = async (props: { readonly params: Promise<{ readonly account: string; readonly region: string }> }) => {
  const { account, region } = await props.params;
  const place = { account: decodeSegment(account), region: decodeSegment(region) };
  const [t, vaults, jobs, drafts] = await Promise.all([
    getTranslator('overview'),
    inPage(listVaultsOperation, { place }),
    inPage(listJobsOperation, { place }),
    inPage(listDraftsOperation, { place }),
  ]);
  if (!vaults.ok) return <PageProblem problem={vaults.error} />;
  const entries = [
    ...entry(vaultsQuery(place).queryKey, vaults),
    ...entry(jobsQuery(place).queryKey, jobs),
    ...entry(plannedQuery(place).queryKey, drafts),
  ];
  return (
    <PageMessages namespaces={['approvals', 'overview', 'jobs']}>
      <Prefetched entries={entries}>
        <PageHeader
          title={t('title')}
          about={<InventoryLine place={place} />}
          actions={
            <LinkButton href={paths.points(place)} tone="primary" icon="search">
              {t('find')}
            </LinkButton>
          }
        />
        <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_minmax(18rem,24rem)]">
          <div className="flex min-w-0 flex-col gap-4">
            <OverviewApprovals place={place} />
            <RestoresPanel place={place} />
            <PlannedPanel place={place} />
          </div>
          <VaultsPanel place={place} />
        </div>
      </Prefetched>
    </PageMessages>
  );
};

export default OverviewPage;
