import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { CHECKS_PAGE, checksPage } from './checks-page';

it('docs/checks.md is what the table of rules prints; otherwise run “npm run docs:checks”', () => {
  expect(readFileSync(CHECKS_PAGE, 'utf8')).toBe(checksPage());
});
