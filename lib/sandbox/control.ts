import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Account } from './account/account';
import { ipNumber } from './account/ip';
import { holderOf, ipv4BlockOf, isReservedByAws } from './account/subnet-addresses';
import type { Eni, Instance, RegionState, Subnet } from './account/types';
import { FAULT_KINDS, type FaultRule, type Faults } from './faults';
import { seedId, seedMac } from './seed/ids';

/** What the control endpoints reach. */
export interface Controlled {
  readonly account: Account;
  readonly faults: Faults;
  /** Calls since the start or the last reset of the count, by `service:Operation`. */
  readonly calls: Map<string, number>;
}

interface Answer {
  readonly status: number;
  readonly body: unknown;
}

type Body = Readonly<Record<string, unknown>>;
type Endpoint = (controlled: Controlled, body: Body, rest: string) => Answer | Promise<Answer>;

const ok = (body: unknown): Answer => ({ status: 200, body });
const bad = (message: string): Answer => ({ status: 400, body: { message } });
const text = (body: Body, name: string): string | undefined => (typeof body[name] === 'string' ? body[name] : undefined);
const number = (body: Body, name: string): number | undefined => (typeof body[name] === 'number' ? body[name] : undefined);

const summary: Endpoint = ({ account, faults, calls }) => {
  const state = account.state();
  return ok({
    accountId: state.accountId,
    seed: state.seed,
    now: new Date(account.now()).toISOString(),
    timings: account.timings,
    faults: faults.list(),
    calls: Object.fromEntries(calls),
    regions: Object.fromEntries(
      Object.entries(state.regions).map(([name, region]) => [
        name,
        {
          vaults: region.vaults.length,
          points: region.points.length,
          instances: region.instances.length,
          interfaces: region.enis.length,
          jobs: region.jobs.length,
        },
      ]),
    ),
  });
};

const clock: Endpoint = async ({ account }, body) => {
  const ms = number(body, 'advanceMs') ?? 1000 * (number(body, 'advanceSeconds') ?? Number.NaN);
  if (!(ms >= 0)) return bad('Give advanceMs or advanceSeconds, 0 or more.');
  account.advance(ms);
  account.settle();
  await account.saved();
  return ok({ now: new Date(account.now()).toISOString() });
};

const reset: Endpoint = async ({ account, faults, calls }) => {
  account.reset();
  faults.clear();
  calls.clear();
  await account.saved();
  return ok({ now: new Date(account.now()).toISOString() });
};

const ruleOf = (body: Body): FaultRule | null => {
  const kind = FAULT_KINDS.find((each) => each === body.kind);
  if (kind === undefined) return null;
  const only = (name: 'service' | 'operation' | 'region'): Partial<FaultRule> => {
    const value = text(body, name);
    return value === undefined ? {} : { [name]: value };
  };
  return {
    kind,
    ...only('service'),
    ...only('operation'),
    ...only('region'),
    times: body.times === null ? null : (number(body, 'times') ?? 1),
    ms: number(body, 'ms') ?? 1000,
  };
};

const addFault: Endpoint = ({ faults }, body) => {
  const rule = ruleOf(body);
  return rule === null ? bad(`kind must be one of ${FAULT_KINDS.join(', ')}.`) : ok(faults.add(rule));
};

const removeFaults: Endpoint = ({ faults }, _body, rest) => {
  if (rest === '') faults.clear();
  else if (!faults.remove(Number(rest))) return { status: 404, body: { message: `There is no fault ${rest}.` } };
  return ok({ faults: faults.list() });
};

const clearCalls: Endpoint = ({ calls }) => {
  calls.clear();
  return ok({});
};

const newcomer = (account: Account, region: RegionState, subnet: Subnet, address: string, name: string): Instance => {
  const salt = `newcomer:${account.nextNumber()}`;
  const id = seedId('i', salt);
  const eni: Eni = {
    id: seedId('eni', salt),
    subnetId: subnet.id,
    vpcId: subnet.vpcId,
    status: 'in-use',
    type: 'interface',
    description: '',
    requesterManaged: false,
    instanceId: id,
    deviceIndex: 0,
    networkCardIndex: 0,
    deleteOnTermination: true,
    mac: seedMac(salt),
    groups: region.groups.filter((group) => group.vpcId === subnet.vpcId && group.name === 'default').map((group) => group.id),
    addresses: [address],
    ipv4Prefixes: [],
    ipv6Addresses: [],
    ipv6Prefixes: [],
    publicIp: null,
  };
  region.enis.push(eni);
  return {
    id,
    name,
    type: 't3.micro',
    state: 'running',
    imageId: seedId('ami', 'launch:newcomer'),
    architecture: 'x86_64',
    subnetId: subnet.id,
    vpcId: subnet.vpcId,
    zone: subnet.zone,
    keyName: null,
    profile: null,
    windows: false,
    launchedAt: account.now(),
    goneAt: null,
    tags: { Name: name },
  };
};

