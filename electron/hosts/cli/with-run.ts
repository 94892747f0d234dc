import { AppError } from '../../../shared/errors.ts'
import type { Connected, Global, Need } from './connect.ts'
import { kindOf } from './named.ts'
import { withClient } from './with-client.ts'

type Client = Connected['client']

/** As `withClient`, for a command that acts on a run. The error for the name of a job, flow or pipeline names its newest run. */
export const withRun = (
  global: Global,
  need: Need,
  ref: string,
  command: string,
  use: (client: Client) => Promise<number>,
): Promise<number> =>
  withClient(global, need, (client) =>
    use(client).catch(async (error: unknown) => {
      throw await explainRun(client, ref, command, error)
    }),
  )

/** The error itself, or what `withRun` throws instead. */
export const explainRun = async (client: Client, ref: string, command: string, error: unknown): Promise<unknown> =>
  (error as { code?: unknown }).code === 'not-found' ? ((await nameInsteadOfRun(client, ref, command)) ?? error) : error

async function nameInsteadOfRun(client: Client, ref: string, command: string): Promise<AppError | null> {
  const kind = /^\d+$/.test(ref) ? null : await kindOf(client, ref)
  if (kind === null) return null
  const { items } = await client.runs.list({ job: ref, limit: 1 })
  const hint = items[0]
    ? `Its newest run is ${items[0].number}: lf ${command} ${items[0].number}`
    : `It has no runs yet. Start one with: lf run ${JSON.stringify(ref)}`
  return new AppError('not-found', `"${ref}" is a ${kind}. ${hint}`)
}

/** `#12` as 12: lists in the window write numbers of runs like that. */
export const runNumber = (text: string): string => text.replace(/^#(?=\d+$)/, '')
