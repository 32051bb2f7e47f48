import 'server-only';
import { setTimeout } from 'node:timers/promises';
import type { AwsProblem } from '@/lib/aws-problem';
import { activeClaims } from '@/lib/db/repositories/claims';
import { logUnexpected } from '@/lib/log';
import { parseIpv4 } from '@/lib/net/ipv4';
import type { Problem } from '@/lib/problem';
import type { Facts, InstanceFact, InterfaceFact, Known } from '@/lib/restore/facts';
import type { FactsSubject } from '@/lib/restore/facts-subject';
import { ok, type Result } from '@/lib/result';
import { hiddenFacts } from './facts/hidden';
import { known, knownValue, reasonOf, unknown } from './facts/known';
import * as network from './facts/network';
import * as permissions from './facts/permissions';
import { restoreRoles } from './facts/restore-roles';
import { siblingFacts } from './facts/siblings';
import type { FactsAnswer } from './facts/views';
import { currentIdentity } from './identity';
import { noteLooking } from './jobs/attention';
import { seeOthersJobs } from './jobs/sweep';
import type { Scope } from './scope';

export interface FactsOptions {
  /** Asks AWS again, for the start. */
  readonly fresh?: boolean;
  /** The plan that it is about: what its own wait has claimed is not in its way. */
  readonly draftId?: string;
}

/**
 * Everything a check may look at, about one plan. Calls run side by side, and each fact is known or unknown by itself, with its reason and instant. Answers are kept for
 * seconds (interfaces) to hours (types); `fresh` asks AWS again, for the start. The caller has been authorised for `scope`.
 */
