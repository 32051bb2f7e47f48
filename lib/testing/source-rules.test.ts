import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
/** What runs on the machine of whoever starts it, beside the console and its worker; tests and the simulated account. */
const BESIDE = /^(?:components\/testing\/|lib\/(?:(?:launcher|cli|sandbox|testing)\/|restore\/import\/(?:texts|told)\b))/;

/** Everything that the console and its worker are made of, by its path. */
const sources: ReadonlyMap<string, string> = new Map(
  ['lib', 'app', 'components']
    .flatMap((folder) => readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((name) => `${folder}/${name}`))
    .concat('proxy.ts', 'instrumentation.ts', 'next.config.js')
    .filter((path) => /\.[jt]sx?$/.test(path) && !/\.(test|spec)\.tsx?$/.test(path) && !BESIDE.test(path))
    .map((path) => [path, readFileSync(join(root, path), 'utf8')]),
);

/** The files in which something stands, with what stands there. */
const found = (pattern: RegExp): readonly string[] =>
  [...sources].flatMap(([path, text]) => [...text.matchAll(pattern)].map((match) => `${path}: ${match[1] ?? match[0]}`));
const filesWith = (pattern: RegExp): readonly string[] => [...sources].filter(([, text]) => pattern.test(text)).map(([path]) => path);

