import 'server-only';
import { subnetById } from '@/lib/aws/subnets';
import type { AwsProblem } from '@/lib/aws-problem';
import { db } from '@/lib/db/client';
import { readDraft } from '@/lib/db/repositories/drafts';
import { NOBODY } from '@/lib/db/repositories/events';
import { lastWaitOfDraft } from '@/lib/db/repositories/waits';
import { ofWayRun, type WayRunRow } from '@/lib/db/repositories/way-runs';
import type { StoredStep } from '@/lib/db/schema/way-runs';
import type { NewEvent } from '@/lib/record/kinds';
import { shellWord } from '@/lib/restore/exports';
import { destroysBy } from '@/lib/restore/way-run/act';
import { advance } from '@/lib/restore/way-run/advance';
import { known, type Look, type Seen } from '@/lib/restore/way-run/seen';
import type { BeforeEnd } from '@/lib/restore/ways/way';
import type { Scope } from '../scope';
import { type Ending, type ReadBefore, readBefore } from './before';
import { runOf } from './stored-run';

/** Where a person carries steps out, what was found out is read again so often while it is their turn. */
const WATCHED_MS = 15_000;
/** So long a typed name counts, from when the start may be made: what was written since the backup grows every day. */
const COUNTS_MS = 24 * 3_600_000;

const endingOf = async (scope: Scope, { kind, subject, draftId }: WayRunRow, seen: Seen): Promise<Ending | AwsProblem | null> => {
  if (subject.originalId === null) return null;
  const [subnet, draft] = await Promise.all([subnetById(scope.aws, subject.subnetId), readDraft(draftId)]);
  if (!subnet.ok) return subnet.error;
  return {
    instanceId: subject.originalId,
    addresses: seen.interface.known && seen.interface.value !== null ? seen.interface.value.addresses : [subject.address],
    vpcId: subnet.value?.vpcId ?? null,
    keeps: kind === 'keep-interface' ? subject.interfaceId : null,
    point: kind === 'clean-up' || draft === null ? null : { vault: draft.vault, arn: draft.recoveryPointArn },
  };
};

const NOTHING_READ = { before: [], problem: null, overdue: false } as const;

/** What was read again, and whether the name was typed too long ago. */
export interface ReadAgain extends ReadBefore {
  readonly overdue: boolean;
}

/**
 * Reads once more what was found out before the original is ended, where that is what comes next and its name was typed: right before Rehome ends it, and now and then while a person is
 * to. `null` where it is not needed.
 */
export const readAgain = async (scope: Scope, row: WayRunRow, seen: Seen, acts: boolean): Promise<ReadAgain | null> => {
  const { act } = advance(runOf(row), seen);
  if (row.state !== 'open' || act === null || !destroysBy(act) || row.confirmedAt === null) return null;
  if (!acts && row.beforeAt !== null && Date.now() - row.beforeAt.getTime() < WATCHED_MS) return null;
  const ending = await endingOf(scope, row, seen);
  if (ending === null) return null;
  if ('code' in ending) return { ...NOTHING_READ, problem: ending };
  const [read, wait] = await Promise.all([readBefore(scope, row.before, ending), lastWaitOfDraft(db(), row.draftId)]);
  const since = Math.max(row.confirmedAt.getTime(), wait?.notBefore?.getTime() ?? 0);
  return { ...read, overdue: Date.now() - since > COUNTS_MS };
};

/** What was read again differs in these from what was confirmed. */
export const askedAgainEvent = (row: WayRunRow, changed: readonly BeforeEnd['code'][], at: Date): NewEvent => ({
  at,
  actor: NOBODY,
  kind: 'way-asked-again',
  subject: row.id,
  data: { ...ofWayRun(row), changed: [...changed], name: row.name, instanceId: row.subject.originalId },
});

/** The commands that switch termination protection off, and on again. */
export const protectionCommands = (region: string, instanceId: string): { readonly command: string; readonly undo: string } => {
  const words = ['aws', 'ec2', 'modify-instance-attribute', '--region', region, '--instance-id', instanceId];
  const ending = (flag: string): string => [...words, flag].map(shellWord).join(' ');
  return { command: ending('--no-disable-api-termination'), undo: ending('--disable-api-termination') };
};

const isOn = (before: readonly BeforeEnd[]): boolean =>
  before.some(({ code, state }) => code === 'termination-protection' && state === 'mind');

/** Whether termination protection is on, by what was found out; not known where that could not be read. */
export const protectionIn = (before: readonly BeforeEnd[]): Look<boolean> => {
  const item = before.find(({ code }) => code === 'termination-protection');
  return item === undefined || item.state === 'unknown' ? { known: false, action: item?.action ?? null } : known(item.state === 'mind');
};

const UNPROTECTED = { state: 'fine', params: {} } as const;

/** What was found out as it is to be found again. What the way itself switches off may be off by now, by whoever's hand, and stays off once that was seen. */
export const expectedOf = ({ before, steps }: WayRunRow, now: readonly BeforeEnd[]): readonly BeforeEnd[] => {
  const unprotect = steps.find(({ code }) => code === 'unprotect');
  if (unprotect === undefined || (unprotect.state !== 'done' && isOn(now))) return before;
  return before.map((item) => (item.code === 'termination-protection' ? { ...item, ...UNPROTECTED } : item));
};

/** The steps with the one that switches termination protection off, where somebody has switched it on since the way was begun. */
export const withUnprotect = (row: WayRunRow, before: readonly BeforeEnd[]): readonly StoredStep[] => {
  const { steps, subject, region } = row;
  const at = steps.findIndex(({ code }) => code === 'terminate');
  const end = steps[at];
  if (!isOn(before) || end === undefined || subject.originalId === null) return steps;
  // Switched on again after the way had switched it off: it has to do so once more.
  if (steps.some(({ code }) => code === 'unprotect'))
    return steps.map((step) => (step.code === 'unprotect' ? { ...step, state: 'waiting', since: null, by: null } : step));
  const step: StoredStep = {
    code: 'unprotect',
    state: 'waiting',
    failure: null,
    since: null,
    by: null,
    link: end.link,
    ...protectionCommands(region, subject.originalId),
  };
  return steps.toSpliced(at, 0, step);
};
