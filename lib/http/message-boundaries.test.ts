import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';

// The console's server is Node's, with its defaults. Should these ever change, this says so.
const seen: string[] = [];
const server = createServer((request, response) => {
  seen.push(request.url ?? '');
  response.end('served');
});
beforeAll(() => new Promise<void>((done) => server.listen(0, '127.0.0.1', done)));
afterAll(() => new Promise((done) => server.close(done)));

const raw = (bytes: string): Promise<string> =>
  new Promise((resolve, reject) => {
    const socket = connect((server.address() as AddressInfo).port, '127.0.0.1', () => socket.write(bytes));
    let text = '';
    socket.setEncoding('utf8');
    socket.on('data', (chunk: string) => {
      text += chunk;
    });
    socket.on('close', () => resolve(text));
    socket.on('error', reject);
  });

it.each([
  ['two lengths', 'Content-Length: 4\r\nTransfer-Encoding: chunked'],
  ['two different lengths', 'Content-Length: 4\r\nContent-Length: 40'],
  ['a length that is none', 'Content-Length: 4 4'],
  ['a coding that is none', 'Transfer-Encoding: chunked, nothing'],
])('a request of %s is refused, and nothing behind it is read', async (_, headers) => {
  const answer = await raw(`POST /first HTTP/1.1\r\nHost: a\r\n${headers}\r\n\r\n0\r\n\r\nGET /smuggled HTTP/1.1\r\nHost: a\r\n\r\n`);
  expect(answer).toMatch(/^HTTP\/1\.1 400 /);
  expect(seen).not.toContain('/smuggled');
});
