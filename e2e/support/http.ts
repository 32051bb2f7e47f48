import { request as httpRequest } from 'node:http';
import type { APIRequestContext, APIResponse } from '@playwright/test';

/** A request as it stands on the wire: nothing of its path or headers is put right on the way. */
export interface Sent {
  readonly method?: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface Answered {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly text: string;
}

/** Sends exactly these bytes' worth to a console, which no browser and no fetch would, and follows no redirect. */
export const send = ({ url }: { readonly url: string }, { method = 'GET', path, headers = {}, body }: Sent): Promise<Answered> =>
  new Promise((resolve, reject) => {
    const { hostname, port } = new URL(url);
    // A connection of its own: one that was kept may be closed by the console in the very moment in which it is used again.
    const sent = httpRequest({ hostname, port, method, path, headers, agent: false }, (answer) => {
      answer.setEncoding('utf8');
      let text = '';
      answer.on('data', (chunk: string) => {
        text += chunk;
      });
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, text }));
    });
    sent.on('error', reject);
    sent.end(body);
  });

/**
 * The answer to a GET with the cookies of a browser. A server closes a connection that nobody has used for five seconds; a request that is on its way at that moment
 * is lost, and sent again here as a browser would. That is right for a GET only.
 */
export const getFrom = (
  request: APIRequestContext,
  url: string,
  options: Parameters<APIRequestContext['get']>[1] = {},
): Promise<APIResponse> => request.get(url, { maxRetries: 3, ...options });
