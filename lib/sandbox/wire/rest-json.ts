import type { IncomingHttpHeaders } from 'node:http';
import { JsonShapeDeserializer, JsonShapeSerializer, XmlShapeDeserializer } from '@aws-sdk/core/protocols';
import { FromStringShapeDeserializer } from '@smithy/core/protocols';
import type { NormalizedSchema } from '@smithy/core/schema';
import type { Compiled, Operation, Protocol } from './service';

const settings = { timestampFormat: { useTrait: true, default: 7 as const }, httpBindings: true, jsonName: true };
const fromText = new FromStringShapeDeserializer(settings);

/** The operation that a method, path and query name; `null` where none does. */
export const matchRoute = (compiled: Compiled, method: string, url: URL): { operation: Operation; path: RegExpExecArray } | null => {
  for (const operation of compiled.routes) {
    const { route } = operation;
    if (route === null || route.method !== method) continue;
    const path = route.pattern.exec(url.pathname);
    if (path !== null && [...route.query].every(([name, value]) => url.searchParams.has(name, value === '' ? undefined : value)))
      return { operation, path };
  }
  return null;
};

interface Request {
  readonly path: RegExpExecArray;
  readonly url: URL;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

const readQueryMember = (member: NormalizedSchema, values: readonly string[]): unknown =>
  member.isListSchema() ? values.map((value) => fromText.read(member.getValueSchema(), value)) : fromText.read(member, values[0] ?? '');

const XML_SETTINGS = { timestampFormat: { useTrait: true, default: 5 as const }, httpBindings: true, serviceNamespace: '' };

const bodyOf = async (operation: Operation, protocol: Protocol, body: Buffer): Promise<Record<string, unknown>> => {
  if (body.length === 0) return {};
  const reader =
    protocol === 'restXml'
      ? new XmlShapeDeserializer(XML_SETTINGS as ConstructorParameters<typeof XmlShapeDeserializer>[0])
      : new JsonShapeDeserializer(settings);
  return (await reader.read(operation.input, body)) as Record<string, unknown>;
};

/** Decodes an input from path labels, query, headers and body (JSON or XML), as the schema binds them. */
export const readRestInput = async (operation: Operation, protocol: Protocol, request: Request): Promise<Record<string, unknown>> => {
  const out: Record<string, unknown> = {};
  if (operation.input.isUnitSchema()) return out;
  const body = await bodyOf(operation, protocol, request.body);
  for (const [name, member] of operation.input.structIterator()) {
    const traits = member.getMergedTraits();
    if (traits.httpLabel) {
      const text = request.path[(operation.route?.labels.indexOf(name) ?? -1) + 1];
      if (text !== undefined) out[name] = fromText.read(member, decodeURIComponent(text));
    } else if (traits.httpQuery) {
      const values = request.url.searchParams.getAll(traits.httpQuery);
      if (values.length > 0) out[name] = readQueryMember(member, values);
    } else if (traits.httpHeader) {
      const value = request.headers[traits.httpHeader.toLowerCase()];
      if (value !== undefined) out[name] = fromText.read(member, String(value));
    } else if (body[name] !== undefined) out[name] = body[name];
  }
  return out;
};

/** Encodes a value as the schema says. */
export const writeJson = (schema: NormalizedSchema, value: unknown): string => {
  const serializer = new JsonShapeSerializer(settings);
  serializer.write(schema, value);
  return String(serializer.flush());
};
