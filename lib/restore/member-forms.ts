import type { JsonPointer } from './diagnostic';
import { isObject, pointerStep } from './json';

/** Something that could not be read. */
export interface ReadProblem {
  readonly code: 'not-json' | 'not-a-list' | 'not-an-object' | 'not-text' | 'null-value' | 'not-a-number' | 'not-a-flag';
  readonly at: JsonPointer;
}

type Form = 'text' | 'number' | 'flag' | 'object' | 'texts' | 'addresses' | { readonly list: string };

/**
 * How each member of an interface is written (EC2 API Reference, InstanceNetworkInterfaceSpecification), in the order in which
 * GetRecoveryPointRestoreMetadata returns them; what it does not return stands behind.
 */
const FORMS: Readonly<Record<string, Form>> = {
  AssociatePublicIpAddress: 'flag',
  DeleteOnTermination: 'flag',
  Description: 'text',
  DeviceIndex: 'number',
  Groups: 'texts',
  Ipv6AddressCount: 'number',
  Ipv6Addresses: { list: 'Ipv6Address' },
  NetworkInterfaceId: 'text',
  PrivateIpAddress: 'text',
  PrivateIpAddresses: 'addresses',
  SecondaryPrivateIpAddressCount: 'number',
  SubnetId: 'text',
  InterfaceType: 'text',
  NetworkCardIndex: 'number',
  Ipv4PrefixCount: 'number',
  Ipv4Prefixes: { list: 'Ipv4Prefix' },
  Ipv6PrefixCount: 'number',
  Ipv6Prefixes: { list: 'Ipv6Prefix' },
  PrimaryIpv6: 'flag',
};

/** Members that a plan has no word for: they are known, and travel as they came. */
const CARRIED: Readonly<Record<string, Form>> = {
  AssociateCarrierIpAddress: 'flag',
  ConnectionTrackingSpecification: 'object',
  EnaQueueCount: 'number',
  EnaSrdSpecification: 'object',
};

/** The members that the console knows, in AWS's own order. */
export const MEMBER_ORDER: readonly string[] = [...Object.keys(FORMS), ...Object.keys(CARRIED)];

const formOf = (name: string): Form | undefined =>
  Object.hasOwn(FORMS, name) ? FORMS[name] : Object.hasOwn(CARRIED, name) ? CARRIED[name] : undefined;

/** Whether a plan has a place of its own for a member of an interface. */
export const isPlanned = (name: string): boolean => Object.hasOwn(FORMS, name);

/** Whether the console knows a member of an interface. */
export const isKnownMember = (name: string): boolean => formOf(name) !== undefined;

const problem = (code: ReadProblem['code'], at: JsonPointer): ReadProblem[] => [{ code, at }];

const entryProblems = (form: Form, entry: unknown, at: JsonPointer): ReadProblem[] => {
  if (form === 'texts') return typeof entry === 'string' ? [] : problem('not-text', at);
  if (!isObject(entry)) return problem('not-an-object', at);
  if (form === 'addresses') {
    if (entry.Primary !== undefined && entry.Primary !== null && typeof entry.Primary !== 'boolean')
      return problem('not-a-flag', `${at}/Primary`);
    return typeof entry.PrivateIpAddress === 'string' ? [] : problem('not-text', `${at}/PrivateIpAddress`);
  }
  const member = typeof form === 'object' ? form.list : '';
  return typeof entry[member] === 'string' ? [] : problem('not-text', `${at}/${member}`);
};

const formProblems = (form: Form, value: unknown, at: JsonPointer): ReadProblem[] => {
  switch (form) {
    case 'text':
      return typeof value === 'string' ? [] : problem('not-text', at);
    case 'number':
      return typeof value === 'number' && Number.isInteger(value) ? [] : problem('not-a-number', at);
    case 'flag':
      return typeof value === 'boolean' ? [] : problem('not-a-flag', at);
    case 'object':
      return isObject(value) ? [] : problem('not-an-object', at);
    default:
      return Array.isArray(value) ? value.flatMap((entry, i) => entryProblems(form, entry, `${at}/${i}`)) : problem('not-a-list', at);
  }
};

/** What of an interface is not written as RunInstances takes it. `null` says nothing, wherever it stands. */
export const memberProblems = (raw: unknown, at: JsonPointer): readonly ReadProblem[] => {
  if (!isObject(raw)) return problem('not-an-object', at);
  return Object.entries(raw).flatMap(([name, value]) => {
    const form = formOf(name);
    return form === undefined || value === null ? [] : formProblems(form, value, at + pointerStep(name));
  });
};
