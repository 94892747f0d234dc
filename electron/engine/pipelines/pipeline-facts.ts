import { type Facts, yesOrNo } from '../../../shared/filter/match-facts.ts'
import { organizedFacts } from '../../../shared/filter/organized-facts.ts'
import { lastRunFacts } from '../../../shared/filter/run-status.ts'
import type { PipelineSummary } from '../../../shared/model/pipeline.ts'

/** What a filter can ask about a pipeline. */
export const pipelineFacts = (pipeline: PipelineSummary, isFavorite: boolean): Facts => ({
  free: [pipeline.name, pipeline.path ?? ''],
  values: {
    ...lastRunFacts(pipeline.lastRuns),
    favorite: [yesOrNo(isFavorite)],
    steps: [pipeline.steps],
    ...organizedFacts(pipeline),
  },
})
