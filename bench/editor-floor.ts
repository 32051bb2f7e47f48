import type { BrowserContext } from '@playwright/test';
import { type Figure, quantile } from './figure';

/** A page of nothing but something to drag, a place to drag it over, and one line that each movement writes. */
const PAGE = `<!doctype html><title>floor</title><body style="margin:0">
<p id="line" style="position:absolute;left:10px;top:10px;width:300px;height:20px;margin:0;contain:strict"></p>
<div id="thing" draggable="true" style="position:absolute;left:10px;top:100px;width:60px;height:30px;background:teal"></div>
<div id="area" style="position:absolute;left:200px;top:60px;width:600px;height:600px;background:#eee"></div>
<script>area.ondragover = (event) => { event.preventDefault(); line.textContent = event.clientX + ', ' + event.clientY; };</script>`;

/**
 * What the browser alone takes on this machine from a pointer move of a drag to the paint of what it changed: the editor's figure can only be read beside it.
 * The same probe (already in the context), the same slowing.
 */
export const benchFloor = async (context: BrowserContext, slowed: number): Promise<Figure> => {
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
  return {
    name: 'the same on a page that only writes one line: the floor of this machine',
    value: quantile(moves, 0.95),
    unit: 'ms',
    note: `${moves.length} moves; median ${quantile(moves, 0.5).toFixed(1)} ms`,
  };
};
