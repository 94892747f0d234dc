import * as z from 'zod'
import { AppError } from '../errors.ts'
import type { Definition } from './definition.ts'
import { decisionTypes, type FlowEvent, factTypes } from './events.ts'
import { readValue, unfit } from './read.ts'

/** The whole history of a run as a file of JSON lines: the definition first, then each event. */
const format = 1

const Head = z.object({
  localflow: z.literal('history'),
  format: z.int(),
  run: z.object({ id: z.string(), number: z.int() }),
  flow: z.string(),
  version: z.int().nullable(),
  definition: z.unknown(),
})
/** The latest date of JavaScript. */
const lastMoment = 8_640_000_000_000_000
const Line = z.object({
  n: z.int(),
  at: z.int().min(0).max(lastMoment),
  type: z.string(),
  data: z.record(z.string(), z.unknown()),
})

export type HistoryHead = Omit<z.infer<typeof Head>, 'localflow' | 'format' | 'definition'> & { definition: Definition }
export type RunHistory = HistoryHead & { events: FlowEvent[] }

export const headLine = ({ run, flow, version, definition }: HistoryHead): string =>
  JSON.stringify({ localflow: 'history', format, run, flow, version, definition } satisfies z.infer<typeof Head>)

export const eventLine = ({ n, at, type, data }: Pick<FlowEvent, 'n' | 'at'> & { type: string; data: object }): string =>
  JSON.stringify({ n, at, type, data })

/** Throws `invalid` with the wrong line. Whether the events fit together is checked by replaying them. */
export function readHistory(text: string): RunHistory {
  const lines = text.split('\n')
  while (lines.at(-1)?.trim() === '') lines.pop()
  const head = Head.safeParse(parsed(lines[0] ?? '', 1))
  if (!head.success) throw wrong(1, 'is not the header of a history. Export one with: lf history RUN --export FILE')
  if (head.data.format > format) throw wrong(1, `has format ${head.data.format}, which needs a newer LocalFlow`)
  const { run, flow, version } = head.data
  const { definition, problems } = readValue(head.data.definition)
  if (!definition) {
    const { path, message } = problems.find(({ severity }) => severity === 'error') ?? { path: '', message: 'is not valid' }
    throw wrong(1, `has no valid definition: ${path === '' ? 'the flow' : path} ${message}`)
  }
  return { run, flow, version, definition, events: lines.slice(1).map((line, at) => eventOf(line, at + 1)) }
}

function eventOf(text: string, n: number): FlowEvent {
  const line = Line.safeParse(parsed(text, n + 1))
  if (!line.success) throw wrong(n + 1, 'is not an event: an event has n, at, type and data')
  const { data: event } = line
  if (event.n !== n) throw wrong(n + 1, `is event ${event.n} instead of event ${n}`)
  if (!decisionTypes.includes(event.type) && !factTypes.includes(event.type))
    throw wrong(n + 1, `has the event type "${event.type}", which this LocalFlow does not know`)
  return event as unknown as FlowEvent
}

function parsed(text: string, line: number): unknown {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    throw wrong(line, `is not JSON (${(error as Error).message})`)
  }
  const strange = typeof value === 'object' && value !== null ? unfit(value) : null
  if (strange) throw wrong(line, `has a value that ${strange.message}: ${strange.path}`)
  return value
}

const wrong = (line: number, message: string): AppError => new AppError('invalid', `Line ${line} of the history ${message}.`)
