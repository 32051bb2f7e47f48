import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type Answer, answerFault, answerOutput, unknownOperation } from './answer';
import { readRpcJson, targetOf } from './aws-json';
import { AwsFault } from './fault';
import type { Call, Delivery, Hooks } from './hooks';
import { type FormTree, readForm, readQueryValue } from './query';
import { matchRoute, readRestInput } from './rest-json';
import { type CallContext, type Compiled, compile, isRest, type Operation, type ServiceDefinition, speaksJson } from './service';

const readBody = async (request: IncomingMessage): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
};

/** Region, service and key id of a SigV4 credential scope; the signature itself is not verified. */
const scopeOf = (authorization: string | undefined): { region: string; service: string; accessKeyId: string } | null => {
  const scope = /Credential=([^/]+)\/\d+\/([^/]+)\/([^/]+)\//.exec(authorization ?? '');
  return scope === null ? null : { accessKeyId: scope[1] ?? '', region: scope[2] ?? '', service: scope[3] ?? '' };
};

interface Arrived {
  readonly request: IncomingMessage;
  readonly body: Buffer;
  readonly form: FormTree | null;
  readonly requestId: string;
  readonly context: CallContext;
}

interface Read {
  readonly operation: Operation;
  readonly input: Record<string, unknown>;
}

const readRest = async (compiled: Compiled, { request, body }: Arrived): Promise<Read> => {
  const url = new URL(request.url ?? '/', 'http://sandbox');
  const match = matchRoute(compiled, request.method ?? '', url);
  if (match === null) throw new AwsFault('UnknownOperationException', `No operation for ${request.method} ${url.pathname}.`, 404);
  const { operation, path } = match;
  const input = await readRestInput(operation, compiled.definition.protocol, { path, url, headers: request.headers, body }).catch(() => {
    throw new AwsFault('SerializationException', 'The request could not be read.');
  });
  return { operation, input };
};

/** AWS JSON: the operation stands in a header. */
const readTarget = async (compiled: Compiled, { request, body }: Arrived): Promise<Read> => {
  const name = targetOf(headerOf(request, 'x-amz-target'));
  const operation = compiled.operations.get(name);
  if (operation === undefined) throw unknownOperation(compiled, name);
  const input = await readRpcJson(operation, body).catch(() => {
    throw new AwsFault('SerializationException', 'The request could not be read.');
  });
  return { operation, input };
};

const readQuery = (compiled: Compiled, form: FormTree): Read => {
  const name = String(form.Action ?? '');
  const operation = compiled.operations.get(name);
  if (operation === undefined) throw unknownOperation(compiled, name);
  try {
    const ec2 = compiled.definition.protocol === 'ec2Query';
    const input = operation.input.isUnitSchema() ? {} : (readQueryValue(operation.input, form, ec2) as Record<string, unknown>);
    return { operation, input };
  } catch {
    throw new AwsFault('MalformedQueryString', 'The query string contains a syntax error.');
  }
};

const headerOf = (request: IncomingMessage, name: string): string | null => {
  const value = request.headers[name];
  return typeof value === 'string' ? value : null;
};

const runOnce = async (compiled: Compiled, { operation, input }: Read, call: Call, hooks: Hooks): Promise<object> => {
  hooks.admit(call);
  const { handlers } = compiled.definition;
  const handler = Object.hasOwn(handlers, operation.name) ? handlers[operation.name] : undefined;
  if (handler === undefined) throw unknownOperation(compiled, operation.name);
  return ((await handler(input, call)) as object | undefined) ?? {};
};

/** Runs the operation as often as it was delivered. Of two the second answers; what the first one said nobody hears. */
const carryOut = async (compiled: Compiled, read: Read, call: Call, delivery: Delivery, hooks: Hooks): Promise<object> => {
  if (delivery.refusal !== null) throw delivery.refusal;
  if (delivery.runs === 0) return {};
  if (delivery.runs === 2)
    await runOnce(compiled, read, call, hooks).catch((error: unknown) => {
      if (!(error instanceof AwsFault)) throw error;
    });
  return runOnce(compiled, read, call, hooks);
};

interface Outcome {
  readonly answer: Answer;
  readonly sent: Delivery['answer'];
}

/** What AWS would answer to whatever was thrown. */
const failed = (compiled: Compiled, arrived: Arrived, hooks: Hooks, error: unknown): Answer => {
  if (error instanceof AwsFault) return answerFault(compiled, error, arrived.requestId);
  hooks.unexpected(String(arrived.form?.Action ?? arrived.request.url), error);
  const failure = new AwsFault('InternalFailure', 'The simulated account failed; its log says how.', 500);
  return answerFault(compiled, failure, arrived.requestId);
};

