import type { Plugin } from 'vite';

const PLACE = '<!-- look -->';

/** Puts `look.ts` into the head of the page as a plain script, which the browser runs before it draws anything. */
export function lookFirst(): Plugin {
  return {
    name: 'holdfast-look-first',
    transformIndexHtml: {
      order: 'post',
      handler(html, { bundle }) {
        if (!html.includes(PLACE)) throw new Error(`index.html has no ${PLACE}`);
        if (!bundle) return html.replace(PLACE, '<script type="module" src="/src/look.ts"></script>');
        const built = Object.values(bundle).find((one) => one.type === 'chunk' && one.name === 'look');
        if (built?.type !== 'chunk' || built.imports.length > 0 || built.exports.length > 0) throw new Error('look.ts must stand alone');
        return html.replace(PLACE, `<script src="/${built.fileName}"></script>`);
      },
    },
  };
}
