'use client';

import { useMutation } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import { flash } from '@/components/ui/flash';
import { problemWords } from '@/components/ui/problem-words';
import { beginWayAction } from '@/lib/actions/way-runs';
import { ProblemError, problemOf, valueIn } from '@/lib/queries/problem-error';
import { withFreshSignIn } from '@/lib/queries/sign-in-again';
import { heard } from '@/lib/queries/signed-out';
import { WAY_RUN_KINDS, type WayRunKind } from '@/lib/restore/way-run/run';
import type { AddressWays, Way } from '@/lib/restore/ways/way';
import { useDraft } from '../draft-context';

/** The kind of a way that can be gone step by step; `null`: it has nothing to go. */
export const runKindOf = ({ kind }: Way): WayRunKind | null => WAY_RUN_KINDS.find((each) => each === kind) ?? null;

const OWN = {
  'way-gone': 'way-gone',
  'way-open': 'way-open',
  'already-waiting': 'already-waiting',
  'draft-changed': 'changed',
  conflict: 'changed',
  'not-saved': 'not-saved',
} as const;

const isOwn = (code: string): code is keyof typeof OWN => Object.hasOwn(OWN, code);

const codeOf = (error: unknown): string => (error instanceof ProblemError ? error.problem.code : '');

/** Begins a way, of the plan that is on the screen, and then shows it on the plan. */
export const useBeginWay = ({ address, subnetId, ways }: AddressWays, onDone: () => void) => {
  const t = useTranslations('ways');
  const problems = useTranslations('problems');
  const { place, draft, saver, lookAgain } = useDraft();
  return useMutation({
    mutationFn: async (kind: WayRunKind) => {
      const revision = await saver.flush();
      if (revision === null) throw new ProblemError({ code: 'not-saved' });
      if (ways.some((way) => way.kind === kind && way.steps.some(({ edit }) => edit.length > 0))) saver.expectOwn();
      return valueIn(await withFreshSignIn(() => heard(beginWayAction({ place, draftId: draft.id, revision, subnetId, address, kind }))));
    },
    onSuccess: () => {
      flash({ tone: 'ok', text: t('begun') });
      onDone();
    },
    onError: (error) => {
      const code = codeOf(error);
      flash({ tone: 'warn', text: isOwn(code) ? t(`beginProblem.${OWN[code]}`) : problemWords(problems, problemOf(error)).text });
    },
    onSettled: lookAgain,
  });
};
