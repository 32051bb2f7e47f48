import { paths } from '@/lib/paths';
import { seedId } from '@/lib/sandbox/seed/ids';
import { PLACE } from '../support/account';
import { inTurn, type Play, type Scene, type Stage } from './stage';
import { clean, expect, judged, plan, planOf, start } from './steps';
import { ONCE, TWICE, view, WIDELY } from './view';

const cell = ({ page }: Stage, address: string) =>
  page.getByRole('gridcell', { name: new RegExp(`^${address.replaceAll('.', '\\.')}[,/、]`) });
const slot = ({ page, say }: Stage, key: string, values: Readonly<Record<string, number>>) =>
  page.getByRole('button', { name: new RegExp(`^${say(`restore.nics.slot.${key}`, values)}`) });

const inSubnet = (name: string, addresses: readonly string[]): Play =>
  inTurn((stage) => planOf(stage, [{ subnet: seedId('subnet', name), addresses }]), judged);

/** A colleague has started a restore at 10.1.10.120 and .121; this plan wants one of them. */
const claimed = async (stage: Stage): Promise<void> => {
  await start(stage);
  await stage.query(`insert into people (id, name, email) values ('hanako', '佐藤 花子', 'hanako@example.com') on conflict do nothing`);
  await stage.query(`update claims set claimed_by = 'hanako'`);
  await stage.query(`update restores set started_by = 'hanako'`);
  await planOf(stage, [{ addresses: ['10.1.10.120', '10.1.10.130'] }]);
  await judged(stage);
};

/** The address map in its sizes, and what happens on it. */
export const mapScenes: readonly Scene[] = [
  { name: 'map/28', views: TWICE, play: inSubnet('edge-a', ['10.1.0.9']) },
  { name: 'map/26', views: ONCE, play: inSubnet('db-a', ['10.1.20.11', '10.1.20.12']) },
  { name: 'map/20-tiles', views: TWICE, play: inTurn(inSubnet('batch-a', ['10.1.64.30']), (stage) => cell(stage, '10.1.64.0').waitFor()) },
  {
    name: 'map/20-prefixes',
    views: TWICE,
    play: inTurn(
      inSubnet('batch-a', ['10.1.64.30']),
      (stage) => cell(stage, '10.1.64.0').click(),
      (stage) => cell(stage, '10.1.64.130').hover(),
    ),
  },
  {
    name: 'map/16-tiles',
    views: [...TWICE, view('768')],
    setting: { seed: 'large' },
    play: inTurn(inSubnet('wide-a', ['10.50.250.10', '10.50.0.20']), (stage) => cell(stage, '10.50.0.0').waitFor()),
  },
  {
    name: 'map/16-opened',
    views: TWICE,
    setting: { seed: 'large' },
    play: inTurn(inSubnet('wide-a', ['10.50.250.10', '10.50.0.20']), (stage) => cell(stage, '10.50.234.0').click()),
  },
  { name: 'map/claimed', views: TWICE, whole: true, play: claimed },
  { name: 'map/story', views: WIDELY, play: inTurn(plan, judged, (stage) => cell(stage, '10.1.10.115').focus()) },
  {
    name: 'map/search',
    views: TWICE,
    play: async (stage) => {
      await plan(stage);
      await stage.page.getByRole('combobox', { name: stage.say('restore.map.find.label') }).fill('web');
      await stage.page.getByRole('option', { name: /web-01/ }).waitFor();
    },
  },
  {
    name: 'map/row-of-free',
    views: TWICE,
    play: async (stage) => {
      await clean(stage);
      await stage.page.getByRole('textbox', { name: stage.say('restore.map.free.runSize') }).fill('4');
      await stage.button('restore.map.free.findRun').click();
      await stage.page.mouse.move(0, 0);
    },
  },
  {
    name: 'map/taken-meanwhile',
    views: ONCE,
    play: async (stage) => {
      await clean(stage);
      await judged(stage);
      await stage.world.control('take-address', { address: '10.1.10.120', name: 'racer-01' });
      await stage.button('restore.bar.refresh').click();
      await expect(cell(stage, '10.1.10.120')).toHaveAccessibleName(/racer-01/);
    },
  },
  {
    name: 'selection/from-slot',
    views: [...TWICE, view('768')],
    play: inTurn(
      plan,
      judged,
      (stage) => slot(stage, 'secondary', { number: 1, position: 1 }).click(),
      (stage) => slot(stage, 'primary', { number: 1 }).hover(),
    ),
  },
  {
    name: 'selection/from-map',
    views: ONCE,
    play: inTurn(
      plan,
      judged,
      (stage) => cell(stage, '10.1.10.122').click(),
      (stage) => slot(stage, 'primary', { number: 1 }).hover(),
    ),
  },
  {
    name: 'selection/drag',
    views: [view('1280'), view('1280', 'dark')],
    play: async (stage) => {
      await plan(stage);
      await judged(stage);
      const from = await cell(stage, '10.1.10.122').boundingBox();
      const to = await slot(stage, 'primary', { number: 1 }).boundingBox();
      if (from === null || to === null) throw new Error('nothing to drag');
      await stage.page.mouse.move(from.x + from.width / 2, from.y + from.height / 2);
      await stage.page.mouse.down();
      await stage.page.mouse.move(from.x - 20, from.y, { steps: 3 });
      await stage.page.mouse.move(to.x + 90, to.y + to.height / 2, { steps: 6 });
    },
  },
  {
    name: 'selection/typing',
    views: TWICE,
    play: async (stage) => {
      await plan(stage);
      await judged(stage);
      await slot(stage, 'primary', { number: 1 }).focus();
      await stage.page.keyboard.press('F2');
      await stage.page.keyboard.type('12');
    },
  },
  {
    name: 'selection/menu',
    views: TWICE,
    play: inTurn(plan, judged, ({ button }) => button('restore.nics.menu.ofPrimary', { number: 1 }).click()),
  },
  {
    name: 'selection/more',
    views: TWICE,
    whole: true,
    play: inTurn(
      plan,
      judged,
      ({ page, say }) => page.getByText(say('restore.nics.more.title'), { exact: true }).click(),
      ({ page }) => page.locator('details[open]').getByRole('checkbox').first().waitFor(),
    ),
  },
  {
    name: 'pages/missing-plan',
    views: ONCE,
    play: async ({ page }) => {
      await page.goto(paths.restore(PLACE, '00000000-0000-4000-8000-000000000000'));
      // It is drawn in the browser: until then the page is white.
      await page.getByRole('heading', { level: 1 }).waitFor();
    },
  },
];
