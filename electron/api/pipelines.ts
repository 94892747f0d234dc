import { linksOf } from '../../shared/pipeline/graph.ts'
import { readManifest } from '../../shared/pipeline/read.ts'
import type { Engine } from '../engine/engine.ts'
import { implementer } from './base.ts'
import { eventId, withIds } from './logs.ts'
import { versionCursor } from './version-cursor.ts'

const { pipelines, objects } = implementer

export const pipelinesApi = (engine: Engine) => ({
  list: pipelines.list.handler(({ input: { q, limit, cursor = null } }) =>
    q === undefined ? engine.pipelines.list({ cursor, limit }) : engine.pipelines.matching(q, { cursor, limit }),
  ),
  get: pipelines.get.handler(({ input }) => engine.pipelines.get(input.ref)),
  create: pipelines.create.handler(({ input }) => engine.pipelines.create(input.name, input.source)),
  update: pipelines.update.handler(({ input: { ref, ...change } }) => engine.pipelines.update(ref, change)),
  versions: pipelines.versions.handler(({ input: { ref, cursor, limit } }) =>
    engine.pipelines.versions(ref, versionCursor(cursor), limit),
  ),
  version: pipelines.version.handler(({ input }) => engine.pipelines.version(input.ref, input.version)),
  diff: pipelines.diff.handler(({ input }) => engine.pipelines.diff(input.ref, input.version, input.to ?? null)),
  restoreVersion: pipelines.restoreVersion.handler(({ input }) =>
    engine.pipelines.restoreVersion(input.ref, input.version, input.expectedUpdatedAt),
  ),
  duplicate: pipelines.duplicate.handler(({ input }) => engine.pipelines.duplicate(input.ref)),
  remove: pipelines.remove.handler(({ input }) => engine.pipelines.remove(input.ref)),
  restore: pipelines.restore.handler(({ input }) => engine.pipelines.restore(input.ref)),
  check: pipelines.check.handler(({ input }) => {
    const { manifest, problems } = readManifest(input.source)
    const steps = manifest?.steps.map(({ name }) => name) ?? []
    return { problems, steps, links: manifest ? linksOf(manifest) : [] }
  }),
  params: pipelines.params.handler(({ input }) => engine.pipelines.params(input.ref, input.version ?? null)),
  run: pipelines.run.handler(({ input: { ref, inputs, params, reason, version, ...options }, context }) =>
    engine.pipelines.run(ref, { options, inputs, params, reason, version }, context.trigger),
  ),
  runFile: pipelines.runFile.handler(({ input: { path, source, inputs, params, reason, ...options }, context }) =>
    engine.pipelines.runFile(path, source, { options, inputs, params, reason }, context.trigger),
  ),
  view: pipelines.view.handler(({ input }) => engine.pipelines.view(input.ref)),
  executions: pipelines.executions.handler(({ input: { ref, step, status, q, cursor, limit } }) =>
    engine.pipelines.executions(ref, { step, status: status ?? null, q: q ?? null, cursor: cursor ?? null, limit }),
  ),
})

export const objectsApi = (engine: Engine) => ({
  list: objects.list.handler(({ input: { q = null, cursor = null, limit, kind, ref } }) =>
    kind === undefined || ref === undefined
      ? engine.objects.list({ q, cursor, limit })
      : engine.objects.ofDefinition({ kind, ref }, { q, cursor, limit }),
  ),
  get: objects.get.handler(({ input }) => engine.objects.get(input.hash)),
  lineage: objects.lineage.handler(({ input }) => ({ items: engine.objects.lineage(input.hash) })),
  reveal: objects.reveal.handler(({ input }) => engine.objects.reveal(input.hash)),
  ofRun: objects.ofRun.handler(({ input: { ref, node, attempt, cursor, limit } }) =>
    engine.runs.files(ref, { node, attempt: attempt ?? null, cursor: cursor ?? null, limit }),
  ),
  bytes: objects.bytes.handler(async ({ input, signal, lastEventId }) => {
    const from = lastEventId === undefined ? input.from : eventId(lastEventId)
    return withIds(
      await engine.objects.bytes(input.hash, from, input.count ?? null, signal),
      ({ offset, data }) => offset + Buffer.byteLength(data, 'base64'),
    )
  }),
})
