import { bodyKinds } from '../model/job.ts'
import { triggerKinds } from '../model/run.ts'
import { taskTypes } from '../model/task.ts'
import { reasons, stages } from '../run-state.ts'
import { nameOfTrigger, triggerAliases } from './trigger-names.ts'

/** The values that a key takes. */
export type ValueKind =
  /** One of these words; `aliases` are other words for them. */
  | { type: 'choice'; choices: readonly string[]; aliases?: Readonly<Record<string, string>> }
  /** Text that is contained in something. */
  | { type: 'text' }
  /** A whole name or value, with wildcards. `known`: only names that exist count. */
  | { type: 'name'; known: boolean }
  | { type: 'number'; words?: readonly string[] }
  | { type: 'duration' }
  | { type: 'time'; direction: 'past' | 'future' }

/** A key, what it means in one line, and an example. `isGroup`: a name follows after a dot, as in `param.region`. */
export type FilterKey = { name: string; help: string; example: string; value: ValueKind; isGroup?: true }

export const filterLists = ['runs', 'jobs', 'flows', 'pipelines', 'tasks'] as const
export type FilterList = (typeof filterLists)[number]

const yesNo: ValueKind = { type: 'choice', choices: ['yes', 'no'] }
const past: ValueKind = { type: 'time', direction: 'past' }
const number: ValueKind = { type: 'number' }
const duration: ValueKind = { type: 'duration' }
const knownName: ValueKind = { type: 'name', known: true }

export const statusChoices = [
  'queued',
  'running',
  'waiting',
  'succeeded',
  'failed',
  'timed-out',
  'lost',
  'cancelled',
  'skipped',
] as const
export type StatusChoice = (typeof statusChoices)[number]
export const statusAliases = { canceled: 'cancelled', timeout: 'timed-out' }
const status: ValueKind = { type: 'choice', choices: statusChoices, aliases: statusAliases }
const reason: ValueKind = { type: 'choice', choices: reasons }

const byItself = triggerKinds.map(nameOfTrigger)

/** The trigger of a run, in the words of the window; the stored names are aliases. */
const trigger: ValueKind = {
  type: 'choice',
  choices: ['manual', 'cli', 'api', 'tray', 'schedule', 'backfill', 'flow', 'hook', 'condition', ...byItself],
  aliases: triggerAliases,
}

const favorite: FilterKey = {
  name: 'favorite',
  help: 'Favorites of yours, which only you see',
  example: 'favorite:yes',
  value: yesNo,
}

const organized: readonly FilterKey[] = [
  { name: 'tag', help: 'Tag', example: 'tag:backup', value: knownName },
  { name: 'folder', help: 'Folder, with the folders within it', example: 'folder:ops', value: knownName },
  { name: 'owner', help: 'Owner', example: 'owner:"Data team"', value: knownName },
]

const runs: readonly FilterKey[] = [
  { name: 'status', help: 'Status; "failed" includes runs that timed out', example: 'status:failed,cancelled', value: status },
  { name: 'reason', help: 'Reason of a failed, cancelled or skipped run', example: 'reason:exit-code', value: reason },
  { name: 'job', help: 'Name of the job', example: 'job:"Nightly backup"', value: knownName },
  { name: 'flow', help: 'Name of the flow', example: 'flow:release*', value: knownName },
  { name: 'pipeline', help: 'Name of the pipeline', example: 'pipeline:thumbnails', value: knownName },
  { name: 'tag', help: 'Tag of the job, flow or pipeline', example: 'tag:backup', value: knownName },
  {
    name: 'folder',
    help: 'Folder of the job, flow or pipeline, with the folders within it',
    example: 'folder:ops',
    value: knownName,
  },
  favorite,
  {
    name: 'kind',
    help: 'Kind of the run; "command" is a run without a job',
    example: 'kind:command',
    value: { type: 'choice', choices: ['job', 'command', 'flow', 'pipeline'] },
  },
  { name: 'trigger', help: 'Trigger that started the run', example: 'trigger:schedule', value: trigger },
  { name: 'started', help: 'When the run started', example: 'started:today', value: past },
  { name: 'ended', help: 'When the run ended', example: 'ended:>2h', value: past },
  { name: 'duration', help: 'How long the run took so far', example: 'duration:>5m', value: duration },
  {
    name: 'wait',
    help: 'How long the run waited before it started, since it was queued or retried',
    example: 'wait:>1m',
    value: duration,
  },
  { name: 'exit', help: 'Exit code', example: 'exit:6', value: number },
  { name: 'error', help: 'Text in the error line', example: 'error:"disk quota"', value: { type: 'text' } },
  {
    name: 'node',
    help: 'Node of a flow or step of a pipeline that the run executed',
    example: 'node:deploy',
    value: { type: 'name', known: false },
  },
  { name: 'worker', help: 'Worker that executed a task of the run', example: 'worker:gpu-1', value: knownName },
  { name: 'version', help: 'Version of the job, flow or pipeline', example: 'version:>3', value: number },
  {
    name: 'param',
    help: 'Value of a parameter; > and < compare numbers',
    example: 'param.region:eu',
    value: { type: 'name', known: false },
    isGroup: true,
  },
  { name: 'by', help: 'Who started the run', example: 'by:you', value: { type: 'text' } },
  { name: 'attempt', help: 'Number of attempts', example: 'attempt:>1', value: number },
  { name: 'pinned', help: 'Whether the run is pinned, so that it is not deleted', example: 'pinned:yes', value: yesNo },
  {
    name: 'test',
    help: 'Whether the run tests the draft of a flow, or is a part of such a test',
    example: 'test:yes',
    value: yesNo,
  },
  {
    name: 'parent',
    help: 'Number of the outer run; "any" also lists runs within flows, "none" leaves them out',
    example: 'parent:any',
    value: { type: 'number', words: ['any', 'none'] },
  },
]

