/** What Placement says, in a zone and its id. */
export const PLACEMENTS = {
  fitting: (AvailabilityZone: string) => ({ AvailabilityZone }),
  'other-zone': () => ({ AvailabilityZone: 'ap-northeast-1d' }),
  'zone-id': (_zone: string, AvailabilityZoneId: string) => ({ AvailabilityZoneId, Future: 1 }),
  'other-zone-id': () => ({ AvailabilityZoneId: 'apne1-az2' }),
  'both-zones': (AvailabilityZone: string, AvailabilityZoneId: string) => ({ AvailabilityZone, AvailabilityZoneId }),
  group: () => ({ GroupName: 'gone' }),
  'group-id': () => ({ GroupId: 'pg-0gone' }),
  'both-groups': () => ({ GroupName: 'hpc-cluster', GroupId: 'pg-0gone' }),
  host: () => ({ Tenancy: 'host', HostId: 'h-0gone' }),
  tenancy: () => ({ Tenancy: 'shared' }),
} as const;
