import type { InterfaceMatch } from '../compare-addresses';
import { type GuestInterface, guestPlatform, secondarySteps } from './guest';
import { aws, type ChecklistItem, item, type Restored, shownBy } from './item';
import { elasticItems, sourceDestItems, tagItems } from './kept-by-ec2';
import { alarmItems, managedItems, recordItems, scalingItems, targetItems } from './kept-elsewhere';

/** States in which an instance holds no address any more, or will not for long. */
const GONE = new Set(['terminated', 'shutting-down']);

/** F21: two copies of one machine on the network. One that is stopped answers nobody, but holds its addresses and can be started. */
const originalItems = ({ originalId, original, originalRegion, after }: Restored): readonly ChecklistItem[] => {
  if (originalId === null || originalId === after.instanceId) return [];
  const state = original.state === 'known' ? (original.value?.state ?? 'terminated') : null;
  return [
    item({
      key: 'original',
      kind: 'original',
      rule: 'F21',
      params: { id: originalId, state },
      command: originalRegion === null ? null : aws('ec2', 'describe-instances', '--region', originalRegion, '--instance-ids', originalId),
      ...shownBy(original, () => state !== null && GONE.has(state)),
    }),
  ];
};

const fixedAddresses = (interfaces: readonly InterfaceMatch[]): readonly string[] =>
  interfaces.flatMap(({ addresses }) =>
    addresses.flatMap(({ asked, role }) =>
      asked?.kind === 'fixed' && (role === 'primary' || role === 'secondary') ? [asked.address] : [],
    ),
  );

/** Whether each address that was asked for is the restored instance's and nobody else's. */
const addressItems = ({ interfaces, holders, after, region }: Restored): readonly ChecklistItem[] => {
  const asked = fixedAddresses(interfaces);
  if (asked.length === 0) return [];
  const others = holders.state === 'known' ? holders.value.filter(({ instanceId }) => instanceId !== after.instanceId) : [];
  const own = holders.state === 'known' ? holders.value.filter(({ instanceId }) => instanceId === after.instanceId) : [];
  const missing = holders.state === 'known' ? asked.filter((address) => !own.some((each) => each.address === address)) : [];
  return [
    item({
      key: 'addresses',
      kind: 'addresses',
      rule: 'F21',
      params: {
        addresses: asked.join(', '),
        others: others.map(({ address, instanceId, interfaceId }) => `${address} (${instanceId ?? interfaceId})`).join(', '),
        missing: missing.join(', '),
      },
      command: aws(
        'ec2',
        'describe-network-interfaces',
        '--region',
        region,
        '--filters',
        `Name=addresses.private-ip-address,Values=${asked.join(',')}`,
      ),
      ...shownBy(holders, () => others.length === 0 && missing.length === 0),
    }),
  ];
};

const secondariesOf = ({ addresses }: InterfaceMatch): readonly string[] =>
  addresses.flatMap(({ role, actual, asked }) => (role === 'secondary' ? (actual ?? (asked?.kind === 'fixed' ? asked.address : [])) : []));

const guestInterfaces = ({ interfaces, prefixLengths }: Restored): readonly GuestInterface[] =>
  interfaces.flatMap((each) => {
    const secondaries = secondariesOf(each);
    const { actual } = each;
    if (secondaries.length === 0 || actual?.macAddress == null) return [];
    return [{ macAddress: actual.macAddress, secondaries, prefixLength: prefixLengths[actual.subnetId] ?? 32 }];
  });

const platformOf = ({ before, after }: Restored) => {
  const managed = [after.managed, before?.managed].find((fact) => fact?.state === 'known' && fact.value !== null);
  const instance = [after.instance, before?.instance].find((fact) => fact?.state === 'known' && fact.value !== null);
  return guestPlatform(
    instance?.state === 'known' ? (instance.value?.platform ?? null) : null,
    managed?.state === 'known' ? (managed.value?.platformName ?? null) : null,
  );
};

/** What nobody sees from outside the machine: a person says when it is done. */
const guestItems = (restored: Restored): readonly ChecklistItem[] => {
  const { interfaces } = restored;
  const secondaries = interfaces.flatMap(secondariesOf);
  const attached = interfaces.filter(({ actual }) => actual !== null);
  const fresh = interfaces.filter(({ askedInterfaceId }) => askedInterfaceId === null);
  const open = { state: 'open' } as const;
  return [
    ...(secondaries.length === 0
      ? []
      : [
          item({
            key: 'secondary',
            kind: 'secondary',
            rule: 'F20',
            ...open,
            params: { addresses: secondaries.join(', ') },
            guest: secondarySteps(platformOf(restored), guestInterfaces(restored)),
          }),
        ]),
    ...(attached.length > 1 ? [item({ key: 'several', kind: 'several', rule: 'F20', ...open })] : []),
    // An attached interface keeps its MAC address.
    ...(fresh.length === 0
      ? []
      : [
          item({
            key: 'mac',
            kind: 'mac',
            rule: 'F22',
            ...open,
            params: { macs: fresh.flatMap(({ actual }) => actual?.macAddress ?? []).join(', ') },
          }),
        ]),
  ];
};

/**
 * What has to be seen to after a restore (section 4 of docs/aws-facts.md, F20-F24), made from what the original had and what the restored instance has: each item with its state
 * as AWS shows it, the call that says so, and the command that does it. Pure.
 */
export const checklist = (restored: Restored): readonly ChecklistItem[] => [
  ...addressItems(restored),
  ...originalItems(restored),
  ...elasticItems(restored),
  ...targetItems(restored),
  ...recordItems(restored),
  ...alarmItems(restored),
  ...scalingItems(restored),
  ...managedItems(restored),
  ...sourceDestItems(restored),
  ...tagItems(restored),
  ...guestItems(restored),
];

/** The states that a person can give an item. */
export const TICKS = ['done', 'not-applicable', 'open'] as const;
export type Tick = (typeof TICKS)[number];

/** What a person said of an item. */
export interface Ticked {
  readonly state: Tick;
  readonly by: string;
  /** ISO 8601. */
  readonly at: string;
  /** What AWS showed then. */
  readonly shown: ChecklistItem['state'];
}

/** The state that counts: a person's, who may know more than a call; else the one that AWS shows. Said `open`, it is AWS's again. */
export const stateOf = (shown: ChecklistItem, ticked: Ticked | null): ChecklistItem['state'] =>
  ticked === null || ticked.state === 'open' ? shown.state : ticked.state;

/** Whether a person called something done that AWS shows open. */
export const disagrees = (shown: ChecklistItem, ticked: Ticked | null): boolean =>
  ticked?.state === 'done' && shown.state === 'open' && shown.evidence !== null;

/** How many items are open or unknown. */
export const leftToDo = (items: readonly ChecklistItem[], ticks: Readonly<Record<string, Ticked>>): number =>
  items.filter((each) => ['open', 'unknown'].includes(stateOf(each, ticks[each.key] ?? null))).length;
