import { XmlShapeSerializer } from '@aws-sdk/core/protocols';
import { NormalizedSchema } from '@smithy/core/schema';
import type { Operation } from './service';

/** A schema written down on the spot, in the SDK's own static form: 3 marks a structure, 1 a list. */
type Inline = readonly unknown[];

const struct = (name: string, members: Readonly<Record<string, unknown>>): Inline => [
  3,
  'sandbox',
  name,
  0,
  Object.keys(members),
  Object.values(members),
];
const list = (name: string, itemName: string, item: unknown): Inline => [1, 'sandbox', name, 0, [item, { xmlName: itemName }]];

const RESPONSE_METADATA = struct('ResponseMetadata', { RequestId: 0 });
const EC2_ERROR = struct('Response', { Errors: list('Errors', 'Error', struct('Error', { Code: 0, Message: 0 })), RequestID: 0 });
const QUERY_ERROR = struct('ErrorResponse', { Error: struct('Error', { Type: 0, Code: 0, Message: 0 }), RequestId: 0 });

const write = (schema: Inline, value: unknown, xmlNamespace?: string): string => {
  const serializer = new XmlShapeSerializer({
    timestampFormat: { useTrait: true, default: 5 },
    httpBindings: false,
    serviceNamespace: '',
    ...(xmlNamespace === undefined ? {} : { xmlNamespace }),
  } as ConstructorParameters<typeof XmlShapeSerializer>[0]);
  serializer.write(NormalizedSchema.of(schema as never), value);
  return String(serializer.flush());
};

const membersOf = (schema: NormalizedSchema): Record<string, unknown> => {
  if (schema.isUnitSchema()) return {};
  const tuple = schema.getSchema() as unknown as readonly [number, string, string, unknown, readonly string[], readonly unknown[]];
  return Object.fromEntries(tuple[4].map((name, i) => [name, tuple[5][i]]));
};

/** An ec2Query answer: the output's members beside the request id, below `…Response`. */
export const ec2Response = (operation: Operation, output: object, requestId: string, xmlNamespace: string): string =>
  write(struct(`${operation.name}Response`, { requestId: 0, ...membersOf(operation.output) }), { requestId, ...output }, xmlNamespace);

/** An awsQuery answer: `…Result` and the response metadata, below `…Response`. */
export const queryResponse = (operation: Operation, output: object, requestId: string, xmlNamespace: string): string => {
  const result = `${operation.name}Result`;
  const members = operation.output.isUnitSchema() ? {} : { [result]: operation.output.getSchema() };
  const schema = struct(`${operation.name}Response`, { ...members, ResponseMetadata: RESPONSE_METADATA });
  return write(schema, { [result]: output, ResponseMetadata: { RequestId: requestId } }, xmlNamespace);
};

/** A restXml answer: the output's members, below an element of its name. Members that travel in headers are left out. */
export const restXmlResponse = (operation: Operation, output: object, xmlNamespace: string): string => {
  if (operation.output.isUnitSchema()) return '';
  const members = Object.entries(membersOf(operation.output)).filter(
    ([name]) => !operation.output.getMemberSchema(name).getMergedTraits().httpHeader,
  );
  return write(struct(operation.output.getName() ?? `${operation.name}Response`, Object.fromEntries(members)), output, xmlNamespace);
};

/** An ec2Query error document (facts 2.2). */
export const ec2Error = (code: string, message: string, requestId: string): string =>
  write(EC2_ERROR, {
    Errors: [{ Code: code, Message: message }],
    RequestID: requestId,
  });

/** An awsQuery error document. */
export const queryError = (code: string, message: string, status: number, requestId: string, xmlNamespace: string): string =>
  write(
    QUERY_ERROR,
    { Error: { Type: status < 500 ? 'Sender' : 'Receiver', Code: code, Message: message }, RequestId: requestId },
    xmlNamespace,
  );