const statusWithoutWaiting: ValueKind = {
  type: 'choice',
  choices: statusChoices.filter((name) => name !== 'waiting'),
  aliases: statusAliases,
}
const lastStatus: FilterKey = {
  name: 'status',
  help: 'Status of the last run',
  example: 'status:failed',
  value: statusWithoutWaiting,
}
const failing: FilterKey = {
  name: 'failing',
  help: 'Whether the last run failed, and none has succeeded since',
  example: 'failing:yes',
  value: yesNo,
}

const jobs: readonly FilterKey[] = [
  lastStatus,
  failing,
  { name: 'paused', help: 'Whether none of its schedules is active and one is paused', example: 'paused:yes', value: yesNo },
  { name: 'disabled', help: 'Whether the job is disabled', example: 'disabled:yes', value: yesNo },
  { name: 'muted', help: 'Whether notifications about failures are muted', example: 'muted:yes', value: yesNo },
  { name: 'pinned', help: "Whether the job is always in the tray's menu", example: 'pinned:yes', value: yesNo },
  favorite,
  {
    name: 'trigger',
    help: 'Schedules and triggers of the job; "manual" means none',
    example: 'trigger:schedule',
    value: {
      type: 'choice',
      choices: ['manual', 'schedule', ...byItself],
      aliases: triggerAliases,
    },
  },
  { name: 'next', help: 'When the next run is scheduled', example: 'next:today', value: { type: 'time', direction: 'future' } },
  {
    name: 'kind',
    help: 'Kind of script or command that the job runs',
    example: 'kind:script',
    value: { type: 'choice', choices: bodyKinds },
  },
  ...organized,
]

const flows: readonly FilterKey[] = [
  lastStatus,
  failing,
  { name: 'draft', help: 'Whether the flow has unpublished changes', example: 'draft:yes', value: yesNo },
  favorite,
  { name: 'version', help: 'Newest published version', example: 'version:>3', value: number },
  ...organized,
]

const pipelines: readonly FilterKey[] = [
  lastStatus,
  failing,
  favorite,
  { name: 'steps', help: 'Number of steps', example: 'steps:>2', value: number },
  ...organized,
]

const tasks: readonly FilterKey[] = [
  {
    name: 'status',
    help: 'Status',
    example: 'status:queued',
    value: statusWithoutWaiting,
  },
  { name: 'stage', help: 'Stage of a queued task', example: 'stage:held', value: { type: 'choice', choices: stages } },
  { name: 'reason', help: 'Reason of a failed, cancelled or skipped task', example: 'reason:timeout', value: reason },
  { name: 'queue', help: 'Name of the queue', example: 'queue:mail', value: { type: 'name', known: false } },
  { name: 'type', help: 'Type of the task', example: 'type:shell', value: { type: 'choice', choices: taskTypes } },
  { name: 'priority', help: 'Priority', example: 'priority:>0', value: number },
  { name: 'attempt', help: 'Number of attempts', example: 'attempt:>1', value: number },
  {
    name: 'due',
    help: 'Earliest time at which the task may start',
    example: 'due:<1h',
    value: { type: 'time', direction: 'future' },
  },
  { name: 'created', help: 'When the task was queued', example: 'created:today', value: past },
  { name: 'error', help: 'Text in the error line', example: 'error:refused', value: { type: 'text' } },
]

/** The keys of each list, each of which the engine can answer. */
export const filterKeys: Readonly<Record<FilterList, readonly FilterKey[]>> = { runs, jobs, flows, pipelines, tasks }

/** A key by its name, in whatever case; `param.region` is `param`. */
export function keyOf(list: FilterList, name: string): FilterKey | null {
  const lower = name.toLowerCase()
  return (
    filterKeys[list].find((key) =>
      key.isGroup ? lower.startsWith(`${key.name}.`) && lower.length > key.name.length + 1 : key.name === lower,
    ) ?? null
  )
}
