import { instanceConsoleUrl } from '@/lib/jobs/console-link';
import { type Ipv4, ipv4ToNumber } from '@/lib/net/ipv4';
import { ruleInputOf } from '../check';
import type { JsonPointer } from '../diagnostic';
import type { FactIndex } from '../fact-index';
import { spellingOf } from '../keys';
import type { RestoreMetadata, RestorePlan } from '../plan';
import type { OpenedAddress, OpenedNic } from '../request';
import { removal, replacements } from '../rules/address-fixes';
import { inRange, newNics, subnetOf } from '../rules/rule';
import { type Asked, ec2Command, instanceArn, interfacePage, step } from './asked';
import { waitForFree, waysWithLeftBehind, waysWithOriginal } from './for-original';
import { heldIn } from './held';
import type { AddressWays, Effect, Granted, Step, Way } from './way';

const UNKNOWN = (): Granted => 'unknown';

const waitWay = (asked: Asked): Way => ({
  kind: 'wait',
  gets: 'this',
  breaks: 'nothing',
  experimental: false,
  steps: [waitForFree(asked), step(asked, 'start', { address: asked.address }, { by: 'page' })],
  losses: [],
  before: [],
});

/** A stranger is asked; its machine is not touched. The link shows it, in AWS's own console. */
const askOwner = (asked: Asked): Way => {
  const { held, address } = asked;
  const own = held.as !== 'other-account';
  const link =
    held.instanceId !== null && own
      ? instanceConsoleUrl(instanceArn(asked, held.instanceId))
      : held.interfaceId === null
        ? null
        : interfacePage(asked, held.interfaceId);
  const params = {
    address,
    name: held.instance?.name ?? held.instanceId ?? held.interfaceId,
    id: held.instanceId ?? held.interfaceId,
    owner: held.owner?.value ?? null,
    tag: held.owner?.key ?? null,
    account: held.account,
    service: held.service,
  };
  return {
    kind: 'ask-owner',
    gets: 'this',
    breaks: 'nothing',
    experimental: false,
    steps: [step(asked, 'ask-owner', params, { by: 'owner', link }), waitForFree(asked), step(asked, 'start', { address }, { by: 'page' })],
    losses: [],
    before: [],
  };
};

const askColleague = (asked: Asked): Way => ({
  kind: 'ask-colleague',
  gets: 'this',
  breaks: 'nothing',
  experimental: false,
  steps: [
    step(asked, 'ask-colleague', { address: asked.address, by: asked.held.claim?.by ?? null }, { by: 'owner' }),
    step(asked, 'start', { address: asked.address }, { by: 'page' }),
  ],
  losses: [],
  before: [],
});

/** Holds an address that nobody has: AWS picks none out of an explicit reservation by itself. Reservations must not overlap, so it is not offered where one covers the address, or where nobody knows. */
const reserve = (asked: Asked, address: Ipv4): readonly Step[] => {
  const { reservationsKnown, reservations, fact } = asked.subnet;
  const value = ipv4ToNumber(address);
  if (reservationsKnown.state === 'unknown' || reservations.some(({ range }) => inRange(range, value))) return [];
  const words = ['--subnet-id', fact.id, '--cidr', `${address}/32`, '--reservation-type', 'explicit'];
  return [
    step(
      asked,
      'reserve',
      { address, subnet: fact.id },
      {
        effect: 'reversible',
        command: ec2Command(asked, 'create-subnet-cidr-reservation', ...words),
        undo: ec2Command(asked, 'delete-subnet-cidr-reservation', '--subnet-cidr-reservation-id', 'RESERVATION-ID'),
        needs: ['ec2:CreateSubnetCidrReservation', 'ec2:DeleteSubnetCidrReservation'],
      },
    ),
  ];
};

/** Today's remedies, each as a way to another address, and for a chosen one the reservation that holds it while the plan waits for its approval. */
const otherAddresses = (asked: Asked): readonly Way[] => {
  if (asked.asText) return [];
  const value = ipv4ToNumber(asked.address);
  return replacements(asked.input, { address: asked.opened, value, subnet: asked.subnet }).map((fix): Way => {
    const address = typeof fix.params.address === 'string' ? (fix.params.address as Ipv4) : asked.address;
    const chosen = fix.code === 'same-last-octets' || fix.code === 'use-next-free';
    const choose = step(
      asked,
      chosen ? 'choose-free' : 'choose-automatic',
      { address: chosen ? address : asked.address, role: asked.opened.slot.role },
      { by: 'page', edit: fix.commands },
    );
    return {
      kind: chosen ? 'another-address' : 'automatic-address',
      gets: 'another',
      breaks: 'nothing',
      experimental: false,
      steps: [choose, ...(chosen ? reserve(asked, address) : [])],
      losses: [{ code: 'clients-must-follow', params: { address: asked.address } }],
      before: [],
    };
  });
};

