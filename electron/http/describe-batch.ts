import type { OpenAPIGenerator } from '@orpc/openapi'
import * as z from 'zod'
import { limits } from '../../shared/model/limits.ts'
import { BatchSummary } from '../../shared/model/task-batch.ts'

type Document = Awaited<ReturnType<OpenAPIGenerator['generate']>>
type Content = Record<string, { schema?: unknown }>
type Described = { requestBody?: unknown; responses?: Record<string, unknown>; description?: string }

const contentOf = (part: unknown): Content => (part as { content?: Content } | undefined)?.content ?? {}

const description = `Each line of the body is one task, as in \`POST /tasks\`; blank lines are ignored. The body has at most \
${limits.batchLines.toLocaleString('en')} lines and ${limits.batchBytes / 1024 ** 2} MB, and a line at most ${limits.batchLineBytes} bytes. The answer has a line \
for each of them, in their order, written once the task is on disk, and a last line that counts them. A line that is refused has \
the status and the error that its task would have had alone, and keeps no other from being accepted. Where every queue is \
draining (409), or the storage takes nothing (507, 503), that is the status of the answer, with \`"taken": 0\`; where that \
happens on the way, the last line says so in \`ended\`.`

/** Over HTTP a batch is lines, which no procedure describes: a task on each of the request, an outcome on each of the answer. */
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
      description: 'What became of each line, and how many there were of each',
      content: { 'application/x-ndjson': { schema: { anyOf: [...(outcomes?.items?.anyOf ?? []), summary] } } },
    },
  }
}
