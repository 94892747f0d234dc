import { relative, resolve } from 'node:path'

const kinds: [RegExp, string][] = [
  [/^runner(-\d+)?\/journal-[^/]+\.jsonl$/, 'journal'],
  [/^runner(-\d+)?\/journal-[^/]+\.new$/, 'new journal'],
  [/^runner(-\d+)?\/pipes-\d+$/, 'folder of pipes'],
  [/^runner(-\d+)?\/pipes-\d+\/\d+$/, 'pipe'],
  [/^logs\/.*\.idx$/, 'index of a log'],
  [/^logs\/.*\.levels$/, 'levels of a log'],
  [/^logs\/.*\.samples$/, 'samples'],
  [/^logs\/.*\.log$/, 'log'],
  [/^logs\//, 'folder of logs'],
  [/^scripts\/[0-9a-f]{64}$/, 'script'],
  [/^scripts\/.+$/, 'draft of a script'],
  [/^backups\/.*\.part(-.*)?$/, 'part of a backup'],
  [/^backups\/.*\.db$/, 'backup'],
  [/^work\/[^/]+\.kept$/, 'list of taken files'],
  [/^work\/[^/]+$/, 'output folder'],
  [/^work\/.+$/, 'output'],
  [/^objects\/drafts\/.+$/, 'draft of an artifact'],
  [/^objects\/..(\/..)?$/, 'folder of artifacts'],
  [/^objects\/..\/..\/.+$/, 'artifact'],
  [/^damaged\/.*$/, 'damaged database'],
]

/** The kind of a file in the data folder, without ids, dates and pids; null for a file elsewhere. */
export function createFileKinds(dataFolder: string): (path: unknown) => string | null {
  const root = resolve(dataFolder)
  return (path) => {
    const inside = relative(root, resolve(String(path)))
    if (inside.startsWith('..')) return null
    return kinds.find(([pattern]) => pattern.test(inside))?.[1] ?? (inside === '' ? 'data folder' : inside)
  }
}
