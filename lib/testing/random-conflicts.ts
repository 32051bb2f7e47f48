import fc from 'fast-check';
import { type ConflictChoice, HOLDERS, STATES } from './conflicts';

const ACTIONS = ['ec2:TerminateInstances', 'ec2:ModifyNetworkInterfaceAttribute', 'ec2:AssignPrivateIpAddresses'] as const;

/** Any conflict; they shrink towards a running original that holds a primary address. */
export const conflictChoices: fc.Arbitrary<ConflictChoice> = fc.record({
  holder: fc.constantFrom(...HOLDERS),
  state: fc.constantFrom(...STATES),
  held: fc.constantFrom('primary', 'secondary', 'prefix'),
  wanted: fc.constantFrom('primary', 'secondary'),
  deviceIndex: fc.constantFrom(0, 1, 2),
  deleteOnTermination: fc.boolean(),
  attachment: fc.oneof({ weight: 5, arbitrary: fc.constant(true) }, { weight: 1, arbitrary: fc.constant(false) }),
  originalKnown: fc.oneof({ weight: 5, arbitrary: fc.constant(true) }, { weight: 1, arbitrary: fc.constant(false) }),
  callerKnown: fc.oneof({ weight: 5, arbitrary: fc.constant(true) }, { weight: 1, arbitrary: fc.constant(false) }),
  reserved: fc.constantFrom('none', 'explicit', 'prefix'),
  tags: fc.constantFrom('none', 'owner', 'autoscaling', 'kubernetes'),
  elasticIp: fc.boolean(),
  asText: fc.oneof({ weight: 5, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) }),
  denied: fc.subarray([...ACTIONS]),
});