const takeAddress: Endpoint = async ({ account }, body) => {
  const region = account.region(text(body, 'region') ?? 'ap-northeast-1');
  const address = text(body, 'address') ?? '';
  const value = ipNumber(address);
  const subnet = region.subnets.find((each) => {
    const { first, last } = ipv4BlockOf(each);
    return value !== null && first <= value && value <= last && (body.subnetId === undefined || each.id === body.subnetId);
  });
  if (subnet === undefined || value === null)
    return bad('Give an address that lies in a subnet of the region, and subnetId where two have it.');
  if (isReservedByAws(subnet, value)) return bad(`${address} is reserved by AWS.`);
  const holder = holderOf(region, subnet.id, address);
  if (holder !== null) return { status: 409, body: { message: `${address} is in use.`, networkInterfaceId: holder.id } };
  const instance = newcomer(account, region, subnet, address, text(body, 'name') ?? 'newcomer-01');
  region.instances.push(instance);
  await account.saved();
  return ok({ instanceId: instance.id, subnetId: subnet.id, address });
};

/** As AWS does with a job in time: it is in no list and no answer any more, what it created stays. */
const forgetJob: Endpoint = async ({ account }, body) => {
  const id = text(body, 'restoreJobId') ?? '';
  account.settle();
  const region = account.region(text(body, 'region') ?? 'ap-northeast-1');
  const at = region.jobs.findIndex((job) => job.id === id);
  if (at === -1) return { status: 404, body: { message: `There is no restore job ${id}.` } };
  region.jobs.splice(at, 1);
  await account.saved();
  return ok({ restoreJobId: id });
};

const ENDPOINTS: Readonly<Record<string, Endpoint>> = {
  'GET ': summary,
  'POST clock': clock,
  'POST reset': reset,
  'GET faults': ({ faults }) => ok({ faults: faults.list() }),
  'POST faults': addFault,
  'DELETE faults': removeFaults,
  'GET calls': ({ calls }) => ok(Object.fromEntries(calls)),
  'DELETE calls': clearCalls,
  'POST take-address': takeAddress,
  'POST forget-job': forgetJob,
};

const parse = (body: string): Body | null => {
  try {
    const value: unknown = body === '' ? {} : JSON.parse(body);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Body) : null;
  } catch {
    return null;
  }
};

const answer = async (controlled: Controlled, method: string, path: string, body: string): Promise<Answer> => {
  const [name = '', rest = ''] = path.split('/');
  const key = `${method} ${name}`;
  const endpoint = Object.hasOwn(ENDPOINTS, key) ? ENDPOINTS[key] : undefined;
  if (endpoint === undefined) return { status: 404, body: { message: `There is no ${method} /_sandbox/${path}.` } };
  const parsed = parse(body);
  return parsed === null ? bad('The body must be a JSON object.') : endpoint(controlled, parsed, rest);
};

const GREETING = `A simulated AWS account: AWS Backup, EC2, IAM and STS.
Point an AWS client here, for example
  aws --endpoint-url http://HOST backup list-backup-vaults
Control: GET /_sandbox/, POST /_sandbox/clock, /_sandbox/reset, /_sandbox/faults, /_sandbox/take-address, /_sandbox/forget-job
`;

/** Answers the control endpoints and a person's browser; `true` when it did. A page of another site is refused: its `Origin` gives it away. */
export const control = async (
  controlled: Controlled,
  request: IncomingMessage,
  response: ServerResponse,
  body: string,
): Promise<boolean> => {
  const [path = '/'] = (request.url ?? '/').split('?');
  if (path === '/' && request.method === 'GET' && request.headers.authorization === undefined) {
    response.writeHead(200, { 'content-type': 'text/plain; charset=utf-8' }).end(GREETING.replace('HOST', request.headers.host ?? ''));
    return true;
  }
  if (path !== '/_sandbox' && !path.startsWith('/_sandbox/')) return false;
  const { status, body: result } =
    request.headers.origin === undefined
      ? await answer(controlled, request.method ?? '', path.slice('/_sandbox/'.length), body)
      : { status: 403, body: { message: 'Not from a web page.' } };
  response.writeHead(status, { 'content-type': 'application/json' }).end(`${JSON.stringify(result)}\n`);
  return true;
};
