import * as z from 'zod'
import { AppError } from '../errors.ts'
import { Params } from '../model/params.ts'
import type { Word } from './shell-words.ts'
import type { ReadCommand } from './started-command.ts'

const dataOptions = ['-d', '--data', '--data-raw', '--data-binary', '--data-ascii', '--json']
/** Options of curl with a value that says nothing about the run. */
const valued =
  /^(-[XHAbcemotuwx]|--(request|header|user-agent|cookie|user|output|max-time|connect-timeout|retry|cacert|proxy|write-out|url-query))$/

const kinds = { jobs: 'job', flows: 'flow', pipelines: 'pipeline' } as const

const Body = z.object({
  params: Params.default({}),
  at: z.union([z.string(), z.number()]).optional(),
  priority: z.int().optional(),
  version: z.int().optional(),
  reason: z.string().optional(),
})

/** The request that starts a run: its address names what, its body has the values. */
export function readCurl(words: readonly Word[], stdin: string | null): ReadCommand {
  let address: string | null = null
  let body: string | null = null
  const open = [...words]
  for (let word = open.shift(); word !== undefined; word = open.shift()) {
    const { text } = word
    const [, option = text, inline] = /^(--[a-z-]+)=(.*)$/s.exec(text) ?? []
    const short = /^-d(.+)$/s.exec(text)?.[1]
    if (dataOptions.includes(option) || short !== undefined) {
      const data = short ?? inline ?? open.shift()?.text ?? ''
      body = data === '@-' ? stdin : data
      if (body === null || data.startsWith('@/') || /^@[^-{[]/.test(data))
        throw new AppError('invalid', 'Could not read the command: its data is in a file.')
    } else if (option === '--url') address = inline ?? open.shift()?.text ?? null
    else if (valued.test(text)) open.shift()
    else if (!text.startsWith('-')) address = text
  }
  return { ...targetOf(address), ...valuesOf(body) }
}

function targetOf(address: string | null): Pick<ReadCommand, 'target' | 'kind'> {
  const found = /\/(jobs|flows|pipelines)\/([^/?#]+)\/(run|start)\/?(?:[?#].*)?$/.exec(address ?? '')
  const kind = found?.[1] as keyof typeof kinds | undefined
  if (!found?.[2] || !kind || (found[3] === 'start') !== (kind === 'flows'))
    throw new AppError('invalid', 'Could not read the command: its address does not start a run, as /api/jobs/NAME/run does.')
  try {
    return { target: decodeURIComponent(found[2]), kind: kinds[kind] }
  } catch {
    throw new AppError('invalid', `Could not read the command: "${found[2]}" is not a valid part of an address.`)
  }
}

function valuesOf(body: string | null): Pick<ReadCommand, 'params' | 'options'> {
  if (body === null || body.trim() === '') return { params: {}, options: {} }
  let json: unknown
  try {
    json = JSON.parse(body)
  } catch (error) {
    throw new AppError('invalid', `Could not read the command: its data is not valid JSON. ${(error as Error).message}.`)
  }
  const parsed = Body.safeParse(json)
  if (!parsed.success)
    throw new AppError(
      'invalid',
      'Could not read the command: its data must be a JSON object such as {"params": {"name": "value"}}.',
    )
  const { params, at, ...options } = parsed.data
  return {
    params,
    options: { ...options, ...(at === undefined ? {} : { at: typeof at === 'number' ? new Date(at).toISOString() : at }) },
  }
}
