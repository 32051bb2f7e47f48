import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { prepareText } from '@/lib/cli/prepare-text';
import { checkMetadata } from '../check';
import { indexFacts, NO_FACTS } from '../fact-index';
import answer from '../fixtures/metadata_template.json';
import { isObject, openJson } from '../json';
import { knownKey, spellingOf } from '../keys';
import { MEMBER_ORDER } from '../member-forms';
import type { RestoreMetadata } from '../plan';
import { correctErrors, fileDifferences } from './correct';

const INDEX = indexFacts(NO_FACTS);
const ID = 'fresh-id';
// `npm run properties` tries more, and others each time.
const RUNS = Number(process.env.REHOME_FUZZ_RUNS ?? 500);

/** What somebody can put where a value belongs: any JSON, and often one of the values that mean nothing. */
const anyValue = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom<unknown>(null, 'null', '', '[]', '{}', true, 'true', 0, 1, -1, [], {}, [null], { a: null }) },
  { weight: 2, arbitrary: fc.jsonValue({ maxDepth: 2 }) },
  { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 2 }).map((value) => JSON.stringify(value)) },
);

const anyNic = fc
  .record({
    broken: fc.dictionary(fc.constantFrom(...MEMBER_ORDER, 'Zukunft'), anyValue, { maxKeys: 2 }),
    addresses: fc.array(
      fc.record({
        Primary: fc.constantFrom<unknown>(true, false, null),
        PrivateIpAddress: fc.constantFrom<unknown>('10.0.0.9', '10.0.0.10', '10.0.0.9', '10.0.0.10', '10.0.0', null, undefined),
      }),
      { maxLength: 3 },
    ),
    // Lists of which a plan knows the values as a whole only.
    others: fc.dictionary(
      fc.constantFrom('Ipv6Addresses', 'Ipv4Prefixes', 'Ipv6Prefixes'),
      fc.array(fc.constantFrom<unknown>('2001:db8::9', '10.0.0.0/28', '2001:db8::/80', 'x', 7, null, { Ipv4Prefix: null }, {}), {
        maxLength: 3,
      }),
      { maxKeys: 1 },
    ),
  })
  .map(({ broken, addresses, others }) => ({ DeviceIndex: 0, SubnetId: 'subnet-1', PrivateIpAddresses: addresses, ...others, ...broken }));

const KEYS = [...Object.keys(answer.RestoreMetadata), 'UserData', 'BlockDeviceMappings', 'LicenseSpecifications', 'Tags', '__proto__'];

/** A map as it stands in a file: keys of every kind with whatever in them, the interfaces as JSON inside text or as bare JSON. */
const anyMap = fc
  .record({
    keys: fc.dictionary(fc.constantFrom(...KEYS), anyValue, { maxKeys: 4 }),
    nics: fc.option(fc.array(anyNic, { maxLength: 2 }), { nil: null }),
    closed: fc.boolean(),
  })
  .map(({ keys, nics, closed }): Record<string, unknown> => {
    const list = nics === null ? {} : { NetworkInterfaces: closed ? JSON.stringify(nics) : nics };
    return Object.fromEntries(Object.entries({ InstanceType: 't3.micro', SubnetId: 'subnet-1', ...list, ...keys }));
  });

/** The values at the ends of a JSON value, as JSON. */
const leaves = (value: unknown): readonly string[] => {
  if (Array.isArray(value)) return value.flatMap(leaves);
  return isObject(value) ? Object.values(value).flatMap(leaves) : [JSON.stringify(value)];
};

const isJson = (name: string): boolean => knownKey(name)?.format.startsWith('json') === true;

/** Everything that a map says, its JSON strings opened. */
const saidIn = (map: Readonly<Record<string, unknown>>): ReadonlySet<string> =>
  new Set(
    Object.entries(map).flatMap(([name, value]) => {
      const opened = isJson(name) && typeof value === 'string' ? openJson(value) : value;
      return [...leaves(opened), ...leaves(value), ...(knownKey(name)?.format === 'text' ? [] : [JSON.stringify(JSON.stringify(value))])];
    }),
  );

/** What the console fills in where an interface says nothing, each told as a difference (`filled-in`, `public-ip-off`). */
const FILLED = ['true', 'false', '""', '"interface"', '0', '1', '2', '3', '4', JSON.stringify(ID)];

/** What stands in for what cannot be read. */
const STANDS_IN = /aside|\b0\.0\.0\.\d|\b100::|\b0\.0\.\d\.0\/28|\b100:0:0:/;

