import type { AddressInfo } from 'node:net';
import * as scaling from '@aws-sdk/client-auto-scaling';
import * as backup from '@aws-sdk/client-backup';
import * as alarms from '@aws-sdk/client-cloudwatch';
import * as ec2 from '@aws-sdk/client-ec2';
import * as targets from '@aws-sdk/client-elastic-load-balancing-v2';
import * as iam from '@aws-sdk/client-iam';
import * as records from '@aws-sdk/client-route-53';
import * as managed from '@aws-sdk/client-ssm';
import * as sts from '@aws-sdk/client-sts';
import { NormalizedSchema } from '@smithy/core/schema';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Hooks } from './hooks';
import { wireServer } from './server';
import { type Protocol, type ServiceDefinition, speaksJson } from './service';

/**
 * The real SDK clients against the wire: a random input must arrive as it was sent, a random output must come back as it was answered.
 * All operations of the services, not only those that are simulated.
 */

type Sdk = Readonly<Record<string, unknown>>;
type Values = Record<string, unknown>;
interface Client {
  readonly send: (command: unknown) => Promise<Values>;
  readonly destroy: () => void;
}

/** A steady generator: the same run every time. */
const randomOf = (seed: number): (() => number) => {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
    return state / 0x7fffffff;
  };
};

const TEXTS = ['a', 'x y', '<&>"\'', 'é漢', 'arn:aws:x:y/z', 'a=b&c+d%20', '{"j":[1]}'];
const LABEL_TEXTS = ['a', 'arn:aws:x:y/z', 'é漢'];

const generator = (random: () => number) => {
  const pick = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)] as T;
  const struct = (schema: NormalizedSchema, depth: number): Values => {
    const members = [...schema.structIterator()];
    const isUnion = schema.isUnionSchema();
    const out: Values = {};
    for (const [name, member] of isUnion ? [pick(members)] : members)
      if (member.getMergedTraits().httpLabel || (depth > 0 && (isUnion || random() < 0.5)))
        out[name] = value(member, depth - 1, Boolean(member.getMergedTraits().httpLabel));
    return out;
  };
  const value = (schema: NormalizedSchema, depth: number, isLabel = false): unknown => {
    if (schema.isStructSchema()) return struct(schema, depth);
    if (schema.isListSchema())
      return Array.from({ length: depth <= 0 ? 1 : 1 + Math.floor(random() * 3) }, () => value(schema.getValueSchema(), depth - 1));
    if (schema.isMapSchema()) return { k1: value(schema.getValueSchema(), depth - 1), 'k 2': value(schema.getValueSchema(), depth - 1) };
    if (schema.isBlobSchema()) return new TextEncoder().encode('blob');
    if (schema.isBooleanSchema()) return random() < 0.5;
    if (schema.isNumericSchema()) return Math.floor(random() * 1000);
    if (schema.isTimestampSchema()) return new Date(1_700_000_000_000 + Math.floor(random() * 1e6) * 1000);
    return schema.isStringSchema() ? pick(isLabel ? LABEL_TEXTS : TEXTS) : undefined;
  };
  return value;
};

/** Comparable: dates and bytes as text, the SDK's own additions left out. */
const plain = (value: unknown): unknown => {
  if (value instanceof Uint8Array) return `blob:${Buffer.from(value).toString()}`;
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name, each]) => each !== undefined && name !== '$metadata')
      .map(([name, each]) => [name, plain(each)]),
  );
};

/** An empty structure has no form in the query protocols: the SDK writes nothing for it. */
const pruned = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(pruned).filter((each) => each !== undefined);
  if (typeof value !== 'object' || value === null) return value;
  const kept = Object.entries(value)
    .map(([name, each]) => [name, pruned(each)] as const)
    .filter(([, each]) => each !== undefined && !(Array.isArray(each) && each.length === 0));
  return kept.length === 0 ? undefined : Object.fromEntries(kept);
};

interface Case {
  readonly signingName: string;
  readonly sdk: Sdk;
  readonly protocol: Protocol;
  readonly version: string;
  readonly xmlNamespace: string;
}

