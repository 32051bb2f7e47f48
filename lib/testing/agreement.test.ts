import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RuleId } from '@/lib/restore/codes';
import type { RestorePlan } from '@/lib/restore/plan';
import { toMetadata } from '@/lib/restore/to-metadata';
import { validateLaunch } from '@/lib/sandbox/launch/validate-launch';
import { TOKYO } from '@/lib/sandbox/seed/article';
import { type PlanChoices, planChoices } from './random-choices';
import { planOf } from './random-plans';
import { checkIn, type RandomWorld, WORLDS } from './random-worlds';

const judge = (world: RandomWorld, plan: RestorePlan) => {
  const pointArn = plan.source.recoveryPointArn;
  const roleArn = plan.restoreRoleArn ?? '';
  const metadata = toMetadata(plan, 'r');
  const diagnostics = checkIn(world, plan);
  return {
    errors: diagnostics.filter((each) => each.severity === 'error'),
    unknown: diagnostics.filter((each) => each.code.startsWith('unknown-')),
    refusal: validateLaunch({ account: world.account, regionName: TOKYO, pointArn, roleArn }, metadata),
    metadata,
  };
};

/** Which rules foresee a refusal, by EC2's code; the errors must name one of them, so that no other fault of the plan covers a gap. */
const FORESEEN_BY: Readonly<Record<string, readonly RuleId[]>> = {
  AttachmentLimitExceeded: ['V18', 'V27'],
  InsufficientCidrBlocks: ['V25'],
  InsufficientFreeAddressesInSubnet: ['V20'],
  'InvalidAMIID.NotFound': ['F10'],
  'InvalidAMIID.Unavailable': ['F10'],
  'InvalidGroup.NotFound': ['V32'],
  'InvalidIPAddress.InUse': ['V10', 'V11', 'V13', 'V23', 'V25'],
  'InvalidKeyPair.NotFound': ['V34'],
  'InvalidNetworkInterface.InUse': ['V32'],
  'InvalidNetworkInterfaceID.NotFound': ['V32'],
  InvalidParameter: ['V16'],
  InvalidParameterCombination: ['F6', 'V4', 'V7', 'V14', 'V21', 'V23', 'V24', 'V25', 'V27', 'V33'],
  InvalidParameterValue: ['F1', 'F6', 'J5', 'V2', 'V7', 'V8', 'V9', 'V12', 'V14', 'V18', 'V23', 'V24', 'V25', 'V27', 'V31', 'V33'],
  InvalidParameterValueException: ['F2', 'F11'],
  InvalidParameterDependency: ['J5'],
  'InvalidPlacementGroup.Unknown': ['J4'],
  'InvalidSubnetID.NotFound': ['V32'],
  PrivateIpAddressLimitExceeded: ['V19', 'V23'],
  SecurityGroupsPerInterfaceLimitExceeded: ['V16'],
  UnauthorizedOperation: ['F1', 'F25'],
  Unsupported: ['V33'],
  UnsupportedOperation: ['F6', 'V2'],
};

const foreseen = ({ errors, refusal }: ReturnType<typeof judge>): boolean =>
  refusal === null ? errors.length === 0 : errors.some(({ rule }) => FORESEEN_BY[refusal.code]?.includes(rule) ?? false);

const worldOf = (choice: PlanChoices): RandomWorld => WORLDS[choice.account] as RandomWorld;

/** What a disagreement says: the plan's request, our errors and the account's sentence. */
const report = (verdict: ReturnType<typeof judge>): string =>
  JSON.stringify(
    { refusal: verdict.refusal, errors: verdict.errors.map(({ rule, code, at }) => `${rule} ${code} ${at}`), metadata: verdict.metadata },
    null,
    1,
  );

const RUNS = Number(process.env.REHOME_FUZZ_RUNS ?? 20_000);

describe('the checks and the simulated account', () => {
  it(`agree about ${RUNS} random restores: what passes is accepted, what is refused had an error`, { timeout: 600_000 }, () => {
    const seen = { accepted: 0, refused: 0, codes: new Map<string, number>() };
    fc.assert(
      fc.property(planChoices, (choice) => {
        const world = worldOf(choice);
        const verdict = judge(world, planOf(world, choice, TOKYO));
        expect(verdict.unknown).toEqual([]);
        if (verdict.refusal === null) seen.accepted += 1;
        else {
          seen.refused += 1;
          seen.codes.set(verdict.refusal.code, (seen.codes.get(verdict.refusal.code) ?? 0) + 1);
        }
        if (!foreseen(verdict)) throw new Error(report(verdict));
      }),
      { numRuns: RUNS, ...(process.env.REHOME_FUZZ_SEED === undefined ? {} : { seed: Number(process.env.REHOME_FUZZ_SEED) }) },
    );
    if (process.env.REHOME_FUZZ_RUNS !== undefined) process.stdout.write(`${JSON.stringify({ ...seen, codes: [...seen.codes] })}\n`);
    // The plans must be worth something: enough of both kinds, refused for many reasons.
    expect(seen.accepted).toBeGreaterThan(RUNS / 20);
    expect(seen.refused).toBeGreaterThan(RUNS / 20);
    expect(seen.codes.size).toBeGreaterThan(15);
  });
});
