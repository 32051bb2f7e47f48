import { createRequire } from 'node:module';

/** What the benchmarks ask of esbuild, which comes with tsx. */
interface Output {
  readonly entryPoint?: string;
  readonly imports: readonly { readonly path: string; readonly kind: string; readonly external?: boolean }[];
  readonly inputs: Readonly<Record<string, { readonly bytesInOutput: number }>>;
}
export interface Built {
  readonly outputFiles: readonly { readonly path: string; readonly text: string }[];
  readonly metafile: { readonly outputs: Readonly<Record<string, Output>> };
}
interface Resolved {
  readonly path: string;
  readonly external?: boolean;
}
interface Setup {
  readonly onLoad: (
    options: { readonly filter: RegExp },
    load: (args: { readonly path: string }) => { readonly contents: string; readonly loader: 'ts' } | undefined,
  ) => void;
  readonly onResolve: (options: { readonly filter: RegExp }, resolve: (args: ResolveArgs) => Promise<Resolved | undefined>) => void;
  readonly resolve: (path: string, options: Readonly<Record<string, unknown>>) => Promise<Resolved>;
}
interface ResolveArgs {
  readonly path: string;
  readonly importer: string;
  readonly resolveDir: string;
  readonly kind: string;
  readonly pluginData?: unknown;
}
export interface Plugin {
  readonly name: string;
  readonly setup: (build: Setup) => void;
}

export const esbuild = createRequire(createRequire(import.meta.url).resolve('tsx'))('esbuild') as {
  readonly build: (options: Readonly<Record<string, unknown>>) => Promise<Built>;
};
