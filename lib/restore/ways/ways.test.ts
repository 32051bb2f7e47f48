import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { asksFor, type ConflictChoice, HOLDER, ORIGINAL, planOfConflict, STRANGER, WANTED, worldOf } from '@/lib/testing/conflicts';
import { conflictChoices } from '@/lib/testing/random-conflicts';
import { indexOf, SUBNET } from '../address-map/testing';
import { applyAll } from '../apply';
import { check } from '../check';
import type { AddressWays, Step, Way } from './way';
import { addressWays } from './ways';

const USUAL: ConflictChoice = {
  holder: 'original',
  state: 'running',
  held: 'primary',
  wanted: 'primary',
  deviceIndex: 0,
  deleteOnTermination: true,
  attachment: true,
  originalKnown: true,
  callerKnown: true,
  reserved: 'none',
  tags: 'none',
  elasticIp: false,
  asText: false,
  denied: [],
};

const waysFor = (choice: ConflictChoice): AddressWays | null =>
  addressWays(planOfConflict(choice), indexOf(worldOf(choice)), { subnetId: SUBNET, address: WANTED }, (action) =>
    choice.denied.includes(action) ? 'denied' : 'unknown',
  );

const found = (more: Partial<ConflictChoice> = {}): AddressWays => {
  const answer = waysFor({ ...USUAL, ...more });
  if (answer === null) throw new Error('nobody holds it');
  return answer;
};

const wayOf = (answer: AddressWays, kind: Way['kind']): Way => {
  const way = answer.ways.find((each) => each.kind === kind);
  if (way === undefined) throw new Error(`no ${kind} among ${answer.ways.map((each) => each.kind).join(', ')}`);
  return way;
};

const kinds = (answer: AddressWays): readonly string[] => answer.ways.map(({ kind }) => kind);
const stepsOf = (answer: AddressWays): readonly Step[] => answer.ways.flatMap(({ steps }) => steps);

const READS = /^aws ec2 describe-/;
const BREAKS = ['nothing', 'reversible', 'destroys'];

describe('any conflict', () => {
  it('has an owner to ask, a way to wait or another address, and never a step that touches a stranger', () => {
    fc.assert(
      fc.property(conflictChoices.filter(asksFor), (choice) => {
        const answer = waysFor(choice);
        if (answer === null) throw new Error('somebody holds it');
        expect(answer.ways.length).toBeGreaterThan(0);
        if (answer.held.as === 'original') return;
        for (const { command, undo, effect, code } of stepsOf(answer)) {
          expect(effect).not.toBe('destroys');
          for (const text of [command, undo]) {
            if (text === null || READS.test(text)) continue;
            for (const id of [ORIGINAL, STRANGER, HOLDER]) expect(text).not.toContain(id);
          }
          expect(['terminate', 'unassign', 'detach-interface', 'keep-with-instance-gone']).not.toContain(code);
        }
      }),
      { numRuns: 3_000 },
    );
  });

  it('calls nobody the original of whom it is not proven', () => {
    fc.assert(
      fc.property(conflictChoices.filter(asksFor), (choice) => {
        const answer = waysFor(choice);
        const proven = choice.holder === 'original' || (choice.holder === 'original-of-other-account' && !choice.callerKnown);
        expect(answer?.held.as === 'original').toBe(proven && choice.originalKnown);
      }),
      { numRuns: 1_000 },
    );
  });

  it('is ranked: the address itself first, then by what a way breaks, proven before experimental', () => {
    fc.assert(
      fc.property(conflictChoices.filter(asksFor), (choice) => {
        const ways = waysFor(choice)?.ways ?? [];
        const breaks = ({ breaks: worst }: Way): number => BREAKS.indexOf(worst);
        for (const [i, way] of ways.entries()) {
          expect(BREAKS[Math.max(...way.steps.map(({ effect }) => BREAKS.indexOf(effect)))]).toBe(
            // What is reserved beside another address is taken back with one command, and breaks nothing that anybody has.
            way.kind === 'another-address' && way.steps.length > 1 ? 'reversible' : way.breaks,
          );
          expect(way.before.length > 0).toBe(way.breaks === 'destroys');
          const next = ways[i + 1];
          if (next === undefined || next.gets !== way.gets) continue;
          expect(breaks(way)).toBeLessThanOrEqual(breaks(next));
        }
        expect(ways.map(({ gets }) => gets)).toEqual([...ways.map(({ gets }) => gets)].sort().reverse());
      }),
      { numRuns: 1_000 },
    );
  });

  it('offers only edits that the plan takes, and another address that the check then finds free', () => {
    fc.assert(
      fc.property(conflictChoices.filter(asksFor), (choice) => {
        const [plan, index] = [planOfConflict(choice), indexOf(worldOf(choice))];
        for (const way of waysFor(choice)?.ways ?? [])
          for (const { edit } of way.steps) {
            if (choice.asText) expect(edit).toEqual([]);
            const edited = applyAll(plan, edit);
            expect(edited.ok).toBe(true);
            if (way.gets === 'another' && edit.length > 0 && edited.ok)
              expect(check(edited.value, index).filter(({ rule }) => rule === 'V10' || rule === 'V11')).toEqual([]);
          }
      }),
      { numRuns: 500 },
    );
  });

  it('reserves nothing where another reservation covers the address', () => {
    fc.assert(
      fc.property(conflictChoices.filter(asksFor), (choice) => {
        const answer = waysFor(choice);
        for (const { code, params } of answer === null ? [] : stepsOf(answer))
          if (code === 'reserve' && choice.reserved !== 'none') expect(params.address).not.toMatch(/^10\.0\.0\.(4[89]|5\d|6[0-3])$/);
      }),
    );
  });
});

