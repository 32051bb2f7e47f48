import { fileURLToPath } from 'node:url';
import { type Browser, chromium } from '@playwright/test';
import { type Seed, startWorld, type World } from '@/e2e/support/world';
import { Children } from '@/lib/launcher/children.js';
import { findChromium } from '@/lib/launcher/chromium.js';
import { setUp } from '@/lib/launcher/set-up.js';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Builds the console where the build is stale, starts one with everything behind it, and ends it after `use`, whatever comes of it. `changes` are laid over the console's environment. */
export const withWorld = async <T>(
  use: (world: World) => Promise<T>,
  seed: Seed = 'article',
  changes: Readonly<Record<string, string>> = {},
): Promise<T> => {
  const children = new Children();
  await setUp(root, children, { build: true });
  const world = await startWorld(changes, seed);
  try {
    return await use(world);
  } finally {
    await world.end();
    await children.stopAll();
  }
};

/** A headless Chromium, closed after `use`. */
export const withBrowser = async <T>(use: (browser: Browser) => Promise<T>): Promise<T> => {
  const executablePath = findChromium(root);
  const browser = await chromium.launch({
    ...(executablePath === null ? {} : { executablePath }),
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'],
  });
  try {
    return await use(browser);
  } finally {
    await browser.close();
  }
};
