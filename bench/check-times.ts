import { addressAt, parseCidr } from '@/lib/net/cidr';
import type { Ipv4 } from '@/lib/net/ipv4';
import { apply } from '@/lib/restore/apply';
import { check } from '@/lib/restore/check';
import { indexFacts } from '@/lib/restore/fact-index';
import type { Facts } from '@/lib/restore/facts';
import type { Arn, SecurityGroupId, SubnetId } from '@/lib/restore/ids';
import { newNic } from '@/lib/restore/new-nic';
import { parseTemplate } from '@/lib/restore/parse';
import type { RestorePlan } from '@/lib/restore/plan';
import { ARTICLE_POINT, TOKYO } from '@/lib/sandbox/seed/article';
import { largeSeed } from '@/lib/sandbox/seed/large';
import { ARTICLE_METADATA } from '@/lib/sandbox/seed/metadata';
import { ARTICLE_SUBNET } from '@/lib/sandbox/seed/network';
import { accountFacts, restoreFacts } from '@/lib/testing/account-facts';
import { type Figure, quantile } from './figure';

const INTERFACES = 15;
const ADDRESSES = 50;
/** The large seed holds 60,000 addresses from 10.50.0.16 on; behind them the subnet is free. */
const FIRST_FREE = 60_100;
/** Measured once the engine has compiled all of it; the large plan takes longer, so it is run less often. */
const SMALL = { warmUp: 20_000, runs: 5_000 };
const LARGE = { warmUp: 300, runs: 500 };

const template = (changes: Readonly<Record<string, string>>): RestorePlan => {
  const parsed = parseTemplate(
    {
      account: '123456789012',
      region: TOKYO,
      vault: 'aws-backup-vault',
      recoveryPointArn: ARTICLE_POINT as Arn,
      resourceArn: null,
      resourceName: null,
      createdAt: null,
      template: { ...ARTICLE_METADATA, ...changes },
    },
    { restoreRoleArn: 'arn:aws:iam::123456789012:role/service-role/AWSBackupDefaultServiceRole' as Arn },
  );
  if (!parsed.ok) throw new Error(parsed.error.code);
  return parsed.value;
};

/** 15 interfaces of 50 addresses each, the first at `offset` of the /16. */
const largePlan = (facts: Facts, offset: number): RestorePlan => {
  const wide = facts.subnets.state === 'known' ? facts.subnets.value.find((each) => each.name === 'wide-a') : undefined;
  const groups = facts.securityGroups.state === 'known' ? facts.securityGroups.value.filter((each) => each.vpcId === wide?.vpcId) : [];
  const block = parseCidr(wide?.cidr ?? '');
  if (wide === undefined || block === null) throw new Error('the large seed has no wide subnet');
  const at = (nic: number, i: number): Ipv4 => addressAt(block, offset + nic * ADDRESSES + i);
  const plan = template({ InstanceType: 'm5.24xlarge' });
  return {
    ...plan,
    settings: { ...plan.settings, cpuOptions: 'drop', overrides: { CreditSpecification: null } },
    nics: Array.from({ length: INTERFACES }, (_, n) => ({
      ...newNic(
        `n${n}`,
        n,
        wide.id as SubnetId,
        groups.map((group) => group.id as SecurityGroupId),
      ),
      primary: { kind: 'fixed', address: at(n, 0) },
      secondaries: { kind: 'fixed', values: Array.from({ length: ADDRESSES - 1 }, (_unused, i) => at(n, i + 1)) },
    })),
  };
};

/** Milliseconds of each check of `plan`, an interface of it edited each time as a person does: what rests on its interfaces cannot be remembered. */
const timesOf = (plan: RestorePlan, facts: Facts, { warmUp, runs }: typeof SMALL): readonly number[] => {
  const index = indexFacts(facts);
  const times: number[] = [];
  for (let run = 0; run < warmUp + runs; run += 1) {
    const edited = apply(plan, { type: 'set-description', nic: 'n0', description: `run ${run}` });
    if (!edited.ok) throw new Error(edited.error.code);
    const from = performance.now();
    check(edited.value, index);
    if (run >= warmUp) times.push(performance.now() - from);
  }
  return times;
};

const errorsOf = (plan: RestorePlan, facts: Facts): number =>
  check(plan, indexFacts(facts)).filter((each) => each.severity === 'error').length;

/** The time of a full check, on one core: of an ordinary plan, and of 15 interfaces with 50 addresses each against a /16 with 60,000 addresses in use. */
export const checkTimes = (): readonly Figure[] => {
  const account = largeSeed(Date.UTC(2026, 10, 24));
  const facts = restoreFacts(accountFacts(account, TOKYO), account, {
    regionName: TOKYO,
    pointArn: ARTICLE_POINT,
    roleArn: 'arn:aws:iam::123456789012:role/service-role/AWSBackupDefaultServiceRole',
    profile: 'ec2_role',
  });
  const typical = template({ SubnetId: ARTICLE_SUBNET });
  const large = largePlan(facts, FIRST_FREE);
  const crowded = largePlan(facts, 1_000);
  if (errorsOf(large, facts) > 0) throw new Error('the large plan should pass');
  const from = performance.now();
  indexFacts(facts);
  const indexed = performance.now() - from;
  const [small, big, taken] = [timesOf(typical, facts, SMALL), timesOf(large, facts, LARGE), timesOf(crowded, facts, LARGE)];
  return [
    { name: 'check of a typical plan, median', value: quantile(small, 0.5), unit: 'ms', atMost: 0.05, note: "the article's restore" },
    { name: 'check of a typical plan, 95th percentile', value: quantile(small, 0.95), unit: 'ms' },
    {
      name: 'check of 15 interfaces × 50 addresses, /16 with 60,000 in use, median',
      value: quantile(big, 0.5),
      unit: 'ms',
      atMost: 1,
      note: 'all 750 addresses free',
    },
    { name: 'the same, 95th percentile', value: quantile(big, 0.95), unit: 'ms' },
    {
      name: 'the same with all 750 addresses taken, median',
      value: quantile(taken, 0.5),
      unit: 'ms',
      note: `${errorsOf(crowded, facts)} errors, each with its remedies`,
    },
    { name: 'making the facts ready, once for each answer of AWS', value: indexed, unit: 'ms' },
  ];
};
