import { readFile } from 'node:fs/promises'
import { basename, dirname, extname } from 'node:path'
import { AppError, nameTakenError, staleError } from '../../../shared/errors.ts'
import { limits } from '../../../shared/model/limits.ts'
import type { Params } from '../../../shared/model/params.ts'
import type {
  Execution,
  ExecutionStatus,
  PipelineDetail,
  PipelineOptions,
  PipelineRun,
  PipelineSummary,
} from '../../../shared/model/pipeline.ts'
import type { Run, Trigger } from '../../../shared/model/run.ts'
import { type ShownParams, shownParamsOf } from '../../../shared/params/shown-params.ts'
import type { Manifest } from '../../../shared/pipeline/manifest.ts'
import { readManifest } from '../../../shared/pipeline/read.ts'
import type { Problem } from '../../../shared/problem.ts'
import { resolveOfDeleted, restoreWithSubject } from '../alerts/alerts.ts'
import type { Artifacts } from '../artifacts/artifacts.ts'
import { currentActor } from '../base/actor.ts'
import type { Clock } from '../base/clock.ts'
import { createFilteredList } from '../base/filtered-list.ts'
import { checkUsers } from '../jobs/jobs.ts'
import { organizeNew } from '../organize/organize.ts'
import type { Core } from '../queue/queue.ts'
import { missingRun } from '../runs/runs.ts'
import { recordChange } from '../store/record-change.ts'
import type { Store } from '../store/store.ts'
import { keepFile, keepNew, keepSource } from './keep-source.ts'
import { pipelineFacts } from './pipeline-facts.ts'
import { createPipelineVersionList } from './pipeline-versions.ts'
import { problemsOf } from './problems.ts'
import { type PipelineStart, requireSound, startPipeline } from './start-pipeline.ts'
import { executionsOf, pipelineRunOf } from './view.ts'
import { createWithInputs, type InputFile } from './with-inputs.ts'

const stripLength = 20

type Parts = {
  core: Core
  clock: Clock
  artifacts: Pick<Artifacts, 'take' | 'letGo'>
}

type Found = ReturnType<Store['pipelines']['find']>
/** The options of a run, its values, and the paths of its inputs. */
type StartPipeline = {
  options: PipelineOptions
  params?: Params
  inputs: readonly string[]
  reason?: string | undefined
  /** Missing: the newest, read from its file again. */
  version?: number | undefined
}
type Saved = {
  name?: string | undefined
  source: string
  note?: string | undefined
  expectedUpdatedAt?: number | undefined
}

export type PipelineActions = ReturnType<typeof createPipelineActions>

