import type { NewInterface } from '@/lib/db/repositories/inventory-interfaces';
import type { NewPoint } from '@/lib/db/repositories/inventory-points-copy';

/** A completed recovery point of an EC2 instance, as a list of AWS's shows it; what a test is about is `told`. */
export const pointRow = (
  told: Pick<NewPoint, 'vault' | 'arn' | 'resourceArn' | 'resourceId' | 'createdAt'> & Partial<NewPoint>,
): NewPoint => ({
  resourceName: null,
  resourceType: 'EC2',
  status: 'COMPLETED',
  completedAt: told.createdAt,
  sizeBytes: 0,
  encrypted: true,
  deleteAt: null,
  parentArn: null,
  encryptionKeyArn: null,
  moveToColdAt: null,
  scan: null,
  scannedAt: null,
  ...told,
});

/** A network interface in use, with one primary address. */
export const interfaceRow = (id: string, address: string, told: Partial<NewInterface> = {}): NewInterface => ({
  id,
  subnetId: 'subnet-1',
  status: 'in-use',
  type: 'interface',
  description: '',
  requesterManaged: false,
  ownerId: null,
  managedBy: null,
  instanceId: null,
  deviceIndex: null,
  addresses: [{ address, role: 'primary', nic: 0 }],
  ...told,
});
