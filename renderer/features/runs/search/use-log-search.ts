import { skipToken, useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { client, queryClient } from '../../../api/client.ts'
import { ConnectionLostError, useConnection } from '../../../api/connection.ts'
import { afterEvent, begun, type SearchInput, type SearchState } from './search-state.ts'

/** Results are kept this long after the page was left. */
const keptMs = 30 * 60_000

const keyOf = (input: SearchInput | null) => ['log search', input]
const stateOf = (input: SearchInput): SearchState | undefined => queryClient.getQueryData(keyOf(input))
const setState = (input: SearchInput, state: SearchState): void => void queryClient.setQueryData(keyOf(input), state)

const running = new Map<string, AbortController>()

/** Begins a search, or continues it behind the last run that was searched. Results are set at most once a frame. */
function start(input: SearchInput): void {
  const name = JSON.stringify(input)
  if (running.has(name)) return
  const abort = new AbortController()
  running.set(name, abort)
  const base: SearchState = { ...(stateOf(input) ?? begun), phase: 'searching', error: null }
  let state = base
  let frame: number | null = null
  const show = (): void => {
    frame = null
    if (running.get(name) === abort) setState(input, state)
  }
  const finish = (last: SearchState): void => {
    if (frame !== null) cancelAnimationFrame(frame)
    if (running.get(name) !== abort) return
    running.delete(name)
    setState(input, last)
  }
  const read = async (): Promise<void> => {
    const before = base.next === null ? {} : { before: base.next }
    for await (const event of await client.search.logs({ ...input, ...before }, { signal: abort.signal })) {
      state = afterEvent(state, base, event)
      frame ??= requestAnimationFrame(show)
    }
    finish(state.phase === 'searching' ? { ...state, phase: 'paused' } : state)
  }
  setState(input, state)
  read().catch((error: unknown) => {
    const isLost = error instanceof ConnectionLostError || useConnection.getState().state !== 'open'
    finish(isLost ? { ...state, phase: 'paused' } : { ...state, phase: 'failed', error })
  })
}

function end(input: SearchInput, phase: 'paused' | 'stopped'): void {
  const name = JSON.stringify(input)
  const abort = running.get(name)
  if (!abort) return
  running.delete(name)
  abort.abort()
  const state = stateOf(input)
  if (state) setState(input, { ...state, phase })
}

/**
 * The search for a text, which begins by itself and ends with the page; coming back shows what was found, and goes on where it was.
 * Null while there is no text.
 */
export function useLogSearch(input: SearchInput | null) {
  const { data } = useQuery<SearchState>({
    queryKey: keyOf(input),
    queryFn: skipToken,
    gcTime: keptMs,
    structuralSharing: false,
  })
  const { state: connection, times } = useConnection()
  const name = JSON.stringify(input)
  useEffect(() => {
    const wanted = JSON.parse(name) as SearchInput | null
    if (wanted === null || connection !== 'open') return
    const phase = stateOf(wanted)?.phase ?? 'paused'
    if (phase === 'paused') start(wanted)
    return () => end(wanted, 'paused')
  }, [name, connection, times])
  return {
    state: data ?? null,
    cancel: (): void => void (input && end(input, 'stopped')),
    continue: (): void => void (input && start(input)),
  }
}
