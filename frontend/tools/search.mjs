// Prints how long the phone's own search takes over ten years of entries, one a day: opened entries into the index once,
// then each kind of question. Nothing is asserted: a machine's speed is no test.
import { createServer } from 'vite';

const ENTRIES = 3650;
const ROUNDS = 30;
const WORDS = 'i asked him again if we are okay tea with mia at the café he went quiet after dinner walked by river alone sorry don’t know why it was fine late message phone kitchen sleep talk über straße'.split(' ');

let seed = 4;
const random = (below) => {
  seed = (seed * 1103515245 + 12345) % 2147483648;
  return Math.floor((seed / 2147483648) * below);
};
const entryOf = (n) => ({
  id: `e${n}`,
  // About 340 characters, like the entries of the other benchmarks; one in a hundred is as long as is allowed.
  text: Array.from({ length: n % 100 ? 68 : 4000 }, () => WORDS[random(WORDS.length)]).join(' ') + (n === 3000 ? ' zebra' : ''),
  local_day: new Date(Date.UTC(2026, 10, 16) - n * 86_400_000).toISOString().slice(0, 10),
  mood: 1 + random(5),
  people: random(2) ? ['ben'] : [],
});
const facets = () => (random(3) ? [{ pattern: 'repair', family: 'secure', resisted: false }] : []);

const server = await createServer({ root: new URL('..', import.meta.url).pathname, server: { middlewareMode: true, hmr: false, ws: false }, logLevel: 'error', optimizeDeps: { noDiscovery: true } });
try {
  const { emptyQuery, findEntries, indexEntry } = await server.ssrLoadModule('/src/data/search.ts');
  const { needlesOf, piecesOf } = await server.ssrLoadModule('/src/domain/folding.ts');
  const entries = Array.from({ length: ENTRIES }, (_, n) => entryOf(n));

  const start = performance.now();
  const items = entries.map((entry) => indexEntry(entry, facets));
  console.log(`into the index, once      ${(performance.now() - start).toFixed(0).padStart(6)} ms for ${ENTRIES} entries, ${(entries.reduce((sum, one) => sum + one.text.length, 0) / 1e6).toFixed(1)} million characters`);

  const questions = {
    'a letter': { words: 'm' },
    'a word': { words: 'again' },
    'a word seldom used': { words: 'zebra' },
    'four words': { words: 'cafe uber strasse mi' },
    'no such word': { words: 'qqqq' },
    'words and every filter': { words: 'again tea', people: ['ben'], moods: [1, 2, 3], families: ['secure'], pattern: 'repair', text: 'with', from: '2018-01-01', to: '2026-01-01' },
  };
  for (const [name, part] of Object.entries(questions)) {
    const query = { ...emptyQuery(), ...part };
    const times = Array.from({ length: ROUNDS }, () => {
      const begin = performance.now();
      const found = findEntries(items, query);
      // What the screen draws of it at first.
      for (const entry of found.slice(0, 30)) piecesOf(entry.text, needlesOf(query.words));
      return performance.now() - begin;
    }).sort((a, b) => a - b);
    console.log(`${name.padEnd(25)} ${times[ROUNDS / 2].toFixed(1).padStart(6)} ms median, ${times.at(-1).toFixed(1)} ms worst of ${ROUNDS}, ${findEntries(items, query).length} found`);
  }
} finally {
  await server.close();
}
