import { AppError } from '../../../shared/errors.ts'
import { nearest } from '../../../shared/nearest.ts'
import { allPages } from './all-pages.ts'
import type { Connected } from './connect.ts'

type Client = Connected['client']
export type Kind = 'job' | 'flow' | 'pipeline'

/** What a name or an id stands for: a job, else a flow, else a pipeline. Null if nothing has it. */
export async function kindOf(client: Client, ref: string): Promise<Kind | null> {
  if (await isThere(client.jobs.get({ ref }))) return 'job'
  if (await isThere(client.flows.get({ ref }))) return 'flow'
  return (await isThere(client.pipelines.get({ ref }))) ? 'pipeline' : null
}

const isThere = (found: Promise<unknown>): Promise<boolean> =>
  found.then(
    () => true,
    (error: { code?: unknown }) => {
      if (error.code === 'not-found') return false
      throw error
    },
  )

type Nouns = { nouns: string; listWith: string; names: (client: Client) => Promise<{ name: string }[]> }

const jobs = (client: Client) => allPages((page) => client.jobs.list(page))
const flows = (client: Client) => allPages((page) => client.flows.list(page))
const pipelines = (client: Client) => allPages((page) => client.pipelines.list(page))

/** What errors call something that has a name. */
const named: Nouns[] = [
  { nouns: 'job', listWith: 'lf job list', names: jobs },
  { nouns: 'flow', listWith: 'lf flow list', names: flows },
  { nouns: 'pipeline', listWith: 'lf pipeline list', names: pipelines },
  { nouns: 'queue', listWith: 'lf queue list', names: (client) => client.queues.list() },
  {
    nouns: 'job, flow or pipeline',
    listWith: 'lf job list, lf flow list, lf pipeline list',
    names: async (client) => (await Promise.all([jobs(client), flows(client), pipelines(client)])).flat(),
  },
]

/** The error itself; if it is about a name that nothing has, with the nearest name, or how to list the names. */
export async function withNearest(client: Client, error: unknown): Promise<unknown> {
  const { code, message = '' } = error as { code?: unknown; message?: string }
  const [, nouns, name = ''] = /^There is no (.+?) "(.*)"\.$/s.exec(message) ?? []
  const kind = named.find((each) => each.nouns === nouns)
  if (code !== 'not-found' || !kind) return error
  const all = await kind.names(client).catch(() => [])
  const meant = nearest(
    name,
    all.map((each) => each.name),
  )
  return new AppError(
    'not-found',
    `${message} ${meant === null ? `List them with: ${kind.listWith}` : `Did you mean "${meant}"?`}`,
  )
}

/** The error for a name that nothing has, with the nearest name. */
export const noSuchName = (client: Client, ref: string): Promise<unknown> =>
  withNearest(client, new AppError('not-found', `There is no job, flow or pipeline "${ref}".`))
