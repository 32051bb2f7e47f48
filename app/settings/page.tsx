import type { Metadata } from 'next';
import type { ComponentProps } from 'react';
import { ApprovalsSettings } from '@/components/approvals/settings-panel';
import { PageProblem } from '@/components/layout/page-problem';
import { ClaimRolesPanel } from '@/components/layout/settings/claim-roles-panel';
import { ConnectionPanel } from '@/components/layout/settings/connection-panel';
import { ConsolePanel } from '@/components/layout/settings/console-panel';
import { OptionalActions } from '@/components/layout/settings/optional-actions';
import { PolicyPanel } from '@/components/layout/settings/policy-panel';
import { PreferencesPanel } from '@/components/layout/settings/preferences-panel';
import { TakeOverPanel } from '@/components/layout/settings/take-over-panel';
import { WorkPanel } from '@/components/layout/settings/work-panel';
import { PageHeader } from '@/components/ui/page-header';
import { PageMessages } from '@/lib/i18n/page-messages';
import { getTranslator } from '@/lib/i18n/server';
import { listApprovalRulesOperation } from '@/lib/operations/approvals';
import { listWorkOperation } from '@/lib/operations/background-work';
import { listClaimRolesOperation } from '@/lib/operations/claim-roles';
import { connectionOperation, listSettingsOperation } from '@/lib/operations/console';
import { inPage } from '@/lib/operations/in-page';
import { listWaysOperation, takeOverOperation } from '@/lib/operations/way-runs';
import { version } from '@/package.json';

export const generateMetadata = async (): Promise<Metadata> => ({ title: (await getTranslator('settings'))('title') });

/** The account and region that policies are written for; placeholders, as AWS's own documents have them, while they are not known. */
const policyPlace = ({ caller, region }: ComponentProps<typeof ConnectionPanel>['connection']) => {
  const identity = caller?.ok ? caller.value : null;
  return { partition: identity?.arn.split(':')[1] ?? 'aws', account: identity?.account ?? 'ACCOUNT', region: region ?? 'REGION' };
};

const accountOf = ({ caller }: ComponentProps<typeof ConnectionPanel>['connection']): string | null =>
  caller?.ok ? caller.value.account : null;

/** Preferences, what the console is connected to, and what its role has to be allowed. */
const SettingsPage = async () => {
  const [t, known, chosen, claims, work, rules, takeOver, ways] = await Promise.all([
    getTranslator('settings'),
    inPage(connectionOperation, {}),
    inPage(listSettingsOperation, {}),
    inPage(listClaimRolesOperation, {}),
    inPage(listWorkOperation, {}),
    inPage(listApprovalRulesOperation, {}),
    inPage(takeOverOperation, {}),
    inPage(listWaysOperation, {}),
  ]);
  if (!known.ok) return <PageProblem problem={known.error} />;
  return (
    <PageMessages namespaces={['settings']}>
      <PageHeader title={t('title')} about={t('version', { version })} />
      <div className="flex flex-col gap-4">
        <div className="grid items-start gap-4 lg:grid-cols-2">
          <ConnectionPanel connection={known.value} />
          <PreferencesPanel />
        </div>
        {/* Where the database is away, the connection above says so. */}
        {chosen.ok && <ConsolePanel settings={chosen.value} />}
        {rules.ok && <ApprovalsSettings rules={rules.value.length} />}
        {takeOver.ok && <TakeOverPanel account={accountOf(known.value)} accounts={takeOver.value} ways={ways.ok ? ways.value : []} />}
        {claims.ok && <ClaimRolesPanel {...claims.value} />}
        <WorkPanel work={work.ok ? work.value : null} />
        <PolicyPanel place={policyPlace(known.value)} />
        <OptionalActions />
      </div>
    </PageMessages>
  );
};

export default SettingsPage;
