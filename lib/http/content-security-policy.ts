/**
 * The policy of one page. Scripts run only where they carry this answer's nonce, or were loaded by one that did, and style elements likewise. No style attribute of an
 * answer counts (`style-src-attr`): what the browser's own code sets on an element it may (CSP 3, 6.7.3.3), so a page is laid out by classes and attributes until that
 * runs. `development` adds what React's and Next's development builds need.
 */
export const contentSecurityPolicy = (nonce: string, development: boolean): string =>
  [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${development ? " 'unsafe-eval'" : ''}`,
    `style-src 'self' ${development ? "'unsafe-inline'" : `'nonce-${nonce}'`}`,
    `style-src-attr '${development ? 'unsafe-inline' : 'none'}'`,
    "img-src 'self' data: blob:",
    "font-src 'self'",
    `connect-src 'self'${development ? ' ws:' : ''}`,
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');
