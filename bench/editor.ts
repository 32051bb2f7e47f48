import type { Locator, Page } from '@playwright/test';
import { signInTo } from '@/e2e/support/people';
import { paths } from '@/lib/paths';
import { againstFloor, type Claim, floorFigure, measureFloor } from './editor-floor';
import { installProbe, type Probe } from './editor-probe';
import { type Figure, quantile } from './figure';
import { ARTICLE_POINT, inventoryReady, PLACE, VAULT } from './place';
import { withBrowser, withWorld } from './world';

const SLOWED = 4;
const STEPS = 24;
/** Two drags each: enough drops that the 95th percentile is not simply the first, for which the browser still compiles. */
const ROUNDS = 12;
const IDLE_MS = 20_000;
const note = `Chromium, the CPU slowed ${SLOWED} times`;

const slot = (page: Page, name: RegExp): Locator => page.getByRole('button', { name });
const cell = (page: Page, address: string): Locator =>
  page.getByRole('gridcell', { name: new RegExp(`^${address.replaceAll('.', '\\.')},`) });
const probeOf = (page: Page): Promise<Probe> => page.evaluate(() => window.probe);
const painted = (page: Page): Promise<void> =>
  page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 0))));

const open = async (page: Page): Promise<void> => {
  await page.goto(paths.point(PLACE, ARTICLE_POINT, VAULT));
  await page.getByRole('button', { name: 'Restore', exact: true }).click();
  await page.getByRole('region', { name: 'Verdict and start' }).waitFor();
  await page.getByRole('grid').first().waitFor();
};

const slow = async (page: Page): Promise<void> => {
  const session = await page.context().newCDPSession(page);
  await session.send('Emulation.setCPUThrottlingRate', { rate: SLOWED });
};

const middle = async (target: Locator): Promise<{ readonly x: number; readonly y: number }> => {
  const box = await target.boundingBox();
  if (box === null) throw new Error(`${target} is not on the page`);
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
};

/** Drags `from` over everything that can take it, back and forth, and drops it on `onto`. */
const drag = async (page: Page, from: Locator, over: readonly Locator[], onto: Locator): Promise<void> => {
  const start = await middle(from);
  await page.mouse.move(start.x, start.y);
  await page.mouse.down();
  for (const target of [...over, onto]) {
    const end = await middle(target);
    await page.mouse.move(end.x, end.y, { steps: STEPS });
  }
  await page.mouse.up();
  await painted(page);
};

interface Dragged {
  readonly moves: readonly number[];
  readonly drops: readonly number[];
  /** Milliseconds; 0 where no task was long enough for the browser to tell it. */
  readonly longestTask: number;
}

/** Drags between map, slots and back, as a person tries things. Gives what the probe saw, and the long tasks while it went on. */
const dragging = async (page: Page): Promise<Dragged> => {
  const from = await page.evaluate(() => performance.now());
  const primary = slot(page, /^Primary of interface 1:/);
  const secondary = slot(page, /^Secondary 1 of interface 1:/);
  for (let last = 120; last < 120 + ROUNDS; last += 1) {
    await drag(page, cell(page, `10.1.10.${last}`), [secondary, primary, secondary], primary);
    await drag(page, primary, [secondary, primary], secondary);
  }
  const { moves, paints, longTasks } = await probeOf(page);
  return {
    moves,
    drops: paints.filter(({ type }) => type === 'drop').map(({ ms }) => ms),
    longestTask: Math.max(0, ...longTasks.filter(({ at }) => at >= from).map(({ ms }) => ms)),
  };
};

const MOVE = 'pointer move to painted feedback, work';

const claimsOf = ({ moves, drops }: Dragged, interactions: readonly number[], openings: readonly number[]): readonly Claim[] => [
  { name: MOVE, values: moves, fraction: 0.5, floorFraction: 0.5, atMost: 2, note: `${moves.length} moves; ${note}` },
  { name: MOVE, values: moves, fraction: 0.95, atMost: 2, note },
  {
    name: 'drop with verdict, painted',
    values: drops,
    fraction: 0.95,
    atMost: 4,
    note: `${drops.length} drops, median ${quantile(drops, 0.5).toFixed(1)} ms, the first ${(drops[0] ?? 0).toFixed(1)} ms`,
  },
  {
    name: 'interaction to next paint over the whole story',
    values: interactions,
    fraction: 0.75,
    atMost: 5,
    note: `${interactions.length} interactions of 16 ms or more; quicker ones are not counted`,
  },
  {
    name: 'opening the map of a /16 with 60,000 addresses in use',
    values: openings,
    fraction: 0.5,
    atMost: 12,
    note: `${openings.length} times, from the click to the paint; ${note}`,
  },
];

