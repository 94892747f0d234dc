import { existsSync } from 'node:fs'
import { AppError } from '../../../../shared/errors.ts'
import { plainError } from '../../../../shared/model/plain-error.ts'
import { type JobTrigger, TriggerDraft, type TriggerInput } from '../../../../shared/model/trigger.ts'
import { withOldFields } from '../../../../shared/old-names.ts'
import { expandHome } from '../../../engine/base/program-line.ts'
import { allPages } from '../all-pages.ts'
import type { Connected, Global } from '../connect.ts'
import { exitCodes } from '../exit-codes.ts'
import { fixedParams } from '../given-params.ts'
import { invalidInput, namesOf, sentencesOf } from '../invalid-input.ts'
import { durationOf } from '../moments.ts'
import { findOfJob, labelOf, shortIds } from '../of-job.ts'
import { notePause } from '../pause-note.ts'
import { err, out, printJson, table } from '../print.ts'
import { timeText } from '../time-text.ts'
import { type Json, notRunning, withClient } from '../with-client.ts'

type Client = Connected['client']

export const listTriggers = (global: Global, job: string | undefined, options: Json): Promise<number> =>
  withClient(global, 'look', async (client) => {
    const all = await allPages((page) => client.triggers.list(page))
    const items = job === undefined ? all : (await client.triggers.list({ job })).items
    await notePause(client)
    if (options.json) printJson(withOldFields('GET /triggers', { items }).items)
    else if (items.length === 0) out('No triggers yet. Add one with: lf trigger add JOB --files ~/Downloads')
    else out(table(['TRIGGER', 'JOB', 'STATE', 'LAST FIRED', 'EVENT'], items.map(lineWith(shortIds(all)))))
    for (const trigger of items) if (stateOf(trigger) === 'error') err(`"${labelOf(trigger)}" cannot fire: ${trigger.problem}`)
    return exitCodes.done
  })

const lineWith =
  (short: (id: string) => string) =>
  (trigger: JobTrigger): string[] => [
    short(trigger.id),
    labelOf(trigger),
    stateOf(trigger),
    trigger.last === null ? 'never' : timeText(trigger.last.at),
    trigger.text,
  ]

function stateOf({ problem, enabled, jobEnabled }: JobTrigger): string {
  if (!enabled) return 'disabled'
  if (!jobEnabled) return 'job disabled'
  return problem === null ? 'enabled' : 'error'
}

export type AddOptions = Json & {
  on?: string
  files?: string
  pattern?: string[]
  change?: string[]
  debounce?: string
  together?: string
  catchUp: boolean
  after?: string
  outcome?: string
  webhook?: boolean
  name?: string
  param?: string[]
  disabled?: boolean
  /** The name of `disabled` in the last release. */
  off?: boolean
}

/** Adds a trigger: an event of the computer, file changes, the end of another job or a webhook. */
export async function addTrigger(global: Global, job: string, options: AddOptions): Promise<number> {
  const draft = { on: onOf(options), name: options.name ?? '', enabled: !(options.disabled || options.off) }
  const parsed = TriggerDraft.safeParse(draft, { error: plainError })
  if (!parsed.success) throw invalidInput('Could not add the trigger', sentencesOf(parsed.error.issues, optionOf))
  return withClient(global, 'look', async (client, stays) => {
    const params = await fixedParams(client, job, options)
    const status = say(await client.triggers.create({ job, ...parsed.data, params }), options)
    if (global.url === undefined) noteMissing(parsed.data)
    if (!stays) err(notRunning('trigger'))
    return status
  })
}

/** A path of another computer cannot be looked at. */
function noteMissing({ on }: TriggerDraft): void {
  if (on.kind !== 'files' || existsSync(expandHome(on.path))) return
  err(`${on.path} does not exist yet; LocalFlow starts watching when it does.`)
}

const optionOf = namesOf({
  'on.path': '--files',
  'on.patterns': '--pattern',
  'on.changes': '--change',
  'on.debounceMs': '--debounce',
  'on.gatherMs': '--together',
  'on.job': '--after',
  'on.outcome': '--outcome',
  name: '--name',
})

function onOf(options: AddOptions): TriggerInput['on'] | object {
  const { on, files, after, webhook } = options
  if ([on, files, after, webhook].filter((given) => given !== undefined).length !== 1)
    throw new AppError('invalid', 'Could not add the trigger: give exactly one of --files, --after, --webhook and --on.')
  if (on !== undefined) return { kind: on }
  if (webhook) return { kind: 'webhook' }
  if (after !== undefined) return { kind: 'after', job: after, ...(options.outcome ? { outcome: options.outcome } : {}) }
  const { pattern, change, debounce, together, catchUp } = options
  return {
    kind: 'files',
    path: files,
    catchUp,
    ...(pattern ? { patterns: pattern } : {}),
    ...(change ? { changes: change } : {}),
    ...(debounce ? { debounceMs: durationOf(debounce) } : {}),
    ...(together ? { runs: 'batch', gatherMs: durationOf(together) } : {}),
  }
}

const find = (client: Client, ref: string): Promise<JobTrigger> => {
  const { get, list } = client.triggers
  return findOfJob(client, { noun: 'trigger', get, list, addWith: '--files ~/Downloads' }, ref)
}

export type Act = 'show' | 'enable' | 'disable' | 'new-address' | 'delete' | 'restore'

export const actOn = (global: Global, act: Act, ref: string, options: Json): Promise<number> =>
  withClient(global, 'look', async (client) => {
    if (act === 'restore') return say(await client.triggers.restore({ id: ref }), options)
    const found = await find(client, ref)
    if (act !== 'delete') return say(await changed(client, act, found), options)
    await client.triggers.remove({ id: found.id })
    if (options.json) printJson({ id: found.id })
    else out(`Deleted the trigger of "${found.job}" (${found.text}). Restore it with: lf trigger restore ${found.id}`)
    return exitCodes.done
  })

async function changed(client: Client, act: Exclude<Act, 'delete' | 'restore'>, found: JobTrigger): Promise<JobTrigger> {
  if (act === 'show') return found
  if (act === 'new-address') return client.triggers.newAddress({ id: found.id })
  return client.triggers.setEnabled({ id: found.id, enabled: act === 'enable' })
}

function say(trigger: JobTrigger, { json }: Json): number {
  if (json) printJson(withOldFields('GET /triggers/{id}', trigger))
  else {
    const { address, problem, last } = trigger
    out(
      [
        `${labelOf(trigger)} (${trigger.id})`,
        `  ${trigger.text}`,
        `  ${stateOf(trigger)}`,
        ...(address === null ? [] : [`  POST ${address}`]),
        ...(problem === null ? [] : [`  ${problem}`]),
        ...(last === null
          ? []
          : [`  last fired ${timeText(last.at)}: ${last.run ? `run ${last.run.number}` : `no run, because ${last.note}`}`]),
      ].join('\n'),
    )
  }
  return exitCodes.done
}

export const firingsOf = (global: Global, ref: string, options: Json & { limit?: number }): Promise<number> =>
  withClient(global, 'look', async (client) => {
    const { id } = await find(client, ref)
    const { items } = await client.triggers.firings({ id, limit: options.limit ?? 20 })
    if (options.json) printJson(items)
    else if (items.length === 0) out('This trigger has not fired yet.')
    else
      out(
        table(
          ['FIRED', 'RUN', 'STATUS', 'REASON'],
          items.map(({ at, run, note }) => [timeText(at), run ? String(run.number) : '', run?.status ?? '', note ?? '']),
        ),
      )
    return exitCodes.done
  })
