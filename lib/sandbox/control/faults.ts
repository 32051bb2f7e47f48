import { FAULT_KINDS, type FaultRule } from '../faults';
import { absent, amount, type Body, bad, type Endpoint, type Endpoints, ok, text } from './endpoint';

const isCount = (value: number | null, least: number): value is number => value !== null && Number.isInteger(value) && value >= least;

/** The rule that a body asks for, or what is wrong with it. */
const ruleOf = (body: Body): FaultRule | string => {
  const kind = FAULT_KINDS.find((each) => each === body.kind);
  if (kind === undefined) return `kind must be one of ${FAULT_KINDS.join(', ')}.`;
  const skip = body.skip === undefined ? 0 : amount(body, 'skip');
  if (!isCount(skip, 0)) return 'skip must be a whole number, 0 or more.';
  const times = body.times === undefined ? 1 : amount(body, 'times');
  if (body.times !== null && !isCount(times, 1)) return 'times must be a whole number, 1 or more, or null.';
  const ms = body.ms === undefined ? 1000 : amount(body, 'ms');
  if (body.ms !== null && ms === null) return 'ms must be a number, 0 or more, or null.';
  const only = (name: 'service' | 'operation' | 'region'): Partial<FaultRule> => {
    const value = text(body, name);
    return value === undefined ? {} : { [name]: value };
  };
  return { kind, ...only('service'), ...only('operation'), ...only('region'), skip, times, ms };
};

const addFault: Endpoint = ({ faults }, { body }) => {
  const rule = ruleOf(body);
  return typeof rule === 'string' ? bad(rule) : ok(faults.add(rule));
};

const removeFaults: Endpoint = ({ faults }, { rest }) => {
  if (rest === '') faults.clear();
  else if (!faults.remove(Number(rest))) return absent(`There is no fault ${rest}.`);
  return ok({ faults: faults.list() });
};

export const faultEndpoints: Endpoints = {
  'GET faults': ({ faults }) => ok({ faults: faults.list() }),
  'POST faults': addFault,
  'DELETE faults': removeFaults,
};
