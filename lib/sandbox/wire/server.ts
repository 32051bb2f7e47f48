import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { AwsFault } from './fault';
import { type FormTree, readForm, readQueryValue } from './query';
import { matchRoute, readRestInput, writeJson } from './rest-json';
import { type CallContext, type Compiled, compile, type Operation, type ServiceDefinition } from './service';
import { ec2Error, ec2Response, queryError, queryResponse } from './xml';

/** A call as it arrived, before its operation runs; hooks see it to provoke faults and to count. */
export interface Call extends CallContext {
  readonly service: string;
  readonly operation: string;
}

/** What the account does around every call: faults, slow answers, counting. `drop` closes the connection without an answer. */
export interface Hooks {
  /** Answers requests that are no AWS call (control endpoints); `true` when it did. */
  readonly control: (request: IncomingMessage, response: ServerResponse, body: string) => Promise<boolean>;
  /** Before the operation; may throw an AwsFault, wait, or ask to drop the connection. */
  readonly before: (call: Call) => Promise<'go' | 'drop'>;
  readonly unexpected: (operation: string, error: unknown) => void;
}

interface Answer {
  readonly status: number;
  readonly type: string;
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
}

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

const invalidAction = (name: string): AwsFault => new AwsFault('InvalidAction', `The action ${name} is not valid for this web service.`);

interface Arrived {
  readonly request: IncomingMessage;
  readonly body: Buffer;
  readonly url: URL;
  readonly requestId: string;
  readonly context: CallContext;
}

const run = async (
  compiled: Compiled,
  operation: Operation,
  input: Record<string, unknown>,
  arrived: Arrived,
  hooks: Hooks,
): Promise<object | 'drop'> => {
  const { signingName, protocol, handlers } = compiled.definition;
  if ((await hooks.before({ ...arrived.context, service: signingName, operation: operation.name })) === 'drop') return 'drop';
  const handler = Object.hasOwn(handlers, operation.name) ? handlers[operation.name] : undefined;
  if (handler === undefined)
    throw protocol === 'restJson1'
      ? new AwsFault('UnknownOperationException', `${operation.name} is not simulated.`, 404)
      : invalidAction(operation.name);
  return ((await handler(input, arrived.context)) as object | undefined) ?? {};
};

const answerRest = async (compiled: Compiled, arrived: Arrived, hooks: Hooks): Promise<Answer | 'drop'> => {
  const match = matchRoute(compiled, arrived.request.method ?? '', arrived.url);
  if (match === null)
    throw new AwsFault('UnknownOperationException', `No operation for ${arrived.request.method} ${arrived.url.pathname}.`, 404);
  const { operation, path } = match;
  const input = await readRestInput(operation, { path, url: arrived.url, headers: arrived.request.headers, body: arrived.body }).catch(
    () => {
      throw new AwsFault('SerializationException', 'The request could not be read.');
    },
  );
  const output = await run(compiled, operation, input, arrived, hooks);
  if (output === 'drop') return output;
  const empty = operation.output.isUnitSchema() || operation.route?.status === 204;
  return { status: operation.route?.status ?? 200, type: 'application/json', body: empty ? '' : writeJson(operation.output, output) };
};

const readQueryInput = (operation: Operation, form: FormTree, ec2: boolean): Record<string, unknown> => {
  try {
    return operation.input.isUnitSchema() ? {} : (readQueryValue(operation.input, form, ec2) as Record<string, unknown>);
  } catch {
    throw new AwsFault('MalformedQueryString', 'The query string contains a syntax error.');
  }
};

const answerQuery = async (compiled: Compiled, form: FormTree, arrived: Arrived, hooks: Hooks): Promise<Answer | 'drop'> => {
  const { protocol, xmlNamespace } = compiled.definition;
  const ec2 = protocol === 'ec2Query';
  const name = String(form.Action ?? '');
  const operation = compiled.operations.get(name);
  if (operation === undefined) throw invalidAction(name);
  const input = readQueryInput(operation, form, ec2);
  const output = await run(compiled, operation, input, arrived, hooks);
  if (output === 'drop') return output;
  const body = ec2
    ? ec2Response(operation, output, arrived.requestId, xmlNamespace)
    : queryResponse(operation, output, arrived.requestId, xmlNamespace);
  return { status: 200, type: 'text/xml;charset=UTF-8', body };
};

const answerFault = (compiled: Compiled | null, fault: AwsFault, requestId: string): Answer => {
  const shape = compiled?.errors.find((e) => e.name === fault.code || e.queryCode === fault.code);
  const status = shape?.httpStatus ?? fault.status;
  const code = shape?.queryCode ?? fault.code;
  if (compiled === null || compiled.definition.protocol === 'restJson1') {
    const value = { Code: fault.code, Message: fault.message, message: fault.message, ...fault.fields };
    // The name travels in the header, because the body has a `Code` of its own (facts 2.1).
    return {
      status,
      type: 'application/json',
      body: shape === undefined ? JSON.stringify(value) : writeJson(shape.schema, value),
      headers: { 'x-amzn-errortype': fault.code },
    };
  }
  const body =
    compiled.definition.protocol === 'ec2Query'
      ? ec2Error(code, fault.message, requestId)
      : queryError(code, fault.message, status, requestId, compiled.definition.xmlNamespace);
  return { status, type: 'text/xml', body };
};

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
    definitions.find((d) => (form === null ? d.protocol === 'restJson1' : d.version === form.Version));

  const answer = async (request: IncomingMessage, body: Buffer, requestId: string): Promise<Answer | 'drop'> => {
    const scope = scopeOf(request.headers.authorization);
    // Some clients call every body a form; a service that speaks JSON knows better.
    const speaksJson = definitions.some((d) => d.signingName === scope?.service && d.protocol === 'restJson1');
    const form = isForm(request) && !speaksJson ? readForm(body.toString('utf8')) : null;
    const definition = find(scope?.service, form);
    const compiled = definition === undefined ? null : await compiledOf(definition);
    try {
      if (compiled === null) throw new AwsFault('UnrecognizedClientException', 'The request names no service of this account.', 403);
      const arrived: Arrived = {
        request,
        body,
        requestId,
        url: new URL(request.url ?? '/', 'http://sandbox'),
        context: { region: scope?.region ?? 'us-east-1', accessKeyId: scope?.accessKeyId ?? null },
      };
      return form === null ? await answerRest(compiled, arrived, hooks) : await answerQuery(compiled, form, arrived, hooks);
    } catch (error) {
      if (error instanceof AwsFault) return answerFault(compiled, error, requestId);
      hooks.unexpected(String(form?.Action ?? request.url), error);
      return answerFault(compiled, new AwsFault('InternalFailure', 'The simulated account failed; its log says how.', 500), requestId);
    }
  };

  return createServer((request, response) => {
    const handle = async (): Promise<void> => {
      const body = await readBody(request);
      if (await hooks.control(request, response, body.toString('utf8'))) return;
      const requestId = randomUUID();
      const result = await answer(request, body, requestId);
      if (result === 'drop') request.socket.destroy();
      else
        response
          .writeHead(result.status, { 'content-type': result.type, 'x-amzn-requestid': requestId, ...result.headers })
          .end(result.body);
    };
    handle().catch((error: unknown) => {
      hooks.unexpected(request.url ?? '', error);
      request.socket.destroy();
    });
  });
};
