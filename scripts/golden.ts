import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import type { FlowEvent } from '../shared/flow/events.ts'
import { forkAt } from '../shared/flow/fork.ts'
import { type Golden, printOf } from '../shared/flow/golden/testing.ts'
import { eventLine, headLine } from '../shared/flow/history-file.ts'
import { definition as anyDefinition, world as anyWorld, seeded } from '../shared/flow/random/testing.ts'
import { simulate } from '../shared/flow/simulate.ts'

/**
 * Histories made by this release, for every later one to decide again: `npm run golden`, before a release. They never
 * change: a release that already has histories is refused.
 */
const count = 200
const candidates = 4_000
const longest = 200
const seed = 20_261_121

type Candidate = Pick<Parameters<typeof headLine>[0], 'definition'> & { events: FlowEvent[]; traits: string[] }

const root = join(import.meta.dirname, '..')
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }
const path = join(root, 'shared/flow/golden', `${version}.jsonl.gz`)
if (existsSync(path)) {
  process.stderr.write(`Could not write ${path}: the histories of ${version} exist already, and never change.\n`)
  process.exit(1)
}

const all = fc.sample(fc.tuple(anyDefinition, anyWorld), { seed, numRuns: candidates }).flatMap(([definition, world], index) => {
  const random = seeded(world.seed)
  const whole = simulate(definition, world.params, random)
  // Every fifth goes on from the middle of another.
  const forked = index % 5 === 0 ? forkAt(definition, whole, Math.ceil(whole.length / 3), whole.at(-1)?.at ?? 0) : null
  const events =
    forked && 'state' in forked ? simulate(definition, world.params, random, { run: 1, n: forked.n, state: forked.state }) : whole
  return events.length > longest ? [] : [{ definition, events, traits: traitsOf(events) }]
})

/** What makes one history another kind than the next. */
function traitsOf(events: FlowEvent[]): string[] {
  return events.map(({ type, data }) => {
    const { reason, action, why, because, cause } = data as Record<string, unknown>
    return [type, reason, action, why, because, cause].filter((word) => typeof word === 'string').join(' ')
  })
}

function choose(): Candidate[] {
  const seen = new Set<string>()
  const isNew = ({ traits }: Candidate): boolean => {
    const before = seen.size
    for (const trait of traits) seen.add(trait)
    return seen.size > before
  }
  const first = all.filter(isNew)
  const others = all.filter((each) => !first.includes(each)).sort((a, b) => b.events.length - a.events.length)
  return [...first, ...others].slice(0, count)
}

const golden = choose().map(({ definition, events }, index): Golden => {
  const head = headLine({
    run: { id: `golden-${index}`, number: index + 1 },
    flow: `golden ${index + 1}`,
    version: 1,
    definition,
  })
  return { history: [head, ...events.map(eventLine), ''].join('\n'), print: printOf(definition, events) }
})
writeFileSync(path, gzipSync(golden.map((each) => JSON.stringify(each)).join('\n'), { level: 9 }))
process.stdout.write(
  `${golden.length} histories, ${golden.reduce((sum, { history }) => sum + history.split('\n').length - 2, 0)} events: ${path}\n`,
)
