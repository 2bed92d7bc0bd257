// Prints the gzip size of what the first load needs and of what the worker keeps, and fails above the budget.
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

const KIB = 1024;
const BUDGET = { script: 60, styles: 12, worker: 3, today: 120, precache: 300 };
const dist = new URL('../dist/', import.meta.url);
const read = (path) => readFileSync(new URL(path === '/' ? 'index.html' : path.replace(/^\//, ''), dist));
const weigh = (paths) => paths.reduce((total, path) => total + gzipSync(read(path), { level: 9 }).length, 0);

const page = read('/').toString();
const found = (pattern) => [...page.matchAll(pattern)].map(([, path]) => path);
const scripts = [...found(/<script[^>]+src="([^"]+)"/g), ...found(/rel="modulepreload"[^>]*href="([^"]+)"/g)];
const styles = found(/rel="stylesheet"[^>]*href="([^"]+)"/g);
const others = found(/rel="(?:manifest|icon)"[^>]*href="([^"]+)"/g);
// The list that tools/worker.ts wrote into the worker: it begins with the page itself.
const shell = /\[\s*["'`]\/["'`][^\]]*\]/.exec(read('sw.js').toString())?.[0];
if (!shell) throw new Error('sw.js names no shell');

const sizes = {
  script: weigh(scripts),
  styles: weigh(styles),
  worker: weigh(['sw.js']),
  today: weigh(['/', ...scripts, ...styles, ...others]),
  precache: weigh(JSON.parse(shell.replace(/['`]/g, '"'))),
};
const names = {
  script: 'JavaScript of the first load', styles: 'styles of the first load', worker: 'worker',
  today: 'everything that Today needs', precache: 'everything that the worker keeps',
};

let over = false;
for (const [name, size] of Object.entries(sizes)) {
  over ||= size > BUDGET[name] * KIB;
  const verdict = size > BUDGET[name] * KIB ? '  too much' : '';
  console.log(`${names[name].padEnd(33)} ${(size / KIB).toFixed(1).padStart(6)} KiB gzip of ${BUDGET[name]} KiB${verdict}`);
}
process.exitCode = over ? 1 : 0;
