import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { type Browser, chromium } from '@playwright/test';
import { COOKIES } from '@/lib/i18n/locale';
import { Children } from '@/lib/launcher/children.js';
import { findChromium } from '@/lib/launcher/chromium.js';
import { setUp } from '@/lib/launcher/set-up.js';
import { signInTo } from '../support/people';
import { startWorld, type World } from '../support/world';
import { dialogScenes } from './dialog-scenes';
import { factorScenes } from './factor-scenes';
import { judgeScreen } from './judge';
import { mapScenes } from './map-scenes';
import { pageScenes, printScenes, readme } from './page-scenes';
import { peopleScenes } from './people-scenes';
import { restoreScenes } from './restore-scenes';
import { clear, type Scene, stageOf } from './stage';
import { settled } from './steps';
import { type View, viewNamed } from './view';
import { wayScenes } from './way-scenes';

const root = fileURLToPath(new URL('../..', import.meta.url));
const FOLDER = join(root, 'e2e', '__screens__');
const SCENES: readonly Scene[] = [
  ...restoreScenes,
  ...mapScenes,
  ...dialogScenes,
  ...wayScenes,
  ...pageScenes,
  ...peopleScenes,
  ...factorScenes,
  ...printScenes,
  readme,
];

const say = (text: string): void => void process.stdout.write(`${text}\n`);
const fileOf = (scene: Scene, view: View, part: string): string =>
  scene.name === readme.name ? join(root, 'docs', 'restore-page.png') : join(FOLDER, `${scene.name}.${view.name}${part}.png`);

/** The questions of `docs/screens.md` are asked once of each screen, as most people see it. */
const JUDGED = '1280-light-en';

/** Plays a scene in one view and takes its pictures; `judge`: also asks how it is laid out. */
const shoot = async (browser: Browser, world: World, scene: Scene, view: View, judge: boolean): Promise<void> => {
  const context = await browser.newContext({ ...view.context, baseURL: world.url });
  context.setDefaultTimeout(15_000);
  // The compiler that runs this file marks functions with a helper, which a page has not.
  await context.addInitScript('globalThis.__name = (it) => it;');
  try {
    await context.addCookies([
      { name: COOKIES.locale, value: view.locale, url: world.url },
      { name: COOKIES.theme, value: view.theme, url: world.url },
    ]);
    await signInTo(context, world, 'operator');
    const page = await context.newPage();
    const stage = stageOf(page, world, view.locale);
    await clear(stage);
    await scene.play(stage);
    await settled(stage);
    const path = fileOf(scene, view, '');
    mkdirSync(dirname(path), { recursive: true });
    const options = { animations: 'disabled', caret: 'hide' } as const;
    await page.screenshot({ ...options, path });
    if (judge && view.name === JUDGED)
      for (const { question, against } of await judgeScreen(stage))
        say(`${scene.name}: ${question}: ${against.length === 0 ? 'yes' : `NO (${against.slice(0, 5).join('; ')})`}`);
    if (scene.whole === true) {
      // As on a screen as tall as the page: what sticks to its foot would stand in the middle of a picture of more than the screen.
      const height = await page.evaluate(() => document.documentElement.scrollHeight);
      await page.setViewportSize({ width: page.viewportSize()?.width ?? 0, height });
      await settled(stage);
      await page.screenshot({ ...options, path: fileOf(scene, view, '.whole'), fullPage: true });
    }
  } finally {
    await context.close();
  }
};

// A variable that is taken away counts as one that is set; JSON would leave it out.
const settingOf = ({ setting }: Scene): string => `${setting?.seed ?? 'article'} ${JSON.stringify(Object.entries(setting?.env ?? {}))}`;

/** Plays all scenes of one setting in a world of their own. A scene that fails does not keep the others back; its name is given. */
const playAll = async (
  browser: Browser,
  scenes: readonly Scene[],
  views: (view: View) => boolean,
  judge: boolean,
): Promise<readonly string[]> => {
  const [first] = scenes;
  const world = await startWorld(first?.setting?.env ?? {}, first?.setting?.seed ?? 'article');
  const failed: string[] = [];
  try {
    for (const scene of scenes)
      for (const view of scene.views.filter(views))
        try {
          await shoot(browser, world, scene, view, judge);
          say(`${scene.name}.${view.name}`);
        } catch (error) {
          failed.push(`${scene.name}.${view.name}`);
          say(`${scene.name}.${view.name} failed: ${error instanceof Error ? error.message : String(error)}`);
        }
  } finally {
    await world.end();
  }
  return failed;
};

const main = async (): Promise<number> => {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: {
      view: { type: 'string', default: '' },
      at: { type: 'string', multiple: true, default: [] },
      judge: { type: 'boolean', default: false },
    },
  });
  const at = values.at.map((name) => {
    const view = viewNamed(name);
    if (view === null) throw new Error(`There is no such view as ${name}; one is 1440-dark-ja`);
    return view;
  });
  const scenes = SCENES.filter(({ name }) => positionals.length === 0 || positionals.some((wanted) => name.startsWith(wanted))).map(
    (scene) => (at.length === 0 ? scene : { ...scene, views: at }),
  );
  if (scenes.length === 0) throw new Error(`There is no such scene; there are:\n${SCENES.map(({ name }) => name).join('\n')}`);
  const children = new Children();
  await setUp(root, children, { build: true });
  const executablePath = findChromium(root);
  const browser = await chromium.launch({
    ...(executablePath === null ? {} : { executablePath }),
    args: ['--no-sandbox', '--disable-gpu'],
  });
  const failed: string[] = [];
  try {
    for (const setting of new Set(scenes.map(settingOf))) {
      const group = scenes.filter((scene) => settingOf(scene) === setting);
      failed.push(...(await playAll(browser, group, ({ name }) => name.includes(values.view), values.judge)));
    }
  } finally {
    await browser.close();
    await children.stopAll();
  }
  say(failed.length === 0 ? `Pictures are in ${FOLDER}` : `Failed: ${failed.join(', ')}`);
  return failed.length === 0 ? 0 : 1;
};

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    process.exit(1);
  },
);
