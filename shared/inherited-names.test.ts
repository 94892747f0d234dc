import { describe, expect, it } from 'vitest'
import { checkCron } from './cron/check.ts'
import type { Definition } from './flow/definition.ts'
import { diffOf } from './flow/difference/diff.ts'
import { readValue } from './flow/read.ts'
import { kindOfName } from './model/object.ts'
import { readHeader } from './params/header.ts'
import { ParamSchema } from './params/schema.ts'
import { calendarOf } from './systemd/calendar.ts'
import { spanOf } from './systemd/unit-file.ts'

/** Names that every object inherits are not typos of known words. */
describe.each(['constructor', 'toString', 'hasOwnProperty', '__proto__'])('the name %s', (name) => {
  it('is not a cron expression', () => {
    expect(checkCron(name)).toEqual([{ path: 'expr', message: expect.stringContaining('it needs five') as string }])
  })

  it('is not a calendar or a unit of time of systemd', () => {
    expect(calendarOf(name)).toMatchObject({ message: expect.any(String) as string })
    expect(spanOf(`5 ${name}`)).toBeNull()
  })

  it('is not a known extension of a file', () => {
    expect(kindOfName(`file.${name}`)).toBeNull()
  })

  it('is not the name of a parameter, and none depends on it', () => {
    const problemsOf = (schema: unknown) =>
      ParamSchema.safeParse(schema).error?.issues.map((issue) => [
        issue.path.join('.'),
        issue.code === 'invalid_key' ? issue.issues[0]?.message : issue.message,
      ])
    const own = (value: unknown) => Object.fromEntries([[name, value]])
    expect(problemsOf({ a: { type: 'string' }, ...own({ type: 'string' }) })).toEqual([[name, 'is not allowed as a name']])
    expect(problemsOf({ a: { type: 'string', 'show-if': own('x') } })).toEqual([
      [`a.show-if.${name}`, 'is not allowed as a name'],
    ])
    expect(readHeader(`# @param ${name} integer`)).toMatchObject({
      params: {},
      problems: [{ line: 1, message: `"${name}" is not allowed as a name` }],
    })
  })

  it('may be the name of a node, whose problems are reported as usual', () => {
    const nodes = Object.fromEntries([[name, 'text']])
    expect(readValue({ start: name, nodes }).problems.length).toBeGreaterThan(0)
  })

  it('may be the name of a node that only one of two versions has', () => {
    const old: Definition = { start: 'a', nodes: { a: { kind: 'timer' } }, edges: [] } as never
    const node = { kind: 'timer', params: Object.fromEntries([[name, 1]]) }
    const young: Definition = {
      start: 'a',
      nodes: Object.fromEntries([
        ['a', node],
        [name, node],
      ]),
      edges: [],
    } as never
    expect(diffOf(old, young).map(({ sign, what }) => `${sign} ${what}`)).toEqual(
      expect.arrayContaining(['~ node a', `+ node ${name} (timer)`]),
    )
  })
})
