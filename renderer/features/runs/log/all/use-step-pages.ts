import { useCallback, useEffect, useRef, useState } from 'react'
import type { Stream } from '../../../../../shared/model/log.ts'
import type { ShownLevel, StepPage } from '../../../../../shared/model/step-lines.ts'
import { client, messageOf } from '../../../../api/client.ts'
import { useConnection } from '../../../../api/connection.ts'
import { isFull, opened, type Stretch, withAfter, withBefore } from './step-pages.ts'

export type StepFilter = { stream?: Stream; level: ShownLevel }

export type StepName = { node: string; attempt: number; line: number }

/** Where reading begins; `error`: at the first error, if there is one near the start. */
export type StepOpening = 'start' | 'end' | 'error' | StepName

export type StepPages = {
  /** Null: not read yet. */
  stretch: Stretch | null
  /** Changes with each opening. */
  opening: { at: StepOpening; row: number | 'end'; times: number }
  isReading: boolean
  problem: string | null
  retry(): void
  open(at: StepOpening): void
  earlier(): void
  later(): void
}

const pageLines = 300
/** How often the first error is looked for before the log opens at its end. */
const mostLooks = 3
/** Rows above the line at which the log opens: what led to it. */
const leading = 8

type State = Pick<StepPages, 'stretch' | 'problem'> & { opening: StepPages['opening'] }

/** The lines of all steps around where a person is: more are read as they move, and as they are written. */
export function useStepPages(ref: string, filter: StepFilter, first: StepOpening, pinned: { current: boolean }): StepPages {
  const [state, setState] = useState<State>({ stretch: null, problem: null, opening: { at: first, row: 'end', times: 0 } })
  const [wanted, setWanted] = useState({ at: first, times: 0 })
  const [isReading, setReading] = useState(false)
  const latest = useRef(state)
  latest.current = state
  const abort = useRef(new AbortController())
  const { stream, level } = filter

  const readMore = useCallback<ReadMore>(
    (place, direction, signal, isOnce = false) => {
      const order = { ref, level, ...(stream === undefined ? {} : { stream }), count: pageLines, ...place, direction }
      return isOnce ? client.logs.steps(order, { signal }) : readSome(order, signal)
    },
    [ref, stream, level],
  )

  useEffect(() => {
    const own = new AbortController()
    abort.current = own
    setReading(true)
    openAt(wanted.at, readMore, own.signal)
      .then(
        ({ stretch, row }) =>
          own.signal.aborted || setState({ stretch, problem: null, opening: { at: wanted.at, row, times: wanted.times } }),
        (error: unknown) => own.signal.aborted || setState((before) => ({ ...before, problem: messageOf(error) })),
      )
      .finally(() => own.signal.aborted || setReading(false))
    return () => own.abort()
  }, [readMore, wanted])

  const add = (direction: 'before' | 'after'): void => {
    const { stretch } = latest.current
    const edge = edgeOf(stretch, direction)
    if (isReading || !stretch || edge === undefined || state.problem !== null) return
    const { signal } = abort.current
    const join = direction === 'before' ? withBefore : withAfter
    setReading(true)
    readMore({ cursor: edge }, direction, signal)
      .then(
        // Asked twice before the first answer was drawn, the second has the same lines.
        (page) =>
          signal.aborted ||
          setState((before) =>
            before.stretch && edgeOf(before.stretch, direction) === edge
              ? { ...before, stretch: join(before.stretch, page) }
              : before,
          ),
        (error: unknown) => signal.aborted || setState((before) => ({ ...before, problem: messageOf(error) })),
      )
      .finally(() => signal.aborted || setReading(false))
  }

  useNews({ ref, filter, opening: state.opening.times, stretch: state.stretch, pinned }, (change) =>
    setState((before) => ({ ...before, stretch: before.stretch && change(before.stretch) })),
  )

  const open = useCallback((at: StepOpening) => setWanted(({ times }) => ({ at, times: times + 1 })), [])
  return {
    ...state,
    isReading,
    retry: () => {
      setState((before) => ({ ...before, problem: null }))
      if (state.stretch === null) open(wanted.at)
    },
    open,
    earlier: () => add('before'),
    later: () => add('after'),
  }
}

/** Where the lines that are here begin or end. */
const edgeOf = (stretch: Stretch | null, direction: 'before' | 'after'): StepPage['after'] | undefined =>
  direction === 'before' ? stretch?.parts[0]?.before : stretch?.parts.at(-1)?.after

