import type { Difference } from '@/lib/restore/explain';
import { metadataFile } from '@/lib/restore/exports';
import { leftOut } from '@/lib/restore/import/correct';
import type { ImportProblem } from '@/lib/restore/import/input';
import { planOfFile, sourceOfFile } from '@/lib/restore/import/plan-of-file';
import { readRestoreInput } from '@/lib/restore/import/read-input';
import type { ParseProblem } from '@/lib/restore/parse';
import { toMetadata } from '@/lib/restore/to-metadata';
import { err, ok, type Result } from '@/lib/result';
import { type NicOption, type NicProblem, readNicOption } from './nic-option';
import { applyNicOptions } from './prepare-plan';

/** Why there is no file: the template, or one of the options. */
export type PrepareProblem =
  | { readonly kind: 'input'; readonly problem: ImportProblem }
  | { readonly kind: 'plan'; readonly problem: ParseProblem }
  | { readonly kind: 'nic'; readonly spec: string; readonly problem: NicProblem };

/** What was made of a template. */
export interface Prepared {
  /** The metadata.json. */
  readonly file: string;
  /** What the template said and the file does not, that a person would not expect. */
  readonly leftOut: readonly Difference[];
}

/**
 * The metadata.json of a restore from a backup's metadata. Pure, and it never throws.
 * @param specs the `--nic` options as they were given
 * @param requestId fresh UUID (1.6)
 */
export const prepareText = (text: string, specs: readonly string[], requestId: string): Result<Prepared, PrepareProblem> => {
  const options: NicOption[] = [];
  for (const spec of specs) {
    const option = readNicOption(spec);
    if (!option.ok) return err({ kind: 'nic', spec, problem: option.error });
    options.push(option.value);
  }
  const input = readRestoreInput(text);
  if (!input.ok) return err({ kind: 'input', problem: input.error });
  const template = planOfFile(sourceOfFile(input.value.metadata, input.value));
  if (!template.ok) return err({ kind: 'plan', problem: template.error });
  const plan = applyNicOptions(template.value, options);
  if (!plan.ok) return err({ kind: 'nic', spec: specs.join(' '), problem: plan.error });
  const metadata = toMetadata(plan.value, requestId);
  return ok({ file: metadataFile(metadata), leftOut: leftOut(input.value.metadata, metadata) });
};
