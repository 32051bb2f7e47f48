'use client';

import { useTranslations } from 'use-intl';
import { useWho } from '@/components/people/use-who';
import { CopyableId } from '@/components/ui/copyable-id';
import { FactList, Panel } from '@/components/ui/panel';
import { ExactTime } from '@/components/ui/relative-time';
import { TextLink } from '@/components/ui/text-link';
import type { ApprovalView } from '@/lib/data/approval/views';
import { type Place, paths } from '@/lib/paths';
import { RulesList } from './rules-list';

const MAX_ID = 27;

/** Who submitted what, why, and until when it holds. */
export const ApprovalFacts = ({ place, view }: { readonly place: Place; readonly view: ApprovalView }) => {
  const t = useTranslations('approvals');
  const d = useTranslations('approvals.detail');
  const states = useTranslations('common.states');
  const who = useWho();
  const editors = view.editors.filter((id) => id !== view.requester && id !== view.owner);
  const { ended } = view;
  return (
    <Panel title={d('facts')}>
      <FactList
        facts={[
          { name: d('requester'), value: who.label(view.requester) },
          ...(view.owner === view.requester ? [] : [{ name: d('owner'), value: who.label(view.owner) }]),
          ...(editors.length === 0 ? [] : [{ name: d('editors'), value: editors.map(who.label).join(', ') }]),
          { name: d('reason'), value: view.reason },
          { name: d('ticket'), value: view.ticket ?? <span className="text-text-dim">{d('none')}</span> },
          { name: d('approvals'), value: t('count', { given: view.given, needed: view.needed }) },
          { name: d('submitted'), value: <ExactTime at={view.submittedAt} /> },
          { name: d('expires'), value: <ExactTime at={view.expiresAt} /> },
          ...(ended === null
            ? []
            : [
                {
                  name: d('ended'),
                  value: (
                    <>
                      {d.rich('endedBy', { user: who.label(ended.by), time: () => <ExactTime at={ended.at} /> })}
                      {ended.cause !== null && <span className="block text-text-dim">{t(`cause.${ended.cause}`)}</span>}
                    </>
                  ),
                },
              ]),
          {
            name: d('source'),
            value:
              view.resourceId === null ? (
                states('unknown')
              ) : (
                <span className="flex flex-wrap items-center gap-x-2">
                  {view.resourceName !== null && <span>{view.resourceName}</span>}
                  <CopyableId value={view.resourceId} max={MAX_ID} />
                </span>
              ),
          },
          {
            name: d('point'),
            value: <CopyableId value={view.recoveryPointArn} href={paths.point(place, view.recoveryPointArn, view.vault)} max={MAX_ID} />,
          },
          {
            name: d('backup'),
            value: view.backupCreatedAt === null ? states('unknown') : <ExactTime at={view.backupCreatedAt} />,
          },
          { name: d('vault'), value: <TextLink href={paths.vault(place, view.vault)}>{view.vault}</TextLink> },
          { name: d('role'), value: view.roleArn === null ? states('none') : <CopyableId value={view.roleArn} max={MAX_ID} /> },
          { name: d('type'), value: view.resourceType },
          { name: d('tags'), value: view.copyTags ? states('yes') : states('no') },
          {
            name: d('place'),
            value: (
              <span className="mono">
                {view.account} {view.region}
              </span>
            ),
          },
        ]}
      />
    </Panel>
  );
};

/** Which rules ask for it now. */
export const ApprovalReasons = ({ view }: { readonly view: ApprovalView }) => {
  const t = useTranslations('approvals.rules');
  return (
    <Panel title={t('title')}>
      <div className="flex flex-col gap-2">
        <RulesList needs={view.needsNow} />
        <p className="text-xs text-text-dim">{t('now')}</p>
      </div>
    </Panel>
  );
};