const BREAKS: Readonly<Record<Effect, number>> = { nothing: 0, reversible: 1, destroys: 2 };

/** Whether something is destroyed before there is a restored instance that was looked at. */
const destroysFirst = ({ steps }: Way): number => {
  const at = steps.findIndex(({ effect }) => effect === 'destroys');
  const verified = steps.findIndex(({ code }) => code === 'restore-and-verify');
  return Number(at >= 0 && (verified < 0 || verified > at));
};

const refused = (way: Way): number => Number(way.steps.some(({ needs }) => needs.some(({ granted }) => granted === 'denied')));

/** How many steps there are that one cannot leave out. */
const mustDo = ({ steps }: Way): number => steps.filter(({ code }) => code !== 'reserve').length;

const byRank = (a: Way, b: Way): number =>
  Number(a.gets === 'another') - Number(b.gets === 'another') ||
  BREAKS[a.breaks] - BREAKS[b.breaks] ||
  destroysFirst(a) - destroysFirst(b) ||
  refused(a) - refused(b) ||
  Number(a.experimental) - Number(b.experimental) ||
  mustDo(a) - mustDo(b);

const orElse = (ways: readonly Way[], otherwise: Way): readonly Way[] => (ways.length > 0 ? ways : [otherwise]);

const toThis = (asked: Asked): readonly Way[] => {
  const { held } = asked;
  if (held.as === 'claim') return [askColleague(asked)];
  if (held.going) return [waitWay(asked)];
  if (held.as === 'left-behind') return orElse(waysWithLeftBehind(asked), waitWay(asked));
  if (held.as !== 'original') return [askOwner(asked), waitWay(asked)];
  const beside = asked.asText ? [] : removal(asked.input, asked.opened, asked.subnet).flatMap((fix) => fix.commands);
  return [waitWay(asked), ...waysWithOriginal(asked, beside)];
};

const waysOf = (asked: Asked): AddressWays => ({
  address: asked.address,
  subnetId: asked.subnet.fact.id,
  slot: asked.opened.slot,
  held: asked.held,
  asOf: asked.held.as === 'claim' || asked.subnet.interfaces.state === 'unknown' ? null : asked.subnet.interfaces.asOf,
  ways: [...toThis(asked), ...otherAddresses(asked)].toSorted(byRank),
});

/** Where the address stands in the request: by its place, or by subnet and address. */
export type Wanted = { readonly at: JsonPointer } | { readonly subnetId: string; readonly address: string };

const isWanted = (wanted: Wanted, nic: OpenedNic, opened: OpenedAddress): boolean =>
  'at' in wanted ? opened.at === wanted.at : nic.subnetId === wanted.subnetId && opened.text === wanted.address;

/**
 * How an address that the plan asks for can be had: who holds it, and the ways, ranked. Pure, and quick enough for each look of a page (bench `ways`). `null` where the plan
 * does not ask for it there, its subnet is not known, or nobody is known to hold it.
 */
export const addressWays = (
  plan: RestorePlan,
  index: FactIndex,
  wanted: Wanted,
  granted: (action: string) => Granted = UNKNOWN,
): AddressWays | null => {
  const input = ruleInputOf(plan, index);
  const asText = spellingOf(plan.settings.overrides as RestoreMetadata, 'NetworkInterfaces') !== null;
  for (const nic of newNics(input.request)) {
    const opened = nic.addresses.find((each) => isWanted(wanted, nic, each));
    const subnet = opened === undefined ? null : subnetOf(input, nic);
    if (opened === undefined || subnet === null || opened.address === null) continue;
    const held = heldIn(plan, index, subnet, opened.address);
    return held === null ? null : waysOf({ plan, input, subnet, opened, address: opened.address, held, granted, asText });
  }
  return null;
};
