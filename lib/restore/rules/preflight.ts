import type { FindingCode } from '../codes';
import type { Fix } from '../diagnostic';
import type { Decision, Known } from '../facts';
import { metadataValue } from '../keys';
import { keyAt } from '../request';
import { evidenceOf, newNics, numberOf, type Rule, type RuleInput } from './rule';
import { NO_PROFILE } from './settings';

/** Why something is not permitted; `null` where it is, or where that is not known. */
const whyNot = (known: Known<Decision>): string | null =>
  known.state === 'known' && known.value.decision === 'denied' ? known.value.why : null;

const decided = (
  input: RuleInput,
  known: Known<Decision>,
  code: FindingCode,
  at: string,
  params: Readonly<Record<string, string | null>> = {},
  fixes: readonly Fix[] = [],
): void => {
  const why = whyNot(known);
  if (known.state === 'unknown') input.unknown(known, at);
  else if (why !== null) input.report({ code, at, params: { ...params, why }, evidence: evidenceOf(known), fixes });
};

const restoreRole = (input: RuleInput): void => {
  const role = input.context.restoreRoleArn;
  if (role === null) {
    if (input.context.backupKnown) input.report({ code: 'no-restore-role', at: '' });
    return;
  }
  const known = input.index.facts.permissions.restoreRoleTrust;
  decided(input, known, whyNot(known) === 'no-such-role' ? 'role-not-found' : 'role-not-trusted', '', { role });
};

const passInstanceRole = (input: RuleInput): void => {
  const profile = metadataValue(input.request.metadata, 'IamInstanceProfileName');
  if (profile === null || profile === '') return;
  // “As it was” of an instance that had none is none.
  if (profile === 'UseBackedUpValue' && input.context.backupKnown && input.context.backedUpProfile === null) return;
  const known = input.index.facts.permissions.passInstanceRole;
  const instanceRole = known.state === 'known' ? (known.value.instanceRoleArn ?? null) : null;
  decided(
    input,
    known,
    whyNot(known) === 'no-such-profile' ? 'profile-not-found' : 'cannot-pass-instance-role',
    keyAt(input.request, 'IamInstanceProfileName'),
    { role: input.context.restoreRoleArn, profile, instanceRole },
    [NO_PROFILE],
  );
};

const role = (input: RuleInput, known: Known<Decision>, code: FindingCode): void => {
  if (input.context.restoreRoleArn !== null) decided(input, known, code, '', { role: input.context.restoreRoleArn });
};

const image = (input: RuleInput): void => {
  const known = input.index.facts.image;
  if (known.state === 'unknown') {
    input.unknown(known, '');
    return;
  }
  const evidence = evidenceOf(known);
  if (known.value === null) input.report({ code: 'image-not-found', at: '', evidence });
  else if (known.value.state !== 'available')
    input.report({
      code: known.value.state === 'disabled' ? 'image-disabled' : 'image-unavailable',
      at: '',
      params: { image: known.value.id, state: known.value.state },
      evidence,
    });
};

const imageAllowed = (input: RuleInput): void => {
  const known = input.index.facts.image;
  if (known.state === 'known' && known.value?.imageAllowed === false)
    input.report({ code: 'image-not-allowed', at: '', params: { image: known.value.id }, evidence: evidenceOf(known) });
};

const windowsSubnet = (input: RuleInput): void => {
  const known = input.index.facts.image;
  const platform = (known.state === 'known' ? known.value?.platform : null) ?? metadataValue(input.request.metadata, 'Platform') ?? '';
  const changed = newNics(input.request).find(
    (nic) => nic.subnetId !== null && input.context.backedUpSubnetIds.length > 0 && !input.context.backedUpSubnetIds.includes(nic.subnetId),
  );
  if (/windows/i.test(platform) && changed !== undefined)
    input.report({ code: 'windows-other-subnet', at: changed.subnetAt, evidence: evidenceOf(known) });
};

