import { expect, it } from 'vitest';
import { foreignText } from './foreign-text';
import { jsonFault } from './json-fault';
import { insideFences, straightened, withoutMailQuotes, withoutPrompts } from './pasted';
import { arnNote, placeholderIn } from './placeholders';
import { readRestoreInput } from './read-input';
import { readScript } from './script';
import { readShorthand } from './shorthand';
import given from './told/given.json';

/** Texts at the edges of what the import reads. */
const {
  faults: FAULTS,
  values: VALUES,
  lines: LINES,
  short: SHORT,
  texts: TEXTS,
  commands: COMMANDS,
  words: WORDS,
  foreign: FOREIGN,
} = given;

const told = (texts: readonly string[], say: (text: string) => unknown): string =>
  texts.map((text) => `${JSON.stringify(text)}\n  ${JSON.stringify(say(text))}\n`).join('');

const read = (text: string): unknown => {
  const result = readRestoreInput(text);
  return result.ok ? result.value : result.error;
};

// What becomes of each text is written down in full: whoever changes it runs this file with -u, and reads what became of `told/`.
it.each<[string, readonly string[], (text: string) => unknown]>([
  ['faults', FAULTS, jsonFault],
  ['placeholders', VALUES, (text) => [placeholderIn(text), arnNote('--x', text)?.code ?? null]],
  ['prompts', LINES, withoutPrompts],
  ['short', SHORT, readShorthand],
  ['foreign', [...TEXTS, ...FOREIGN], foreignText],
  ['fences', TEXTS, (text) => [insideFences(text), withoutMailQuotes(text) === text, straightened(text)]],
  ['texts', TEXTS, read],
  ['commands', COMMANDS, read],
])('%s are told as is written down', async (name, texts, say) => {
  await expect(told(texts, say)).toMatchFileSnapshot(`told/${name}.txt`);
});

it.each(['posix', 'windows'] as const)('the words of commands in %s are as is written down', async (dialect) => {
  const text = told([...COMMANDS, ...LINES, ...WORDS.map((word) => `aws backup x ${word}`)], (each) => {
    const { commands, documents, files, fault, openQuote } = readScript(each, dialect);
    return {
      commands: commands.map(({ name, from, to, words }) => ({
        name,
        from,
        to,
        words: words.map((word) => [word.text, word.at(0), word.quoted, word.expands]),
      })),
      documents: documents.map(({ piece, file }) => [piece.at(0), piece.text.length, file]),
      files: [...files].map(([name, piece]) => [name, piece === null ? null : [piece.at(0), piece.text]]),
      fault,
      openQuote,
    };
  });
  await expect(text).toMatchFileSnapshot(`told/script-${dialect}.txt`);
});
