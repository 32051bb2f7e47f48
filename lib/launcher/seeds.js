/** What the simulated account of a demo can begin with; what is in each is in docs/sandbox-differences.md. */
export const DEMO_SEEDS = /** @type {const} */ (['article', 'large', 'huge']);

/** @typedef {typeof DEMO_SEEDS[number]} DemoSeed */

/**
 * Whether there is a seed of that name.
 * @param {string} name
 * @returns {name is DemoSeed}
 */
export const isDemoSeed = (name) => DEMO_SEEDS.some((known) => known === name);
