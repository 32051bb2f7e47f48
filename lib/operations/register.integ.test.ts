import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { z } from 'zod';
import { PERMISSIONS, ROLES, type Role } from '@/lib/access/roles';
import { currentCaller } from '@/lib/auth/caller';
import type { DraftView } from '@/lib/data/drafts/views';
import { activeClaims } from '@/lib/db/repositories/claims';
import { readDraft } from '@/lib/db/repositories/drafts';
import { readNotes } from '@/lib/db/repositories/notes';
import { refusalsRecorded } from '@/lib/db/repositories/refusals';
import { planAt } from '@/lib/restore/undo';
import { asOwner } from '@/lib/testing/owner';
import { knownPerson } from '@/lib/testing/people';
import { browser } from '@/lib/testing/request';
import { ACKNOWLEDGED, draftAt, must, OPERATOR, PLACE, POINT, SCOPE, startedAt, sweepNow, VAULT } from '@/lib/testing/restores';
import { TEST_SECRET } from '@/lib/testing/signed-in';
import { simulatedAccount } from '@/lib/testing/simulated-account';
import { withWorker } from '@/lib/testing/worker';
import { getDraft } from '../data/drafts';
import { pass } from './gate';
import type { Operation, ScopeKind } from './operation';
import { type Registered, register } from './register';

vi.mock('@/lib/auth/caller', () => ({ currentCaller: vi.fn() }));
vi.mock('next/headers', () => import('@/lib/testing/request'));
process.env.REHOME_AUTH_SECRET = TEST_SECRET;
browser.headers = new Headers({ host: '127.0.0.1:3000' });

const account = simulatedAccount({ speed: 1 });
withWorker();
const as = (role: string) =>
  vi
    .mocked(currentCaller)
    .mockResolvedValue({ user: 'operator', grants: [{ role: role as Role, account: null }], session: OPERATOR.session });

/** Somebody who may do everything. */
const asEverybody = () =>
  vi
    .mocked(currentCaller)
    .mockResolvedValue({ user: 'operator', grants: ROLES.map((role) => ({ role, account: null })), session: OPERATOR.session });

let restoreId: string;
let jobId: string;
let noteId: string;
let draft: DraftView;

const INSTANCE = 'arn:aws:ec2:ap-northeast-1:123456789012:instance/i-0f3a9c41d27be5860';
const points = { filter: {}, order: 'created', direction: 'desc', offset: 0 };
const place = PLACE;
const credential = { id: 'AAAA', rawId: 'AAAA', type: 'public-key', clientExtensionResults: {} };

const entry = { door: 'action', headers: new Headers({ host: 'a:1', origin: 'http://a:1', 'sec-fetch-site': 'same-origin' }) } as const;
const operationOf = (name: string): Registered => {
  const found = register.find((each) => each.name === name);
  if (found === undefined) throw new Error(`no operation ${name}`);
  return found;
};
const call = (name: string, input: unknown) => pass(operationOf(name) as Operation<ScopeKind, z.ZodType, unknown, never>, entry, input);

beforeAll(async () => {
  // Its restore stays under way, however long the tests take: what there is only once it is complete is refused.
  await account.control('clock', { hold: true });
  asEverybody();
  await knownPerson('somebody', 'Some Body');
  const started = await startedAt('10.1.10.210');
  restoreId = started.restoreId;
  jobId = started.jobId ?? '';
  draft = must(await getDraft(SCOPE, (await draftAt('10.1.10.211')).draftId));
  noteId = (must(await call('addNote', { restoreId, text: 'before' })) as { id: string }).id;
  await sweepNow();
});
beforeEach(() => account.control('calls', undefined, 'DELETE'));
afterEach(() => asEverybody());

