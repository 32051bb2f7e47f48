'use client';

import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import { FindingRow } from '@/components/history/entry-findings';
import { Panel } from '@/components/ui/panel';
import { ProblemState } from '@/components/ui/problem-state';
import { SkeletonRows } from '@/components/ui/skeleton';
import { isOpen } from '@/lib/access/approval/request';
import type { ApprovalView } from '@/lib/data/approval/views';
import type { Place } from '@/lib/paths';
import { approvalCheckQuery } from '@/lib/queries/approvals';
import { problemOf } from '@/lib/queries/problem-error';
import type { Diagnostic } from '@/lib/restore/diagnostic';
import { findingsSince } from './compare-findings';

const Group = ({ title, findings }: { readonly title: string; readonly findings: readonly Diagnostic[] }) =>
  findings.length > 0 && (
    <section>
      <h3 className="pt-2 font-semibold">{title}</h3>
      <ul>
        {findings.map((finding) => (
          <FindingRow key={`${finding.rule} ${finding.code} ${finding.at}`} finding={finding} />
        ))}
      </ul>
    </section>
  );

const Now = ({ place, view }: { readonly place: Place; readonly view: ApprovalView }) => {
  const t = useTranslations('approvals.changes');
  const { data, error } = useQuery(approvalCheckQuery(place, view.id));
  if (data === undefined)
    return error === null ? <SkeletonRows rows={2} label={t('loading')} /> : <ProblemState problem={problemOf(error)} />;
  const { fresh, gone } = findingsSince(view.diagnostics, data);
  return (
    <>
      {fresh.length + gone.length === 0 && <p className="text-text-dim">{t('same')}</p>}
      <Group title={t('fresh')} findings={fresh} />
      <Group title={t('gone')} findings={gone} />
    </>
  );
};

/** What the check said when the request was submitted, and while it is open what it says now. */
export const FindingsPanel = ({ place, view }: { readonly place: Place; readonly view: ApprovalView }) => {
  const t = useTranslations('approvals.changes');
  return (
    <Panel title={t('title')}>
      <p className="pb-2 text-text-dim">{t('about')}</p>
      {isOpen(view.state) && <Now place={place} view={view} />}
      <Group title={t('then')} findings={view.diagnostics} />
    </Panel>
  );
};
