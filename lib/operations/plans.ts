import 'server-only';
import { z } from 'zod';
import { copyDraft, createDraft, discardDraft, getDraft, listDrafts, saveDraft } from '@/lib/data/drafts';
import { takeOverDraft } from '@/lib/data/drafts/take-over';
import { factsFor } from '@/lib/data/facts';
import { openFile } from '@/lib/data/import-file';
import { decodeAuthorization, dryRun } from '@/lib/data/preflight';
import { startRestore } from '@/lib/data/start-restore';
import { operation } from './operation';
import { placeSchema } from './place-schema';
import { arnSchema, vaultName } from './schemas/common';
import { factsSubjectSchema } from './schemas/facts-subject';
import * as plans from './schemas/plans';
import { startOrder } from './schemas/start-order';

const revision = z.int().min(1);
/** Read by the data layer, in the form of whatever version the page has, and told in its own words where it is no plan. */
const history = z.unknown();
const planning = { permission: 'plan-restore', scope: 'place', effect: 'write' } as const;

/** A draft for a recovery point: the caller's own of the last day, or with `fresh` always a new one. */
export const createDraftOperation = operation({
  name: 'createDraft',
  ...planning,
  input: z.object({ place: placeSchema, vault: vaultName, recoveryPointArn: arnSchema, fresh: z.boolean().default(false) }),
  output: plans.createdDraft,
  run: ({ place: _place, ...wanted }, { scope, caller }) => createDraft(scope, caller, wanted),
});

/** Saves a draft that still is at `revision`. */
export const saveDraftOperation = operation({
  name: 'saveDraft',
  ...planning,
  input: z.object({ place: placeSchema, id: z.uuid(), revision, history }),
  output: plans.savedDraft,
  run: ({ place: _place, ...save }, { scope, caller }) => saveDraft(scope, caller, save),
});

/** Stores a plan as a new draft of the caller's own, beside the draft it began from. */
export const copyDraftOperation = operation({
  name: 'copyDraft',
  ...planning,
  input: z.object({ place: placeSchema, id: z.uuid(), history }),
  output: plans.createdDraft,
  run: ({ place: _place, ...copy }, { scope, caller }) => copyDraft(scope, caller, copy),
});

/** Throws an unstarted draft away. */
export const discardDraftOperation = operation({
  name: 'discardDraft',
  ...planning,
  input: z.object({ place: placeSchema, id: z.uuid() }),
  output: z.null(),
  run: ({ id }, { scope, caller }) => discardDraft(scope, caller, id),
});

/** Makes the caller the owner of somebody else's unstarted draft. */
export const takeOverDraftOperation = operation({
  name: 'takeOverDraft',
  ...planning,
  input: z.object({ place: placeSchema, id: z.uuid() }),
  output: z.null(),
  run: ({ id }, { scope, caller }) => takeOverDraft(scope, caller, id),
});

/** What is being planned in a place, or of one recovery point. */
export const listDraftsOperation = operation({
  name: 'listDrafts',
  permission: 'browse',
  scope: 'place',
  effect: 'read',
  input: z.object({ place: placeSchema, recoveryPointArn: arnSchema.optional() }),
  output: z.array(plans.draftHead).readonly(),
  run: ({ recoveryPointArn }, { scope }) => listDrafts(scope, recoveryPointArn ?? null),
});

/** One draft, to look at, and so that the restore page sees a colleague's edit or start. */
export const getDraftOperation = operation({
  name: 'getDraft',
  permission: 'browse',
  scope: 'place',
  effect: 'read',
  input: z.object({ place: placeSchema, draft: z.string().min(1).max(100) }),
  output: plans.draftView,
  run: ({ draft }, { scope }) => getDraft(scope, draft),
});

/** AWS takes 32 parameters; a forged map stays small. */
const MAX_KEYS = 100;

/** Opens a checked file in the editor: a draft for its recovery point that says what the file says. */
export const openFileOperation = operation({
  name: 'openFile',
  ...planning,
  input: z.object({
    place: placeSchema,
    recoveryPointArn: arnSchema,
    vault: vaultName.nullable(),
    metadata: z
      .record(z.string().max(200), z.string().max(65_536))
      .refine((map) => Object.keys(map).length <= MAX_KEYS, { message: 'too many keys' }),
    restoreRoleArn: arnSchema.nullable(),
    copyTags: z.boolean().nullable(),
  }),
  output: z.object({ draftId: z.string() }),
  run: ({ place: _place, ...file }, { scope, caller }) => openFile(scope, caller, file),
});

/** The facts about one plan, as `factsUrl` names it, and the restore roles to choose from. */
export const factsOperation = operation({
  name: 'facts',
  permission: 'browse',
  scope: 'place',
  effect: 'read',
  input: z.object({ place: placeSchema, subject: factsSubjectSchema }),
  output: plans.factsAnswer,
  run: ({ subject }, { scope }) => factsFor(scope, subject),
});

/** Tries a draft's restore as a RunInstances dry run, when a person asks for it. */
export const dryRunOperation = operation({
  name: 'dryRun',
  permission: 'start-restore',
  scope: 'place',
  effect: 'read',
  input: z.object({ place: placeSchema, draftId: z.uuid() }),
  output: plans.dryRunAnswer,
  run: ({ draftId }, { scope }) => dryRun(scope, draftId),
});

/** Opens an encoded authorization failure of AWS, given alone or inside AWS's sentence. STS takes at most 10,240 characters. */
export const decodeAuthorizationOperation = operation({
  name: 'decodeAuthorizationMessage',
  permission: 'browse',
  scope: 'place',
  effect: 'read',
  input: z.object({ place: placeSchema, text: z.string().min(1).max(12_000) }),
  output: plans.decodedAuthorization,
  run: ({ text }, { scope }) => decodeAuthorization(scope, text),
});

/** Starts a restore from a draft at the reviewed revision. `acknowledged` are the keys of the findings that the person accepted. */
export const startRestoreOperation = operation({
  name: 'startRestore',
  permission: 'start-restore',
  scope: 'place',
  effect: 'write',
  starts: true,
  fresh: true,
  input: startOrder.extend({ place: placeSchema }),
  output: plans.startedRestore,
  run: ({ place: _place, ...order }, { scope, caller }) => startRestore(scope, caller, order),
});
