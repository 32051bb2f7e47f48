import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build, type Plugin } from 'esbuild';
import type { Figure } from './figure';

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const PAGE = 'components/restore/restore-page.tsx';
/** What `check`, `prepare` and the page all rest on: plans, rules, fixes, differences. */
const CORE = /^lib\/(?:net\/|restore\/(?!address-map\/))/;
/** The geometry of the address map, which only the page has. */
const MAP = /^lib\/restore\/address-map\//;
const AT_MOST_KB = 25;

type Built = Awaited<ReturnType<typeof bundle>>;

/** A server action reaches the browser as a stub: what it does stays on the server. */
const serverActions: Plugin = {
  name: 'server-actions',
  setup: (bundling) =>
    bundling.onLoad({ filter: /\/lib\/actions\/[^/]+\.ts$/ }, ({ path }) => {
      const text = readFileSync(path, 'utf8');
      if (!text.startsWith("'use server'")) return undefined;
      const names = [...text.matchAll(/^export const (\w+)/gm)].map(([, name]) => name);
      return { contents: names.map((name) => `export const ${name} = () => fetch('${name}');`).join('\n'), loader: 'ts' };
    }),
};

const LOOKED_UP = 'looked up';

/** Leaves the modules out that match. */
const without = (left: RegExp): Plugin => ({
  name: 'without',
  setup: (bundling) =>
    bundling.onResolve({ filter: /^[@.]/ }, async ({ path, importer, resolveDir, kind, pluginData }) => {
      if (pluginData === LOOKED_UP) return undefined;
      const found = await bundling.resolve(path, { importer, resolveDir, kind, pluginData: LOOKED_UP });
      return left.test(found.path.slice(ROOT.length + 1)) ? { path: found.path, external: true } : found;
    }),
});

const bundle = (plugins: readonly Plugin[]) =>
  build({
    absWorkingDir: ROOT,
    entryPoints: [PAGE],
    bundle: true,
    minify: true,
    splitting: true,
    format: 'esm',
    platform: 'browser',
    jsx: 'automatic',
    packages: 'external',
    define: { 'process.env.NODE_ENV': '"production"' },
    outdir: 'core-weight',
    write: false,
    metafile: true,
    logLevel: 'error',
    plugins: [serverActions, ...plugins],
  });

/** The chunks that the page loads at once: its own and those that these import, but not those behind `import()`. */
const eagerChunks = ({ metafile: { outputs } }: Built): readonly string[] => {
  const seen = new Set(Object.keys(outputs).filter((name) => outputs[name]?.entryPoint === PAGE));
  for (const name of seen)
    for (const { path, kind, external } of outputs[name]?.imports ?? [])
      if (kind === 'import-statement' && external !== true) seen.add(path);
  return [...seen];
};

const gzippedKb = (built: Built): number => {
  const eager = eagerChunks(built);
  const texts = built.outputFiles.filter(({ path }) => eager.includes(path.slice(ROOT.length + 1))).map(({ text }) => text);
  return gzipSync(texts.join('\n'), { level: 9 }).length / 1_000;
};

/** The core's modules that the page loads at once, the heaviest first, as minified. */
const heaviest = (built: Built): readonly (readonly [string, number])[] => {
  const bytes = new Map<string, number>();
  for (const chunk of eagerChunks(built))
    for (const [path, { bytesInOutput }] of Object.entries(built.metafile.outputs[chunk]?.inputs ?? {}))
      if (CORE.test(path)) bytes.set(path, (bytes.get(path) ?? 0) + bytesInOutput);
  return [...bytes].sort((a, b) => b[1] - a[1]);
};

/** What the pure core (`lib/restore`, `lib/net`) adds to the JavaScript that the restore page needs before anything is opened on it. */
export const benchCoreWeight = async (): Promise<readonly Figure[]> => {
  const page = await bundle([]);
  const [bare, mapless] = [await bundle([without(CORE)]), await bundle([without(MAP)])];
  const modules = heaviest(page);
  const shown = modules.slice(0, 3).map(([path, bytes]) => `${path.slice('lib/restore/'.length)} ${(bytes / 1_000).toFixed(1)}`);
  return [
    {
      name: 'the pure core on the restore page',
      value: gzippedKb(page) - gzippedKb(bare),
      unit: 'kB gz',
      atMost: AT_MOST_KB,
      note: "the page's own code with it, less without it: minified by esbuild, gzipped; not what is behind import(), which dialogs are",
    },
    {
      name: 'the geometry of the address map, beside it',
      value: gzippedKb(page) - gzippedKb(mapless),
      unit: 'kB gz',
    },
    {
      name: 'the core, minified only',
      value: modules.reduce((sum, [, bytes]) => sum + bytes, 0) / 1_000,
      unit: 'kB',
      note: `${modules.length} modules; the heaviest: ${shown.join(', ')}`,
    },
  ];
};
