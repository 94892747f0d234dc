import type { EnvironmentReport } from '../../../../shared/contract/system.ts'
import type { Global } from '../connect.ts'
import { exitCodes } from '../exit-codes.ts'
import { out, printJson, table } from '../print.ts'
import { type Json, withClient } from '../with-client.ts'

/** What jobs get as their environment, how that differs from LocalFlow's own, and where commands resolve in each. */
export const doctorEnv = (global: Global, job: string | undefined, options: Json): Promise<number> =>
  withClient(global, 'look', async (client) => {
    const report = await client.system.environment({ refresh: true, ...(job === undefined ? {} : { job }) })
    if (options.json) printJson(report)
    else print(report, job)
    return exitCodes.done
  })

function print(report: EnvironmentReport, job: string | undefined): void {
  out(sourceLine(report))
  if (report.problem) out(`The login shell could not be asked: ${report.problem}.`)
  out('')
  out(
    table(
      [job === undefined ? 'COMMAND' : `COMMAND OF ${job}`, 'IN JOBS', 'WHERE LOCALFLOW WAS STARTED'],
      report.commands.map(({ word, path, ownPath }) => [word, path ?? 'not found', ownPath ?? 'not found']),
    ),
  )
  out('')
  if (report.differences.length === 0) return out('No variable differs from what LocalFlow was started with.')
  out(
    table(
      ['VARIABLE', 'IN JOBS', 'WHERE LOCALFLOW WAS STARTED'],
      report.differences.map(({ name, own, child }) => [name, cut(child), cut(own)]),
    ),
  )
}

const sourceLine = ({ source, shell, tookMs }: EnvironmentReport): string =>
  source === 'login-shell'
    ? `Jobs get the environment of the login shell ${shell}, read in ${Math.round(tookMs ?? 0)} ms.`
    : 'Jobs get the environment LocalFlow was started with.'

const cut = (value: string | null): string =>
  value === null ? '(not set)' : value.length > 100 ? `${value.slice(0, 99)}…` : value
