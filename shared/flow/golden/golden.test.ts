import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { nodeKinds } from '../definition.ts'
import { decisionTypes, factTypes } from '../events.ts'
import { readHistory } from '../history-file.ts'
import { replay } from '../replay.ts'
import { type Golden, printOf } from './testing.ts'

const folder = import.meta.dirname
const releases = readdirSync(folder).filter((name) => name.endsWith('.jsonl.gz'))

/** Events that came after the last of these releases. */
const newer = ['state read']

const read = (name: string): Golden[] =>
  gunzipSync(readFileSync(join(folder, name)))
    .toString('utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Golden)

describe.each(releases)('histories of release %s', (name) => {
  const histories = read(name)

  it('are decided again identically, and lead to the same state after every event', () => {
    expect(histories).toHaveLength(200)
    for (const [index, { history, print }] of histories.entries()) {
      const { definition, events } = readHistory(history)
      for (let time = 0; time < 2; time++) {
        expect(`${index}: ${JSON.stringify(replay(definition, events).difference)}`).toBe(`${index}: null`)
        expect(`${index}: ${printOf(definition, events)}`).toBe(`${index}: ${print}`)
      }
    }
  })

  it('hold every kind of node and every event that release knew', () => {
    const all = histories.map(({ history }) => readHistory(history))
    const kinds = new Set(all.flatMap(({ definition }) => Object.values(definition.nodes).map(({ kind }) => kind)))
    const types = new Set(all.flatMap(({ events }) => events.map(({ type }) => type)))
    expect([...kinds].sort()).toEqual([...nodeKinds].sort())
    // A later release may know more; every event that this one knew is there.
    const known = [...decisionTypes, ...factTypes].filter((type) => !newer.includes(type))
    if (name === releases.at(-1)) expect([...types].sort()).toEqual(known.sort())
  })
})

it('the golden histories of a release exist', () => {
  expect(releases.length).toBeGreaterThan(0)
})
