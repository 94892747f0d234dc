import { levelOf } from '../../../../shared/log/level.ts'
import type { Stream } from '../../../../shared/model/log.ts'
import type { Run } from '../../../../shared/model/run.ts'
import type { ShownLevel, StepLine, StepNews, StepPage } from '../../../../shared/model/step-lines.ts'
import { pause } from '../../base/clock.ts'
import { createLatch, type Topic } from '../../base/topic.ts'
import type { LogSignal } from '../log-places.ts'
import { type Cut, cursorOf, cutOf } from './cut.ts'
import type { RunLogs } from './list-logs.ts'
import { mergeAfter, mergeBefore } from './merge.ts'
import { cutAt, type Place } from './place-at.ts'

/** Which lines: of one stream or of all (null), and of which levels. */
export type StepFilter = { stream: Stream | null; level: ShownLevel }
export type StepOrder = StepFilter & { from: Place | { cursor: string }; direction: 'after' | 'before'; count: number }

/** A call that finds no line that fits says how far it came after this long. */
const longestMs = 300
/** Characters of one answer; it ends with the line that exceeds this. */
const pageChars = 1024 * 1024
const newsLines = 500
const newsRestMs = 200
/** After so many full portions in a row, a reader has fallen behind. */
const mostPortions = 4
const mostOthers = 10_000

type Deps = { find(ref: string): Run; list(run: Run): Promise<RunLogs>; grew: Topic<LogSignal> }

/** The lines of all steps of a run, merged by their times. Throws `not-found`, and `invalid` for a cursor that is none. */
export function createStepPages({ find, list, grew }: Deps) {
  async function page(ref: string, { from, ...order }: StepOrder): Promise<StepPage> {
    const all = await list(find(ref))
    const cut = typeof from === 'object' && 'cursor' in from ? cutOf(from.cursor) : await cutAt(all.logs, from)
    return readPage(all, cut, order)
  }

  /** New lines after a place, as they come, until the run has ended. */
  async function* follow(
    ref: string,
    { cursor, ...filter }: StepFilter & { cursor: string },
    abort: AbortSignal | undefined,
  ): AsyncGenerator<StepNews> {
    const changes = createChanges(grew, find(ref).id)
    let cut = cutOf(cursor)
    let portions = 0
    try {
      while (!abort?.aborted) {
        const started = performance.now()
        const all = await list(find(ref))
        changes.listed(all)
        const news = portions < mostPortions ? await newsOf(all, cut, filter) : await newestOf(all, filter)
        cut = cutOf(news.page.after)
        if (abort?.aborted) return
        if (news.page.items.length > 0 || (all.ended && !news.more)) yield news.page
        if (all.ended && !news.more) return
        portions = news.more ? portions + 1 : 0
        if (news.more) continue
        // A run with thousands of steps is listed less often.
        await pause(Math.max(newsRestMs, (performance.now() - started) * 5))
        await changes.wait(abort)
      }
    } finally {
      changes.close()
    }
  }

  return { page, follow }
}

/** Wakes when the run changes or one of its logs grows. A log that is not known yet may be of a step that has just begun. */
function createChanges(grew: Topic<LogSignal>, runId: string) {
  const own = new Set<string>()
  const others = new Set<string>()
  const unknown = new Set<string>()
  const latch = createLatch(grew, (signal) => {
    const { attemptId } = signal
    if (attemptId === undefined || own.has(attemptId)) return attemptId !== undefined || signal.runId === runId
    if (others.has(attemptId)) return false
    unknown.add(attemptId)
    return true
  })
  return {
    listed({ logs }: RunLogs): void {
      for (const { id } of logs) own.add(id)
      if (others.size > mostOthers) others.clear()
      for (const id of unknown) if (!own.has(id)) others.add(id)
      unknown.clear()
    },
    wait: latch.wait,
    close: latch.close,
  }
}

type News = { page: StepNews; more: boolean }

async function newsOf(all: RunLogs, start: Cut, filter: StepFilter): Promise<News> {
  const { more, ...page } = await readPage(all, start, { ...filter, direction: 'after', count: newsLines })
  return { page: { ...page, isJump: false }, more }
}

/** The lines at the end, where a reader who has fallen behind goes on. */
async function newestOf(all: RunLogs, filter: StepFilter): Promise<News> {
  const end = await cutAt(all.logs, 'end')
  const { more: _, ...page } = await readPage(all, end, { ...filter, direction: 'before', count: newsLines })
  return { page: { ...page, isJump: true }, more: false }
}

async function readPage(
  { logs, isPart, ended }: RunLogs,
  start: Cut,
  { stream, level, direction, count }: Omit<StepOrder, 'from'>,
): Promise<StepPage> {
  const merge = direction === 'after' ? mergeAfter(logs, start) : mergeBefore(logs, start)
  const deadline = performance.now() + longestMs
  const isLate = (): boolean => performance.now() > deadline
  const items: StepLine[] = []
  let chars = 0
  let more = true
  while (items.length < count && chars < pageChars) {
    const line = await merge.next(isLate)
    if (line === null) more = false
    if (line === null || line === undefined) break
    if ((stream === null || line.stream === stream) && hasLevel(line, level)) {
      items.push(line)
      chars += line.text.length
    }
    if (isLate()) break
  }
  if (direction === 'before') items.reverse()
  const [given, reached] = [cursorOf(start), cursorOf(merge.cut())]
  const [before, after] = direction === 'after' ? [given, reached] : [reached, given]
  return { items, before, after, more, ended, isPart }
}

function hasLevel({ stream, text }: StepLine, wanted: ShownLevel): boolean {
  if (wanted === 'all') return true
  const level = stream === 'note' ? null : levelOf(text)
  return level === 'error' || (level === 'warning' && wanted === 'warning')
}
