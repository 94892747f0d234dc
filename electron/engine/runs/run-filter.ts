import { assertNever } from '../../../shared/errors.ts'
import { type Bounds, type FilterProblem, type Meaning, type Term, textOf } from '../../../shared/filter/filter.ts'
import type { StatusChoice } from '../../../shared/filter/keys.ts'
import { matchesWhole, matchesWithin } from '../../../shared/filter/match-text.ts'
import { filterError, requireFilter } from '../../../shared/filter/require-filter.ts'
import { statusChoicesOf } from '../../../shared/filter/run-status.ts'
import { boundsOfTime } from '../../../shared/filter/times.ts'
import { triggerOfName } from '../../../shared/filter/trigger-names.ts'
import { readFavorite } from '../../../shared/model/favorite.ts'
import type { Run } from '../../../shared/model/run.ts'
import { nearest } from '../../../shared/nearest.ts'
import { currentActor } from '../base/actor.ts'
import type { Comparison, Measure, RunAlternative, RunCondition } from '../store/run-conditions.ts'
import type { Store } from '../store/store.ts'
import { ofDefinitions, ofOrganized, organizedNames } from './organized-runs.ts'

export type RunsByFilter = {
  conditions: RunCondition[]
  /** What the database cannot say: whether a running run waits. */
  tests: ((run: Run) => boolean)[]
  /** Also runs within flows: the filter names a run, or what the runs are runs of. */
  listsInner: boolean
}

const namesRuns: readonly (string | null)[] = ['parent', 'job', 'flow', 'pipeline']
/** Only parts of other runs have these triggers. */
const ofParts: readonly string[] = ['flow', 'hook', 'condition']

const asksForInner = (term: Term): boolean =>
  namesRuns.includes(term.key) ||
  (term.key === 'trigger' && !term.isNegated && choicesOf(term).some((name) => ofParts.includes(name)))

/** The conditions of the text of a filter. Throws invalid with the place of each problem, also for a name that does not exist. */
export function readRunFilter(store: Store, text: string, now: number): RunsByFilter {
  const terms = requireFilter('runs', text)
  const problems: FilterProblem[] = []
  const conditions = terms.flatMap((term) => {
    if (asksIfWaiting(term) && term.isNegated) return []
    if (term.key === 'favorite') return yesOrNo(term, favoritesOf(store))
    if (term.key === 'test') return yesOrNo(term, [{ type: 'test' }])
    if (term.key === 'pinned') return yesOrNo(term, [{ type: 'pinned' }])
    return {
      isNegated: term.isNegated,
      any: term.meanings.flatMap((meaning) => alternatives(store, term, meaning, now, problems)),
    }
  })
  if (problems.length > 0) throw filterError(problems)
  const tests = terms.filter(asksIfWaiting).map(testOf)
  return { conditions, tests, listsInner: terms.some(asksForInner) }
}

const statusesOf = (term: Term): string[] => (term.key === 'status' ? choicesOf(term) : [])

const choicesOf = ({ meanings }: Term): string[] =>
  meanings.flatMap((meaning) => (meaning.type === 'choice' ? meaning.choice : []))

/** The database has the status "running" for both. */
const asksIfWaiting = (term: Term): boolean => statusesOf(term).includes('running') !== statusesOf(term).includes('waiting')

function testOf(term: Term): (run: Run) => boolean {
  const wanted = statusesOf(term)
  return (run) => {
    const own: StatusChoice[] = run.waiting ? ['waiting'] : statusChoicesOf(run)
    return own.some((name) => wanted.includes(name)) !== term.isNegated
  }
}

function alternatives(store: Store, term: Term, meaning: Meaning, now: number, problems: FilterProblem[]): RunAlternative[] {
  switch (meaning.type) {
    case 'choice':
      return [ofChoice(term.key, meaning.choice)]
    case 'bounds':
      return [{ type: 'measure', measure: term.key as Measure, bounds: meaning.bounds }]
    case 'time':
      return [{ type: 'measure', measure: term.key as Measure, bounds: boundsOfTime(meaning.time, now) }]
    case 'text':
      return ofText(store, term, meaning.parts, problems)
    default:
      return assertNever(meaning)
  }
}

function ofChoice(key: string | null, choice: string): RunAlternative {
  switch (key) {
    case 'status':
      return ofStatus(choice as StatusChoice)
    case 'reason':
      return { type: 'column', column: 'reason', values: [choice] }
    case 'trigger':
      return { type: 'column', column: 'trigger', values: [triggerOfName(choice)] }
    case 'kind':
      return { type: 'kind', kind: choice as 'job' | 'command' | 'flow' | 'pipeline' }
    default:
      return choice === 'none' ? { type: 'outer' } : { type: 'all' }
  }
}

