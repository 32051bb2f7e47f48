import type { CallerRule } from '../conditions';
import { absent, amount, type Body, bad, type Endpoint, type Endpoints, ok, text } from './endpoint';

const latency: Endpoint = ({ account }, { body }) => {
  const latencyMs = amount(body, 'ms');
  if (latencyMs === null) return bad('Give ms, 0 or more.');
  account.conditions.change({ latencyMs });
  return ok(account.conditions.settings());
};

/** For new jobs; one that is still hidden comes out earlier where the lag is now shorter. What a list has shown it goes on showing. */
const listLag: Endpoint = async ({ account }, { body }) => {
  const seconds = amount(body, 'seconds');
  if (seconds === null) return bad('Give seconds, 0 or more.');
  account.conditions.change({ listLagMs: 1000 * seconds });
  for (const region of Object.values(account.state().regions))
    for (const job of region.jobs) if (job.listedAt !== undefined) job.listedAt = Math.min(job.listedAt, job.createdAt + 1000 * seconds);
  await account.saved();
  return ok(account.conditions.settings());
};

const signatureWindow: Endpoint = ({ account }, { body }) => {
  const seconds = amount(body, 'seconds');
  if (seconds === null) return bad('Give seconds, 0 or more.');
  account.conditions.change({ signatureWindowMs: 1000 * seconds });
  return ok(account.conditions.settings());
};

const actionsOf = (value: unknown): readonly string[] | null => {
  if (value === undefined) return [];
  return Array.isArray(value) && value.every((each): each is string => typeof each === 'string') ? value : null;
};

/** The rule that a body asks for at `now`, or what is wrong with it. */
const ruleOf = (body: Body, now: number): CallerRule | string => {
  const accessKeyId = text(body, 'accessKeyId') ?? '';
  if (!/^([A-Za-z0-9]+|\*)$/.test(accessKeyId)) return 'accessKeyId must be a whole access key id, or * for everybody.';
  const denied = actionsOf(body.denied);
  if (denied === null) return 'denied must be a list of IAM actions.';
  const from = body.expired === true ? 0 : amount(body, 'expiresInSeconds');
  if (from === null && body.expiresInSeconds !== undefined) return 'expiresInSeconds must be a number, 0 or more.';
  const until = amount(body, 'goodAgainInSeconds');
  if (until === null && body.goodAgainInSeconds !== undefined) return 'goodAgainInSeconds must be a number, 0 or more.';
  return {
    accessKeyId,
    denied,
    unknown: body.unknown === true,
    expiresAt: from === null ? null : now + 1000 * from,
    goodAgainAt: until === null ? null : now + 1000 * until,
  };
};

const setCaller: Endpoint = ({ account }, { body }) => {
  const rule = ruleOf(body, account.now());
  if (typeof rule === 'string') return bad(rule);
  account.conditions.rule(rule);
  return ok(rule);
};

const removeCallers: Endpoint = ({ account: { conditions } }, { rest }) => {
  const keys = rest === '' ? conditions.rules().map((rule) => rule.accessKeyId) : [rest];
  for (const key of keys) if (!conditions.withdraw(key)) return absent(`Nothing is said about ${key}.`);
  return ok({ callers: conditions.rules() });
};

export const conditionEndpoints: Endpoints = {
  'POST latency': latency,
  'POST list-lag': listLag,
  'POST signature-window': signatureWindow,
  'GET callers': ({ account }) => ok({ callers: account.conditions.rules() }),
  'POST callers': setCaller,
  'DELETE callers': removeCallers,
};
