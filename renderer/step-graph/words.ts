import type { StepView } from '../../shared/model/pipeline.ts'
import { words as shared } from '../words.ts'

type Count = keyof Pick<StepView, 'running' | 'failed' | 'waiting' | 'done' | 'reused' | 'stopped'>

const { running, failed, succeeded } = shared.statuses
const statuses: Record<Count | 'off' | 'idle', string> = {
  ...{ running, failed, waiting: 'Waiting', done: succeeded, reused: 'Reused', stopped: 'Not started' },
  ...{ off: 'Left out', idle: 'No inputs yet' },
}

export const words = {
  statuses,
  count: (count: number, status: Count) => `${count.toLocaleString('en')} ${statuses[status].toLowerCase()}`,
  step: 'Step',
  file: 'File from any step',
  noFileWire: 'Name the file in the inputs of the step, in the text.',
  fileLabel: (name: string) => `${name}, a file`,
}
