import { createReadStream } from 'node:fs'
import { AppError } from '../../../shared/errors.ts'
import type { Artifact, Maker, ObjectDetail } from '../../../shared/model/object.ts'
import type { DefinitionRef } from '../../../shared/model/organization.ts'
import type { Artifacts } from '../artifacts/artifacts.ts'
import type { ExecutionRow } from '../store/executions.ts'
import { previewOf } from '../store/jobs.ts'
import type { Store } from '../store/store.ts'
import type { TaskSpec } from '../store/tasks.ts'
import { filesOfDefinition } from './files-of-definition.ts'
import { stepsOf } from './pipeline-state.ts'
import { artifactOf } from './view.ts'

const shown = 50
const filesShown = 20
/** The most results that one portion reads. */
const stretch = 4_000
const pieceBytes = 256 * 1024
const lineageDeepest = 100

/** Names or hashes to look for, and the page. */
type Asked = { q: string | null; cursor: string | null; limit: number }

export type ObjectActions = ReturnType<typeof createObjectActions>

const commandText = ({ body }: TaskSpec): string | null => (body.kind === 'service' ? null : previewOf({ body }))

/** The file of a result after which a page starts. */
function placeOf(cursor: string | null): { result: number; name: string } {
  if (cursor === null) return { result: Number.MAX_SAFE_INTEGER, name: '' }
  const [, result, name = ''] = /^(\d{1,15})\/(.*)$/s.exec(cursor) ?? []
  if (result === undefined)
    throw new AppError('invalid', 'The cursor is not valid. Use the nextCursor of the previous page.', [
      { path: 'cursor', message: 'is not valid' },
    ])
  return { result: Number(result), name }
}

