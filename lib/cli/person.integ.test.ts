import { beforeAll, describe, expect, it } from 'vitest';
import { env } from '@/lib/env';
import { addDemoPeople } from '@/lib/launcher/demo-people';
import { asOwner } from '@/lib/testing/owner';
import { sessionOf } from '@/lib/testing/signed-in';
import { person } from './person';

const run = async (argv: readonly string[], more: Readonly<Record<string, string>> = {}) => {
  const out = { code: 0, stdout: '', stderr: '' };
  out.code = await person(argv, {
    stdin: (async function* () {})(),
    stdout: { write: (text) => (out.stdout += text) },
    stderr: { write: (text) => (out.stderr += text) },
    env: { DATABASE_URL: process.env.DATABASE_URL, LANG: 'C', ...more },
  });
  return out;
};
const events = async (): Promise<readonly string[]> =>
  (await asOwner(`select kind from events where actor = 'command-line' order by seq`)).map(({ kind }) => String(kind));
const unused = () => asOwner(`select purpose from one_time_links where used_at is null order by made_at`);

beforeAll(() => addDemoPeople(env().databaseUrl));

describe('rehome person', () => {
  it('adds a person with roles, and prints a link whose hash alone is in the database', async () => {
    const args = ['add', 'Mika@Example.com', '--name', 'Mika Brandt', '--role', 'viewer', '--role', 'operator@123456789012'];
    const added = await run([...args, '--url', 'https://rehome.example.com/']);
    expect({ ...added, stdout: '' }).toEqual({ code: 0, stdout: '', stderr: '' });
    const [, token = ''] = /^ {2}https:\/\/rehome\.example\.com\/link#([\w-]{43})$/m.exec(added.stdout) ?? [];
    expect(token).not.toBe('');
    expect(added.stdout).not.toContain('Nothing says');
    expect(JSON.stringify(await asOwner('select * from one_time_links'))).not.toContain(token);
    expect(
      await asOwner(
        `select p.name, p.email, g.role, g.account, g.granted_by from people p join grants g on g.person = p.id where p.name like 'Mika%' order by g.role`,
      ),
    ).toEqual([
      { name: 'Mika Brandt', email: 'mika@example.com', role: 'operator', account: '123456789012', granted_by: 'command-line' },
      { name: 'Mika Brandt', email: 'mika@example.com', role: 'viewer', account: '*', granted_by: 'command-line' },
    ]);
    expect(await events()).toEqual(['person-joined', 'role-granted', 'role-granted', 'link-made']);
    expect(await run(args)).toEqual({
      code: 2,
      stdout: '',
      stderr: 'mika@example.com is somebody’s address already; rehome person reset mika@example.com makes a new link.\n',
    });
  });

  it('disables a person: signed out, links gone, on record; a reset lets them in again', async () => {
    const session = await sessionOf(env().databaseUrl, 'http://127.0.0.1:3000', 'demo-viewer');
    expect(await run(['reset', 'demo-viewer@example.com'])).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/ {2}http:\/\/127\.0\.0\.1:3000\/link#.*\nNothing says where the console answers/),
    });
    const before = (await events()).length;
    expect(await run(['disable', 'demo-viewer@example.com'])).toEqual({
      code: 0,
      stdout: 'demo-viewer@example.com cannot sign in any more. One session was ended.\n',
      stderr: '',
    });
    const [row] = await asOwner(`select token from sessions where user_id = 'demo-viewer'`);
    expect(session.value.startsWith(String(row?.token))).toBe(false);
    expect(await asOwner(`select 1 as n from people where id = 'demo-viewer' and disabled_at is not null`)).toHaveLength(1);
    expect((await unused()).map(({ purpose }) => purpose)).toEqual(['invitation']);
    expect((await events()).slice(before)).toEqual(['person-disabled', 'session-ended']);
    expect(await run(['disable', 'demo-viewer@example.com'])).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('No session went on.'),
    });
    expect((await run(['reset', 'Demo-Viewer@example.com'])).code).toBe(0);
    expect(await asOwner(`select disabled_at from people where id = 'demo-viewer'`)).toEqual([{ disabled_at: null }]);
    expect((await events()).slice(-2)).toEqual(['person-enabled', 'link-made']);
  });

  it('takes nobody for somebody who has come who was only invited, whatever is done with them before', async () => {
    await run(['add', 'never@example.com', '--name', 'Never Came', '--role', 'viewer']);
    const theirs = () =>
      asOwner(`select l.purpose, l.expires_at > now() as works from one_time_links l join people p on p.id = l.person
        where p.email = 'never@example.com' and l.used_at is null`);
    expect((await run(['reset', 'never@example.com'])).code).toBe(0);
    expect(await theirs()).toEqual([{ purpose: 'invitation', works: true }]);
    expect((await run(['disable', 'never@example.com'])).code).toBe(0);
    expect(await theirs()).toEqual([{ purpose: 'invitation', works: false }]);
    expect((await run(['reset', 'never@example.com'])).code).toBe(0);
    expect(await theirs()).toEqual([{ purpose: 'invitation', works: true }]);
  });

  it('leaves the only administrator in, says what to do, and takes somebody who was invited for another one', async () => {
    const email = 'demo-administrator@example.com';
    const state = () => asOwner(`select disabled_at is null as may from people where email = '${email}'`);
    const before = await events();
    expect(await run(['disable', email])).toEqual({
      code: 2,
      stdout: '',
      stderr: `${email} is the only administrator of this console; add another one first, with rehome person add EMAIL --name NAME --role administrator.\n`,
    });
    expect(await state()).toEqual([{ may: true }]);
    expect(await events()).toEqual(before);
    // Of one account alone is not of the console.
    for (const role of ['administrator@123456789012', 'administrator']) {
      const added = await run(['add', `${role.replace('@', '-')}@example.com`, '--name', 'Another', '--role', role]);
      expect(added.code).toBe(0);
      expect((await run(['disable', email])).code).toBe(role === 'administrator' ? 0 : 2);
    }
    expect(await state()).toEqual([{ may: false }]);
    expect((await run(['disable', 'administrator@example.com'])).code).toBe(2);
    expect((await run(['reset', email])).code).toBe(0);
  });

  it('says that a reset takes second factors away', async () => {
    await asOwner(
      `insert into totp_factors (id, person, secret, added_at, confirmed_at) values ('t1', 'demo-approver', 'x', now(), now())`,
    );
    const { code, stdout } = await run(['reset', 'demo-approver@example.com']);
    expect([code, stdout.split('\n')[0]]).toEqual([
      0,
      'The second factor of demo-approver@example.com was taken away, and every session ended.',
    ]);
    expect(await asOwner(`select id from totp_factors`)).toEqual([]);
    expect((await events()).slice(-2)).toEqual(['factor-removed', 'link-made']);
  });

  it.each([
    ['nothing', [], 2, /^rehome person needs an e-mail address/],
    ['no such action', ['remove', 'a@example.com'], 2, /^/],
    ['an action alone', ['add'], 2, /^rehome person add needs an e-mail address/],
    ['what is no address', ['add', 'mika', '--name', 'M', '--role', 'viewer'], 2, /^mika is not an e-mail address\.$/],
    ['no name', ['add', 'm@example.com', '--role', 'viewer'], 2, /^Give a name with --name/],
    ['no role', ['add', 'm@example.com', '--name', 'M'], 2, /^Give at least one role/],
    ['a role that is none', ['add', 'm@example.com', '--name', 'M', '--role', 'king'], 2, /^Give at least one role/],
    ['an account that is none', ['add', 'm@example.com', '--name', 'M', '--role', 'viewer@1'], 2, /^Give at least one role/],
    ['somebody who is nobody', ['reset', 'nobody@example.com'], 2, /^Nobody has the address nobody@example\.com\.$/],
    ['an option of another action', ['disable', 'a@example.com', '--role', 'viewer'], 2, /--role/],
    ['Japanese', ['disable', 'nobody@example.com', '--lang', 'ja'], 2, /^アドレスが nobody@example\.com のユーザーはいません。$/],
  ] as const)('refuses %s in one sentence, and changes nothing', async (_, args, code, sentence) => {
    const before = await events();
    const refused = await run(args);
    expect({ code: refused.code, stdout: refused.stdout }).toEqual({ code, stdout: '' });
    expect(refused.stderr.trim()).toMatch(sentence);
    expect(refused.stderr.trim().split('\n')).toHaveLength(1);
    expect(await events()).toEqual(before);
  });

  it('says that the database cannot be reached, without its password', async () => {
    const away = await run(['reset', 'a@example.com'], { DATABASE_URL: 'postgres://rehome:secret@127.0.0.1:1/rehome' });
    expect(away.code).toBe(2);
    expect(away.stderr).toContain('ECONNREFUSED');
    expect(away.stderr).not.toContain('secret');
  });
});
