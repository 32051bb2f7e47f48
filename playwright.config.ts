import { defineConfig } from '@playwright/test';
import { findChromium } from './lib/launcher/chromium.js';

const executablePath = findChromium(import.meta.dirname);

export default defineConfig({
  testDir: 'e2e',
  testMatch: '**/*.spec.ts',
  globalSetup: './e2e/support/build.ts',
  // Each worker has a console, a database and a simulated account of its own, which work while a story waits: on two cores five took 931 s for what keeps both of them busy all the time, so three.
  workers: 3,
  fullyParallel: false,
  forbidOnly: true,
  retries: 0,
  // Bounds for what hangs, not for what is slow: a build server may take several times as long as a desk.
  timeout: 240_000,
  expect: { timeout: 60_000 },
  reporter: 'list',
  outputDir: 'test-results',
  use: {
    browserName: 'chromium',
    locale: 'en-GB',
    timezoneId: 'Asia/Tokyo',
    viewport: { width: 1280, height: 800 },
    // What turns while something is busy is drawn anew in every frame: a sixth of the browser's work, and more where a slow machine takes longer.
    contextOptions: { reducedMotion: 'reduce' },
    // A trace of every story costs a quarter of the whole time; `npx playwright test --trace on` makes one where it is wanted.
    trace: 'off',
    screenshot: 'only-on-failure',
    launchOptions: {
      ...(executablePath === null ? {} : { executablePath }),
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
});
