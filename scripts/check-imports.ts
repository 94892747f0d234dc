import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { problemOfDomain } from './engine-domains.ts'
import { cyclesIn } from './import-cycles.ts'

/**
 * Proves who may import what. A file belongs to the longest area that its path starts with; an import of our own must lead
 * into an area that its area may see, and a package with a home may be imported from there alone.
 */
type Area = { path: string; sees: string[] }

const areas: Area[] = [
  { path: 'shared/', sees: ['shared/'] },
  { path: 'renderer/', sees: ['shared/', 'renderer/'] },
  {
    path: 'renderer/ui/',
    sees: ['renderer/ui/', ...['duration', 'folder', 'natural-order', 'panel-width'].map((name) => `shared/${name}.ts`)],
  },
  { path: 'electron/runner/', sees: ['electron/runner/'] },
  // The engine speaks the runner's protocol and reads what it writes.
  {
    path: 'electron/engine/',
    sees: [
      'shared/',
      'electron/engine/',
      ...[
        'protocol',
        'socket-path',
        'log-format',
        'journal',
        'open-files',
        'process-group',
        'samples',
        'sweep',
        'mask',
        'secret-finder',
        'token-finder',
        'size-text',
      ].map((name) => `electron/runner/${name}.ts`),
    ],
  },
  { path: 'electron/api/', sees: ['shared/', 'electron/engine/', 'electron/api/'] },
  { path: 'electron/http/', sees: ['shared/', 'electron/engine/', 'electron/api/', 'electron/http/'] },
  {
    path: 'electron/hosts/',
    sees: [
      'shared/',
      'electron/engine/',
      'electron/api/',
      'electron/http/',
      'electron/runner/socket-path.ts',
      'electron/hosts/installation.ts',
      'electron/hosts/settings.ts',
      'electron/hosts/start-host.ts',
      'electron/hosts/local-socket.ts',
    ],
  },
  { path: 'electron/hosts/worker/', sees: ['shared/', 'electron/hosts/worker/'] },
  {
    path: 'electron/hosts/cli/',
    sees: ['shared/', 'electron/engine/', 'electron/api/', 'electron/http/', 'electron/runner/socket-path.ts', 'electron/hosts/'],
  },
  {
    path: 'electron/hosts/headless/',
    sees: [
      'shared/',
      'electron/engine/',
      'electron/api/',
      'electron/http/',
      'electron/hosts/headless/',
      'electron/hosts/installation.ts',
      'electron/hosts/settings.ts',
      'electron/hosts/start-host.ts',
    ],
  },
  { path: 'electron/hosts/desktop/', sees: ['shared/', 'electron/'] },
]

/** A package, or the start of its name, and the only places that may import it. */
const homes: Record<string, string[]> = {
  electron: ['electron/hosts/desktop/'],
  'better-sqlite3': ['electron/engine/store/db.ts', 'electron/engine/store/owner.ts', 'electron/engine/store/task-pipeline.ts'],
  chokidar: ['electron/engine/triggers/file-watch.ts'],
  'node-cron': ['electron/engine/health/timetable.ts'],
  'node:child_process': [
    'electron/runner/',
    'electron/engine/runner-client/runner-process.ts',
    'electron/engine/environment/login-shell.ts',
    'electron/engine/imports/program.ts',
    'electron/engine/executors/command-lines.ts',
    'electron/hosts/headless/serve.ts',
    'electron/hosts/worker/',
    'electron/hosts/cli/commands/job-edit.ts',
  ],
  ws: ['electron/http/', 'electron/api/transports.ts', 'electron/hosts/cli/connect.ts'],
  react: ['renderer/'],
}

