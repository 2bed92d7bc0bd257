// Draws the icons, as SVG and as PNGs from the same curves: a holdfast that grips a stone and lets its blades move; a plain
// notebook; the tide. A person chooses which one is seen on the home screen.
import { mkdirSync, writeFileSync } from 'node:fs';
import { crc32, deflateSync } from 'node:zlib';

const PAPER = [245, 239, 227];
const KELP = [22, 84, 82];
const SAND = [201, 176, 138];
const DEEP = [38, 66, 92];
const FOAM = [120, 158, 176];
const line = (x1, y1, x2, y2, width, paint) => [[x1, y1], [x1, y1], [x2, y2], [x2, y2], width, paint];
const wave = (y, width, paint) => [
  [[14, y], [22, y - 14], [30, y - 14], [38, y], width, paint],
  [[38, y], [46, y + 14], [54, y + 14], [62, y], width, paint],
  [[62, y], [70, y - 14], [78, y - 14], [86, y], width, paint],
];
// Cubic curves in a square of 100: four points, width, colour.
const HOLDFAST = [
  [[14, 84], [30, 74], [70, 74], [86, 84], 9, SAND],
  [[50, 60], [44, 68], [36, 70], [28, 76], 5, KELP],
  [[50, 60], [50, 67], [48, 71], [47, 76], 5, KELP],
  [[50, 60], [56, 68], [64, 70], [72, 76], 5, KELP],
  [[50, 62], [50, 48], [44, 34], [52, 16], 6, KELP],
  [[50, 60], [47, 46], [30, 46], [33, 24], 6, KELP],
  [[49, 52], [52, 40], [68, 42], [67, 20], 6, KELP],
];
const NOTEBOOK = [
  line(28, 20, 72, 20, 6, DEEP), line(72, 20, 72, 80, 6, DEEP), line(72, 80, 28, 80, 6, DEEP), line(28, 80, 28, 20, 6, DEEP),
  line(38, 20, 38, 80, 4, DEEP),
  line(48, 38, 62, 38, 4, FOAM), line(48, 50, 62, 50, 4, FOAM), line(48, 62, 58, 62, 4, FOAM),
];
const TIDES = [...wave(36, 6, DEEP), ...wave(54, 6, FOAM), ...wave(72, 6, SAND)];

function pointsOf([a, b, c, d]) {
  return Array.from({ length: 41 }, (_, i) => {
    const t = i / 40;
    const u = 1 - t;
    const mix = (k) => u ** 3 * a[k] + 3 * u * u * t * b[k] + 3 * u * t * t * c[k] + t ** 3 * d[k];
    return [mix(0), mix(1)];
  });
}

function distance([px, py], [ax, ay], [bx, by]) {
  const [dx, dy] = [bx - ax, by - ay];
  const t = Math.max(0, Math.min(1, ((px - ax) * dx + (py - ay) * dy) / (dx * dx + dy * dy)));
  return Math.hypot(px - ax - t * dx, py - ay - t * dy);
}

function colourAt(point, strokes) {
  let colour = PAPER;
  for (const { points, width, paint } of strokes) {
    if (points.some((to, i) => i > 0 && distance(point, points[i - 1], to) <= width / 2)) colour = paint;
  }
  return colour;
}

function raster(curves, size, zoom) {
  const strokes = curves.map((curve) => ({ points: pointsOf(curve), width: curve[4], paint: curve[5] }));
  const rows = Buffer.alloc(size * (size * 3 + 1));
  const samples = [0.25, 0.75];
  for (let y = 0; y < size; y += 1) {
    for (let x = 0; x < size; x += 1) {
      const sum = [0, 0, 0];
      for (const sy of samples) {
        for (const sx of samples) {
          const at = [x + sx, y + sy].map((v) => 50 + ((v / size) * 100 - 50) / zoom);
          colourAt(at, strokes).forEach((value, i) => (sum[i] += value / 4));
        }
      }
      sum.forEach((value, i) => (rows[y * (size * 3 + 1) + 1 + x * 3 + i] = Math.round(value)));
    }
  }
  return rows;
}

function chunk(type, data) {
  const body = Buffer.concat([Buffer.from(type), data]);
  const framed = Buffer.alloc(body.length + 8);
  framed.writeUInt32BE(data.length, 0);
  body.copy(framed, 4);
  framed.writeUInt32BE(crc32(body), body.length + 4);
  return framed;
}

function png(curves, size, zoom) {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(size, 0);
  head.writeUInt32BE(size, 4);
  head.set([8, 2, 0, 0, 0], 8);
  const signature = Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]);
  const pixels = chunk('IDAT', deflateSync(raster(curves, size, zoom), { level: 9 }));
  return Buffer.concat([signature, chunk('IHDR', head), pixels, chunk('IEND', Buffer.alloc(0))]);
}

function svg(curves) {
  const rgb = ([r, g, b]) => `rgb(${r} ${g} ${b})`;
  const paths = curves.map(([a, b, c, d, width, paint]) =>
    `<path d="M${a}C${b} ${c} ${d}" stroke="${rgb(paint)}" stroke-width="${width}"/>`).join('');
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100"><rect width="100" height="100" rx="22" fill="${rgb(PAPER)}"/>`
    + `<g fill="none" stroke-linecap="round">${paths}</g></svg>\n`;
}

const icons = new URL('../public/icons/', import.meta.url);
mkdirSync(icons, { recursive: true });
for (const [prefix, curves] of [['', HOLDFAST], ['notebook-', NOTEBOOK], ['tides-', TIDES]]) {
  writeFileSync(new URL(`${prefix}icon.svg`, icons), svg(curves));
  // A maskable icon keeps its drawing inside the middle four fifths.
  for (const [name, size, zoom] of [['icon-180', 180, 1], ['icon-192', 192, 1], ['icon-512', 512, 1], ['maskable-512', 512, 0.72]]) {
    writeFileSync(new URL(`${prefix}${name}.png`, icons), png(curves, size, zoom));
  }
}
