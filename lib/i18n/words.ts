import type { _Translator, TranslationValues } from 'use-intl/core';
import type { DiagnosticCode, FixCode, RuleId } from '@/lib/restore/codes';
import type { Diagnostic, Fix, JsonPointer, Params, Severity } from '@/lib/restore/diagnostic';
import type { Difference, ReasonCode } from '@/lib/restore/explain';
import type { Messages } from './namespaces';

/** A translator of the checks, from `useTranslations('checks')`, `getTranslator('checks')` or `createTranslator`. */
export type ChecksTranslator = _Translator<Messages, 'checks'>;
/** A translator of the explanations, likewise. */
export type ExplainTranslator = _Translator<Messages, 'explain'>;

/** Parameters whose values have words of their own: the group of messages that holds them. */
const NAMED = { kind: 'holders', state: 'states', use: 'reserved', why: 'whys' } as const;

type Text = Readonly<Record<string, string>>;

/** A value's own words where the group has any; AWS's word for it where it has none. */
const named = (t: ChecksTranslator, group: (typeof NAMED)[keyof typeof NAMED], value: string): string => {
  const key = `${group}.${value}` as 'states.running';
  return /^[\w-]+$/.test(value) && t.has(key) ? t(key) : value;
};

/** “web-01 (i-0ab…, running)”, or the id alone where there is no name. */
const who = (t: ChecksTranslator, params: Params): Text => {
  if (typeof params.id !== 'string' || typeof params.state !== 'string') return {};
  const bare = params.name === undefined || params.name === null || params.name === '' || params.name === params.id;
  const values = { id: params.id, name: String(params.name), state: named(t, 'states', params.state) };
  return { who: bare ? t('who.bare', values) : t('who.named', values) };
};

/** What a question was about, from the call that answers it. */
const subject = (t: ChecksTranslator, params: Params): Text => {
  if (typeof params.call !== 'string') return {};
  const key = `subjects.${params.call}` as 'subjects.request';
  return { subject: /^[\w:]+$/.test(params.call) && t.has(key) ? t(key) : params.call };
};

const valuesOf = (t: ChecksTranslator, params: Params): TranslationValues => {
  const out: Record<string, string | number> = {};
  for (const [name, value] of Object.entries(params)) {
    if (typeof value === 'string' && Object.hasOwn(NAMED, name)) out[name] = named(t, NAMED[name as keyof typeof NAMED], value);
    else out[name] = value === null ? t('none') : typeof value === 'boolean' ? String(value) : value;
  }
  return { ...out, ...who(t, params), ...subject(t, params) };
};

/** What a finding says: what, where, why, and what to do. A code of another version, from the history, is named as it is. */
export const diagnosticWords = (t: ChecksTranslator, diagnostic: Pick<Diagnostic, 'rule' | 'code' | 'params'>): string => {
  const key = `codes.${diagnostic.code satisfies DiagnosticCode}` as const;
  return t.has(key) ? t(key, valuesOf(t, diagnostic.params)) : t('unlisted', { rule: diagnostic.rule, code: diagnostic.code });
};

/** The label of a remedy's button. */
export const fixWords = (t: ChecksTranslator, fix: Pick<Fix, 'code' | 'params'>): string =>
  t(`fixes.${fix.code satisfies FixCode}`, valuesOf(t, fix.params));

/** What a rule asks for, in a few words. */
export const ruleTitle = (t: ChecksTranslator, rule: RuleId): string => (t.has(`rules.${rule}`) ? t(`rules.${rule}`) : rule);

/** “Error”, “Warning”, “Unknown”, “Note”. */
export const severityWords = (t: ChecksTranslator, severity: Severity): string => t(`severities.${severity}`);

const unescaped = (step: string): string => step.replaceAll('~1', '/').replaceAll('~0', '~');

/** Lists of an interface, and the message that counts their entries. */
const LISTS = {
  PrivateIpAddresses: 'address',
  Ipv6Addresses: 'ipv6',
  Ipv4Prefixes: 'prefix',
  Ipv6Prefixes: 'prefix',
  Groups: 'group',
} as const;

const interfacePlace = (t: ChecksTranslator, number: number, member: string, position: string | undefined): string => {
  if (position !== undefined && Object.hasOwn(LISTS, member))
    return t(`places.${LISTS[member as keyof typeof LISTS]}`, { number, position: Number(position) + 1 });
  const key = `places.members.${member}` as 'places.members.SubnetId';
  return t('places.member', { number, member: /^\w+$/.test(member) && t.has(key) ? t(key) : member });
};

/** Where a finding is, for people: “Interface 2, second address”. Interfaces and addresses count from 1. */
export const placeWords = (t: ChecksTranslator, at: JsonPointer): string => {
  const [, key, nic, member, position] = at.split('/').map(unescaped);
  if (key === undefined) return t('places.request');
  if (key.toLowerCase() === 'blockdevicemappings' && /^\d+$/.test(nic ?? '')) return t('places.device', { number: Number(nic) + 1 });
  if (key.toLowerCase() !== 'networkinterfaces') return t('places.key', { key });
  if (nic === undefined) return t('places.interfaces');
  const number = Number(nic) + 1;
  return member === undefined ? t('places.interface', { number }) : interfacePlace(t, number, member, position);
};

/** Why something differs from the backup. */
export const differenceWords = (t: ExplainTranslator, difference: Pick<Difference, 'reason' | 'params'>): string => {
  const key = `reasons.${difference.reason satisfies ReasonCode}` as const;
  return t.has(key)
    ? t(
        key,
        Object.fromEntries(
          Object.entries(difference.params).map(([name, value]) => [name, typeof value === 'number' ? value : String(value ?? '')]),
        ),
      )
    : t('unlisted', { code: difference.reason });
};

/** “Not sent”, “Changed”, “Added”, “Unknown, kept”. */
export const differenceKindWords = (t: ExplainTranslator, kind: Difference['kind']): string => t(`kinds.${kind}`);
