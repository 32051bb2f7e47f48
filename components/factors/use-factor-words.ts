import { useTranslations } from 'use-intl';
import { problemWords, type Tellable } from '@/components/ui/problem-words';
import { useSentences } from '@/components/ui/use-sentences';

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
  const problems = useTranslations('problems');
  const sentences = useSentences();
  return (problem) => {
    const own = OWN.find((code) => code === problem.code);
    if (own !== undefined) return t(own);
    const { title, text } = problemWords(problems, problem);
    return sentences(problems('asSentence', { title }), text);
  };
};
