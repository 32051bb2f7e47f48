'use client';

import { useTranslations } from 'use-intl';
import { useWho } from '@/components/people/use-who';
import { CopyableId } from '@/components/ui/copyable-id';
import { FactList, Panel } from '@/components/ui/panel';
import { problemWords } from '@/components/ui/problem-words';
import { RelativeTime, ShortTime } from '@/components/ui/relative-time';
import { TextLink } from '@/components/ui/text-link';
import type { AddressHistory, AddressPlan } from '@/lib/data/finding/history-views';
import type { HolderView } from '@/lib/data/finding/views';
import { type Place, paths } from '@/lib/paths';
import { useHolderWords } from './find-words';

const Holder = ({ place, holder }: { readonly place: Place; readonly holder: HolderView }) => {
  const t = useTranslations('finding.address');
  const roles = useTranslations('find.roles');
  const words = useHolderWords();
  return (
    <div className="flex flex-col gap-1">
      <p>
        {holder.resourceArn === null ? (
          <span className="font-semibold">{words.holder(holder)}</span>
        ) : (
          <TextLink href={paths.resource(place, holder.resourceArn)} className="font-semibold">
            {words.holder(holder)}
          </TextLink>
        )}
        <span className="text-text-dim"> · {roles(holder.role)}</span>
        {holder.instanceId !== null && holder.resourceArn === null && <span className="text-text-dim"> · {t('noBackup')}</span>}
      </p>
      {holder.instanceId === null && holder.description !== '' && <p className="text-text-dim">{holder.description}</p>}
      <FactList
        facts={[
          ...(holder.instanceId === null ? [] : [{ name: 'ID', value: <CopyableId value={holder.instanceId} /> }]),
          { name: t('interface'), value: <CopyableId value={holder.interfaceId} /> },
          { name: t('subnet'), value: <CopyableId value={holder.subnetId} /> },
        ]}
      />
    </div>
  );
};

const Now = ({ place, history }: { readonly place: Place; readonly history: AddressHistory }) => {
  const t = useTranslations('finding.address');
  const problems = useTranslations('problems');
  const { holders, liveAsOf, liveProblem } = history;
  return (
    <div className="flex flex-col gap-3">
      {liveProblem !== null && (
        <p className="text-warn" role="status">
          {t('nowProblem', { why: problemWords(problems, { code: 'aws', problem: liveProblem } as { readonly code: string }).title })}
        </p>
      )}
      {liveAsOf === null ? (
        liveProblem === null && <p className="text-text-dim">{t('nowNever')}</p>
      ) : (
        <>
          {holders.length === 0 && <p>{t('nowNobody')}</p>}
          {holders.map((holder) => (
            <Holder key={`${holder.interfaceId} ${holder.address}`} place={place} holder={holder} />
          ))}
          <p className="text-xs text-text-dim">{t.rich('nowAsOf', { when: () => <RelativeTime at={liveAsOf} /> })}</p>
        </>
      )}
    </div>
  );
};

const Plan = ({ place, plan }: { readonly place: Place; readonly plan: AddressPlan }) => {
  const t = useTranslations('finding.address');
  const none = useTranslations('common.states')('unknown');
  const who = useWho();
  const words = (): string => {
    const mine = plan.by !== null && who.isMe(plan.by);
    if (plan.kind === 'restore') {
      if (plan.by === null) return t('restoreElsewhere');
      return mine ? t('restoreMine') : t('restore', { who: who.inText(plan.by) });
    }
    const name = plan.resourceName ?? none;
    if (plan.kind === 'wait') return mine || plan.by === null ? t('waitMine', { name }) : t('wait', { name, who: who.inText(plan.by) });
    return mine || plan.by === null ? t('planFirst', { name }) : t('plan', { name, who: who.inText(plan.by) });
  };
  return (
    <li className="flex flex-wrap items-baseline gap-x-2">
      <TextLink href={plan.kind === 'restore' ? paths.historyEntry(plan.id) : paths.restore(place, plan.id)}>{words()}</TextLink>
      <ShortTime at={plan.since} className="text-text-dim" />
    </li>
  );
};

/** Who holds an address today, and who plans to. */
export const AddressNow = ({ place, history }: { readonly place: Place; readonly history: AddressHistory }) => {
  const t = useTranslations('finding.address');
  return (
    <div className="grid items-start gap-4 lg:grid-cols-2">
      <Panel title={t('now')}>
        <Now place={place} history={history} />
      </Panel>
      <Panel title={t('plans')}>
        {history.plans.length === 0 ? (
          <p className="text-text-dim">{t('plansNone')}</p>
        ) : (
          <ul className="flex flex-col gap-1">
            {history.plans.map((plan) => (
              <Plan key={`${plan.kind} ${plan.id}`} place={place} plan={plan} />
            ))}
          </ul>
        )}
      </Panel>
    </div>
  );
};