describe('the running original', () => {
  it('is told with since when, and can keep its interface', () => {
    const answer = found();
    expect(answer.held).toMatchObject({ as: 'original', role: 'primary', since: { at: '2026-01-02T03:04:05.000Z', of: 'attached' } });
    expect(kinds(answer)).toEqual([
      'wait',
      'beside-then-swap',
      'terminate-first',
      'keep-interface',
      'another-address',
      'automatic-address',
    ]);
    const keep = wayOf(answer, 'keep-interface');
    expect(keep.experimental).toBe(true);
    expect(keep.steps.map(({ command }) => command)).toEqual([
      `aws ec2 modify-network-interface-attribute --region ap-northeast-1 --network-interface-id ${HOLDER} --attachment AttachmentId=eni-attach-0dddddddddddddddd,DeleteOnTermination=false`,
      `aws ec2 terminate-instances --region ap-northeast-1 --instance-ids ${ORIGINAL}`,
      `aws ec2 describe-network-interfaces --region ap-northeast-1 --network-interface-ids ${HOLDER} --query 'NetworkInterfaces[].Status'`,
      null,
      null,
    ]);
    expect(keep.steps[0]?.undo).toContain('DeleteOnTermination=true');
    expect(keep.steps[1]?.link).toContain(`InstanceDetails:instanceId=${ORIGINAL}`);
    expect(keep.steps[3]?.edit).toMatchObject([{ type: 'replace-nics', nics: [{ kind: 'existing', networkInterfaceId: HOLDER }] }]);
  });

  it('needs no step to keep an interface that stays by itself', () => {
    const keep = wayOf(found({ deleteOnTermination: false }), 'keep-interface');
    expect(keep.steps[0]?.code).toBe('terminate');
    expect(keep.before.find(({ code }) => code === 'interface')?.state).toBe('fine');
    // The address would stay on it: what waits for the address would wait for ever.
    expect(kinds(found({ deleteOnTermination: false }))).toEqual(['wait', 'keep-interface', 'another-address', 'automatic-address']);
  });

  it('has its Elastic IPs and its group told before its end', () => {
    const way = wayOf(found({ elasticIp: true, tags: 'autoscaling' }), 'terminate-first');
    expect(way.before.filter(({ state }) => state === 'mind').map(({ code }) => code)).toEqual([
      'newer-data',
      'interface',
      'autoscaling',
      'elastic-ips',
    ]);
    expect(way.losses.map(({ code }) => code)).toEqual(['original-gone', 'data-since-backup', 'elastic-ips', 'mac-changes']);
    expect(way.before.find(({ code }) => code === 'newer-data')?.command).toBe(
      `aws backup start-backup-job --region ap-northeast-1 --backup-vault-name daily --resource-arn arn:aws:ec2:ap-northeast-1:123456789012:instance/${ORIGINAL} --iam-role-arn arn:aws:iam::123456789012:role/restores`,
    );
  });

  it('gives a secondary address away without being touched otherwise', () => {
    const answer = found({ held: 'secondary', wanted: 'secondary' });
    expect(kinds(answer).slice(0, 3)).toEqual(['wait', 'move-secondary-before', 'move-secondary-after']);
    expect(wayOf(answer, 'move-secondary-before').steps[0]).toMatchObject({
      command: `aws ec2 unassign-private-ip-addresses --region ap-northeast-1 --network-interface-id ${HOLDER} --private-ip-addresses ${WANTED}`,
      undo: `aws ec2 assign-private-ip-addresses --region ap-northeast-1 --network-interface-id ${HOLDER} --private-ip-addresses ${WANTED}`,
    });
    expect(wayOf(answer, 'move-secondary-after').steps[2]?.command).toContain('--allow-reassignment');
  });

  it('gives an interface away that is not its first', () => {
    const answer = found({ deviceIndex: 1 });
    expect(wayOf(answer, 'move-interface').steps[0]).toMatchObject({
      command: 'aws ec2 detach-network-interface --region ap-northeast-1 --attachment-id eni-attach-0dddddddddddddddd',
      undo: `aws ec2 attach-network-interface --region ap-northeast-1 --network-interface-id ${HOLDER} --instance-id ${ORIGINAL} --device-index 1`,
    });
  });

  it('is waited for where its end is under way, and by nothing else', () => {
    expect(kinds(found({ state: 'shutting-down' }))).toEqual(['wait', 'another-address', 'automatic-address']);
  });

  it('tells what is known to be denied', () => {
    const answer = found({ denied: ['ec2:ModifyNetworkInterfaceAttribute'] });
    expect(wayOf(answer, 'keep-interface').steps[0]?.needs).toEqual([{ action: 'ec2:ModifyNetworkInterfaceAttribute', granted: 'denied' }]);
  });
});

