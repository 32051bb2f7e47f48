import 'server-only';
import { z } from 'zod';
import { parseCidr } from '@/lib/net/cidr';
import { parseIpv4 } from '@/lib/net/ipv4';
import { parseIpv6, parseIpv6Cidr } from '@/lib/net/ipv6';
import type { Command } from '@/lib/restore/command';
import type { PlanHistory } from '@/lib/restore/history';
import type { Arn, NetworkInterfaceId, SecurityGroupId, SubnetId } from '@/lib/restore/ids';
import type { Assigned, Nic, RestorePlan } from '@/lib/restore/plan';
import { MAX_STEPS } from '@/lib/restore/undo';

/** Bounds that keep a forged plan small; each is far above what AWS takes. */
const MAX_NICS = 100;
const MAX_ADDRESSES = 1_000;
const MAX_COMMANDS = 500;
const MAX_VALUE = 65_536;

/** A value that only `read` can make; what it cannot read is refused. */
const parsed = <T>(read: (text: string) => T | null) =>
  z
    .string()
    .max(100)
    .transform((text, context) => {
      const value = read(text);
      if (value !== null) return value;
      context.issues.push({ code: 'custom', message: 'malformed', input: text });
      return z.NEVER;
    });

/** An id or ARN as AWS gave it: bounded, and otherwise AWS's business. */
const named = <T extends string>(max: number) =>
  z.custom<T>((value) => typeof value === 'string' && value.length > 0 && value.length <= max);

const ipv4 = parsed(parseIpv4);
const ipv6 = parsed(parseIpv6);
const cidr = parsed(parseCidr);
const ipv6Prefix = parsed((text) => (parseIpv6Cidr(text) === null ? null : text));
const subnetId = named<SubnetId>(100);
const groupId = named<SecurityGroupId>(100);
const arn = named<Arn>(2_048);
const key = z.string().min(1).max(20);
const index = z.int().min(0).max(10_000);
const text = z.string().max(MAX_VALUE);
const groups = z.array(groupId).max(100);

const assigned = <T>(value: z.ZodType<T>): z.ZodType<Assigned<T>> =>
  z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('fixed'), values: z.array(value).max(MAX_ADDRESSES) }),
    z.strictObject({ kind: z.literal('automatic'), count: z.int().min(1).max(MAX_ADDRESSES) }),
  ]);

const nicCommon = {
  key,
  deviceIndex: index,
  networkCardIndex: index.nullable(),
  origin: index.nullable(),
  extra: z.record(z.string().max(200), z.json()),
};

const nic: z.ZodType<Nic> = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('new'),
    ...nicCommon,
    subnetId: subnetId.nullable(),
    groups,
    primary: z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('automatic') }),
      z.strictObject({ kind: z.literal('fixed'), address: ipv4 }),
    ]),
    secondaries: assigned(ipv4),
    ipv6: assigned(ipv6),
    ipv4Prefixes: assigned(cidr),
    ipv6Prefixes: assigned(ipv6Prefix),
    primaryIpv6: z.boolean(),
    publicIp: z.boolean(),
    deleteOnTermination: z.boolean(),
    description: text,
    interfaceType: z.string().max(100),
  }),
  z.strictObject({ kind: z.literal('existing'), ...nicCommon, networkInterfaceId: named<NetworkInterfaceId>(100) }),
]);

const nics = z.array(nic).max(MAX_NICS);

const settings = z.strictObject({
  instanceType: z.string().min(1).max(100),
  instanceProfile: z.enum(['backed-up', 'none']),
  keyPair: z.enum(['backed-up', 'none']),
  cpuOptions: z.enum(['keep', 'drop']),
  userData: text.nullable(),
  overrides: z.record(z.string().min(1).max(200), text.nullable()),
});

const changedSettings = z.strictObject({
  instanceType: settings.shape.instanceType.exactOptional(),
  instanceProfile: settings.shape.instanceProfile.exactOptional(),
  keyPair: settings.shape.keyPair.exactOptional(),
  cpuOptions: settings.shape.cpuOptions.exactOptional(),
  userData: settings.shape.userData.exactOptional(),
  overrides: settings.shape.overrides.exactOptional(),
});