const holds = (map: Record<string, unknown>, written: RestoreMetadata, remedies: readonly string[]): void => {
  const differences = fileDifferences(map as RestoreMetadata, written);
  expect(JSON.stringify(differences)).not.toMatch(STANDS_IN);
  const told = new Set(differences.map(({ at }) => at.split('/')[1]));
  for (const [name, text] of Object.entries(written)) {
    // What no text stands for stays as it was, and is still reported.
    if (typeof text !== 'string') {
      expect(text, name).toEqual(map[name]);
      expect(checkMetadata(written, INDEX).map(({ rule, at }) => `${rule} ${at}`)).toContain(`J1 /${name}`);
      continue;
    }
    if (knownKey(name)?.format === 'text' && Object.hasOwn(map, name) && name !== 'aws:backup:request-id')
      expect([JSON.stringify(map[name]), ...remedies], name).toContain(JSON.stringify(text));
    const values = isJson(name) ? leaves(openJson(text) ?? text) : [JSON.stringify(text)];
    const heard = new Set([...saidIn(map), ...FILLED, ...remedies]);
    for (const value of values) if (!heard.has(value)) expect.fail(`${name} says ${value}, which is in neither the file nor a remedy`);
  }
  // What is not written was told; what says nothing is not written.
  for (const [name, value] of Object.entries(map)) {
    if (value === null && !['NetworkInterfaces', 'aws:backup:request-id'].includes(name))
      expect(Object.hasOwn(written, name), name).toBe(false);
    if (spellingOf(written, name) === null) expect([...told], name).toContain(name);
  }
};

/** A finding about the map as it was that is gone although nobody decided about it: the value must have been closed to text, or left out. */
const stillReported = (map: Record<string, unknown>, written: RestoreMetadata): void => {
  const after = checkMetadata(written, INDEX).filter(({ rule }) => rule === 'J1');
  for (const [name, value] of Object.entries(map)) {
    if (!isJson(name) || name === 'NetworkInterfaces' || !Object.hasOwn(written, name)) continue;
    const opened = typeof value === 'string' ? openJson(value) : value;
    const fits = value === '' || (knownKey(name)?.format === 'json-array' ? Array.isArray(opened) : isObject(opened));
    if (!fits)
      expect(
        after.map(({ at }) => at),
        name,
      ).toContain(`/${name}`);
  }
};

describe('any JSON value in any key', () => {
  it('prepare writes nothing that the file does not say, leaves out null and says so, and what is wrong is refused or still reported', () => {
    let prepared = 0;
    fc.assert(
      fc.property(anyMap, (map) => {
        const result = prepareText(JSON.stringify(map), [], ID);
        if (!result.ok) return;
        prepared += 1;
        const written: RestoreMetadata = JSON.parse(result.value.file);
        holds(map, written, []);
        stillReported(map, written);
        const nulls = Object.keys(map).filter((name) => map[name] === null && !Object.hasOwn(written, name));
        expect(result.value.leftOut.map(({ params }) => params.key)).toEqual(nulls);
      }),
      { numRuns: RUNS },
    );
    expect(prepared).toBeGreaterThan(RUNS / 10);
  });

  it('so does “Correct”, which may add what its remedies say', () => {
    let corrected = 0;
    fc.assert(
      fc.property(anyMap, (map) => {
        const remedies: string[] = [];
        const judge = (metadata: RestoreMetadata) => {
          const found = checkMetadata(metadata, INDEX);
          remedies.push(...found.flatMap(({ fixes }) => fixes.flatMap(({ commands }) => leaves(commands))));
          return found;
        };
        const result = correctErrors(map as RestoreMetadata, judge, ID);
        if (!result.ok) return;
        corrected += 1;
        holds(map, result.value, remedies);
      }),
      { numRuns: RUNS },
    );
    expect(corrected).toBeGreaterThan(RUNS / 10);
  });

  it('a profile with spaces around its name is corrected to the name, as its remedy says', () => {
    const map = { InstanceType: 't3.micro', SubnetId: 'subnet-1', IamInstanceProfileName: ' @' };
    const result = correctErrors(map, (metadata) => checkMetadata(metadata, INDEX), ID);
    expect(result.ok && result.value.IamInstanceProfileName).toBe('@');
  });

  it.each<[unknown, string]>([
    [null, 'left out'],
    [5, 'refused'],
    [{ a: 1 }, 'refused'],
    [false, 'refused'],
  ])('KeyName %j is %s', (KeyName, right) => {
    const result = prepareText(JSON.stringify({ InstanceType: 't3.micro', SubnetId: 'subnet-1', KeyName }), [], ID);
    if (right === 'refused') expect(result).toMatchObject({ ok: false, error: { problem: { code: 'not-text', at: '/KeyName' } } });
    else expect(result.ok && JSON.parse(result.value.file)).not.toHaveProperty('KeyName');
  });
});
