import type { useTranslations } from 'use-intl';
import { PERMISSIONS, type Permission } from '@/lib/access/roles';

type T = ReturnType<typeof useTranslations<'problems'>>;

/** “Starting restores needs the role operator or administrator. Ask 田中 健.” `ask`: names of those who give roles. */
export const whyNot = (t: T, permission: Permission, ask: readonly string[]): string => {
  // “operator, approver or administrator”: a comma between all but the last two.
  const either = (words: readonly string[]): string =>
    words.reduce((first, second, at) => t(at === words.length - 1 ? 'access.or' : 'access.several', { first, second }));
  return t('not-permitted.text', {
    what: t(`access.what.${permission}`),
    roles: either(PERMISSIONS[permission].map((role) => t(`access.roles.${role}`))),
    names: ask.length === 0 ? t('access.nobody') : either(ask.map((name) => t('access.name', { name }))),
  });
};
