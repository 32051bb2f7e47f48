import AxeBuilder from '@axe-core/playwright';
import { laidOut } from '../support/laid-out';
import type { Stage } from './stage';
import { settled } from './steps';

/** One question about a screen, answered by the browser: what speaks against it, nothing where it holds. */
export interface Answer {
  readonly question: string;
  readonly against: readonly string[];
}

/** A laptop of 14 inches with the browser's own bars, and half a window. */
const LAPTOP = { width: 1280, height: 720 };
const HALF = { width: 768, height: 1024 };

/** Asks the browser what `docs/screens.md` asks of each screen. Leaves the window as it found it. */
export const judgeScreen = async (stage: Stage): Promise<readonly Answer[]> => {
  const { page } = stage;
  const before = page.viewportSize();
  const at = async (size: typeof LAPTOP) => {
    await page.setViewportSize(size);
    await settled(stage);
    return laidOut(page);
  };
  const half = await at(HALF);
  const laptop = await at(LAPTOP);
  const { violations } = await new AxeBuilder({ page }).exclude('[role="grid"] [role="row"]').setLegacyMode().analyze();
  if (before !== null) await page.setViewportSize(before);
  return [
    { question: 'one primary button', against: laptop.primaries },
    { question: 'no nested scrollbar at 1280 x 720', against: laptop.nested },
    { question: 'nothing cut off at 1280', against: laptop.cut },
    { question: 'nothing cut off at 768', against: half.cut },
    { question: 'every id copies', against: laptop.uncopied },
    { question: 'axe', against: violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join(', ')}`) },
  ];
};
