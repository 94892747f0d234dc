import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { checkCron } from './check.ts'
import { compileCron, occurrences } from './occurrences.ts'

type Case = { expression: string; note: string; zone: string; after: string; times: string[] }
type Group = { name: string; valid: Case[]; invalid: Case[] }

/** The rows of cron-cases.txt by their headings. */
function readGroups(text: string): Group[] {
  const groups: Group[] = []
  for (const line of text.split('\n')) {
    if (line === '' || line.startsWith('#')) continue
    const name = /^\[(.*)\]$/.exec(line)?.[1]
    if (name !== undefined) groups.push({ name, valid: [], invalid: [] })
    else addRow(groups.at(-1), line)
  }
  return groups
}

function addRow(group: Group | undefined, line: string): void {
  const [written = '', ...cells] = line.split(' | ')
  const expression = written.startsWith('"') ? (JSON.parse(written) as string) : written
  const [zone = '', after = '', times = '', note = ''] = cells
  if (cells.length === 1) group?.invalid.push({ expression, note: zone, zone: 'UTC', after: '', times: [] })
  else group?.valid.push({ expression, note, zone, after, times: times === 'never' ? [] : times.split(', ') })
}

const groups = readGroups(readFileSync(new URL('cron-cases.txt', import.meta.url), 'utf8'))
const iso = (at: number | string): string => new Date(at).toISOString()

it('the table of cron cases is read in full', () => {
  expect(groups.flatMap(({ valid }) => valid)).toHaveLength(105)
  expect(groups.flatMap(({ invalid }) => invalid)).toHaveLength(30)
})

describe.each(groups)('cron: $name', ({ valid, invalid }) => {
  it.each(valid)('$expression in $zone: $note', ({ expression, zone, after, times }) => {
    const found = occurrences(compileCron(expression, zone), Date.parse(after), times.length || 3)
    expect(found.map(iso)).toEqual(times.map(iso))
  })

  it.each(invalid)('$expression is not valid: $note', ({ expression }) => {
    expect(checkCron(expression)).not.toEqual([])
  })
})
