import type { BrowserContext } from '@playwright/test';
import { type Figure, quantile } from './figure';

/** A page of nothing but something to drag, a place to drag it over, and one line that each movement writes. */
const PAGE = `<!doctype html><title>floor</title><body style="margin:0">
<p id="line" style="position:absolute;left:10px;top:10px;width:300px;height:20px;margin:0;contain:strict"></p>
<div id="thing" draggable="true" style="position:absolute;left:10px;top:100px;width:60px;height:30px;background:teal"></div>
<div id="area" style="position:absolute;left:200px;top:60px;width:600px;height:600px;background:#eee"></div>
<script>area.ondragover = (event) => { event.preventDefault(); line.textContent = event.clientX + ', ' + event.clientY; };</script>`;

/**
 * What the browser alone takes on this machine from each pointer move of a drag to the paint of what it changed, in milliseconds: what the editor takes is stated as
 * a ratio to that, because a slower machine is slower at both. The same probe (already in the context), the same slowing.
 */
export const measureFloor = async (context: BrowserContext, slowed: number): Promise<readonly number[]> => {
  const page = await context.newPage();
  await page.goto(`data:text/html,${encodeURIComponent(PAGE)}`);
  const session = await context.newCDPSession(page);
  await session.send('Emulation.setCPUThrottlingRate', { rate: slowed });
  for (let round = 0; round < 4; round += 1) {
    await page.mouse.move(30, 110);
    await page.mouse.down();
    await page.mouse.move(500, 300, { steps: 40 });
    await page.mouse.move(300, 500, { steps: 40 });
    await page.mouse.up();
  }
  const { moves } = await page.evaluate(() => window.probe);
  await page.close();
  return [...moves];
};

const ms = (value: number): string => `${value.toFixed(1)} ms`;

/** The floor itself: absolute, and without a bound, for it is the machine's. */
export const floorFigure = (floor: readonly number[]): Figure => ({
  name: 'a page that only writes one line, pointer move to paint, 95th percentile: the floor of this machine',
  value: quantile(floor, 0.95),
  unit: 'ms',
  note: `${floor.length} moves; median ${ms(quantile(floor, 0.5))}`,
});

/** What is measured of the editor, in milliseconds: which quantile of it, and how many times the floor it may be. */
export interface Claim {
  readonly name: string;
  readonly values: readonly number[];
  /** 0.5: median. */
  readonly fraction: number;
  /** The floor's quantile beside which it stands; its 95th percentile where nothing is said. */
  readonly floorFraction?: number;
  readonly atMost: number;
  readonly note: string;
}

/** The claim as a ratio to the floor of the same run. The times themselves are in the note, for they say little without the machine. */
export const againstFloor = (floor: readonly number[], { name, values, fraction, floorFraction = 0.95, atMost, note }: Claim): Figure => {
  const value = quantile(values, fraction);
  const ground = quantile(floor, floorFraction);
  return {
    name: `${name}, ${fraction === 0.5 ? 'median' : `${fraction * 100}th percentile`}, in floors`,
    value: value / ground,
    unit: 'times',
    atMost,
    note: `${ms(value)} beside ${ms(ground)}; ${note}`,
  };
};
