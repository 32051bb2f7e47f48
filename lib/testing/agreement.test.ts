import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { knownFailure } from '@/lib/jobs/known-failures';
import type { RuleId } from '@/lib/restore/codes';
import type { Diagnostic } from '@/lib/restore/diagnostic';
import type { RestoreMetadata, RestorePlan } from '@/lib/restore/plan';
import { toMetadata } from '@/lib/restore/to-metadata';
import { validateLaunch } from '@/lib/sandbox/launch/validate-launch';
import { TOKYO } from '@/lib/sandbox/seed/article';
import { type PlanChoices, planChoices } from './random-choices';
import { planOf } from './random-plans';
import { checkFileIn, checkIn, type RandomWorld, WORLDS } from './random-worlds';

const judge = (world: RandomWorld, plan: RestorePlan, metadata: RestoreMetadata, diagnostics: readonly Diagnostic[]) => {
  const pointArn = plan.source.recoveryPointArn;
  const roleArn = plan.restoreRoleArn ?? '';
  return {
    errors: diagnostics.filter((each) => each.severity === 'error'),
    doubts: diagnostics.filter((each) => each.severity === 'unknown' && !each.code.startsWith('unknown-')),
    unknown: diagnostics.filter((each) => each.severity === 'unknown' && each.code.startsWith('unknown-')),
    refusal: validateLaunch({ account: world.account, regionName: TOKYO, pointArn, roleArn }, metadata),
    metadata,
  };
};

/** Which rules foresee a refusal, by EC2's code; the errors must name one of them, so that no other fault of the plan covers a gap. */
const FORESEEN_BY: Readonly<Record<string, readonly RuleId[]>> = {
  AttachmentLimitExceeded: ['V18', 'V27'],
  InsufficientCidrBlocks: ['V25'],
  InsufficientFreeAddressesInSubnet: ['V20'],
  InvalidBlockDeviceMapping: ['J5'],
  'InvalidAMIID.NotFound': ['F10'],
  'InvalidAMIID.Unavailable': ['F10'],
  'InvalidGroup.NotFound': ['V32'],
  'InvalidIPAddress.InUse': ['V10', 'V11', 'V13', 'V23', 'V25', 'V30'],
  'InvalidKeyPair.NotFound': ['V34'],
  'InvalidNetworkInterface.InUse': ['V32'],
  'InvalidNetworkInterfaceID.NotFound': ['V32'],
  InvalidParameter: ['V16'],
  InvalidParameterCombination: ['F6', 'J4', 'J5', 'V4', 'V7', 'V14', 'V18', 'V21', 'V23', 'V24', 'V25', 'V27', 'V33'],
  InvalidParameterValue: [
    'F1',
    'F6',
    'J2',
    'J4',
    'J5',
    'V2',
    'V7',
    'V8',
    'V9',
    'V12',
    'V14',
    'V18',
    'V23',
    'V24',
    'V25',
    'V27',
    'V31',
    'V33',
  ],
  InvalidParameterValueException: ['F2', 'F11'],
  InvalidParameterDependency: ['J5'],
  'InvalidPlacementGroup.Unknown': ['J4'],
  MissingParameter: ['J5'],
  'InvalidSubnetID.NotFound': ['V32'],
  PrivateIpAddressLimitExceeded: ['V19', 'V23'],
  SecurityGroupsPerInterfaceLimitExceeded: ['V16'],
  UnauthorizedOperation: ['F1', 'F25'],
  Unsupported: ['V33'],
  UnsupportedOperation: ['F6', 'F13', 'V2'],
  VPCIdNotSpecified: ['F12'],
};

/** What is held by something that the account does not show can only be said to be unknown; that too keeps a restore from being started unseen. */
const foreseen = ({ errors, doubts, refusal }: ReturnType<typeof judge>): boolean =>
  refusal === null ? errors.length === 0 : [...errors, ...doubts].some(({ rule }) => FORESEEN_BY[refusal.code]?.includes(rule) ?? false);

