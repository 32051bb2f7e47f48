import { JsonShapeDeserializer, JsonShapeSerializer } from '@aws-sdk/core/protocols';
import type { NormalizedSchema } from '@smithy/core/schema';
import type { Operation } from './service';

const settings = { timestampFormat: { useTrait: true, default: 7 as const }, httpBindings: false, jsonName: false };

/** The operation that `X-Amz-Target` names (`AmazonSSM.DescribeInstanceInformation`); empty where it names none. */
export const targetOf = (header: string | null): string => header?.slice(header.lastIndexOf('.') + 1) ?? '';

/** Decodes the input of an AWS JSON request, all of which is its body. */
export const readRpcJson = async (operation: Operation, body: Buffer): Promise<Record<string, unknown>> =>
  operation.input.isUnitSchema() || body.length === 0
    ? {}
    : ((await new JsonShapeDeserializer(settings).read(operation.input, body)) as Record<string, unknown>);

/** Encodes an output of AWS JSON. */
export const writeRpcJson = (schema: NormalizedSchema, value: unknown): string => {
  if (schema.isUnitSchema()) return '{}';
  const serializer = new JsonShapeSerializer(settings);
  serializer.write(schema, value);
  return String(serializer.flush());
};
