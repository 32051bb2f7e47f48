import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { register } from '@/lib/operations/register';
import { isOpenPath } from '@/lib/own-path';
import { declaredOperations } from './declared';
import { actionDoorsIn, doorsIn } from './doors';

const root = fileURLToPath(new URL('../..', import.meta.url));
const operations = await declaredOperations();
const doors = doorsIn(root, operations);
const routesOf = (kind: 'page' | 'handler', isOne: (permission: string | null) => boolean): readonly string[] =>
  doors.filter(({ kind: each, asks }) => each === kind && asks !== null && isOne(asks.permission)).map(({ route }) => route);

describe('the doors of the console', () => {
  it('are of operations of the register', () => {
    expect(Object.keys(operations)).toHaveLength(register.length);
    expect(doors.length).toBeGreaterThan(45);
  });

  it('ask for an operation, but a form for a file that the browser checks and the page of a one-time link', () => {
    expect(doors.filter(({ asks }) => asks === null).map(({ route }) => route)).toEqual(['/check', '/link']);
  });

  it('are open to strangers only where one signs in, and to ask whether the console is ready', () => {
    expect(routesOf('page', (permission) => permission === null).every(isOpenPath)).toBe(true);
    expect(routesOf('handler', (permission) => permission === null)).toEqual(['/api/ready', '/api/session']);
  });

  it('have every action among them', () => {
    const exported = readdirSync(join(root, 'lib/actions'))
      .filter((name) => name !== 'action-of.ts')
      .flatMap((name) => [
        ...readFileSync(join(root, 'lib/actions', name), 'utf8').matchAll(/^export (?:const|(?:async )?function) (\w+)/gm),
      ])
      .map(([, name]) => name);
    const read = actionDoorsIn(root, operations).map(({ action }) => action);
    expect(read.toSorted()).toEqual(exported.toSorted());
  });
});
