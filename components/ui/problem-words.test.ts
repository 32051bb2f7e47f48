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

describe.each(LOCALES)('a failure in the midst of something, in %s', (locale) => {
  const words = wordsOf(locale);
  const EFFECTS = ['read', 'save', 'start'] as const;
  const UNKNOWN =
    locale === 'en'
      ? { save: /not known whether your change was saved/, start: /cannot say whether AWS was asked/ }
      : { save: /保存されたかどうかは分かりません/, start: /要求したかどうかは分かりません/ };
  const JOBS = locale === 'en' ? /restore jobs before you start again/ : /もう一度開始する前に、復元ジョブを確認/;

  it.each(['internal', 'database-away'])('%s says what is not known, and where to look', (code) => {
    const said = EFFECTS.map((effect) => words({ code, ...{ id: 'log-7', reason: 'stopping', effect } }));
    const text = (at: number) => said[at]?.text ?? '';
    expect([UNKNOWN.save.test(text(0)), UNKNOWN.save.test(text(1)), UNKNOWN.save.test(text(2))]).toEqual([false, true, false]);
    expect([UNKNOWN.start.test(text(0)), UNKNOWN.start.test(text(1)), UNKNOWN.start.test(text(2))]).toEqual([false, false, true]);
    expect(said.map(({ todo = '' }) => JOBS.test(todo))).toEqual([false, false, true]);
  });

  it('says that AWS is not read where no worker does it, and where to look', () => {
    const { title, text } = words({ code: 'not-followed' });
    expect(title).toContain('AWS');
    expect(text).toContain(locale === 'en' ? 'Background work' : 'バックグラウンド処理');
  });

  it('names the log line', () => expect(words({ code: 'internal', ...{ id: 'log-7', effect: 'start' } }).text).toContain('log-7'));

  it('tells each reason why the database is away in words of its own', () => {
    const reasons = ['unreachable', 'stopping', 'full', 'slow', 'refused'];
    const texts = reasons.map((reason) => words({ code: 'database-away', ...{ reason, effect: 'read' } }).text);
    expect(new Set(texts).size).toBe(reasons.length);
    for (const text of texts) expect(text).toContain('PostgreSQL');
  });
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

it('names all roles and people whom one may ask, with one "or"', () => {
  const problem = { code: 'not-permitted', permission: 'read-people', ask: ['Ken', 'Aoi', 'Ito'] };
  expect(wordsOf('en')(problem).text).toBe(
    'Seeing who has which role needs the role operator, approver or administrator. Ask Ken, Aoi or Ito.',
  );
  expect(wordsOf('ja')(problem).text).toContain('Ken さん、Aoi さんまたはIto さん');
});
