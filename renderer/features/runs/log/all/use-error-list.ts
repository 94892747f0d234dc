import { useEffect, useState } from 'react'
import type { StepLine, StepPage } from '../../../../../shared/model/step-lines.ts'
import { client } from '../../../../api/client.ts'
import { useConnection } from '../../../../api/connection.ts'
import { nameOf } from './use-step-hits.ts'

/** The first errors of all steps, by name, in the order of their times. `isMore`: there are, or may be, others. */
export type ErrorList = { names: readonly string[]; isMore: boolean }

/** More errors than this are not counted, nor looked for so often: all lines of the run are read for them. */
const mostErrors = 1_000
const mostLooks = 50
const pageLines = 500

const none: ErrorList = { names: [], isMore: false }

/** Counts the errors of all steps, also those that come while the run goes on. */
export function useErrorList(ref: string, stream: StepLine['stream'] | null): ErrorList {
  const [list, setList] = useState(none)
  const connections = useConnection(({ times }) => times)
  // Another connection is a reason to start again.
  useEffect(() => {
    const abort = new AbortController()
    const names: string[] = []
    const add = (items: readonly StepLine[], isMore: boolean): void => {
      names.push(...items.map(nameOf))
      if (!abort.signal.aborted) setList({ names: names.slice(0, mostErrors), isMore: isMore || names.length > mostErrors })
    }
    // Without the count, errors can still be stepped through.
    readAll(ref, stream, add, abort.signal).catch(() => {})
    return () => abort.abort()
  }, [ref, stream, connections])
  return list
}

type Add = (items: readonly StepLine[], isMore: boolean) => void

async function readAll(ref: string, stream: StepLine['stream'] | null, add: Add, signal: AbortSignal): Promise<void> {
  const order = { ref, level: 'error' as const, ...(stream === null ? {} : { stream }) }
  let page: StepPage | null = null
  let count = 0
  for (let look = 0; page === null || page.more; look++) {
    if (look === mostLooks || count >= mostErrors) return
    page = await client.logs.steps({ ...order, count: pageLines, ...(page && { cursor: page.after }) }, { signal })
    count += page.items.length
    add(page.items, page.more)
  }
  if (page.ended) return
  for await (const { items, isJump } of await client.logs.followSteps({ ...order, cursor: page.after }, { signal })) {
    count += items.length
    if (items.length > 0) add(items, isJump)
    if (count > mostErrors || isJump) return
  }
}