const CASES: readonly Case[] = [
  { signingName: 'backup', sdk: backup, protocol: 'restJson1', version: '2018-11-15', xmlNamespace: '' },
  {
    signingName: 'ec2',
    sdk: ec2,
    protocol: 'ec2Query',
    version: '2016-11-15',
    xmlNamespace: 'http://ec2.amazonaws.com/doc/2016-11-15/',
  },
  {
    signingName: 'iam',
    sdk: iam,
    protocol: 'awsQuery',
    version: '2010-05-08',
    xmlNamespace: 'https://iam.amazonaws.com/doc/2010-05-08/',
  },
  {
    signingName: 'sts',
    sdk: sts,
    protocol: 'awsQuery',
    version: '2011-06-15',
    xmlNamespace: 'https://sts.amazonaws.com/doc/2011-06-15/',
  },
  { signingName: 'elasticloadbalancing', sdk: targets, protocol: 'awsQuery', version: '2015-12-01', xmlNamespace: 'http://elb/' },
  { signingName: 'autoscaling', sdk: scaling, protocol: 'awsQuery', version: '2011-01-01', xmlNamespace: 'http://autoscaling/' },
  { signingName: 'monitoring', sdk: alarms, protocol: 'awsJson1_0', version: '2010-08-01', xmlNamespace: '' },
  { signingName: 'ssm', sdk: managed, protocol: 'awsJson1_1', version: '2014-11-06', xmlNamespace: '' },
  {
    signingName: 'route53',
    sdk: records,
    protocol: 'restXml',
    version: '2013-04-01',
    xmlNamespace: 'https://route53.amazonaws.com/doc/2013-04-01/',
  },
];

let received: Values = {};
let reply: Values = {};

/** Every operation is answered with `reply`. */
const echo = (each: Case): ServiceDefinition => ({
  ...each,
  load: async () => each.sdk,
  handlers: new Proxy(
    {},
    {
      getOwnPropertyDescriptor: () => ({ configurable: true, enumerable: true }),
      get: () => (input: Values) => {
        received = input;
        return reply;
      },
    },
  ),
});

const unexpected: string[] = [];
const hooks: Hooks = {
  control: async () => false,
  arrive: async () => ({ runs: 1, answer: 'whole', refusal: null }),
  admit: () => undefined,
  leave: async () => undefined,
  unexpected: (operation, error) => unexpected.push(`${operation}: ${String(error)}`),
};

const server = wireServer(CASES.map(echo), hooks);
let endpoint = '';

beforeAll(async () => {
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(() => {
  server.close();
  server.closeAllConnections();
});

const clientOf = (sdk: Sdk): Client => {
  const name = Object.keys(sdk).find((key) => /^[A-Z]\w*Client$/.test(key)) ?? '';
  const Client = sdk[name] as new (options: object) => Client;
  return new Client({ endpoint, region: 'us-east-1', credentials: { accessKeyId: 'A', secretAccessKey: 'b' }, maxAttempts: 1 });
};

type OperationTuple = readonly [9, string, string, unknown, unknown, unknown];
const operationsOf = (sdk: Sdk): OperationTuple[] =>
  Object.values(sdk).filter((value): value is OperationTuple => Array.isArray(value) && value[0] === 9);

describe('the wire carries what the SDK clients say and understand', () => {
  it.each(CASES)(
    '$signingName',
    async (each) => {
      const value = generator(randomOf(42));
      const client = clientOf(each.sdk);
      const tried = operationsOf(each.sdk);
      expect(tried.length).toBeGreaterThan(5);
      for (const [, , name, , inputSchema, outputSchema] of tried) {
        const [ins, outs] = [NormalizedSchema.of(inputSchema as never), NormalizedSchema.of(outputSchema as never)];
        const input = (ins.isUnitSchema() ? {} : value(ins, 4)) as Values;
        reply = (outs.isUnitSchema() ? {} : value(outs, 5)) as Values;
        // No simulated operation answers by a header.
        for (const [member, schema] of outs.isUnitSchema() ? [] : [...outs.structIterator()])
          if (schema.getMergedTraits().httpHeader) delete reply[member];
        const Command = each.sdk[`${name}Command`] as new (input: Values) => unknown;
        const output = await client.send(new Command(structuredClone(input)));
        // The SDK itself fills in an idempotency token that was not given.
        for (const [member, schema] of ins.isUnitSchema() ? [] : [...ins.structIterator()])
          if (schema.isIdempotencyToken() && input[member] === undefined) delete received[member];
        const shape = speaksJson(each.protocol) ? plain : (wire: unknown) => pruned(plain(wire));
        expect(shape(received), `${name}: input`).toEqual(shape(input));
        expect(plain(output), `${name}: output`).toEqual(plain(reply));
      }
      client.destroy();
      expect(unexpected).toEqual([]);
    },
    60_000,
  );
});
