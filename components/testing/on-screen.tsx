import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { render } from '@testing-library/react';
import type { ReactElement } from 'react';
import { IntlProvider } from 'use-intl';
import { EditorProvider } from '@/components/restore/editor-context';
import { createEditorStore, type EditorStore } from '@/components/restore/editor-store';
import approvals from '@/lib/i18n/messages/en/approvals.json';
import checks from '@/lib/i18n/messages/en/checks.json';
import common from '@/lib/i18n/messages/en/common.json';
import history from '@/lib/i18n/messages/en/history.json';
import jobs from '@/lib/i18n/messages/en/jobs.json';
import problems from '@/lib/i18n/messages/en/problems.json';
import restore from '@/lib/i18n/messages/en/restore.json';
import waits from '@/lib/i18n/messages/en/waits.json';
import ways from '@/lib/i18n/messages/en/ways.json';
import type { Cidr } from '@/lib/net/cidr';
import type { Ipv4 } from '@/lib/net/ipv4';
import { indexFacts, NO_FACTS } from '@/lib/restore/fact-index';
import type { Facts, InterfaceFact, Known, SubnetFact } from '@/lib/restore/facts';
import { articlePlan } from '@/lib/restore/fixtures/article';
import type { Arn } from '@/lib/restore/ids';
import type { RestorePlan } from '@/lib/restore/plan';
import { begin } from '@/lib/restore/undo';

const MESSAGES = { approvals, checks, common, history, jobs, problems, restore, waits, ways };

/** A message that is missing, or is given too little, fails the test. */
const fail = (error: Error): never => {
  throw error;
};

/** Draws a part of the page as a person has it: in English, in UTC, at noon. */
export const onScreen = (part: ReactElement) =>
  render(part, {
    wrapper: ({ children }) => (
      <IntlProvider locale="en" timeZone="UTC" now={new Date('2026-11-29T12:00:00Z')} messages={MESSAGES} onError={fail}>
        <QueryClientProvider client={new QueryClient()}>{children}</QueryClientProvider>
      </IntlProvider>
    ),
  });

export const SUBNET = 'subnet-0bdb9444b6747e0d6';
const ORIGINAL = 'i-0f3a9c41d27be5860';

const known = <T,>(value: T): Known<T> => ({ state: 'known', value, asOf: '2026-11-29T11:59:00.000Z', source: 'ec2:Describe' });

const subnet: SubnetFact = {
  id: SUBNET,
  name: 'app-a',
  vpcId: 'vpc-0038965ef3ab23888',
  cidr: '10.1.10.0/24' as Cidr,
  ipv6Cidrs: ['2001:db8:0:a::/64'],
  ipv6Native: false,
  availabilityZone: 'ap-northeast-1a',
  availabilityZoneId: null,
  availableAddressCount: 250,
  ownerId: '123456789012',
  mapPublicIpOnLaunch: false,
};

const eni = (id: string, instanceId: string, addresses: readonly string[], more: Partial<InterfaceFact> = {}): InterfaceFact => ({
  id,
  subnetId: SUBNET,
  status: 'in-use',
  type: 'interface',
  description: '',
  requesterManaged: false,
  ownerId: '123456789012',
  managedBy: null,
  instanceId,
  deviceIndex: 0,
  attachment: null,
  macAddress: null,
  addresses: addresses as Ipv4[],
  ipv4Prefixes: [],
  ipv6Addresses: [],
  ipv6Prefixes: [],
  ...more,
});

const instance = (id: string, name: string) => ({
  id,
  name,
  state: 'running',
  type: 't3.small',
  platform: null,
  profileArn: null,
  tags: {},
});

/** The article's subnet today: the original still has its addresses (one of IPv6 too), batch-07 has 10.1.10.20. */
export const FACTS: Facts = {
  ...NO_FACTS,
  subnets: known([subnet]),
  interfaces: {
    [SUBNET]: known([
      eni('eni-original', ORIGINAL, ['10.1.10.115', '10.1.10.100'], { ipv6Addresses: ['2001:db8:0:a::115'] }),
      eni('eni-batch', 'i-0batch', ['10.1.10.20']),
    ]),
  },
  instances: known([instance(ORIGINAL, 'intranet-01'), instance('i-0batch', 'batch-07')] as never),
};

/** The article's plan: primary .115 and secondary .100 of intranet-01, as they were backed up. */
export const PLAN: RestorePlan = (() => {
  const plan = articlePlan();
  return {
    ...plan,
    restoreRoleArn: 'arn:aws:iam::123456789012:role/service-role/AWSBackupDefaultServiceRole' as Arn,
    source: {
      ...plan.source,
      resourceName: 'intranet-01',
      resourceArn: `arn:aws:ec2:ap-northeast-1:123456789012:instance/${ORIGINAL}` as Arn,
    },
  };
})();

/** Draws a part of the restore page with an editor of its own. */
export const inEditor = (part: ReactElement, options: { readonly facts?: Facts; readonly locked?: boolean } = {}): EditorStore => {
  const store = createEditorStore(begin(PLAN), indexFacts(options.facts ?? FACTS), options.locked ?? false);
  onScreen(<EditorProvider store={store}>{part}</EditorProvider>);
  return store;
};
