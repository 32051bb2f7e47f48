import fc from 'fast-check';
import { expect, it } from 'vitest';
import { api, decodeSegment, paths } from './paths';

const place = { account: '123456789012', region: 'ap-northeast-1' };
const AT = 'http://127.0.0.1:3000';

it('keeps a segment and a query what they are, whatever stands in them', () => {
  const text = fc.string({ unit: 'binary', minLength: 1 }).filter((each) => !/\0|\p{Surrogate}/u.test(each) && !/^\.{1,2}$/.test(each));
  fc.assert(
    fc.property(text, text, (id, vault) => {
      for (const made of [paths.point(place, id, vault), api.point(place, id, vault)]) {
        const url = new URL(made, AT);
        expect(url.origin).toBe(AT);
        const [, segment] = /\/points\/([^/]*)$/.exec(url.pathname) ?? [];
        expect(decodeSegment(segment ?? '')).toBe(id);
        expect(url.searchParams.get('vault')).toBe(vault);
        expect(url.hash).toBe('');
      }
    }),
  );
});

it('leads nowhere else, whatever an id looks like', () => {
  for (const id of ['//evil.example/x', 'javascript:alert(1)', 'https://evil.example', '/../../settings', 'a?b=c#d', '\\\\evil.example'])
    for (const made of [paths.job(place, id), paths.historyEntry(id), paths.vault(place, id), api.historyEntry(id)]) {
      const url = new URL(made, AT);
      expect([url.origin, url.search, url.hash]).toEqual([AT, '', '']);
      expect(url.pathname.split('/').at(-1)).toBe(encodeURIComponent(id));
    }
});

it('keeps the token of a one-time link where no server and no log sees it', () => {
  const token = 'x'.repeat(43);
  const url = new URL(paths.link(token), AT);
  expect(url.hash).toBe(`#${token}`);
  expect(`${url.pathname}${url.search}`).not.toContain(token);
});
