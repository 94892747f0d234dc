import type { Client } from '../../../../shared/contract/contract.ts'
import type { ImportPlan, PlannedJob } from '../../../../shared/import/plan.ts'
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

function reportText({ planned, problems }: ImportPlan, failed: Failed[], options: Options, words: string | null): void {
  for (const one of planned) out(plannedText(one))
  for (const { source, name, message } of failed) err(`${source}: could not import "${name}": ${message}`)
  for (const problem of problems) err(problemText(problem))
  const count = `${planned.length} ${planned.length === 1 ? 'job' : 'jobs'}`
  if (options.dryRun) out(`${count} would be imported. Nothing was changed.`)
  else if (planned.length === 0) out('Imported no jobs.')
  else
    out(
      `Imported ${count}${isDisabled(options) ? ', with disabled schedules' : ''}. They treat missed occurrences as before; change that in each schedule.`,
    )
  if (words !== null) out(words)
}

const plannedText = ({ source, job, preview, when, differences }: PlannedJob): string =>
  [`${source}: "${job.name}"`, `  ${when}`, `  ${preview}`, ...differences.map((difference) => `  - ${difference}`)].join('\n')

const problemText = ({ source, text, message }: ImportPlan['problems'][number]): string =>
  [
    `${source === '' ? 'Not imported' : `${source}: not imported`}${text.trim() === '' ? '' : `: ${text.trim()}`}`,
    `  ${message}`,
  ].join('\n')
