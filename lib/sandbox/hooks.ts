import type { IncomingMessage } from 'node:http';
import type { Account } from './account/account';
import { ENABLED_REGIONS } from './account/regions';
import { control } from './control/control';
import type { Controlled } from './control/endpoint';
import { broken, type Fault, throttled } from './faults';
import { callerOf, denied, expired, mayDo, unknownKey } from './services/callers';
import { signatureRefusal } from './signature-time';
import { AwsFault } from './wire/fault';
import type { Call, Delivery, Hooks } from './wire/hooks';

/** Actions that no policy can take away, or that need none. */
const ALWAYS = new Set(['sts:GetCallerIdentity']);

/** CloudWatch signs under another name than the one that IAM knows it by. */
const actionOf = ({ service, operation }: Call): string => `${service === 'monitoring' ? 'cloudwatch' : service}:${operation}`;

const checkCaller = (account: Account, call: Call): void => {
  if (call.accessKeyId === null) throw new AwsFault('MissingAuthenticationToken', 'Request is missing Authentication Token', 403);
  const caller = callerOf(account, call.accessKeyId);
  if (caller.trouble === 'expired') throw expired(call.service);
  if (caller.trouble === 'unknown') throw unknownKey(call.service);
  const action = actionOf(call);
  if (!ALWAYS.has(action) && !mayDo(caller, action)) throw denied(call.service, caller, action);
  const isGlobal = ['iam', 'sts', 'route53'].includes(call.service);
  if (!isGlobal && !ENABLED_REGIONS.some((name) => name === call.region))
    throw call.service === 'ec2'
      ? unknownKey('ec2')
      : new AwsFault('InvalidSignatureException', `Credential should be scoped to a valid region, not '${call.region}'.`, 403);
};

const refusalOf = (account: Account, fault: Fault, call: Call): AwsFault | null => {
  if (fault.kind === 'throttle') return throttled(call.service);
  if (fault.kind === 'server-error') return broken(call.service);
  if (fault.kind === 'expired') return expired(call.service);
  if (fault.kind === 'denied') return denied(call.service, callerOf(account, call.accessKeyId), actionOf(call));
  return null;
};

/** What several faults together make of one request: the first refusal counts, and the worst of what befalls the answer. */
const deliveryOf = (account: Account, struck: readonly Fault[], call: Call, late: AwsFault | null): Delivery => {
  const kinds = new Set(struck.map((fault) => fault.kind));
  if (kinds.has('drop')) return { runs: 0, answer: 'none', refusal: null };
  const answer = kinds.has('half') ? 'half' : 'whole';
  const refusal = late ?? struck.map((fault) => refusalOf(account, fault, call)).find((each) => each !== null) ?? null;
  return { runs: kinds.has('twice') ? 2 : 1, answer: kinds.has('lose') ? 'none' : answer, refusal };
};

const sleep = async (ms: number): Promise<void> => {
  if (ms > 0) await new Promise((resolve) => setTimeout(resolve, ms));
};

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d+)?$/i;

/** While only this machine can reach it, a name that is not this machine's is a web page playing tricks with DNS. */
const isStranger = (host: string, request: IncomingMessage): boolean =>
  (host === 'localhost' || host === '::1' || host.startsWith('127.')) && !LOOPBACK.test(request.headers.host ?? '');

/** What happens around every request of a running account: control, faults, the caller's rights, the count and the log. */
export const hooksOf = (controlled: Controlled, host: string, say: (line: string) => void): Hooks => {
  const { account, faults, calls, log } = controlled;
  return {
    control: async (request, response, body) => {
      if (isStranger(host, request)) {
        response.writeHead(421, { 'content-type': 'text/plain' }).end('This simulated account answers only to its own address.\n');
        return true;
      }
      return control(controlled, request, response, body);
    },
    arrive: async (call) => {
      const name = `${call.service}:${call.operation}`;
      calls.set(name, (calls.get(name) ?? 0) + 1);
      say(`${call.region} ${name}`);
      const { latencyMs, signatureWindowMs } = account.conditions.settings();
      const struck = faults.strike(call);
      log.begin(call, struck);
      const held = struck.filter((fault) => fault.kind === 'slow').map(faults.hold);
      // AWS looks at the time when a request comes in; how long the operation then takes is another matter.
      const late = signatureRefusal(call, Date.now(), signatureWindowMs);
      await sleep(latencyMs / 2);
      await Promise.all(held);
      return deliveryOf(account, struck, call, late);
    },
    admit: (call) => {
      account.settle();
      checkCaller(account, call);
    },
    leave: async (call, delivery, answered) => {
      await account.durable();
      await sleep(account.conditions.settings().latencyMs / 2);
      log.end(call, delivery, answered);
    },
    unexpected: (operation, error) => say(`! ${operation}: ${error instanceof Error ? error.stack : String(error)}`),
  };
};
