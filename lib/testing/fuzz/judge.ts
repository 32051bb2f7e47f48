import { checkText } from '@/lib/cli/check-text';
import { findingsJson, findingsText } from '@/lib/cli/findings-text';
import { prepareText } from '@/lib/cli/prepare-text';
import { type CliProblem, sentenceOf, wordsIn } from '@/lib/cli/words';
import { applyAll } from '@/lib/restore/apply';
import { checkMetadata, NO_CONTEXT } from '@/lib/restore/check';
import type { Diagnostic } from '@/lib/restore/diagnostic';
import { indexFacts, NO_FACTS } from '@/lib/restore/fact-index';
import template from '@/lib/restore/fixtures/metadata_template.json';
import { correct, correctErrors, fileDifferences } from '@/lib/restore/import/correct';
import { decodeText } from '@/lib/restore/import/decode';
import type { RestoreInput } from '@/lib/restore/import/input';
import { importCommands, planOfFile, sourceOfFile } from '@/lib/restore/import/plan-of-file';
import { readRestoreInput } from '@/lib/restore/import/read-input';
import { toMetadata } from '@/lib/restore/to-metadata';
import type { FuzzInput } from './inputs';

const words = [wordsIn('en'), wordsIn('ja')] as const;
const index = indexFacts(NO_FACTS);

const must = (holds: boolean, what: string): void => {
  if (!holds) throw new Error(`does not hold: ${what}`);
};

const isSentence = (problem: CliProblem): void => {
  for (const language of words) {
    const text = sentenceOf(language, problem);
    must(text !== '' && !text.includes('\n') && !/^(?:cli|check-file)\./.test(text), `a sentence for ${problem.kind}: ${text}`);
  }
};

const findingsAreTold = (findings: readonly Diagnostic[], input: RestoreInput): void => {
  for (const language of words) {
    const printed: unknown = JSON.parse(findingsJson(language, findings));
    must(Array.isArray(printed) && printed.length === findings.length, 'one entry for each finding');
    findingsText(language, 'file', findings, input, true);
  }
  const places = findings.map((finding) => `${finding.at}\u0000${finding.rule}`);
  must(
    places.every((place, i) => i === 0 || (places[i - 1] ?? '') <= place),
    'findings sorted by place and rule',
  );
  must(
    findings.every(({ at }) => at === '' || at.startsWith('/')),
    'places are JSON pointers',
  );
};

const checkHolds = ({ text, facts }: FuzzInput): readonly Diagnostic[] => {
  const checked = checkText({ text, mark: null }, facts);
  if (checked.ok) {
    findingsAreTold(checked.value.findings, checked.value.input);
    return checked.value.findings;
  }
  isSentence(checked.error.kind === 'input' ? { ...checked.error, file: 'file' } : { ...checked.error, folder: 'facts' });
  return [];
};

const prepareHolds = ({ text, specs }: FuzzInput): void => {
  const prepared = prepareText(text, specs, 'r');
  if (!prepared.ok) {
    isSentence(prepared.error.kind === 'nic' ? prepared.error : { ...prepared.error, file: 'file' });
    return;
  }
  const again = prepareText(prepared.value.file, [], 'r');
  must(again.ok && again.value.file === prepared.value.file, 'what prepare wrote is prepared already');
};

/** What the page does with a file: apply each remedy, all of them, tell the differences, and open it in the editor. */
const pageHolds = ({ text }: FuzzInput, findings: readonly Diagnostic[]): void => {
  const input = readRestoreInput(text);
  if (!input.ok) return;
  const { metadata } = input.value;
  for (const { fixes } of findings) for (const fix of fixes) correct(metadata, fix.commands, 'r');
  const corrected = correctErrors(metadata, (file) => checkMetadata(file, index, NO_CONTEXT), 'r');
  if (!corrected.ok) return;
  fileDifferences(metadata, corrected.value);
  opensInTheEditor(input.value);
};

const opensInTheEditor = (input: RestoreInput): void => {
  const backup = planOfFile(sourceOfFile(template.RestoreMetadata, { ...input, recoveryPointArn: null }));
  if (!backup.ok) throw new Error('the template is a plan');
  const commands = importCommands(backup.value, input);
  if (!commands.ok) return;
  const plan = applyAll(backup.value, commands.value);
  must(plan.ok, 'an import applies');
  if (plan.ok) toMetadata(plan.value, 'r');
};

/** A file is text and read alike however it was written, or it is refused by a sentence. */
const bytesHold = ({ bytes }: FuzzInput): void => {
  const decoded = decodeText(bytes);
  if (!decoded.ok) isSentence({ kind: 'input', file: 'file', problem: decoded.error });
  else must(!decoded.value.text.startsWith('\ufeff') || decoded.value.mark !== null, 'a mark is taken off');
};

/** Each of several things can be taken alone. */
const choicesHold = ({ text }: FuzzInput): void => {
  const read = readRestoreInput(text);
  if (read.ok) return;
  for (const choice of read.error.choices) {
    const one = readRestoreInput(choice.text);
    must(one.ok || one.error.code !== 'several', 'what was chosen is one');
  }
};

/** Gives one input to everything that reads what people give. Throws where anything crashes or answers with nonsense. */
export const judge = (input: FuzzInput): void => {
  bytesHold(input);
  choicesHold(input);
  pageHolds(input, checkHolds(input));
  prepareHolds(input);
};
