import { expect, it } from 'vitest';
import { checkMetadata } from '../check';
import type { Command } from '../command';
import type { Difference } from '../explain';
import { indexFacts, NO_FACTS } from '../fact-index';
import { articlePlan } from '../fixtures/article';
import type { RestoreMetadata, RestorePlan } from '../plan';
import { correct, correctErrors, fileDifferences, leftOut } from './correct';
import { decodeText } from './decode';
import { importCommands } from './plan-of-file';
import { readRestoreInput } from './read-input';
import bytes from './told/bytes.json';
import maps from './told/maps.json';

/** Files with something in them that cannot be read, that is not meant, or that the console resolves. */
const MAPS = maps.files as readonly unknown[] as readonly RestoreMetadata[];
/** Files, and the commands that somebody gives for them. */
const ASKED = maps.asked as readonly unknown[] as readonly (readonly [RestoreMetadata, ...Command[]])[];

const judge = (metadata: RestoreMetadata) => checkMetadata(metadata, indexFacts(NO_FACTS));

/** What stands in for what cannot be read. */
const STANDS_IN = /aside|\b0\.0\.0\.\d+|\b100::|\b0\.0\.\d\.0\/28|\b100:0:0:/;

const line = (...said: readonly unknown[]): string =>
  `  ${said.map((each) => (typeof each === 'string' ? each : JSON.stringify(each))).join(' ')}\n`;

const told = ({ kind, at, before, after, reason, params }: Difference): string => line(kind, at, reason, before, after, params);

const become = (given: RestoreMetadata, made: ReturnType<typeof correct>): string =>
  made.ok ? line(made.value) + fileDifferences(given, made.value).map(told).join('') : line(made.error);

const corrected = (map: RestoreMetadata): string => leftOut(map, map).map(told).join('') + become(map, correctErrors(map, judge, 'r'));

const remedies = (map: RestoreMetadata): string =>
  judge(map)
    .flatMap(({ rule, code, at, fixes }) =>
      fixes.map((fix) => `${line(`${rule} ${code} ${at}: ${fix.code}`)}${become(map, correct(map, fix.commands, 'r'))}`),
    )
    .join('');

/** A backup with everything that a file can have in common with it. */
const BACKUP = articlePlan(maps.backup as RestoreMetadata);

const importedInto =
  (plan: RestorePlan) =>
  (map: RestoreMetadata): string => {
    const input = readRestoreInput(JSON.stringify(map));
    const commands = input.ok ? importCommands(plan, input.value) : input;
    return commands.ok ? commands.value.map((each) => line(each)).join('') : line(commands.error);
  };

/** What becomes of each; nothing stands in it for what cannot be read that the file does not say itself. */
const ofEach = <T>(given: readonly T[], say: (each: T) => string): string =>
  given
    .map((each) => {
      const text = say(each);
      if (!STANDS_IN.test(JSON.stringify(each))) expect(text).not.toMatch(STANDS_IN);
      return `${JSON.stringify(each)}\n${text}`;
    })
    .join('');

// What becomes of each file is written down in full: whoever changes it runs this file with -u, and reads what became of `told/`.
it.each<[string, () => string]>([
  ['corrected', () => ofEach(MAPS, corrected)],
  ['remedies', () => ofEach(MAPS, remedies)],
  ['imported', () => ofEach(MAPS, importedInto(articlePlan()))],
  ['imported-beside', () => ofEach(maps.beside as readonly unknown[] as readonly RestoreMetadata[], importedInto(BACKUP))],
  ['asked', () => ofEach(ASKED, ([map, ...commands]) => become(map, correct(map, commands, 'r')))],
  // Each character stands for a byte.
  [
    'bytes',
    () =>
      bytes
        .map(([name = '', text = '']) => {
          const result = decodeText(Uint8Array.from(text, (char) => char.charCodeAt(0)));
          return `${name}\n${line(result.ok ? result.value : result.error)}`;
        })
        .join(''),
  ],
])('%s are told as is written down', async (name, text) => {
  await expect(text()).toMatchFileSnapshot(`told/${name}.txt`);
});
