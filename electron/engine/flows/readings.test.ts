import { describe, expect, it } from 'vitest'
import { readerScript, startTestEngine } from '../testing/engine.ts'
import { createReadings } from './readings.ts'

const warned: string[] = []
const log = { isDebug: false, debug() {}, info() {}, warn: (words: string) => void warned.push(words), error() {} }

/** A chain of so many nodes; the last edge leads to a missing one. */
const long = (nodes: number): string =>
  [
    'start: n0',
    'nodes:',
    ...Array.from({ length: nodes }, (_, at) => `  n${at}: { exec_type: local_func, func: noop }`),
    'edges:',
    ...Array.from({ length: nodes - 1 }, (_, at) => `  - { from: n${at}, to: n${at + 1} }`),
    `  - { from: n${nodes - 1}, action: other, to: n${nodes} }`,
  ].join('\n')

describe('a long definition', () => {
  it('is read during other work, and blocks none of it', async () => {
    const engine = await startTestEngine()
    let turns = 0
    let isOver = false
    const turn = (): void => {
      turns++
      if (!isOver) setImmediate(turn)
    }
    setImmediate(turn)
    const [problem] = await engine.flows.check(long(4_000))
    isOver = true
    expect(problem).toMatchObject({ severity: 'error', message: expect.stringContaining('there is no node "n4000"') })
    // Reading on this thread would take a single turn of the event loop.
    expect(turns).toBeGreaterThan(50)
  })

  it('is read once, however many ask', async () => {
    const readings = createReadings(readerScript, log)
    const source = long(2_000)
    await Promise.all([readings.prepare(source), readings.prepare(source), readings.prepare(source)])
    const reading = readings.read(source)
    expect(reading.problems[0]?.path).toBe('edges[1999].to')
    expect(readings.read(source)).toBe(reading)
    expect(warned).toEqual([])
  })

  it('is read here where there is no thread to be had', async () => {
    const readings = createReadings('/nowhere/reader.js', log)
    const source = long(2_000)
    await readings.prepare(source)
    expect(readings.read(source).problems[0]?.path).toBe('edges[1999].to')
    expect(warned).toEqual(['could not read a definition in a thread'])
  })
})
