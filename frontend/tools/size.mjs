// Prints the gzip size of what the first load needs, and fails above the budget.
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

const BUDGET = { js: 60 * 1024, css: 12 * 1024, worker: 3 * 1024 };
const dist = new URL('../dist/', import.meta.url);
const read = (path) => readFileSync(new URL(path.replace(/^\//, ''), dist));
const weigh = (path) => gzipSync(read(path), { level: 9 }).length;

const page = read('index.html').toString();
const scripts = [...page.matchAll(/<script[^>]+src="([^"]+)"/g), ...page.matchAll(/rel="modulepreload"[^>]*href="([^"]+)"/g)];
const styles = [...page.matchAll(/rel="stylesheet"[^>]*href="([^"]+)"/g)];
const sum = (found) => found.reduce((total, [, path]) => total + weigh(path), 0);
const sizes = { js: sum(scripts), css: sum(styles), worker: weigh('sw.js') };

let over = false;
for (const [name, size] of Object.entries(sizes)) {
  over ||= size > BUDGET[name];
  console.log(`${name.padEnd(7)} ${(size / 1024).toFixed(1).padStart(6)} KiB gzip of ${BUDGET[name] / 1024} KiB`);
}
process.exitCode = over ? 1 : 0;
