/**
 * Every address of the console, so that a moved page is one changed line.
 * Segments are percent-encoded; the account is the 12 digits, the region AWS's name (`ap-northeast-1`).
 */
export interface Place {
  readonly account: string;
  readonly region: string;
}

const seg = encodeURIComponent;

/**
 * A segment of an address as it was meant: pages and handlers get theirs percent-encoded. One that cannot be decoded stays as it is; a NUL, which no name holds
 * and PostgreSQL does not take, becomes U+FFFD.
 */
export const decodeSegment = (segment: string): string => {
  try {
    return decodeURIComponent(segment).replaceAll('\0', '\uFFFD');
  } catch {
    return segment;
  }
};

const base = (p: Place): string => `/${seg(p.account)}/${seg(p.region)}`;
const query = (values: Readonly<Record<string, string | undefined>>): string => {
  const search = new URLSearchParams();
  for (const [key, value] of Object.entries(values)) if (value !== undefined) search.set(key, value);
  const text = search.toString();
  return text === '' ? '' : `?${text}`;
};

/** Pages. */
export const paths = {
  home: (): string => '/',
  overview: (p: Place): string => base(p),
  vaults: (p: Place): string => `${base(p)}/vaults`,
  vault: (p: Place, vault: string): string => `${base(p)}/vaults/${seg(vault)}`,
  points: (p: Place): string => `${base(p)}/points`,
  point: (p: Place, arn: string, vault?: string): string => `${base(p)}/points/${seg(arn)}${query({ vault })}`,
  address: (p: Place, address: string): string => `${base(p)}/addresses/${seg(address)}`,
  resources: (p: Place): string => `${base(p)}/resources`,
  resource: (p: Place, arn: string): string => `${base(p)}/resources/${seg(arn)}`,
  restore: (p: Place, draftId: string): string => `${base(p)}/restore/${seg(draftId)}`,
  jobs: (p: Place): string => `${base(p)}/jobs`,
  job: (p: Place, id: string): string => `${base(p)}/jobs/${seg(id)}`,
  approvals: (p: Place): string => `${base(p)}/approvals`,
  approval: (p: Place, id: string): string => `${base(p)}/approvals/${seg(id)}`,
  history: (): string => '/history',
  historyEntry: (restoreId: string): string => `/history/${seg(restoreId)}`,
  historyCompare: (a: string, b?: string): string => `/history/compare${query({ a, b })}`,
  audit: (search: Readonly<Record<string, string | undefined>> = {}): string => `/audit${query(search)}`,
  check: (): string => '/check',
  people: (): string => '/people',
  settings: (): string => '/settings',
  /** One's own sign-in. */
  account: (): string => '/account',
  /** `to`: the page to go to then. */
  signIn: (to?: string): string => `/sign-in${query({ to: to === '/' ? undefined : to })}`,
  /** The second step of signing in. */
  secondStep: (to?: string): string => `/sign-in/second-step${query({ to: to === '/' ? undefined : to })}`,
  /** Where whoever needs a second factor sets one up. */
  addFactor: (to?: string): string => `/add-factor${query({ to: to === '/' ? undefined : to })}`,
  /** Where the identity provider sends the browser back to: as it is registered there. */
  oidcReturn: (): string => '/sign-in/oidc',
  work: (): string => '/settings/background-work',
  /** `token`: what a one-time link holds; behind a `#`, so that it is sent to nobody. */
  link: (token?: string): string => `/link${token === undefined ? '' : `#${token}`}`,
  approvalRules: (): string => '/settings/approval-rules',
} as const;

/** GET handlers: what is polled or slow. */
export const api = {
  facts: (p: Place, search: Readonly<Record<string, string | undefined>>): string => `/api${base(p)}/facts${query(search)}`,
  jobs: (p: Place): string => `/api${base(p)}/jobs`,
  job: (p: Place, id: string): string => `/api${base(p)}/jobs/${seg(id)}`,
  checklist: (p: Place, restoreId: string, fresh: boolean): string =>
    `/api${base(p)}/checklists/${seg(restoreId)}${query({ fresh: fresh ? 'yes' : undefined })}`,
  inventory: (p: Place): string => `/api${base(p)}/inventory`,
  point: (p: Place, arn: string, vault?: string): string => `/api${base(p)}/points/${seg(arn)}${query({ vault })}`,
  regions: (p: Place): string => `/api${base(p)}/regions`,
  draft: (p: Place, id: string): string => `/api${base(p)}/drafts/${seg(id)}`,
  kit: (p: Place, draftId: string, locale: string): string => `/api${base(p)}/drafts/${seg(draftId)}/kit${query({ locale })}`,
  draftApproval: (p: Place, id: string): string => `/api${base(p)}/drafts/${seg(id)}/approval`,
  approvals: (p: Place, search: Readonly<Record<string, string | undefined>> = {}): string => `/api${base(p)}/approvals${query(search)}`,
  approval: (p: Place, id: string): string => `/api${base(p)}/approvals/${seg(id)}`,
  approvalCheck: (p: Place, id: string): string => `/api${base(p)}/approvals/${seg(id)}/check`,
  waits: (): string => '/api/waits',
  approvalsWaiting: (): string => '/api/approvals/waiting',
  approvalInbox: (): string => '/api/approvals/inbox',
  ready: (): string => '/api/ready',
  frame: (): string => '/api/frame',
  session: (): string => '/api/session',
  /** Words of a part that is loaded when it is wanted. */
  words: (locale: string, namespace: string): string => `/api/words${query({ locale, namespace })}`,
  people: (): string => '/api/people',
  history: (search: Readonly<Record<string, string | undefined>> = {}): string => `/api/history${query(search)}`,
  historyEntry: (restoreId: string): string => `/api/history/${seg(restoreId)}`,
  work: (): string => '/api/background-work',
  audit: (search: Readonly<Record<string, string | undefined>> = {}): string => `/api/audit${query(search)}`,
  auditEvent: (chain: string, seq: number): string => `/api/audit/event${query({ chain, seq: String(seq) })}`,
  auditExport: (chain: string): string => `/api/audit/export${query({ chain })}`,
  auditVerify: (chain: string, search: Readonly<Record<string, string | undefined>> = {}): string =>
    `/api/audit/verify${query({ chain, ...search })}`,
  historyExport: (format: 'csv' | 'json', search: Readonly<Record<string, string | undefined>> = {}): string =>
    `/api/history/export${query({ ...search, format })}`,
} as const;
