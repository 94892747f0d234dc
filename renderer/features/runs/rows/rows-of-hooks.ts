import type { RunDetail } from '../../../../shared/model/run.ts'
import { attemptLook } from './looks.ts'
import type { RunRow, SegmentKind } from './row.ts'

type Hooks = RunDetail['hooks']

/** The hooks of a run, and the check of its condition: each is a step of its log. */
export const rowsOfHooks = (hooks: Hooks): RunRow[] =>
  hooks.map(({ step, status, startedAt: from, endedAt: to }, index): RunRow => {
    const kind: SegmentKind = status === 'queued' || status === 'skipped' ? 'waiting' : status
    return {
      key: hookKey(index),
      parent: null,
      name: step,
      look: attemptLook(kind),
      ...{ from, to, note: null },
      segments: from === null ? [] : [{ kind, from, to }],
      place: { step, visit: null, item: null, attempt: null },
    }
  })

export const hookKey = (index: number): string => `hook ${index}`

/** The hook that an address names as a step; of several with one name, the newest, as the log does. -1: it names none. */
export const hookAt = (hooks: Hooks, { step }: { step: string | null }): number =>
  hooks.findLastIndex((hook) => hook.step === step)
