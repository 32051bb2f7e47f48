import { inTurn, type Play, type Scene } from './stage';
import { accept, clean, expect, judged, plan, planOf, review } from './steps';
import { ANYWHERE, ONCE, TWICE, view, WIDELY } from './view';

const opened = (button: string): Play =>
  inTurn(
    plan,
    judged,
    (stage) => stage.button(button).click(),
    ({ page }) => page.getByRole('dialog').waitFor(),
  );

const reviewed: Play = inTurn(clean, review);

const preset = (name: string, views: Scene['views'], address?: string): Scene => ({
  name: `dialogs/presets-${name}`,
  views,
  play: async (stage) => {
    await opened('restore.actions.presets')(stage);
    await stage.page.getByRole('radio', { name: stage.say(`restore.presets.${name}`), exact: true }).check();
    if (address !== undefined) await stage.page.getByLabel(stage.say('restore.presets.primary')).fill(address);
  },
});

/** The ways to the article's old address, with the one that ends the original open. */
const ways: Play = inTurn(plan, judged, async ({ page, say, button }) => {
  await button('restore.verdict.getAddress').first().click();
  await page.getByRole('dialog').waitFor();
  await page.getByRole('heading', { name: say('ways.way.terminate-first.name') }).click();
});

const metadata = (name: string, views: Scene['views']): Scene => ({
  name: `dialogs/metadata-${name}`,
  views,
  play: async (stage) => {
    await opened('restore.actions.metadata')(stage);
    await stage.page.getByRole('tab', { name: stage.say(`restore.metadata.${name}`) }).click();
  },
});

/** The dialogs of the restore page. */
export const dialogScenes: readonly Scene[] = [
  { name: 'dialogs/presets', views: WIDELY, play: opened('restore.actions.presets') },
  preset('case3', TWICE, '10.1.10.141'),
  preset('case4', ONCE),
  preset('other-subnet', ONCE),
  {
    name: 'dialogs/compare',
    views: TWICE,
    play: async (stage) => {
      await planOf(stage, [{ addresses: ['10.1.10.120', '10.1.10.121'] }]);
      await stage.button('restore.actions.compare').click();
      await stage.page.getByRole('dialog').waitFor();
    },
  },
  metadata('readable', TWICE),
  metadata('file', ONCE),
  metadata('command', ONCE),
  metadata('raw', TWICE),
  { name: 'dialogs/ways', views: ANYWHERE, play: ways },
  {
    name: 'dialogs/wait',
    views: TWICE,
    play: inTurn(ways, async ({ page, say, button }) => {
      await button('waits.set.open').first().click();
      await page.getByLabel(say('waits.set.hours')).waitFor();
    }),
  },
  { name: 'dialogs/discard', views: TWICE, play: opened('common.discard.action') },
  { name: 'dialogs/review', views: [...WIDELY, view('1280', 'dark'), view('1280', 'light', 'ja')], play: reviewed },
  {
    name: 'dialogs/review-warnings',
    views: TWICE,
    play: inTurn((stage) => planOf(stage, [{ addresses: ['10.1.10.120'] }], { InstanceType: 't2.small', 'X-Team': 'platform' }), review),
  },
  {
    name: 'dialogs/dry-run',
    views: TWICE,
    play: async (stage) => {
      await reviewed(stage);
      await stage.page.getByText(stage.say('restore.dryRun.title')).click();
      await stage.button('restore.dryRun.run').click();
      await stage.page.getByText(stage.say('restore.dryRun.nothingFound')).scrollIntoViewIfNeeded();
    },
  },
  {
    name: 'dialogs/review-refused',
    views: TWICE,
    play: async (stage) => {
      await reviewed(stage);
      await accept(stage);
      await stage.world.control('faults', { kind: 'denied', service: 'backup', operation: 'StartRestoreJob', times: 1 });
      await stage.button('restore.review.start').click();
      await expect(stage.page.getByText('backup:StartRestoreJob').first()).toBeVisible();
    },
  },
  {
    name: 'dialogs/review-taken',
    views: ONCE,
    play: async (stage) => {
      await reviewed(stage);
      await accept(stage);
      await stage.world.control('take-address', { address: '10.1.10.120', name: 'quicker-01' });
      await stage.button('restore.review.start').click();
      await expect(stage.page.getByRole('dialog').getByText('quicker-01').first()).toBeVisible();
    },
  },
  {
    name: 'dialogs/subnet',
    views: TWICE,
    play: async (stage) => {
      await plan(stage);
      await judged(stage);
      await stage.button('restore.nics.subnet.changeOf', { number: 1 }).click();
      await stage.page.getByRole('radio', { name: /batch-a/ }).check();
    },
  },
  {
    name: 'dialogs/paste',
    views: TWICE,
    play: async (stage) => {
      await plan(stage);
      await stage.button('restore.nics.nic.menu', { number: 1 }).click();
      await stage.page.getByRole('menuitem', { name: stage.say('restore.nics.nic.paste') }).click();
      await stage.page.getByRole('textbox', { name: stage.say('restore.nics.paste.label') }).fill('10.1.10.120, web-01');
    },
  },
  {
    name: 'dialogs/palette',
    views: TWICE,
    play: async (stage) => {
      await plan(stage);
      await stage.page.keyboard.press('Control+k');
      await stage.page.getByRole('dialog').waitFor();
    },
  },
];
