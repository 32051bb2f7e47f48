import { z } from 'zod';

/**
 * Why a try of a task did not come to its end, in what may be kept and shown. `unexpected`: an error, found in the log under `log`. `deadline`: it took too long. `worker-gone`: its worker
 * died or hung. `unreadable`: its data is not what this version takes.
 */
const reason = z.discriminatedUnion('code', [
  z.object({ code: z.literal('unexpected'), log: z.string() }),
  z.object({ code: z.literal('deadline') }),
  z.object({ code: z.literal('worker-gone') }),
  z.object({ code: z.literal('unreadable') }),
]);

export type FailureReason = z.infer<typeof reason>;

/** What pg-boss writes of a task whose lease ran out has another form. */
const byTimeout = z.object({ value: z.object({ message: z.string() }) });

/** The reason that was kept with a failed try; `null` where there is none, or none that this version reads. */
export const reasonOf = (output: unknown): FailureReason | null => {
  const known = reason.safeParse(output);
  if (known.success) return known.data;
  return byTimeout.safeParse(output).success ? { code: 'worker-gone' } : null;
};
