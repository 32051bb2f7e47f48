import { DrizzleQueryError } from 'drizzle-orm/errors';
import { describe, expect, it } from 'vitest';
import { databaseAway, NoConnection } from './away';

const failedWith = (code: string) => new DrizzleQueryError('select 1', [], Object.assign(new Error('words'), { code }));
const said = (message: string) => new DrizzleQueryError('select 1', [], new Error(message));

describe('why the database is away', () => {
  it.each([
    ['57P01', 'stopping'],
    ['57P02', 'stopping'],
    ['57P03', 'stopping'],
    ['25006', 'stopping'],
    ['53300', 'full'],
    ['53100', 'full'],
    ['57014', 'slow'],
    ['28P01', 'refused'],
    ['28000', 'refused'],
    ['3D000', 'refused'],
    ['08006', 'unreachable'],
    ['ECONNREFUSED', 'unreachable'],
    ['ECONNRESET', 'unreachable'],
    ['EPIPE', 'unreachable'],
    ['ENOTFOUND', 'unreachable'],
    ['EAI_AGAIN', 'unreachable'],
    ['ENOENT', 'unreachable'],
  ])('%s: %s', (code, reason) => expect(databaseAway(failedWith(code))).toBe(reason));

  it.each(['23505', '42P01', '40001', '40P01', '22P02', '42501'])('%s is an answer', (code) => {
    expect(databaseAway(failedWith(code))).toBeNull();
  });

  it.each([
    ['timeout exceeded when trying to connect', 'slow'],
    ['Query read timeout', 'slow'],
    ['Connection terminated unexpectedly', 'unreachable'],
    ['Connection terminated due to connection timeout', 'unreachable'],
    ['Client has encountered a connection error and is not queryable', 'unreachable'],
  ])('“%s”', (message, reason) => {
    expect(databaseAway(said(message))).toBe(reason);
    expect(databaseAway(new NoConnection('none', { cause: new Error(message) }))).toBe(reason);
  });

  it('is told of a name with several addresses, too, and of a failure to connect that says nothing else', () => {
    const each = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
    expect(databaseAway(new NoConnection('none', { cause: new AggregateError([each, each]) }))).toBe('unreachable');
    expect(databaseAway(new NoConnection('none', { cause: new Error('whatever') }))).toBe('unreachable');
  });
});
