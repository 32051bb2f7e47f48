import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { PERMISSIONS, type Permission, type Role } from '@/lib/access/roles';
import { currentSession } from '@/lib/auth/session';
import { activeClaims } from '@/lib/db/repositories/claims';
import { readDraft } from '@/lib/db/repositories/drafts';
import { readNotes } from '@/lib/db/repositories/notes';
import { planAt } from '@/lib/restore/undo';
import { draftAt, must, PLACE, POINT, startedAt, VAULT } from '@/lib/testing/restores';
import { simulatedAccount } from '@/lib/testing/simulated-account';
import { discardWork, listWork, runWorkNow, workVersion } from './background-work';
import { connection } from './connection';
import { copyDraft, createDraft, discardDraft, getDraft, listDrafts, saveDraft } from './drafts';
import type { DraftView } from './drafts/views';
import { factsFor } from './facts';
import { getHistoryEntry, listHistory, restoreAgain } from './history';
import { exportHistory } from './history/export';
import { addNote } from './history/notes';
import { openFile } from './import-file';
import { inventoryStatus, refreshInventory } from './inventory/refresh';
import { getJob, listJobs } from './jobs';
import { getPoint, isPointKnown, listPointGroups, listPoints } from './points';
import { decodeAuthorization, dryRun } from './preflight';
import { getResource, listResources } from './resources';
import { startRestore } from './start-restore';
import { getVault, listVaults } from './vaults';

vi.mock('@/lib/auth/session', () => ({ currentSession: vi.fn() }));

const account = simulatedAccount({ speed: 1 });
const as = (role: string) => vi.mocked(currentSession).mockResolvedValue({ user: 'somebody', role: role as Role });

let restoreId: string;
let draft: DraftView;

beforeAll(async () => {
  as('operator');
  restoreId = (await startedAt('10.1.10.210')).restoreId;
  draft = must(await getDraft(PLACE, (await draftAt('10.1.10.211')).draftId));
});
beforeEach(() => account.control('calls', undefined, 'DELETE'));
afterEach(() => as('operator'));

const points = { filter: {}, order: 'created', direction: 'desc', offset: 0 } as const;
const resources = { filter: {}, order: 'newest', direction: 'desc', offset: 0 } as const;
const subject = {
  subnetIds: [],
  interfaceIds: [],
  instanceTypes: [],
  vpcIds: [],
  recoveryPointArn: POINT,
  resourceArn: null,
  restoreRoleArn: null,
  instanceProfileName: null,
  vault: VAULT,
  kmsKeyIds: [],
  otherTypes: false,
};

/** Everything that the data layer does for a person, with the permission that it needs. */
const OPERATIONS: Readonly<Record<string, readonly [Permission, () => Promise<unknown>]>> = {
  connection: ['browse', connection],
  listVaults: ['browse', () => listVaults(PLACE)],
  getVault: ['browse', () => getVault(PLACE, VAULT)],
  listPoints: ['browse', () => listPoints(PLACE, points)],
  listPointGroups: ['browse', () => listPointGroups(PLACE, points)],
  isPointKnown: ['browse', () => isPointKnown(PLACE, POINT, VAULT)],
  getPoint: ['browse', () => getPoint(PLACE, POINT, VAULT)],
  listResources: ['browse', () => listResources(PLACE, resources)],
  getResource: ['browse', () => getResource(PLACE, 'arn:aws:ec2:ap-northeast-1:123456789012:instance/i-0')],
  refreshInventory: ['browse', () => refreshInventory(PLACE, null)],
  inventoryStatus: ['browse', () => inventoryStatus(PLACE)],
  listJobs: ['browse', () => listJobs(PLACE)],
  getJob: ['browse', () => getJob(PLACE, 'x')],
  factsFor: ['browse', () => factsFor(PLACE, subject)],
  decodeAuthorization: ['browse', () => decodeAuthorization(PLACE, 'x')],
  listDrafts: ['browse', () => listDrafts(PLACE, null)],
  createDraft: ['plan-restore', () => createDraft(PLACE, { vault: VAULT, recoveryPointArn: POINT, fresh: true })],
  getDraft: ['plan-restore', () => getDraft(PLACE, draft.id)],
  saveDraft: ['plan-restore', () => saveDraft(PLACE, { id: draft.id, revision: draft.revision, history: draft.history })],
  copyDraft: ['plan-restore', () => copyDraft(PLACE, { id: draft.id, history: draft.history })],
  discardDraft: ['plan-restore', () => discardDraft(PLACE, draft.id)],
  openFile: [
    'plan-restore',
    () => openFile(PLACE, { vault: VAULT, recoveryPointArn: POINT, metadata: planAt(draft.history).source.template } as never),
  ],
  restoreAgain: ['plan-restore', () => restoreAgain(restoreId)],
  dryRun: ['start-restore', () => dryRun(PLACE, draft.id)],
  startRestore: [
    'start-restore',
    () => startRestore(PLACE, { draftId: draft.id, revision: draft.revision, acknowledged: ['original-running'] }),
  ],
  listHistory: ['read-history', () => listHistory({}, null)],
  getHistoryEntry: ['read-history', () => getHistoryEntry(restoreId)],
  exportHistory: ['read-history', () => exportHistory({}, 'csv')],
  listWork: ['browse', () => listWork()],
  workVersion: ['browse', () => workVersion()],
  runWorkNow: ['manage-work', () => runWorkNow(restoreId)],
  discardWork: ['manage-work', () => discardWork(restoreId)],
  addNote: ['annotate-history', () => addNote(restoreId, 'by nobody')],
};

/** What an operation that went through in spite of all would have changed. */
const stored = async () => ({
  draft: await readDraft(draft.id),
  claims: await activeClaims(PLACE),
  notes: await readNotes(restoreId),
  calls: Object.keys((await account.control('calls')) as object).filter((name) => !name.startsWith('sts:')),
});

describe('the permission in the data layer, which pages and other operations call directly', () => {
  it.each(Object.entries(OPERATIONS))('%s is not done for somebody without it', async (_name, [permission, run]) => {
    const before = await stored();
    const roles = ['viewer', 'nobody'].filter((role) => !(PERMISSIONS[permission] as readonly string[]).includes(role));
    for (const role of roles) {
      as(role);
      expect(await run()).toEqual({ ok: false, error: { code: 'not-permitted', permission } });
    }
    expect(roles).toContain('nobody');
    expect(await stored()).toEqual(before);
  });
});
