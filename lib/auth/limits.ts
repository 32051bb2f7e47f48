import 'server-only';
import { createHash } from 'node:crypto';
import { setting } from '@/lib/data/settings/read';
import { countTry, forgetTries, type Limit } from '@/lib/db/repositories/rate-limits';
import { err, ok, type Result } from '@/lib/result';
import type { Caller } from './caller';

const MINUTE_MS = 60_000;

/** It was tried too often of late. */
export interface TooMany {
  readonly code: 'too-many';
  readonly retryAfterSeconds: number;
}

/** One person's typing errors, from one place. */
const PERSON_THERE: Limit = { most: 10, withinMs: 15 * MINUTE_MS };
/** Everybody who tries one person's password, from anywhere. */
const PERSON: Limit = { most: 50, withinMs: 15 * MINUTE_MS };
/** Everybody behind one address: an office may share it. */
const ADDRESS: Limit = { most: 200, withinMs: 15 * MINUTE_MS };
const STARTS_WITHIN_MS = 10 * MINUTE_MS;

/** What was typed as an e-mail address may be somebody's password: only its hash is kept. */
const hashed = (text: string): string => createHash('sha256').update(text.toLowerCase()).digest('base64url');

/** Whence somebody tries a password. */
export interface Whence {
  /** `null` where nobody whom we trust says it. */
  readonly address: string | null;
  /** A browser in which the person has signed in before (`knownDevice`); `null`: any other. */
  readonly device: string | null;
}

type Counted = readonly (readonly [key: string, limit: Limit])[];

/**
 * What a try is counted under. In a browser that the person has signed in with before, under that alone: what strangers try elsewhere does not keep them out. Where nobody says
 * where any other comes from, under the person alone: a count of "unknown" would be everybody's, and a stranger could use it up for all.
 */
const keysOf = (email: string, { address, device }: Whence): Counted => {
  const person = hashed(email);
  if (device !== null) return [[`sign-in ${person} by ${device}`, PERSON_THERE]];
  const one: Counted = [[`sign-in ${person}`, PERSON]];
  const there: Counted = [
    [`sign-in ${person} ${address}`, PERSON_THERE],
    [`sign-in from ${address}`, ADDRESS],
  ];
  return address === null ? one : [...one, ...there];
};

const tooMany = (waits: readonly (number | null)[]): Result<null, TooMany> => {
  const wait = Math.max(...waits.map((each) => each ?? 0));
  return wait === 0 ? ok(null) : err({ code: 'too-many', retryAfterSeconds: Math.ceil(wait / 1_000) });
};

const count = async (keys: Counted): Promise<Result<null, TooMany>> =>
  tooMany(await Promise.all(keys.map(([key, limit]) => countTry(key, limit))));

/** Counts a try to sign in. */
export const countSignIn = (email: string, whence: Whence): Promise<Result<null, TooMany>> => count(keysOf(email, whence));

/** Somebody signed in: their typing errors count no more, and the tries of others from there go on counting. */
export const forgetSignIns = async (email: string, whence: Whence): Promise<void> => {
  const theirs = keysOf(email, whence).filter(([, limit]) => limit !== ADDRESS);
  await Promise.all(theirs.map(([key]) => forgetTries(key)));
};

/** Tries of a password by whoever is signed in have counts of their own: nobody else can use them up, whatever they type as an e-mail address. */
const keysAgain = ({ user, session }: Caller): Counted => [
  [`again ${user}`, PERSON],
  [`again ${user} ${session.id}`, PERSON_THERE],
];

/** Counts a try of somebody who is signed in to prove once more who they are. */
export const countAgain = (caller: Caller): Promise<Result<null, TooMany>> => count(keysAgain(caller));

/** They have proved it: their typing errors count no more. */
export const forgetAgain = async (caller: Caller): Promise<void> => {
  await Promise.all(keysAgain(caller).map(([key]) => forgetTries(key)));
};

/**
 * Counts a sign-in with the identity provider that begins. Nothing can be guessed by it; it is kept from filling the database. Where nobody says where it comes from, it is
 * not counted, as above.
 */
export const countProviderSignIn = async (address: string | null): Promise<Result<null, TooMany>> =>
  address === null ? ok(null) : tooMany([await countTry(`provider sign-in from ${address}`, ADDRESS)]);

const FACTOR: Limit = { most: 10, withinMs: 15 * MINUTE_MS };

/** Counts a try of a person's second factor, from anywhere. Only who has done the first step comes so far, so nobody else can use up a person's tries. */
export const countFactor = async (person: string): Promise<Result<null, TooMany>> => tooMany([await countTry(`factor ${person}`, FACTOR)]);

/** A second factor was proved: its typing errors count no more. */
export const forgetFactorTries = (person: string): Promise<void> => forgetTries(`factor ${person}`);

/** Counts a start of a person. */
export const countStart = async ({ user }: Caller): Promise<Result<null, TooMany>> => {
  const most = await setting('startsPerTenMinutes');
  return most === null ? ok(null) : tooMany([await countTry(`start ${user}`, { most, withinMs: STARTS_WITHIN_MS })]);
};
