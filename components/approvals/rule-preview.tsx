'use client';

import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { usePlace } from '@/components/layout/frame-context';
import { useWho } from '@/components/people/use-who';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { ProblemState } from '@/components/ui/problem-state';
import { TextLink } from '@/components/ui/text-link';
import type { ApprovalRule } from '@/lib/access/approval/rules';
import { previewApprovalRuleAction } from '@/lib/actions/approvals';
import type { RulePreview as Preview } from '@/lib/data/approval/views';
import { type Place, paths } from '@/lib/paths';
import { problemOf, unwrap } from '@/lib/queries/problem-error';

type Content = Omit<ApprovalRule, 'id'>;
type State =
  | { readonly kind: 'none' | 'busy' }
  | { readonly kind: 'known'; readonly of: Content; readonly preview: Preview }
  | { readonly kind: 'failed'; readonly error: unknown };

const Found = ({ place, of, preview }: { readonly place: Place; readonly of: Content; readonly preview: Preview }) => {
  const t = useTranslations('approvals.settings');
  const who = useWho();
  const { plans, points } = preview;
  return (
    <div className="flex flex-col gap-2">
      <div>
        <p>{t('previewPlans', { count: plans.length })}</p>
        <ul>
          {plans.map((plan) => (
            <li key={plan.draftId} className="flex flex-wrap items-center gap-x-2">
              <TextLink href={paths.restore(place, plan.draftId)}>{plan.name}</TextLink>
              <span className="text-text-dim">{who.label(plan.owner)}</span>
              {plan.unknown && <Badge tone="warn">{t('previewUnknown')}</Badge>}
            </li>
          ))}
        </ul>
      </div>
      <p>
        {t('previewPoints', {
          total: points.total,
          looked: points.looked,
          matching: points.matching,
          range: of.range === null ? 'no' : 'yes',
        })}{' '}
        {points.unread > 0 && <Badge tone="warn">{t('previewUnknown')}</Badge>}
      </p>
    </div>
  );
};

/** What a rule would match, asked for when a person wants to know: AWS is asked about tags. */
export const RulePreview = ({ rule, whyNot }: { readonly rule: Content | null; readonly whyNot: string | null }) => {
  const t = useTranslations('approvals.settings');
  const place = usePlace();
  const [state, setState] = useState<State>({ kind: 'none' });
  if (place === null) return null;
  const look = async (of: Content) => {
    setState({ kind: 'busy' });
    try {
      setState({ kind: 'known', of, preview: await unwrap(previewApprovalRuleAction({ place, rule: of })) });
    } catch (error) {
      setState({ kind: 'failed', error });
    }
  };
  return (
    <section aria-label={t('preview')} className="flex flex-col items-start gap-2 border-t border-line pt-3">
      <Button size="small" icon="search" busy={state.kind === 'busy'} reason={whyNot} onClick={() => rule !== null && void look(rule)}>
        {t('preview')}
      </Button>
      <div role="status">
        {state.kind === 'busy' && <p className="text-text-dim">{t('previewLoading')}</p>}
        {state.kind === 'known' && <Found place={place} of={state.of} preview={state.preview} />}
        {state.kind === 'failed' && <ProblemState problem={problemOf(state.error)} />}
      </div>
    </section>
  );
};
