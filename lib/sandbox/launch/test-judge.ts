import type { AccountState, RegionState } from '../account/types';
import { ARTICLE_POINT, articleSeed, TOKYO } from '../seed/article';
import { ARTICLE_METADATA } from '../seed/metadata';
import { ARTICLE_GROUP, ARTICLE_SUBNET } from '../seed/network';
import type { LaunchScene } from './scene';
import { validateLaunch } from './validate-launch';

const DEFAULT_ROLE = 'arn:aws:iam::123456789012:role/service-role/AWSBackupDefaultServiceRole';

export type Nic = Record<string, unknown>;
export type Changes = Record<string, string | null>;

export const nic = (more: Nic = {}): Nic => ({ DeviceIndex: 0, SubnetId: ARTICLE_SUBNET, Groups: [ARTICLE_GROUP], ...more });
export const primary = (PrivateIpAddress: string): object => ({ Primary: true, PrivateIpAddress });
export const secondaries = (...addresses: string[]): object[] =>
  addresses.map((PrivateIpAddress) => ({ Primary: false, PrivateIpAddress }));

/** A type that is not burstable: the article's credits must go with it. */
export const M5: Changes = { InstanceType: 'm5.large', CreditSpecification: null };

/** The article's metadata with its conflicts taken out, these interfaces, and changes; `null` takes a key out. */
export const metadata = (nics: readonly Nic[], changes: Changes = {}): Record<string, string> => {
  const { CpuOptions: _cpu, SubnetId: _subnet, SecurityGroupIds: _groups, ...rest } = ARTICLE_METADATA;
  const all = { ...rest, NetworkInterfaces: JSON.stringify(nics), ...changes };
  return Object.fromEntries(Object.entries(all).filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
};

/** The seed's account, and what it says to restores. */
export interface Judge {
  readonly account: AccountState;
  readonly region: RegionState;
  readonly refusal: (metadata: Readonly<Record<string, string>>) => ReturnType<typeof validateLaunch>;
  readonly codeOf: (nics: readonly Nic[], changes?: Changes) => string | null;
  readonly messageOf: (nics: readonly Nic[], changes?: Changes) => string | null;
  /** Goes on to another role or point. */
  readonly change: (scene: Partial<LaunchScene>) => void;
  /** Goes on to a daily point of a machine, newest first. */
  readonly at: (machine: string, index?: number) => void;
}

/** A fresh account that restores the article's point under the default role, until told otherwise. */
export const freshJudge = (): Judge => {
  const account = articleSeed(Date.UTC(2026, 10, 24));
  const region = account.regions[TOKYO] as RegionState;
  let scene: LaunchScene = { account, regionName: TOKYO, pointArn: ARTICLE_POINT, roleArn: DEFAULT_ROLE };
  const change: Judge['change'] = (more) => {
    scene = { ...scene, ...more };
  };
  const refusal: Judge['refusal'] = (map) => validateLaunch(scene, map);
  return {
    account,
    region,
    refusal,
    change,
    codeOf: (nics, changes) => refusal(metadata(nics, changes))?.code ?? null,
    messageOf: (nics, changes) => refusal(metadata(nics, changes))?.message ?? null,
    at: (machine, index = 0) => {
      const points = region.points.filter((each) => each.resourceName === machine && each.vault === 'prod-daily');
      change({ pointArn: points[index]?.arn ?? '' });
    },
  };
};
