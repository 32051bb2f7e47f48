import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

/** @param {string} root @param {string} path @returns {string[]} */
const filesUnder = (root, path) => {
  try {
    return readdirSync(join(root, path), { withFileTypes: true, recursive: true })
      .filter((entry) => entry.isFile())
      .map((entry) =>
        relative(root, join(entry.parentPath ?? entry.path, entry.name))
          .split(sep)
          .join('/'),
      );
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOTDIR') return [path];
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
};

/**
 * A hash of everything that something is built from: Node's major version, and names and contents of the files.
 * @param {string} root
 * @param {readonly string[]} paths files, and folders with all that is in them; those that are not there count as empty
 * @param {readonly string[]} without folders that are left out, as are tests
 * @returns {string} SHA-256, as hexadecimal digits
 */
export const sourceHash = (root, paths, without) => {
  const hash = createHash('sha256').update(process.versions.node.split('.')[0] ?? '');
  const files = paths
    .flatMap((path) => filesUnder(root, path))
    .filter((file) => !/\.test\.tsx?$/.test(file) && !without.some((folder) => file.startsWith(`${folder}/`)));
  for (const file of files.sort()) hash.update(`\0${file}\0`).update(readFileSync(join(root, file)));
  return hash.digest('hex');
};
