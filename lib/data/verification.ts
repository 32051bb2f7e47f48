import 'server-only';
import { interfacesOfInstance } from '@/lib/aws/interfaces';
import type { AwsProblem } from '@/lib/aws-problem';
import type { RestoreRow } from '@/lib/db/repositories/restores';
import {
  recordMade,
  recordUnverified,
  recordVerified,
  type Unverified,
  unreadFailures,
  unverifiedRestores,
} from '@/lib/db/repositories/verified';
import type { MadeBeside } from '@/lib/db/schema/restores';
import type { ActualInterface } from '@/lib/jobs/compare-addresses';
import type { Place } from '@/lib/paths';
import type { InterfaceFact } from '@/lib/restore/facts';
import { instanceIdOf } from '@/lib/restore/original';
import { ok, type Result } from '@/lib/result';
import { knownPlan } from './history/stored-plan';
import { ownCredentials } from './identity';
import type { Scope } from './scope';
import { readMade } from './way-runs/made-beside';

/** Interfaces may take a moment to show; an instance that shows none for so long after completion has none (it is gone). */
const SHOWS_WITHIN_MS = 10 * 60_000;

/**
 * Reads the addresses that instances created by completed restores really have, and stores them beside those asked for; and what restores made beside their instances, also
 * those that failed. What cannot be read now (a missing permission, throttling) is noted and tried again at the next look at the place's jobs. With credentials of
 * another account, which know none of them, nothing is read.
 */
export const verifyEnded = async (scope: Scope): Promise<void> => {
  if (!(await ownCredentials(scope)).ok) return;
  for (const restore of await unverifiedRestores(scope)) await verify(scope, restore);
  for (const restore of await unreadFailures(scope)) await noteMade(scope, restore);
};

/** Whether there is anything for `verifyEnded` to read. */
export const hasUnread = async (place: Place): Promise<boolean> =>
  (await unverifiedRestores(place)).length > 0 || (await unreadFailures(place)).length > 0;

const NOTHING: MadeBeside = { interfaces: [], volumes: [] };

interface Around {
  readonly interfaces: readonly InterfaceFact[];
  readonly made: MadeBeside;
}

/** What is on the instance now; `null`: it does not show yet. */
const around = async (scope: Scope, restore: Unverified, instanceId: string): Promise<Result<Around | null, AwsProblem>> => {
  const interfaces = await interfacesOfInstance(scope.aws, instanceId);
  if (!interfaces.ok) return interfaces;
  const settled = Date.now() - (restore.completedAt?.getTime() ?? 0) > SHOWS_WITHIN_MS;
  if (interfaces.value.length === 0 && !settled) return ok(null);
  const made = await readMade(scope, restore, restore, { instanceId, interfaces: interfaces.value });
  return made.ok ? ok({ interfaces: interfaces.value, made: made.value }) : made;
};

const verify = async (scope: Scope, restore: Unverified): Promise<void> => {
  const instanceId = instanceIdOf(restore.createdResourceArn);
  const asked = (row: RestoreRow) => knownPlan(row).asked;
  if (instanceId === null) return recordVerified(restore.id, { instanceId: null, interfaces: [], made: NOTHING, at: new Date() }, asked);
  const found = await around(scope, restore, instanceId);
  if (!found.ok) return recordUnverified(restore.id, found.error);
  if (found.value === null) return;
  const { interfaces, made } = found.value;
  await recordVerified(restore.id, { instanceId, interfaces: interfaces.map(actualOf), made, at: new Date() }, asked);
};

/** Of a restore that failed there is nothing to compare: what it made is what may have to be taken away. */
const noteMade = async (scope: Scope, restore: Unverified): Promise<void> => {
  const instanceId = instanceIdOf(restore.createdResourceArn);
  const found = instanceId === null ? ok({ interfaces: [], made: NOTHING }) : await around(scope, restore, instanceId);
  if (found.ok && found.value !== null)
    await recordMade(restore.id, { made: found.value.made, interfaces: found.value.interfaces.map(actualOf) });
};

const actualOf = (fact: InterfaceFact): ActualInterface => ({
  id: fact.id,
  deviceIndex: fact.deviceIndex,
  subnetId: fact.subnetId,
  macAddress: fact.macAddress,
  addresses: fact.addresses,
  ipv4Prefixes: fact.ipv4Prefixes,
  ipv6Addresses: fact.ipv6Addresses,
});
