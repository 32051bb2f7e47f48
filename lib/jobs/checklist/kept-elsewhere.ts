import type { Known } from '@/lib/restore/facts';
import type { NearAlarm, NearRecord, NearTarget, Surroundings } from '../surroundings';
import { aws, type ChecklistItem, item, itemsOf, type Restored, shownBy } from './item';
import { counterpart } from './kept-by-ec2';

const ownAddresses = ({ interfaces }: Surroundings): readonly string[] =>
  interfaces.state === 'known' ? interfaces.value.flatMap(({ addresses }) => addresses) : [];

/** What stands on the restored instance in the place of an old address: the same one, or the one at the same place of the same interface. */
const replacementOf = ({ before, after }: Restored, old: string): string | null => {
  if (ownAddresses(after).includes(old)) return old;
  const ip = before?.elasticIps.state === 'known' ? before.elasticIps.value.find(({ publicIp }) => publicIp === old) : undefined;
  // An Elastic IP is moved, not replaced.
  if (ip !== undefined) return old;
  const home = before?.interfaces.state === 'known' ? before.interfaces.value.find(({ addresses }) => addresses.includes(old)) : undefined;
  const nic = home === undefined ? null : counterpart(after, home.deviceIndex);
  return home === undefined || nic === null ? null : (nic.addresses[home.addresses.indexOf(old)] ?? nic.addresses[0] ?? null);
};

/** F24: load balancers know an instance by its id, or by an address of it. */
export const targetItems = (restored: Restored): readonly ChecklistItem[] => {
  const { before, after, region } = restored;
  const idNow = (target: NearTarget): string | null =>
    target.id === before?.instanceId ? after.instanceId : replacementOf(restored, target.id);
  return itemsOf('target', 'F24', before?.targets ?? null, (target) => {
    const id = idNow(target);
    const port = target.port === null ? '' : `,Port=${target.port}`;
    const now = (list: readonly NearTarget[]) =>
      list.find((each) => each.groupArn === target.groupArn && each.id === id && each.port === target.port && each.health !== 'draining');
    const found = after.targets.state === 'known' ? now(after.targets.value) : undefined;
    const words = ['--region', region, '--target-group-arn', target.groupArn, '--targets', `Id=${id}${port}`];
    return item({
      key: `target:${target.groupArn}:${target.id}:${target.port ?? ''}`,
      kind: 'target',
      rule: 'F24',
      params: { group: target.groupName, port: target.port, health: found?.health ?? null },
      command: id === null ? null : aws('elbv2', 'register-targets', ...words),
      ...shownBy(after.targets, () => found !== undefined),
    });
  });
};

/** Route 53's change of one record set to other values. A record by weight or region has more to it than its values: its owner edits it. */
const upsert = ({ zoneId, name, type, ttl, routed }: NearRecord, values: readonly string[]): string | null => {
  if (routed || ttl === null) return null;
  const ResourceRecordSet = { Name: name, Type: type, TTL: ttl, ResourceRecords: values.map((Value) => ({ Value })) };
  const batch = JSON.stringify({ Changes: [{ Action: 'UPSERT', ResourceRecordSet }] });
  return aws('route53', 'change-resource-record-sets', '--hosted-zone-id', zoneId, '--change-batch', batch);
};

const sameRecord = (a: NearRecord, b: NearRecord): boolean => a.zoneId === b.zoneId && a.name === b.name && a.type === b.type;

/** Records that name an address of the original. */
export const recordItems = (restored: Restored): readonly ChecklistItem[] => {
  const { before, after } = restored;
  const old = new Set([
    ...(before === null ? [] : ownAddresses(before)),
    ...(before?.elasticIps.state === 'known' ? before.elasticIps.value.map(({ publicIp }) => publicIp) : []),
  ]);
  return itemsOf('record', 'F24', before?.records ?? null, (record) => {
    const wanted = record.values.map((value) => (old.has(value) ? replacementOf(restored, value) : value));
    const known = wanted.every((value) => value !== null) ? wanted : null;
    const isRight = (now: readonly NearRecord[]): boolean => {
      const current = now.find((each) => sameRecord(each, record));
      return known !== null && current !== undefined && known.every((value) => current.values.includes(value));
    };
    return item({
      key: `record:${record.zoneId}:${record.name}:${record.type}`,
      kind: 'record',
      rule: 'F24',
      params: {
        name: record.name,
        type: record.type,
        values: record.values.join(', '),
        zone: record.zoneName,
        wanted: known?.join(', ') ?? null,
      },
      command: known === null ? null : upsert(record, known),
      ...shownBy(after.records, isRight),
    });
  });
};

/** Alarms name an instance by its id, so one that watches the original watches nothing after it is gone. */
export const alarmItems = ({ before, after, region }: Restored): readonly ChecklistItem[] =>
  itemsOf('alarm', 'F24', before?.alarms ?? null, ({ name, definition }: NearAlarm) => {
    const now = definition.replaceAll(before?.instanceId ?? '', after.instanceId);
    return item({
      key: `alarm:${name}`,
      kind: 'alarm',
      rule: 'F24',
      params: { name },
      command: aws('cloudwatch', 'put-metric-alarm', '--region', region, '--cli-input-json', now),
      ...shownBy(after.alarms, (alarms) => alarms.some((alarm) => alarm.name === name)),
    });
  });

const asList = <T>(fact: Known<T | null> | null): Known<readonly T[]> | null =>
  fact === null || fact.state === 'unknown' ? fact : { ...fact, value: fact.value === null ? [] : [fact.value] };

/** An Auto Scaling group knows nothing of a restored instance, and may have replaced the original by itself. */
export const scalingItems = ({ before, after, region }: Restored): readonly ChecklistItem[] =>
  itemsOf('scaling', 'F24', asList(before?.scalingGroup ?? null), (group) =>
    item({
      key: `scaling:${group}`,
      kind: 'scaling',
      rule: 'F24',
      params: { group },
      command: aws(
        'autoscaling',
        'attach-instances',
        '--region',
        region,
        '--instance-ids',
        after.instanceId,
        '--auto-scaling-group-name',
        group,
      ),
      ...shownBy(after.scalingGroup, (now) => now === group),
    }),
  );

/** The agent registers the restored instance by its new id, if its role allows that and it reaches Systems Manager. */
export const managedItems = ({ before, after, region }: Restored): readonly ChecklistItem[] =>
  itemsOf('managed', 'F24', asList(before?.managed ?? null), () =>
    item({
      key: 'managed',
      kind: 'managed',
      rule: 'F24',
      params: { ping: after.managed.state === 'known' ? (after.managed.value?.ping ?? null) : null },
      command: aws('ssm', 'describe-instance-information', '--region', region, '--filters', `Key=InstanceIds,Values=${after.instanceId}`),
      ...shownBy(after.managed, (now) => now?.ping === 'Online'),
    }),
  );