const slot = z.discriminatedUnion('role', [
  z.strictObject({ nic: key, role: z.literal('primary') }),
  z.strictObject({ nic: key, role: z.literal('secondary'), index }),
]);
const target = z.union([slot, z.strictObject({ nic: key, role: z.literal('new-secondary') }), z.strictObject({ role: z.literal('pool') })]);

const command: z.ZodType<Command> = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('set-primary'), nic: key, address: z.union([z.literal('automatic'), ipv4]) }),
  z.strictObject({ type: z.literal('add-secondary'), nic: key, address: ipv4, index: index.exactOptional() }),
  z.strictObject({ type: z.literal('replace-secondary'), nic: key, index, address: ipv4 }),
  z.strictObject({ type: z.literal('remove-secondary'), nic: key, index }),
  z.strictObject({ type: z.literal('set-secondaries'), nic: key, secondaries: assigned(ipv4) }),
  z.strictObject({ type: z.literal('move-address'), from: slot, to: target }),
  z.strictObject({ type: z.literal('set-ipv6'), nic: key, ipv6: assigned(ipv6) }),
  z.strictObject({ type: z.literal('set-ipv4-prefixes'), nic: key, prefixes: assigned(cidr) }),
  z.strictObject({ type: z.literal('set-ipv6-prefixes'), nic: key, prefixes: assigned(ipv6Prefix) }),
  z.strictObject({
    type: z.literal('set-subnet'),
    nic: key,
    subnetId,
    cidr,
    addresses: z.enum(['keep-last-octets', 'make-automatic', 'keep']),
  }),
  z.strictObject({ type: z.literal('set-groups'), nic: key, groups }),
  z.strictObject({ type: z.literal('set-public-ip'), nic: key, publicIp: z.boolean() }),
  z.strictObject({ type: z.literal('set-delete-on-termination'), nic: key, deleteOnTermination: z.boolean() }),
  z.strictObject({ type: z.literal('set-description'), nic: key, description: text }),
  z.strictObject({ type: z.literal('set-primary-ipv6'), nic: key, primaryIpv6: z.boolean() }),
  z.strictObject({ type: z.literal('set-interface-type'), nic: key, interfaceType: z.string().max(100) }),
  z.strictObject({ type: z.literal('set-network-card'), nic: key, networkCardIndex: index.nullable() }),
  z.strictObject({ type: z.literal('add-nic'), subnetId: subnetId.nullable(), groups }),
  z.strictObject({ type: z.literal('remove-nic'), nic: key }),
  z.strictObject({ type: z.literal('move-nic'), nic: key, toPosition: index }),
  z.strictObject({ type: z.literal('set-settings'), settings: changedSettings }),
  // JSON loses a member that is undefined, which here means "as in the backup".
  z
    .strictObject({ type: z.literal('set-override'), key: z.string().min(1).max(200), value: text.nullable().optional() })
    .transform((each) => ({ ...each, value: each.value })),
  z.strictObject({ type: z.literal('set-restore-role'), roleArn: arn.nullable() }),
  z.strictObject({ type: z.literal('set-copy-tags'), copyTags: z.boolean() }),
  z.strictObject({ type: z.literal('replace-nics'), nics }),
]);

const plan: z.ZodType<RestorePlan> = z.strictObject({
  source: z.strictObject({
    account: z.string().max(12),
    region: z.string().max(50),
    vault: z.string().max(100),
    recoveryPointArn: arn,
    resourceArn: arn.nullable(),
    resourceName: z.string().max(1_000).nullable(),
    createdAt: z.string().max(50).nullable(),
    template: z.record(z.string().max(1_000), z.string()),
  }),
  settings,
  nics,
  restoreRoleArn: arn.nullable(),
  copyTags: z.boolean(),
});

/** A history as a browser sends it. Its shape only: whether its steps apply, and whether its source is the stored one, is the data layer's to say. */
export const planHistorySchema: z.ZodType<PlanHistory> = z.strictObject({
  base: plan,
  steps: z.array(z.strictObject({ label: z.string().max(200), commands: z.array(command).max(MAX_COMMANDS) })).max(MAX_STEPS),
  cursor: z.int().min(0).max(MAX_STEPS),
});
