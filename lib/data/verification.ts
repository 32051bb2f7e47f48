import 'server-only';
import { interfacesOfInstance } from '@/lib/aws/interfaces';
import type { RestoreRow } from '@/lib/db/repositories/restores';
import { recordUnverified, recordVerified, type Unverified, unverifiedRestores } from '@/lib/db/repositories/verified';
import type { ActualInterface } from '@/lib/jobs/compare-addresses';
import type { InterfaceFact } from '@/lib/restore/facts';
import { knownPlan } from './history/stored-plan';
import { ownCredentials } from './identity';
import type { Scope } from './scope';

/** Interfaces may take a moment to show; an instance that shows none for so long after completion has none (it is gone). */
const SHOWS_WITHIN_MS = 10 * 60_000;

/**
 * Reads the addresses that instances created by completed restores really have, and stores them beside those asked for. What cannot be read
 * now (a missing permission, throttling) is noted and tried again at the next look at the place's jobs. With credentials of another account, which know
 * none of them, nothing is read.
 */
export const verifyCompleted = async (scope: Scope): Promise<void> => {
  if (!(await ownCredentials(scope)).ok) return;
  for (const restore of await unverifiedRestores(scope)) await verify(scope, restore);
};

const verify = async (scope: Scope, restore: Unverified): Promise<void> => {
  const instanceId = /:instance\/(i-[0-9a-z]+)$/.exec(restore.createdResourceArn)?.[1];
  const asked = (row: RestoreRow) => knownPlan(row).asked;
  if (instanceId === undefined) return recordVerified(restore.id, { instanceId: null, interfaces: [], at: new Date() }, asked);
  const interfaces = await interfacesOfInstance(scope.aws, instanceId);
  if (!interfaces.ok) return recordUnverified(restore.id, interfaces.error);
  const settled = Date.now() - (restore.completedAt?.getTime() ?? 0) > SHOWS_WITHIN_MS;
  if (interfaces.value.length > 0 || settled)
    await recordVerified(restore.id, { instanceId, interfaces: interfaces.value.map(actualOf), at: new Date() }, asked);
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
