import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { Plugin } from 'vite';

function publicFiles(root: string): string[] {
  const found = readdirSync(root, { recursive: true, withFileTypes: true });
  return found.filter((entry) => entry.isFile()).map((entry) => relative(root, join(entry.parentPath, entry.name)));
}

/** Writes the list of the shell's files, and a version made from their contents, into the built `sw.js`. */
export function shellWorker(publicRoot: string): Plugin {
  return {
    name: 'holdfast-shell-worker',
    apply: 'build',
    enforce: 'post',
    generateBundle: {
      order: 'post',
      handler(_options, bundle) {
        const hash = createHash('sha256');
        const shell = new Set<string>(['/']);
        for (const file of publicFiles(publicRoot).sort()) {
          // The pictures of the home screen are for the system, which fetches them by itself when it wants them.
          if (!file.endsWith('.png')) shell.add(`/${file}`);
          hash.update(file).update(readFileSync(join(publicRoot, file)));
        }
        for (const [file, output] of Object.entries(bundle).sort(([a], [b]) => (a < b ? -1 : 1))) {
          hash.update(file).update(output.type === 'chunk' ? output.code : output.source);
          if (file !== 'sw.js' && file !== 'index.html') shell.add(`/${file}`);
        }
        const worker = bundle['sw.js'];
        if (worker?.type !== 'chunk') return this.error('sw.js was not built');
        if (worker.imports.length > 0) return this.error('sw.js must stand alone');
        worker.code = worker.code
          .replaceAll('__SHELL__', JSON.stringify([...shell].sort()))
          .replaceAll('__VERSION__', JSON.stringify(hash.digest('hex').slice(0, 12)));
      },
    },
  };
}
