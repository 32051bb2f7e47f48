import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { browsePolicy, restorePolicy } from '@/lib/access/policies';

const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');

/** The JSON block behind a marker of the README. */
const policyIn = (name: string): unknown => {
  const block = new RegExp(`<!-- policy: ${name} -->\\n\`\`\`json\\n([\\s\\S]*?)\\n\`\`\``).exec(readme)?.[1];
  if (block === undefined) throw new Error(`the README has no policy ${name}`);
  return JSON.parse(block);
};

it('the README gives the policies that the settings page gives', () => {
  expect(policyIn('browse')).toEqual(browsePolicy());
  expect(policyIn('restore')).toEqual(restorePolicy({ partition: 'aws', account: 'ACCOUNT', region: 'REGION' }));
});
