import type { Place } from '@/lib/paths';
import { type Inputs, PEOPLE_INPUTS } from './people-inputs';

/** The account and region that the inputs are about. */
export const INPUT_PLACE: Place = { account: '123456789012', region: 'ap-northeast-1' };

const place = INPUT_PLACE;
const id = '00000000-0000-4000-8000-000000000000';
const arn = 'arn:aws:ec2:ap-northeast-1::image/ami-084ddc30cf536ac1e';
const points = { filter: {}, order: 'created', direction: 'desc', offset: 0 };
const subject = {
  subnetIds: [],
  interfaceIds: [],
  instanceTypes: [],
  vpcIds: [],
  recoveryPointArn: arn,
  resourceArn: null,
  restoreRoleArn: null,
  instanceProfileName: null,
  vault: null,
  kmsKeyIds: [],
  otherTypes: false,
};
const rule = { name: 'All', account: null, vault: null, tag: null, range: null, approvals: 1, validHours: 24, ticketRequired: false };
const file = { recoveryPointArn: arn, vault: null, metadata: {}, restoreRoleArn: null, copyTags: null };

/** Of each operation an input that it takes, and one that it refuses. */
export const INPUTS: Inputs = {
  ready: [{}, null],
  frame: [{}, 'frame'],
  firstPlace: [{}, 7],
  connection: [{}, null],
  listSettings: [{}, []],
  startNeeds: [{}, null],
  listWork: [{}, null],
  runWorkNow: [{ id }, { id: '1' }],
  discardWork: [{ id }, {}],
  changeSetting: [
    { name: 'requireReason', value: true },
    { name: 'constructor', value: true },
  ],
  listHistory: [{ text: 'web' }, { outcomes: ['splendid'] }],
  getHistoryEntry: [{ restore: id }, { restore: '' }],
  exportHistory: [{ format: 'csv' }, { format: 'xml' }],
  downloadKit: [
    { place, draft: id, locale: 'ja' },
    { place, draft: id, locale: 'fr' },
  ],
  getChecklist: [
    { place, restore: id },
    { place, restore: 'the last one' },
  ],
  tickItem: [
    { place, restoreId: id, item: 'mac', state: 'done' },
    { place, restoreId: id, item: 'mac', state: 'perhaps' },
  ],
  addNote: [
    { restoreId: id, text: 'a note' },
    { restoreId: id, text: '   ' },
  ],
  changeNote: [
    { restoreId: id, noteId: id, before: 'a', text: 'b' },
    { restoreId: id, noteId: '1', before: 'a', text: 'b' },
  ],
  restoreAgain: [{ restoreId: id }, { restoreId: 'the last one' }],
  listAudit: [{ about: id, group: 'starts' }, { group: 'secrets' }],
  getAuditEvent: [
    { chain: 'console', seq: '1' },
    { chain: 'console', seq: '0' },
  ],
  exportAudit: [{ chain: 'account:123456789012' }, { chain: 'account:1' }],
  verifyAudit: [
    { chain: 'console', after: `7:${'a'.repeat(64)}` },
    { chain: 'console', noted: '7' },
  ],
  listVaults: [{ place }, {}],
  protection: [{ place }, {}],
  getVault: [
    { place, vault: 'prod' },
    { place, vault: 'x'.repeat(51) },
  ],
  refreshInventory: [{ place }, { place, vault: '' }],
  inventoryStatus: [{ place }, { place: { ...place, region: 'evil.example/#' } }],
  listRegions: [{ place }, { place: { account: '1', region: 'ap-northeast-1' } }],
  listPoints: [
    { place, query: points },
    { place, query: { ...points, offset: -1 } },
  ],
  listPointGroups: [
    { place, query: points },
    { place, query: { ...points, order: 'created; drop table drafts' } },
  ],
  isPointKnown: [
    { place, point: arn, vault: null },
    { place, point: null, vault: null },
  ],
  getPoint: [
    { place, point: arn },
    { place, point: 'ami-084ddc30cf536ac1e' },
  ],
  find: [
    { place, text: '10.1.10.115', timeZone: 'Asia/Tokyo' },
    { place, text: '10.1.10.115', timeZone: 'Mars/Olympus' },
  ],
  addressHistory: [
    { place, address: '10.1.10.115' },
    { place, address: '10.1.10.0/24' },
  ],
  resourceTimeline: [
    { place, arn },
    { place, arn: 'i-0f3a9c41d27be5860' },
  ],
  listResources: [
    { place, query: { filter: {}, order: 'newest', direction: 'desc', offset: 0 } },
    { place, query: { filter: {}, order: 'oldest' } },
  ],
  pointDays: [
    { place, arn, timeZone: 'Asia/Tokyo' },
    { place, arn, timeZone: 'Mars/Olympus' },
  ],
  cleanPoint: [
    { place, arn },
    { place, arn: 'i-0f3a9c41d27be5860' },
  ],
  resource: [
    { place, arn },
    { place, arn: 7 },
  ],
  listJobs: [{ place }, { place: null }],
  getJob: [
    { place, job: 'a' },
    { place, job: '' },
  ],
  createDraft: [
    { place, vault: 'prod', recoveryPointArn: arn },
    { place, vault: 'prod', recoveryPointArn: 'x' },
  ],
  saveDraft: [
    { place, id, revision: 1, history: {} },
    { place, id, revision: 0, history: {} },
  ],
  copyDraft: [
    { place, id, history: {} },
    { place, id: 'mine', history: {} },
  ],
  discardDraft: [
    { place, id },
    { place, id: '*' },
  ],
  takeOverDraft: [
    { place, id },
    { place, id: '*' },
  ],
  listDrafts: [{ place }, { place, recoveryPointArn: '' }],
  getDraft: [
    { place, draft: id },
    { place, draft: '' },
  ],
  openFile: [
    { place, ...file },
    { place, ...file, metadata: { InstanceType: 4 } },
  ],
  facts: [
    { place, subject },
    { place, subject: { ...subject, subnetIds: Array.from({ length: 61 }, String) } },
  ],
  dryRun: [
    { place, draftId: id },
    { place, draftId: 'x' },
  ],
  decodeAuthorizationMessage: [
    { place, text: 'abc' },
    { place, text: 'x'.repeat(12_001) },
  ],
  submitForApproval: [
    { place, draftId: id, revision: 1, acknowledged: [], reason: 'a disk died' },
    { place, draftId: id, revision: 1, acknowledged: [] },
  ],
  withdrawApproval: [
    { place, id },
    { place, id: '' },
  ],
  answerApproval: [
    { place, id, sha256: 'a'.repeat(64), answer: 'approve', comment: '' },
    { place, id, sha256: 'a'.repeat(63), answer: 'approve', comment: '' },
  ],
  listApprovals: [
    { place, states: 'waiting,approved' },
    { place, states: 'waiting,splendid' },
  ],
  getApproval: [
    { place, approval: id },
    { place, approval: '' },
  ],
  checkApproval: [{ place, approval: id }, { place }],
  approvalOfDraft: [{ place, draft: id }, { place }],
  countWaitingApprovals: [{}, null],
  approvalInbox: [{}, 1],
  listApprovalRules: [{}, null],
  previewApprovalRule: [{ place, rule }, { place }],
  changeApprovalRule: [
    { id: null, rule },
    { id: null, rule: { ...rule, range: '10.1.10.1/24' } },
  ],
  startRestore: [
    { place, draftId: id, revision: 1, acknowledged: [] },
    { place, draftId: id, revision: 1 },
  ],
  words: [
    { locale: 'ja', namespace: 'find' },
    { locale: 'ja', namespace: '../../package' },
  ],
  listFilters: [{}, null],
  saveFilter: [
    { list: 'points', name: 'Production', search: 'vault=prod', replace: false },
    { list: 'points', name: '  ', search: 'vault=prod', replace: false },
  ],
  renameFilter: [
    { id, name: 'Production' },
    { id, name: 'x'.repeat(61) },
  ],
  deleteFilter: [{ id }, { id: 'all' }],
  chosenColumns: [{ list: 'jobs' }, { list: 'people' }],
  chooseColumns: [
    { list: 'jobs', columns: ['status'] },
    { list: 'jobs', columns: ['status; drop table people'] },
  ],
  beginWay: [
    { place, draftId: id, revision: 1, subnetId: 'subnet-0', address: '10.0.0.1', kind: 'keep-interface' },
    { place, draftId: id, revision: 1, subnetId: 'subnet-0', address: '10.0.0.1', kind: 'ask-owner' },
  ],
  beginHold: [
    { place, draftId: id, revision: 1, subnetId: 'subnet-0', address: '10.0.0.1' },
    { place, draftId: id, revision: 0, subnetId: 'subnet-0', address: '10.0.0.1' },
  ],
  beginCleanUp: [
    { place, restore: id },
    { place, restore: 'the last one' },
  ],
  confirmWay: [
    { place, way: id, machine: 'web-01' },
    { place, way: id, machine: 7 },
  ],
  undoWay: [
    { place, way: id },
    { place, way: '1' },
  ],
  stopWay: [{ place, way: id }, { place }],
  backUpForWay: [
    { place, way: id },
    { place, way: 1 },
  ],
  takeOver: [{}, null],
  changeTakeOver: [
    { account: place.account, enabled: true },
    { account: 'all', enabled: true },
  ],
  listWaits: [{}, null],
  listWays: [{}, null],
  waitForStart: [
    { place, draftId: id, revision: 1, acknowledged: [], notBefore: null, until: '2026-11-30T00:00:00Z' },
    { place, draftId: id, revision: 1, acknowledged: [], notBefore: null, until: 'tomorrow' },
  ],
  cancelWait: [
    { place, wait: id },
    { place, wait: 'x' },
  ],
  acceptForWait: [
    { place, wait: id, acknowledged: [] },
    { place, wait: id },
  ],
  ...PEOPLE_INPUTS,
};
