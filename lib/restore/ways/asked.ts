import { interfaceConsoleUrl } from '@/lib/jobs/console-link';
import type { Ipv4 } from '@/lib/net/ipv4';
import type { Params } from '../diagnostic';
import { shellWord } from '../exports';
import type { SubnetIndex } from '../fact-index';
import type { RestorePlan } from '../plan';
import type { OpenedAddress } from '../request';
import type { RuleInput } from '../rules/rule';
import type { Granted, Held, Step, StepCode } from './way';

/** One address that a plan asks for and cannot have as it is, with all that its ways are worked out from. */
export interface Asked {
  readonly plan: RestorePlan;
  readonly input: RuleInput;
  readonly subnet: SubnetIndex;
  readonly opened: OpenedAddress;
  readonly address: Ipv4;
  readonly held: Held;
  /** What is known of the permissions of whoever carries out the steps. */
  readonly granted: (action: string) => Granted;
  /** Whether the interfaces are edited as text and take no commands. */
  readonly asText: boolean;
}

/** `aws ec2 ACTION --region REGION …`, each word quoted for a POSIX shell. */
export const ec2Command = ({ plan }: Asked, action: string, ...words: readonly string[]): string =>
  ['aws', 'ec2', action, '--region', plan.source.region, ...words].map(shellWord).join(' ');

const partitionOf = ({ plan }: Asked): string => /^arn:([\w-]+):/.exec(plan.source.recoveryPointArn)?.[1] ?? 'aws';

/** The instance's page in AWS's own console, by an ARN of the plan's account. */
export const instanceArn = (asked: Asked, id: string): string =>
  `arn:${partitionOf(asked)}:ec2:${asked.plan.source.region}:${asked.plan.source.account}:instance/${id}`;

/** The interface's page in AWS's own console. */
export const interfacePage = (asked: Asked, id: string): string | null =>
  interfaceConsoleUrl(partitionOf(asked), asked.plan.source.region, id);

const NOTHING = { by: 'person', effect: 'nothing', command: null, link: null, undo: null, edit: [] } as const;

/** A step; what is not said of it is nothing. `needs` are names of actions. */
export const step = (
  asked: Asked,
  code: StepCode,
  params: Params,
  { needs = [], ...more }: Partial<Omit<Step, 'code' | 'params' | 'needs'>> & { readonly needs?: readonly string[] } = {},
): Step => ({ ...NOTHING, code, params, ...more, needs: needs.map((action) => ({ action, granted: asked.granted(action) })) });