type Order = Parameters<typeof client.logs.steps>[0]

/** A page with lines, if there are any: a filter may take long to find some. */
async function readSome(order: Order, signal: AbortSignal): Promise<StepPage> {
  let page = await client.logs.steps(order, { signal })
  const [first, isBefore] = [page, order.direction === 'before']
  while (page.items.length === 0 && page.more && !signal.aborted) {
    const cursor = isBefore ? page.before : page.after
    page = await client.logs.steps({ ...withoutPlace(order), cursor }, { signal })
  }
  return isBefore ? { ...page, after: first.after } : { ...page, before: first.before }
}

const withoutPlace = ({ ref, level, stream, count, direction }: Order): Order => ({
  ...{ ref, level, count, direction },
  ...(stream === undefined ? {} : { stream }),
})

/** `isOnce`: only what one request finds. */
type ReadMore = (place: object, direction: 'before' | 'after', signal: AbortSignal, isOnce?: boolean) => Promise<StepPage>
type OpenedAt = { stretch: Stretch; row: number | 'end' }

async function openAt(at: StepOpening, read: ReadMore, signal: AbortSignal): Promise<OpenedAt> {
  if (at === 'start') {
    const page = await read({}, 'after', signal)
    return { stretch: opened([page], { before: false, after: page.more }), row: 0 }
  }
  if (at === 'end') {
    const page = await read({ end: true }, 'before', signal)
    return { stretch: opened([page], { before: page.more, after: false }), row: 'end' }
  }
  const place = at === 'error' ? await firstError(read, signal) : at
  if (place === null) return openAt('end', read, signal)
  const after = await read(place, 'after', signal)
  const before = await read({ cursor: after.before }, 'before', signal)
  const pages = before.items.length === 0 ? [after] : [before, after]
  const stretch = opened(pages, { before: before.more, after: after.more })
  return { stretch, row: Math.max(0, before.items.length - leading) }
}

async function firstError(read: ReadMore, signal: AbortSignal): Promise<StepName | null> {
  let place: object = {}
  for (let look = 0; look < mostLooks; look++) {
    const { items, more, after } = await read({ ...place, level: 'error', count: 1 }, 'after', signal, true)
    const [line] = items
    if (line) return { node: line.node, attempt: line.attempt, line: line.n }
    if (!more) return null
    place = { cursor: after }
  }
  return null
}

type Watched = {
  ref: string
  filter: StepFilter
  /** How often the log was opened. */
  opening: number
  stretch: Stretch | null
  pinned: { current: boolean }
}

/** Adds lines as they are written, while the end is here. */
function useNews(
  { ref, filter: { stream, level }, opening, stretch, pinned }: Watched,
  change: (how: (stretch: Stretch) => Stretch) => void,
): void {
  const connections = useConnection(({ times }) => times)
  const isLive = stretch !== null && !stretch.hasAfter && !stretch.ended
  const latest = useRef({ stretch, change })
  latest.current = { stretch, change }

  // Another connection, or opening the log elsewhere, is a reason to start again.
  useEffect(() => {
    const cursor = latest.current.stretch?.parts.at(-1)?.after
    if (!isLive || cursor === undefined) return
    let edge = cursor
    const abort = new AbortController()
    const order = { ref, cursor, level, ...(stream === undefined ? {} : { stream }) }
    const watch = async () => {
      for await (const { isJump, ...news } of await client.logs.followSteps(order, { signal: abort.signal })) {
        if (abort.signal.aborted) return
        const { stretch: now } = latest.current
        // A person who reads stays where they are: what came in the meantime is read later.
        const isLeft = now !== null && !pinned.current && (isJump || isFull(now))
        if (isLeft) return latest.current.change((before) => ({ ...before, hasAfter: true }))
        const page = { ...news, more: false }
        const known = edge
        edge = news.after
        latest.current.change((before) =>
          // The log was opened at another place in the meantime, so these lines may be there already.
          edgeOf(before, 'after') !== known
            ? before
            : isJump
              ? { ...opened([page], { before: true, after: false }), base: before.base + before.lines.length }
              : withAfter(before, page),
        )
      }
    }
    // A connection that is gone says so itself.
    watch().catch(() => {})
    return () => abort.abort()
  }, [ref, stream, level, opening, isLive, connections, pinned])
}
