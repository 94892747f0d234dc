import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { checkCron } from './check.ts'
import { compileCron, occurrences } from './occurrences.ts'

type Case = {
  id: number
  expr: string
  tz: string
  from: string
  expect?: string[]
  error?: true
  never?: true
  alt?: string[]
  note: string
}

/** Facts checked against running cron daemons; beside the project, where it is developed. */
const file = fileURLToPath(new URL('../../../shared/fixtures/cron-cases.json', import.meta.url))
const cases: Case[] = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Case[]) : []

const iso = (at: number): string => new Date(at).toISOString().replace('.000Z', 'Z')

describe.runIf(cases.length > 0)('what cron does', () => {
  it.each(cases.map((one) => [`${one.id}: ${one.expr} in ${one.tz}, ${one.note}`, one] as const))('%s', (_, one) => {
    if (one.error) return expect(checkCron(one.expr)).not.toEqual([])
    const found = occurrences(compileCron(one.expr, one.tz), Date.parse(one.from), one.expect?.length || 3).map(iso)
    expect(found).toEqual(one.expect ?? [])
  })
})
