import 'server-only';
import { readFileSync } from 'node:fs';
import { type Oidc, parseOidc } from './env-oidc';
import { type Env, parseAllowedHosts, parseAuthSecret, parseEnv, parseOneClick, parseTrustForwarded } from './env-schema';

/*
 * The environment of the console, read in this one file. What the AWS SDK reads for itself (credentials, region, endpoints,
 * profiles) is left to the SDK and its default chain; see `configuredRegion` in the gateway.
 */
let known: Env | undefined;

/** The environment of this process, parsed at the first call: a build, which needs none, never asks. */
export const env = (): Env => {
  known ??= parseEnv(process.env);
  return known;
};

let knownHosts: ReadonlySet<string> | undefined;

/** As `parseAllowedHosts`, of this process. */
export const allowedHosts = (): ReadonlySet<string> => {
  knownHosts ??= new Set(parseAllowedHosts(process.env));
  return knownHosts;
};

let trusting: boolean | undefined;

/** As `parseTrustForwarded`, of this process. */
export const trustForwarded = (): boolean => {
  trusting ??= parseTrustForwarded(process.env);
  return trusting;
};

/** As `parseAuthSecret`, of this process. */
export const authSecret = (): string => parseAuthSecret(process.env);

/** As `parseOneClick`, of this process. */
export const oneClick = (): readonly string[] => parseOneClick(process.env);

let knownOidc: { readonly read: Oidc | null } | undefined;

/** As `parseOidc`, of this process. */
export const oidc = (): Oidc | null => {
  knownOidc ??= { read: parseOidc(process.env, (path) => readFileSync(path, 'utf8')) };
  return knownOidc.read;
};
