import { NormalizedSchema } from '@smithy/core/schema';

/** What an operation is told about its caller. */
export interface CallContext {
  readonly region: string;
  readonly accessKeyId: string | null;
}

/** One operation: the decoded input in, the output in the SDK's own shape out; an `AwsFault` thrown is AWS's error. */
export type Handler = (input: Readonly<Record<string, unknown>>, call: CallContext) => unknown;

export type Protocol = 'restJson1' | 'restXml' | 'awsJson1_0' | 'awsJson1_1' | 'ec2Query' | 'awsQuery';

/** The operation is told by the address, in both REST protocols. */
export const isRest = (protocol: Protocol): boolean => protocol === 'restJson1' || protocol === 'restXml';

/** Answers, errors too, are JSON. */
export const speaksJson = (protocol: Protocol): boolean => protocol === 'restJson1' || protocol.startsWith('awsJson');

/** A service of the simulated account. `load` brings the SDK's client module, whose exported schemas are the wire format. */
export interface ServiceDefinition {
  readonly signingName: string;
  readonly protocol: Protocol;
  readonly version: string;
  readonly xmlNamespace: string;
  readonly load: () => Promise<Readonly<Record<string, unknown>>>;
  readonly handlers: Readonly<Record<string, Handler>>;
}

/** How a REST operation is found: by method, path and fixed query values. */
export interface Route {
  readonly method: string;
  readonly pattern: RegExp;
  readonly labels: readonly string[];
  readonly query: URLSearchParams;
  readonly weight: number;
  readonly status: number;
}

export interface Operation {
  readonly name: string;
  readonly input: NormalizedSchema;
  readonly output: NormalizedSchema;
  readonly route: Route | null;
}

/** An error the SDK has a schema for. */
export interface ErrorShape {
  readonly name: string;
  readonly schema: NormalizedSchema;
  readonly httpStatus: number | null;
  /** The code on the wire, where query protocols rename it. */
  readonly queryCode: string | null;
}

export interface Compiled {
  readonly definition: ServiceDefinition;
  readonly operations: ReadonlyMap<string, Operation>;
  readonly routes: readonly Operation[];
  readonly errors: readonly ErrorShape[];
}

/** The SDK writes schemas as tuples: 9 marks an operation, -3 an error (smithy "static schemas"). */
type OperationTuple = readonly [9, string, string, unknown, unknown, unknown];
type ErrorTuple = readonly [-3, string, string, unknown, readonly string[], readonly unknown[]];

const isOperation = (value: unknown): value is OperationTuple => Array.isArray(value) && value[0] === 9;
const isError = (value: unknown): value is ErrorTuple => Array.isArray(value) && value[0] === -3;

const escapeText = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

const routeOf = (traits: unknown): Route | null => {
  const http = (traits as { http?: readonly [string, string, number] }).http;
  if (http === undefined) return null;
  const [method, uri, status] = http;
  const [path = '', query = ''] = uri.split('?');
  const labels: string[] = [];
  const segments = path.replace(/\/$/, '').split('/');
  const pattern = segments.map((segment) => {
    const label = /^\{(\w+)(\+?)\}$/.exec(segment);
    if (label === null) return escapeText(segment);
    labels.push(label[1] ?? '');
    return label[2] === '+' ? '(.+?)' : '([^/]+)';
  });
  return {
    method,
    pattern: new RegExp(`^${pattern.join('/')}/?$`),
    labels,
    query: new URLSearchParams(query),
    weight: segments.filter((s) => s !== '' && !s.startsWith('{')).length,
    status,
  };
};

const errorShape = (tuple: ErrorTuple): ErrorShape => {
  const traits = tuple[3] as { httpError?: number; awsQueryError?: readonly [string, number] } | 0;
  const named = traits === 0 ? {} : traits;
  return {
    name: tuple[2],
    schema: NormalizedSchema.of(tuple as never),
    httpStatus: named.httpError ?? null,
    queryCode: named.awsQueryError?.[0] ?? null,
  };
};

/** Reads a client module's schemas into operations, routes (most specific first) and errors. */
export const compile = async (definition: ServiceDefinition): Promise<Compiled> => {
  const operations = new Map<string, Operation>();
  const errors: ErrorShape[] = [];
  for (const value of Object.values(await definition.load())) {
    if (isError(value)) errors.push(errorShape(value));
    if (!isOperation(value)) continue;
    const [, , name, traits, input, output] = value;
    operations.set(name, {
      name,
      input: NormalizedSchema.of(input as never),
      output: NormalizedSchema.of(output as never),
      route: routeOf(traits),
    });
  }
  const routes = [...operations.values()].filter((op) => op.route !== null).sort((a, b) => (b.route?.weight ?? 0) - (a.route?.weight ?? 0));
  return { definition, operations, routes, errors };
};