/** Artifacts, and their origins. Errors are not-found and conflict (changed, missing). */
export function createObjectActions(
  store: Store,
  artifacts: Pick<Artifacts, 'verified' | 'pathOf'>,
  show: ((path: string) => void) | null,
) {
  function find(ref: string): string {
    const digits = ref.toLowerCase()
    if (!/^[0-9a-f]{4,64}$/.test(digits))
      throw new AppError('invalid', `"${ref}" is not a hash. Give at least its first 4 hexadecimal digits.`)
    const hash = digits.length === 64 ? (store.objects.get(digits) ? digits : null) : store.objects.byPrefix(digits)
    if (hash === null)
      throw new AppError(
        'not-found',
        digits.length === 64
          ? `There is no artifact with the hash ${ref}.`
          : `The hash of no artifact, or of more than one, starts with ${ref}. Give more digits.`,
      )
    return hash
  }

  function runOf(number: number): Maker['run'] {
    const run = store.runs.byNumber(number)
    return run ? { id: run.id, number, title: run.title } : null
  }

  function commandOf(run: number, step: number | null): string | null {
    const row = store.pipelines.run(run)
    if (row && step !== null) return stepsOf(store, row.manifest)[step - 1]?.script ?? null
    return null
  }

  function ofExecution({ run, step, nth, task, input, inputName }: ExecutionRow): Maker {
    const [name] = store.executions.steps(run).filter(({ position }) => position === step)
    const row = task === null ? null : store.tasks.get(task)
    return {
      run: runOf(run),
      runNumber: run,
      step: name?.name ?? null,
      nth,
      attempt: row?.attempts ?? null,
      at: row?.endedAt ?? null,
      command: commandOf(run, step),
      input: artifactOf(store, inputName, input),
    }
  }

  /** The source of a file: an execution of a pipeline, or a run. */
  function ofResult({ result, run, task, attempt }: { result: number; run: number; task: number; attempt: number }): Maker {
    const made = store.executions.ofResult(result, 1)[0]
    if (made) return { ...ofExecution(made), attempt, at: store.objects.result(result)?.madeAt ?? null }
    const row = store.tasks.get(task)
    return {
      run: runOf(run),
      runNumber: run,
      step: row && row.nodeKey !== 'main' ? row.nodeKey : null,
      nth: null,
      attempt,
      at: store.objects.result(result)?.madeAt ?? null,
      command: row ? commandText(store.tasks.work(task).spec) : null,
      input: null,
    }
  }

  function detail(ref: string): ObjectDetail {
    const hash = find(ref)
    const object = store.objects.get(hash)
    const origins = store.objects.origins(hash, shown + 1)
    const uses = store.executions.usedBy(hash, shown + 1)
    const given = store.objects.runInputs(hash, shown + 1)
    return {
      hash,
      size: object?.size ?? 0,
      keptAt: store.objects.keptAt(hash),
      names: [...new Set([...origins.map(({ name }) => name), ...given.map(({ name }) => name)])],
      madeBy: origins.slice(0, shown).map((origin) => ({ ...ofResult(origin), name: origin.name })),
      usedBy: uses.slice(0, shown).map((use) => ({
        ...ofExecution(use),
        status: use.status,
        files: use.result === null ? [] : store.objects.outputs(use.result, '', filesShown),
      })),
      givenTo: given.slice(0, shown).map(({ run, name }) => ({ run: runOf(run)?.id ?? null, runNumber: run, name })),
      more: [origins, uses, given].some(({ length }) => length > shown),
    }
  }

  return {
    find,
    get: detail,
    /** Back to the first inputs: the run that made the file, its input, the run that made that, and so on. */
    lineage(ref: string): { file: Artifact; by: Maker | null }[] {
      const chain: { file: Artifact; by: Maker | null }[] = []
      let hash: string | null = find(ref)
      let name: string | null = null
      for (let depth = 0; hash !== null && depth < lineageDeepest; depth++) {
        const [origin] = store.objects.origins(hash, 1)
        const by: Maker | null = origin ? ofResult(origin) : null
        chain.push({ file: { name: origin?.name ?? name ?? '', hash, size: store.objects.get(hash)?.size ?? 0 }, by })
        name = by?.input?.name ?? null
        hash = by?.input && !chain.some(({ file }) => file.hash === by.input?.hash) ? by.input.hash : null
      }
      return chain
    },
    /** Rows are read and filtered in portions: a search for rare names must not block others. */
    async list({ q, cursor, limit }: Asked) {
      const found: (Artifact & { result: number; run: number; madeAt: number })[] = []
      for (let before = placeOf(cursor); before.result > 0; ) {
        const from = q === null ? 0 : Math.max(0, Math.min(before.result, store.objects.newestResult() + 1) - stretch)
        found.push(...store.objects.list({ q, from, before, limit: limit + 1 - found.length }))
        if (found.length > limit || from === 0) break
        before = { result: from, name: '' }
        await new Promise(setImmediate)
      }
      const items = found.slice(0, limit)
      const last = items.at(-1)
      const nextCursor = found.length > limit && last ? `${last.result}/${last.name}` : null
      return { items: items.map(({ name, hash, size, run, madeAt }) => ({ name, hash, size, run, madeAt })), nextCursor }
    },
    ofDefinition: (of: DefinitionRef, asked: Asked) => filesOfDefinition(store, of, asked),
    /** The files of an attempt: of the run's only task, or of one of its nodes. */
    ofAttempt(task: number, attempt: number, cursor: string | null, limit: number) {
      const result = store.objects.ofTask(task, attempt)
      if (!result) return { items: [] as Artifact[], nextCursor: null, count: 0, bytes: 0 }
      const found = store.objects.outputs(result.number, cursor ?? '', limit + 1)
      const items = found.slice(0, limit)
      return {
        items,
        nextCursor: found.length > limit ? (items.at(-1)?.name ?? null) : null,
        count: result.files,
        bytes: result.bytes,
      }
    },
    /** The content of a file from an offset on, after it was verified. Throws before the first piece. */
    async bytes(ref: string, from: number, count: number | null, abort: AbortSignal | undefined): Promise<AsyncGenerator<Piece>> {
      return pieces(await artifacts.pathOf(find(ref)), from, count, abort)
    },
    /** Shows the file in the file manager. Throws conflict, with the path, if the host has none. */
    async reveal(ref: string): Promise<{ path: string }> {
      const path = await artifacts.pathOf(find(ref))
      if (!show)
        throw new AppError('conflict', `Could not show the file: this LocalFlow has no window. The path of the file is ${path}.`)
      show(path)
      return { path }
    },
    size: (hash: string): number => store.objects.get(hash)?.size ?? 0,
    /** The path of the file, after all of it was verified. */
    verified: artifacts.verified,
    pathOf: artifacts.pathOf,
  }
}

type Piece = { offset: number; data: string }

async function* pieces(path: string, from: number, count: number | null, abort: AbortSignal | undefined): AsyncGenerator<Piece> {
  if (count === 0) return
  const end = count === null ? Number.POSITIVE_INFINITY : Math.min(from + count - 1, Number.MAX_SAFE_INTEGER)
  let offset = from
  for await (const piece of createReadStream(path, { start: from, end, highWaterMark: pieceBytes })) {
    if (abort?.aborted) return
    const bytes = piece as Buffer
    yield { offset, data: bytes.toString('base64') }
    offset += bytes.length
  }
}
