import 'server-only';
import type { Caller } from '@/lib/auth/caller';
import { readPoint } from '@/lib/db/repositories/inventory-points';
import { awsProblem, type Problem } from '@/lib/problem';
import type { CommandRefusal } from '@/lib/restore/command';
import type { RestoreInput } from '@/lib/restore/import/input';
import { importCommands } from '@/lib/restore/import/plan-of-file';
import type { ParseProblem } from '@/lib/restore/parse';
import { perform, planAt } from '@/lib/restore/undo';
import { err, ok, type Result } from '@/lib/result';
import { createDraft, discardDraft, getDraft, saveDraft } from './drafts';
import type { CreateDraftProblem, SaveDraftProblem, UnreadableDraft } from './drafts/views';
import { vaultHolding } from './find-vault';
import type { Scope } from './scope';

/** What a person wants to go on with in the editor. */
export interface FileToOpen {
  readonly recoveryPointArn: string;
  /** `null`: the vault in which the inventory has the point. */
  readonly vault: string | null;
  readonly metadata: Readonly<Record<string, string>>;
  readonly restoreRoleArn: string | null;
  readonly copyTags: boolean | null;
}

/** Why a file did not become a draft. */
export type OpenFileProblem =
  | CreateDraftProblem
  | SaveDraftProblem
  | UnreadableDraft
  /** What the file says cannot be a plan. */
  | { readonly code: 'unreadable-file'; readonly problem: ParseProblem | CommandRefusal };

type Opened = Result<{ readonly draftId: string }, Problem | OpenFileProblem>;

/** The vault that the person names, or in which the inventory has the point; a point that no sweep has seen yet is asked of AWS. */
const vaultOf = async (scope: Scope, wanted: FileToOpen): Promise<Result<string, Problem>> => {
  const { recoveryPointArn } = wanted;
  const known = wanted.vault ?? (await readPoint(scope, recoveryPointArn))[0]?.vault;
  if (known !== undefined) return ok(known);
  const holding = await vaultHolding(scope.aws, recoveryPointArn);
  if (!holding.ok) return err(awsProblem(holding.error));
  return holding.value === null ? err({ code: 'not-found', what: 'point', id: recoveryPointArn }) : ok(holding.value);
};

/** The file as one step on the plan of the fresh draft `id`. */
const takeOver = async (
  scope: Scope,
  caller: Caller,
  id: string,
  wanted: FileToOpen,
): Promise<Result<unknown, Problem | OpenFileProblem>> => {
  const draft = await getDraft(scope, id);
  if (!draft.ok) return draft;
  const { history, revision } = draft.value;
  const input: RestoreInput = { ...wanted, form: 'map', region: scope.region, ignored: [], within: null, notes: [] };
  const commands = importCommands(planAt(history), input);
  if (!commands.ok) return err({ code: 'unreadable-file', problem: commands.error });
  const performed = perform(history, { label: 'import-file', commands: commands.value });
  if (!performed.ok) return err({ code: 'unreadable-file', problem: performed.error });
  return saveDraft(scope, caller, { id, revision, history: performed.value });
};

/**
 * Makes a draft for the recovery point of a file and turns its plan into the file, as one step that can be undone. A file that is no plan leaves no draft
 * behind.
 */
export const openFile = async (scope: Scope, caller: Caller, wanted: FileToOpen): Promise<Opened> => {
  const { recoveryPointArn } = wanted;
  const vault = await vaultOf(scope, wanted);
  if (!vault.ok) return vault;
  const created = await createDraft(scope, caller, { vault: vault.value, recoveryPointArn, fresh: true });
  if (!created.ok) return created;
  const { draftId } = created.value;
  const taken = await takeOver(scope, caller, draftId, wanted);
  if (taken.ok) return ok({ draftId });
  await discardDraft(scope, caller, draftId);
  return taken;
};
