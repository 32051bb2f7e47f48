import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { REFUSED_METHOD, renameForbiddenMethods } from './refused-methods';

const server = createServer((asked, answer) => answer.end(asked.method));
beforeAll(async () => {
  renameForbiddenMethods();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
});
afterAll(() => new Promise((done) => server.close(done)));

const methodSeen = (method: string): Promise<string> =>
  new Promise((resolve, reject) => {
    const sent = request({ port: (server.address() as AddressInfo).port, host: '127.0.0.1', method, agent: false }, (answer) => {
      let text = '';
      answer.on('data', (part) => {
        text += part;
      });
      answer.on('end', () => resolve(text));
    });
    sent.on('error', reject);
    sent.end();
  });

it('hands on a request of a method that Next cannot take under a name that it can, and no other', async () => {
  expect(await methodSeen('TRACE')).toBe(REFUSED_METHOD);
  expect(await methodSeen('PUT')).toBe('PUT');
  // What the name stands for must be none that fetch refuses, or Next would fail on it as before.
  expect(new Request('http://127.0.0.1/', { method: REFUSED_METHOD }).method).toBe(REFUSED_METHOD);
});
