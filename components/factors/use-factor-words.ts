import { useTranslations } from 'use-intl';
import type { Tellable } from '@/components/ui/problem-words';
import { useProblemSentence } from '@/components/ui/use-problem-sentence';

const OWN = [
  'wrong-code',
  'wrong-passkey',
  'sign-in-stale',
  'has-totp',
  'no-totp',
  'no-host-name',
  'passkey-not-added',
  'passkey-cancelled',
  'passkey-known',
  'no-passkey',
  'no-factor',
  'factor-required',
  'factor-needed',
] as const;

/** Why something about a second factor came to nothing, and what to do. */
export const useFactorWords = (): ((problem: Tellable) => string) => {
  const t = useTranslations('factors.problems');
  const sentence = useProblemSentence();
  return (problem) => {
    const own = OWN.find((code) => code === problem.code);
    return own === undefined ? sentence(problem) : t(own);
  };
};
