import 'server-only';
import type { Caller } from '@/lib/auth/caller';
import { createdBy, readSurroundings, readTicks, writeTick } from '@/lib/db/repositories/checklist';
import type { RestoreRow } from '@/lib/db/repositories/restores';
import { checklist, type Tick, type Ticked } from '@/lib/jobs/checklist/checklist';
import type { ChecklistItem } from '@/lib/jobs/checklist/item';
import { compareAddresses, type InterfaceMatch } from '@/lib/jobs/compare-addresses';
import { type NearInstance, type Surroundings, sawInstance } from '@/lib/jobs/surroundings';
import { cidrRange } from '@/lib/net/cidr';
import type { Problem } from '@/lib/problem';
import type { Known } from '@/lib/restore/facts';
import { instanceIdOf, isHere, type Original, originalNamed } from '@/lib/restore/original';
import type { PlanSource } from '@/lib/restore/plan';
import { err, ok, type Result } from '@/lib/result';
import { createCache } from '../cache';
import { knownValue } from '../facts/known';
import { subnetFacts } from '../facts/network';
import { restoreFor } from '../history/restore-for';
import { knownPlan } from '../history/stored-plan';
import { type Scope, scopeIn } from '../scope';
import { addressesInBackup } from './note';
import { holdersNow, instanceNow, lookAround, notLookedAt } from './read';
import type { ChecklistView, NoInstance } from './views';

const FRESH_MS = 10_000;

/** What AWS showed for one restore, kept for moments: several people may look at the same list. */
const cache = createCache<Shown>('checklist', () => ({ freshMs: FRESH_MS }));

interface Shown {
  readonly after: Surroundings;
  readonly before: Surroundings | null;
  readonly items: readonly ChecklistItem[];
}

/**
 * The original as it was found before its end. What was noted counts, if the instance was there then; else it is looked at now. Of one in another region or account nothing
 * is looked at: what it has there cannot be moved here.
 */
const originalBefore = async (scope: Scope, original: Original | null, addresses: readonly string[]): Promise<Surroundings | null> => {
  if (original === null) return null;
  if (!isHere(original, scope)) return notLookedAt(original.id, 'original-elsewhere');
  const noted = await readSurroundings(scope, original.id);
  if (noted !== null && sawInstance(noted)) return noted;
  const now = await lookAround(scope, original.id, addresses);
  return sawInstance(now) ? now : null;
};

/** The original now, asked for where it is; one of another account cannot be asked for. */
const originalNow = (scope: Scope, { id, region, account }: Original): Promise<Known<NearInstance | null>> =>
  account === scope.account
    ? instanceNow(scopeIn(scope, region).aws, id)
    : Promise.resolve(notLookedAt(id, 'original-in-other-account').instance);

const fixedIn = (interfaces: readonly InterfaceMatch[]): readonly string[] =>
  interfaces.flatMap(({ addresses }) => addresses.flatMap(({ asked }) => (asked?.kind === 'fixed' ? [asked.address] : [])));

const sourceOf = (restore: RestoreRow): PlanSource | null => knownPlan(restore).plan?.source ?? null;

const shownNow = async (scope: Scope, restore: RestoreRow, instanceId: string): Promise<Shown> => {
  const named = originalNamed(restore.resourceArn);
  const source = sourceOf(restore);
  const backedUp = source === null ? [] : addressesInBackup(source);
  const before = await originalBefore(scope, named, backedUp);
  const old = [...backedUp, ...(before === null ? [] : (knownValue(before.interfaces) ?? []).flatMap(({ addresses }) => addresses))];
  const interfaces = compareAddresses(knownPlan(restore).asked ?? { nics: [] }, restore.actualInterfaces ?? []);
  const [after, subnets] = await Promise.all([lookAround(scope, instanceId, old), subnetFacts({ scope, reading: null })]);
  const vpcIds = [...new Set((knownValue(after.interfaces) ?? []).map(({ vpcId }) => vpcId))];
  const addresses = fixedIn(interfaces).filter((address) => /^[\d.]+$/.test(address));
  const [holders, original] = await Promise.all([
    holdersNow(scope, addresses, vpcIds),
    named === null ? Promise.resolve(after.instance) : originalNow(scope, named),
  ]);
  const prefixLengths = Object.fromEntries((knownValue(subnets) ?? []).map(({ id, cidr }) => [id, cidrRange(cidr).prefix]));
  const { region } = scope;
  const originalId = named?.id ?? null;
  const originalRegion = named?.account === scope.account ? named.region : null;
  return {
    after,
    before,
    items: checklist({ region, originalId, originalRegion, before, original, after, holders, interfaces, prefixLengths }),
  };
};

const shownOf = async (
  scope: Scope,
  restore: RestoreRow,
  fresh: boolean,
): Promise<Result<{ readonly instanceId: string; readonly shown: Shown }, NoInstance>> => {
  const instanceId = instanceIdOf(await createdBy(restore.id));
  if (instanceId === null) return err({ code: 'no-instance' });
  const key = `${scope.aws.connection}/${restore.id}/${instanceId}`;
  return ok({ instanceId, shown: await cache.get(key, () => shownNow(scope, restore, instanceId), { fresh }) });
};

/** The restore of this place, for somebody who may read it. */
const restoreIn = async (scope: Scope, caller: Caller, id: string, permission: 'read-history' | 'annotate-history') => {
  const found = await restoreFor(caller, id, permission);
  if (found.ok && (found.value.account !== scope.account || found.value.region !== scope.region))
    return err({ code: 'not-found', what: 'restore', id } as const);
  return found;
};

/** What has to be seen to after a restore: read from AWS, at most ten seconds old, or now with `fresh`. */
export const getChecklist = async (
  scope: Scope,
  caller: Caller,
  restoreId: string,
  fresh: boolean,
): Promise<Result<ChecklistView, Problem | NoInstance>> => {
  const restore = await restoreIn(scope, caller, restoreId, 'read-history');
  if (!restore.ok) return restore;
  const found = await shownOf(scope, restore.value, fresh);
  if (!found.ok) return found;
  const { instanceId, shown } = found.value;
  const { instance } = shown.after;
  return ok({
    restoreId,
    instanceId,
    there: instance.state === 'unknown' ? null : instance.value !== null,
    originalSeenAt: shown.before !== null && sawInstance(shown.before) ? shown.before.instance.asOf : null,
    asOf: instance.asOf,
    items: shown.items,
    ticks: await readTicks(restoreId),
  });
};

/** Writes down that somebody has seen to an item, that it does not apply, or that it is open again; with what AWS showed then. */
export const tickItem = async (
  scope: Scope,
  caller: Caller,
  wanted: { readonly restoreId: string; readonly item: string; readonly state: Tick },
): Promise<Result<Ticked, Problem | NoInstance>> => {
  const restore = await restoreIn(scope, caller, wanted.restoreId, 'annotate-history');
  if (!restore.ok) return restore;
  const found = await shownOf(scope, restore.value, false);
  if (!found.ok) return found;
  const item = found.value.shown.items.find(({ key }) => key === wanted.item);
  if (item === undefined) return err({ code: 'not-found', what: 'checklist-item', id: wanted.item });
  const at = new Date();
  const ticked: Ticked = { state: wanted.state, by: caller.user, at: at.toISOString(), shown: item.state };
  const { restoreId } = wanted;
  await writeTick(scope, restoreId, item.key, ticked, {
    at,
    actor: caller.user,
    kind: 'checklist-ticked',
    subject: restoreId,
    data: { restoreId, item: item.key, state: ticked.state, shown: ticked.shown, source: item.evidence?.source ?? null },
  });
  return ok(ticked);
};
