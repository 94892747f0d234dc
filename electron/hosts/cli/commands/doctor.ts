import type { EnvironmentReport } from '../../../../shared/contract/system.ts'
import { duration } from '../../../../shared/duration.ts'
import type { Global } from '../connect.ts'
import { exitCodes } from '../exit-codes.ts'
import { out, printJson, table } from '../print.ts'
import { type Json, withClient } from '../with-client.ts'

/** Prints the environment of jobs, how it differs from LocalFlow's own, and where each finds commands. */
export const doctorEnv = (global: Global, job: string | undefined, options: Json): Promise<number> =>
  withClient(global, 'look', async (client) => {
    const report = await client.system.environment({ refresh: true, ...(job === undefined ? {} : { job }) })
    if (options.json) printJson(report)
    else print(report, job)
    return exitCodes.done
  })

function print(report: EnvironmentReport, job: string | undefined): void {
  out(sourceLine(report))
  if (report.problem) out(`Could not read the environment of the login shell: ${report.problem}.`)
  out('')
  out(
    table(
      [job === undefined ? 'COMMAND' : `COMMAND OF ${job}`, 'IN JOBS', 'IN LOCALFLOW'],
      report.commands.map(({ word, path, ownPath }) => [word, path ?? 'not found', ownPath ?? 'not found']),
    ),
  )
  out('')
  if (report.differences.length === 0) return out('All variables are the same in jobs and in LocalFlow.')
  out(
    table(
      ['VARIABLE', 'IN JOBS', 'IN LOCALFLOW'],
      report.differences.map(({ name, own, child }) => [name, cut(child), cut(own)]),
    ),
  )
}

const sourceLine = ({ source, shell, tookMs }: EnvironmentReport): string =>
  source === 'login-shell'
    ? `Jobs run in the environment of the login shell ${shell}, which took ${duration(tookMs ?? 0)} to read.`
    : 'Jobs run in the environment that LocalFlow was started with.'

const cut = (value: string | null): string =>
  value === null ? '(not set)' : value.length > 100 ? `${value.slice(0, 99)}…` : value
