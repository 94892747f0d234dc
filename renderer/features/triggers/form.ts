import type { Params } from '../../../shared/model/params.ts'
import { type FileChange, fileChanges, type JobTrigger, TriggerDraft, type TriggerInput } from '../../../shared/model/trigger.ts'
import type { Checked } from '../../editor/use-editor.ts'
import { fieldProblems, numberField } from '../../ui/number-field.ts'

export type Kind = JobTrigger['on']['kind']

/** What the editor's fields hold: text, as it is typed. */
export type Form = {
  name: string
  enabled: boolean
  kind: Kind
  path: string
  patterns: string
  changes: FileChange[]
  debounce: string
  runs: 'file' | 'batch'
  gather: string
  catchUp: boolean
  /** The name of another job. */
  job: string
  outcome: 'success' | 'failure' | 'always'
  params: Params
}

export const newForm = (): Form => ({
  name: '',
  enabled: true,
  kind: 'files',
  path: '',
  patterns: '',
  changes: ['added', 'changed'],
  debounce: '2',
  runs: 'file',
  gather: '1',
  catchUp: true,
  job: '',
  outcome: 'success',
  params: {},
})

export function formOf({ on, params, name, enabled }: JobTrigger, jobName: string): Form {
  const form: Form = { ...newForm(), params, name, enabled, kind: on.kind }
  if (on.kind === 'after') return { ...form, job: jobName, outcome: on.outcome }
  if (on.kind !== 'files') return form
  const { path, patterns, changes, debounceMs, runs, gatherMs, catchUp } = on
  return {
    ...form,
    path,
    patterns: patterns.join('\n'),
    changes,
    debounce: String(debounceMs / 1_000),
    runs,
    gather: String(gatherMs / 1_000),
    catchUp,
  }
}

const milliseconds = (seconds: string): number => Math.round(numberField(seconds) * 1_000)

function onOf(form: Form): TriggerInput['on'] {
  if (form.kind === 'after') return { kind: 'after', job: form.job.trim(), outcome: form.outcome }
  if (form.kind !== 'files') return { kind: form.kind }
  return {
    kind: 'files',
    path: form.path,
    patterns: form.patterns
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== ''),
    changes: fileChanges.filter((change) => form.changes.includes(change)),
    debounceMs: milliseconds(form.debounce),
    runs: form.runs,
    gatherMs: milliseconds(form.gather),
    catchUp: form.catchUp,
  }
}

const fieldOf: Record<string, keyof Form> = {
  'on.path': 'path',
  'on.patterns': 'patterns',
  'on.changes': 'changes',
  'on.debounceMs': 'debounce',
  'on.gatherMs': 'gather',
  'on.job': 'job',
  params: 'params',
}

export const fieldAt = (path: string): keyof Form =>
  Object.entries(fieldOf).find(([start]) => path.startsWith(start))?.[1] ?? 'name'

/** The draft, or what is wrong with it, by field. */
export function check(form: Form): Checked<TriggerDraft> {
  const parsed = TriggerDraft.safeParse({ on: onOf(form), params: form.params, name: form.name, enabled: form.enabled })
  if (parsed.success) return { draft: parsed.data, problems: null }
  return { draft: null, problems: fieldProblems(parsed.error.issues, fieldAt, () => 'must be a number of seconds') }
}
