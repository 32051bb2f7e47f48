import { checkMetadata, NO_CONTEXT } from '@/lib/restore/check';
import type { Diagnostic } from '@/lib/restore/diagnostic';
import { indexFacts } from '@/lib/restore/fact-index';
import type { DecodedText } from '@/lib/restore/import/decode';
import { notesOn } from '@/lib/restore/import/file-context';
import type { ImportProblem, RestoreInput } from '@/lib/restore/import/input';
import { readRestoreInput } from '@/lib/restore/import/read-input';
import { openMetadata } from '@/lib/restore/request';
import { err, ok, type Result } from '@/lib/result';
import type { FactsProblem, GivenFacts } from './facts-answers';
import { readFacts } from './facts-read';

/** What a check of a text came to. */
export interface Checked {
  readonly input: RestoreInput;
  /** Sorted by place, then rule. */
  readonly findings: readonly Diagnostic[];
}

const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Checks what the text of a file holds against given facts. Pure, and it never throws. */
export const checkText = (
  { text, mark }: DecodedText,
  given: GivenFacts,
): Result<
  Checked,
  { readonly kind: 'input'; readonly problem: ImportProblem } | { readonly kind: 'facts'; readonly problem: FactsProblem }
> => {
  const input = readRestoreInput(text, mark);
  if (!input.ok) return err({ kind: 'input', problem: input.error });
  const { metadata, region, restoreRoleArn } = input.value;
  const facts = readFacts(given, openMetadata(metadata));
  if (!facts.ok) return err({ kind: 'facts', problem: facts.error });
  const findings = checkMetadata(metadata, indexFacts(facts.value), {
    ...NO_CONTEXT,
    region,
    restoreRoleArn,
    notes: notesOn(metadata, input.value),
  });
  return ok({
    input: input.value,
    findings: [...findings].sort((a, b) => order(a.at, b.at) || order(a.rule, b.rule) || order(a.code, b.code)),
  });
};
