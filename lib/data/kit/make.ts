import 'server-only';
import { randomUUID } from 'node:crypto';
import { strToU8, zipSync } from 'fflate';
import type { Caller } from '@/lib/auth/caller';
import { withTransaction } from '@/lib/db/client';
import { recordChange } from '@/lib/db/repositories/events';
import type { Locale } from '@/lib/i18n/locale';
import { isHeld } from '@/lib/jobs/wait';
import type { Problem } from '@/lib/problem';
import { restoreRequestSha256 } from '@/lib/record/restore-request';
import { check } from '@/lib/restore/check';
import type { Diagnostic } from '@/lib/restore/diagnostic';
import { metadataFile } from '@/lib/restore/exports';
import { indexFacts } from '@/lib/restore/fact-index';
import { factsSubject } from '@/lib/restore/facts-subject';
import { checkScript } from '@/lib/restore/kit/check-script';
import { type KitApproval, restoreScript, verifyScript } from '@/lib/restore/kit/restore-script';
import { sharedScript } from '@/lib/restore/kit/shared-script';
import { folderOf, kitWays, undoScript, wayScript } from '@/lib/restore/kit/way-script';
import type { RestorePlan } from '@/lib/restore/plan';
import { toMetadata } from '@/lib/restore/to-metadata';
import type { StoredProblem } from '@/lib/restore/upgrade';
import type { AddressWays } from '@/lib/restore/ways/way';
import { addressWays } from '@/lib/restore/ways/ways';
import { err, ok, type Result } from '@/lib/result';
import { approvalOfDraft } from '../approval/detail';
import { requestOfPlan } from '../approval/sent';
import type { DraftApproval } from '../approval/views';
import { draftIn, planOfDraft } from '../drafts/stored';
import { readFacts } from '../facts';
import { beginReading } from '../facts/reading';
import type { Scope } from '../scope';
import { addressRows } from './addresses';
import { type KitFacts, readmeText } from './readme';

/** Why no kit was made: the checks find errors that no way of the kit would get round. */
export interface KitProblem {
  readonly code: 'kit-check-failed';
  readonly rules: string;
}

/** A file of a kit, by its path in it. */
interface KitFile {
  readonly path: string;
  readonly text: string;
}

export interface Kit {
  /** Of the folder, and of the file without its ending. */
  readonly name: string;
  readonly zip: Uint8Array;
}

const approvalIn = ({ needs, request }: DraftApproval): KitFacts['approval'] => {
  const { approvals: needed } = needs;
  if (needed === 0) return { state: 'not-needed', needed, requestId: null };
  return { state: request?.state === 'approved' ? 'given' : 'missing', needed, requestId: request?.id ?? null };
};

/** The ways to every address of the plan that somebody holds. */
const heldIn = (plan: RestorePlan, index: ReturnType<typeof indexFacts>): readonly AddressWays[] =>
  plan.nics.flatMap((nic) => {
    if (nic.kind === 'existing' || nic.subnetId === null) return [];
    const fixed = [
      ...(nic.primary.kind === 'fixed' ? [nic.primary.address] : []),
      ...(nic.secondaries.kind === 'fixed' ? nic.secondaries.values : []),
    ];
    return fixed.flatMap((address) => addressWays(plan, index, { subnetId: nic.subnetId ?? '', address }) ?? []);
  });

const filesOf = (locale: Locale, facts: KitFacts): readonly KitFile[] => {
  const { plan, approval, ways } = facts;
  const token = randomUUID();
  const order = { plan, token, metadata: 'metadata.json' };
  return [
    { path: 'README.md', text: readmeText(locale, facts) },
    { path: 'lib.sh', text: sharedScript(plan.source) },
    { path: 'metadata.json', text: metadataFile(toMetadata(plan, token)) },
    { path: 'check.sh', text: checkScript(plan) },
    { path: 'restore.sh', text: restoreScript(order, approval) },
    { path: 'verify.sh', text: verifyScript(order) },
    { path: 'kit.json', text: `${JSON.stringify(summaryOf(facts), null, 2)}\n` },
    ...ways.flatMap((way): readonly KitFile[] => {
      const folder = folderOf(way);
      const own = randomUUID();
      const undo = undoScript(way);
      return [
        { path: `${folder}/metadata.json`, text: metadataFile(toMetadata(way.plan, own)) },
        { path: `${folder}/run.sh`, text: wayScript(way, own, approval) },
        ...(undo === null ? [] : [{ path: `${folder}/undo.sh`, text: undo }]),
      ];
    }),
  ];
};

