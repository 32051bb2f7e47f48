import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { CODES } from '@/lib/restore/codes';

const root = fileURLToPath(new URL('../..', import.meta.url));
const facts = readFileSync(join(root, 'docs/aws-facts.md'), 'utf8');

/** Numbers of sections that can be cited; each open question of section 8 is one too. */
const sections = new Set(
  [...facts.matchAll(/^#{2,3} (\d+(?:\.\d+b?)?)\.? /gm)]
    .map(([, number]) => number!)
    .concat(
      [...facts.slice(facts.indexOf('\n## 8. '), facts.indexOf('\n## 9. ')).matchAll(/(?:^| )(\d+)\. (?=[A-Z])/gm)].map(
        ([, n]) => `8.${n}`,
      ),
    ),
);

const filesIn = (folder: string): readonly string[] =>
  readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(?:tsx?|md)$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));

/** Every `facts 1.2, 1.3` of the code and the documentation, with the file that says it. */
const citations = ['app', 'components', 'lib', 'e2e', 'bench', 'docs']
  .flatMap(filesIn)
  .flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(/\b[Ff]acts (\d+(?:\.\d+b?)?(?:, \d+\.\d+b?)*)/g)].flatMap(([, list]) =>
      list!.split(', ').map((section) => ({ file: file.slice(root.length), section })),
    ),
  );

describe('docs/aws-facts.md', () => {
  it('has every section that the code cites', () => {
    expect(citations.length).toBeGreaterThan(50);
    expect(citations.filter(({ section }) => !sections.has(section))).toEqual([]);
  });

  it('has an anchor before each section', () => {
    const headings = [...facts.matchAll(/(?:<a id="(s[\w-]+)"><\/a>\n\n)?^#{2,3} (\d+(?:\.\d+b?)?)\.? /gm)];
    expect(headings.filter(([, anchor, number]) => anchor !== `s${number!.replace('.', '-')}`).map(([heading]) => heading)).toEqual([]);
  });

  it('has a row for every V rule and for every F rule', () => {
    expect(Object.keys(CODES).filter((rule) => !rule.startsWith('J') && !new RegExp(`^\\| ${rule} \\|`, 'm').test(facts))).toEqual([]);
  });
});
