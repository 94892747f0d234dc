import { relative, resolve } from 'node:path'

const kinds: [RegExp, string][] = [
  [/^runner\/journal-[^/]+\.jsonl$/, 'journal'],
  [/^runner\/journal-[^/]+\.new$/, 'new journal'],
  [/^runner\/pipes-\d+$/, 'folder of pipes'],
  [/^runner\/pipes-\d+\/\d+$/, 'pipe'],
  [/^logs\/.*\.idx$/, 'index of a log'],
  [/^logs\/.*\.samples$/, 'samples'],
  [/^logs\/.*\.log$/, 'log'],
  [/^logs\//, 'folder of logs'],
  [/^scripts\/[0-9a-f]{64}$/, 'script'],
  [/^scripts\/.+$/, 'draft of a script'],
  [/^backups\/.*\.part(-.*)?$/, 'part of a backup'],
  [/^backups\/.*\.db$/, 'backup'],
  [/^damaged\/.*$/, 'damaged database'],
]

/** What sort of file of the data folder it is, without ids, dates and pids; null for one that lies elsewhere. */
export function createFileKinds(dataFolder: string): (path: unknown) => string | null {
  const root = resolve(dataFolder)
  return (path) => {
    const inside = relative(root, resolve(String(path)))
    if (inside.startsWith('..')) return null
    return kinds.find(([pattern]) => pattern.test(inside))?.[1] ?? (inside === '' ? 'data folder' : inside)
  }
}
