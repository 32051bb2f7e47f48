import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseIpv4 } from '@/lib/net/ipv4';
import { apply, applyAll } from '../apply';
import type { Command } from '../command';
import { metadataFile, startRestoreJobCommand } from '../exports';
import { ARTICLE, articlePlan } from '../fixtures/article';
import finalMetadata from '../fixtures/article_final_metadata.json';
import answer from '../fixtures/metadata_template.json';
import type { SecurityGroupId, SubnetId } from '../ids';
import { openJson } from '../json';
import type { RestoreMetadata, RestorePlan } from '../plan';
import { toMetadata } from '../to-metadata';
import { importCommands, planOfFile, sourceOfFile } from './plan-of-file';
import { readRestoreInput } from './read-input';

const ip = (text: string) => parseIpv4(text)!;
const read = (text: string) => {
  const input = readRestoreInput(text);
  if (!input.ok) throw new Error(input.error.code);
  return input.value;
};
const planOf = (metadata: RestoreMetadata): RestorePlan => {
  const plan = planOfFile(sourceOfFile(metadata, read('{}')));
  if (!plan.ok) throw new Error(JSON.stringify(plan.error));
  return plan.value;
};
const imported = (text: string): RestorePlan => {
  const commands = importCommands(articlePlan(), read(text));
  if (!commands.ok) throw new Error(JSON.stringify(commands.error));
  const applied = applyAll(articlePlan(), commands.value);
  if (!applied.ok) throw new Error(applied.error.code);
  return applied.value;
};
/** What a map says to AWS: an empty list of an interface, or none, is the same. */
const opened = (metadata: RestoreMetadata): unknown => {
  const said = (members: object) =>
    Object.fromEntries(Object.entries(members).filter(([, value]) => JSON.stringify(value) !== '[]' && value !== 0));
  const { NetworkInterfaces = '[]', ...rest } = metadata;
  return { ...rest, NetworkInterfaces: (openJson(NetworkInterfaces) as object[]).map(said) };
};

const nic = fc.constantFrom('n0', 'n1', 'n2');
const address = fc.integer({ min: 4, max: 250 }).map((host) => ip(`10.1.10.${host}`));
const command: fc.Arbitrary<Command> = fc.oneof(
  fc.record({ type: fc.constant('set-primary'), nic, address: fc.oneof(address, fc.constant('automatic' as const)) }),
  fc.record({ type: fc.constant('add-secondary'), nic, address }),
  fc.record({
    type: fc.constant('set-secondaries'),
    nic,
    secondaries: fc.constantFrom({ kind: 'automatic', count: 3 } as const, { kind: 'fixed', values: [] } as const),
  }),
  fc.record({ type: fc.constant('set-groups'), nic, groups: fc.subarray(['sg-1', 'sg-2'] as SecurityGroupId[]) }),
  fc.record({ type: fc.constant('set-public-ip'), nic, publicIp: fc.boolean() }),
  fc.record({ type: fc.constant('set-delete-on-termination'), nic, deleteOnTermination: fc.boolean() }),
  fc.record({ type: fc.constant('set-description'), nic, description: fc.constantFrom('', 'db', 'a "quoted" one') }),
  fc.record({
    type: fc.constant('set-ipv6'),
    nic,
    ipv6: fc.constantFrom({ kind: 'automatic', count: 1 } as const, { kind: 'fixed', values: [] } as const),
  }),
  fc.record({ type: fc.constant('set-network-card'), nic, networkCardIndex: fc.constantFrom(null, 0, 1) }),
  fc.record({ type: fc.constant('add-nic'), subnetId: fc.constant('subnet-2' as SubnetId), groups: fc.constant([]) }),
  fc.record({ type: fc.constant('remove-nic'), nic }),
  fc.record({ type: fc.constant('move-nic'), nic, toPosition: fc.nat(2) }),
  fc.record({
    type: fc.constant('set-settings'),
    settings: fc.constantFrom<Extract<Command, { type: 'set-settings' }>['settings']>(
      { instanceType: 'm5.large', cpuOptions: 'keep' },
      { instanceProfile: 'none' },
      { keyPair: 'none' },
      { userData: 'IyEvYmluL3No' },
    ),
  }),
  fc.record({
    type: fc.constant('set-override'),
    key: fc.constantFrom('EbsOptimized', 'Placement', 'KeyName', 'Other'),
    value: fc.constantFrom(null, 'true', '{"Tenancy":"host"}'),
  }),
);
/** Plans as people make them: from the backup, by commands, those that do not apply left out. */
const plans = fc.array(fc.constant(0).chain(() => command) as fc.Arbitrary<Command>, { maxLength: 8 }).map((commands) =>
  commands.reduce((plan, each) => {
    const next = apply(plan, each);
    return next.ok ? next.value : plan;
  }, articlePlan()),
);

