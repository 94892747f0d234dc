import type { ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import * as z from 'zod'
import { AppError } from '../../shared/errors.ts'
import { limits } from '../../shared/model/limits.ts'
import { RunSortText, readRunSort } from '../../shared/model/run-sort.ts'
import { checkQueryNames } from '../api/query-names.ts'
import type { Engine } from '../engine/engine.ts'
import { exportForms } from '../engine/runs/runs.ts'

const Query = z.object({
  q: z.string().max(limits.filterChars).default(''),
  form: z.enum(exportForms).default('csv'),
  sort: RunSortText.default('-started'),
})

const types = { csv: 'text/csv; charset=utf-8', json: 'application/json; charset=utf-8' }

/** The runs that match a filter as a file, written as they are read. */
export async function sendRunExport(engine: Engine, search: URLSearchParams, response: ServerResponse): Promise<void> {
  checkQueryNames(search, Object.keys(Query.shape))
  const { data, error } = Query.safeParse(Object.fromEntries(search))
  if (!data) throw new AppError('invalid', `The query is not valid: ${z.prettifyError(error)}`)
  const pieces = engine.runs.export({ ...data, sort: readRunSort(data.sort) })
  // An invalid filter is refused before anything is sent.
  const first = await pieces.next()
  response.writeHead(200, { 'Content-Type': types[data.form], 'Content-Disposition': `attachment; filename="runs.${data.form}"` })
  async function* texts() {
    if (!first.done) yield first.value.text
    for await (const { text } of pieces) yield text
  }
  await pipeline(Readable.from(texts()), response)
}
