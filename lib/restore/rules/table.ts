import { ADDRESS_RULES } from './addresses';
import { BLOCK_DEVICE_RULES } from './block-devices';
import { CPU_RULES } from './cpu';
import { EFA_RULES } from './efa';
import { FAILED_BEFORE_RULES } from './failed-before';
import { GROUP_RULES } from './groups';
import { IMDS_RULES } from './imds';
import { IPV6_RULES } from './ipv6';
import { LIMIT_RULES } from './limits';
import { MEMBER_RULES } from './members';
import { PLACEMENT_RULES } from './placement';
import { POINT_RULES } from './point';
import { PREFIX_RULES } from './prefixes';
import { PREFLIGHT_RULES } from './preflight';
import { READING_RULES } from './reading';
import type { Rule } from './rule';
import { SETTING_RULES } from './settings';
import { SHAPE_RULES } from './shape';
import { SUBNET_RULES } from './subnets';
import { KEY_RULES } from './unknown-keys';
import { VALUE_RULES } from './values';

/** Every check there is. `docs/checks.md` is printed from it. */
export const RULES: readonly Rule[] = [
  ...READING_RULES,
  ...KEY_RULES,
  ...CPU_RULES,
  ...SETTING_RULES,
  ...IMDS_RULES,
  ...PLACEMENT_RULES,
  ...BLOCK_DEVICE_RULES,
  ...VALUE_RULES,
  ...SHAPE_RULES,
  ...MEMBER_RULES,
  ...SUBNET_RULES,
  ...GROUP_RULES,
  ...ADDRESS_RULES,
  ...LIMIT_RULES,
  ...IPV6_RULES,
  ...PREFIX_RULES,
  ...EFA_RULES,
  ...PREFLIGHT_RULES,
  ...POINT_RULES,
  ...FAILED_BEFORE_RULES,
];
