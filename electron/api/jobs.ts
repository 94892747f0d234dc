import type { Engine } from '../engine/engine.ts'
import { implementer } from './base.ts'
import { versionCursor } from './version-cursor.ts'

const { jobs } = implementer

export const jobsApi = (engine: Engine) => ({
  list: jobs.list.handler(({ input: { q, deleted, limit, cursor = null } }) => {
    const list = deleted ? engine.jobs.deleted : engine.jobs
    return q === undefined ? list.list({ limit, cursor }) : list.matching(q, { limit, cursor })
  }),
  get: jobs.get.handler(({ input }) => engine.jobs.get(input.ref)),
  versions: jobs.versions.handler(({ input }) => engine.jobs.versions(input.ref, versionCursor(input.cursor), input.limit)),
  version: jobs.version.handler(({ input }) => engine.jobs.version(input.ref, input.version)),
  diff: jobs.diff.handler(({ input }) => engine.jobs.diff(input.ref, input.version, input.to ?? null)),
  restoreVersion: jobs.restoreVersion.handler(({ input }) =>
    engine.jobs.restoreVersion(input.ref, input.version, input.expectedUpdatedAt),
  ),
  days: jobs.days.handler(({ input }) => engine.jobs.days(input.ref, input.count)),
  create: jobs.create.handler(({ input }) => engine.jobs.create(input)),
  update: jobs.update.handler(({ input: { ref, expectedUpdatedAt, ...draft } }) =>
    engine.jobs.update(ref, draft, expectedUpdatedAt),
  ),
  setEnabled: jobs.setEnabled.handler(({ input }) => engine.jobs.setEnabled(input.ref, input.enabled)),
  resume: jobs.resume.handler(({ input }) => engine.jobs.resume(input.ref)),
  remove: jobs.remove.handler(({ input }) => engine.jobs.remove(input.ref)),
  restore: jobs.restore.handler(({ input }) => engine.jobs.restore(input.ref)),
  duplicate: jobs.duplicate.handler(({ input }) => engine.jobs.duplicate(input.ref, input.name)),
  params: jobs.params.handler(({ input }) => engine.jobs.params(input.ref, input.version ?? null)),
  options: jobs.options.handler(({ input: { ref, name, params } }) => engine.paramOptions.list(ref, name, params)),
  testHook: jobs.testHook.handler(({ input, context }) => engine.hooks.test(input.ref, input.hook, context.trigger)),
  run: jobs.run.handler(({ input: { ref, params, ...options }, context }) =>
    engine.manual.runJob(ref, context.trigger, params, options),
  ),
})
