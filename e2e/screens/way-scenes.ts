import { submitted } from './people-scenes';
import { inTurn, type Play, type Scene } from './stage';
import { accept, clean, expect, judged, plan, review, settled } from './steps';
import { view } from './view';

/** In both themes and languages, on a desk and on a tablet. */
const VIEWS = [view('1280'), view('1280', 'dark', 'ja'), view('768', 'light', 'ja'), view('768', 'dark')] as const;

/** A way to the article's old address, begun. */
const begun = (kind: 'keep-interface' | 'terminate-first'): Play =>
  inTurn(plan, judged, async ({ page, say, button }) => {
    await button('restore.verdict.getAddress').first().click();
    const dialog = page.getByRole('dialog');
    const way = dialog
      .getByRole('listitem')
      .filter({ hasText: say(`ways.way.${kind}.name`) })
      .first();
    await way.getByRole('heading', { name: say(`ways.way.${kind}.name`) }).click();
    await way.getByRole('button', { name: say('ways.begin') }).click();
    await expect(dialog).toBeHidden();
    await expect(page.getByRole('region', { name: say('way-run.steps') })).toBeVisible();
  });

const waiting: Play = async ({ page, say, button }) => {
  await button('way-run.setUp').click();
  const dialog = page.getByRole('dialog');
  for (const box of await dialog
    .getByRole('group', { name: say('restore.review.accept') })
    .getByRole('checkbox')
    .all())
    await box.check();
  await dialog.getByRole('button', { name: say('waits.set.submit') }).click();
  await expect(dialog).toBeHidden();
};

const allowed: Play = async ({ page, say, button }) => {
  await page.getByLabel(say('way-run.confirm', { name: 'intranet-01' })).fill('intranet-01');
  await button('way-run.confirmButton').click();
  await expect(page.getByText(/^aws ec2 (terminate-instances|modify-network-interface-attribute)/).first()).toBeVisible();
};

/** What was found out has changed since the name was typed. */
const changed: Play = async (stage) => {
  await stage.query(
    `update way_runs set confirmed_at = null, confirmed_by = null, blocked = 'surroundings-changed', before_changed = '["elastic-ips", "volumes"]'`,
  );
  await stage.page.reload();
  await expect(stage.page.getByText(stage.say('way-run.changed'), { exact: true }).first()).toBeVisible();
};

const cleanUp: Play = inTurn(clean, async (stage) => {
  const { page, say, button } = stage;
  const planPage = page.url();
  await review(stage);
  await accept(stage);
  await button('restore.review.start').click();
  await expect(page).toHaveURL(/\/jobs\//);
  await expect(page.getByText(/10\.1\.10\.120/).first()).toBeVisible();
  await page.goto(planPage);
  // Until AWS Backup names what it made there is nothing to clean up.
  await expect(async () => {
    await button('ways.cleanUp.ask').click({ timeout: 2_000 });
    await expect(page.getByRole('region', { name: say('way-run.steps') })).toBeVisible({ timeout: 3_000 });
  }).toPass({ timeout: 60_000 });
  await expect(page.getByRole('region', { name: say('way-run.steps') })).toBeVisible();
});

const held: Play = inTurn(submitted, judged, async ({ page, say, button }) => {
  await button('way-run.hold.ask', { address: '10.1.10.120' }).click();
  await expect(page.getByRole('region', { name: say('way-run.steps') })).toBeVisible();
});

const scene = (name: string, ...steps: readonly Play[]): Scene => ({
  name: `ways/${name}`,
  views: VIEWS,
  whole: true,
  play: inTurn(...steps, settled),
});

/** Ways to an address that are gone, what cleans up after a restore, and addresses that are held. */
export const wayScenes: readonly Scene[] = [
  scene('begun', begun('keep-interface')),
  scene('to-be-allowed', begun('terminate-first'), waiting),
  scene('allowed', begun('terminate-first'), waiting, allowed),
  scene('changed', begun('terminate-first'), waiting, changed),
  scene('clean-up', cleanUp),
  scene('hold', submitted),
  scene('held', held),
];
