import { writeRpcJson } from './aws-json';
import { AwsFault } from './fault';
import { writeJson } from './rest-json';
import { type Compiled, type Operation, speaksJson } from './service';
import { ec2Error, ec2Response, queryError, queryResponse, restXmlResponse } from './xml';

/** An answer as it goes onto the wire. `code` is AWS's error code where it is an error. */
export interface Answer {
  readonly status: number;
  readonly type: string;
  readonly body: string;
  readonly code: string | null;
  readonly headers?: Readonly<Record<string, string>>;
}

/** The answer of an operation that succeeded, in its service's protocol. */
export const answerOutput = (compiled: Compiled, operation: Operation, output: object, requestId: string): Answer => {
  const { protocol, xmlNamespace } = compiled.definition;
  if (protocol === 'restJson1') {
    const empty = operation.output.isUnitSchema() || operation.route?.status === 204;
    const body = empty ? '' : writeJson(operation.output, output);
    return { status: operation.route?.status ?? 200, type: 'application/json', body, code: null };
  }
  if (speaksJson(protocol))
    return {
      status: 200,
      type: `application/x-amz-json-${protocol.slice(-3).replace('_', '.')}`,
      body: writeRpcJson(operation.output, output),
      code: null,
    };
  if (protocol === 'restXml')
    return { status: operation.route?.status ?? 200, type: 'text/xml', body: restXmlResponse(operation, output, xmlNamespace), code: null };
  const write = protocol === 'ec2Query' ? ec2Response : queryResponse;
  return { status: 200, type: 'text/xml;charset=UTF-8', body: write(operation, output, requestId, xmlNamespace), code: null };
};

/** The answer of one that failed; in JSON where the service is not known. */
export const answerFault = (compiled: Compiled | null, fault: AwsFault, requestId: string): Answer => {
  const shape = compiled?.errors.find((e) => e.name === fault.code || e.queryCode === fault.code);
  const status = shape?.httpStatus ?? fault.status;
  const code = shape?.queryCode ?? fault.code;
  if (compiled === null || speaksJson(compiled.definition.protocol)) {
    const value = { __type: fault.code, Code: fault.code, Message: fault.message, message: fault.message, ...fault.fields };
    // The name travels in the header, because the body has a `Code` of its own (facts 2.1).
    return {
      status,
      type: 'application/json',
      body: shape === undefined || compiled?.definition.protocol !== 'restJson1' ? JSON.stringify(value) : writeJson(shape.schema, value),
      code,
      headers: { 'x-amzn-errortype': fault.code },
    };
  }
  const body =
    compiled.definition.protocol === 'ec2Query'
      ? ec2Error(code, fault.message, requestId)
      : queryError(code, fault.message, status, requestId, compiled.definition.xmlNamespace);
  return { status, type: 'text/xml', body, code };
};

/** What each protocol says to an operation that it does not have. */
export const unknownOperation = (compiled: Compiled, name: string): AwsFault =>
  speaksJson(compiled.definition.protocol)
    ? new AwsFault('UnknownOperationException', `${name} is not simulated.`, 404)
    : new AwsFault('InvalidAction', `The action ${name} is not valid for this web service.`);
