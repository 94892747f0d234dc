import { AppError } from '../../../shared/errors.ts'
import { nearest } from '../../../shared/nearest.ts'
import { allPages } from './all-pages.ts'
import type { Connected } from './connect.ts'

type Client = Connected['client']

/** A schedule or a trigger. */
export type OfJob = { id: string; job: string; name: string; text: string }

type List<T> = (input: { job?: string; limit?: number; cursor?: string }) => Promise<{ items: T[]; nextCursor: string | null }>

/** What commands know about schedules, and about triggers. */
export type Kind<T> = {
  noun: 'schedule' | 'trigger'
  get: (input: { id: string }) => Promise<T>
  list: List<T>
  /** The arguments that add one to a job. */
  addWith: string
}

/** As lists print it: its job, with its name if it has one. */
export const labelOf = ({ job, name }: Pick<OfJob, 'job' | 'name'>): string => (name === '' ? job : `${job}: ${name}`)

/** Finds a schedule or a trigger by its job if that has only one, else by its label, its name, or its id or a beginning of that. */
export async function findOfJob<T extends OfJob>(client: Client, kind: Kind<T>, ref: string): Promise<T> {
  if (/^[0-9a-f]{8}-[0-9a-f-]{27}$/i.test(ref)) return kind.get({ id: ref.toLowerCase() })
  const ofJob = await kind.list({ job: ref }).then(({ items }) => items, nullIfMissing)
  if (ofJob?.length === 1) return ofJob[0] as T
  const all = await allPages((page) => kind.list(page))
  if (ofJob !== null && ofJob.length > 1) throw several(`The job "${ref}" has ${ofJob.length} ${kind.noun}s`, ofJob, all)
  const found = all.filter((one) => labelOf(one) === ref || one.name === ref || isBeginning(ref, one.id))
  const [only] = found
  if (found.length > 1) throw several(`"${ref}" stands for ${found.length} ${kind.noun}s`, found, all)
  if (only) return only
  throw ofJob === null ? await noSuch(client, kind, ref, all) : hasNone(kind, ref)
}

function nullIfMissing(error: { code?: unknown }): null {
  if (error.code === 'not-found') return null
  throw error
}

const isBeginning = (ref: string, id: string): boolean => /^[0-9a-f-]{4,}$/i.test(ref) && id.startsWith(ref.toLowerCase())

const several = (what: string, found: OfJob[], all: OfJob[]): AppError => {
  const short = shortIds(all)
  const lines = found.map((one) => `  ${short(one.id)}  ${labelOf(one)}  ${one.text}`)
  return new AppError('conflict', `${what}. Choose one by its id:\n${lines.join('\n')}`)
}

const hasNone = <T>({ noun, addWith }: Kind<T>, job: string): AppError =>
  new AppError('not-found', `The job "${job}" has no ${noun}. Add one with: lf ${noun} add ${JSON.stringify(job)} ${addWith}`)

async function noSuch<T>(client: Client, { noun }: Kind<T>, ref: string, all: OfJob[]): Promise<AppError> {
  const jobs = await allPages((page) => client.jobs.list(page))
  const names = [...jobs, ...all].map(({ name }) => name).filter((name) => name !== '')
  const meant = nearest(ref, [...names, ...all.map(labelOf)])
  const hint = meant === null ? `List them with: lf ${noun} list` : `Did you mean "${meant}"?`
  return new AppError('not-found', `There is no ${noun} or job "${ref}". ${hint}`)
}

const shortest = 8

/** Shortens ids to beginnings that tell all of them apart. */
export function shortIds(all: readonly { id: string }[]): (id: string) => string {
  const ids = all.map(({ id }) => id).sort()
  const shared = ids.slice(1).map((id, at) => sharedLength(id, ids[at] ?? ''))
  const length = Math.max(shortest, ...shared.map((count) => count + 1))
  return (id) => id.slice(0, id[length - 1] === '-' ? length + 1 : length)
}

function sharedLength(a: string, b: string): number {
  let length = 0
  while (length < a.length && a[length] === b[length]) length++
  return length
}
