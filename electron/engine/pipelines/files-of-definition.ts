import { AppError } from '../../../shared/errors.ts'
import type { Artifact } from '../../../shared/model/object.ts'
import type { DefinitionRef } from '../../../shared/model/organization.ts'
import type { RunSubject } from '../store/earlier-runs.ts'
import type { OutputPlace } from '../store/objects.ts'
import type { Store } from '../store/store.ts'

/** Runs that are looked at in one go, so that other work can run in between. */
const portion = 400

type Asked = { q: string | null; cursor: string | null; limit: number }
type Found = Artifact & { result: number; run: number; madeAt: number }

/** The files that the runs of a job, flow or pipeline produced, the newest run first. Throws not-found. */
export async function filesOfDefinition(store: Store, of: DefinitionRef, { q, cursor, limit }: Asked) {
  const subject = subjectOf(store, of)
  const found: Found[] = []
  const last = placeOf(cursor)
  for (let before = last.run + 1; found.length <= limit; ) {
    const runs = store.earlierRuns.factsBefore(subject, before, portion)
    for (const { number } of runs) {
      if (found.length > limit) break
      const from = number === last.run ? last.place : end
      found.push(...store.objects.listOfRun({ run: number, q, before: from, limit: limit + 1 - found.length }))
    }
    if (runs.length < portion) break
    before = runs.at(-1)?.number ?? 0
    await new Promise(setImmediate)
  }
  const items = found.slice(0, limit)
  const { run, result, name } = items.at(-1) ?? { run: 0, result: 0, name: '' }
  return {
    items: items.map(({ result: _, ...file }) => file),
    nextCursor: found.length > limit ? `${run}/${result}/${name}` : null,
  }
}

const end: OutputPlace = { result: Number.MAX_SAFE_INTEGER, name: '' }

/** The run and the file of the page before. */
function placeOf(cursor: string | null): { run: number; place: OutputPlace } {
  if (cursor === null) return { run: Number.MAX_SAFE_INTEGER - 1, place: end }
  const [, run, result, name = ''] = /^(\d{1,15})\/(\d{1,15})\/(.*)$/s.exec(cursor) ?? []
  if (run === undefined)
    throw new AppError('invalid', 'The cursor is not valid. Use the nextCursor of the previous page.', [
      { path: 'cursor', message: 'is not valid' },
    ])
  return { run: Number(run), place: { result: Number(result), name } }
}

function subjectOf(store: Store, { kind, ref }: DefinitionRef): RunSubject {
  if (kind === 'job') return { kind, id: store.jobs.find(ref).id }
  return { kind, number: (kind === 'flow' ? store.flows : store.pipelines).find(ref).number }
}