/** Pipelines and their runs. Errors are not-found, conflict and invalid. */
export function createPipelineActions({ core, clock, artifacts }: Parts) {
  const { store } = core
  const changed = (type: string, { id, name }: Pick<Found, 'id' | 'name'>): void =>
    store.events.append({ at: clock.now(), noun: 'pipeline', id, type, data: { name } })

  const summary = ({ number, ...pipeline }: Found): PipelineSummary => ({
    ...pipeline,
    ...store.organized.list('pipeline', pipeline.id),
    lastRuns: store.pipelines.lastRuns(number, stripLength).reverse(),
    steps: readManifest(store.pipelines.source(number)).manifest?.steps.length ?? null,
  })

  function detail(ref: string): PipelineDetail {
    const found = store.pipelines.find(ref)
    const source = store.pipelines.source(found.number)
    return { ...summary(found), ...store.organized.get('pipeline', found.id), source, problems: problemsOf(store, source) }
  }

  /** Call inside a write. */
  function make(name: string, source: string, path: string | null): Found {
    const pipeline = keepNew(store, name, source, path, clock.now())
    changed('created', pipeline)
    return pipeline
  }

  function requireFree(name: string, except: number | null): void {
    const other = store.pipelines.seek(name)
    if (other && other.number !== except && other.name.toLowerCase() === name.toLowerCase())
      throw nameTakenError(`There is already a pipeline named "${other.name}". Choose another name.`)
  }

  /** The first free one of "name", "name 2" and so on. */
  function freeName(name: string): string {
    for (let n = 1; ; n++) {
      const tried = n === 1 ? name : `${name.slice(0, limits.nameLength - 8)} ${n}`
      if (store.pipelines.seek(tried) === null) return tried
    }
  }

  /** The pipeline of a file has the content of the file. Call inside a write. */
  function ofFile(path: string, source: string, manifest: Manifest): Found {
    const known = store.pipelines.ofFile(path)
    if (known) {
      if (store.pipelines.source(known.number) === source) return known
      changed('updated', known)
      return { ...known, version: keepFile(store, known, source, clock.now()) }
    }
    const name = freeName((manifest.name ?? basename(path, extname(path))).slice(0, limits.nameLength) || 'pipeline')
    return make(name, source, path)
  }

  type Begin = Pick<PipelineStart, 'source' | 'options' | 'given' | 'cwd' | 'trigger' | 'reason'>

  const begin = (pipeline: () => Found, inputs: InputFile[], facts: Begin): Promise<Run> =>
    startPipeline(core, { ...facts, pipeline, inputs }, clock.now())

  const withInputs = createWithInputs(artifacts, clock)

  function pipelineRun(ref: string): Run {
    const run = store.runs.find(ref)
    if (!run) throw missingRun(store, ref, clock.now())
    if (store.runs.kind(run.number) !== 'pipeline')
      throw new AppError('conflict', `Run ${run.number} is not a run of a pipeline.`)
    return run
  }

  const versions = createPipelineVersionList(store)
  const listed = createFilteredList<PipelineSummary>(
    {
      name: 'pipelines',
      read: (cursor, limit) => store.pipelines.list({ after: cursor ?? '', limit }).map(summary),
      cursorOf: ({ name }) => name,
      total: store.pipelines.count,
      factsOf: (pipeline) => pipelineFacts(pipeline, store.preferences.isFavorite(currentActor(), 'pipeline', pipeline.id)),
    },
    clock,
  )

  return {
    get: detail,
    ...listed,
    /** Empty for a manifest with errors. */
    params(ref: string, version: number | null): ShownParams {
      const source =
        version === null ? store.pipelines.source(store.pipelines.find(ref).number) : versions.version(ref, version).source
      return shownParamsOf(readManifest(source).manifest?.params ?? {})
    },
    check: (source: string): Problem[] => problemsOf(store, source),
    async create(name: string, source: string): Promise<PipelineDetail> {
      const { id } = await store.submit('save a pipeline', () => {
        requireFree(name, null)
        return make(name, source, null)
      })
      return detail(id)
    },
    /** Throws conflict for a pipeline that is read from a file, stale for one that was changed since `expectedUpdatedAt`. */
    async update(ref: string, { name, source, note = '', expectedUpdatedAt }: Saved): Promise<PipelineDetail> {
      const { id } = store.pipelines.find(ref)
      await store.submit('save a pipeline', () => {
        const found = store.pipelines.find(id)
        if (found.path !== null && source !== store.pipelines.source(found.number))
          throw new AppError(
            'conflict',
            `Could not edit "${found.name}": LocalFlow reads it from ${found.path}. Edit that file, or make a copy of the pipeline.`,
          )
        if (expectedUpdatedAt !== undefined && expectedUpdatedAt !== found.updatedAt) throw staleError(`"${found.name}"`)
        if (name !== undefined && name !== found.name) requireFree(name, found.number)
        keepSource(store, found, { name: name ?? found.name, source, note, now: clock.now() })
        checkUsers(store, 'pipeline', found)
        changed('updated', found)
        if (name !== undefined && name !== found.name)
          recordChange(store.events, clock.now(), { kind: 'pipeline', id }, { field: 'name', from: found.name, to: name })
      })
      return detail(id)
    },
    ...versions,
    /** The same content makes no version. Throws as `update` does. */
    async restoreVersion(ref: string, version: number, expectedUpdatedAt?: number): Promise<PipelineDetail> {
      const { source } = versions.version(ref, version)
      return this.update(ref, { source, note: `Restored version ${version}`, expectedUpdatedAt })
    },
    async duplicate(ref: string): Promise<PipelineDetail> {
      const { id } = await store.submit('save a pipeline', () => {
        const found = store.pipelines.find(ref)
        const copy = make(freeName(`${found.name} copy`), store.pipelines.source(found.number), null)
        organizeNew(store, 'pipeline', copy.id, store.organized.get('pipeline', found.id))
        return copy
      })
      return detail(id)
    },
    async remove(ref: string): Promise<{ id: string }> {
      const found = store.pipelines.find(ref)
      await store.submit('delete a pipeline', () => {
        store.pipelines.remove(found.number, clock.now())
        resolveOfDeleted(store, { kind: 'pipeline', id: found.id }, clock.now())
        changed('deleted', found)
      })
      return { id: found.id }
    },
    async restore(id: string): Promise<PipelineDetail> {
      await store.submit('restore a pipeline', () => {
        const gone = store.pipelines.deleted(id)
        if (!gone) throw new AppError('not-found', `There is no deleted pipeline "${id}".`)
        requireFree(gone.name, null)
        store.pipelines.restore(id)
        restoreWithSubject(store, { kind: 'pipeline', id }, clock.now())
        changed('restored', gone)
      })
      return detail(id)
    },
    /** The pipeline of a file is read again if the file is still there. */
    async run(ref: string, how: StartPipeline, trigger: Trigger): Promise<Run> {
      const found = store.pipelines.find(ref)
      const { path } = found
      const { options, params, reason, version = found.version } = how
      if (path !== null && how.version === undefined) {
        const source = await readFile(path, 'utf8').catch(() => null)
        if (source !== null) return this.runFile(path, source, how, trigger)
      }
      const source = how.version === undefined ? store.pipelines.source(found.number) : versions.version(ref, version).source
      const facts = { source, options, given: { params }, cwd: path === null ? null : dirname(path), trigger, reason }
      return withInputs(how.inputs, (kept) => begin(() => ({ ...store.pipelines.find(found.id), version }), kept, facts))
    },
    async runFile(path: string, source: string, how: StartPipeline, trigger: Trigger): Promise<Run> {
      const { options, inputs, params, reason } = how
      const manifest = requireSound(source)
      const facts = { source, options, given: { params }, cwd: dirname(path), trigger, reason }
      return withInputs(inputs, (kept) => begin(() => ofFile(path, source, manifest), kept, facts))
    },
    view: (ref: string): PipelineRun => pipelineRunOf(store, pipelineRun(ref)),
    executions(
      ref: string,
      filter: { step: string; status: ExecutionStatus | null; q: string | null; cursor: string | null; limit: number },
    ): {
      items: Execution[]
      nextCursor: string | null
    } {
      return executionsOf(store, pipelineRun(ref), filter)
    },
  }
}
