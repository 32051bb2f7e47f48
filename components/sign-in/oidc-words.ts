import { useTranslations } from 'use-intl';
import { problemWords, type Tellable } from '@/components/ui/problem-words';

const OWN = [
  'oidc-off',
  'oidc-away',
  'oidc-stale',
  'oidc-denied',
  'oidc-unverified',
  'oidc-no-role',
  'oidc-email-taken',
  'oidc-disabled',
  'oidc-linked-elsewhere',
  'oidc-linked-another',
  'oidc-other-person',
  'only-way',
] as const;

/** Why one could not sign in with the identity provider, and what to do. */
export const useOidcWords = (provider: string): ((problem: Tellable) => string) => {
  const t = useTranslations('sign-in.oidc');
  const problems = useTranslations('problems');
  return (problem) => {
    const own = OWN.find((code) => code === problem.code);
    return own === undefined ? problemWords(problems, problem).text : t(own, { provider });
  };
};
