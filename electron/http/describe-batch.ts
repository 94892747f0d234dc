import type { OpenAPIGenerator } from '@orpc/openapi'
import * as z from 'zod'
import { limits } from '../../shared/model/limits.ts'
import { BatchSummary } from '../../shared/model/task-batch.ts'

type Document = Awaited<ReturnType<OpenAPIGenerator['generate']>>
type Content = Record<string, { schema?: unknown }>
type Described = { requestBody?: unknown; responses?: Record<string, unknown>; description?: string }

const contentOf = (part: unknown): Content => (part as { content?: Content } | undefined)?.content ?? {}

const description = `Each line of the body is one task, as in \`POST /tasks\`. Blank lines are ignored. A body has at most \
${limits.batchLines.toLocaleString('en')} lines and ${limits.batchBytes / 1024 ** 2} MB, and a line at most ${limits.batchLineBytes.toLocaleString('en')} bytes. The answer has one line \
per task, in the same order, written once the task is on disk, and a last line that counts them. A refused line has the status \
and the error that its task would have received alone; other lines are not affected. If every queue is draining (409), or \
storage accepts nothing (507, 503), the answer has that status and \`"taken": 0\`. If storage fails later, the batch ends, and \
\`ended\` in the last line says why.`

/** Over HTTP a batch is lines, which the contract cannot describe: one task per line, and one outcome per line. */
export function describeBatch(document: Document): void {
  const single = document.paths?.['/tasks']?.post as Described | undefined
  const batch = document.paths?.['/tasks/batch']?.post as Described | undefined
  if (!single || !batch) return
  const task = contentOf(single.requestBody)['application/json']?.schema
  const outcomes = contentOf(batch.responses?.['200'])['application/json']?.schema as
    | { items?: { anyOf?: unknown[] } }
    | undefined
  const { $schema: _, ...summary } = z.toJSONSchema(BatchSummary)
  batch.description = description
  batch.requestBody = { required: true, content: { 'application/x-ndjson': { schema: task } } }
  batch.responses = {
    ...batch.responses,
    200: {
      description: 'The outcome of each line, then the counts',
      content: { 'application/x-ndjson': { schema: { anyOf: [...(outcomes?.items?.anyOf ?? []), summary] } } },
    },
  }
}
