import type { Stats } from 'node:fs'
import { stat } from 'node:fs/promises'
import { basename, isAbsolute, relative, resolve, sep } from 'node:path'
import { type FSWatcher, watch } from 'chokidar'
import type { Params } from '../../../shared/model/params.ts'
import type { FileChange, FilesTrigger } from '../../../shared/model/trigger.ts'
import { type Matcher, readPatterns } from '../../../shared/trigger/file-pattern.ts'
import { PatternError } from '../../../shared/trigger/pattern-tokens.ts'
import type { Clock } from '../base/clock.ts'
import type { Log } from '../base/log.ts'
import { expandHome } from '../base/program-line.ts'
import { statWithTimeout } from '../base/stat-with-timeout.ts'
import { createBatch } from './batch.ts'

/** How often a missing path is checked. */
const lookMs = 5_000
const retryMs = 5_000
/** How long after a watched path disappears its content is still reported. */
const goneMs = 300
/** The most matching files, and folders, below one path: each costs about 2 kB of memory. */
const entriesMost = 50_000

export type FileWatch = { problem(): string | null; isReady(): boolean; close(): void }

type Parts = {
  on: FilesTrigger
  clock: Clock
  log: Log
  /** Changes after this, while LocalFlow was not watching, count. */
  since: number
  /** Whether a file in this state was handled before. */
  isKnown: (path: string, changedAt: number) => boolean
  fire: (params: Params) => Promise<void>
  /** The problem changed, or ended. */
  changed: () => void
}

