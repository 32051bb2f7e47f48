import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ARTICLE_POINT, PLACE, VAULT } from './account';

const root = fileURLToPath(new URL('../..', import.meta.url));
const NOTHING = '00000000-0000-4000-8000-000000000000';

/** What stands for each part of an address, of what there is in the account. */
const SEGMENTS: Readonly<Record<string, string>> = {
  account: PLACE.account,
  region: PLACE.region,
  vault: VAULT,
  point: ARTICLE_POINT,
  address: '10.1.10.115',
  resource: 'arn:aws:ec2:ap-northeast-1:123456789012:instance/i-0f3a9c41d27be5860',
};

/** What has to stand in the address of some handlers. */
const QUERIES: Readonly<Record<string, string>> = {
  '/api/audit/event': `?chain=account:${PLACE.account}&seq=1`,
  '/api/audit/export': `?chain=account:${PLACE.account}`,
  '/api/audit/verify': `?chain=account:${PLACE.account}`,
  '/api/history/export': '?format=csv',
  '/api/[account]/[region]/drafts/[draft]/kit': '?locale=en',
};

/** Every address that the build answers, as Next routes it: pages and handlers. */
export const routes = (): readonly string[] => {
  const manifest = JSON.parse(readFileSync(join(root, '.next/app-path-routes-manifest.json'), 'utf8')) as Readonly<Record<string, string>>;
  return [...new Set(Object.values(manifest))].filter((route) => !route.startsWith('/_') && !/\.(?:svg|ico)$/.test(route)).sort();
};

/** An address of a route, about what there is in the account, or about what `of` has; an id of nothing where neither has the part. */
export const addressOf = (route: string, of: Readonly<Record<string, string>> = {}): string =>
  route.replace(/\[(\w+)\]/g, (_, name: string) => encodeURIComponent(of[name] ?? SEGMENTS[name] ?? NOTHING));

/** The same, with the query that the route needs. */
export const asked = (route: string, of?: Readonly<Record<string, string>>): string => addressOf(route, of) + (QUERIES[route] ?? '');
