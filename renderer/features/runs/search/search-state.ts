import { type FoundRun, type LogSearchEvent, mostSkipped, type SearchProgress } from '../../../../shared/model/found-run.ts'

/** What is searched for, and among which runs. */
export type SearchInput = { text: string; regex: boolean; case: boolean; word: boolean; q: string }

/**
 * `paused`: the page was left, or the connection lost; the search continues when the page is there again. `stopped`: somebody
 * cancelled it. `full`: it found so much that it stopped. `next`: it continues with the runs before this one.
 */
export type SearchState = {
  phase: 'searching' | 'paused' | 'stopped' | 'full' | 'done' | 'failed'
  found: readonly FoundRun[]
  progress: SearchProgress
  next: number | null
  error: unknown
}

const nothing: SearchProgress = {
  ...{ runs: 0, of: null, isPart: false, logs: 0, bytes: 0, oldest: null, backTo: null },
  ...{ foundLines: 0, foundRuns: 0, noLog: 0, deletedLogs: 0, deleted: [], skippedLogs: 0, skipped: [] },
}

export const begun: SearchState = { phase: 'searching', found: [], progress: nothing, next: null, error: null }

/** The state after an event of a search that went on from the state `base`. */
export function afterEvent(state: SearchState, base: SearchState, event: LogSearchEvent): SearchState {
  switch (event.type) {
    case 'found': {
      const { type: _, ...found } = event
      return { ...state, found: [...state.found, found], next: found.run.number }
    }
    case 'progress':
      return { ...state, progress: together(base.progress, event), next: event.oldest ?? state.next }
    case 'end':
      return {
        ...state,
        phase: event.next === null ? 'done' : 'full',
        progress: together(base.progress, event),
        next: event.next,
      }
  }
}

/** The progress of a search and of the one that continued it. */
function together(before: SearchProgress, now: SearchProgress): SearchProgress {
  return {
    runs: before.runs + now.runs,
    of: now.of === null ? before.of : before.runs + now.of,
    isPart: now.of === null ? before.isPart : now.isPart,
    logs: before.logs + now.logs,
    bytes: before.bytes + now.bytes,
    oldest: now.oldest ?? before.oldest,
    backTo: now.backTo ?? before.backTo,
    foundLines: before.foundLines + now.foundLines,
    foundRuns: before.foundRuns + now.foundRuns,
    noLog: before.noLog + now.noLog,
    deletedLogs: before.deletedLogs + now.deletedLogs,
    deleted: [...before.deleted, ...now.deleted].slice(0, mostSkipped),
    skippedLogs: before.skippedLogs + now.skippedLogs,
    skipped: [...before.skipped, ...now.skipped].slice(0, mostSkipped),
  }
}