/** Types, opens menus, undoes and redoes, switches: each interaction until the next paint, as Event Timing tells it. */
const interacting = async (page: Page): Promise<readonly number[]> => {
  for (const last of [140, 141, 142]) {
    await slot(page, /^Primary of interface 1:/).focus();
    await page.keyboard.press('F2');
    await page.keyboard.type(String(last), { delay: 80 });
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Undo', exact: false }).first().click();
    await page.getByRole('button', { name: 'Redo', exact: false }).first().click();
    await page.getByRole('button', { name: 'Actions for the primary of interface 1' }).click();
    await page.keyboard.press('Escape');
    await cell(page, `10.1.10.${last + 10}`).click();
    await page.keyboard.press('Escape');
  }
  await page.waitForTimeout(1_000);
  return Object.values((await probeOf(page)).interactions);
};

/** Watches a page nobody touches while it polls and an address is taken. */
const idling = async (page: Page, take: () => Promise<unknown>): Promise<Figure> => {
  await page.waitForTimeout(1_000);
  const before = (await probeOf(page)).shift;
  await take();
  await page.waitForTimeout(IDLE_MS);
  return {
    name: 'layout shift while polling, an address taken meanwhile',
    value: (await probeOf(page)).shift - before,
    unit: '',
    atMost: 0,
    note: `${IDLE_MS / 1_000} s`,
  };
};

/** The interface goes to the /16; then the map is switched between the backup's subnet and it. */
const opening = async (page: Page): Promise<readonly number[]> => {
  await page.getByRole('button', { name: 'Change the subnet of interface 1' }).click();
  await page.getByRole('radio', { name: /wide-a/ }).check();
  // By key, with the pointer out of the way: what lies under it when the dialog closes would turn the map to its address.
  await page.mouse.move(0, 0);
  await page.getByRole('button', { name: 'Move the interface' }).press('Enter');
  const wide = page.getByRole('tab', { name: 'wide-a' });
  const home = page.getByRole('tab', { name: 'app-a' });
  await page.getByRole('grid', { name: /Blocks of 256/ }).waitFor({ timeout: 60_000 });
  await page
    .getByRole('gridcell', { name: /25\d in use/ })
    .first()
    .waitFor({ timeout: 30_000 });
  await slow(page);
  const times: number[] = [];
  for (let round = 0; round < 8; round += 1) {
    await home.click();
    await page.waitForTimeout(700);
    const seen = (await probeOf(page)).paints.length;
    await wide.click();
    await page.waitForTimeout(1_200);
    const paint = (await probeOf(page)).paints[seen];
    if (paint !== undefined) times.push(paint.ms);
  }
  return times;
};

/** How the editor feels, in a browser on a slowed processor, as ratios to the floor of the same run: dragging, dropping, typing, polling, and the map of a full /16. */
export const benchEditor = (): Promise<readonly Figure[]> =>
  withWorld(
    (world) =>
      withBrowser(async (browser) => {
        await inventoryReady(world);
        const context = await browser.newContext({ baseURL: world.url, locale: 'en-GB', viewport: { width: 1440, height: 1000 } });
        // The compiler that runs this file marks functions with a helper, which the page has not.
        await context.addInitScript('globalThis.__name = (it) => it;');
        await context.addInitScript(installProbe);
        await signInTo(context, world, 'operator');
        const page = await context.newPage();
        await open(page);
        await slow(page);
        // Before and after, because what else the machine does changes from minute to minute.
        const before = await measureFloor(context, SLOWED);
        const dragged = await dragging(page);
        const interactions = await interacting(page);
        const floor = [...before, ...(await measureFloor(context, SLOWED))];
        const still = await idling(page, () => world.control('take-address', { address: '10.1.10.180', name: 'quick-01' }));
        const second = await context.newPage();
        await page.close();
        await open(second);
        const openings = await opening(second);
        return [
          floorFigure(floor),
          ...claimsOf(dragged, interactions, openings).map((claim) => againstFloor(floor, claim)),
          {
            name: 'longest task while dragging',
            value: dragged.longestTask,
            unit: 'ms',
            note: 'the browser reports tasks over 50 ms only; 0: there was none',
          },
          still,
        ];
      }),
    'large',
  );
