import { asc, eq } from 'drizzle-orm';
import { beforeAll, expect, it } from 'vitest';
import { tokenIn } from '@/lib/auth/session-cookie';
import { env } from '@/lib/env';
import { CONSOLE_CHAIN } from '@/lib/record/event';
import { sessionOf, TEST_SECRET } from '@/lib/testing/signed-in';
import { db, withTransaction } from '../client';
import { events } from '../schema/record';
import { addPerson } from './new-people';
import { noteRefusedAtDoor, noteRefusedSignIn, noteRefusedWrite, refusalsRecorded } from './refusals';

const recorded = async () => {
  await refusalsRecorded();
  const rows = await db().select().from(events).where(eq(events.chain, CONSOLE_CHAIN)).orderBy(asc(events.seq));
  return rows.map(({ actor, kind, subject, data }) => ({ actor, kind, subject, ...JSON.parse(data) }));
};

beforeAll(async () => {
  for (let n = 0; n < 500; n += 1) noteRefusedWrite({ operation: 'startRestore', code: 'not-permitted', caller: 'p1' });
  noteRefusedWrite({ operation: 'startRestore', code: 'not-permitted', caller: 'p2' });
  noteRefusedWrite({ operation: 'saveDraft', code: 'not-signed-in', caller: null });
  for (let n = 0; n < 500; n += 1) noteRefusedSignIn({ person: null, cause: 'unknown-person' });
  noteRefusedSignIn({ person: 'p1', cause: 'wrong-password' });
  await withTransaction((tx) => addPerson(tx, { id: 'p3', name: 'P', email: 'p3@example.com', grants: [], by: 'x', how: 'demo' }));
  const { value } = await sessionOf(env().databaseUrl, 'http://127.0.0.1:3000', 'p3');
  const token = tokenIn(decodeURIComponent(value), TEST_SECRET);
  for (let n = 0; n < 500; n += 1) noteRefusedAtDoor({ code: 'body-too-large', token });
  for (let n = 0; n < 2; n += 1) noteRefusedAtDoor({ code: 'foreign-request', token: null });
  noteRefusedAtDoor({ code: 'foreign-request', token: 'of a session that has ended' });
});

it('keeps a flood of refusals as a few events, each with who, what, why and how often', async () => {
  const rows = await recorded();
  const brief = rows
    .filter(({ kind }) => kind.endsWith('-refused'))
    .map(({ actor, kind, subject, count, code, cause }) => [kind, actor, subject, code ?? cause, count]);
  expect(brief.sort()).toEqual(
    [
      ['write-refused', 'p1', 'startRestore', 'not-permitted', 1],
      ['write-refused', 'p1', 'startRestore', 'not-permitted', 499],
      ['write-refused', 'p2', 'startRestore', 'not-permitted', 1],
      ['write-refused', 'rehome', 'saveDraft', 'not-signed-in', 1],
      ['sign-in-refused', 'rehome', null, 'unknown-person', 1],
      ['sign-in-refused', 'rehome', null, 'unknown-person', 499],
      ['sign-in-refused', 'rehome', 'p1', 'wrong-password', 1],
      ['write-refused', 'p3', 'front-door', 'body-too-large', 1],
      ['write-refused', 'p3', 'front-door', 'body-too-large', 499],
      ['write-refused', 'rehome', 'front-door', 'foreign-request', 1],
      ['write-refused', 'rehome', 'front-door', 'foreign-request', 1],
      ['write-refused', 'rehome', 'front-door', 'foreign-request', 1],
    ].sort(),
  );
});
