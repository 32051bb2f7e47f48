import 'server-only';
import { type CallerIdentity, callerIdentity } from '@/lib/aws/identity';
import { activeClaims } from '@/lib/db/repositories/claims';
import { parseIpv4 } from '@/lib/net/ipv4';
import type { Problem } from '@/lib/problem';
import type { Facts, Known } from '@/lib/restore/facts';
import { factsSince } from '@/lib/restore/facts-age';
import type { FactsSubject } from '@/lib/restore/facts-subject';
import { originalNamed } from '@/lib/restore/original';
import { ok, type Result } from '@/lib/result';
import { hiddenFacts } from './facts/hidden';
import { factKind, known, knownValue, reasonOf, unknown } from './facts/known';
import * as network from './facts/network';
import { instanceIds, only, originalElsewhere, passedProfile } from './facts/original';
import * as permissions from './facts/permissions';
import type { Reading } from './facts/reading';
import { restoreRoles } from './facts/restore-roles';
import { siblingFacts } from './facts/siblings';
import type { FactsAnswer } from './facts/views';
import { noteLooking } from './jobs/attention';
import { seeOthersJobs } from './jobs/sweep';
import type { Scope } from './scope';

export interface FactsOptions {
  /** Asks AWS again, to act on what it answers, and for no longer than the reading lasts. */
  readonly reading?: Reading;
  /** The plan that it is about: what its own start has claimed, waiting or under way, is not in its way. */
  readonly draftId?: string;
}

/**
 * Everything a check may look at, about one plan. Calls run side by side, and each fact is known or unknown by itself, with its reason and instant. Answers are kept for
 * seconds (interfaces) to hours (types), but not for a reading: of what it did not ask itself, and of what did not answer in its time, nothing is known. The caller has been
 * authorised for `scope`.
 */
export const readFacts = async (scope: Scope, subject: FactsSubject, { reading, draftId }: FactsOptions = {}): Promise<Facts> => {
  const facts = await readAll({ scope, reading: reading ?? null }, subject, draftId ?? null);
  return reading === undefined ? facts : factsSince(facts, reading.beganAtMs);
};

const readAll = async (asking: network.Asking, subject: FactsSubject, draftId: string | null): Promise<Facts> => {
  const { subnetIds, instanceTypes, recoveryPointArn, restoreRoleArn, vault } = subject;

  const subnets = network.subnetFacts(asking);
  const interfaces = keyed(subnetIds, (id) => network.interfaceFacts(asking, id));
  const image = network.imageFact(asking, recoveryPointArn);
  const point = network.pointFact(asking, vault, recoveryPointArn);
  const original = originalNamed(subject.resourceArn);
  const instances = interfaces.then((found) => network.instanceFacts(asking, instanceIds(found, original, asking.scope)));
  const elsewhere = originalElsewhere(asking, original);
  const caller = callerFacts(asking);
  const profileName = passedProfile(subject, elsewhere ?? instances.then((found) => only(found, original?.id ?? '')));

  const [groups, reservations, attached, types, offerings, groupLimit, metadataDefaults, placementGroups, keyPairs, elasticIps, claims] =
    await Promise.all([
      subnets.then((found) => network.groupFacts(asking, vpcIds(knownValue(found) ?? [], subject), found)),
      keyed(subnetIds, (id) => network.reservationFacts(asking, id)),
      keyed(subject.interfaceIds, (id) => network.attachedFact(asking, id)),
      keyed(instanceTypes, (type) => network.typeFact(asking, type)),
      keyed(instanceTypes, (type) => network.offeringFact(asking, type)),
      network.groupLimitFact(asking),
      network.metadataFact(asking),
      network.placementGroupFacts(asking),
      network.keyPairFacts(asking),
      network.elasticIpFacts(asking),
      claimFacts(asking, draftId),
    ]);
  const [restoreRoleTrust, passInstanceRole, passRestoreRole, runInstances, vaultPolicy, kmsKeys] = await Promise.all([
    permissions.restoreRoleTrust(asking, restoreRoleArn),
    profileName.then((name) => permissions.passInstanceRole(asking, restoreRoleArn, name)),
    caller.then(({ arn }) => permissions.passRestoreRole(asking, arn, restoreRoleArn)),
    permissions.runInstances(asking, restoreRoleArn),
    caller.then(({ arn }) => permissions.vaultPolicy(asking, vault, arn)),
    image.then((found) => permissions.kmsKeys(asking, restoreRoleArn, found, subject.kmsKeyIds)),
  ]);
  const { account: callerAccount, arn } = await caller;
  const seen = { subnets: await subnets, interfaces: await interfaces, reservations };
  const [others, hidden] = await Promise.all([
    siblingFacts(asking, subject, { subnets: seen.subnets, types, offerings }),
    hiddenFacts(asking, subnetIds, seen),
  ]);
  return {
    callerAccount,
    callerArn: arn,
    ...seen,
    hidden,
    attached,
    instances: await instances,
    ...(elsewhere === null ? {} : { originalElsewhere: await elsewhere }),
    instanceTypes: { ...others.types, ...types },
    offerings: { ...others.offerings, ...offerings },
    securityGroups: groups,
    groupsPerInterface: groupLimit,
    metadataDefaults,
    placementGroups,
    keyPairs,
    image: await image,
    point: await point,
    elasticIps,
    claims,
    permissions: { restoreRoleTrust, passInstanceRole, passRestoreRole, runInstances, vaultPolicy, kmsKeys },
  };
};