describe('what the source does not do', () => {
  it('is looked for where there is something', () => {
    expect(sources.size).toBeGreaterThan(500);
    expect(filesWith(/from 'react'/).length).toBeGreaterThan(50);
  });

  it('the console and the worker start no process, and make no code of text', () => {
    expect(
      found(/child_process|node:vm|node:worker_threads|\beval\(|new Function\(|dangerouslySetInnerHTML|\.innerHTML\b|insertAdjacentHTML/g),
    ).toEqual([]);
  });

  it('no page is sent with a style attribute, which its policy takes from nobody', () => {
    expect(found(/[\s{]style=[{"']/g)).toEqual([]);
  });

  it('the console opens no file whose name comes from outside', () => {
    // The migrations of this version, and keys and secrets that the environment names.
    const known = ['lib/db/backup/migrate-to.ts', 'lib/env.ts', 'lib/signing-key.ts'];
    expect(filesWith(/from '(?:node:)?fs(?:\/promises)?'/).toSorted()).toEqual(known);
  });

  it('cryptography is Node’s, with no algorithm that is broken', () => {
    const algorithms = found(/create(?:Hash|Hmac|Cipheriv|Sign|DiffieHellman)\(\s*('[^']*'|[^)]*)/g).map((each) => each.split(': ')[1]);
    expect(algorithms.length).toBeGreaterThan(5);
    expect(new Set(algorithms)).toEqual(new Set(["'sha256'", "'aes-256-gcm'"]));
    expect(found(/from '(crypto-js|bcrypt|bcryptjs|argon2|md5|sha1|node-forge|tweetnacl|uuid|nanoid)'/g)).toEqual([]);
    expect(found(/generateKeyPairSync\('(\w+)'/g)).toEqual(['lib/record/signing.ts: ed25519']);
  });

  it('nothing that nobody may guess comes from Math.random', () => {
    expect(found(/Math\.random/g)).toEqual([]);
  });

  it('nothing of tests, of the simulated account or of development is in the console or its worker', () => {
    const { devDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
    const imports = [...sources].flatMap(([path, text]) =>
      [...text.matchAll(/(?:from|import|import\(|require\()\s*'([^']+)'/g)].map(([, name = '']) => ({ path, name })),
    );
    expect(imports.length).toBeGreaterThan(2_000);
    const beside = imports.filter(({ path, name }) => {
      const own = name.startsWith('@/') ? name.slice(2) : name.startsWith('.') ? join(dirname(path), name) : null;
      if (own !== null) return /^(?:lib\/(?:sandbox|testing)|components\/testing|e2e|bench)\b|\.(?:test|spec)$/.test(own);
      return Object.keys(devDependencies).some((dev) => name === dev || name.startsWith(`${dev}/`));
    });
    expect(beside).toEqual([]);
  });

  it('every password field is one of the two that hide what is typed and are offered to password managers', () => {
    expect(filesWith(/\stype="password"/)).toEqual(['components/sign-in/new-password-fields.tsx', 'components/sign-in/password-field.tsx']);
    expect(found(/autoComplete="(?:current|new)-password"/g).map((each) => each.split(': ')[0])).toEqual([
      'components/sign-in/new-password-fields.tsx',
      'components/sign-in/new-password-fields.tsx',
      'components/sign-in/password-field.tsx',
    ]);
  });

  it('no certificate goes unchecked', () => {
    expect(found(/rejectUnauthorized|NODE_TLS_REJECT_UNAUTHORIZED|checkServerIdentity|strictSSL|sslmode=(?:no-verify|disable)/g)).toEqual(
      [],
    );
  });

  it('the console asks nobody but AWS, its database and the identity provider of its settings, and follows nobody elsewhere', () => {
    // The browser asks the console for JSON; the SDK's own clients of AWS are given agents.
    const asking = filesWith(/(?<![.\w])fetch\((?!key, load)|XMLHttpRequest|sendBeacon|new (?:WebSocket|EventSource)\(/);
    const provider = ['lib/auth/oidc/claims.ts', 'lib/auth/oidc/provider.ts'];
    expect(asking.toSorted()).toEqual([...provider, 'lib/queries/get-json.ts']);
    for (const path of provider) {
      const calls = [...(sources.get(path) ?? '').matchAll(/(?<![.\w])fetch\((?:[^;]*?)redirect: 'error'/g)];
      expect([path, calls.length]).toEqual([path, [...(sources.get(path) ?? '').matchAll(/(?<![.\w])fetch\(/g)].length]);
    }
    expect(filesWith(/from '(?:node:)?(?:https?|http2|net|tls|dgram|dns)(?:\/promises)?'/)).toEqual(['lib/aws/start-client.ts']);
    expect(found(/from '(axios|got|undici|node-fetch|request|nodemailer)'/g)).toEqual([]);
  });
});

it('a story asks by GET through `getFrom` alone, which sends again what was lost with a connection that the console closed', () => {
  const stories = readdirSync(join(root, 'e2e'), { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));
  expect(stories.length).toBeGreaterThan(50);
  expect(stories.filter((name) => /request\.(?:get|head|fetch)\(/.test(readFileSync(join(root, 'e2e', name), 'utf8')))).toEqual([
    'support/http.ts',
  ]);
});

describe('what a page asks of a server action', () => {
  it('has a limit of time, and is told of while it is waited for: every call is heard', () => {
    // The name of a problem's missing permission is no server action.
    const calls = found(/(?<!(?:heard|unwrap)\(\s*)\b((?!missingAction)\w+Action)\((?=[^)])/g);
    expect(calls.filter((each) => /^components\/|^lib\/queries\//.test(each))).toEqual([]);
    expect(filesWith(/(?:heard|unwrap)\(\s*\w+Action\(/).length).toBeGreaterThan(30);
  });

  it('has no limit where it waits for a person, who signs in again meanwhile', () => {
    expect(found(/((?:heard|unwrap)\(\s*withFreshSignIn\()/g)).toEqual([]);
    expect(filesWith(/valueIn\(\s*await withFreshSignIn\(/).length).toBeGreaterThan(5);
  });
});

describe('what the console gives', () => {
  it('no answer is for another origin', () => {
    expect(found(/access-control-[\w-]+/gi)).toEqual([]);
  });

  it('is its routes and its build: no folder of files, no rewriting of addresses', async () => {
    const { default: config } = await import('@/next.config');
    expect([config.rewrites, config.basePath, config.assetPrefix, config.productionBrowserSourceMaps]).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
    expect(existsSync(join(root, 'public'))).toBe(false);
    expect(config.poweredByHeader).toBe(false);
  });
});

it('every dependency is pinned, with its hash', () => {
  const about = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Readonly<Record<string, Readonly<Record<string, string>>>>;
  const wanted = Object.entries({ ...about.dependencies, ...about.devDependencies });
  expect(wanted.length).toBeGreaterThan(20);
  expect(wanted.filter(([, version]) => !/^\d+\.\d+\.\d+(?:-[\w.]+)?$/.test(version))).toEqual([]);
  const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as {
    readonly packages: Readonly<Record<string, { readonly integrity?: string; readonly link?: true; readonly inBundle?: true }>>;
  };
  const unsure = Object.entries(lock.packages).filter(
    ([path, { integrity, link, inBundle }]) => path !== '' && !link && !inBundle && !/^sha512-/.test(integrity ?? ''),
  );
  expect(unsure.map(([path]) => path)).toEqual([]);
});
