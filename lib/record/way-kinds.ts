import { z } from 'zod';

const id = z.string().min(1);
const stepState = z.enum(['waiting', 'doing', 'done', 'undone', 'failed']);
/** `way` is what kind it is: those that were written first do not say. */
const way = { wayId: id, draftId: id, region: z.string(), way: z.string().optional() };

/** Events about ways to an address that are gone, in the chain of the account; the subject is the way. */
export const WAY_KINDS = {
  'way-begun': z.strictObject({
    ...way,
    way: z.string(),
    mode: z.enum(['guided', 'take-over']),
    address: z.string(),
    subnetId: z.string(),
    instanceId: z.string().nullable(),
    interfaceId: z.string(),
  }),
  /** A step is in another state: by what EC2 showed, or because Rehome is about to carry it out (`call`). */
  'way-step': z.strictObject({
    ...way,
    step: z.string(),
    from: stepState,
    to: stepState,
    failure: z.string().nullable(),
    call: z.string().nullable(),
  }),
  /** Somebody typed the machine's name. */
  'way-confirmed': z.strictObject({ ...way, name: z.string(), instanceId: z.string().nullable() }),
  /** What was found out before was not as it was: the name has to be typed again. */
  'way-asked-again': z.strictObject({ ...way, changed: z.array(z.string()), name: z.string(), instanceId: z.string().nullable() }),
  'way-backup': z.strictObject({ ...way, jobId: id, resourceArn: z.string() }),
  'way-turned-back': z.strictObject({ ...way }),
  'way-ended': z.strictObject({ ...way, outcome: z.enum(['done', 'undone', 'failed', 'stopped']) }),
} as const satisfies Record<string, z.ZodType>;
