'use client';

import { useMutation } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import { useWhyNot } from '@/components/people/use-permission';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { flash } from '@/components/ui/flash';
import { problemWords } from '@/components/ui/problem-words';
import { beginHoldAction } from '@/lib/actions/way-runs';
import { ProblemError, problemOf, valueIn } from '@/lib/queries/problem-error';
import { withFreshSignIn } from '@/lib/queries/sign-in-again';
import { heard } from '@/lib/queries/signed-out';
import { type NoHold, type PlannedAddress, plannedAddresses, whyNoHold } from '@/lib/restore/ways/hold';
import { useDraft } from '../draft-context';
import { useEditorLater } from '../editor-context';

const OWN = { 'way-open': 'way-open', 'draft-changed': 'changed', conflict: 'changed', 'not-saved': 'not-saved' } as const;

const isOwn = (code: string): code is keyof typeof OWN => Object.hasOwn(OWN, code);

/** Begins to hold an address of the plan that is on the screen. */
const useHold = ({ subnetId, address }: PlannedAddress) => {
  const t = useTranslations('way-run.hold');
  const problems = useTranslations('problems');
  const { place, draft, saver, lookAgain } = useDraft();
  return useMutation({
    mutationFn: async () => {
      const revision = await saver.flush();
      if (revision === null) throw new ProblemError({ code: 'not-saved' });
      const order = { place: { ...place }, draftId: draft.id, revision, subnetId, address };
      return valueIn(await withFreshSignIn(() => heard(beginHoldAction(order))));
    },
    onSuccess: () => flash({ tone: 'ok', text: t('begun') }),
    onError: (error) => {
      const problem = error instanceof ProblemError ? error.problem : null;
      const code = problem?.code ?? '';
      const why = problem?.code === 'no-hold' ? (problem as { readonly why?: NoHold }).why : undefined;
      const own = isOwn(code) ? t(`problem.${OWN[code]}`, { address }) : problemWords(problems, problemOf(error)).text;
      flash({ tone: 'warn', text: why === undefined ? own : t(`why.${why}`, { address }) });
    },
    onSettled: lookAgain,
  });
};

const HoldOne = ({ of, why }: { readonly of: PlannedAddress; readonly why: NoHold | null }) => {
  const t = useTranslations('way-run.hold');
  const { place } = useDraft();
  const whyNot = useWhyNot('take-over', place.account);
  const holding = useHold(of);
  const { address } = of;
  return (
    <Button
      size="small"
      reason={whyNot ?? (why === null ? null : t(`why.${why}`, { address }))}
      busy={holding.isPending}
      onClick={() => holding.mutate()}
    >
      {t('ask', { address })}
    </Button>
  );
};

const keyOf = ({ subnetId, address }: PlannedAddress): string => `${subnetId}/${address}`;

/** While a plan waits for others: its typed addresses, each to be held until its restore has it. Those that are held already stand at the top of the plan. */
export const HoldAddresses = () => {
  const t = useTranslations('way-run');
  const { draft } = useDraft();
  const plan = useEditorLater((state) => state.plan);
  const index = useEditorLater((state) => state.index);
  const held = draft.holds.filter(({ endedAt }) => endedAt === null).map(({ address }) => address);
  const left = plannedAddresses(plan).filter(({ address }) => !held.includes(address));
  if (left.length === 0) return null;
  return (
    <section aria-label={t('hold.title')} className="flex flex-col gap-1.5 pt-3">
      <h2 className="flex flex-wrap items-center gap-2 font-semibold">
        {t('hold.title')} <Badge tone="violet">{t('experimental')}</Badge>
      </h2>
      <p className="max-w-prose text-xs text-text-dim">{t('hold.text')}</p>
      <div className="flex flex-wrap gap-2">
        {left.map((of) => (
          <HoldOne key={keyOf(of)} of={of} why={whyNoHold(plan, index, of)} />
        ))}
      </div>
    </section>
  );
};