const readCall = (compiled: Compiled, arrived: Arrived): Promise<Read> | Read => {
  if (arrived.form !== null) return readQuery(compiled, arrived.form);
  // A query service that was sent no form is told so by its address, as before.
  return compiled.definition.protocol.startsWith('awsJson') ? readTarget(compiled, arrived) : readRest(compiled, arrived);
};

const serve = async (compiled: Compiled, arrived: Arrived, hooks: Hooks): Promise<Outcome> => {
  let read: Read;
  try {
    read = await readCall(compiled, arrived);
  } catch (error) {
    return { answer: failed(compiled, arrived, hooks, error), sent: 'whole' };
  }
  const call: Call = {
    ...arrived.context,
    service: compiled.definition.signingName,
    operation: read.operation.name,
    requestId: arrived.requestId,
    signedAt: headerOf(arrived.request, 'x-amz-date'),
  };
  const delivery = await hooks.arrive(call);
  let answer: Answer;
  try {
    answer = answerOutput(compiled, read.operation, await carryOut(compiled, read, call, delivery, hooks), arrived.requestId);
  } catch (error) {
    answer = failed(compiled, arrived, hooks, error);
  }
  await hooks.leave(call, delivery, answer);
  return { answer, sent: delivery.answer };
};

/** Sends an answer as far as it is meant to come. */
const send = (request: IncomingMessage, response: ServerResponse, requestId: string, { answer, sent }: Outcome): void => {
  const body = Buffer.from(answer.body);
  if (sent === 'none' || (sent === 'half' && body.length === 0)) {
    request.socket.destroy();
    return;
  }
  response.writeHead(answer.status, {
    'content-type': answer.type,
    'content-length': body.length,
    'x-amzn-requestid': requestId,
    // The SDK sets its clock by this; it must be the clock that judges its signatures, which Node's own header is not where a test has moved the time.
    date: new Date().toUTCString(),
    ...answer.headers,
  });
  if (sent === 'whole') response.end(body);
  else response.write(body.subarray(0, Math.ceil(body.length / 2)), () => request.socket.destroy());
};

const KEEP_ALIVE_MS = 60_000;

const isForm = (request: IncomingMessage): boolean => (request.headers['content-type'] ?? '').includes('x-www-form-urlencoded');

/** An HTTP server that answers the given services on the wire. Services compile at their first call. */
export const wireServer = (definitions: readonly ServiceDefinition[], hooks: Hooks): Server => {
  const compiledByName = new Map<string, Promise<Compiled>>();
  const compiledOf = (definition: ServiceDefinition): Promise<Compiled> => {
    const known = compiledByName.get(definition.signingName) ?? compile(definition);
    compiledByName.set(definition.signingName, known);
    return known;
  };
  const find = (service: string | undefined, form: FormTree | null): ServiceDefinition | undefined =>
    definitions.find((d) => d.signingName === service) ??
    definitions.find((d) => (form === null ? isRest(d.protocol) : d.version === form.Version));

  const respond = async (request: IncomingMessage, body: Buffer, requestId: string): Promise<Outcome> => {
    const scope = scopeOf(request.headers.authorization);
    // Some clients call every body a form; a service that speaks JSON knows better.
    const noForm = definitions.some((d) => d.signingName === scope?.service && (speaksJson(d.protocol) || isRest(d.protocol)));
    const form = isForm(request) && !noForm ? readForm(body.toString('utf8')) : null;
    const definition = find(scope?.service, form);
    const context = { region: scope?.region ?? 'us-east-1', accessKeyId: scope?.accessKeyId ?? null };
    if (definition !== undefined) return serve(await compiledOf(definition), { request, body, form, requestId, context }, hooks);
    const stranger = new AwsFault('UnrecognizedClientException', 'The request names no service of this account.', 403);
    return { answer: answerFault(null, stranger, requestId), sent: 'whole' };
  };

  const server = createServer((request, response) => {
    const handle = async (): Promise<void> => {
      const body = await readBody(request);
      if (await hooks.control(request, response, body.toString('utf8'))) return;
      const requestId = randomUUID();
      send(request, response, requestId, await respond(request, body, requestId));
    };
    handle().catch((error: unknown) => {
      hooks.unexpected(request.url ?? '', error);
      request.socket.destroy();
    });
  });
  // Five seconds, Node's own, are over before a busy machine uses its connection again; it would find it closed.
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  return server;
};
