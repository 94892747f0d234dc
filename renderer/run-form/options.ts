import { limits } from '../../shared/model/limits.ts'
import type { Problems } from '../ui/problems.ts'
import type { PipelineChoices, RunOptions, Target } from './start.ts'
import { words } from './words.ts'

/** The options of a run, as they are typed. */
export type OptionsForm = { at: string; priority: string; version: string; reason: string }
export type PipelineForm = { from: string; parallel: string; inputs: string; force: boolean; keepGoing: boolean }

export const noOptions: OptionsForm = { at: '', priority: '', version: '', reason: '' }
export const noChoices: PipelineForm = { from: '', parallel: '', inputs: '', force: false, keepGoing: false }

/** Flows and pipelines start at once. */
export const optionsOf = (kind: Target['kind']): (keyof OptionsForm)[] =>
  kind === 'job' ? ['at', 'priority', 'version', 'reason'] : ['version', 'reason']

const whole = (text: string): number => (/^-?\d+$/.test(text.trim()) ? Number(text) : Number.NaN)

/** The options that are set, or what is wrong with each. */
export function checkOptions(form: OptionsForm, now: number): { options: RunOptions; problems: Problems } {
  const problems: Problems = {}
  const options: RunOptions = {}
  if (form.at !== '') {
    options.at = new Date(form.at).getTime()
    if (!(options.at > now)) problems['at'] = words.options.past
  }
  if (form.priority.trim() !== '') {
    options.priority = whole(form.priority)
    if (!(Math.abs(options.priority) <= limits.priority)) problems['priority'] = words.options.priorityRange(limits.priority)
  }
  if (form.version.trim() !== '') {
    options.version = whole(form.version)
    if (!(options.version >= 1)) problems['version'] = words.options.versionRange
  }
  if (form.reason.trim() !== '') options.reason = form.reason.trim()
  return { options, problems }
}

export function checkChoices(form: PipelineForm): { choices: PipelineChoices; problems: Problems } {
  const parallel = whole(form.parallel)
  const isWrong = form.parallel.trim() !== '' && !(parallel >= 1)
  const inputs = form.inputs
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
  return {
    choices: {
      ...{ inputs, force: form.force, keepGoing: form.keepGoing },
      ...(form.from !== '' && { from: form.from }),
      ...(form.parallel.trim() !== '' && { parallel }),
    },
    problems: isWrong ? { parallel: words.pipeline.limitRange } : {},
  }
}
