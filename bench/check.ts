import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { checkTimes } from './check-times';
import { esbuild } from './esbuild';
import type { Figure } from './figure';

const HERE = dirname(fileURLToPath(import.meta.url));

/**
 * The times of a check, of code that is compiled as the product's is: bundled and minified. What runs these benchmarks names each function as it is made, which
 * costs a check more than half its time again.
 */
export const benchCheck = async (): Promise<readonly Figure[]> => {
  const built = await esbuild.build({
    absWorkingDir: dirname(HERE),
    entryPoints: ['bench/check-times.ts'],
    bundle: true,
    minify: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    write: false,
    metafile: true,
    logLevel: 'error',
  });
  const folder = mkdtempSync(join(tmpdir(), 'rehome-bench-'));
  try {
    const file = join(folder, 'check-times.mjs');
    writeFileSync(file, built.outputFiles[0]?.text ?? '');
    const module = (await import(pathToFileURL(file).href)) as { readonly checkTimes: typeof checkTimes };
    return module.checkTimes();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};
