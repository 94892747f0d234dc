import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import tailwind from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'electron-vite'
import type { Plugin } from 'vite'

const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string }
const define = { __VERSION__: JSON.stringify(version) }

/** Pages have paths of several parts: what they load is named from the root. electron-vite would make it relative. */
const absoluteBase: Plugin = { name: 'absolute-base', enforce: 'post', config: () => ({ base: '/' }) }

/**
 * `import … from 'node:http'` reads each export of that module, also its WebSocket, for which Node then loads its whole `fetch`:
 * 40 ms of processor time at each start of `lf`. A required module gives only what is asked of it.
 */
const requiredHttp: Plugin = {
  name: 'required-http',
  renderChunk: (code) =>
    code.replace(
      /^import \{([^}]*)\} from "node:http";$/m,
      (_, names: string) => `import { createRequire as requireHttp } from "node:module";
const {${names.replaceAll(' as ', ': ')}} = requireHttp(import.meta.url)("node:http");`,
    ),
}

/** Three programs for Node, one script for the window's preload, one page. */
export default defineConfig({
  main: {
    define,
    plugins: [requiredHttp],
    build: {
      outDir: 'out/main',
      rollupOptions: {
        input: {
          desktop: 'electron/hosts/desktop/main.ts',
          lf: 'electron/hosts/cli/main.ts',
          runner: 'electron/runner/main.ts',
          keeper: 'electron/engine/artifacts/file-store-worker.ts',
          reader: 'electron/engine/flows/reader.ts',
          searcher: 'electron/engine/logs/searcher.ts',
          'run-searcher': 'electron/engine/logs/run-searcher.ts',
          comparer: 'electron/engine/logs/compare/comparer.ts',
        },
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'parts/[name]-[hash].js' },
      },
    },
  },
  preload: {
    build: {
      outDir: 'out/preload',
      rollupOptions: {
        input: { preload: 'electron/hosts/desktop/preload.ts' },
        // A sandboxed preload is not a module.
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: 'renderer',
    plugins: [react(), tailwind(), absoluteBase],
    resolve: { alias: [{ find: /^zod$/, replacement: resolve('renderer/zod.ts') }] },
    build: {
      outDir: 'out/renderer',
      minify: true,
      rollupOptions: {
        input: 'renderer/index.html',
        output: { codeSplitting: { groups: [{ name: 'zod', test: /node_modules[\\/]zod[\\/]|renderer[\\/]zod/ }] } },
      },
    },
  },
})
