import type { Account } from '../../account/account';
import type { ServiceDefinition } from '../../wire/service';
import { handler } from '../handler';
import { describeImages, describeInstanceTypeOfferings, describeInstanceTypes, describeKeyPairs, describePlacementGroups } from './catalog';
import { assignPrivateIpAddresses, terminateInstances, unassignPrivateIpAddresses } from './change';
import {
  attachNetworkInterface,
  createSubnetCidrReservation,
  deleteSubnetCidrReservation,
  detachNetworkInterface,
  modifyNetworkInterfaceAttribute,
} from './change-interfaces';
import { associateAddress } from './elastic-ips';
import { describeInstanceAttribute, modifyInstanceAttribute, stopInstances } from './instance-attributes';
import { describeInstances } from './instances';
import { describeNetworkInterfaces } from './interfaces';
import { createNetworkInterface, deleteNetworkInterface } from './make-interfaces';
import { describeAddresses, describeSecurityGroups, describeSubnets, describeVpcs, getSubnetCidrReservations } from './network';
import { describeAccountAttributes, describeAvailabilityZones, describeRegions, getInstanceMetadataDefaults } from './places';
import { runInstances } from './run-instances';
import { createTags, describeTags } from './tags';
import { attachVolume, createVolume, deleteVolume, describeVolumes, detachVolume } from './volumes';

/** Amazon EC2. Its client module is loaded at the first call: it costs half a second and 65 MB. */
export const ec2Service = (account: Account): ServiceDefinition => ({
  signingName: 'ec2',
  protocol: 'ec2Query',
  version: '2016-11-15',
  xmlNamespace: 'http://ec2.amazonaws.com/doc/2016-11-15/',
  load: () => import('@aws-sdk/client-ec2'),
  handlers: {
    DescribeRegions: handler(account, describeRegions),
    DescribeAvailabilityZones: handler(account, describeAvailabilityZones),
    DescribeAccountAttributes: handler(account, describeAccountAttributes),
    GetInstanceMetadataDefaults: handler(account, getInstanceMetadataDefaults),
    DescribeVpcs: handler(account, describeVpcs),
    DescribeSubnets: handler(account, describeSubnets),
    DescribeSecurityGroups: handler(account, describeSecurityGroups),
    GetSubnetCidrReservations: handler(account, getSubnetCidrReservations),
    DescribeAddresses: handler(account, describeAddresses),
    DescribeNetworkInterfaces: handler(account, describeNetworkInterfaces),
    DescribeInstances: handler(account, describeInstances),
    DescribeInstanceAttribute: handler(account, describeInstanceAttribute),
    ModifyInstanceAttribute: handler(account, modifyInstanceAttribute),
    DescribeInstanceTypes: handler(account, describeInstanceTypes),
    DescribeInstanceTypeOfferings: handler(account, describeInstanceTypeOfferings),
    DescribeKeyPairs: handler(account, describeKeyPairs),
    DescribePlacementGroups: handler(account, describePlacementGroups),
    DescribeImages: handler(account, describeImages),
    DescribeTags: handler(account, describeTags),
    CreateTags: handler(account, createTags),
    DescribeVolumes: handler(account, describeVolumes),
    CreateVolume: handler(account, createVolume),
    AttachVolume: handler(account, attachVolume),
    DetachVolume: handler(account, detachVolume),
    DeleteVolume: handler(account, deleteVolume),
    AssociateAddress: handler(account, associateAddress),
    RunInstances: handler(account, runInstances),
    StopInstances: handler(account, stopInstances),
    TerminateInstances: handler(account, terminateInstances),
    AssignPrivateIpAddresses: handler(account, assignPrivateIpAddresses),
    UnassignPrivateIpAddresses: handler(account, unassignPrivateIpAddresses),
    ModifyNetworkInterfaceAttribute: handler(account, modifyNetworkInterfaceAttribute),
    CreateNetworkInterface: handler(account, createNetworkInterface),
    DeleteNetworkInterface: handler(account, deleteNetworkInterface),
    DetachNetworkInterface: handler(account, detachNetworkInterface),
    AttachNetworkInterface: handler(account, attachNetworkInterface),
    CreateSubnetCidrReservation: handler(account, createSubnetCidrReservation),
    DeleteSubnetCidrReservation: handler(account, deleteSubnetCidrReservation),
  },
});