const summaryOf = ({ plan, draftId, revision, madeAt, approval, diagnostics, addresses, ways }: KitFacts) => ({
  kit: 1,
  madeAt,
  draftId,
  revision,
  account: plan.source.account,
  region: plan.source.region,
  vault: plan.source.vault,
  recoveryPointArn: plan.source.recoveryPointArn,
  resourceArn: plan.source.resourceArn,
  approval,
  findings: diagnostics.map(({ rule, code, severity, at }) => ({ rule, code, severity, at })),
  addresses,
  ways: ways.map(folderOf),
});

/** Scripts are executable, for who unpacks the kit where that is kept. */
const MODES = { script: 0o755, file: 0o644 } as const;

const zipped = (folder: string, files: readonly KitFile[]): Uint8Array =>
  zipSync(
    Object.fromEntries(
      files.map(({ path, text }) => [
        `${folder}/${path}`,
        // The upper half of the attributes is the mode, as Unix has it.
        [strToU8(text), { os: 3, attrs: (path.endsWith('.sh') ? MODES.script : MODES.file) << 16 }],
      ]),
    ),
  );

const nameOf = ({ source }: RestorePlan): string =>
  `recovery-kit-${(source.resourceName ?? 'instance')
    .toLowerCase()
    .replaceAll(/[^a-z0-9-]+/g, '-')
    .slice(0, 40)}`;

const standsInTheWay = (each: Diagnostic): boolean => each.severity === 'error' && !isHeld(each);

/**
 * Makes a recovery kit of a plan as it is stored, checked now: everything that its restore needs with the AWS CLI alone, in one zip. That somebody took it is recorded before it is handed out.
 * A plan whose address is held gets the ways to it; one with other errors gets none, for its restore would fail.
 */
export const makeKit = async (
  scope: Scope,
  caller: Caller,
  { draftId, locale }: { readonly draftId: string; readonly locale: Locale },
): Promise<Result<Kit, Problem | StoredProblem | KitProblem>> => {
  const draft = await draftIn(scope, draftId);
  if (!draft.ok) return draft;
  const plan = planOfDraft(draft.value);
  if (!plan.ok) return plan;
  const [facts, approval] = await Promise.all([
    readFacts(scope, factsSubject(plan.value), { reading: beginReading(), draftId }),
    approvalOfDraft(scope, caller, draftId),
  ]);
  if (!approval.ok) return approval;
  const index = indexFacts(facts);
  const diagnostics = check(plan.value, index);
  const failed = diagnostics.filter(standsInTheWay);
  if (failed.length > 0) return err({ code: 'kit-check-failed', rules: [...new Set(failed.map(({ rule }) => rule))].join(', ') });
  const held = heldIn(plan.value, index);
  const ways = kitWays(plan.value, held);
  const at = new Date();
  const told: KitFacts = {
    plan: plan.value,
    draftId,
    revision: draft.value.revision,
    madeAt: at.toISOString(),
    approval: approvalIn(approval.value),
    diagnostics,
    addresses: addressRows(plan.value),
    held,
    ways,
  };
  const name = nameOf(plan.value);
  const zip = zipped(name, filesOf(locale, told));
  await withTransaction((tx) =>
    recordChange(tx, scope, [{ at, actor: caller.user, kind: 'kit-downloaded', subject: draftId, data: eventData(scope, told) }]),
  );
  return ok({ name, zip });
};

const eventData = (scope: Scope, { plan, draftId, revision, approval, ways }: KitFacts) => ({
  draftId,
  revision,
  region: scope.region,
  recoveryPointArn: plan.source.recoveryPointArn,
  requestSha256: restoreRequestSha256(requestOfPlan(scope, plan)),
  approval: approval.state satisfies KitApproval['state'],
  ways: ways.map(folderOf),
});
