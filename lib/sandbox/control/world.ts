import type { Account } from '../account/account';
import { ipNumber } from '../account/ip';
import { holderOf, ipv4BlockOf, isReservedByAws } from '../account/subnet-addresses';
import type { Eni, Instance, RegionState, Subnet } from '../account/types';
import { seedId, seedMac } from '../seed/ids';
import { NEIGHBOUR } from '../seed/network';
import { absent, bad, type Endpoint, type Endpoints, HOME, ok, text } from './endpoint';

/** Who an address is taken by, so that the account is not shown it, or not all of it. */
const CONCEALED: Readonly<Record<string, Pick<Eni, 'ownerId' | 'managedBy' | 'unseen'>>> = {
  managed: { managedBy: 'eks.amazonaws.com' },
  participant: { ownerId: NEIGHBOUR },
  unseen: { unseen: true },
};

interface Newcomer {
  readonly subnet: Subnet;
  readonly address: string;
  readonly name: string;
  readonly concealed: Pick<Eni, 'ownerId' | 'managedBy' | 'unseen'>;
}

const newcomer = (account: Account, region: RegionState, { subnet, address, name, concealed }: Newcomer): Instance => {
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
    ...concealed,
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

const takeAddress: Endpoint = async ({ account }, { body }) => {
  const region = account.region(text(body, 'region') ?? HOME);
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
  const concealed = CONCEALED[text(body, 'concealed') ?? ''];
  if (concealed === undefined && body.concealed !== undefined) return bad(`concealed is one of ${Object.keys(CONCEALED).join(', ')}.`);
  const name = text(body, 'name') ?? 'newcomer-01';
  const instance = newcomer(account, region, { subnet, address, name, concealed: concealed ?? {} });
  region.instances.push(instance);
  await account.saved();
  return ok({ instanceId: instance.id, subnetId: subnet.id, address });
};

/** As AWS does with a job in time: it is in no list and no answer any more, what it created stays. */
const forgetJob: Endpoint = async ({ account }, { body }) => {
  const id = text(body, 'restoreJobId') ?? '';
  account.settle();
  const region = account.region(text(body, 'region') ?? HOME);
  const at = region.jobs.findIndex((job) => job.id === id);
  if (at === -1) return absent(`There is no restore job ${id}.`);
  region.jobs.splice(at, 1);
  await account.saved();
  return ok({ restoreJobId: id });
};

/** AWS Backup gives a job up whose instance exists: the job has failed, and what it made stays. */
const failJob: Endpoint = async ({ account }, { body }) => {
  const id = text(body, 'restoreJobId') ?? '';
  account.settle();
  const job = account.region(text(body, 'region') ?? HOME).jobs.find((each) => each.id === id);
  if (job === undefined) return absent(`There is no restore job ${id}.`);
  if (job.instanceId === null) return bad('The job has made no instance.');
  Object.assign(job, { status: 'FAILED', message: 'The restore job failed after it had made its instance.', completedAt: account.now() });
  await account.saved();
  return ok({ restoreJobId: id, instanceId: job.instanceId });
};

/** A zone runs out of a type, until the account begins anew: whoever takes another type gets it (F17). */
const shortage: Endpoint = async ({ account }, { body }) => {
  const region = account.region(text(body, 'region') ?? HOME);
  const type = text(body, 'type') ?? '';
  const zone = text(body, 'zone') ?? '';
  if (type === '' || !region.zones.some(({ name }) => name === zone)) return bad('Give a type and a zone of the region.');
  region.shortages = [...(region.shortages ?? []), { type, zone }];
  await account.saved();
  return ok({ shortages: region.shortages });
};

/** The account comes to enforce IMDSv2, or not any more (F13). */
const imds: Endpoint = async ({ account }, { body }) => {
  const region = account.region(text(body, 'region') ?? HOME);
  region.imds = { enforced: body.enforced === true, tokensRequired: body.tokensRequired === true };
  await account.saved();
  return ok(region.imds);
};

export const worldEndpoints: Endpoints = {
  'POST take-address': takeAddress,
  'POST forget-job': forgetJob,
  'POST fail-job': failJob,
  'POST shortage': shortage,
  'POST imds': imds,
};
