import { z } from 'zod';
import { isLoopback } from './host';

/** The identity provider that people may sign in with. */
export interface Oidc {
  /** Exactly as the provider spells it in its own documents and tokens. */
  readonly issuer: string;
  readonly clientId: string;
  /** `null`: the provider knows the console as a public client. */
  readonly clientSecret: string | null;
  /** What the button calls it. */
  readonly name: string;
  readonly scopes: readonly string[];
  /** Which claims hold a person's name and e-mail address. */
  readonly nameClaim: string;
  readonly emailClaim: string;
  /** Values of `acr` that say that the provider asked for a second factor; it is asked for one of them. */
  readonly factorAcr: readonly string[];
}

type Source = Readonly<Record<string, string | undefined>>;

/** Whether an address of a provider may be asked: over https, or on this machine. */
export const isSafeAddress = (address: string): boolean => {
  if (!URL.canParse(address)) return false;
  const { protocol, host, username, password } = new URL(address);
  return username === '' && password === '' && (protocol === 'https:' || (protocol === 'http:' && isLoopback(host)));
};

const said = z
  .string()
  .default('')
  .transform((text) => text.trim());
const words = (text: string): readonly string[] => text.split(/\s+/).filter((word) => word !== '');
const claim = (initial: string) => said.transform((text) => (text === '' ? initial : text));

const schema = z
  .object({
    REHOME_OIDC_ISSUER: said.refine((text) => text === '' || (isSafeAddress(text) && !/[?#]/.test(text)), {
      error:
        'REHOME_OIDC_ISSUER must be the https address by which the provider calls itself, such as https://login.example.com/realms/team.',
    }),
    REHOME_OIDC_CLIENT_ID: said,
    REHOME_OIDC_CLIENT_SECRET: said,
    REHOME_OIDC_CLIENT_SECRET_FILE: said,
    REHOME_OIDC_NAME: said.refine((text) => text.length <= 40, {
      error: 'REHOME_OIDC_NAME must have 40 characters or fewer: it stands on a button.',
    }),
    REHOME_OIDC_SCOPES: said.transform(words).refine((scopes) => scopes.length === 0 || scopes.includes('openid'), {
      error: 'REHOME_OIDC_SCOPES must hold openid, and others separated by spaces, such as "openid profile email groups".',
    }),
    REHOME_OIDC_NAME_CLAIM: claim('name'),
    REHOME_OIDC_EMAIL_CLAIM: claim('email'),
    REHOME_OIDC_FACTOR_ACR: said.transform(words),
  })
  .refine((all) => all.REHOME_OIDC_ISSUER === '' || all.REHOME_OIDC_CLIENT_ID !== '', {
    error: 'REHOME_OIDC_CLIENT_ID is missing: it is what the provider calls this console.',
  })
  .refine((all) => all.REHOME_OIDC_ISSUER !== '' || (all.REHOME_OIDC_CLIENT_ID === '' && all.REHOME_OIDC_CLIENT_SECRET_FILE === ''), {
    error: 'REHOME_OIDC_ISSUER is missing: a client of an identity provider is set, but not whose.',
  })
  .refine((all) => all.REHOME_OIDC_CLIENT_SECRET === '' || all.REHOME_OIDC_CLIENT_SECRET_FILE === '', {
    error: 'Set REHOME_OIDC_CLIENT_SECRET or REHOME_OIDC_CLIENT_SECRET_FILE, not both.',
  });

/**
 * The identity provider that the environment names; `null` where it names none. Throws one Error whose message says in sentences what to set.
 * @param readFile the text of a file, for a secret that is given as one
 */
export const parseOidc = (source: Source, readFile: (path: string) => string): Oidc | null => {
  const parsed = schema.safeParse(source);
  if (!parsed.success) throw new Error(parsed.error.issues.map((issue) => issue.message).join(' '));
  const { data } = parsed;
  if (data.REHOME_OIDC_ISSUER === '') return null;
  const secret =
    data.REHOME_OIDC_CLIENT_SECRET_FILE === '' ? data.REHOME_OIDC_CLIENT_SECRET : secretIn(data.REHOME_OIDC_CLIENT_SECRET_FILE, readFile);
  return {
    issuer: data.REHOME_OIDC_ISSUER,
    clientId: data.REHOME_OIDC_CLIENT_ID,
    clientSecret: secret === '' ? null : secret,
    name: data.REHOME_OIDC_NAME === '' ? new URL(data.REHOME_OIDC_ISSUER).host : data.REHOME_OIDC_NAME,
    scopes: data.REHOME_OIDC_SCOPES.length === 0 ? ['openid', 'profile', 'email'] : data.REHOME_OIDC_SCOPES,
    nameClaim: data.REHOME_OIDC_NAME_CLAIM,
    emailClaim: data.REHOME_OIDC_EMAIL_CLAIM,
    factorAcr: data.REHOME_OIDC_FACTOR_ACR,
  };
};

const secretIn = (path: string, readFile: (path: string) => string): string => {
  let text: string;
  try {
    text = readFile(path).trim();
  } catch {
    throw new Error(`REHOME_OIDC_CLIENT_SECRET_FILE names ${path}, which cannot be read.`);
  }
  if (text === '') throw new Error(`REHOME_OIDC_CLIENT_SECRET_FILE names ${path}, which is empty.`);
  return text;
};
