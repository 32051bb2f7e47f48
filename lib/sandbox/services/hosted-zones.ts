import type {
  ChangeResourceRecordSetsRequest,
  ChangeResourceRecordSetsResponse,
  ListHostedZonesRequest,
  ListHostedZonesResponse,
  ListResourceRecordSetsRequest,
  ListResourceRecordSetsResponse,
  RRType,
} from '@aws-sdk/client-route-53';
import type { Account } from '../account/account';
import type { HostedZone } from '../account/types';
import { AwsFault } from '../wire/fault';
import type { ServiceDefinition } from '../wire/service';
import { handler, type Scene } from './handler';

const zonesOf = ({ account }: Scene): HostedZone[] => account.state().hostedZones ?? [];

const listHostedZones = (_input: ListHostedZonesRequest, scene: Scene): ListHostedZonesResponse => ({
  HostedZones: zonesOf(scene).map(({ id, name, records }) => ({
    Id: `/hostedzone/${id}`,
    Name: name,
    CallerReference: id,
    Config: { PrivateZone: true },
    ResourceRecordSetCount: records.length,
  })),
  Marker: '',
  IsTruncated: false,
  MaxItems: 100,
});

const zoneOf = (scene: Scene, id: string | undefined): HostedZone => {
  const found = zonesOf(scene).find((zone) => zone.id === id?.replace('/hostedzone/', ''));
  if (found === undefined) throw new AwsFault('NoSuchHostedZone', `No hosted zone found with ID: ${id ?? ''}`, 404);
  return found;
};

const listResourceRecordSets = (input: ListResourceRecordSetsRequest, scene: Scene): ListResourceRecordSetsResponse => ({
  ResourceRecordSets: zoneOf(scene, input.HostedZoneId).records.map(({ name, type, ttl, values }) => ({
    Name: name,
    Type: type as RRType,
    TTL: ttl,
    ResourceRecords: values.map((Value) => ({ Value })),
  })),
  IsTruncated: false,
  MaxItems: 300,
});

/** ChangeResourceRecordSets: UPSERT of one set at a time or several. */
const changeResourceRecordSets = async (
  input: ChangeResourceRecordSetsRequest,
  scene: Scene,
): Promise<ChangeResourceRecordSetsResponse> => {
  const zone = zoneOf(scene, input.HostedZoneId);
  for (const { Action, ResourceRecordSet: set } of input.ChangeBatch?.Changes ?? []) {
    if (Action !== 'UPSERT' || set === undefined)
      throw new AwsFault('InvalidChangeBatch', 'The simulated account takes nothing but UPSERT of a record set.');
    const record = {
      name: set.Name ?? '',
      type: set.Type ?? 'A',
      ttl: set.TTL ?? 300,
      values: (set.ResourceRecords ?? []).map(({ Value }) => Value ?? ''),
    };
    const at = zone.records.findIndex(({ name, type }) => name === record.name && type === record.type);
    if (at < 0) zone.records.push(record);
    else zone.records[at] = record;
  }
  await scene.account.saved();
  return { ChangeInfo: { Id: '/change/C0SIMULATED', Status: 'INSYNC', SubmittedAt: new Date(scene.account.now()) } };
};

/** Amazon Route 53. */
export const hostedZonesService = (account: Account): ServiceDefinition => ({
  signingName: 'route53',
  protocol: 'restXml',
  version: '2013-04-01',
  xmlNamespace: 'https://route53.amazonaws.com/doc/2013-04-01/',
  load: () => import('@aws-sdk/client-route-53'),
  handlers: {
    ListHostedZones: handler(account, listHostedZones),
    ListResourceRecordSets: handler(account, listResourceRecordSets),
    ChangeResourceRecordSets: handler(account, changeResourceRecordSets),
  },
});
