import { afterEach, describe, expect, it, vi } from 'vitest';
import { err, ok } from '@/lib/result';
import { isDatabaseAway, isToldElsewhere, onDatabaseNews, tellElsewhere, unheardMs } from './database-news';
import { getJson } from './get-json';
import { heard } from './signed-out';

const AWAY = { code: 'database-away', reason: 'slow', effect: 'read' } as const;
const answering = (response: () => Response) => vi.stubGlobal('fetch', async () => response());
const asked = (path: string) => getJson(path).catch(() => undefined);
const awayResponse = () => Response.json({ problem: AWAY }, { status: 503 });

afterEach(() => {
  vi.unstubAllGlobals();
});

describe('what a tab has heard of the database', () => {
  it('is that it is away from the first answer that says so, and no more from the first that says otherwise', async () => {
    const told: boolean[] = [];
    const stop = onDatabaseNews(() => told.push(isDatabaseAway()));
    answering(() => Response.json({}));
    await asked('/one');
    answering(awayResponse);
    await asked('/two');
    await asked('/three');
    expect(isDatabaseAway()).toBe(true);
    await heard(Promise.resolve(ok(1)));
    // An action may need no database.
    expect(isDatabaseAway()).toBe(true);
    answering(() => new Response(null, { status: 403 }));
    await asked('/four');
    expect(isDatabaseAway()).toBe(true);
    answering(() => Response.json({ problem: { code: 'not-found', what: 'job', id: '1' } }, { status: 404 }));
    await asked('/five');
    expect(isDatabaseAway()).toBe(false);
    await heard(Promise.resolve(err(AWAY)));
    expect(isDatabaseAway()).toBe(true);
    answering(() => Response.json({}));
    await asked('/six');
    stop();
    await heard(Promise.resolve(err(AWAY)));
    expect(told).toEqual([true, false, true, false]);
    answering(() => Response.json({}));
    await asked('/seven');
  });

  it('is left to a page that says so itself', () => {
    const [one, two] = [tellElsewhere(), tellElsewhere()];
    one();
    expect(isToldElsewhere()).toBe(true);
    two();
    expect(isToldElsewhere()).toBe(false);
  });

  it('is nothing new where nobody answers', async () => {
    const before = performance.now();
    vi.stubGlobal('fetch', async () => Promise.reject(new TypeError('Failed to fetch')));
    await asked('/eight');
    expect(unheardMs()).toBeGreaterThanOrEqual(performance.now() - before);
    expect(isDatabaseAway()).toBe(false);
  });
});
