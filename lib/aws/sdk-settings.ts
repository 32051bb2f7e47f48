import 'server-only';

/** What tells the SDK where to connect, as far as it is not secret. */
export interface SdkSettings {
  /** What names the region; `profile`: a config file, asked by the SDK. */
  readonly regionFrom: 'AWS_REGION' | 'AWS_DEFAULT_REGION' | 'profile';
  readonly profile: string | null;
  /** Where requests go instead of AWS's own addresses; without user information. */
  readonly endpoint: string | null;
}

const bare = (address: string): string => {
  try {
    return new URL(address).origin;
  } catch {
    return address;
  }
};

/** Reads the SDK's own variables, in the order in which `configuredRegion` and the SDK heed them. */
export const sdkSettings = (): SdkSettings => {
  const { AWS_REGION, AWS_DEFAULT_REGION, AWS_PROFILE, AWS_ENDPOINT_URL } = process.env;
  const fromEnvironment = AWS_REGION ? 'AWS_REGION' : 'AWS_DEFAULT_REGION';
  return {
    regionFrom: AWS_REGION || AWS_DEFAULT_REGION ? fromEnvironment : 'profile',
    profile: AWS_PROFILE || null,
    endpoint: AWS_ENDPOINT_URL ? bare(AWS_ENDPOINT_URL) : null,
  };
};
