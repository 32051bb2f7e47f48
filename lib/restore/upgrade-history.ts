import type { Result } from '@/lib/result';
import { planHistorySchema } from './plan-schema';
import { bringUpToDate, type StoredProblem, type UpgradedHistory } from './upgrade';

/**
 * The history that `json` is, in today's form: as any version of the console stored it, or as a browser sent it. Every history that could ever be saved is one, and
 * whatever comes out can be saved: it keeps to `plan-schema.ts`, and all its steps apply, those that can be redone included.
 */
export const upgradeHistory = (json: unknown): Result<UpgradedHistory, StoredProblem> => {
  const upgraded = bringUpToDate(json);
  if (!upgraded.ok) return upgraded;
  const checked = planHistorySchema.safeParse(upgraded.value.history);
  if (checked.success) return upgraded;
  return { ok: false, error: { code: 'broken-plan', reason: checked.error.issues[0]?.path.join('.') ?? 'form' } };
};