const guestSetup = ({ request, report }: RuleInput): void => {
  if (request.nics.length > 1)
    report({ code: 'guest-several-interfaces', at: '/NetworkInterfaces', params: { count: request.nics.length } });
  if (request.nics.some((nic) => (nic.secondaryCount ?? 0) > 0 || nic.addresses.some((a) => !a.primary)))
    report({ code: 'guest-secondary-addresses', at: '/NetworkInterfaces' });
  const bySubnet = new Map<string, number[]>();
  for (const nic of request.nics)
    if (nic.subnetId !== null) bySubnet.set(nic.subnetId, [...(bySubnet.get(nic.subnetId) ?? []), numberOf(nic)]);
  for (const numbers of bySubnet.values())
    if (numbers.length > 1)
      report({ code: 'guest-same-subnet', severity: 'warning', at: '/NetworkInterfaces', params: { numbers: numbers.join(', ') } });
};

const splitBrain = (input: RuleInput): void => {
  const { originalInstanceId } = input.context;
  if (originalInstanceId === null) return;
  const { instances, originalElsewhere } = input.index.facts;
  const known = originalElsewhere ?? instances;
  if (known.state === 'unknown') {
    input.unknown(known, '');
    return;
  }
  const found = originalElsewhere?.state === 'known' ? originalElsewhere.value : input.index.instances.get(originalInstanceId);
  if (found?.state === 'running' || found?.state === 'pending')
    input.report({
      code: 'original-running',
      at: '',
      params: { id: found.id, name: found.name ?? found.id, state: found.state },
      evidence: evidenceOf(known),
    });
};

const macChanges = (input: RuleInput): void => {
  if (newNics(input.request).length > 0 && input.context.originalInstanceId !== null) input.report({ code: 'mac-changes', at: '' });
};

const elasticIps = (input: RuleInput): void => {
  const known = input.index.facts.elasticIps;
  if (known.state === 'unknown') {
    input.unknown(known, '');
    return;
  }
  const stay = known.value.filter(({ instanceId }) => instanceId !== null && instanceId === input.context.originalInstanceId);
  if (stay.length > 0)
    input.report({
      code: 'elastic-ips-stay',
      at: '',
      params: { addresses: stay.map(({ publicIp }) => publicIp).join(', ') },
      evidence: evidenceOf(known),
    });
};

const afterwards = ({ context, report }: RuleInput): void => {
  if (context.backupKnown) report({ code: 'not-carried-over', at: '' });
};

/** Rules of what surrounds a restore: roles, image, the original, the guest. */
export const PREFLIGHT_RULES: readonly Rule[] = [
  {
    id: 'F1',
    severity: 'error',
    needs: ['iam:GetInstanceProfile', 'iam:SimulatePrincipalPolicy'],
    check: passInstanceRole,
  },
  {
    id: 'F7',
    severity: 'error',
    needs: ['ec2:DescribeImages', 'iam:SimulatePrincipalPolicy'],
    check: (input) => role(input, input.index.facts.permissions.kmsKeys, 'kms-key'),
  },
  { id: 'F9', severity: 'error', needs: ['ec2:DescribeImages'], check: imageAllowed },
  {
    id: 'F10',
    severity: 'error',
    needs: ['ec2:DescribeImages'],
    check: image,
  },
  { id: 'F11', severity: 'error', needs: ['iam:GetRole'], check: restoreRole },
  {
    id: 'F14',
    severity: 'error',
    needs: ['iam:SimulatePrincipalPolicy'],
    check: (input) => role(input, input.index.facts.permissions.passRestoreRole, 'cannot-pass-restore-role'),
  },
  {
    id: 'F15',
    severity: 'error',
    needs: ['backup:GetBackupVaultAccessPolicy'],
    check: (input) => decided(input, input.index.facts.permissions.vaultPolicy, 'vault-policy', ''),
  },
  { id: 'F19', severity: 'warning', needs: ['ec2:DescribeImages'], check: windowsSubnet },
  { id: 'F20', severity: 'info', needs: [], check: guestSetup },
  { id: 'F21', severity: 'warning', needs: ['ec2:DescribeInstances'], check: splitBrain },
  { id: 'F22', severity: 'info', needs: [], check: macChanges },
  {
    id: 'F23',
    severity: 'warning',
    needs: ['ec2:DescribeAddresses'],
    check: elasticIps,
  },
  { id: 'F24', severity: 'info', needs: [], check: afterwards },
  {
    id: 'F25',
    severity: 'error',
    needs: ['iam:SimulatePrincipalPolicy'],
    check: (input) => role(input, input.index.facts.permissions.runInstances, 'role-cannot-run'),
  },
];