describe('planOfFile', () => {
  it('gives a file that the console exported again, to the byte, whatever was edited', () => {
    fc.assert(
      fc.property(plans, (plan) => {
        const file = toMetadata(plan, 'r');
        expect(metadataFile(toMetadata(planOf(file), 'r'))).toBe(metadataFile(file));
      }),
      { numRuns: 500 },
    );
  });

  it('keeps a public IP that a person asked for, and leaves out the one that a backup happens to have', () => {
    const publicIp = (metadata: RestoreMetadata) => planOf(metadata).nics.map((each) => each.kind === 'new' && each.publicIp);
    expect(publicIp(answer.RestoreMetadata)).toEqual([false]);
    const asked = finalMetadata.NetworkInterfaces.replace('"AssociatePublicIpAddress":false', '"AssociatePublicIpAddress":true');
    expect(publicIp({ ...finalMetadata, NetworkInterfaces: asked })).toEqual([true]);
  });

  it('keeps where a file is from, as far as that is known', () => {
    const nothing = { region: null, recoveryPointArn: null, restoreRoleArn: null, copyTags: null, ignored: [] };
    const metadata = { InstanceType: 't3.micro', KeyName: 'k' };
    const unknown = { account: '', resourceArn: null, resourceName: null, createdAt: null, template: metadata };
    expect(sourceOfFile(metadata, nothing)).toEqual({ ...unknown, region: '', vault: '', recoveryPointArn: '' });
    expect(sourceOfFile(metadata, { ...nothing, region: 'r', recoveryPointArn: 'arn' }, 'v')).toEqual({
      ...unknown,
      region: 'r',
      vault: 'v',
      recoveryPointArn: 'arn',
    });
  });

  it('says where a file cannot be a plan', () => {
    expect(
      planOfFile(
        sourceOfFile(
          { InstanceType: 't2.micro', NetworkInterfaces: '[{"PrivateIpAddresses":[{"PrivateIpAddress":"10.1.10"}]}]' },
          read('{}'),
        ),
      ),
    ).toMatchObject({
      ok: false,
      error: { code: 'malformed-address', at: '/NetworkInterfaces/0/PrivateIpAddresses/0' },
    });
  });
});

describe('importCommands', () => {
  it('turns a plan for the backup into the file, in one step', () => {
    fc.assert(
      fc.property(plans, (plan) => {
        const file = toMetadata(plan, 'r');
        expect(opened(toMetadata(imported(metadataFile(file)), 'r'))).toEqual(opened(file));
      }),
      { numRuns: 500 },
    );
  });

  it('needs no override for the article’s result', () => {
    const plan = imported(metadataFile(finalMetadata));
    expect(plan.settings.overrides).toEqual({});
    expect(toMetadata(plan, finalMetadata['aws:backup:request-id'])).toEqual(finalMetadata);
  });

  it('takes role and tags switch from a command', () => {
    const role = 'arn:aws:iam::123456789012:role/restore';
    const command = startRestoreJobCommand({
      region: 'ap-northeast-1',
      recoveryPointArn: ARTICLE.recoveryPointArn,
      restoreRoleArn: role,
      copyTags: false,
    });
    expect(imported(`${command}\n${metadataFile(finalMetadata)}`)).toMatchObject({ restoreRoleArn: role, copyTags: false });
  });
});
