import { readFileSync } from 'node:fs';
import type { Locator, Page } from '@playwright/test';
import { Client } from 'pg';
import { createTranslator } from 'use-intl/core';
import type { Locale } from '@/lib/i18n/locale';
import { type Messages, NAMESPACES } from '@/lib/i18n/namespaces';
import { putWork } from '../support/work';
import type { Seed, World } from '../support/world';
import type { View } from './view';

/** A console of its own: what it begins with, and what its environment differs in. */
export interface Setting {
  readonly seed: Seed;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** A page to play a scene on, in the language of its view. */
export interface Stage {
  readonly page: Page;
  readonly world: World;
  /** A message as it stands on the page: `say('restore.bar.review')`. */
  readonly say: (key: string, values?: Readonly<Record<string, string | number>>) => string;
  readonly button: (key: string, values?: Readonly<Record<string, string | number>>) => Locator;
  /** Asks the console's database, for what nobody else here could have done: a colleague's plan. */
  readonly query: (text: string, values?: readonly unknown[]) => Promise<void>;
}

export type Play = (stage: Stage) => Promise<unknown>;

/** One state of one screen. */
export interface Scene {
  /** Also the path of its pictures: `restore/cases-1`. */
  readonly name: string;
  readonly views: readonly View[];
  /** The article's account with the usual credentials, where nothing else is said. */
  readonly setting?: Partial<Setting>;
  /** Pictures of the whole page too, beside those of what is in view. */
  readonly whole?: boolean;
  readonly play: Play;
}

/** One step after the other. */
export const inTurn =
  (...steps: readonly Play[]): Play =>
  async (stage) => {
    for (const step of steps) await step(stage);
  };

const translatorOf = (locale: Locale): Stage['say'] => {
  const file = (namespace: string): unknown =>
    JSON.parse(readFileSync(new URL(`../../lib/i18n/messages/${locale}/${namespace}.json`, import.meta.url), 'utf8'));
  const messages = Object.fromEntries(NAMESPACES.map((namespace) => [namespace, file(namespace)])) as unknown as Messages;
  const translate = createTranslator({ locale, messages, timeZone: 'Asia/Tokyo' });
  return (key, values) => translate(key as never, values as never);
};

/** The stage of a scene in a world. */
export const stageOf = (page: Page, world: World, locale: Locale): Stage => {
  const say = translatorOf(locale);
  return {
    page,
    world,
    say,
    button: (key, values) => page.getByRole('button', { name: say(key, values), exact: true }),
    query: async (text, values = []) => {
      const database = new Client({ connectionString: world.ownerUrl });
      await database.connect();
      try {
        await database.query(text, [...values]);
      } finally {
        await database.end();
      }
    },
  };
};

/** Back to the beginning: the account's seed, and a console in which nobody has planned or restored anything, with its worker. */
export const clear = async ({ world, query }: Stage): Promise<void> => {
  await world.control('reset', {});
  await putWork(world.ownerUrl, []);
  await query('update workers set ended_at = null');
  await query(
    'truncate drafts, claims, waits, way_runs, notes, attempts, restore_addresses, restores, runs, restore_jobs, approval_requests, approval_rules cascade',
  );
  await query(`delete from settings where name in ('claimRoles', 'factorRequiredFor')`);
  await query('truncate totp_factors, passkeys, recovery_codes, unfinished_sign_ins, identities');
  await query(`delete from people where id not like 'demo-%'`);
};
