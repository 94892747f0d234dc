import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { Definition } from '../definition.ts'
import { edgesFrom } from '../edges.ts'
import type { FlowEvent } from '../events.ts'
import { eventLine, headLine } from '../history-file.ts'
import { readValue } from '../read.ts'
import { simulate } from '../simulate.ts'

const here = (name: string): string => fileURLToPath(new URL(name, import.meta.url))

/** Replays every golden history, and the given one, and prints the results. */
const program = `
  const { readFileSync } = await import('node:fs')
  const { gunzipSync } = await import('node:zlib')
  const { readHistory } = await import(${JSON.stringify(here('../history-file.ts'))})
  const { replay } = await import(${JSON.stringify(here('../replay.ts'))})
  const { printOf } = await import(${JSON.stringify(here('testing.ts'))})
  const lines = gunzipSync(readFileSync(${JSON.stringify(here('0.1.0.jsonl.gz'))})).toString().trim().split('\\n')
  const texts = [...lines.map((line) => JSON.parse(line).history), readFileSync(process.argv[1], 'utf8')]
  const told = texts.map((text) => {
    const { definition, events } = readHistory(text)
    return [replay(definition, events).difference, printOf(definition, events)]
  })
  process.stdout.write(JSON.stringify({ zone: new Date(0).getHours(), told }))
`

/** Timers in a time zone, and choices by text that languages sort and change differently. */
const definition = readValue({
  start: 'pause',
  nodes: {
    pause: { kind: 'timer', params: { until: '02:30', tz: 'America/New_York' } },
    which: {
      kind: 'choice',
      choice_cases: [
        { action: 'a', expr: { lt: ['$params.i', '$params.umlaut'] } },
        { action: 'b', expr: { contains: ['$params.text', 'I'] } },
      ],
      default_action: 'b',
    },
    a: { exec_type: 'local_func', func: 'upper', params: { text: 'i' } },
    b: { exec_type: 'local_func', func: 'noop' },
  },
  edges: [
    { from: 'pause', to: 'which' },
    { from: 'which', action: 'a', to: 'a' },
    { from: 'which', action: 'b', to: 'b' },
  ],
}).definition as Definition

function told(path: string, env: Record<string, string>): { zone: number; told: [unknown, string][] } {
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', program, path], {
    encoding: 'utf8',
    env: { ...process.env, ...env },
    maxBuffer: 64 * 1024 * 1024,
  })
  if (!stdout) throw new Error(stderr)
  return JSON.parse(stdout) as never
}

describe('a history that is replayed on another computer', () => {
  it('has the same result in another zone and language', () => {
    const folder = mkdtempSync(join(tmpdir(), 'localflow-test-'))
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
    const path = join(folder, 'history.jsonl')
    const events: FlowEvent[] = simulate(definition, { i: 'ı', umlaut: 'ä', text: 'INFO' }, () => 0.4)
    expect(edgesFrom(definition, 'which')).toHaveLength(2)
    const head = headLine({ run: { id: 'r', number: 1 }, flow: 'f', version: 1, definition })
    writeFileSync(path, [head, ...events.map(eventLine), ''].join('\n'))
    const utc = told(path, { TZ: 'UTC', LC_ALL: 'C' })
    const elsewhere = [
      told(path, { TZ: 'Pacific/Apia', LC_ALL: 'tr_TR.UTF-8', LANGUAGE: 'tr' }),
      told(path, { TZ: 'America/New_York', LC_ALL: 'sv_SE.UTF-8', LANGUAGE: 'sv' }),
    ]
    expect(utc.told).toHaveLength(201)
    for (const [difference] of utc.told) expect(difference).toBeNull()
    for (const other of elsewhere) {
      expect(other.zone).not.toBe(utc.zone)
      expect(other.told).toEqual(utc.told)
    }
  }, 60_000)

  it('depends on no clock and no computer: references that would are refused', () => {
    for (const text of ['$now', '$env.HOME', '$random()', '$uuid'])
      expect(
        readValue({
          start: 'a',
          nodes: { a: { kind: 'choice', choice_cases: [{ action: 'x', expr: { eq: [text, 1] } }], default_action: 'x' } },
          edges: [{ from: 'a', action: 'x', to: '' }],
        }).problems,
      ).toMatchObject([{ severity: 'error', message: expect.stringContaining(`"${text}" is not a reference`) }])
  })
})
