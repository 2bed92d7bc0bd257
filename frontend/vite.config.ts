import { svelte } from '@sveltejs/vite-plugin-svelte';
import { fileURLToPath } from 'node:url';
import { svelteTesting } from '@testing-library/svelte/vite';
import { defineConfig } from 'vitest/config';
import { firstChunk } from './tools/first.ts';
import { lookFirst } from './tools/look.ts';
import { shellWorker } from './tools/worker.ts';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  plugins: [svelte(), svelteTesting(), lookFirst(), shellWorker(here('./public'))],
  build: {
    target: 'es2022',
    // The polyfill would be an inline script; assets as data: addresses would need a wider policy for scripts.
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    rollupOptions: {
      input: { index: here('./index.html'), look: here('./src/look.ts'), sw: here('./src/sw.ts') },
      output: {
        codeSplitting: { groups: [{ name: firstChunk(here('./src/main.ts')) }] },
        entryFileNames: (chunk) => (chunk.name === 'sw' ? 'sw.js' : 'assets/[name]-[hash].js'),
      },
    },
  },
  server: {
    host: '127.0.0.1',
    proxy: { '/api': 'http://127.0.0.1:8000', '/_allauth': 'http://127.0.0.1:8000' },
  },
  test: {
    environment: 'jsdom',
    include: ['tests/**/*.test.ts'],
    setupFiles: ['tests/setup.ts'],
  },
});