/** Watches a file, or a folder and everything below it; also a path that disappears and comes back. */
export function watchFiles({ on, clock, log, since, isKnown, fire, changed }: Parts): FileWatch {
  const root = resolve(expandHome(on.path))
  let watcher: FSWatcher | null = null
  let closed = false
  let problem: string | null = null
  let ready = false
  let cancelLook = () => {}
  /** Files that may still be changing. */
  const settling = new Set<string>()
  const batch = createBatch(clock, on.gatherMs, begin)
  let seenTo = on.catchUp ? since : clock.now()
  let matches: Matcher = () => false

  function say(words: string | null): void {
    if (words === problem || closed) return
    problem = words
    changed()
  }

  async function open(): Promise<void> {
    const stats = await statWithTimeout(root)
    if (closed) return
    if (stats instanceof Error) return lookAgain(absentText(root, stats))
    let entries = 0
    let troubled = false
    const own = watch(root, {
      alwaysStat: true,
      ignorePermissionErrors: true,
      ...(on.debounceMs === 0
        ? {}
        : {
            awaitWriteFinish: { stabilityThreshold: on.debounceMs, pollInterval: Math.min(500, Math.max(50, on.debounceMs / 4)) },
          }),
      ignored: (path, stats) => stats?.isFile() === true && !matches(path),
    })
    watcher = own
    const came = (): void => {
      if (++entries > entriesMost && own === watcher) tooMany()
    }
    const went = (): void => {
      entries--
    }
    own.on('addDir', came).on('add', came).on('unlinkDir', went).on('unlink', went)
    own.on('ready', () => {
      if (own !== watcher) return
      ready = true
      if (!troubled) say(null)
    })
    own.on('error', (error) => {
      if (own !== watcher) return
      troubled = true
      failed(error as NodeJS.ErrnoException)
    })
    own.on('add', (path, stats) => (ready ? saw('added', path) : void found(path, stats)))
    own.on('change', (path, stats) => (ready ? saw('changed', path) : void found(path, stats)))
    own.on('unlink', (path) => (resolve(path) === root ? gone(own, 'removed') : saw('removed', path)))
    own.on('unlinkDir', (path) => resolve(path) === root && gone(own, null))
  }

  /** An existing file counts if it changed while LocalFlow was not watching, once it is unchanged for long enough. */
  async function found(path: string, stats: Stats | undefined): Promise<void> {
    let last = stats
    if (!last || settling.has(path) || last.ctimeMs <= seenTo || !matches(path) || isKnown(path, last.ctimeMs)) return
    settling.add(path)
    for (;;) {
      await new Promise<void>((done) => void clock.after(on.debounceMs, done))
      const now = await stat(path).catch(() => null)
      if (closed || now === null) return void settling.delete(path)
      if (now.size === last.size && now.mtimeMs === last.mtimeMs) break
      last = now
    }
    settling.delete(path)
    // A moved file keeps its age.
    saw(last.birthtimeMs > seenTo || last.mtimeMs <= seenTo ? 'added' : 'changed', path)
  }

  function saw(change: FileChange, path: string): void {
    if (closed || settling.has(path) || !on.changes.includes(change) || !matches(path)) return
    if (on.runs === 'file') return begin({ path, name: basename(path), change })
    batch.add(path, change)
  }

  /**
   * A run that cannot be recorded now, for example because the disk is full, is retried; the next engine finds the change by
   * itself.
   */
  function begin(params: Params): void {
    fire(params).catch((error: unknown) => {
      if (closed) return
      log.error('could not queue the run for a changed file, will retry', { path: params['path'], error })
      clock.after(retryMs, () => !closed && begin(params))
    })
  }

  /** The watched path itself disappeared: its files are still reported, and a new path in its place is watched again. */
  function gone(own: FSWatcher, change: FileChange | null): void {
    if (change !== null) saw(change, root)
    clock.after(goneMs, () => {
      if (closed || own !== watcher) return
      seenTo = Math.max(seenTo, clock.now() - goneMs)
      shut()
      lookAgain(`${root} no longer exists. LocalFlow watches it again once it exists.`)
    })
  }

  function tooMany(): void {
    shut()
    say(
      `Could not watch ${root}: it has more than ${entriesMost} files and folders to watch. Name a subfolder, or patterns that match fewer files.`,
    )
  }

  function failed(error: NodeJS.ErrnoException): void {
    log.warn('could not watch a path', { path: root, error })
    if (error.code === 'ENOSPC')
      say(
        `Could not watch all of ${root}: the system limit for watched folders is reached. Watch less, or raise fs.inotify.max_user_watches.`,
      )
    else if (error.code === 'EMFILE')
      say(`Could not watch all of ${root}: too many files are open. Watch less, or raise ulimit -n.`)
    else say(`Could not watch all of ${root}: ${error.message}`)
  }

  function lookAgain(words: string): void {
    say(words)
    cancelLook = clock.after(lookMs, () => void open())
  }

  function shut(): void {
    const own = watcher
    watcher = null
    ready = false
    void own?.close().catch(() => {})
  }

  /** An earlier release may have saved a pattern that this one refuses: that trigger waits until a person corrects it. */
  function start(): void {
    try {
      matches = matcherOf(root, on.patterns)
      void open()
    } catch (error) {
      if (!(error instanceof PatternError)) throw error
      problem = `Could not watch ${root}: the pattern ${error.message}. Change the pattern.`
    }
  }

  start()
  return {
    problem: () => problem,
    /** All existing files were checked, and changes are reported. */
    isReady: () => ready,
    close() {
      closed = true
      cancelLook()
      batch.close()
      shut()
    },
  }
}

/** On these systems, names ignore capitals. */
const ignoresCase = process.platform === 'darwin' || process.platform === 'win32'

/** Compares the path of a file below `root`, or that file itself. Throws for an invalid pattern. */
export function matcherOf(root: string, patterns: string[]): Matcher {
  if (patterns.length === 0) return () => true
  const matches = readPatterns(patterns, ignoresCase)
  return (path) => {
    const full = isAbsolute(path) ? path : resolve(root, path)
    const below = relative(root, full).split(sep).join('/')
    return matches(below === '' ? basename(full) : below)
  }
}

function absentText(path: string, error: NodeJS.ErrnoException): string {
  if (error.code === undefined) return `${error.message}. LocalFlow watches it once it responds.`
  if (error.code === 'EACCES' || error.code === 'EPERM') return `Could not watch ${path}: permission denied.`
  return `There is no ${path}. LocalFlow watches it once it exists.`
}
