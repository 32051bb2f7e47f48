import type { IncomingMessage, ServerResponse } from 'node:http';
import { callEndpoints } from './calls';
import { conditionEndpoints } from './conditions';
import { type Answer, absent, type Body, bad, type Controlled, type Endpoint, type Endpoints, number, ok } from './endpoint';
import { faultEndpoints } from './faults';
import { jobEndpoints } from './jobs';
import { worldEndpoints } from './world';

const summary: Endpoint = ({ account, faults, calls }) => {
  const state = account.state();
  return ok({
    accountId: state.accountId,
    seed: state.seed,
    now: new Date(account.now()).toISOString(),
    timings: account.timings,
    settings: account.conditions.settings(),
    callers: account.conditions.rules(),
    faults: faults.list(),
    calls: Object.fromEntries(calls),
    regions: Object.fromEntries(
      Object.entries(state.regions).map(([name, region]) => [
        name,
        {
          vaults: region.vaults.length,
          points: region.points.length,
          instances: region.instances.length,
          interfaces: region.enis.length,
          jobs: region.jobs.length,
        },
      ]),
    ),
  });
};

const clock: Endpoint = async ({ account }, { body }) => {
  const { hold } = body;
  const ms = number(body, 'advanceMs') ?? 1000 * (number(body, 'advanceSeconds') ?? (typeof hold === 'boolean' ? 0 : Number.NaN));
  if (!(ms >= 0)) return bad('Give advanceMs or advanceSeconds, 0 or more, or hold, true or false.');
  if (typeof hold === 'boolean') account.hold(hold);
  account.advance(ms);
  account.settle();
  await account.saved();
  return ok({ now: new Date(account.now()).toISOString() });
};

const reset: Endpoint = async ({ account, faults, calls, log }) => {
  account.reset();
  faults.clear();
  calls.clear();
  log.clear();
  await account.saved();
  return ok({ now: new Date(account.now()).toISOString() });
};

const ENDPOINTS: Endpoints = {
  'GET ': summary,
  'POST clock': clock,
  'POST reset': reset,
  ...faultEndpoints,
  ...callEndpoints,
  ...conditionEndpoints,
  ...jobEndpoints,
  ...worldEndpoints,
};

const parse = (body: string): Body | null => {
  try {
    const value: unknown = body === '' ? {} : JSON.parse(body);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Body) : null;
  } catch {
    return null;
  }
};

const answer = async (controlled: Controlled, method: string, address: string, body: string): Promise<Answer> => {
  const { pathname, searchParams: query } = new URL(address, 'http://sandbox');
  const [name = '', rest = ''] = pathname.slice('/_sandbox/'.length).split('/');
  const key = `${method} ${name}`;
  const endpoint = Object.hasOwn(ENDPOINTS, key) ? ENDPOINTS[key] : undefined;
  if (endpoint === undefined) return absent(`There is no ${method} ${pathname}.`);
  const parsed = parse(body);
  return parsed === null ? bad('The body must be a JSON object.') : endpoint(controlled, { body: parsed, rest, query });
};

const GREETING = `A simulated AWS account: AWS Backup, EC2, IAM and STS.
Point an AWS client here, for example
  aws --endpoint-url http://HOST backup list-backup-vaults
Control: /_sandbox/; docs/sandbox-differences.md lists the endpoints.
`;

/** Answers the control endpoints and a person's browser; `true` when it did. A page of another site is refused: its `Origin` gives it away. */
export const control = async (
  controlled: Controlled,
  request: IncomingMessage,
  response: ServerResponse,
  body: string,
): Promise<boolean> => {
  const [path = '/'] = (request.url ?? '/').split('?');
  if (path === '/' && request.method === 'GET' && request.headers.authorization === undefined) {
    response.writeHead(200, { 'content-type': 'text/plain; charset=utf-8' }).end(GREETING.replace('HOST', request.headers.host ?? ''));
    return true;
  }
  if (path !== '/_sandbox' && !path.startsWith('/_sandbox/')) return false;
  const { status, body: result } =
    request.headers.origin === undefined
      ? await answer(controlled, request.method ?? '', request.url ?? '', body)
      : { status: 403, body: { message: 'Not from a web page.' } };
  response.writeHead(status, { 'content-type': 'application/json' }).end(`${JSON.stringify(result)}\n`);
  return true;
};
