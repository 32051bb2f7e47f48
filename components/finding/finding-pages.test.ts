import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { createElement, type ReactElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { IntlProvider } from 'use-intl';
import { describe, expect, it, vi } from 'vitest';
import type { AddressHistory, ResourceTimeline } from '@/lib/data/finding/history-views';
import type { FindView } from '@/lib/data/finding/views';
import enCommon from '@/lib/i18n/messages/en/common.json';
import enFind from '@/lib/i18n/messages/en/find.json';
import enFinding from '@/lib/i18n/messages/en/finding.json';
import enPoints from '@/lib/i18n/messages/en/points.json';
import enProblems from '@/lib/i18n/messages/en/problems.json';
import jaCommon from '@/lib/i18n/messages/ja/common.json';
import jaFind from '@/lib/i18n/messages/ja/find.json';
import jaFinding from '@/lib/i18n/messages/ja/finding.json';
import jaPoints from '@/lib/i18n/messages/ja/points.json';
import jaProblems from '@/lib/i18n/messages/ja/problems.json';
import { addressHistoryQuery, findQuery, resourceTimelineQuery } from '@/lib/queries/finding';
import { AddressPage } from './address-page';
import { FoundStrip } from './found-strip';
import { LayoutTimeline } from './layout-timeline';

vi.mock('next/navigation', () => ({ useRouter: () => ({}), useParams: () => ({ account: '123456789012', region: 'ap-northeast-1' }) }));
vi.mock('@/lib/actions/finding', () => ({}));
vi.mock('@/lib/actions/drafts', () => ({}));

const PLACE = { account: '123456789012', region: 'ap-northeast-1' } as const;
const MESSAGES = {
  en: { common: enCommon, find: enFind, finding: enFinding, points: enPoints, problems: enProblems },
  ja: { common: jaCommon, find: jaFind, finding: jaFinding, points: jaPoints, problems: jaProblems },
};

const Page = ({ locale, part }: { readonly locale: 'en' | 'ja'; readonly part: ReactElement }) =>
  IntlProvider({ locale, timeZone: 'UTC', now: new Date('2026-11-29T12:00:00Z'), messages: MESSAGES[locale], children: part });

/** What a person reads of a page whose answer has come. */
const textOf = (locale: 'en' | 'ja', part: ReactElement, key: readonly unknown[], data: unknown): string => {
  const client = new QueryClient();
  client.setQueryData(key, data);
  const page = createElement(QueryClientProvider, { client }, createElement(Page, { locale, part }));
  return renderToStaticMarkup(page)
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll(/\s+/g, ' ');
};

const WEB = 'arn:aws:ec2:ap-northeast-1:123456789012:instance/i-0aa';
const point = (at: string, there = true) =>
  ({ kind: 'point', at, arn: `arn:aws:ec2:ap-northeast-1::image/ami-${at}`, vault: 'daily', id: `ami-${at}`, there }) as const;
const stretch = {
  holder: WEB,
  name: 'web-01',
  id: 'i-0aa',
  resourceArn: WEB,
  deleted: true,
  role: 'secondary',
  subnetId: 'subnet-a',
  first: point('2026-10-01T02:00:00.000Z', false),
  last: point('2026-10-20T02:00:00.000Z'),
  observations: 20,
  unknown: 2,
  restore: { arn: 'arn:a', vault: 'daily', id: 'ami-1', status: 'COMPLETED', createdAt: '2026-10-20T02:00:00.000Z' },
} as const;
const reading = {
  kind: 'addresses',
  total: 1_200,
  read: 340,
  unreadable: 0,
  problem: null,
  at: '2026-11-29T11:59:00.000Z',
  off: false,
} as const;
const history: AddressHistory = {
  address: '10.0.0.9',
  holders: [
    {
      address: '10.0.0.9',
      role: 'primary',
      kind: 'instance',
      interfaceId: 'eni-1',
      subnetId: 'subnet-a',
      description: '',
      instanceId: 'i-0bb',
      instanceName: 'api-01',
      instanceState: 'running',
      resourceArn: null,
    },
  ],
  liveAsOf: '2026-11-29T11:58:00.000Z',
  liveProblem: null,
  intervals: [
    {
      ...stretch,
      holder: 'i-0bb',
      name: 'api-01',
      id: 'i-0bb',
      resourceArn: null,
      deleted: null,
      first: { kind: 'live', at: '2026-11-29T11:58:00.000Z' },
      last: { kind: 'live', at: '2026-11-29T11:58:00.000Z' },
      observations: 1,
      unknown: 0,
      restore: null,
    },
    stretch,
  ],
  gaps: [{ from: '2026-10-20T02:00:00.000Z', to: '2026-11-29T11:58:00.000Z' }],
  plans: [{ kind: 'restore', id: 'r-1', by: null, since: '2026-11-29T11:00:00.000Z', resourceName: null }],
  index: reading,
};
const addressPage = (locale: 'en' | 'ja', change: Partial<AddressHistory> = {}) =>
  textOf(locale, createElement(AddressPage, { place: PLACE, address: '10.0.0.9' }), addressHistoryQuery(PLACE, '10.0.0.9').queryKey, {
    ...history,
    ...change,
  });

describe('the page of an address', () => {
  it('says who has it, who had it with what proof, what is not known, and what to restore from', () => {
    const text = addressPage('en');
    for (const said of [
      'api-01 (running)',
      'No backup',
      'in the account',
      'point no longer kept',
      'Nothing known from 20 Oct 2026, 02:00 to',
      'Restore from 20 Oct 2026, 02:00',
      'No point is left',
      'Restore under way, started elsewhere',
      'Addresses are still being read: 340 of 1,200 points.',
    ])
      expect(text.replaceAll('Oct 20, 2026', '20 Oct 2026')).toContain(said);
  });

  it('tells nobody, never read and not readable apart', () => {
    expect(addressPage('en', { holders: [] })).toContain('Nobody, as far as the account shows.');
    expect(addressPage('en', { holders: [], liveAsOf: null })).toContain('have not been read from AWS yet');
    const denied = {
      code: 'access-denied',
      action: 'ec2:DescribeNetworkInterfaces',
      resource: null,
      encoded: null,
      awsMessage: '',
    } as const;
    const text = addressPage('en', { holders: [], liveAsOf: null, liveProblem: denied });
    expect(text).toContain('who holds it now is not known: Missing permission: ec2:DescribeNetworkInterfaces');
    expect(text).not.toContain('Nobody');
  });

  it('is empty with what may still come', () => {
    const text = addressPage('en', { intervals: [], gaps: [] });
    expect(text).toContain('No backup is known to have had it');
    expect(text).toContain('This page fills as they are.');
  });

  it('reads in Japanese', () => {
    const text = addressPage('ja');
    for (const said of ['現在の使用者', '使用履歴', 'までは不明', '保持期限切れ', 'ほかの場所で開始された復元が進行中'])
      expect(text).toContain(said);
  });
});

describe('an instance over time', () => {
  const nic = {
    deviceIndex: 0,
    interfaceId: null,
    subnetId: 'subnet-a',
    groups: [],
    primary: '10.0.0.9',
    secondaries: [],
    ipv6: [],
    prefixes: ['10.0.0.16/28'],
  };
  const timeline: ResourceTimeline = {
    stretches: [
      {
        layout: [nic],
        first: stretch.last,
        last: { kind: 'live', at: '2026-11-29T11:58:00.000Z' },
        looks: 3,
        unknown: 1,
        changes: [
          {
            what: 'address',
            address: '10.0.0.9',
            before: { role: 'secondary', deviceIndex: 1 },
            after: { role: 'primary', deviceIndex: 0 },
          },
          { what: 'groups', deviceIndex: 0, added: ['sg-1'], removed: [] },
        ],
        restore: null,
      },
      {
        layout: [{ ...nic, primary: null }],
        first: stretch.first,
        last: stretch.first,
        looks: 1,
        unknown: 0,
        changes: [],
        restore: stretch.restore,
      },
    ],
    unread: 4,
    liveAsOf: null,
    liveProblem: null,
    index: reading,
  };
  const of = (data: ResourceTimeline) =>
    textOf('en', createElement(LayoutTimeline, { place: PLACE, arn: WEB }), resourceTimelineQuery(PLACE, WEB).queryKey, data);

  it('tells what changed, what is not known, and compares two times', () => {
    const text = of(timeline);
    for (const said of [
      '10.0.0.9 became primary of interface 1; it was secondary of interface 2',
      'Interface 1 got the security groups sg-1',
      'The interfaces of 4 points are not known.',
      '10.0.0.9 came as primary of interface 1',
      '10.0.0.16/28',
    ])
      expect(text).toContain(said);
  });

  it('is empty where nothing is known', () => {
    expect(of({ ...timeline, stretches: [] })).toContain('None of its points’ interfaces is known');
  });
});

describe('what a list says of its search', () => {
  const found: FindView = {
    understood: [
      { kind: 'address', text: '10.0.0.9', address: '10.0.0.9' },
      { kind: 'tag', text: 'Env=prod', key: 'Env', value: 'prod' },
      {
        kind: 'when',
        text: 'before 2026-11-12',
        when: 'before',
        at: '2026-11-12T00:00:00.000Z',
        wholeDay: true,
        from: null,
        before: '2026-11-12T00:00:00.000Z',
      },
    ],
    holders: history.holders,
    moreHolders: false,
    liveAsOf: history.liveAsOf,
    liveProblem: null,
    resources: [
      {
        arn: WEB,
        id: 'i-0aa',
        name: 'web-01',
        type: 'EC2',
        deleted: true,
        points: 41,
        newest: stretch.restore,
        addresses: [
          { address: '10.0.0.9', role: 'secondary', points: 41, firstAt: '2026-10-01T02:00:00.000Z', lastAt: '2026-10-20T02:00:00.000Z' },
        ],
      },
    ],
    totalResources: 1,
    totalPoints: 41,
    index: { addresses: reading, tags: null },
  };
  const strip = (locale: 'en' | 'ja', data: FindView) =>
    textOf(locale, createElement(FoundStrip, { place: PLACE, text: 'x' }), findQuery(PLACE, 'x', 'UTC').queryKey, data);

  it('says how it was understood, who has it, why rows are there, and what may be missing', () => {
    const text = strip('en', found);
    expect(text).toMatch(/Understood: address 10\.0\.0\.9 · tag Env = prod · made before/);
    for (const said of [
      'Held now: primary of api-01 (running)',
      '10.0.0.9: secondary on 41 points, last on',
      'Addresses are still being read: 340 of 1,200 points.',
      'No backup’s tags have been read yet.',
      'Who held 10.0.0.9 when',
    ])
      expect(text).toContain(said);
    expect(strip('ja', found)).toContain('41 件の復旧ポイントでセカンダリ');
  });

  it('says nothing of words of a name', () => {
    expect(strip('en', { ...found, understood: [{ kind: 'word', text: 'web', word: 'web' }] }).trim()).toBe('');
  });
});