const worldOf = (choice: PlanChoices): RandomWorld => WORLDS[choice.account] as RandomWorld;

/** What a disagreement says: the plan's request, our errors and the account's sentence. */
const report = (verdict: ReturnType<typeof judge>): string =>
  JSON.stringify(
    { refusal: verdict.refusal, errors: verdict.errors.map(({ rule, code, at }) => `${rule} ${code} ${at}`), metadata: verdict.metadata },
    null,
    1,
  );

// `npm run properties` tries more, and others each time.
const RUNS = Number(process.env.REHOME_FUZZ_RUNS ?? 1_200);

/** Holds the checks against the account over `runs` requests; which codes were seen, and how many were accepted. */
const holdAgainst = <T>(runs: number, choices: fc.Arbitrary<T>, verdictOf: (choice: T) => ReturnType<typeof judge>) => {
  const seen = { accepted: 0, refused: 0, codes: new Map<string, number>() };
  fc.assert(
    fc.property(choices, (choice) => {
      const verdict = verdictOf(choice);
      expect(verdict.unknown).toEqual([]);
      if (verdict.refusal === null) seen.accepted += 1;
      else {
        seen.refused += 1;
        seen.codes.set(verdict.refusal.code, (seen.codes.get(verdict.refusal.code) ?? 0) + 1);
      }
      if (!foreseen(verdict)) throw new Error(report(verdict));
      // What such a restore would fail with is a failure that is explained.
      if (verdict.refusal !== null && knownFailure(verdict.refusal.message) === null) throw new Error(verdict.refusal.message);
    }),
    { numRuns: runs },
  );
  if (process.env.REHOME_FUZZ_RUNS !== undefined) process.stdout.write(`${JSON.stringify({ ...seen, codes: [...seen.codes] })}\n`);
  // The requests must be worth something: enough of both kinds.
  expect(seen.accepted).toBeGreaterThan(runs / 20);
  expect(seen.refused).toBeGreaterThan(runs / 20);
  return seen.codes;
};

/** How a request says that it names no interfaces. */
const NO_INTERFACES = [{}, { NetworkInterfaces: '[]' }, { NetworkInterfaces: '' }] as const;

/** The plan's request with the subnet and groups of its first interface at the instance level, as people's scripts write it. */
const withoutInterfaces = (plan: RestorePlan, how: (typeof NO_INTERFACES)[number]): RestoreMetadata => {
  const { NetworkInterfaces: _interfaces, ...rest } = toMetadata(plan, 'r');
  const nic = plan.nics.find((each) => each.kind === 'new');
  return {
    ...rest,
    ...how,
    ...(nic?.subnetId == null ? {} : { SubnetId: nic.subnetId }),
    ...(nic === undefined || nic.groups.length === 0 ? {} : { SecurityGroupIds: JSON.stringify(nic.groups) }),
  };
};

describe('the checks and the simulated account', () => {
  it(`agree about ${RUNS} random restores: what passes is accepted, what is refused had an error`, { timeout: 600_000 }, () => {
    const codes = holdAgainst(RUNS, planChoices, (choice) => {
      const world = worldOf(choice);
      const plan = planOf(world, choice, TOKYO);
      return judge(world, plan, toMetadata(plan, 'r'), checkIn(world, plan));
    });
    expect(codes.size).toBeGreaterThan(15);
  });

  it('agree about restores that name no interfaces, for which EC2 makes one', { timeout: 600_000 }, () => {
    const choices = fc.record({ choice: planChoices, how: fc.constantFrom(...NO_INTERFACES) });
    const codes = holdAgainst(RUNS / 4, choices, ({ choice, how }) => {
      const world = worldOf(choice);
      const plan = planOf(world, choice, TOKYO);
      const metadata = withoutInterfaces(plan, how);
      return judge(world, plan, metadata, checkFileIn(world, plan, metadata));
    });
    expect(codes.size).toBeGreaterThan(10);
  });
});
