'use client';

import { useTranslations } from 'use-intl';
import type { ApprovalNeeds, MatchedRule } from '@/lib/access/approval/rules';

const Because = ({ rule }: { readonly rule: MatchedRule }) => {
  const t = useTranslations('approvals.rules');
  const of = (met: 'yes' | 'unknown'): string =>
    rule.because
      .filter((each) => each.met === met)
      .map(({ condition }) => t(`condition.${condition}`))
      .join(', ');
  const [certain, unknown] = [of('yes'), of('unknown')];
  if (rule.because.length === 0) return <p className="text-text-dim">{t('every')}</p>;
  return (
    <>
      {certain !== '' && <p className="text-text-dim">{t('matches', { what: certain })}</p>}
      {unknown !== '' && <p className="font-semibold text-warn">{t('unknown', { what: unknown })}</p>}
    </>
  );
};

/** The rules that ask for an approval, each with what it wants and by what it matches. */
export const RulesList = ({ needs }: { readonly needs: ApprovalNeeds }) => {
  const t = useTranslations('approvals.rules');
  if (needs.rules.length === 0) return <p className="text-text-dim">{t('none')}</p>;
  return (
    <ul className="flex flex-col gap-2">
      {needs.rules.map((rule) => (
        <li key={rule.ruleId}>
          <p className="wrap-anywhere">
            <span className="font-semibold">{rule.name ?? t('unreadable')}</span>{' '}
            <span className="text-text-dim">{t('wants', { count: rule.approvals, hours: rule.validHours })}</span>
          </p>
          <Because rule={rule} />
        </li>
      ))}
    </ul>
  );
};
