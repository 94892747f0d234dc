import { createLatch, createTopic } from '../base/topic.ts'
import { levelsPath, storedParts } from './levels-file.ts'
import { withLog } from './log-files.ts'
import type { LevelsPart } from './orders.ts'
import type { Searches } from './searches.ts'

type Build = { parts: LevelsPart[]; state: 'waiting' | 'running' | 'ended' | 'failed' }

/** Indexes that are built at once. */
const mostBuilds = 2

export type LevelIndex = ReturnType<typeof createLevelIndex>

/** Indexes of levels, in files beside the logs, built in threads when somebody wants them. */
export function createLevelIndex(searches: Searches) {
  const builds = new Map<string, Build>()
  const changed = createTopic<Build>()

  /** One build of a log serves all who wait for it. */
  function build(path: string, ended: boolean): Build {
    const known = builds.get(path)
    if (known) return known
    const fresh: Build = { parts: [], state: 'waiting' }
    builds.set(path, fresh)
    void run(path, ended, fresh)
    return fresh
  }

  async function run(path: string, ended: boolean, one: Build): Promise<void> {
    await turn(one)
    one.state = 'running'
    try {
      for await (const part of searches.index({ path, ended })) {
        one.parts.push(part)
        changed.tell(one)
      }
      one.state = 'ended'
    } catch {
      // The disk refuses the index, or the log was deleted: whoever waits reads the log instead.
      one.state = 'failed'
    }
    builds.delete(path)
    changed.tell(one)
  }

  async function turn(one: Build): Promise<void> {
    const latch = createLatch(changed, () => true)
    try {
      while (running() >= mostBuilds) await latch.wait(undefined)
      one.state = 'running'
    } finally {
      latch.close()
    }
  }

  const running = (): number => [...builds.values()].filter(({ state }) => state === 'running').length

  /** The parts that a build adds, as they come. True: it failed. */
  async function* follow(one: Build, abort: AbortSignal | undefined): AsyncGenerator<LevelsPart, boolean> {
    const latch = createLatch(changed, (other) => other === one)
    try {
      for (let at = 0; !abort?.aborted; await latch.wait(abort)) {
        while (at < one.parts.length) yield one.parts[at++] as LevelsPart
        if (one.state === 'ended' || one.state === 'failed') return one.state === 'failed'
      }
      return false
    } finally {
      latch.close()
    }
  }

  return {
    /** Builds it if it is missing. */
    prepare: (path: string): void => void build(path, true),
    /** All parts so far. Throws what a search throws if neither index nor log can be read. */
    async *parts(path: string, ended: boolean, abort: AbortSignal | undefined): AsyncGenerator<LevelsPart> {
      const bytes = await withLog(path, 0, async (files) => files.bytes)
      let last: LevelsPart | null = null
      for await (const { part } of storedParts(path, bytes)) {
        last = part
        yield part
      }
      if (last && last.bytes >= bytes && (last.done || !ended)) return
      const failed = yield* follow(build(path, ended), abort)
      const state = last?.last ?? { from: 1, error: 0, warning: 0, trace: 0 }
      if (failed) yield* searches.levels({ path, ended, ...state }, abort)
    },
    pathOf: levelsPath,
  }
}
