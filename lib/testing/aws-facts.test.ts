import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { knownFailure } from '@/lib/jobs/known-failures';
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

/** Texts that the tables give in short, in full. */
const IN_FULL: Readonly<Record<string, string>> = {
  '…a unique device index.': 'Each network interface requires a unique device index.',
  '…can only be specified for the network interface with DeviceIndex 0':
    'The associatePublicIPAddress parameter can only be specified for the network interface with DeviceIndex 0',
  'Source AMI … not found in Region': 'Source AMI ami-0abc1 not found in Region',
  'Only one primary…': 'Only one primary private IP address can be specified.',
};

const between = (from: string, to: string): string => facts.slice(facts.indexOf(from), facts.indexOf(to));

/** Every sentence of AWS's that sections 1.5, 3 and 4 quote in the column of texts, and every error code there that says enough by itself. */
const failureTexts = [between('\n### 1.5 ', '\n### 1.6 '), between('\n## 3. ', '\n### 3.1 '), between('\n## 4. ', '\n### 4.1 ')]
  .flatMap((section) => section.split('\n'))
  // F29 is no failure of a job: it says how long an address stays held.
  .filter((line) => line.startsWith('| ') && !line.startsWith('| F29 '))
  .flatMap((line) => {
    const columns = line.slice(2).split(' | ');
    const text = columns[/^V\d/.test(line.slice(2)) ? 3 : /^F\d/.test(line.slice(2)) ? 1 : 2] ?? '';
    const codes = [...text.matchAll(/\b(?:\w+LimitExceeded|Insufficient\w+|Invalid\w+\.(?:NotFound|InUse|Unavailable))\b/g)].map(
      ([code]) => code,
    );
    return [...[...text.matchAll(/"([^"]+)"/g)].map(([, quoted]) => quoted!), ...codes];
  });

/** Sentences in quotes that are no failure of a job: a kind of event, a choice and a quota of AWS’s console, what the AWS CLI says before it sends anything, and what the documentation explains. */
const NO_FAILURES: readonly RegExp[] = [
  /^Restore Job State Change$/,
  /^Restore with original IAM role$/,
  /^Amazon EC2 100/,
  /^Unable to load paramfile/,
  /^Unknown options: /,
  /^You can specify a volume size/,
  /^In no case can you remove encryption/,
  /^Bootable `st1` volumes/,
];

/** Every sentence that stands in quotes anywhere, in the running text as well. */
const quoted = [...new Set([...facts.matchAll(/"([A-Z][^"\n]* [^"\n]*)"/g)].map(([, text]) => text!))].filter(
  (text) => !NO_FAILURES.some((each) => each.test(text)),
);

describe('docs/aws-facts.md', () => {
  it.each(quoted)('quotes nothing that a job can fail with and that is not recognised: %s', (text) => {
    expect(knownFailure((IN_FULL[text] ?? text).replace(/Address (?:10\.)?x/, 'Address 10.1.10.9'))).not.toBeNull();
  });

  it.each([...new Set(failureTexts)])('has no text of a failure that is not recognised: %s', (text) => {
    expect(knownFailure((IN_FULL[text] ?? text).replace(/Address (?:10\.)?x/, 'Address 10.1.10.9'))).not.toBeNull();
  });

  it('quotes as many as it is known to', () => {
    expect(failureTexts.length).toBeGreaterThan(50);
  });

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
