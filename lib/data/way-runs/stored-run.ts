import 'server-only';
import type { WayRunRow } from '@/lib/db/repositories/way-runs';
import type { StoredStep } from '@/lib/db/schema/way-runs';
import type { WayRun } from '@/lib/restore/way-run/run';

/** A stored way as the machine takes it. */
export const runOf = ({ kind, mode, state, subject, confirmedAt, steps }: WayRunRow): WayRun => ({
  kind,
  mode,
  state,
  subject,
  confirmed: confirmedAt !== null,
  steps: steps.map(({ code, state: at, failure }) => ({ code, state: at, failure })),
});

/** The steps with what the machine made of them; those that changed, since when and by whom. */
export const storedAs = (row: WayRunRow, run: WayRun, by: string | null, at: Date): readonly StoredStep[] =>
  row.steps.map((step, i) => {
    const now = run.steps[i] ?? step;
    return now.state === step.state
      ? { ...step, failure: now.failure }
      : { ...step, ...now, since: at.toISOString(), by: by ?? (now.state === 'done' ? step.by : null) };
  });
