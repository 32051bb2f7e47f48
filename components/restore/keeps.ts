import type { Diagnostic } from '@/lib/restore/diagnostic';
import type { SaveState } from './saver-state';

/** What stands between a plan and its start, the gravest first. Words: messages below `restore.bar.keeps.`. */
export type Keeps =
  | { readonly code: 'started' }
  /** The person may not start restores: why, and whom to ask. */
  | { readonly code: 'not-permitted'; readonly reason: string }
  | { readonly code: 'theirs'; readonly user: string }
  /** A start of it waits: what it would send is not to change meanwhile. */
  | { readonly code: 'waits' }
  | { readonly code: 'conflict' }
  | { readonly code: 'errors'; readonly count: number }
  | { readonly code: 'unsaved' };

/** Why a plan cannot be started now; `null` where nothing keeps it. A plan that is merely about to be saved is no reason: the review saves it. */
export const whatKeeps = (now: {
  readonly started: boolean;
  readonly waits: boolean;
  /** Why the person may not start restores here at all; `null`: they may. */
  readonly whyNot: string | null;
  readonly owner: string;
  readonly user: string;
  readonly save: SaveState;
  readonly diagnostics: readonly Diagnostic[];
}): Keeps | null => {
  if (now.started) return { code: 'started' };
  if (now.whyNot !== null) return { code: 'not-permitted', reason: now.whyNot };
  if (now.owner !== now.user) return { code: 'theirs', user: now.owner };
  if (now.waits) return { code: 'waits' };
  if (now.save.kind === 'conflict') return { code: 'conflict' };
  const count = now.diagnostics.filter(({ severity }) => severity === 'error').length;
  if (count > 0) return { code: 'errors', count };
  return now.save.kind === 'failed' ? { code: 'unsaved' } : null;
};
