import { err, ok, type Result } from '@/lib/result';
import { isObject, openJson } from '../json';
import { type Choice, type ImportProblem, importProblem, type RestoreInput, type TextPosition } from './input';
import type { FoundMetadata } from './recognise/found';
import { recognise } from './recognise/recognise';

type Read = Result<RestoreInput, ImportProblem>;

/** Metadata that was found, as the input that it is. */
export const inputOf = (found: FoundMetadata, within: RestoreInput['within']): RestoreInput => ({
  ...found.options,
  metadata: found.metadata,
  form: found.form,
  within,
  vault: found.vault,
  notes: found.notes,
});

/** What tells one of several from the others, for people. */
const nameOf = ({ options, jobId, metadata }: FoundMetadata): string =>
  options.recoveryPointArn ?? jobId ?? Object.keys(metadata).slice(0, 3).join(', ');

export const choiceOf = (found: FoundMetadata): Choice => ({ name: nameOf(found), text: `${JSON.stringify(found.source, null, 2)}\n` });

/** Several things, of which a person wants one. */
export const several = (choices: readonly Choice[]): ImportProblem => ({
  ...importProblem('several', { count: choices.length, list: choices.map(({ name }, i) => `${i + 1}: ${name}`).join('; ') }),
  choices,
});

const typeName = (value: unknown): string => (value === null ? 'null' : typeof value);

/** What a JSON value says of a restore; `at` is where it stands. */
export const readJson = (value: unknown, at: TextPosition): Read => {
  if (typeof value === 'string') {
    // JSON that was printed as a JSON string once more.
    const again = openJson(value);
    if (isObject(again) || Array.isArray(again)) return readJson(again, at);
  }
  if (!isObject(value) && !Array.isArray(value)) return err(importProblem('not-an-object', { found: typeName(value) }, at));
  const seen = recognise(value);
  if (seen.kind === 'metadata') return ok(inputOf(seen.found, seen.within));
  if (seen.kind === 'several') return err(several(seen.found.map(choiceOf)));
  return err({ ...importProblem(seen.code, seen.params, seen.code === 'not-an-object' ? at : null), failure: seen.failure });
};
