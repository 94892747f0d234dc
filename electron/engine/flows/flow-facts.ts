import { type Facts, yesOrNo } from '../../../shared/filter/match-facts.ts'
import { organizedFacts } from '../../../shared/filter/organized-facts.ts'
import { lastRunFacts } from '../../../shared/filter/run-status.ts'
import type { FlowSummary } from '../../../shared/model/flow.ts'

/** What a filter can ask about a flow. */
export const flowFacts = (flow: FlowSummary, isFavorite: boolean): Facts => ({
  free: [flow.name, flow.description],
  values: {
    ...lastRunFacts(flow.lastRuns),
    draft: [yesOrNo(flow.hasDraft)],
    favorite: [yesOrNo(isFavorite)],
    version: [flow.version],
    ...organizedFacts(flow),
  },
})
