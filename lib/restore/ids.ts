import type { Branded } from '@/lib/net/brand';

/** Amazon resource name, e.g. `arn:aws:ec2:ap-northeast-1::image/ami-084ddc30cf536ac1e`. */
export type Arn = Branded<string, 'Arn'>;
/** `subnet-…` */
export type SubnetId = Branded<string, 'SubnetId'>;
/** `sg-…` */
export type SecurityGroupId = Branded<string, 'SecurityGroupId'>;
/** `eni-…` */
export type NetworkInterfaceId = Branded<string, 'NetworkInterfaceId'>;