/** Every operation that is about something, on what there is in this account. The others are done, too; what they take is in the unit test. */
const CALLS: Readonly<Record<string, () => unknown>> = {
  ready: () => ({}),
  frame: () => ({}),
  firstPlace: () => ({}),
  connection: () => ({}),
  listSettings: () => ({}),
  startNeeds: () => ({}),
  listVaults: () => ({ place }),
  protection: () => ({ place }),
  getVault: () => ({ place, vault: VAULT }),
  listPoints: () => ({ place, query: points }),
  listPointGroups: () => ({ place, query: points }),
  isPointKnown: () => ({ place, point: POINT, vault: VAULT }),
  getPoint: () => ({ place, point: POINT, vault: VAULT }),
  find: () => ({ place, text: '10.1.10.115', timeZone: 'UTC' }),
  addressHistory: () => ({ place, address: '10.1.10.115' }),
  resourceTimeline: () => ({ place, arn: INSTANCE }),
  listResources: () => ({ place, query: { ...points, order: 'newest' } }),
  pointDays: () => ({ place, arn: INSTANCE, timeZone: 'UTC' }),
  cleanPoint: () => ({ place, arn: INSTANCE }),
  resource: () => ({ place, arn: INSTANCE }),
  inventoryStatus: () => ({ place }),
  listRegions: () => ({ place }),
  refreshInventory: () => ({ place }),
  listJobs: () => ({ place }),
  getJob: () => ({ place, job: jobId }),
  facts: () => ({
    place,
    subject: {
      subnetIds: ['subnet-0a12b34c56d78e90f'],
      interfaceIds: [],
      instanceTypes: ['t2.micro'],
      vpcIds: [],
      recoveryPointArn: POINT,
      resourceArn: INSTANCE,
      restoreRoleArn: 'arn:aws:iam::123456789012:role/service-role/AWSBackupDefaultServiceRole',
      instanceProfileName: null,
      vault: VAULT,
      kmsKeyIds: [],
      otherTypes: true,
    },
  }),
  downloadKit: () => ({ place, draft: draft.id, locale: 'en' }),
  listDrafts: () => ({ place }),
  getDraft: () => ({ place, draft: draft.id }),
  listHistory: () => ({}),
  getHistoryEntry: () => ({ restore: restoreId }),
  exportHistory: () => ({ format: 'csv' }),
  listAudit: () => ({}),
  getAuditEvent: () => ({ chain: `account:${place.account}`, seq: 1 }),
  verifyAudit: () => ({ chain: `account:${place.account}` }),
  exportAudit: () => ({ chain: `account:${place.account}` }),
  dryRun: () => ({ place, draftId: draft.id }),
  listWork: () => ({}),
  createDraft: () => ({ place, vault: VAULT, recoveryPointArn: POINT, fresh: true }),
  copyDraft: () => ({ place, id: draft.id, history: draft.history }),
  saveDraft: () => ({ place, id: draft.id, revision: draft.revision, history: draft.history }),
  openFile: () => ({
    place,
    vault: VAULT,
    recoveryPointArn: POINT,
    metadata: planAt(draft.history).source.template,
    restoreRoleArn: null,
    copyTags: null,
  }),
  restoreAgain: () => ({ restoreId }),
  addNote: () => ({ restoreId, text: 'a note' }),
  changeNote: () => ({ restoreId, noteId, before: 'before', text: 'after' }),
  changeSetting: () => ({ name: 'keepDraftsDays', value: 91 }),
  takeOverDraft: () => ({ place, id: draft.id }),
  listApprovals: () => ({ place }),
  approvalOfDraft: () => ({ place, draft: draft.id }),
  countWaitingApprovals: () => ({}),
  approvalInbox: () => ({}),
  listApprovalRules: () => ({}),
  previewApprovalRule: () => ({
    place,
    rule: {
      name: 'Here',
      account: null,
      vault: null,
      tag: { key: 'Name', value: null },
      range: '10.1.0.0/16',
      approvals: 1,
      validHours: 24,
      ticketRequired: false,
    },
  }),
  changeApprovalRule: () => ({
    id: null,
    rule: {
      name: 'Elsewhere',
      account: '999999999999',
      vault: null,
      tag: null,
      range: null,
      approvals: 1,
      validHours: 24,
      ticketRequired: false,
    },
  }),
  listPeople: () => ({}),
  listSessions: () => ({ person: 'somebody' }),
  invitePerson: () => ({ name: 'Grace Hill', email: 'grace@example.com', grants: [] }),
  makePersonLink: () => ({ person: 'somebody' }),
  setRoles: () => ({ person: 'somebody', grants: [{ role: 'viewer', account: null }], before: [] }),
  endPersonSessions: () => ({ person: 'somebody', session: null }),
  resetPersonFactors: () => ({ person: 'somebody' }),
  ownSessions: () => ({}),
  endOwnSessions: () => ({ session: null }),
  secondStep: () => ({}),
  disablePerson: () => ({ person: 'somebody' }),
  enablePerson: () => ({ person: 'somebody' }),
  erasePerson: () => ({ person: 'somebody' }),
  words: () => ({ locale: 'ja', namespace: 'find' }),
  listFilters: () => ({}),
  takeOver: () => ({}),
  changeTakeOver: () => ({ account: '999999999999', enabled: false }),
  listWaits: () => ({}),
  listWays: () => ({}),
  deleteFilter: () => ({ id: restoreId }),
  chosenColumns: () => ({ list: 'points' }),
  discardDraft: () => ({ place, id: draft.id }),
  session: () => ({}),
  signInWays: () => ({}),
  signOut: () => ({}),
  ownProvider: () => ({}),
  listClaimRoles: () => ({}),
  changeClaimRoles: () => ({ change: 'add', line: { claim: 'groups', value: 'ops', role: 'viewer', account: null } }),
};

