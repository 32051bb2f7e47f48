import { z } from 'zod';
import type { Denial } from '@/lib/jobs/authorization-failures';
import type { FailureCode } from '@/lib/jobs/known-failures';
import { parseCidr } from '@/lib/net/cidr';
import { parseIpv4 } from '@/lib/net/ipv4';
import { parseIpv6 } from '@/lib/net/ipv6';
import { MAX_LIST, MAX_SIZE, MAX_STEPS } from './bounds';
import type { Command } from './command';
import type { PlanHistory } from './history';
import type { Arn, NetworkInterfaceId, SecurityGroupId, SubnetId } from './ids';
import { type Assigned, type Nic, PLAN_VERSION, type RestorePlan } from './plan';

// The one statement of what a plan, a command and a history may be. What is stored, sent or read is held against it, and changed by nothing in it; `apply`, `perform`
// and `parseTemplate` make nothing else (a property in savable.test.ts). The browser relies on that and never loads this file: zod is too heavy for it.

/** A value that only `read` can make, spelt as `read` spells it. */
const parsed = <T extends string>(read: (text: string) => T | null) =>
  z.custom<T>((value) => typeof value === 'string' && value.length <= 100 && read(value) === value, 'malformed');

/** An id or ARN, and any other text that AWS or a file gave: whether it is a good one is for the checks to say. */
const named = <T extends string>() => z.custom<T>((value) => typeof value === 'string');
const list = <T>(item: z.ZodType<T>) => z.array(item).max(MAX_LIST);

const ipv4 = parsed(parseIpv4);
const ipv6 = parsed(parseIpv6);
const cidr = parsed(parseCidr);
const ipv6Prefix = z.string();
const subnetId = named<SubnetId>();
const arn = named<Arn>();
const key = z.string();
const index = z.int().min(0);
const text = z.string();
const groups = list(named<SecurityGroupId>());

/** In a plan a count is at least one; none is an empty list. A command may ask for none by the number 0. */
type Least = 0 | 1;

const assigned = <T>(value: z.ZodType<T>, least: Least): z.ZodType<Assigned<T>> =>
  z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('fixed'), values: list(value) }),
    z.strictObject({ kind: z.literal('automatic'), count: z.int().min(least).max(MAX_LIST) }),
  ]);

const nicCommon = {
  key,
  deviceIndex: index,
  networkCardIndex: index.nullable(),
  origin: index.nullable(),
  extra: z.record(z.string(), z.json()),
};

const nicsOf = (least: Least): z.ZodType<readonly Nic[]> =>
  list(
    z.discriminatedUnion('kind', [
      z.strictObject({
        kind: z.literal('new'),
        ...nicCommon,
        subnetId: subnetId.nullable(),
        groups,
        primary: z.discriminatedUnion('kind', [
          z.strictObject({ kind: z.literal('automatic') }),
          z.strictObject({ kind: z.literal('fixed'), address: ipv4 }),
        ]),
        secondaries: assigned(ipv4, least),
        ipv6: assigned(ipv6, least),
        ipv4Prefixes: assigned(cidr, least),
        ipv6Prefixes: assigned(ipv6Prefix, least),
        primaryIpv6: z.boolean(),
        publicIp: z.boolean(),
        deleteOnTermination: z.boolean(),
        description: text,
        interfaceType: text,
      }),
      z.strictObject({ kind: z.literal('existing'), ...nicCommon, networkInterfaceId: named<NetworkInterfaceId>() }),
    ]),
  );

const settings = z.strictObject({
  instanceType: text,
  instanceProfile: z.enum(['backed-up', 'none']),
  keyPair: z.enum(['backed-up', 'none']),
  cpuOptions: z.enum(['keep', 'drop']),
  userData: text.nullable(),
  overrides: z.record(z.string(), text.nullable()),
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
  z.strictObject({ type: z.literal('set-secondaries'), nic: key, secondaries: assigned(ipv4, 0) }),
  z.strictObject({ type: z.literal('move-address'), from: slot, to: target }),
  z.strictObject({ type: z.literal('set-ipv6'), nic: key, ipv6: assigned(ipv6, 0) }),
  z.strictObject({ type: z.literal('set-ipv4-prefixes'), nic: key, prefixes: assigned(cidr, 0) }),
  z.strictObject({ type: z.literal('set-ipv6-prefixes'), nic: key, prefixes: assigned(ipv6Prefix, 0) }),
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
  z.strictObject({ type: z.literal('set-interface-type'), nic: key, interfaceType: text }),
  z.strictObject({ type: z.literal('set-network-card'), nic: key, networkCardIndex: index.nullable() }),
  z.strictObject({ type: z.literal('add-nic'), subnetId: subnetId.nullable(), groups }),
  z.strictObject({ type: z.literal('remove-nic'), nic: key }),
  z.strictObject({ type: z.literal('move-nic'), nic: key, toPosition: index }),
  z.strictObject({ type: z.literal('set-settings'), settings: changedSettings }),
  // JSON loses a member that is undefined, which here means "as in the backup".
  z
    .strictObject({ type: z.literal('set-override'), key: z.string(), value: text.nullable().optional() })
    .transform((each) => ({ ...each, value: each.value })),
  z.strictObject({ type: z.literal('set-restore-role'), roleArn: arn.nullable() }),
  z.strictObject({ type: z.literal('set-copy-tags'), copyTags: z.boolean() }),
  z.strictObject({ type: z.literal('replace-nics'), nics: nicsOf(0) }),
]);

const failedBefore = z.strictObject({
  restoreId: z.string(),
  jobId: z.string().nullable(),
  at: z.string().nullable(),
  message: z.string(),
  known: z
    .strictObject({
      rule: z.string(),
      // One that a later version tells is kept; it has no words here.
      code: named<FailureCode>(),
      subject: z.string().nullable(),
      denial: named<Denial>().exactOptional(),
      encoded: z.string().exactOptional(),
    })
    .nullable(),
  subject: z.string().nullable(),
  key: z.string().nullable(),
  text: z.string().nullable(),
});

const versioned = { kind: z.literal('ec2'), version: z.literal(PLAN_VERSION) };

const plan: z.ZodType<RestorePlan> = z.strictObject({
  ...versioned,
  source: z.strictObject({
    account: z.string(),
    region: z.string(),
    vault: z.string(),
    recoveryPointArn: arn,
    resourceArn: arn.nullable(),
    resourceName: z.string().nullable(),
    createdAt: z.string().nullable(),
    template: z.record(z.string(), z.string()),
    failed: failedBefore.exactOptional(),
  }),
  settings,
  nics: nicsOf(1),
  restoreRoleArn: arn.nullable(),
  copyTags: z.boolean(),
});

/** A history. Its shape and its bounds only: whether its steps apply is for `replay` to say. */
export const planHistorySchema: z.ZodType<PlanHistory> = z
  .strictObject({
    ...versioned,
    base: plan,
    steps: z.array(z.strictObject({ label: z.string(), commands: list(command) })).max(MAX_STEPS),
    cursor: index,
  })
  .refine(({ steps, cursor }) => cursor <= steps.length, { path: ['cursor'], message: 'beyond the steps' })
  .refine((history) => JSON.stringify(history).length <= MAX_SIZE, { message: 'too large' });
