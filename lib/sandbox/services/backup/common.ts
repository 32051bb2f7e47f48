import { pointsIndex } from '../../account/points-index';
import type { Point, RegionState, Vault } from '../../account/types';
import { AwsFault } from '../../wire/fault';
import type { Scene } from '../handler';
import { type Paging, pageOf } from '../page';

export const invalidParameter = (message: string): AwsFault =>
  new AwsFault('InvalidParameterValueException', message, 400, { Type: 'Client' });
export const missing = (member: string): AwsFault =>
  new AwsFault('MissingParameterValueException', `Missing required parameter: ${member}`, 400, { Type: 'Client' });
export const notFound = (message: string): AwsFault => new AwsFault('ResourceNotFoundException', message, 400, { Type: 'Client' });

const PAGING: Paging = {
  least: 1,
  most: 1000,
  badSize: (size) => invalidParameter(`Invalid maxResults ${size}. Must be between 1 and 1000.`),
  badToken: () => invalidParameter('Provided nextToken is invalid.'),
};

/** A page as AWS Backup gives it: at most 1000. */
export const page = <T>(items: readonly T[], input: { NextToken?: string | undefined; MaxResults?: number | undefined }) =>
  pageOf(items, input.NextToken, input.MaxResults, PAGING);

const VAULT_NAME = /^[a-zA-Z0-9\-_]{2,50}$/;

/** The vault, or AWS's refusal. */
export const vaultOf = (region: RegionState, name: string | undefined): Vault => {
  if (name === undefined) throw missing('backupVaultName');
  if (!VAULT_NAME.test(name)) throw invalidParameter(`Invalid backup vault name ${name}`);
  const vault = region.vaults.find((each) => each.name === name);
  if (vault === undefined) throw notFound(`Backup vault ${name} not found`);
  return vault;
};

export const vaultArn = ({ account, call }: Scene, name: string): string =>
  `arn:aws:backup:${call.region}:${account.state().accountId}:backup-vault:${name}`;

export const keyArn = ({ account, call }: Scene, vault: Vault): string =>
  `arn:aws:kms:${call.region}:${account.state().accountId}:key/${vault.keyId}`;

/** The point in that vault, or AWS's refusal. */
export const pointOf = (region: RegionState, vaultName: string | undefined, arn: string | undefined): Point => {
  const vault = vaultOf(region, vaultName);
  if (arn === undefined) throw missing('recoveryPointArn');
  const point = pointsIndex(region.points).byArn.get(arn);
  if (point?.vault !== vault.name) throw notFound(`Recovery point ${arn} not found in backup vault ${vault.name}`);
  return point;
};

/** Newest first. */
export const newestFirst = <T extends { readonly createdAt: number }>(items: readonly T[]): T[] =>
  [...items].sort((a, b) => b.createdAt - a.createdAt);
