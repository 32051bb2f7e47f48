import { expect, it } from 'vitest';
import { hashOfCode, newCodes } from './recovery-codes';

it('ten codes of 120 bits, each another one, in letters that are not taken for one another', () => {
  const codes = Array.from({ length: 20 }, newCodes).flat();
  expect(newCodes()).toHaveLength(10);
  expect(new Set(codes).size).toBe(codes.length);
  // 24 of 32 letters: 24 × 5 bits.
  for (const code of codes) expect(code).toMatch(/^(?:[0-9A-HJKMNP-TV-Z]{4}-){5}[0-9A-HJKMNP-TV-Z]{4}$/);
  expect(new Set(codes.join('').replaceAll('-', '')).size).toBe(32);
});

it('what is stored of a code is a hash, the same however it is typed', () => {
  const code = 'AB10-EFGH-JKMN-PQRS-TVWX-YZ23';
  const hash = hashOfCode(code);
  expect(hash).toMatch(/^[\w-]{43}$/);
  for (const typed of ['ab10 efgh jkmn pqrs tvwx yz23', 'AB1OEFGHJKMNPQRSTVWXYZ23', 'ablo-efgh-jkmn-pqrs-tvwx-yz23'])
    expect(hashOfCode(typed)).toBe(hash);
  expect(hashOfCode('AB10-EFGH-JKMN-PQRS-TVWX-YZ24')).not.toBe(hash);
  for (const none of ['', '123456', 'AB10-EFGH-JKMN-PQRS-TVWX-YZ2', 'AB10-EFGH-JKMN-PQRS-TVWX-YZ2U', `${code}0`])
    expect(hashOfCode(none)).toBeNull();
});