/** Words that only some files may write. */
const words: { pattern: RegExp; inside: string; except: string[] }[] = [
  {
    pattern: /\b(?:Date\.now|setTimeout|setInterval)\s*\(/,
    inside: 'electron/engine/',
    except: [
      'electron/engine/base/clock.ts',
      'electron/engine/runner-client/connection.ts',
      'electron/engine/environment/login-shell.ts',
    ],
  },
  // A task carries all that is to be executed; what its key means, only the kind of its run knows.
  ...['tasks', 'waiting-tasks', 'moves'].map((name) => ({
    pattern: /\b(?:step|(?:flow|pipeline)_\w*)\b/,
    inside: `electron/engine/store/${name}.ts`,
    except: [],
  })),
  // Only the kinds themselves know which kind a run is: the rest calls their methods.
  {
    pattern: /\bruns\.kind\(/,
    inside: 'electron/',
    except: [
      'flows/',
      'pipelines/',
      'runs/',
      'queue/cancel.ts',
      'queue/definition-of.ts',
      'queue/hooks-of.ts',
      'queue/retry-run.ts',
    ].map((path) => `electron/engine/${path}`),
  },
  { pattern: /\bwindow\.localflow\b/, inside: 'renderer/', except: ['renderer/api/'] },
  { pattern: /\b(?:document|window|localStorage)\./, inside: 'shared/', except: [] },
]

const packagesOf: Record<string, RegExp> = {
  'shared/': /^(?:zod|@orpc\/contract|croner|cronstrue|re2js|yaml|smol-toml|diff)$/,
  'electron/runner/': /^node:/,
}

export function checkImports(): string[] {
  const files = sourceFiles(['shared', 'renderer', 'electron']).map((file) => ({ file, text: readFileSync(file, 'utf8') }))
  const imports = new Map(files.map(({ file, text }) => [file, ownImports(file, text)]))
  return [
    ...files.flatMap(({ file, text }) => problemsOf(file, text)),
    ...cyclesIn(imports).map((files) => `${files.join(' → ')}: files import each other in a circle`),
  ]
}

export function problemsOf(file: string, text: string): string[] {
  const code = withoutComments(text)
  return [
    ...importsIn(code).flatMap((name) => problemOfImport(file, name)),
    ...words.flatMap((rule) => problemOfWord(file, code, rule)),
  ]
}

const withoutComments = (text: string): string => text.replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '')

const importsIn = (code: string): string[] =>
  [...code.matchAll(/(?:(?<!['"-])\bfrom\s*|\bimport\s*\(\s*|^\s*import\s+)['"]([^'"]+)['"]/gm)].map(([, name]) => name as string)

/** Files of ours that a file imports. */
const ownImports = (file: string, text: string): string[] =>
  importsIn(withoutComments(text)).flatMap((name) => (name.startsWith('.') ? targetOf(file, name) : []))

const targetOf = (file: string, name: string): string => normalize(join(dirname(file), name)).replaceAll('\\', '/')

function problemOfImport(file: string, name: string): string[] {
  const area = areas.filter(({ path }) => file.startsWith(path)).sort((a, b) => b.path.length - a.path.length)[0]
  if (!area) return [`${file} is in no area`]
  if (name.startsWith('.')) {
    const target = targetOf(file, name)
    if (featureOf(file) !== null && featureOf(target) !== null && featureOf(file) !== featureOf(target))
      return [`${file}: a feature must not import another (${target})`]
    if (target.endsWith('.css') || area.sees.some((path) => target.startsWith(path))) return problemOfDomain(file, target)
    return [`${file}: ${area.path} must not import ${target}`]
  }
  const allowed = packagesOf[area.path]
  if (allowed && !allowed.test(name)) return [`${file}: ${area.path} must not import ${name}`]
  if (file.startsWith('renderer/') && name.startsWith('node:')) return [`${file}: the renderer must not import ${name}`]
  const home = Object.entries(homes).find(([prefix]) => name === prefix || name.startsWith(`${prefix}/`))
  if (home && !home[1].some((path) => file.startsWith(path)))
    return [`${file}: ${name} is imported from ${home[1].join(', ')} alone`]
  return []
}

const problemOfWord = (file: string, code: string, { pattern, inside, except }: (typeof words)[number]): string[] =>
  file.startsWith(inside) && !except.some((path) => file.startsWith(path)) && pattern.test(code)
    ? [`${file}: must not use ${pattern.exec(code)?.[0]}`]
    : []

const featureOf = (path: string): string | null => /^renderer\/features\/([^/]+)\//.exec(path)?.[1] ?? null

function sourceFiles(folders: string[]): string[] {
  return folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter(
        (entry) => entry.isFile() && /\.tsx?$/.test(entry.name) && !/(?:\.test\.tsx?|\.d\.ts|^testing\.ts)$/.test(entry.name),
      )
      .map((entry) => join(entry.parentPath, entry.name).replaceAll('\\', '/')),
  )
}

if (import.meta.main) {
  const problems = checkImports()
  for (const problem of problems) process.stderr.write(`${problem}\n`)
  process.exit(problems.length === 0 ? 0 : 1)
}