function ofStatus(choice: StatusChoice): RunAlternative {
  if (choice === 'timed-out' || choice === 'lost')
    return { type: 'column', column: 'reason', values: [choice === 'lost' ? 'lost' : 'timeout'] }
  return { type: 'column', column: 'status', values: [choice === 'waiting' ? 'running' : choice] }
}

/** The runs for which one of these holds, the others, or both. */
function yesOrNo(term: Term, any: RunAlternative[]): RunCondition {
  const choices = new Set(choicesOf(term))
  if (choices.size === 2) return { isNegated: term.isNegated, any: [{ type: 'all' }] }
  return { isNegated: term.isNegated !== choices.has('no'), any }
}

/** Runs of the favorites of whoever asks. */
function favoritesOf(store: Store): RunAlternative[] {
  const { favorites } = store.preferences.read(currentActor())
  return ofDefinitions(store, (wanted) =>
    favorites.flatMap((key) => {
      const favorite = readFavorite(key)
      return favorite?.kind === wanted ? favorite.id : []
    }),
  )
}

function ofText(store: Store, term: Term, parts: readonly string[], problems: FilterProblem[]): RunAlternative[] {
  switch (term.key) {
    case 'error':
      return [{ type: 'text', column: 'error', parts }]
    case 'param':
      return [ofParam(term.part ?? '', parts)]
    case 'node':
      return [{ type: 'node', parts }]
    case 'worker':
      return [{ type: 'worker', names: namesOf('worker', store.workers.names(), term, parts, problems) }]
    case 'tag':
    case 'folder':
      return ofOrganized(store, term.key, namesOf(term.key, organizedNames(store, term.key), term, parts, problems))
    case 'by':
      return [{ type: 'column', column: 'actor', values: actorsOf(store, parts) }]
    case 'job':
      return [
        { type: 'column', column: 'job_id', values: named('job', store.jobs.names(), term, parts, problems).map(({ id }) => id) },
      ]
    case 'flow':
    case 'pipeline': {
      const names = term.key === 'flow' ? store.flows.names() : store.pipelines.names()
      return [
        { type: 'definition', of: term.key, numbers: named(term.key, names, term, parts, problems).map(({ number }) => number) },
      ]
    }
    default:
      return ofFreeText(parts)
  }
}

/** A number is compared with `>` and its like; anything else is a text. */
function ofParam(name: string, parts: readonly string[]): RunAlternative {
  const [, by, value] = /^([<>]=?)(-?\d+(?:\.\d+)?)$/.exec(textOf({ parts })) ?? []
  return by === undefined
    ? { type: 'param', name, parts }
    : { type: 'param-number', name, by: by as Comparison['by'], value: Number(value) }
}

/** By name or kind: "you", "schedule". */
const actorsOf = (store: Store, parts: readonly string[]): number[] =>
  store.actors
    .all()
    .filter(({ actor }) => matchesWithin(parts, actor.name) || matchesWhole(parts, actor.kind))
    .map(({ number }) => number)

type Named = { id: string; name: string }

/** A name without a wildcard must exist. */
function named<T extends Named>(
  noun: string,
  all: T[],
  { from, to }: Term,
  parts: readonly string[],
  problems: FilterProblem[],
): T[] {
  const found = all.filter(({ id, name }) => matchesWhole(parts, name) || (parts.length === 1 && id === parts[0]))
  if (found.length === 0 && parts.length === 1) {
    const text = textOf({ parts })
    const near = nearest(
      text,
      all.map(({ name }) => name),
    )
    problems.push({ from, to, message: `There is no ${noun} "${text}".${near ? ` Did you mean "${near}"?` : ''}` })
  }
  return found
}

const namesOf = (noun: string, all: string[], term: Term, parts: readonly string[], problems: FilterProblem[]): string[] =>
  named(
    noun,
    all.map((name) => ({ id: name, name })),
    term,
    parts,
    problems,
  ).map(({ name }) => name)

/** The name, the error line, or the number of the run. */
function ofFreeText(parts: readonly string[]): RunAlternative[] {
  const [, digits] = /^#?(\d{1,15})$/.exec(textOf({ parts })) ?? []
  const number: Bounds | null = digits === undefined ? null : { from: Number(digits), to: Number(digits) + 1 }
  return [
    { type: 'text', column: 'title', parts },
    { type: 'text', column: 'error', parts },
    ...(number ? [{ type: 'measure', measure: 'number', bounds: number } as const] : []),
  ]
}
