import { type Ipv4, parseIpv4 } from '@/lib/net/ipv4';
import { MAX_LIST } from '@/lib/restore/bounds';
import type { SecurityGroupId, SubnetId } from '@/lib/restore/ids';
import type { Assigned, PrimaryIp } from '@/lib/restore/plan';
import { err, ok, type Result } from '@/lib/result';

/** One `--nic`: what is to become of the interface with this device index. `null`: as in the backup. */
export interface NicOption {
  readonly index: number;
  readonly primary: PrimaryIp | null;
  readonly secondaries: Assigned<Ipv4> | null;
  readonly subnetId: SubnetId | null;
  readonly groups: readonly SecurityGroupId[] | null;
}

/** What is wrong with a `--nic`; a message key below `cli.nic.`. */
export interface NicProblem {
  readonly code:
    | 'part'
    | 'unknown-part'
    | 'twice'
    | 'no-index'
    | 'index'
    | 'primary'
    | 'secondary'
    | 'count'
    | 'subnet'
    | 'groups'
    | 'index-twice'
    | 'existing'
    | 'no-such-index'
    | 'addresses-of-other-subnet'
    | 'duplicate-address';
  readonly params: Readonly<Record<string, string | number>>;
}

const PARTS = ['index', 'primary', 'secondary', 'subnet', 'groups'] as const;
type Part = (typeof PARTS)[number];

/** Thrown inside this file only. */
class Malformed extends Error {
  constructor(
    readonly code: NicProblem['code'],
    readonly params: NicProblem['params'] = {},
  ) {
    super(code);
  }
}

const partsOf = (spec: string): ReadonlyMap<Part, string> => {
  const parts = new Map<Part, string>();
  for (const text of spec.split(',')) {
    const equals = text.indexOf('=');
    const name = text.slice(0, equals).trim();
    if (equals < 0) throw new Malformed('part', { part: text.trim() });
    const part = PARTS.find((each) => each === name);
    if (part === undefined) throw new Malformed('unknown-part', { part: name });
    if (parts.has(part)) throw new Malformed('twice', { part });
    parts.set(part, text.slice(equals + 1).trim());
  }
  return parts;
};

const indexOf = (text: string | undefined): number => {
  if (text === undefined) throw new Malformed('no-index');
  if (!/^\d{1,3}$/.test(text)) throw new Malformed('index', { value: text });
  return Number(text);
};

const primaryOf = (text: string): PrimaryIp => {
  if (text === 'auto') return { kind: 'automatic' };
  const address = parseIpv4(text);
  if (address === null) throw new Malformed('primary', { value: text });
  return { kind: 'fixed', address };
};

const secondariesOf = (text: string): Assigned<Ipv4> => {
  if (text === 'none') return { kind: 'fixed', values: [] };
  if (text.startsWith('auto')) {
    const count = Number(/^auto:(\d{1,5})$/.exec(text)?.[1]);
    if (!(count >= 1 && count <= MAX_LIST)) throw new Malformed('count', { value: text, most: MAX_LIST });
    return { kind: 'automatic', count };
  }
  const values = text.split('+').map((each) => {
    const address = parseIpv4(each.trim());
    if (address === null) throw new Malformed('secondary', { value: each.trim() });
    return address;
  });
  if (values.length > MAX_LIST) throw new Malformed('count', { value: values.length, most: MAX_LIST });
  return { kind: 'fixed', values };
};

const subnetOf = (text: string): SubnetId => {
  if (!/^subnet-[0-9a-z]+$/.test(text)) throw new Malformed('subnet', { value: text });
  return text as SubnetId;
};

const groupsOf = (text: string): readonly SecurityGroupId[] =>
  text.split('+').map((each) => {
    const id = each.trim();
    if (!/^sg-[0-9a-z]+$/.test(id)) throw new Malformed('groups', { value: id });
    return id as SecurityGroupId;
  });

/** Reads `index=0,primary=auto|IP,secondary=none|auto:N|IP+IP,subnet=ID,groups=ID+ID`. */
export const readNicOption = (spec: string): Result<NicOption, NicProblem> => {
  try {
    const parts = partsOf(spec);
    const part = <T>(name: Part, read: (text: string) => T): T | null => {
      const text = parts.get(name);
      return text === undefined ? null : read(text);
    };
    return ok({
      index: indexOf(parts.get('index')),
      primary: part('primary', primaryOf),
      secondaries: part('secondary', secondariesOf),
      subnetId: part('subnet', subnetOf),
      groups: part('groups', groupsOf),
    });
  } catch (problem) {
    if (problem instanceof Malformed) return err({ code: problem.code, params: problem.params });
    throw problem;
  }
};
