import { bad, type Endpoint, type Endpoints, ok } from './endpoint';

const clearCalls: Endpoint = ({ calls }) => {
  calls.clear();
  return ok({});
};

/** The calls with a number above `?after=`, oldest first; `?operation=` keeps one operation. */
const log: Endpoint = ({ log: kept }, { query }) => {
  const after = Number(query.get('after') ?? 0);
  if (!Number.isFinite(after)) return bad('after must be the number of a call.');
  const operation = query.get('operation');
  return ok({ calls: kept.list(after).filter((call) => operation === null || call.operation === operation) });
};

const clearLog: Endpoint = ({ log: kept }) => {
  kept.clear();
  return ok({});
};

export const callEndpoints: Endpoints = {
  'GET calls': ({ calls }) => ok(Object.fromEntries(calls)),
  'DELETE calls': clearCalls,
  'GET log': log,
  'DELETE log': clearLog,
};
