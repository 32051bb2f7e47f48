import 'server-only';
import type { ResourceRecordSet, RRType } from '@aws-sdk/client-route-53';
import type { AwsProblem } from '@/lib/aws-problem';
import type { NearRecord } from '@/lib/jobs/surroundings';
import { err, ok, type Result } from '@/lib/result';
import { all, call, pages } from './call';
import { route53 } from './clients';
import type { Aws } from './connection';

/** Reading every record of large zones would take minutes and all of the account's five requests a second. */
const MAX_ZONES = 50;
const MAX_RECORDS = 10_000;

interface Zone {
  readonly id: string;
  readonly name: string;
}

const tooLarge = (what: string): Result<never, AwsProblem> =>
  err({
    code: 'aws-failed',
    awsCode: 'TooManyToRead',
    awsMessage: `There are more than ${what}; look for the addresses in Route 53 itself.`,
  });

const zonesOf = (aws: Aws): Promise<Result<readonly Zone[], AwsProblem>> =>
  all(
    pages('route53:ListHostedZones', async (Marker) => {
      const { client, sdk } = await route53(aws);
      const page = await client.send(new sdk.ListHostedZonesCommand({ Marker }));
      const items = (page.HostedZones ?? []).flatMap(({ Id, Name }): Zone[] =>
        Id === undefined ? [] : [{ id: Id.replace('/hostedzone/', ''), name: Name ?? '' }],
      );
      return { items, next: page.IsTruncated === true ? page.NextMarker : undefined };
    }),
  );

const recordOf = (zone: Zone, set: ResourceRecordSet): NearRecord => ({
  zoneId: zone.id,
  zoneName: zone.name,
  name: set.Name ?? '',
  type: set.Type ?? '',
  ttl: set.TTL ?? null,
  values: (set.ResourceRecords ?? []).flatMap(({ Value }) => Value ?? []),
  routed: set.SetIdentifier !== undefined,
});

/** The sets of a zone that hold one of `values`. */
const recordsOf = async (aws: Aws, zone: Zone, values: ReadonlySet<string>): Promise<Result<readonly NearRecord[], AwsProblem>> => {
  const { client, sdk } = await route53(aws);
  const found: NearRecord[] = [];
  let next: { StartRecordName?: string | undefined; StartRecordType?: RRType | undefined; StartRecordIdentifier?: string | undefined } = {};
  for (let read = 0; read < MAX_RECORDS; ) {
    const from = next;
    const answer = await call('route53:ListResourceRecordSets', () =>
      client.send(new sdk.ListResourceRecordSetsCommand({ HostedZoneId: zone.id, ...from })),
    );
    if (!answer.ok) return answer;
    const { ResourceRecordSets = [], IsTruncated, NextRecordName, NextRecordType, NextRecordIdentifier } = answer.value;
    read += ResourceRecordSets.length;
    found.push(
      ...ResourceRecordSets.map((set) => recordOf(zone, set)).filter((record) => record.values.some((value) => values.has(value))),
    );
    if (IsTruncated !== true || NextRecordName === undefined) return ok(found);
    next = { StartRecordName: NextRecordName, StartRecordType: NextRecordType, StartRecordIdentifier: NextRecordIdentifier };
  }
  return tooLarge(`${MAX_RECORDS} records in ${zone.name}`);
};

/** The records of the account's hosted zones that name one of these addresses. Zones of other accounts cannot be seen. */
export const nearRecords = async (aws: Aws, addresses: readonly string[]): Promise<Result<readonly NearRecord[], AwsProblem>> => {
  if (addresses.length === 0) return ok([]);
  const zones = await zonesOf(aws);
  if (!zones.ok) return zones;
  if (zones.value.length > MAX_ZONES) return tooLarge(`${MAX_ZONES} hosted zones`);
  const found: NearRecord[] = [];
  for (const zone of zones.value) {
    const answer = await recordsOf(aws, zone, new Set(addresses));
    if (!answer.ok) return answer;
    found.push(...answer.value);
  }
  return ok(found);
};
