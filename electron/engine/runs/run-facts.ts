import { type CountedFacts, type Facts, yesOrNo } from '../../../shared/filter/match-facts.ts'
import { organizedFacts } from '../../../shared/filter/organized-facts.ts'
import { statusChoicesOf } from '../../../shared/filter/run-status.ts'
import { nameOfTrigger } from '../../../shared/filter/trigger-names.ts'
import { readFavorite } from '../../../shared/model/favorite.ts'
import type { DefinitionKind } from '../../../shared/model/organization.ts'
import type { Run } from '../../../shared/model/run.ts'
import { currentActor } from '../base/actor.ts'
import type { Store } from '../store/store.ts'
import type { WaitingRuns } from './waiting.ts'

/** Suggestions count the newest runs only, so that they take no longer the more runs there are. */
const counted = 2_000

/** The values by which the newest runs can be found. Jobs, flows and pipelines are listed even if none of these runs is of them. */
export function newestRunFacts(store: Store, waiting: Pick<WaitingRuns, 'told'>): CountedFacts {
  const from = Math.max(0, store.runs.newest() + 1 - counted)
  const runs = waiting.told(store.runs.list({ status: null, jobId: null, from, before: null, limit: counted }))
  const definitions = new Map(store.runs.definitions(from).map(({ number, ...definition }) => [number, definition]))
  const favorites = favoriteNames(store)
  const organizedOf = organizedRuns(store)
  const workers = Map.groupBy(store.workers.ofRuns(from, counted), ({ run }) => run)
  const facts = runs.map((run) => {
    const { kind = 'job', job = null, flow = null, pipeline = null } = definitions.get(run.number) ?? {}
    return {
      ...ownFacts(run),
      ...(run.jobId === null ? organizedOf(kind, flow ?? pipeline) : organizedOf('job', run.jobId)),
      worker: workers.get(run.number)?.map(({ worker }) => worker) ?? [],
      kind: [kind === 'job' && run.jobId === null ? 'command' : kind],
      job: [job],
      flow: [flow],
      pipeline: [pipeline],
      favorite: [yesOrNo(favorites.has(`${kind}:${job ?? flow ?? pipeline}`))],
    }
  })
  return { facts, isPart: from > 1 }
}

const none = { tag: [], folder: [] }

/** Tags and folders of a job by its id, and of a flow or a pipeline by its name. */
function organizedRuns(store: Store): (kind: DefinitionKind, key: string | null) => Pick<Facts['values'], 'tag' | 'folder'> {
  const nameOf = { job: new Map(), flow: namesById(store.flows.names()), pipeline: namesById(store.pipelines.names()) }
  const facts = new Map(
    (['job', 'flow', 'pipeline'] as const).flatMap((kind) =>
      store.organized.ofKind(kind).map((place) => {
        const { tag, folder } = organizedFacts(place)
        return [`${kind}:${nameOf[kind].get(place.id) ?? place.id}`, { tag, folder }] as const
      }),
    ),
  )
  return (kind, key) => facts.get(`${kind}:${key}`) ?? none
}

const namesById = (all: { id: string; name: string }[]): Map<string, string> => new Map(all.map(({ id, name }) => [id, name]))

/** The favorites of whoever asks, by kind and name. */
const favoriteNames = (store: Store): Set<string> =>
  new Set(
    store.preferences.read(currentActor()).favorites.flatMap((key) => {
      const favorite = readFavorite(key)
      if (favorite === null || favorite.kind === 'view') return []
      const found = store.definitionNames.get(favorite.kind, favorite.id)
      return found ? `${found.kind}:${found.name}` : []
    }),
  )

const ownFacts = (run: Run): Facts['values'] => ({
  status: run.waiting ? ['waiting'] : statusChoicesOf(run),
  reason: [run.reason],
  trigger: [nameOfTrigger(run.trigger)],
  exit: [run.exitCode],
  error: [run.error],
  version: [run.version],
  by: [run.actor.name],
  pinned: [yesOrNo(run.pinnedAt !== null)],
  test: [yesOrNo(run.test)],
})
