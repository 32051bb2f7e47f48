import type { RestoreMetadata } from '../../plan';
import { ADDRESS_REMEDY_CASES } from './address-remedies';
import { ADDRESS_CASES } from './addresses';
import { AROUND_CASES } from './around';
import { BLOCK_DEVICE_CASES } from './block-devices';
import { CARD_CASES } from './cards';
import { FAILED_BEFORE_CASES } from './failed-before';
import type { RuleCase } from './fixture';
import { GROUP_CASES } from './groups';
import { HIDDEN_CASES } from './hidden';
import { HOLDER_CASES } from './holders';
import { IMDS_CASES } from './imds';
import { IPV6_CASES } from './ipv6';
import { KEY_CASES } from './keys';
import { LIMIT_CASES } from './limits';
import { MEMBER_CASES } from './members';
import { NETWORK_CASES } from './network';
import { POINT_CASES } from './point';
import { PREFIX_CASES } from './prefixes';
import { PREFLIGHT_CASES } from './preflight';
import { ROOM_CASES } from './room';
import { SETTING_CASES } from './settings';
import { SHAPE_CASES } from './shape';
import { STAND_IN_CASES } from './stand-ins';
import { VOLUME_CASES } from './volumes';

/** The cases of every rule. */
export const CASES: readonly RuleCase[] = [
  ...SHAPE_CASES,
  ...MEMBER_CASES,
  ...ADDRESS_CASES,
  ...ADDRESS_REMEDY_CASES,
  ...HIDDEN_CASES,
  ...HOLDER_CASES,
  ...NETWORK_CASES,
  ...LIMIT_CASES,
  ...PREFIX_CASES,
  ...ROOM_CASES,
  ...GROUP_CASES,
  ...STAND_IN_CASES,
  ...IPV6_CASES,
  ...CARD_CASES,
  ...VOLUME_CASES,
  ...KEY_CASES,
  ...SETTING_CASES,
  ...IMDS_CASES,
  ...BLOCK_DEVICE_CASES,
  ...FAILED_BEFORE_CASES,
  ...PREFLIGHT_CASES,
  ...AROUND_CASES,
  ...POINT_CASES,
];

/** The metadata of a case, as it stands in a file. */
export const metadataOf = ({ nics, keys }: RuleCase): RestoreMetadata =>
  ({
    InstanceType: 't3.small',
    ...(nics === undefined ? {} : { NetworkInterfaces: JSON.stringify(nics) }),
    ...keys,
  }) as RestoreMetadata;
