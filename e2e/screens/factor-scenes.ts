import { paths } from '@/lib/paths';
import { givePassword, signInTo } from '../support/people';
import { inTurn, type Play, type Scene, type Stage } from './stage';
import { settled } from './steps';
import { PERSONAL, TWICE } from './view';

const OPERATOR = 'demo-operator';
const PASSWORD = 'tug-of-war on mars';

/** An app, two passkeys and recovery codes of the operator, as somebody has them who set them up long ago. */
const factors: Play = async ({ query }) => {
  await query(
    `insert into totp_factors (id, person, secret, added_at, confirmed_at)
     values ('app', $1, 'none that any app has', now() - interval '40 days', now() - interval '40 days')`,
    [OPERATOR],
  );
  await query(
    `insert into passkeys (id, person, credential_id, public_key, counter, transports, rp_id, name, synced, added_at, last_used_at)
     values ('one', $1, 'one', '', 3, 'internal', '127.0.0.1', 'Work laptop', false, now() - interval '40 days', now() - interval '2 hours'),
            ('two', $1, 'two', '', 0, 'hybrid', 'rehome.example.com', 'Phone, in the password manager', true, now() - interval '9 days', null)`,
    [OPERATOR],
  );
  await query(
    `insert into recovery_codes (id, person, hash, made_at) select 'code ' || n, $1, 'hash ' || n, now() from generate_series(1, 8) n`,
    [OPERATOR],
  );
};
const proved: Play = ({ query }) => query(`update sessions set second_factor = 'totp' where user_id = $1`, [OPERATOR]);
const required: Play = ({ query }) =>
  query(
    `insert into settings (name, value, changed_by, changed_at) values ('factorRequiredFor', '["operator"]', 'demo-administrator', now())`,
  );
const password: Play = ({ world }) => givePassword(world, OPERATOR, PASSWORD);
/** A new password has ended what there was. */
const signedIn: Play = ({ page, world }) => signInTo(page.context(), world, 'operator');
const open =
  (path: string): Play =>
  async (stage) => {
    await stage.page.goto(path);
    await settled(stage);
  };

/** Signs in as far as the second step. */
const firstStep = async (stage: Stage): Promise<void> => {
  const { page, say } = stage;
  await page.context().clearCookies({ name: /session/ });
  await open(paths.signIn())(stage);
  await page.getByLabel(say('sign-in.email')).fill(`${OPERATOR}@example.com`);
  await page.getByLabel(say('sign-in.password'), { exact: true }).fill(PASSWORD);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: say('factors.secondStep.title') }).waitFor();
};

/** Asks for new recovery codes, long after the last sign-in; the dialog of a fresh one is open. */
const freshSignIn = async (stage: Stage): Promise<void> => {
  const { page, say, button, query } = stage;
  await open(paths.account())(stage);
  await query(`update sessions set signed_in_at = now() - interval '1 hour'`);
  await button('factors.codes.renew').click();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: say('factors.codes.renew') })
    .click();
  await page.getByRole('dialog', { name: say('common.signInAgain.title') }).waitFor();
};

const scene = (name: string, views: Scene['views'], ...steps: readonly Play[]): Scene => ({
  name: `people/${name}`,
  views,
  whole: true,
  play: inTurn(...steps),
});

/** Second factors: set up, asked for, and asked for anew. */
export const factorScenes: readonly Scene[] = [
  scene('factors', PERSONAL, factors, proved, open(paths.account())),
  scene('factors-app', TWICE, open(paths.account()), async ({ button, page }) => {
    await button('factors.totp.add').click();
    await page.locator('[data-secret]').waitFor();
  }),
  scene('factor-needed', PERSONAL, required, open(paths.account())),
  scene('second-step', PERSONAL, factors, password, firstStep),
  scene('fresh-sign-in', TWICE, password, factors, signedIn, proved, freshSignIn),
  scene('fresh-sign-in-second-step', TWICE, password, factors, signedIn, proved, freshSignIn, async ({ page, say }) => {
    const dialog = page.getByRole('dialog', { name: say('common.signInAgain.title') });
    await dialog.getByLabel(say('common.signInAgain.password')).fill(PASSWORD);
    await page.keyboard.press('Enter');
    await dialog.getByLabel(say('factors.secondStep.code')).waitFor();
  }),
];
