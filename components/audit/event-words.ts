import type { _Translator } from 'use-intl/core';
import type { Messages } from '@/lib/i18n/namespaces';
import { GROUP_OF } from '@/lib/record/kind-groups';
import type { EventKind } from '@/lib/record/kinds';

/** What an event's sentence is made with. */
export interface EventSpeech {
  readonly t: _Translator<Messages, 'audit'>;
  /** A person's name inside a sentence. */
  readonly who: (id: string) => string;
  /** A moment, from ISO 8601. */
  readonly time: (instant: string) => string;
}

/** An event as far as its sentence needs it. `data`: canonical JSON. */
export interface SpokenEvent {
  readonly kind: string;
  readonly data: string;
}

type Value = string | number;

const NONE = 'none';
/** Everything that a sentence may name, as it reads where the data lacks it: the test finds what is not here. */
const MISSING: Readonly<Record<string, Value>> = {
  ...Object.fromEntries(
    'account by byIs cause causeIs code codeIs factor factorIs format from how howIs jobId method name operation operationIs outcome product purpose purposeIs queue reason region role ruleId secondFactor secondFactorIs selection stateIs status step stepIs to toIs was mode modeIs address wayIs withoutApproval'
      .split(' ')
      .map((name) => [name, NONE]),
  ),
  ...Object.fromEntries(
    'approvals approvedBy claims count findings drafts inventoryRows jobs restores roles'.split(' ').map((name) => [name, 0]),
  ),
};
const isKind = (kind: string): kind is EventKind => Object.hasOwn(GROUP_OF, kind);

const dataOf = (text: string): Readonly<Record<string, unknown>> => {
  try {
    const data: unknown = JSON.parse(text);
    return typeof data === 'object' && data !== null ? (data as Record<string, unknown>) : {};
  } catch {
    return {};
  }
};

/** The id in an ARN: what is behind the last slash or colon. */
const idIn = (arn: unknown): string | null => (typeof arn === 'string' ? (/[^/:]+$/.exec(arn)?.[0] ?? arn) : null);

const plain = (value: unknown): Value => {
  if (value === null || value === undefined) return NONE;
  if (typeof value === 'string' || typeof value === 'number') return value;
  return Array.isArray(value) ? value.length : JSON.stringify(value);
};

/** A code as a message chooses by it: its choices have no hyphen in their names. */
const chosenBy = (value: unknown): string => String(plain(value)).replaceAll('-', '_');

/** What a sentence may name beside the members of the data; `none` where the data does not have it, so that no sentence lacks what it names. */
const named = (data: Readonly<Record<string, unknown>>, { who, time }: EventSpeech): Record<string, Value> => {
  const person = (id: unknown): string => (typeof id === 'string' ? who(id) : NONE);
  const moment = (at: unknown): string => (typeof at === 'string' ? time(at) : NONE);
  return {
    person: person(data.person),
    fromPerson: person(data.from),
    resource: idIn(data.resourceArn) ?? idIn(data.recoveryPointArn) ?? NONE,
    recoveryPoint: idIn(data.recoveryPointArn) ?? NONE,
    instance: plain(data.instanceId),
    createdAt: moment(data.createdAt),
    expiredAt: moment(data.expiredAt),
    untilAt: moment(data.until),
  };
};

/** In what a setting is, `null` and switches are values as well. */
const settingValues = (data: Readonly<Record<string, unknown>>): Record<string, Value> => ({
  from: JSON.stringify(data.from ?? null),
  to: JSON.stringify(data.to ?? null),
});

/**
 * What happened, in plain words and without who did it: “Started a restore of i-0ab… in us-east-1”. An event of a kind that this version does not know, or whose
 * data is not what its kind says because somebody changed it, is named as what it is.
 */
export const eventWords = (event: SpokenEvent, speech: EventSpeech): string => {
  const { t } = speech;
  const { kind } = event;
  if (!isKind(kind)) return t('event.unknown', { kind });
  const data = dataOf(event.data);
  const members = Object.fromEntries(
    Object.entries(data).flatMap(([name, value]) => [
      [name, plain(value)],
      [`${name}Is`, chosenBy(value)],
    ]),
  );
  const values = { ...members, ...named(data, speech), ...(kind === 'settings-changed' ? settingValues(data) : {}) };
  return t(`event.${kind}`, { ...MISSING, ...values });
};
