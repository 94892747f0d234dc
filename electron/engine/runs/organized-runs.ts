import { organizedFacts } from '../../../shared/filter/organized-facts.ts'
import type { DefinitionKind } from '../../../shared/model/organization.ts'
import type { RunAlternative } from '../store/run-conditions.ts'
import type { Store } from '../store/store.ts'

type Key = 'tag' | 'folder'
const kinds: readonly DefinitionKind[] = ['job', 'flow', 'pipeline']

const placesOf = (store: Store) => kinds.flatMap((kind) => store.organized.ofKind(kind))

/** The tags or folders that jobs, flows and pipelines have. */
export const organizedNames = (store: Store, key: Key): string[] => [
  ...new Set(placesOf(store).flatMap((place) => organizedFacts(place)[key])),
]

/** Runs of the jobs, flows and pipelines that have one of these tags, or are in one of these folders. */
export function ofOrganized(store: Store, key: Key, names: readonly string[]): RunAlternative[] {
  const wanted = new Set(names)
  const places = placesOf(store).filter((place) => organizedFacts(place)[key].some((name) => wanted.has(name)))
  const idsOf = (kind: DefinitionKind): string[] => places.flatMap((place) => (place.kind === kind ? [place.id] : []))
  return ofDefinitions(store, idsOf)
}

/** Runs of definitions by their ids. */
export function ofDefinitions(store: Store, idsOf: (kind: DefinitionKind) => string[]): RunAlternative[] {
  const numbersOf = (kind: DefinitionKind, all: { id: string; number: number }[]): number[] => {
    const ids = new Set(idsOf(kind))
    return all.filter(({ id }) => ids.has(id)).map(({ number }) => number)
  }
  return [
    { type: 'column', column: 'job_id', values: idsOf('job') },
    { type: 'definition', of: 'flow', numbers: numbersOf('flow', store.flows.names()) },
    { type: 'definition', of: 'pipeline', numbers: numbersOf('pipeline', store.pipelines.names()) },
  ]
}
