import { subscribe } from 'node:diagnostics_channel';

/** What a method is called behind Node's server that the requests of `fetch` cannot have. Nobody can send it: Node's parser knows no such method. */
export const REFUSED_METHOD = 'X-REFUSED';

/** Node's server takes TRACE, and Next fails on it before anything of ours is asked: a bare 500. Of the other two, CONNECT and TRACK, Node takes neither. */
const FORBIDDEN = 'TRACE';

/** What Node tells of a request that begins. */
const isOfRequest = (message: unknown): message is { readonly request: { method?: string } } =>
  typeof message === 'object' && message !== null && 'request' in message;

/** Has every server of this process hand on requests of a forbidden method as `REFUSED_METHOD`, so that the front door can refuse them. */
export const renameForbiddenMethods = (): void =>
  subscribe('http.server.request.start', (message) => {
    if (isOfRequest(message) && message.request.method === FORBIDDEN) message.request.method = REFUSED_METHOD;
  });
