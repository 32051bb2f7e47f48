import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CHAINS, FOOTER_LINE, faultOf, file, fileOf, lines, noted } from '@/lib/testing/sample-record';
import { chainEvents } from './chain-events';
import { type SealedEvent, sha256 } from './event';
import { lineOf } from './export-format';

/** The first line, from 1, in which two files differ. */
const firstDifference = (changed: Buffer): number => {
  let line = 1;
  for (let at = 0; at < file.length && at < changed.length && file[at] === changed[at]; at += 1) if (file[at] === 10) line += 1;
  return line;
};

const place = fc.nat({ max: lines.length - 1 });
const otherThan = (value: unknown): unknown =>
  typeof value === 'number' ? value + 1 : typeof value === 'string' ? `${value.slice(1)}x` : value === null ? 'x' : null;
/** Changes one member, at whatever depth. */
const edited = (line: string, path: readonly number[]): string => {
  const whole: unknown = JSON.parse(line);
  const change = (value: unknown, [step, ...rest]: readonly number[]): unknown => {
    if (step === undefined || typeof value !== 'object' || value === null || Object.keys(value).length === 0) return otherThan(value);
    const names = Object.keys(value);
    const name = names[step % names.length] ?? '';
    const changed = change((value as Record<string, unknown>)[name], rest);
    return Array.isArray(value) ? value.map((item, index) => (String(index) === name ? changed : item)) : { ...value, [name]: changed };
  };
  return lineOf(change(whole, path.length === 0 ? [0] : path) as never).trimEnd();
};
const withoutMember = (line: string, step: number): string => {
  const entries = Object.entries(JSON.parse(line) as object);
  return lineOf(Object.fromEntries(entries.filter((_, index) => index !== step % entries.length))).trimEnd();
};
const at = (index: number, ...replacement: string[]): string[] => lines.toSpliced(index, 1, ...replacement);

const tampering: Readonly<Record<string, fc.Arbitrary<Buffer>>> = {
  'a byte changed': fc.tuple(fc.nat({ max: file.length - 1 }), fc.integer({ min: 1, max: 255 })).map(([index, difference]) => {
    const changed = Buffer.from(file);
    changed[index] = ((changed[index] ?? 0) + difference) % 256;
    return changed;
  }),
  'a byte taken out': fc.nat({ max: file.length - 1 }).map((index) => Buffer.concat([file.subarray(0, index), file.subarray(index + 1)])),
  'bytes put in': fc
    .tuple(fc.nat({ max: file.length }), fc.uint8Array({ minLength: 1, maxLength: 9 }))
    .map(([index, bytes]) => Buffer.concat([file.subarray(0, index), bytes, file.subarray(index)])),
  'a member changed': fc
    .tuple(place, fc.array(fc.nat({ max: 20 }), { maxLength: 4 }))
    .map(([index, path]) => fileOf(at(index, edited(lines[index] ?? '', path)))),
  'a member taken out': fc
    .tuple(place, fc.nat({ max: 20 }))
    .map(([index, step]) => fileOf(at(index, withoutMember(lines[index] ?? '', step)))),
  'the same written otherwise': place.map((index) => fileOf(at(index, (lines[index] ?? '').replace(',', ', ')))),
  'a record taken out': place.map((index) => fileOf(at(index))),
  'several taken out': fc.tuple(place, fc.nat({ max: 20 })).map(([index, more]) => fileOf(lines.toSpliced(index, more + 2))),
  'a record put in': fc.tuple(place, place).map(([index, from]) => fileOf(at(index, lines[from] ?? '', lines[index] ?? ''))),
  'a new record put in': fc.tuple(place, fc.nat({ max: 20 })).map(([index, seq]) => {
    const [invented] = chainEvents(CHAINS[seq % 3] ?? '', { seq, hash: sha256(String(seq)) }, [noted(seq)]);
    return fileOf(at(index, lineOf(invented as SealedEvent).trimEnd(), lines[index] ?? ''));
  }),
  'two exchanged': fc.tuple(place, place).map(([a, b]) => fileOf(lines.with(a, lines[b] ?? '').with(b, lines[a] ?? ''))),
  'one moved': fc.tuple(place, place).map(([from, to]) => fileOf(lines.toSpliced(from, 1).toSpliced(to, 0, lines[from] ?? ''))),
  'a file cut off': fc.nat({ max: file.length - 1 }).map((length) => file.subarray(0, length)),
};

/** Of a failure: the lines from the first that differs. */
const told = (changed: Buffer): string => {
  const line = firstDifference(changed);
  const from = changed
    .toString()
    .split('\n')
    .slice(line - 1, line + 2);
  return `${line}: ${from.join('\n')}\ninstead of ${lines[line - 1]}`;
};

describe('1,000 changes by chance', () => {
  const runs = Math.ceil(1000 / Object.keys(tampering).length);

  it.each(Object.entries(tampering))('%s: each is found, at the first line that is not as it was', async (_, changes) => {
    await fc.assert(
      fc.asyncProperty(
        changes.filter((changed) => !changed.equals(file)).map((bytes) => ({ bytes, [fc.toStringMethod]: () => told(bytes) })),
        async ({ bytes: changed }) => {
          const fault = await faultOf(changed);
          expect(fault).toMatchObject({ line: firstDifference(changed) });
          // Behind the header, and before the footer, it is a record that is named.
          if (fault !== null && fault.line > 1 && fault.line < FOOTER_LINE) {
            expect(CHAINS).toContain(fault.chain);
            expect(fault.seq).toBeGreaterThan(0);
          }
        },
      ),
      { numRuns: runs },
    );
  });
});
