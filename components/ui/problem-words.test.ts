import { createTranslator } from 'use-intl/core';
import { describe, expect, it } from 'vitest';
import type { CredentialsSource } from '@/lib/aws-problem';
import { LOCALES } from '@/lib/i18n/locale';
import en from '@/lib/i18n/messages/en/problems.json';
import ja from '@/lib/i18n/messages/ja/problems.json';
import type { Messages } from '@/lib/i18n/namespaces';
import { problemWords } from './problem-words';

const wordsOf = (locale: 'en' | 'ja') => {
  const t = createTranslator<Messages, 'problems'>({
    locale,
    messages: { problems: locale === 'en' ? en : ja } as Messages,
    namespace: 'problems' as never,
    onError: (error) => {
      throw error;
    },
  });
  return (problem: { readonly code: string }) => problemWords(t as never, problem);
};

const SOURCES: readonly CredentialsSource[] = ['environment', 'file', 'process', 'sso', 'role', 'unknown'];
const about = (code: string, source?: string) => ({
  code: 'aws',
  problem: { code, awsMessage: '', ...(source === undefined ? {} : { source }) },
});

describe.each(LOCALES)('what to do about credentials, in %s', (locale) => {
  const words = wordsOf(locale);
  const restart = locale === 'en' ? /then restart Rehome\.$/ : /設定して Rehome を再起動してください。$/;

  it.each(['expired-credentials', 'invalid-credentials'])('%s: a restart where they come from the environment, and only there', (code) => {
    expect(SOURCES.filter((source) => restart.test(words(about(code, source)).todo ?? ''))).toEqual(['environment']);
    expect(new Set(SOURCES.map((source) => words(about(code, source)).todo)).size).toBe(SOURCES.length);
  });

  it('is said of a problem that an earlier version stored, too', () => {
    expect(words(about('expired-credentials'))).toEqual(words(about('expired-credentials', 'unknown')));
  });

  it('names both accounts where the renewed ones are of another', () => {
    const problem = { code: 'other-account', account: '111', callerAccount: '333' };
    const { text, todo } = words({ code: 'aws', ...{ problem } });
    for (const each of [text, todo]) for (const account of ['111', '333']) expect(each).toContain(account);
  });
});
