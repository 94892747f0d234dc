import { createWriteStream } from 'node:fs'
import { realpath, rename, rm, stat } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Client } from '../../../../shared/contract/contract.ts'
import { AppError } from '../../../../shared/errors.ts'
import type { Definition } from '../../../../shared/flow/definition.ts'
import { eventLine, headLine, readHistory } from '../../../../shared/flow/history-file.ts'
import { actorText } from '../../../../shared/model/actor.ts'
import { eventTitle } from '../../../../shared/model/event-title.ts'
import { limits } from '../../../../shared/model/limits.ts'
import type { RunEvent } from '../../../../shared/model/run.ts'
import type { Global } from '../connect.ts'
import { exitCodes } from '../exit-codes.ts'
import { err, out, printJson, table } from '../print.ts'
import { readText } from '../read-text.ts'
import { exactTime } from '../time-text.ts'
import type { Json } from '../with-client.ts'
import { withRun } from '../with-run.ts'

/** An event in a file does not name its actor. */
type Shown = Pick<RunEvent, 'n' | 'at' | 'type'> & Partial<Pick<RunEvent, 'actor'>> & { data: object }

/** Runs have a number or an id, so a dot or a slash means a file. */
export const isFile = (ref: string): boolean => ref === '-' || /[./\\]/.test(ref)

/** Prints every event of a run or of an exported history in order, or exports them. */
export async function history(global: Global, ref: string, options: Json & { export?: string }): Promise<number> {
  if (isFile(ref)) return historyOfFile(ref, options)
  return withRun(global, 'look', ref, 'history', async (client) => {
    if (options.export !== undefined) return exportTo(client, ref, options.export)
    const all: RunEvent[] = []
    let isFirst = true
    for await (const page of pagesOf(client, ref)) {
      if (options.json) all.push(...page)
      else print(page, isFirst)
      isFirst = false
    }
    if (options.json) printJson(all)
    return exitCodes.done
  })
}

async function historyOfFile(file: string, options: Json & { export?: string }): Promise<number> {
  if (options.export !== undefined) throw new AppError('invalid', `Could not export ${file}: it is an exported history already.`)
  const { events } = readHistory(await readText(file))
  if (options.json) printJson(events)
  else print(events, true)
  return exitCodes.done
}

async function* pagesOf(client: Client, ref: string): AsyncGenerator<RunEvent[]> {
  for (let after = 0; ; ) {
    const page = await client.runs.events({ ref, after })
    yield page
    if (page.length < limits.events) return
    after = page.at(-1)?.seq ?? 0
  }
}

function print(events: Shown[], withHead: boolean): void {
  if (events.length > 0) out(table(withHead ? ['N', 'TIME', 'EVENT', 'BY', 'DATA'] : [], events.map(cells)))
}

const cells = ({ n, at, type, data, actor }: Shown): string[] => {
  const text = JSON.stringify(data)
  const by = actor ? actorText(actor).slice(0, 40) : ''
  return [
    n === null ? '' : String(n),
    exactTime(at),
    eventTitle({ type, data }),
    by,
    text.length > 160 ? `${text.slice(0, 159)}…` : text,
  ]
}

/** System calls whose failure is about the file and not about LocalFlow. */
const ofFiles = ['open', 'write', 'writev', 'fsync', 'close', 'rename']

/** Writes the whole file or leaves it unchanged. Pipes and devices are written to directly. */
async function writeWhole(file: string, lines: Readable): Promise<void> {
  const place = await realpath(file).catch(() => file)
  const known = await stat(place).catch(() => null)
  if (known && !known.isFile()) return pipeline(lines, createWriteStream(place))
  const partial = `${place}.${process.pid}.partial`
  try {
    await pipeline(lines, createWriteStream(partial, { flush: true, mode: 0o600 }))
    await rename(partial, place)
  } catch (error) {
    await rm(partial, { force: true })
    throw error
  }
}

async function exportTo(client: Client, ref: string, file: string): Promise<number> {
  const { id, number } = await client.runs.get({ ref })
  const { flow, version, definition } = await client.flowRuns.history({ ref: id })
  const head = { run: { id, number }, flow, version, definition: definition as Definition }
  let count = 0
  async function* lines(): AsyncGenerator<string> {
    yield `${headLine(head)}\n`
    for await (const page of pagesOf(client, id))
      for (const { n, ...event } of page) {
        if (n === null) continue
        count++
        yield `${eventLine({ ...event, n })}\n`
      }
  }
  if (file === '-') {
    for await (const line of lines()) process.stdout.write(line)
    return exitCodes.done
  }
  try {
    await writeWhole(file, Readable.from(lines()))
  } catch (error) {
    const { code, syscall = '' } = error as NodeJS.ErrnoException
    throw ofFiles.includes(syscall) ? new AppError('invalid', `Could not write ${file} (${code}).`) : error
  }
  err(`Wrote ${count} events of run ${number} to ${file}.`)
  return exitCodes.done
}
