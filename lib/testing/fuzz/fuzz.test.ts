import { expect, it } from 'vitest';
import { judge } from './judge';
import { fuzzInput } from './run';

const SEED = 20_261_125;
const RUNS = 500;

it(`${RUNS} random and mutated inputs crash neither check, prepare nor the page (npm run fuzz does 100,000)`, () => {
  for (let number = 0; number < RUNS; number += 1) {
    try {
      judge(fuzzInput(SEED, number));
    } catch (error) {
      expect.fail(`npm run fuzz -- --seed ${SEED} --only ${number}: ${error instanceof Error ? error.stack : error}`);
    }
  }
});

it('the same seed and number give the same input', () => {
  expect(fuzzInput(1, 2)).toEqual(fuzzInput(1, 2));
  expect(fuzzInput(1, 2)).not.toEqual(fuzzInput(1, 3));
});
