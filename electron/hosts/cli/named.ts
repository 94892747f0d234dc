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

/** The error for a name that nothing has, with the nearest name. */
export async function noSuchName(client: Client, ref: string): Promise<AppError> {
  const page = { limit: 500 }
  const lists = await Promise.all([client.jobs.list(page), client.flows.list(page), client.pipelines.list(page)])
  const names = lists.flatMap(({ items }) => items.map(({ name }) => name))
  const meant = nearest(ref, names)
  const hint = meant === null ? 'List them with: lf job list, lf flow list, lf pipeline list' : `Did you mean "${meant}"?`
  return new AppError('not-found', `There is no job, flow or pipeline "${ref}". ${hint}`)
}

/** Passes on what a call for a job answers; for a job that does not exist, the error gets the nearest name. */
export const orNearestJob = <T>(client: Client, ref: string, call: Promise<T>): Promise<T> =>
  call.catch(async (error: { code?: unknown; message?: unknown }) => {
    if (error.code !== 'not-found' || error.message !== `There is no job "${ref}".`) throw error
    const meant = nearest(
      ref,
      (await allPages((page) => client.jobs.list(page))).map(({ name }) => name),
    )
    throw new AppError(
      'not-found',
      `There is no job "${ref}". ${meant === null ? 'List them with: lf job list' : `Did you mean "${meant}"?`}`,
    )
  })
