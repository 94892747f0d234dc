import type { Client } from '../../../../shared/contract/contract.ts'
import type { ImportPlan, PlannedJob } from '../../../../shared/import/plan.ts'
import { alreadyImported } from '../../../../shared/model/import.ts'
import { exitCodes } from '../exit-codes.ts'
import { err, out, printJson } from '../print.ts'
import type { Json } from '../with-client.ts'

type Failed = { source: string; name: string; message: string }

/** The options of every import. */
export type Options = Json & {
  dryRun?: boolean
  disabled?: boolean
  /** The name of `disabled` in the last release. */
  off?: boolean
}

export const isDisabled = ({ disabled, off }: Options): boolean => (disabled || off) ?? false

/** Creates the planned jobs. `after` changes the originals and reports that. */
export async function take(
  client: Client,
  plan: ImportPlan,
  options: Options,
  after: (done: PlannedJob[]) => Promise<string | null> = async () => null,
): Promise<number> {
  const { done, failed } = await takeAll(client, plan)
  // The created jobs are reported even if changing the originals fails.
  const words = done.length > 0 ? await after(done).catch((error: unknown) => error as Error) : null
  report({ planned: done, problems: plan.problems }, failed, options, words instanceof Error ? null : words)
  if (words instanceof Error) err(`The jobs were created, but the originals still run: ${words.message}`)
  const isWhole = failed.length === 0 && !(words instanceof Error) && (done.length > 0 || plan.problems.length === 0)
  return isWhole ? exitCodes.done : exitCodes.failed
}

const atOnce = 100

async function takeAll(client: Client, { planned }: ImportPlan): Promise<{ done: PlannedJob[]; failed: Failed[] }> {
  const failed: Failed[] = []
  const done: PlannedJob[] = []
  for (let at = 0; at < planned.length; at += atOnce) {
    const some = planned.slice(at, at + atOnce)
    const jobs = some.map(({ job, schedules, triggers }) => ({ job, schedules, triggers }))
    const { items } = await client.imports.take({ jobs })
    for (const [index, one] of some.entries()) {
      const message = items[index]?.message ?? null
      if (message === null) done.push(one)
      else failed.push({ source: one.source, name: one.job.name, message })
    }
  }
  return { done, failed }
}

/** Prints what was imported, or would be; `words` report what happened to the originals. */
export function report(plan: ImportPlan, failed: Failed[], options: Options, words: string | null): number {
  if (options.json) reportJson(plan, failed, options)
  else reportText(plan, failed, options, words)
  return exitCodes.done
}

function reportJson({ planned, problems }: ImportPlan, failed: Failed[], { dryRun }: Options): void {
  const imported = planned.map(({ source, job, preview, when, differences }) => ({
    source,
    name: job.name,
    command: preview,
    text: when,
    differences,
  }))
  printJson({ imported, problems, failed, dryRun: dryRun ?? false })
}

function reportText(plan: ImportPlan, failed: Failed[], options: Options, words: string | null): void {
  const shared = sharedDifferences(plan.planned)
  for (const one of plan.planned) out(plannedText(one, shared))
  for (const [where, differences] of Map.groupBy(shared.keys(), (one) => sourcesText(shared.get(one) ?? [], plan.planned.length)))
    out([`For ${where}:`, ...differences.map((difference) => `  - ${difference}`)].join('\n'))
  const again = failed.filter(({ message }) => message === alreadyImported)
  if (again.length > 0) out(`Already imported: ${again.map(({ name }) => `"${name}"`).join(', ')}.`)
  for (const { source, name, message } of failed)
    if (message !== alreadyImported) err(`${source}: could not import "${name}": ${message}`)
  for (const problem of plan.problems) err(problemText(problem))
  out(summary(plan, plan.problems.length + failed.length - again.length, options))
  if (words !== null) out(words)
}

/** Differences of several jobs, which are printed once, with the sources of those jobs. */
function sharedDifferences(planned: PlannedJob[]): Map<string, string[]> {
  const all = new Map<string, string[]>()
  for (const { source, differences } of planned)
    for (const difference of differences) all.set(difference, [...(all.get(difference) ?? []), source])
  return new Map([...all].filter(([, sources]) => sources.length > 1))
}

const sourcesText = (sources: string[], total: number): string =>
  sources.length === total ? `all ${total} jobs` : sources.join(', ')

function summary({ planned }: ImportPlan, left: number, options: Options): string {
  const count = counted(planned.length, 'job')
  const verb = options.dryRun ? 'would not be' : left === 1 ? 'was not' : 'were not'
  const rest = left === 0 ? '' : `; ${counted(left, 'entry')} ${verb} imported (see above)`
  if (options.dryRun) return `${count} would be imported${rest}. Nothing was changed.`
  if (planned.length === 0) return `Imported no jobs${rest}.`
  const disabled = isDisabled(options) ? ', with disabled schedules' : ''
  return `Imported ${count}${disabled}${rest}.${missedText(planned)}`
}

/** Imported schedules keep the policy of the other scheduler. */
function missedText(planned: PlannedJob[]): string {
  const policies = new Set(planned.flatMap(({ schedules }) => schedules.map(({ missed }) => missed.policy)))
  if (policies.size === 0) return ''
  const rule = policies.has('last')
    ? 'Only schedules of persistent timers run once for occurrences missed while LocalFlow is closed.'
    : 'As before, occurrences missed while LocalFlow is closed do not run.'
  return ` ${rule} Change that with: lf schedule edit JOB --missed latest`
}

const counted = (count: number, noun: 'job' | 'entry'): string =>
  `${count} ${count === 1 ? noun : noun === 'job' ? 'jobs' : 'entries'}`

function plannedText({ source, job, preview, when, differences }: PlannedJob, shared: Map<string, string[]>): string {
  const own = differences.filter((difference) => !shared.has(difference))
  return [`${source}: "${job.name}"`, `  ${when}`, `  ${preview}`, ...own.map((difference) => `  - ${difference}`)].join('\n')
}

const problemText = ({ source, text, message }: ImportPlan['problems'][number]): string =>
  [
    `${source === '' ? 'Not imported' : `${source}: not imported`}${text.trim() === '' ? '' : `: ${text.trim()}`}`,
    `  ${message}`,
  ].join('\n')
