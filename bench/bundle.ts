import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { root, round } from './engine.ts'

const folder = join(root, 'out/renderer')
const kb = (path: string): number => gzipSync(readFileSync(path), { level: 9 }).length / 1_024

/** What the window loads before it shows anything: the page and what it names. The rest comes when it is needed. */
export async function bundle(): Promise<Record<string, unknown>> {
  const page = join(folder, 'index.html')
  const named = [...readFileSync(page, 'utf8').matchAll(/(?:src|href)="\/(assets\/[^"]+)"/g)].map(([, path]) => path as string)
  const later = readdirSync(join(folder, 'assets'))
    .map((name) => `assets/${name}`)
    .filter((path) => !named.includes(path))
  const first = [page, ...named.map((path) => join(folder, path))].reduce((sum, path) => sum + kb(path), 0)
  return {
    firstLoadKb: round(first, 1),
    laterKb: round(
      later.reduce((sum, path) => sum + kb(join(folder, path)), 0),
      1,
    ),
    files: named.join(' '),
    aim: 'first load <= 250 KB gzipped',
  }
}
