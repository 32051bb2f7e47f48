import 'server-only';
import { STSClient } from '@aws-sdk/client-sts';
import { processWide } from '@/lib/process-wide';

const region = processWide<{ configured: string | null }>('configured-region', () => ({ configured: null }));

/**
 * The region of the configuration: `AWS_REGION`, `AWS_DEFAULT_REGION` (which the AWS CLI reads and the SDK does not), the profile; `null` where none says.
 */
export const configuredRegion = async (): Promise<string | null> => {
  region.configured ??= await readRegion();
  return region.configured;
};

const readRegion = async (): Promise<string | null> => {
  const byCli = process.env.AWS_DEFAULT_REGION;
  if (!process.env.AWS_REGION && byCli) return byCli;
  try {
    return await new STSClient({}).config.region();
  } catch {
    return null;
  }
};
