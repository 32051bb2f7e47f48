/**
 * The policy of one page. Scripts run only where they carry this answer's nonce, or were loaded by one that did, and style elements likewise. Styles may stand in
 * attributes (`style-src-attr`): React writes positions of virtual rows and of map cells that way, on the server as well, where no nonce applies and a hash would be
 * needed for each position; what a style attribute can do is bounded by img-src, font-src and connect-src. `development` adds what React's and Next's development
 * builds need.
 */
export const contentSecurityPolicy = (nonce: string, development: boolean): string =>
  [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${development ? " 'unsafe-eval'" : ''}`,
    `style-src 'self' ${development ? "'unsafe-inline'" : `'nonce-${nonce}'`}`,
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    `connect-src 'self'${development ? ' ws:' : ''}`,
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');