export const readFacts = async (scope: Scope, subject: FactsSubject, options: FactsOptions = {}): Promise<Facts> => {
  const asking: network.Asking = { scope, fresh: options.fresh ?? false };
  const { subnetIds, instanceTypes, recoveryPointArn, restoreRoleArn, vault } = subject;

  const subnets = network.subnetFacts(asking);
  const interfaces = keyed(subnetIds, (id) => network.interfaceFacts(asking, id));
  const image = network.imageFact(asking, recoveryPointArn);
  const point = network.pointFact(asking, vault, recoveryPointArn);
  const instances = interfaces.then((found) => network.instanceFacts(asking, instanceIds(found, subject)));
  const caller = callerFacts(scope);
  const callerArn = caller.then(({ arn }) => knownValue(arn));
  const profileName =
    subject.instanceProfileName === 'UseBackedUpValue'
      ? instances.then((found) => originalProfile(found, subject))
      : subject.instanceProfileName;

  const [groups, reservations, attached, types, offerings, groupLimit, metadataDefaults, placementGroups, keyPairs, elasticIps, claims] =
    await Promise.all([
      subnets.then((found) => network.groupFacts(asking, vpcIds(knownValue(found) ?? [], subject))),
      keyed(subnetIds, (id) => network.reservationFacts(asking, id)),
      keyed(subject.interfaceIds, (id) => network.attachedFact(asking, id)),
      keyed(instanceTypes, (type) => network.typeFact(asking, type)),
      keyed(instanceTypes, (type) => network.offeringFact(asking, type)),
      network.groupLimitFact(asking),
      network.metadataFact(asking),
      network.placementGroupFacts(asking),
      network.keyPairFacts(asking),
      network.elasticIpFacts(asking),
      claimFacts(asking, options.draftId ?? null),
    ]);
  const [restoreRoleTrust, passInstanceRole, passRestoreRole, runInstances, vaultPolicy, kmsKeys] = await Promise.all([
    permissions.restoreRoleTrust(asking, restoreRoleArn),
    Promise.resolve(profileName).then((name) => permissions.passInstanceRole(asking, restoreRoleArn, name)),
    callerArn.then((arn) => permissions.passRestoreRole(asking, arn, restoreRoleArn)),
    permissions.runInstances(asking, restoreRoleArn),
    callerArn.then((arn) => permissions.vaultPolicy(asking, vault, arn)),
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
  const [facts, roles] = await Promise.all([readFacts(scope, subject), restoreRoles({ scope, fresh: false })]);
  return ok({ facts, restoreRoles: roles });
};

const keyed = async <T>(keys: readonly string[], read: (key: string) => Promise<T>): Promise<Readonly<Record<string, T>>> =>
  Object.fromEntries(await Promise.all([...new Set(keys)].map(async (key) => [key, await read(key)] as const)));

const callerFacts = async (scope: Scope): Promise<{ readonly account: Known<string>; readonly arn: Known<string> }> => {
  const source = 'sts:GetCallerIdentity';
  const asOf = new Date().toISOString();
  const identity = await currentIdentity(scope.aws);
  if (!identity.ok) {
    const nobody = unknown(source, asOf, reasonOf(identity.error));
    return { account: nobody, arn: nobody };
  }
  return { account: known(source, asOf, identity.value.account), arn: known(source, asOf, identity.value.arn) };
};

/** A start does not wait longer for AWS's list of jobs: what else it has found out would be that much older. */
const OTHERS_MS = 10_000;

/** Why it is not known which addresses others' jobs have claimed; `null`: it is. */
const othersJobsInTime = async (scope: Scope): Promise<AwsProblem | null> => {
  const seen = seeOthersJobs(scope);
  const late = new AbortController();
  const tooLate = setTimeout(OTHERS_MS, { code: 'unreachable', detail: 'backup:ListRestoreJobs' } as const, { signal: late.signal });
  // Whichever is second is left alone: the look goes on and is stored, for the next one.
  tooLate.catch(() => undefined);
  try {
    return await Promise.race([seen, tooLate]);
  } finally {
    late.abort();
    seen.catch((error: unknown) => logUnexpected('other-jobs', error));
  }
};

/**
 * The addresses that restores under way have claimed, which AWS may not show yet. Those of jobs that others have started are known once AWS's list has been read: before
 * a start it is read now, and while somebody plans, the place is followed.
 */
const claimFacts = async ({ scope, fresh }: network.Asking, ownDraft: string | null): Promise<Facts['claims']> => {
  if (!fresh) await noteLooking(scope);
  const problem = fresh ? await othersJobsInTime(scope) : null;
  const asOf = new Date().toISOString();
  if (problem !== null) return unknown('rehome:claims', asOf, reasonOf(problem));
  const claims = (await activeClaims(scope)).filter(({ draftId }) => draftId === null || draftId !== ownDraft);
  const facts = claims.map(({ address, subnetId, claimedBy, restoreId, draftId }) => ({
    address: parseIpv4(address),
    subnetId,
    by: claimedBy,
    restoreId,
    ...(draftId === null ? {} : { draftId }),
  }));
  return known(
    'rehome:claims',
    asOf,
    facts.flatMap(({ address, ...rest }) => (address === null ? [] : [{ address, ...rest }])),
  );
};

const vpcIds = (subnets: readonly { readonly id: string; readonly vpcId: string }[], subject: FactsSubject): readonly string[] => {
  const wanted = new Set(subject.subnetIds);
  return [...new Set([...subject.vpcIds, ...subnets.filter((subnet) => wanted.has(subnet.id)).map((subnet) => subnet.vpcId)])];
};

const originalId = (subject: FactsSubject): string | null => /:instance\/(i-[0-9a-z]+)$/.exec(subject.resourceArn ?? '')?.[1] ?? null;

/** The instances that hold addresses in the subnets, and the original. */
const instanceIds = (interfaces: Readonly<Record<string, Known<readonly InterfaceFact[]>>>, subject: FactsSubject): readonly string[] => {
  const holders = Object.values(interfaces).flatMap((fact) => (knownValue(fact) ?? []).flatMap((each) => each.instanceId ?? []));
  const original = originalId(subject);
  return original === null ? holders : [...holders, original];
};

const originalProfile = (instances: Known<readonly InstanceFact[]>, subject: FactsSubject): string | null => {
  const original = knownValue(instances)?.find((instance) => instance.id === originalId(subject));
  return original?.profileArn?.split('/').at(-1) ?? null;
};
