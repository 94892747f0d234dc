import type { ComparisonRow, LogComparison } from '../../../../shared/model/log-comparison.ts'
import type { Connected, Global } from '../connect.ts'
import { exitCodes } from '../exit-codes.ts'
import { err, out, printJsonLine } from '../print.ts'
import type { Json } from '../with-client.ts'
import { withRun } from '../with-run.ts'

export type DiffOptions = Json & { node?: string; attempt?: number; context?: number }

type Wanted = Omit<DiffOptions, 'json'> & { ref: string; with?: string }

const pageRows = 1_000

export const diff = (global: Global, ref: string, other: string | undefined, options: DiffOptions): Promise<number> =>
  withRun(global, 'look', ref, 'diff', async (client) => {
    const { json, node, attempt, context } = options
    const wanted = {
      ref,
      ...(other !== undefined && { with: other }),
      ...(node !== undefined && { node }),
      ...(attempt !== undefined && { attempt }),
      ...(context !== undefined && { context }),
    }
    for await (const page of pages(client, wanted)) {
      if (json) for (const row of page.items) printJsonLine(row)
      else for (const row of page.items) out(lineOf(row))
    }
    return exitCodes.done
  })

async function* pages(client: Connected['client'], wanted: Wanted): AsyncGenerator<LogComparison> {
  for (let from: number | null = 0; from !== null; ) {
    const page: LogComparison = await client.logs.compare({ ...wanted, from, count: pageRows })
    if (from === 0) err(headOf(page))
    yield page
    from = page.next
  }
}

function headOf({ with: other, counts, size, otherSize }: LogComparison): string {
  const facts = `${count(counts.new)} new, ${count(counts.gone)} missing, ${count(counts.moved)} moved, ${count(counts.same)} equal`
  const left = size.lines - size.compared + otherSize.lines - otherSize.compared
  const note = left > 0 ? ` ${count(left)} lines in the middle of the logs are not compared.` : ''
  return `Compared with run ${other.number} (${other.status}): ${facts}.${note}`
}

const count = (lines: number): string => lines.toLocaleString('en')

const signs = { same: ' ', new: '+', moved: '~', gone: '-' } as const

const lineOf = ({ kind, text, count: lines }: ComparisonRow): string =>
  kind === 'skipped' ? `… ${count(lines)} equal lines` : `${signs[kind]} ${text}`
