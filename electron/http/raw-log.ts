import type { ServerResponse } from 'node:http'
import { pipeline } from 'node:stream/promises'
import * as z from 'zod'
import { AppError } from '../../shared/errors.ts'
import { goneText } from '../../shared/log/gone-text.ts'
import { downloadForms } from '../../shared/model/log.ts'
import { checkQueryNames } from '../api/query-names.ts'
import type { Engine } from '../engine/engine.ts'

const Query = z.object({
  form: z.enum(downloadForms).default('raw'),
  notes: z.enum(['', 'true', 'false']).default('false'),
  node: z.string().max(300).optional(),
  attempt: z.coerce.number<string>().int().min(1).nullable().default(null),
})

const types = { raw: 'application/octet-stream', plain: 'text/plain; charset=utf-8', times: 'text/plain; charset=utf-8' } as const

/** A run's log as a file: byte for byte as the program wrote it, or as text, with or without LocalFlow's own lines. */
export async function sendRawLog(engine: Engine, ref: string, query: URLSearchParams, response: ServerResponse): Promise<void> {
  checkQueryNames(query, Object.keys(Query.shape))
  const wanted = Query.safeParse(Object.fromEntries(query))
  if (!wanted.success) throw new AppError('invalid', 'Wrong form, notes, node or attempt: "form" is raw, plain or times.')
  const { form, notes, node, attempt } = wanted.data
  const run = engine.runs.find(ref)
  const owner = engine.runs.logOwner(ref, node)
  const log = await engine.logs.download(owner, attempt, form, notes !== 'false')
  const gone = log === null ? (await engine.logs.size(owner, attempt)).gone : null
  if (gone !== null)
    throw new AppError(
      'not-found',
      goneText(gone, (at) => new Date(at).toISOString()),
    )
  const bytes = log === null ? 0 : log.bytes
  response.writeHead(200, {
    'Content-Type': types[form],
    'Content-Disposition': `attachment; filename="${fileName(run.number, node, attempt)}"`,
    // Only the bytes that were there: the log may still grow.
    ...(bytes === null ? {} : { 'Content-Length': bytes }),
  })
  if (log === null || bytes === 0) return void response.end()
  await pipeline(log.content, response)
}

function fileName(run: number, node: string | undefined, attempt: number | null): string {
  const place = node === undefined ? '' : `-${node.replace(/[^\w.-]+/g, '-')}`
  return `run-${run}${place}${attempt === null ? '' : `-attempt-${attempt}`}.log`
}
