import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const HERE = dirname(fileURLToPath(import.meta.url));

/**
 * What `use` gives of a module that is compiled as the product's code is: bundled and minified. What runs these benchmarks names each function as it is made, which
 * costs a check more than half its time again. `entry` is a path from the repository's root; it may use no package.
 */
export const withCompiled = async <M, T>(entry: string, use: (module: M) => T): Promise<T> => {
  const built = await build({
    absWorkingDir: dirname(HERE),
    entryPoints: [entry],
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
    const file = join(folder, 'compiled.mjs');
    writeFileSync(file, built.outputFiles[0]?.text ?? '');
    return use((await import(pathToFileURL(file).href)) as M);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};
