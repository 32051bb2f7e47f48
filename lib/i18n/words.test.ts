import { createTranslator } from 'use-intl/core';
import { describe, expect, it } from 'vitest';
import { CODES, FIX_CODES } from '@/lib/restore/codes';
import { LOCALES } from './locale';
import enChecks from './messages/en/checks.json';
import enExplain from './messages/en/explain.json';
import jaChecks from './messages/ja/checks.json';
import jaExplain from './messages/ja/explain.json';
import type { Messages } from './namespaces';
import { diagnosticWords, differenceWords, fixWords, placeWords, ruleTitle, severityWords } from './words';

const checksOf = (locale: 'en' | 'ja') =>
  createTranslator<Messages, 'checks'>({
    locale,
    messages: { checks: locale === 'en' ? enChecks : jaChecks } as Messages,
    namespace: 'checks' as never,
    onError: (error) => {
      throw error;
    },
  });
const explainOf = (locale: 'en' | 'ja') =>
  createTranslator<Messages, 'explain'>({
    locale,
    messages: { explain: locale === 'en' ? enExplain : jaExplain } as Messages,
    namespace: 'explain' as never,
  });

const codes = Object.values(CODES).flat();
const unknowns = ['denied', 'not-given', 'old', 'late', 'unreachable', 'throttled', 'expired-credentials', 'failed', 'undecided'].map(
  (r) => `unknown-${r}`,
);

describe.each(LOCALES)('words in %s', (locale) => {
  const t = checksOf(locale);
  const messages = locale === 'en' ? enChecks : jaChecks;

  it('has a message for every code and none for a code that no rule has', () => {
    expect(Object.keys(messages.codes).sort()).toEqual([...new Set([...codes, ...unknowns])].sort());
  });

  it('has a label for every remedy and a title for every rule', () => {
    expect(Object.keys(messages.fixes).sort()).toEqual([...FIX_CODES].sort());
    expect(Object.keys(messages.rules).sort()).toEqual(Object.keys(CODES).sort());
  });

  it('says what is in the way, by name and state', () => {
    const params = {
      address: '10.1.10.115',
      name: 'web-01',
      id: 'i-0ab1',
      state: 'running',
      kind: 'instance',
      interface: 'eni-1',
      description: '',
    };
    expect(diagnosticWords(t, { rule: 'V10', code: 'in-use-instance', params })).toBe(
      locale === 'en'
        ? '10.1.10.115 is in use by web-01 (i-0ab1, running). Choose another address, or ask whoever runs web-01.'
        : '10.1.10.115 は web-01（i-0ab1、実行中）が使用中です。別のアドレスを選ぶか、web-01 を運用している人に確認してください。',
    );
  });

  it('does not say a nameless instance twice', () => {
    const params = { address: '10.1.10.115', name: 'i-0ab1', id: 'i-0ab1', state: 'stopped' };
    expect(diagnosticWords(t, { rule: 'V11', code: 'in-use-stopped', params })).toContain(
      locale === 'en' ? 'i-0ab1 (stopped)' : 'i-0ab1（停止済み）',
    );
  });

  it('names a code of another version as it is', () => {
    expect(diagnosticWords(t, { rule: 'V10', code: 'long-gone' as never, params: {} })).toContain('V10: long-gone');
  });

  it('labels remedies, rules, severities and places', () => {
    expect(fixWords(t, { code: 'use-next-free', params: { address: '10.1.10.116' } })).toContain('10.1.10.116');
    expect(ruleTitle(t, 'V8')).not.toBe('V8');
    expect(severityWords(t, 'unknown')).not.toBe('');
    expect(placeWords(t, '/NetworkInterfaces/1/PrivateIpAddresses/0')).toContain('2');
    expect(placeWords(t, '')).not.toBe('');
    expect(placeWords(t, '/aws:backup:request-id')).toBe('aws:backup:request-id');
  });

  it('says why something differs', () => {
    const e = explainOf(locale);
    expect(differenceWords(e, { reason: 'clash-with-interfaces', params: { key: 'SubnetId' } })).toContain('SubnetId');
    expect(differenceWords(e, { reason: 'later' as never, params: {} })).toContain('later');
  });
});
