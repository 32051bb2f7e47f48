import type { NearElasticIp, NearInterface, Surroundings } from '../surroundings';
import { aws, type ChecklistItem, evidenceOf, item, itemsOf, type Restored, shownBy, unknownItem } from './item';

/** The interface of the restored instance at the place of one of the original's; `null` where there is none, or it is not known. */
export const counterpart = (after: Surroundings, deviceIndex: number): NearInterface | null =>
  after.interfaces.state === 'known' ? (after.interfaces.value.find((each) => each.deviceIndex === deviceIndex) ?? null) : null;

const homeOf = (before: Surroundings, ip: NearElasticIp): NearInterface | null =>
  before.interfaces.state === 'known' ? (before.interfaces.value.find(({ id }) => id === ip.interfaceId) ?? null) : null;

/** Where an Elastic IP belongs on the restored instance: the same interface, and of its addresses the one at the same place, else its primary. */
const associate = ({ before, after, region }: Restored, ip: NearElasticIp): string | null => {
  const home = before === null ? null : homeOf(before, ip);
  const nic = home === null ? null : counterpart(after, home.deviceIndex);
  if (home === null || nic === null) return null;
  const place = Math.max(0, home.addresses.indexOf(ip.privateIp ?? ''));
  const address = nic.addresses[place] ?? nic.addresses[0];
  const where = address === undefined ? [] : ['--private-ip-address', address];
  const what = ['--allocation-id', ip.allocationId, '--network-interface-id', nic.id];
  // It would otherwise be refused while the old interface has it.
  return aws('ec2', 'associate-address', '--region', region, ...what, ...where, '--allow-reassociation');
};

/** F23: Elastic IPs stay with the old interface. */
export const elasticItems = (restored: Restored): readonly ChecklistItem[] =>
  itemsOf('elastic', 'F23', restored.before?.elasticIps ?? null, (ip) =>
    item({
      key: `elastic:${ip.allocationId}`,
      kind: 'elastic',
      rule: 'F23',
      params: { publicIp: ip.publicIp, allocationId: ip.allocationId },
      command: associate(restored, ip),
      ...shownBy(restored.after.elasticIps, (now) => now.some(({ allocationId }) => allocationId === ip.allocationId)),
    }),
  );

/** F24: a new interface has the check on, whatever the old one had. */
export const sourceDestItems = ({ before, after, region }: Restored): readonly ChecklistItem[] => {
  const had = before?.interfaces ?? null;
  const off = had?.state === 'known' ? { ...had, value: had.value.filter((each) => !each.sourceDestCheck) } : had;
  return itemsOf('sourceDest', 'F24', off, ({ deviceIndex }) => {
    const nic = counterpart(after, deviceIndex);
    const words = ['--network-interface-id', nic?.id ?? '', '--no-source-dest-check'];
    return item({
      key: `sourceDest:${deviceIndex}`,
      kind: 'sourceDest',
      rule: 'F24',
      params: { index: deviceIndex + 1 },
      command: nic === null ? null : aws('ec2', 'modify-network-interface-attribute', '--region', region, ...words),
      ...shownBy(after.interfaces, () => nic?.sourceDestCheck === false),
    });
  });
};

type Tags = Readonly<Record<string, string>>;

/** What has tags: `at` tells it from others of its sort, the same on both sides. */
interface Tagged {
  readonly sort: 'instance' | 'interface' | 'volume';
  readonly at: string;
  readonly id: string;
  readonly tags: Tags;
}

/** Tags that nobody may set (`aws:`) cannot be set again. */
const missingTags = (before: Tags, after: Tags): readonly (readonly [string, string])[] =>
  Object.entries(before).filter(([name, value]) => !name.startsWith('aws:') && after[name] !== value);

/** The CLI's short way to write tags takes neither commas nor quotes; JSON does. */
const createTags = (region: string, id: string, tags: readonly (readonly [string, string])[]): string =>
  aws('ec2', 'create-tags', '--region', region, '--resources', id, '--tags', JSON.stringify(tags.map(([Key, Value]) => ({ Key, Value }))));

const taggedIn = (near: Surroundings): readonly Tagged[] => [
  ...(near.instance.state === 'known' && near.instance.value !== null
    ? [{ sort: 'instance' as const, at: '', id: near.instanceId, tags: near.instance.value.tags }]
    : []),
  ...(near.interfaces.state === 'known'
    ? near.interfaces.value.map(({ id, deviceIndex, tags }) => ({ sort: 'interface' as const, at: String(deviceIndex), id, tags }))
    : []),
  ...(near.volumes.state === 'known'
    ? near.volumes.value.map(({ id, device, tags }) => ({ sort: 'volume' as const, at: device, id, tags }))
    : []),
];

const SOURCE = { instance: 'instance', interface: 'interfaces', volume: 'volumes' } as const;

/** F24: tags of the old interfaces and volumes do not come back, nor the instance's unless they are copied. */
export const tagItems = ({ before, after, region }: Restored): readonly ChecklistItem[] => {
  if (before === null) return [unknownItem('tags', 'F24', null)];
  const unread = [before.instance, before.interfaces, before.volumes].flatMap((fact) => (fact.state === 'unknown' ? [fact] : []));
  const had = taggedIn(before).filter(({ tags }) => missingTags(tags, {}).length > 0);
  const now = taggedIn(after);
  const items = had.map(({ sort, at, tags }) => {
    const same = now.find((each) => each.sort === sort && each.at === at);
    const missing = missingTags(tags, same?.tags ?? {});
    return item({
      key: `tags:${sort}:${at}`,
      kind: 'tags',
      rule: 'F24',
      params: { sort, at, names: missing.map(([name]) => name).join(', '), count: missing.length },
      command: same === undefined || missing.length === 0 ? null : createTags(region, same.id, missing),
      ...shownBy<unknown>(after[SOURCE[sort]], () => same !== undefined && missing.length === 0),
    });
  });
  const unknown = unread.map((fact, at) => ({ ...unknownItem('tags', 'F24', fact), key: `tags:unknown:${at}` }));
  if (items.length + unknown.length > 0) return [...items, ...unknown];
  return [item({ key: 'tags', kind: 'tags', rule: 'F24', state: 'not-applicable', evidence: evidenceOf(before.interfaces) })];
};