describe('a stranger', () => {
  it('is told with whom to ask', () => {
    const answer = found({ holder: 'stranger', tags: 'owner' });
    expect(kinds(answer)).toEqual(['wait', 'ask-owner', 'another-address', 'automatic-address']);
    expect(wayOf(answer, 'ask-owner').steps[0]?.params).toMatchObject({
      name: 'web-01',
      id: STRANGER,
      owner: 'team-billing',
      tag: 'Owner',
    });
  });

  it('is told as what it seems to be', () => {
    expect(found({ holder: 'stranger', tags: 'autoscaling' }).held.seems).toBe('autoscaling');
    expect(found({ holder: 'stranger', tags: 'kubernetes' }).held.seems).toBe('kubernetes');
    expect(found({ holder: 'function' }).held.seems).toBe('function');
  });

  it('is what another account runs, whatever its id', () => {
    const answer = found({ holder: 'original-of-other-account' });
    expect(answer.held).toMatchObject({ as: 'other-account', account: '999988887777' });
  });
});

it('takes an interface that the original left as it is', () => {
  const answer = found({ holder: 'left-behind' });
  expect(answer.held.as).toBe('left-behind');
  expect(kinds(answer)[0]).toBe('attach-left-behind');
});

it('sends one to the colleague whose restore has claimed it', () => {
  const answer = found({ holder: 'claim' });
  expect(answer.held.claim?.by).toBe('somebody');
  expect(kinds(answer)[0]).toBe('ask-colleague');
});

it('finds an address by its place in the request, and nothing where nobody holds it', () => {
  const [plan, index] = [planOfConflict(USUAL), indexOf(worldOf(USUAL))];
  const [finding] = check(plan, index).filter(({ rule }) => rule === 'V10');
  expect(addressWays(plan, index, { at: finding?.at ?? '' })?.address).toBe(WANTED);
  expect(addressWays(plan, indexOf({ cidr: '10.0.0.0/24' }), { at: finding?.at ?? '' })).toBeNull();
  expect(addressWays(plan, index, { at: '/NetworkInterfaces/7/PrivateIpAddress' })).toBeNull();
});
