import type { ReactNode } from 'react'
import type { ExecutionStatus } from '../../../../shared/model/pipeline.ts'
import { words as steps } from '../../../step-graph/words.ts'
import { countText } from '../../../ui/count-text.ts'
import { sentence } from '../../../ui/sentence.ts'

const { waiting: queued, running, done, reused, failed, stopped } = steps.statuses
const statuses: Record<ExecutionStatus, string> = { queued, running, done, reused, failed, stopped }
const filters: Record<ExecutionStatus | 'all', string> = { all: 'All', ...statuses }

export const pipelineWords = {
  unreadable: (why: string) => `Could not read the steps: ${why}`,
  manifest: 'Manifest of this run',
  chooseInput: 'No input yet',
  chooseInputHint: 'The log of each input appears here as the step starts.',
  stepWith: (step: ReactNode, input: string | null) =>
    input === null ? sentence`Step ${step}` : sentence`Step ${step} with "${input}"`,

  statuses,
  filters,
  filter: 'Filter by status',
  step: (name: string) => `Step ${name}`,
  executions: 'executions',
  noneYet: 'No inputs yet',
  noneOf: 'No inputs with this status',
  logOf: (step: string, input: string | null) => `Log of ${step} with ${input ?? 'no input'}`,
  filesOf: (step: string, input: string | null) => `Files of ${step} with ${input ?? 'no input'}`,
  attempts: (count: number) => countText(count, ['attempt', 'attempts']),
  reusedFrom: (run: ReactNode) => sentence`Reused from ${run}, same script and input`,
  run: (run: number) => `run ${run}`,
  moreFiles: (count: number) => ` and ${count.toLocaleString('en')} more`,
}
