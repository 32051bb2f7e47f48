import 'server-only';
import { type Question, simulate } from '@/lib/aws/permissions';
import { denies } from '@/lib/aws/policy';
import { instanceProfileRole, roleByName, roleNameOf } from '@/lib/aws/roles';
import { vaultAccessPolicy } from '@/lib/aws/vaults';
import type { AwsProblem } from '@/lib/aws-problem';
import type { Decision, ImageFact, Known } from '@/lib/restore/facts';
import { ok, type Result } from '@/lib/result';
import { because, factKind, known, notGiven, type Unknown, unknown } from './known';
import type { Asking } from './network';

const MINUTE_MS = 60_000;
const SIMULATE = 'iam:SimulatePrincipalPolicy';

const trustKind = factKind<Decision>('iam:GetRole', MINUTE_MS, 'trust');
const simulateKind = factKind<Decision>(SIMULATE, MINUTE_MS);
/** What is inside an instance profile: `missing` where there is no such profile, `null` where it holds no role. */
const profileKind = factKind<{ readonly missing: boolean; readonly roleArn: string | null }>('iam:GetInstanceProfile', MINUTE_MS);
const principalKind = factKind<string>('iam:GetRole', 60 * MINUTE_MS, 'principal');
const vaultPolicyKind = factKind<string | null>('backup:GetBackupVaultAccessPolicy', MINUTE_MS);

const allowed: Decision = { decision: 'allowed' };
const denied = (why: string): Decision => ({ decision: 'denied', why });

const keyOf = ({ scope }: Asking, ...parts: readonly string[]): string =>
  [scope.aws.connection, scope.account, scope.region, ...parts].join('|');

/** F11: the restore role exists and AWS Backup may assume it. */
export const restoreRoleTrust = (asking: Asking, roleArn: string | null): Promise<Known<Decision>> => {
  if (roleArn === null) return Promise.resolve(notGiven('iam:GetRole'));
  const look = async (): Promise<Result<Decision, AwsProblem>> => {
    const role = await roleByName(asking.scope.aws, roleNameOf(roleArn));
    if (!role.ok) return role.error.code === 'not-found' ? ok(denied('no-such-role')) : role;
    if (role.value.arn !== roleArn) return ok(denied('no-such-role'));
    return ok(role.value.trustsBackup ? allowed : denied('no-trust'));
  };
  return trustKind(keyOf(asking, roleArn), look, asking.reading);
};

/** F1: the restore role may pass the role inside the instance profile to EC2. `profileName`: `null` where the instance gets none. */
export const passInstanceRole = async (
  asking: Asking,
  roleArn: string | null,
  profileName: string | null | Unknown,
): Promise<Known<Decision & { readonly instanceRoleArn?: string }>> => {
  if (roleArn === null || profileName === null) return notGiven(SIMULATE);
  if (typeof profileName !== 'string') return because(SIMULATE, profileName);
  const profile = await profileKind(keyOf(asking, profileName), () => profileRole(asking, profileName), asking.reading);
  if (profile.state === 'unknown') return profile;
  if (profile.value.missing) return known(profile.source, profile.asOf, denied('no-such-profile'));
  const instanceRoleArn = profile.value.roleArn;
  if (instanceRoleArn === null) return known(profile.source, profile.asOf, allowed);
  const context = { 'iam:PassedToService': 'ec2.amazonaws.com' };
  const decision = await ask(asking, { principalArn: roleArn, action: 'iam:PassRole', resourceArn: instanceRoleArn, context });
  return decision.state === 'known' ? { ...decision, value: { ...decision.value, instanceRoleArn } } : decision;
};

const profileRole = async (
  asking: Asking,
  profileName: string,
): Promise<Result<{ readonly missing: boolean; readonly roleArn: string | null }, AwsProblem>> => {
  const role = await instanceProfileRole(asking.scope.aws, profileName);
  if (role.ok) return ok({ missing: false, roleArn: role.value });
  return role.error.code === 'not-found' ? ok({ missing: true, roleArn: null }) : role;
};

/** F14: the caller may pass the restore role to AWS Backup. */
export const passRestoreRole = async (asking: Asking, caller: Known<string>, roleArn: string | null): Promise<Known<Decision>> => {
  if (roleArn === null) return notGiven(SIMULATE);
  if (caller.state === 'unknown') return because(SIMULATE, caller);
  const callerArn = caller.value;
  if (callerArn.endsWith(':root')) return known(caller.source, caller.asOf, allowed);
  const principal = await principalKind(keyOf(asking, callerArn), () => principalOf(asking, callerArn), asking.reading);
  if (principal.state === 'unknown') return principal;
  const context = { 'iam:PassedToService': 'backup.amazonaws.com' };
  return ask(asking, { principalArn: principal.value, action: 'iam:PassRole', resourceArn: roleArn, context });
};

