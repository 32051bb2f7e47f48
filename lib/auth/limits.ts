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

/**
 * What a try is counted under. Where nobody says where it comes from, the person alone: a count of "unknown" would be everybody's, and a stranger could use it up for all.
 */
const keysOf = (email: string, address: string | null) => {
  const person = hashed(email);
  const one: readonly (readonly [key: string, limit: Limit])[] = [[`sign-in ${person}`, PERSON]];
  const there: typeof one = [
    [`sign-in ${person} ${address}`, PERSON_THERE],
    [`sign-in from ${address}`, ADDRESS],
  ];
  return address === null ? one : [...one, ...there];
};

const tooMany = (waits: readonly (number | null)[]): Result<null, TooMany> => {
  const wait = Math.max(...waits.map((each) => each ?? 0));
  return wait === 0 ? ok(null) : err({ code: 'too-many', retryAfterSeconds: Math.ceil(wait / 1_000) });
};

/** Counts a try to sign in. `address`: where it comes from, where that is known; of somebody who is signed in it may be their session. */
export const countSignIn = async (email: string, address: string | null): Promise<Result<null, TooMany>> =>
  tooMany(await Promise.all(keysOf(email, address).map(([key, limit]) => countTry(key, limit))));

/** Somebody signed in: their typing errors count no more, and the tries of others from there go on counting. */
export const forgetSignIns = async (email: string, address: string | null): Promise<void> => {
  const theirs = keysOf(email, address).filter(([, limit]) => limit !== ADDRESS);
  await Promise.all(theirs.map(([key]) => forgetTries(key)));
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
