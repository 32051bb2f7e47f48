import { ipText } from '../account/ip';
import type { AccountState, Eni } from '../account/types';
import { articleSeed, TOKYO } from './article';
import { seedId, seedMac } from './ids';
import { group, subnet, vpc } from './network';

const ADDRESSES = 60_000;
const PER_INTERFACE = 50;

/** The article's account and beside it a /16 subnet with 60,000 addresses in use, 50 an interface, for benchmarks. */
export const largeSeed = (now: number): AccountState => {
  const state = articleSeed(now);
  const region = state.regions[TOKYO];
  if (region === undefined) throw new Error('the article seed has no first region');
  const wide = vpc('wide', '10.50.0.0/16');
  const home = subnet('wide-a', wide.id, '10.50.0.0/16', `${TOKYO}a`);
  region.vpcs.push(wide);
  region.subnets.push(home);
  region.groups.push(group('default', wide.id, seedId('sg', 'default-wide')));
  const first = 10 * 2 ** 24 + 50 * 2 ** 16 + 16;
  for (let i = 0; i < ADDRESSES / PER_INTERFACE; i += 1) {
    const eni: Eni = {
      id: seedId('eni', `wide:${i}`),
      subnetId: home.id,
      vpcId: wide.id,
      status: 'in-use',
      type: 'interface',
      description: 'pods',
      requesterManaged: true,
      instanceId: null,
      deviceIndex: null,
      networkCardIndex: 0,
      deleteOnTermination: true,
      mac: seedMac(`wide:${i}`),
      groups: [],
      addresses: Array.from({ length: PER_INTERFACE }, (_, k) => ipText(first + i * PER_INTERFACE + k)),
      ipv4Prefixes: [],
      ipv6Addresses: [],
      ipv6Prefixes: [],
      publicIp: null,
    };
    region.enis.push(eni);
  }
  return { ...state, seed: 'large' };
};
