import { AppError } from '../../../shared/errors.ts'
import { draftsKept, type FlowDraft, type KeyUses } from '../../../shared/model/flow-draft.ts'
import type { Clock } from '../base/clock.ts'
import type { Store } from '../store/store.ts'
import { keyUses } from './key-uses.ts'

/** Kept drafts of a flow, and what can be undone in the present one. Errors are not-found. */
export function createFlowDraftActions(store: Store, clock: Clock) {
  const numberOf = (ref: string): number => store.flows.find(ref).number

  return {
    drafts: (ref: string): FlowDraft[] => store.flowDrafts.list(numberOf(ref), draftsKept),
    draft(ref: string, number: number): FlowDraft & { source: string } {
      const found = store.flowDrafts.get(numberOf(ref), number)
      if (!found) throw new AppError('not-found', `The flow has no kept draft ${number}.`)
      return found
    },
    /** Keeps the draft as it is saved now; not again if the newest kept one is the same. */
    async keepDraft(ref: string, note: string): Promise<{ draft: FlowDraft; isNew: boolean }> {
      return store.submit('save a flow', () => {
        const { number: flow } = store.flows.find(ref)
        const source = store.flows.draft(flow)
        const newest = store.flowDrafts.newest(flow)
        const isNew = newest?.source !== source || (note !== '' && note !== newest.note)
        if (isNew) store.flowDrafts.insert(flow, { source, note, now: clock.now(), kept: draftsKept })
        const { source: _, ...draft } = store.flowDrafts.newest(flow) as FlowDraft & { source: string }
        return { draft, isNew }
      })
    },
    keyUses: (ref: string, key: string): KeyUses => keyUses(store, ref, key),
    steps: (ref: string): string | null => store.flowDrafts.steps(numberOf(ref)),
    async keepSteps(ref: string, steps: string): Promise<void> {
      await store.submit('save a flow', () => store.flowDrafts.keepSteps(numberOf(ref), steps))
    },
  }
}
