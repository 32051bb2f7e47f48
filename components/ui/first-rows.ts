/** How many rows of a long list a page is sent with: most of what a laptop shows. Each is sent twice, as markup and as data, and the first sight of a list waits for both. */
export const FIRST_ROWS = 10;