/** These say no in this account, and what they say is their own. */
const REFUSING: Readonly<Record<string, () => unknown>> = {
  decodeAuthorizationMessage: () => ({ place, text: '*' }),
  // Nobody of this id has ever signed in.
  saveFilter: () => ({ list: 'points', name: 'Production', search: 'vault=prod', replace: false }),
  renameFilter: () => ({ id: restoreId, name: 'Production' }),
  chooseColumns: () => ({ list: 'points', columns: null }),
  ownAccount: () => ({}),
  beginOwnLink: () => ({ to: '/account' }),
  removeOwnLink: () => ({}),
  changeOwnPassword: () => ({ old: 'not the password', password: 'tug-of-war on mars' }),
  beginOwnTotp: () => ({}),
  confirmOwnTotp: () => ({ code: '000000' }),
  removeOwnTotp: () => ({ code: '000000' }),
  newRecoveryCodes: () => ({}),
  beginOwnPasskey: () => ({}),
  addOwnPasskey: () => ({
    name: 'x',
    answer: { ...credential, response: { clientDataJSON: 'AAAA', attestationObject: 'AAAA' } },
  }),
  removeOwnPasskey: () => ({ id: 'x' }),
  renameOwnPasskey: () => ({ id: 'x', name: 'A key' }),
  finishByCode: () => ({ code: '000000' }),
  beginByPasskey: () => ({}),
  finishByPasskey: () => ({
    answer: { ...credential, response: { clientDataJSON: 'AAAA', authenticatorData: 'AAAA', signature: 'AAAA' } },
  }),
  signIn: () => ({ email: 'nobody@example.com', password: 'not the password' }),
  beginOidc: () => ({ to: '/' }),
  finishOidc: () => ({ code: 'c', state: 's', iss: null, error: null }),
  signInWithOneClick: () => ({ person: 'somebody' }),
  signInAgain: () => ({ password: null }),
  readLink: () => ({ token: 'x'.repeat(43) }),
  spendLink: () => ({ token: 'x'.repeat(43), password: 'tug-of-war on mars', name: 'A', email: 'a@example.com' }),
  runWorkNow: () => ({ id: restoreId }),
  discardWork: () => ({ id: restoreId }),
  startRestore: () => ({ place, draftId: draft.id, revision: draft.revision, acknowledged: [] }),
  waitForStart: () => ({
    place,
    draftId: draft.id,
    revision: draft.revision,
    acknowledged: [],
    notBefore: null,
    until: new Date(Date.now() + 3_600_000).toISOString(),
  }),
  getChecklist: () => ({ place, restore: restoreId }),
  tickItem: () => ({ place, restoreId, item: 'mac', state: 'done' }),
  beginWay: () => ({
    place,
    draftId: draft.id,
    revision: 1,
    subnetId: 'subnet-0a12b34c56d78e90f',
    address: '10.1.10.211',
    kind: 'terminate-first',
  }),
  beginHold: () => ({ place, draftId: draft.id, revision: 1, subnetId: 'subnet-0a12b34c56d78e90f', address: '10.1.10.211' }),
  beginCleanUp: () => ({ place, restore: '00000000-0000-4000-8000-000000000000' }),
  confirmWay: () => ({ place, way: restoreId, machine: 'web-01' }),
  undoWay: () => ({ place, way: restoreId }),
  stopWay: () => ({ place, way: restoreId }),
  backUpForWay: () => ({ place, way: restoreId }),
  cancelWait: () => ({ place, wait: restoreId }),
  acceptForWait: () => ({ place, wait: restoreId, acknowledged: [] }),
  submitForApproval: () => ({ place, draftId: draft.id, revision: draft.revision, acknowledged: ACKNOWLEDGED, reason: 'a disk died' }),
  withdrawApproval: () => ({ place, id: restoreId }),
  answerApproval: () => ({ place, id: restoreId, sha256: 'a'.repeat(64), answer: 'approve', comment: '' }),
  getApproval: () => ({ place, approval: restoreId }),
  checkApproval: () => ({ place, approval: restoreId }),
};