/** F25: the restore role may run instances. */
export const runInstances = (asking: Asking, roleArn: string | null): Promise<Known<Decision>> => {
  if (roleArn === null) return Promise.resolve(notGiven(SIMULATE));
  const { account, region } = asking.scope;
  const resourceArn = `arn:${partitionOf(roleArn)}:ec2:${region}:${account}:instance/*`;
  return ask(asking, { principalArn: roleArn, action: 'ec2:RunInstances', resourceArn });
};

/** F15: the vault's own policy does not deny the caller to start a restore. */
export const vaultPolicy = async (asking: Asking, vault: string | null, caller: Known<string>): Promise<Known<Decision>> => {
  const source = 'backup:GetBackupVaultAccessPolicy';
  if (vault === null) return notGiven(source);
  if (caller.state === 'unknown') return because(source, caller);
  const callerArn = caller.value;
  const policy = await vaultPolicyKind(keyOf(asking, vault), () => vaultAccessPolicy(asking.scope.aws, vault), asking.reading);
  if (policy.state === 'unknown') return policy;
  if (policy.value === null) return known(source, policy.asOf, allowed);
  const answer = denies(policy.value, 'backup:StartRestoreJob', { arn: callerArn, account: asking.scope.account });
  if (answer === 'perhaps') return unknown(source, policy.asOf, { code: 'undecided', why: 'policy-conditions' });
  return known(source, policy.asOf, answer === 'yes' ? denied('vault-policy') : allowed);
};

/**
 * F7, F8: the restore role may use the keys of the backup's volumes and those that the plan names (`planKeys`: by id, ARN or alias). A key's own policy has the
 * last word, may allow what the role's policies do not, and is not read: so a refusal that no policy can lift is a denial, and nothing is allowed where there is a key.
 */
export const kmsKeys = async (
  asking: Asking,
  roleArn: string | null,
  image: Known<ImageFact | null>,
  planKeys: readonly string[],
): Promise<Known<Decision>> => {
  if (image.state === 'unknown') return image;
  const keys = [...new Set([...(image.value?.encryptedKmsKeyIds ?? []), ...planKeys])];
  const unnamed = image.value?.unnamedKey ?? false;
  if (keys.length === 0 && !unnamed) return known(image.source, image.asOf, allowed);
  if (roleArn === null) return notGiven(SIMULATE);
  const named = keys.map((key) => keyArn(asking, roleArn, key)).filter((arn) => arn !== null);
  // The managed policy allows grants to AWS services only, and the keys only by way of EC2 (facts 6.4).
  const context = { 'kms:GrantIsForAWSResource': 'true', 'kms:ViaService': `ec2.${asking.scope.region}.amazonaws.com` };
  const answers = await Promise.all(
    named.map((resourceArn) => ask(asking, { principalArn: roleArn, action: 'kms:CreateGrant', resourceArn, context })),
  );
  const implicit = (answer: Known<Decision>) =>
    answer.state === 'known' && answer.value.decision === 'denied' && answer.value.why === 'implicit-deny';
  const refused = answers.find((answer) => answer.state === 'known' && answer.value.decision === 'denied' && !implicit(answer));
  const silent = answers.find((answer) => answer.state === 'unknown');
  const settled = refused ?? silent;
  if (settled !== undefined) return settled;
  const why = answers.some(implicit) ? 'key-policy-alone' : unnamed || named.length < keys.length ? 'key-not-named' : 'key-policy';
  return unknown(SIMULATE, answers[0]?.asOf ?? image.asOf, { code: 'undecided', why });
};

/** The ARN that policies name a key by; `null` for an alias, which policies do not. */
const keyArn = ({ scope }: Asking, roleArn: string, key: string): string | null => {
  if (/^(?:arn:[^:]*:kms:[^:]*:[^:]*:)?alias\//.test(key)) return null;
  return key.startsWith('arn:') ? key : `arn:${partitionOf(roleArn)}:kms:${scope.region}:${scope.account}:key/${key}`;
};

const ask = (asking: Asking, question: Question): Promise<Known<Decision>> => {
  const { principalArn, action, resourceArn } = question;
  const decide = async (): Promise<Result<Decision, AwsProblem>> => {
    const verdict = await simulate(asking.scope.aws, question);
    if (!verdict.ok) return verdict.error.code === 'not-found' ? ok(denied('no-such-role')) : verdict;
    if (verdict.value.allowed) return ok(allowed);
    if (verdict.value.by !== 'policy') return ok(denied(verdict.value.by));
    return ok(denied(verdict.value.explicit ? 'explicit-deny' : 'implicit-deny'));
  };
  return simulateKind(keyOf(asking, principalArn, action, resourceArn), decide, asking.reading);
};

/** The simulator takes a user or a role, not a session of a role; the session's ARN lacks the role's path, so the role is read. */
const principalOf = async (asking: Asking, callerArn: string): Promise<Result<string, AwsProblem>> => {
  const roleName = /:assumed-role\/([^/]+)\//.exec(callerArn)?.[1];
  if (roleName === undefined) return ok(callerArn);
  const role = await roleByName(asking.scope.aws, roleName);
  return role.ok ? ok(role.value.arn) : role;
};

const partitionOf = (arn: string): string => arn.split(':')[1] ?? 'aws';