/** The facts and the choice of restore roles, for the person asking. */
export const factsFor = async (scope: Scope, subject: FactsSubject): Promise<Result<FactsAnswer, Problem>> => {
  const [facts, roles] = await Promise.all([readFacts(scope, subject), restoreRoles({ scope, reading: null })]);
  return ok({ facts, restoreRoles: roles });
};

const keyed = async <T>(keys: readonly string[], read: (key: string) => Promise<T>): Promise<Readonly<Record<string, T>>> =>
  Object.fromEntries(await Promise.all([...new Set(keys)].map(async (key) => [key, await read(key)] as const)));

const callerKind = factKind<CallerIdentity>('sts:GetCallerIdentity', 60_000);

const callerFacts = async (asking: network.Asking): Promise<{ readonly account: Known<string>; readonly arn: Known<string> }> => {
  const { aws } = asking.scope;
  const key = `${aws.connection} ${aws.credentials.generation()} ${aws.region}`;
  const identity = await callerKind(key, () => callerIdentity(aws), asking.reading);
  if (identity.state === 'unknown') return { account: identity, arn: identity };
  const { source, asOf, value } = identity;
  return { account: known(source, asOf, value.account), arn: known(source, asOf, value.arn) };
};

const CLAIMS = 'rehome:claims';

/**
 * The addresses that restores under way have claimed, which AWS may not show yet. Those of jobs that others have started are known once AWS's list has been read: in a
 * reading it is read now, and while somebody plans, the place is followed.
 */
const claimFacts = async ({ scope, reading }: network.Asking, ownDraft: string | null): Promise<Facts['claims']> => {
  const asOf = new Date().toISOString();
  if (reading === null) await noteLooking(scope);
  else {
    // What comes too late is stored all the same, for the next one.
    const seen = await reading.inTime(async () => ({ problem: await seeOthersJobs(scope) }));
    if (seen === null) return unknown(CLAIMS, asOf, { code: 'late' });
    if (seen.problem !== null) return unknown(CLAIMS, asOf, reasonOf(seen.problem));
  }
  const claims = (await activeClaims(scope)).filter(({ draftId }) => draftId === null || draftId !== ownDraft);
  const facts = claims.map(({ address, subnetId, claimedBy, restoreId, draftId }) => ({
    address: parseIpv4(address),
    subnetId,
    by: claimedBy,
    restoreId,
    ...(draftId === null ? {} : { draftId }),
  }));
  return known(
    CLAIMS,
    asOf,
    facts.flatMap(({ address, ...rest }) => (address === null ? [] : [{ address, ...rest }])),
  );
};

const vpcIds = (subnets: readonly { readonly id: string; readonly vpcId: string }[], subject: FactsSubject): readonly string[] => {
  const wanted = new Set(subject.subnetIds);
  return [...new Set([...subject.vpcIds, ...subnets.filter((subnet) => wanted.has(subnet.id)).map((subnet) => subnet.vpcId)])];
};
