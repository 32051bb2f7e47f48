import type { AuditFilter } from '@/lib/data/audit/views';
import { KIND_GROUPS } from '@/lib/record/kind-groups';
import { type UrlChange, urlFlag, urlOneOf, urlText } from '@/lib/url-codecs';
import { dayStart } from './zoned-day';

export const GROUP_CHOICES = ['any', ...KIND_GROUPS] as const;

/** The filter of the audit page as its address carries it, with the event whose details are open. Days are those of the reader's zone. */
export const AUDIT_SEARCH = {
  by: urlText,
  about: urlOneOf(GROUP_CHOICES, 'any'),
  id: urlText,
  chain: urlText,
  from: urlText,
  to: urlText,
  /** `CHAIN/SEQ`. */
  event: urlText,
  /** Export and verification are open. */
  chains: urlFlag,
} as const;

/** The change that shows everything again. */
export const WHOLE_AUDIT: UrlChange<typeof AUDIT_SEARCH> = { by: null, about: null, id: null, chain: null, from: null, to: null };

export interface AuditSearch {
  readonly by: string;
  readonly about: (typeof GROUP_CHOICES)[number];
  readonly id: string;
  readonly chain: string;
  readonly from: string;
  readonly to: string;
  readonly event: string;
  readonly chains: boolean;
}

const MAX_ID = 2_048;
const MAX_PERSON = 200;
const isChain = (text: string): boolean => /^(?:console|account:\d{12})$/.test(text);

/** The filter that the data layer is asked with. What is no chain and no day, which anybody can write into an address, filters nothing. */
export const auditFilterOf = (search: AuditSearch, timeZone: string): AuditFilter => {
  const about = search.id.trim().slice(0, MAX_ID);
  const from = dayStart(search.from, timeZone);
  const before = dayStart(search.to, timeZone, 1);
  return {
    ...(search.by === '' ? {} : { person: search.by.slice(0, MAX_PERSON) }),
    ...(search.about === 'any' ? {} : { group: search.about }),
    ...(about === '' ? {} : { about }),
    ...(isChain(search.chain) ? { chain: search.chain } : {}),
    ...(from === null ? {} : { from }),
    ...(before === null ? {} : { before }),
  };
};

/** Whether the filter can hide anything. */
export const isSearchingAudit = ({ by, about, id, chain, from, to }: AuditSearch): boolean =>
  by !== '' || about !== 'any' || id.trim() !== '' || chain !== '' || from !== '' || to !== '';

/** Where the open event stands; `null` where none is open. */
export const openEvent = ({ event }: AuditSearch): { readonly chain: string; readonly seq: number } | null => {
  const [chain = '', seq = '', ...more] = event.split('/');
  return more.length === 0 && isChain(chain) && /^[1-9]\d{0,14}$/.test(seq) ? { chain, seq: Number(seq) } : null;
};