/** What an operation that went through in spite of all would have changed. */
const stored = async () => ({
  draft: await readDraft(draft.id),
  claims: await activeClaims(PLACE),
  notes: await readNotes(restoreId),
  calls: Object.keys((await account.control('calls')) as object).filter((name) => !name.startsWith('sts:')),
});

describe('every operation on a real account', () => {
  it('is in this table', () => {
    expect([...Object.keys(CALLS), ...Object.keys(REFUSING)].sort()).toEqual(register.map(({ name }) => name).sort());
  });

  // To look after one's own account takes no role.
  const takesRole = ({ permission }: Registered): boolean => permission !== null && permission !== 'own-account';
  const asked = Object.entries({ ...CALLS, ...REFUSING }).filter(([name]) => takesRole(operationOf(name)));
  it.each(asked)('%s is not done for somebody without its permission', async (name, input) => {
    const permission = operationOf(name).permission ?? 'browse';
    const before = await stored();
    const roles = [...ROLES, 'nobody'].filter((role) => !(PERMISSIONS[permission] as readonly string[]).includes(role));
    for (const role of roles) {
      as(role);
      expect(await call(name, input())).toEqual({ ok: false, error: { code: 'not-permitted', permission, ask: [] } });
    }
    expect(roles).toContain('nobody');
    const after = await stored();
    expect({ ...after, calls: [] }).toEqual({ ...before, calls: [] });
  });

  it('has every refused change on record, with who, what and why, and no refused look', async () => {
    await refusalsRecorded();
    const rows = (await asOwner(
      `select data::json ->> 'operation' as operation, actor, subject, data::json ->> 'code' as code from events where kind = 'write-refused'`,
    )) as readonly { operation: string; actor: string; subject: string; code: string }[];
    expect(rows.every(({ operation, actor, subject }) => actor === 'operator' && subject === operation)).toBe(true);
    const refused = new Set(rows.filter(({ code }) => code === 'not-permitted').map(({ operation }) => operation));
    expect([...refused].sort()).toEqual(
      register
        .filter((each) => each.effect === 'write' && takesRole(each))
        .map(({ name }) => name)
        .sort(),
    );
  });

  it.each(Object.entries(CALLS))('%s answers what it declares', async (name, input) => {
    expect(await call(name, input())).toMatchObject({ ok: true });
  });

  it.each(Object.entries(REFUSING))('%s refuses in its own words', async (name, input) => {
    const answer = await call(name, input());
    expect(answer).toMatchObject({ ok: false, error: { code: expect.not.stringMatching(/^(internal|bad-input|not-permitted)$/) } });
  });
});

describe('ids of another account', () => {
  it.each([
    ['getDraft', (id: string) => ({ place, draft: id })],
    ['saveDraft', (id: string) => ({ place, id, revision: 1, history: {} })],
    ['copyDraft', (id: string) => ({ place, id, history: {} })],
    ['discardDraft', (id: string) => ({ place, id })],
    ['takeOverDraft', (id: string) => ({ place, id })],
    ['dryRun', (draftId: string) => ({ place, draftId })],
    ['startRestore', (draftId: string) => ({ place, draftId, revision: 1, acknowledged: [] })],
  ] as const)('%s knows none of their drafts', async (name, input) => {
    const { draftId } = await draftAt('10.1.10.212');
    await asOwner(`update drafts set account = '999999999999' where id = '${draftId}'`);
    expect(await call(name, input(draftId))).toMatchObject({ error: { code: 'not-found', what: 'draft' } });
    expect(await readDraft(draftId)).toMatchObject({ account: '999999999999', owner: OPERATOR.user });
  });

  it('restoreAgain makes no plan in their account', async () => {
    await asOwner(`update restores set account = '999999999999' where id = '${restoreId}'`);
    expect(await call('restoreAgain', { restoreId })).toMatchObject({ error: { code: 'wrong-account' } });
  });
});
