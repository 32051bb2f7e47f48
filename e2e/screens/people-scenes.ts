import { sessionCookieName } from '@/lib/auth/session-cookie';
import { ONE_CLICK } from '@/lib/launcher/demo-people';
import { paths } from '@/lib/paths';
import { PLACE } from '../support/account';
import { signInTo, type Who } from '../support/people';
import { inTurn, type Play, type Scene, type Stage } from './stage';
import { accept, clean, expect, settled } from './steps';
import { PERSONAL, TWICE, type View } from './view';

/** A console that knows an identity provider. Nobody asks it: what is looked at is what stands before that. */
const PROVIDER = {
  REHOME_OIDC_ISSUER: 'https://login.example.com/realms/operations',
  REHOME_OIDC_CLIENT_ID: 'rehome',
  REHOME_OIDC_NAME: 'Example Login',
} as const;

const as =
  (who: Who): Play =>
  ({ page, world }) =>
    signInTo(page.context(), world, who);
const out: Play = ({ page }) => page.context().clearCookies({ name: /session/ });
/** Whoever has signed out is not signed in by coming, where one click does that. */
const left: Play = async ({ page, world: { url } }) => {
  await page.context().clearCookies({ name: /session/ });
  await page.context().addCookies([{ name: sessionCookieName(url).replace(/session$/, 'signed-out'), value: '1', url }]);
};
const open =
  (path: string): Play =>
  async (stage) => {
    await stage.page.goto(path);
    await settled(stage);
  };

const page = (name: string, views: readonly View[], ...steps: readonly Play[]): Scene => ({
  name: `people/${name}`,
  views,
  whole: true,
  play: inTurn(...steps),
});

/** Rules as a team has them, one with everything in it. */
const rules: Play = async ({ query }) => {
  const rule = { account: null, vault: null, tag: null, range: null, approvals: 1, validHours: 24, ticketRequired: false };
  const all = [
    { ...rule, name: 'Production network', range: '10.1.10.0/23', validHours: 8, ticketRequired: true },
    {
      ...rule,
      name: 'Whatever belongs to payments, in any network, needs two',
      account: PLACE.account,
      vault: 'prod-daily',
      tag: { key: 'Team', value: 'payments' },
      approvals: 2,
    },
  ];
  for (const [position, each] of all.entries())
    await query(
      `insert into approval_rules (id, position, rule, changed_by, changed_at) values (gen_random_uuid(), $1, $2::jsonb, 'demo-administrator', now())`,
      [position, JSON.stringify(each)],
    );
};

/** A plan that waits for its approval, on its own page. */
export const submitted = async (stage: Stage): Promise<void> => {
  await rules(stage);
  await as('operator')(stage);
  await clean(stage);
  await stage.button('restore.bar.review').click();
  const dialog = stage.page.getByRole('dialog');
  await dialog.getByRole('button', { name: stage.say('approvals.restore.submit') }).waitFor();
  await accept(stage);
  await dialog
    .getByRole('textbox', { name: stage.say('restore.review.reason') })
    .fill('The disk of intranet-01 died at 03:12; its users are waiting.');
  await dialog.getByRole('textbox', { name: stage.say('restore.review.ticket') }).fill('OPS-2231');
  await dialog.getByRole('button', { name: stage.say('approvals.restore.submit') }).click();
  await expect(dialog).toBeHidden();
};

const requested = async (stage: Stage): Promise<void> => {
  await open(paths.approvals(PLACE))(stage);
  await stage.page.getByRole('link', { name: 'intranet-01' }).first().click();
  await expect(stage.page.getByText('OPS-2231').first()).toBeVisible();
  await settled(stage);
};

/** Somebody who was invited, somebody who is away, and somebody with much: as a list of people is after a year. */
const team: Play = async ({ query }) => {
  const people = [
    ['p-mika', 'Mika Brandt', 'operator', PLACE.account],
    ['p-noor', 'Noor van den Heuvel-Rijnsburger', 'viewer', '*'],
    ['p-sora', '高橋 空', 'approver', PLACE.account],
  ] as const;
  for (const [id, name, role, account] of people) {
    await query('insert into people (id, name, email) values ($1, $2, $3) on conflict do nothing', [id, name, `${id}@example.com`]);
    await query(
      `insert into grants (person, role, account, granted_by, granted_at) values ($1, $2, $3, 'demo-administrator', now()) on conflict do nothing`,
      [id, role, account],
    );
  }
  await query(`update people set disabled_at = now() - interval '3 days' where id = 'p-noor'`);
};

/** What a day leaves on record. */
const day: Play = async (stage) => {
  await submitted(stage);
  await as('approver')(stage);
  await requested(stage);
  await stage.button('approvals.answer.approve').click();
  await expect(stage.page.getByText(stage.say('approvals.answer.may.answered-approve')).first()).toBeVisible();
};

const lines: Play = ({ query }) =>
  query(
    `insert into settings (name, value, changed_by, changed_at) values ('claimRoles', $1::jsonb, 'demo-administrator', now())
     on conflict (name) do update set value = excluded.value`,
    [
      JSON.stringify([
        { claim: 'groups', value: 'restore-operators', role: 'operator', account: PLACE.account },
        { claim: 'groups', value: 'restore-leads', role: 'approver', account: null },
        { claim: 'https://login.example.com/claims/departments', value: 'Infrastructure and Operations', role: 'viewer', account: null },
      ]),
    ],
  );

/** Signing in, and the pages about people, what they did and what they approve. */
export const peopleScenes: readonly Scene[] = [
  page('sign-in', PERSONAL, out, open(paths.signIn(paths.history()))),
  { ...page('sign-in-ways', PERSONAL, left, open(paths.signIn())), setting: { env: { ...PROVIDER, ...ONE_CLICK } } },
  {
    name: 'people/sign-in-refused',
    views: TWICE,
    play: async (stage) => {
      await inTurn(out, open(paths.signIn()))(stage);
      await stage.page.getByLabel(stage.say('sign-in.email')).fill('alex@example.com');
      await stage.page.getByLabel(stage.say('sign-in.password'), { exact: true }).fill('not the password');
      await stage.page.keyboard.press('Enter');
      await stage.page.getByRole('main').getByRole('alert').waitFor();
    },
  },
  page('link', TWICE, out, open(paths.link('x'.repeat(43)))),
  page('list', PERSONAL, team, as('administrator'), open(paths.people())),
  page('list-viewer', TWICE, as('viewer'), open(paths.people())),
  page('account', PERSONAL, open(paths.account())),
  page('audit', PERSONAL, day, as('administrator'), open(paths.audit())),
  page('audit-viewer', TWICE, as('viewer'), open(paths.audit())),
  page('approvals', PERSONAL, submitted, as('approver'), open(paths.approvals(PLACE))),
  page('approvals-empty', TWICE, as('approver'), open(paths.approvals(PLACE))),
  page('approval', PERSONAL, submitted, as('approver'), requested),
  page('approval-own', TWICE, submitted, requested),
  page('overview-waiting', PERSONAL, submitted, as('approver'), open(paths.overview(PLACE))),
  page('approval-rules', PERSONAL, rules, as('administrator'), open(paths.approvalRules())),
  { ...page('settings', PERSONAL, rules, lines, as('administrator'), open(paths.settings())), setting: { env: PROVIDER } },
];
