import { z } from 'zod';

const hostName = /^(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*$/;

const schema = z.object({
  DATABASE_URL: z
    .string({
      error: 'DATABASE_URL is missing: start the console with bin/rehome, which brings its own PostgreSQL, or give the address of yours.',
    })
    .regex(/^postgres(?:ql)?:\/\//, { error: 'DATABASE_URL must begin with postgres:// or postgresql://.' }),
  REHOME_SIMULATED: z
    .enum(['', '0', '1'], { error: 'REHOME_SIMULATED must be 1 (this console talks to a simulated account) or 0.' })
    .default('')
    .transform((value) => value === '1'),
  REHOME_ALLOWED_HOSTS: z
    .string()
    .default('')
    .transform((value) =>
      value
        .split(',')
        .map((host) => host.trim().toLowerCase())
        .filter((host) => host !== ''),
    )
    .refine((hosts) => hosts.every((host) => hostName.test(host)), {
      error: 'REHOME_ALLOWED_HOSTS must be host names without port or scheme, separated by commas, such as rehome.example.com,10.0.0.5.',
    }),
  REHOME_TRUST_FORWARDED: z
    .enum(['', '0', '1'], { error: 'REHOME_TRUST_FORWARDED must be 1 (a reverse proxy sets X-Forwarded-Host and -Proto itself) or 0.' })
    .default('')
    .transform((value) => value === '1'),
  REHOME_AUTH_SECRET: z
    .string({
      error:
        'REHOME_AUTH_SECRET is missing: with a PostgreSQL of your own give every console the same random text, such as that of "openssl rand -base64 48".',
    })
    .min(32, { error: 'REHOME_AUTH_SECRET must have 32 characters or more; "openssl rand -base64 48" makes one.' }),
  REHOME_ONE_CLICK: z
    .string()
    .default('')
    .transform((value) =>
      value
        .split(',')
        .map((id) => id.trim())
        .filter((id) => id !== ''),
    ),
});

export interface Env {
  /** The PostgreSQL that keeps drafts, intents, claims and history. */
  readonly databaseUrl: string;
  /** True where the launcher pointed the SDK at a simulated account; the top bar says so. */
  readonly simulated: boolean;
}

/** Parses the database address and the flags. Throws one Error whose message says in sentences what to set. */
export const parseEnv = (source: Readonly<Record<string, string | undefined>>): Env => {
  const parsed = schema
    .pick({ DATABASE_URL: true, REHOME_SIMULATED: true, REHOME_ALLOWED_HOSTS: true, REHOME_TRUST_FORWARDED: true })
    .safeParse(source);
  if (!parsed.success) throw new Error(parsed.error.issues.map((issue) => issue.message).join(' '));
  return { databaseUrl: parsed.data.DATABASE_URL, simulated: parsed.data.REHOME_SIMULATED };
};

/** Host names beside the loopback ones under which browsers may address the console. Throws as `parseEnv` does. */
export const parseAllowedHosts = (source: Readonly<Record<string, string | undefined>>): readonly string[] => {
  const parsed = schema.pick({ REHOME_ALLOWED_HOSTS: true }).safeParse(source);
  if (!parsed.success) throw new Error(parsed.error.issues.map((issue) => issue.message).join(' '));
  return parsed.data.REHOME_ALLOWED_HOSTS;
};

/** Whether the reverse proxy before the console is to be believed about the host and scheme that a browser addressed. Throws as `parseEnv` does. */
export const parseTrustForwarded = (source: Readonly<Record<string, string | undefined>>): boolean => {
  const parsed = schema.pick({ REHOME_TRUST_FORWARDED: true }).safeParse(source);
  if (!parsed.success) throw new Error(parsed.error.issues.map((issue) => issue.message).join(' '));
  return parsed.data.REHOME_TRUST_FORWARDED;
};

/** The secret that cookies of sessions are signed with. Throws as `parseEnv` does. */
export const parseAuthSecret = (source: Readonly<Record<string, string | undefined>>): string => {
  const parsed = schema.pick({ REHOME_AUTH_SECRET: true }).safeParse(source);
  if (!parsed.success) throw new Error(parsed.error.issues.map((issue) => issue.message).join(' '));
  return parsed.data.REHOME_AUTH_SECRET;
};

/** Ids of people who sign in with one click, on this machine alone; whoever comes first is signed in as the first of them. Set by the launcher, for the demo. */
export const parseOneClick = (source: Readonly<Record<string, string | undefined>>): readonly string[] =>
  schema.pick({ REHOME_ONE_CLICK: true }).parse(source).REHOME_ONE_CLICK;
